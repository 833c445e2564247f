"""What goes wrong in real life: killed processes, held locks, cut-off migrations. Short here, long under `make torture`."""
