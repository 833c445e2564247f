"""Tools for those who build: catalogues and vendored files."""
