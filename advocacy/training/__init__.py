"""The dos and don'ts: a short course of real situations, and the licence that opens the library's share tools."""
