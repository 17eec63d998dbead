"""Measure how fast cleaning is, beside what a user would take instead, on the same text in one run.

Run: make bench (it installs the others), or python scripts/bench.py [--megabytes 1] [FOLDER]

Texts are articles in simplified and in traditional characters, and such articles spoiled by mechanisms drawn
at random (tests/dirty/samples.py); or the files of a folder. Each tool cleans the same documents, one after
another, in turns; the quickest turn counts, in seconds of processor time, as other programs on the machine
disturb it least. A step is measured on what the steps before it left. What does not depend on the machine is
the column with the multiples of OpenCC's time.
"""

from __future__ import annotations

import argparse
import re
import resource
import subprocess
import sys
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))  # the generator is part of the tests, which are not installed

import opencc  # noqa: E402  (after the line above, as all of the project)

from cleaner import STEPS, clean, converters, decode, passages  # noqa: E402
from cleaner.script import name as script_of  # noqa: E402
from tests.dirty import samples  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Work = Callable[[str], object]

TURNS = 3
STARTS = 7
CONVERTER = "import opencc; opencc.OpenCC('t2s')"
TO = {"convert": {"to": "hans"}}
MEGABYTE = 1_000_000


def some(megabytes: float, texts: Iterable[str]) -> list[str]:
    """Return the first of some texts, of so many bytes together."""
    found: list[str] = []
    for text in texts:
        found.append(text)
        if size(found) >= megabytes * MEGABYTE:
            break
    return found


def articles(wanted: str) -> Iterator[str]:
    """Yield articles in one script (`hans` or `hant`), without end."""
    texts = (samples.draw(number).truth for number in count())
    return (text for text in texts if script_of(text) == wanted)


def size(texts: Sequence[str]) -> int:
    """Return how many bytes of UTF-8 some texts are."""
    return sum(len(text.encode("utf-8", "surrogatepass")) for text in texts)


def steps(texts: Sequence[str]) -> Iterator[tuple[str, Work, Sequence[str]]]:
    """Yield each step with the texts as the steps before it left them."""
    for step in STEPS:
        options = {step.name: TO[step.name]} if step.name in TO else {}

        def work(text: str, name: str = step.name, options: dict[str, dict[str, str]] = options) -> str:
            return clean(text, only=[name], options=options).result

        yield step.name, work, texts
        texts = [work(text) for text in texts]


def as_chosen(texts: Sequence[str]) -> Work:
    """Return OpenCC by the configurations that `convert` chooses: Taiwan's take longer than t2s."""
    chosen = {
        text: next((each.configs for each in passages.passages(text, "hans", "auto")), ("t2s",))
        for text in texts
    }

    def work(text: str) -> str:
        for config in chosen[text]:
            text = converters.converter(config).convert(text)
        return text

    return work


def others() -> Iterator[tuple[str, Work]]:
    """Yield what users take instead, as far as it is installed."""
    yield "a script: re.sub, a set of lines, opencc", script
    if find_spec("ftfy"):
        import ftfy

        yield "ftfy.fix_text", ftfy.fix_text
    if find_spec("jionlp"):
        import jionlp

        yield "jionlp.clean_text", jionlp.clean_text
    if find_spec("charset_normalizer"):
        import charset_normalizer

        yield (
            "charset-normalizer, of GB18030",
            lambda text: str(charset_normalizer.from_bytes(encoded(text)).best()),
        )
    yield "cleaner decode, of GB18030", lambda text: decode(encoded(text)).text


def encoded(text: str) -> bytes:
    """Return the text as a Chinese site might send it."""
    return text.encode("gb18030", "replace")


_BRACKETS = re.compile(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü' ]+\)")
_MENU = re.compile(r"(?m)^.*(?:首页|分享|版权所有|相关阅读|免责声明).*\n?")
_CONVERTER = opencc.OpenCC("t2s")


def script(text: str) -> str:
    """Clean as people do by hand."""
    lines = dict.fromkeys(_MENU.sub("", _BRACKETS.sub("", text)).splitlines())
    return str(_CONVERTER.convert("\n".join(lines)))


def seconds(works: Sequence[tuple[str, Work, Sequence[str]]]) -> dict[str, float]:
    """Return the processor time of each over its texts: the quickest of some turns."""
    best: dict[str, float] = {}
    for _ in range(TURNS):
        for name, work, texts in works:
            begin = process_time()
            for text in texts:
                work(text)
            best[name] = min(best.get(name, float("inf")), process_time() - begin)
    return best


def start(command: Sequence[str], text: bytes = b"") -> float:
    """Return the processor time of a process from its start to its end."""
    best = float("inf")
    for _ in range(STARTS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, input=text, capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def show(title: str, rows: Sequence[tuple[str, float]], unit: float, amount: int = 0) -> None:
    """Print a table; `unit` is what the multiples are of, `amount` how many bytes were done."""
    print(f"\n| {title} | {'MB/s' if amount else 'ms'} | times |")
    print("| --- | ---: | ---: |")
    for name, value in rows:
        figure = amount / MEGABYTE / value if amount else 1000 * value
        print(f"| {name} | {figure:.2f} | {value / unit:.2f} |")


def compare(title: str, texts: Sequence[str]) -> None:
    """Measure everything on some texts, and print."""
    alone = "opencc alone, t2s"
    found = seconds(
        [
            (alone, _CONVERTER.convert, texts),
            ("opencc alone, as convert chooses", as_chosen(texts), texts),
            *steps(texts),
            ("clean --to hans, all of it", lambda text: clean(text, options=TO).result, texts),
            *((name, work, texts) for name, work in others()),
        ]
    )
    amount = size(texts)
    show(
        f"{title}: {len(texts)} documents, {amount / MEGABYTE:.2f} MB",
        list(found.items()),
        found[alone],
        amount,
    )


def compare_starts(text: str) -> None:
    """Measure a process for one page, and print."""
    page = text.encode("utf-8", "surrogatepass")
    click = start([sys.executable, "-c", "import click"])
    rows = [("python -c 'import click'", click)]
    # What a command needs that is not ours: dedupe (and with it clean), and convert.
    for library, code in (("rapidfuzz", "import rapidfuzz.distance"), ("OpenCC", CONVERTER)):
        found = start([sys.executable, "-c", f"import click; {code}"])
        rows.append((f"the same and {library}", found))
    for name in ("decode", *(step.name for step in STEPS), "clean"):
        extra = ["--to", "hans"] if name == "convert" else []
        rows.append((f"cleaner {name}", start([sys.executable, "-m", "cleaner", name, *extra], page)))
    show("one process, one page", rows, click)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="files to clean; generated ones if not given")
    parser.add_argument("--megabytes", type=float, default=0.3, help="how much to generate of each kind")
    chosen = parser.parse_args()
    if chosen.folder:
        paths = sorted(path for path in chosen.folder.rglob("*") if path.is_file())
        compare(str(chosen.folder), [decode(path.read_bytes()).text for path in paths])
    else:
        for wanted, title in (("hans", "simplified"), ("hant", "traditional")):
            compare(f"clean text, {title}", some(chosen.megabytes, articles(wanted)))
        compare("soiled text", some(chosen.megabytes, (samples.draw(number).dirty for number in count())))
    compare_starts(samples.draw(0).dirty)


if __name__ == "__main__":
    main()
