"""Which files are finished, and how far those are that are not; the state is brought up to date here."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from cleaner.batch import records, texts
from cleaner.batch.naming import STDIN, changes_form, has_records
from cleaner.batch.order import LISTED, STDOUT, Totals
from cleaner.batch.parts import Part
from cleaner.batch.state import BEGUN, DONE, FAILED, QUARANTINED, WRITTEN, File

if TYPE_CHECKING:
    from cleaner.batch.order import Entry, Order, Outcome
    from cleaner.batch.records import Chunk
    from cleaner.batch.state import State
    from cleaner.configfile import Config


class From(NamedTuple):
    """Where to go on in a file: records and bytes (unpacked) that are done."""

    records: int = 0
    read_to: int = 0


class Progress:
    """The files of a run: what is done of each, and of all together."""

    def __init__(self, order: Order, state: State, totals: Totals) -> None:
        self._totals = totals
        self.resumed = 0
        self.seen = 0
        self._order = order
        self._state = state
        # The last key with the configuration that it is of, which most files have in common.
        self._key: tuple[Config | None, str] = (None, "")
        # The files of records that are under way, which come one after another.
        self._parts: dict[str, Part] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for part in self._parts.values():
            part.close()

    def unfinished(self, entry: Entry) -> From | None:
        """Return from where on a file is to do; None if it is finished."""
        known = self._state.find(entry.name)
        if known is not None and self._finished(entry, known):
            self._count_resumed(known)
            self.seen += entry.size
            return None
        if has_records(entry.source) and not changes_form(entry.name, self._order.to_format):
            part = self._parts[entry.name] = Part(self._order, entry)
            if known is not None and self._goes_on(entry, known, part):
                part.cut(known.written or 0, known.rejected)
                self._count_resumed(known)
                return From(known.records, known.read_to)
        if known is not None:
            self._forget(known)
        return From()

    def whole(self, entry: Entry, outcome: Outcome) -> None:
        """Note a file that was done in one piece."""
        quarantined = outcome.totals.quarantined
        state = FAILED if outcome.written is None else DONE
        if quarantined and not outcome.records:
            state = QUARANTINED
        file = self._row(entry, state, outcome.totals)._replace(
            digest=outcome.digest, written=outcome.written, rejected=quarantined, records=outcome.records
        )
        self._state.add(file, outcome.problems, outcome.removed, outcome.note)
        self._totals.add(outcome.totals)
        self.seen += entry.size

    def chunk(self, chunk: Chunk, outcome: Outcome) -> None:
        """Write a chunk and note it; behind the last one, finish the file."""
        entry, part = chunk.entry, self._parts[chunk.entry.name]
        known = self._state.find(entry.name) or self._row(entry, BEGUN, Totals())
        if chunk.last and not known.totals.documents + outcome.totals.documents:
            records.tell_missing_field(self._order, chunk, outcome)
        known.totals.add(outcome.totals)
        part.append(outcome.data, outcome.rejected)
        file = known._replace(
            plan=self._key_for(entry.source),
            state=WRITTEN if chunk.last else BEGUN,
            written=part.written,
            rejected=part.rejected,
            records=chunk.records + outcome.records,
            read_to=chunk.read_to,
        )
        self._state.add(file, outcome.problems, outcome.removed)
        self._totals.add(outcome.totals)
        if chunk.last:
            self._finish(entry, file)

    def give_up(self, entry: Entry, outcome: Outcome) -> None:
        """Note that a file of records cannot be done; what was done of it does not count."""
        self._parts.pop(entry.name).remove()
        self._state.forget(entry.name)
        self._state.add(self._row(entry, FAILED, outcome.totals), outcome.problems)
        self._totals.add(outcome.totals)
        self.seen += entry.size

    def forget_vanished(self) -> None:
        """Forget the files that are in the source no more; their outputs stay."""
        root = Path(self._order.source)
        if root.is_dir():
            for file in [file for file in self._state.files() if not (root / file.path).exists()]:
                self._state.forget(file.path)

    def _finish(self, entry: Entry, file: File) -> None:
        # Noted before and behind: killed in between, the next run finds either the part or the whole.
        self._state.commit()
        self._parts.pop(entry.name).finish()
        self._state.add(file._replace(state=DONE, digest=_digest(entry)))
        self.seen += entry.size

    def _finished(self, entry: Entry, known: File) -> bool:
        """Whether a file is as it was when it was done, and so are the order and its output."""
        if not self._same(entry, known) or known.state not in (DONE, QUARANTINED, WRITTEN):
            return False
        if known.state == WRITTEN:
            part = Part(self._order, entry)
            if known.mtime != entry.mtime:
                return False
            part.finish()
            known = known._replace(state=DONE, digest=_digest(entry))
        place = texts.place(self._order, entry, quarantined=known.state == QUARANTINED)
        if self._state.copies.thinned(entry.name) is not None:
            place = self._order.whole(entry.name)
        if not self._order.dry and _size(place) != known.written:
            return False
        if known.mtime != entry.mtime and (not known.digest or _digest(entry) != known.digest):
            return False
        if known != self._state.find(entry.name) or known.mtime != entry.mtime:
            self._state.add(known._replace(mtime=entry.mtime))
        return True

    def _goes_on(self, entry: Entry, known: File, part: Part) -> bool:
        same = self._same(entry, known) and known.mtime == entry.mtime
        return same and known.state == BEGUN and part.holds(known.written or 0, known.rejected)

    def _key_for(self, path: str) -> str:
        config = self._order.wishes.config_for(path)
        if config is not self._key[0]:
            self._key = config, self._order.key_for(path)
        return self._key[1]

    def _same(self, entry: Entry, known: File) -> bool:
        key = self._key_for(entry.source)
        return known.plan in (key, key + LISTED) and known.size == entry.size and entry.source != STDIN

    def _forget(self, known: File) -> None:
        """Forget a file that is to be done anew, and remove what was put in quarantine of it."""
        aside = self._order.aside(known.path)
        if aside and not self._order.dry and (known.state == QUARANTINED or known.rejected):
            aside.unlink(missing_ok=True)
        if not self._order.dry and self._order.target != STDOUT:
            self._order.whole(known.path).unlink(missing_ok=True)
        self._state.forget(known.path)

    def _count_resumed(self, known: File) -> None:
        self._totals.add(known.totals)
        self.resumed += known.totals.documents

    def _row(self, entry: Entry, state: str, totals: Totals) -> File:
        plan = self._key_for(entry.source)
        return File(entry.name, state, entry.size, entry.mtime, "", plan, totals)


def _size(path: Path) -> int | None:
    with suppress(OSError):
        return path.stat().st_size
    return None


def _digest(entry: Entry) -> str:
    """Return the digest of an input file; an empty one if it changed since the run came to it."""
    with suppress(OSError), Path(entry.source).open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
        status = Path(entry.source).stat()
        if (status.st_size, status.st_mtime_ns) == (entry.size, entry.mtime):
            return found
    return ""
