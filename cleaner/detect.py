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
    `hant-tw`, `hant-hk`, `hant`, `mixed`, or `unknown` where nothing tells. `dirt` and `doubtful` count what
    the steps would change, and what they only suspect, by reason. `also` are other encodings that parts of
    the document are in.
    """

    encoding: str | None
    confidence: float
    runner_up: str | None
    damaged: int
    script: str
    dirt: Mapping[str, int]
    doubtful: Mapping[str, int]
    also: tuple[str, ...] = ()

    def as_object(self) -> dict[str, Any]:
        """Return the facts as an object of JSON."""
        from cleaner.findings import VERSION

        return {
            "version": VERSION,
            "encoding": self.encoding,
            "confidence": round(self.confidence, 3),
            "runner_up": self.runner_up,
            "also": list(self.also),
            "damaged": self.damaged,
            "script": self.script,
            "dirt": dict(self.dirt),
            "doubtful": dict(self.doubtful),
        }


def detect(document: bytes | str, encoding: str | None = None) -> Detection:
    """Find out about a document; `encoding` is that of its bytes. Raises DecodeError if it is no text."""
    source = None if isinstance(document, str) else decode(document, encoding)
    text = source.text if source else str(document)
    trace = pipeline.run(text, api.plan())
    from cleaner import script
    from cleaner.findings import counts

    found = [edit for layer in trace.layers for edit in layer.edits]
    verdict = str(script.judge(text))
    dirt, doubtful = (counts(edit for edit in found if edit.sure is sure) for sure in (True, False))
    if source is None:
        return Detection(None, 1.0, None, 0, verdict, dirt, doubtful)
    damaged = sum(len(damage.raw) for damage in source.damage)
    facts = (source.encoding, source.confidence, source.runner_up, damaged)
    return Detection(*facts, verdict, dirt, doubtful, source.also)
