"""`python -m cleaner` is `cleaner`."""

from cleaner.cli.main import program

program()
