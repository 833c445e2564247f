"""Where stories come from outside: an address, a feed, a spreadsheet."""
