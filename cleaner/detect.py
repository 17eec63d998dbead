"""What a document is and what is wrong with it, without changing anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner import api, pipeline
from cleaner.decode import decode

if TYPE_CHECKING:
    from collections.abc import Mapping


class Detection(NamedTuple):
    """What was found out about a document.

    `encoding` is a Python codec name (None for a text, which has none), `confidence` how sure that is (0 to
    1), `runner_up` the second best answer. `damaged` counts bytes that are no characters. `script` is `hans`,
    `hant-tw`, `hant-hk`, `hant`, `mixed`, or `none` where nothing tells. `dirt` and `doubtful` count what
    the steps would change, and what they only suspect, by reason.
    """

    encoding: str | None
    confidence: float
    runner_up: str | None
    damaged: int
    script: str
    dirt: Mapping[str, int]
    doubtful: Mapping[str, int]

    def as_object(self) -> dict[str, Any]:
        """Return the facts as an object of JSON."""
        from cleaner.findings import VERSION

        return {
            "version": VERSION,
            "encoding": self.encoding,
            "confidence": round(self.confidence, 3),
            "runner_up": self.runner_up,
            "damaged": self.damaged,
            "script": self.script,
            "dirt": dict(self.dirt),
            "doubtful": dict(self.doubtful),
        }


def detect(document: bytes | str, encoding: str | None = None) -> Detection:
    """Find out about a document; `encoding` is that of its bytes. Raises DecodeError if it is no text."""
    if isinstance(document, str):
        text, name, confidence, runner_up, damaged = document, None, 1.0, None, 0
    else:
        source = decode(document, encoding)
        text, name, confidence, runner_up = source.text, source.encoding, source.confidence, source.runner_up
        damaged = sum(len(damage.raw) for damage in source.damage)
    from cleaner.findings import counts

    trace = pipeline.run(text, api.plan())
    found = [edit for layer in trace.layers for edit in layer.edits]
    return Detection(
        name,
        confidence,
        runner_up,
        damaged,
        _script(text),
        counts(edit for edit in found if edit.sure),
        counts(edit for edit in found if not edit.sure),
    )


def _script(text: str) -> str:
    try:
        from cleaner import script
    except ImportError:
        return "none"
    return str(script.judge(text))
