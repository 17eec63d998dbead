"""The process `cleaner`, which `python -m cleaner` is as well."""

import sys

try:
    from cleaner.cli.main import program
except KeyboardInterrupt:  # A loop over files that is left with Ctrl-C often ends here: half of a short run.
    sys.exit(130)

if __name__ == "__main__":
    program()
