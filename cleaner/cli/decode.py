"""`cleaner decode`: any Chinese encoding to UTF-8, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner.cli import documents, options

if TYPE_CHECKING:
    from cleaner.cli.main import Exit


def _run(**given: Any) -> Exit:
    return documents.run(options.request(given, steps=False))


COMMAND = options.Command(
    "decode",
    [options.common()],
    callback=_run,
    help="Turn any Chinese encoding, damaged or mixed, into UTF-8.\n\nReads standard input or FILES, writes"
    " UTF-8 to standard output. Bytes that are no characters become U+FFFD and are named on standard error;"
    " with --journal, `cleaner restore` gives them back.",
    short_help="any Chinese encoding, damaged or mixed, to UTF-8",
)
