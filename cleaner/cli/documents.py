"""What every filter does with its documents: read, decode, clean, note, write. A bad one stops no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner import files, pipeline
from cleaner.cli import mistakes, streams
from cleaner.cli.journal import Journal
from cleaner.cli.main import Exit
from cleaner.decode import decode
from cleaner.errors import CleanerError, DecodeError

if TYPE_CHECKING:
    from cleaner.cli.options import Request
    from cleaner.decode import Source
    from cleaner.pipeline import Plan
    from cleaner.trace import Trace

# With less certainty about its encoding, no file is replaced: half-way between a guess and the 0.9 and more
# of undamaged documents.
SURE_ENOUGH = 0.7

LEFT_ALONE = "left alone because of "


def run(request: Request) -> Exit:
    """Clean the documents of a request and return the exit code."""
    if request.jsonl is not None:
        from cleaner.cli import records

        return records.run(request)
    bad = 0
    with (
        Journal(request.journal, appending=request.in_place) as journal,
        streams.Destination(request.output, in_place=request.in_place) as destination,
    ):
        for name in request.files:
            plan = request.wishes.plan_for(name)
            try:
                source, trace = read(name, plan, request.encoding)
                result = encoded(trace)
                if request.in_place:
                    refuse_doubt(source)
            except (CleanerError, OSError) as error:
                bad += complain(name, error)
                continue
            journal.note(name, source, trace)
            bad += not _write(destination, name, source, result)
    return Exit.FAILED if bad else Exit.DONE


def read(name: str, plan: Plan, encoding: str | None) -> tuple[Source, Trace]:
    """Read and clean one document, and tell of damaged bytes. Raises CleanerError or OSError."""
    data = streams.read(name)
    with mistakes.told(LEFT_ALONE):
        source = decode(data, encoding)
        trace = cleaned(source.text, plan)
    tell_damage(name, source)
    return source, trace


def cleaned(text: str, plan: Plan) -> Trace:
    """Run the plan, and have the result computed now."""
    trace = pipeline.run(text, plan)
    trace.result  # noqa: B018  a cached property; what is computed late shall fail here
    return trace


def encoded(trace: Trace) -> bytes:
    """Return the cleaned text as UTF-8. Raises CleanerError for what UTF-8 cannot express."""
    try:
        return trace.result.encode("utf-8")
    except UnicodeEncodeError as error:
        raise CleanerError(f"the text has half a surrogate pair at character {error.start + 1}") from error


def refuse_doubt(source: Source) -> None:
    """Raise DecodeError if it is not sure enough what the bytes mean to replace them."""
    if source.confidence < SURE_ENOUGH:
        other = f", perhaps {source.runner_up}" if source.runner_up else ""
        raise DecodeError(
            f"left alone: perhaps {source.encoding} ({source.confidence:.0%}){other}; name it with --encoding"
        )


def tell_damage(name: str, source: Source) -> None:
    """Tell people which parts of a document are in other encodings, and which bytes are no characters."""
    others = [run for run in source.runs if run.encoding != source.encoding]
    if others:
        more = f" and {len(others) - 1} more places" if len(others) > 1 else ""
        streams.complain(
            f"{streams.shown(name)}: in {source.encoding}, but in {' and '.join(source.also)} from character "
            f"{others[0].start + 1} on{more}"
        )
    if source.damage:
        first = source.damage[0]
        more = f" and {len(source.damage) - 1} more places" if len(source.damage) > 1 else ""
        streams.complain(
            f"{streams.shown(name)}: no character in {source.encoding}: "
            f"{first.raw[:8].hex(' ').upper()} at byte {first.offset}{more}"
        )


def complain(name: str, error: Exception) -> int:
    """Tell people why a document could not be done; returns 1, for counting."""
    streams.complain(f"{streams.shown(name)}: {streams.sentence(error)}")
    return 1


def _write(destination: streams.Destination, name: str, source: Source, result: bytes) -> bool:
    """Write a result; returns whether it worked. Standard output has no second document to go on with."""
    if not destination.in_place:
        with destination.document(name) as stream:
            stream.write(result)
        return True
    try:
        if result != source.data:
            files.replace(name, result, durable=True)
    except OSError as error:
        complain(name, error)
        return False
    return True
