"""The cleaning steps: one module each, found by itself.

A module here defines `STEP = Step(...)`. Its name is the name of the subcommand, of its table of test rows
(`tests/tables/<name>.toml`) and of its data file (`cleaner/data/<name>.tsv`) if it needs one. Steps do not
import each other.
"""
