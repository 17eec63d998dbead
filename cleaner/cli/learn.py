"""`cleaner learn`: the lines of a site, from a folder of its documents, as rules for `strip`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cleaner.cli import documents, mistakes, options, paths, streams
from cleaner.cli.main import Exit
from cleaner.errors import CleanerError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cleaner.learn import SiteLine

# One page template of a site with several still has so many of its pages.
_SHARE = 0.05
# So many examples are shown of each part of the page; the rule file has them all.
_SHOWN = 12


def _run(
    files: tuple[str, ...], share: float | None, output: str | None, jsonl: str | None, encoding: str | None
) -> Exit:
    from cleaner.learn import Learner, rows
    from cleaner.learn.sitelines import FEWEST_DOCUMENTS

    if not files or streams.STDIN in files:
        raise UsageError(
            "name a folder or files: the documents are read twice, which standard input cannot be"
        )
    if share == 0:
        raise UsageError("--share: of 0%, every line is one of the site")
    names = list(paths.documents(files, excluded=lambda _: False, force=False))
    texts = _Texts(names, jsonl, encoding)
    learner = Learner(_SHARE if share is None else share)
    for text in texts.read(complain=documents.complain):
        learner.count(text)
    if learner.documents >= FEWEST_DOCUMENTS:
        for text in texts.read(complain=lambda *_: 0):
            learner.place(text)
    found = learner.found()
    with streams.Destination(output) as destination, destination.document(output or "") as stream:
        stream.write("".join(f"{row}\n" for row in rows(found)).encode("utf-8", "surrogateescape"))
    for line in _summary(found, learner.documents):
        streams.complain(line)
    return Exit.FAILED if texts.bad else Exit.DONE


class _Texts:
    """The texts of files, or of a field of their JSON lines, which can be read again."""

    def __init__(self, names: Sequence[str], field: str | None, encoding: str | None) -> None:
        self.bad = 0
        self._names = names
        self._field = field
        self._encoding = encoding

    def read(self, complain: Callable[[str, Exception], int]) -> Iterator[str]:
        """Yield the texts; `complain` is told of what has none, and returns how much that counts."""
        for name in self._names:
            try:
                if self._field is None:
                    with mistakes.told(documents.LEFT_ALONE):
                        text = self._text(name)
                    yield text
                else:
                    yield from self._records(name, self._field, complain)
            except (CleanerError, OSError) as error:
                self.bad += complain(name, error)

    def _text(self, name: str) -> str:
        from cleaner.decode import decode

        return decode(streams.read(name), self._encoding).text

    def _records(self, name: str, field: str, complain: Callable[[str, Exception], int]) -> Iterator[str]:
        from cleaner import jsonl

        with streams.opened(name) as stream:
            for number, line in enumerate(stream, 1):
                try:
                    found = jsonl.field(jsonl.decoded(line).removeprefix("\ufeff"), field)
                except CleanerError as error:
                    self.bad += complain(f"{name}:{number}", error)
                    continue
                if found is not None:
                    yield found.value


def _summary(found: Sequence[SiteLine], total: int) -> Iterator[str]:
    """Yield what people should know: how many lines of which part, and the most frequent of them."""
    if not found:
        yield f"no lines of a site among {total} documents"
        return
    for place in dict.fromkeys(line.place for line in found):
        part = [line for line in found if line.place == place]
        yield f"{len(part)} lines of the {place} of {total} documents"
        for line in part[:_SHOWN]:
            mark = " " if line.sure else "?"
            more = " ..." if line.label else ""
            yield f"{line.documents / line.of:6.0%} {mark} {line.example}{more}"
    yield "look at the rules, then: cleaner strip --rules FILE, or extend-rules in cleaner.toml"


COMMAND = click.Command(
    "learn",
    params=[
        options.files("FOLDER"),
        click.Option(
            ["--share"],
            metavar="SHARE",
            callback=options.share_of,
            help="Only lines that so many of the documents have.  [default: 5%]",
        ),
        options.OUTPUT,
        options.ENCODING,
        click.Option(
            ["--jsonl"],
            metavar="FIELD",
            help="Each line of the files is a JSON object; learn from this field.",
        ),
    ],
    callback=_run,
    help="Find the lines that recur over the documents of a site, outside their articles, and write them as"
    " rules for `strip`, `clean`, `check` and `batch` (--rules FILE, or extend-rules in cleaner.toml).\n\nA"
    " folder should hold one site: in a mixture a site's lines are too rare. Look at the rules before you use"
    " them; those that may be the article's are behind a #.",
    short_help="the lines of a site, as rules for strip",
)
