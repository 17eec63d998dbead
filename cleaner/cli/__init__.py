"""The command line: one module per command, one command per step; see `main`."""
