"""Finding again in what the first edits left, until nothing is left; told as edits of the first text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cleaner.edits import Edit, apply, invert

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

# Damage lies upon damage, but not deeper than this: entities of entities of tags, a tag eaten by a slip.
MOST_ROUNDS = 5


def settled(text: str, find: Callable[[str], Iterable[Edit]]) -> list[Edit]:
    """Return the edits that leave `find` nothing sure to find, and what it doubted in the first round."""
    found = list(find(text))
    edits = [edit for edit in found if edit.sure]
    if not edits:
        return found
    current = apply(text, edits)
    for _ in range(MOST_ROUNDS - 1):
        more = [edit for edit in find(current) if edit.sure]
        if not more:
            break
        edits = composed(text, edits, current, more)
        current = apply(text, edits)
    doubtful = [edit for edit in found if not edit.sure]
    return sorted([*edits, *free(doubtful, edits)], key=_place)


def composed(text: str, first: Sequence[Edit], between: str, second: Sequence[Edit]) -> list[Edit]:
    """Return edits of `text` that do what `first` does (giving `between`), and then `second`."""
    edits = []
    shift = 0  # from an offset in `between` to the one in `text`
    for start, end, earlier, later in _groups(first, second):
        origin = start + shift
        shift += sum(len(edit.before) - len(edit.after) for edit in earlier)
        if not later:
            edits += earlier
        elif not earlier:
            edits.append(later[0]._replace(start=origin))
        else:
            moved = [edit._replace(start=edit.start - start) for edit in later]
            after = apply(between[start:end], moved)
            edits.append(Edit(origin, text[origin : end + shift], after, earlier[0].reason))
    return [edit for edit in edits if edit.before != edit.after]


class _Group(NamedTuple):
    """Edits that overlap, with their common span in the text between the two lists."""

    start: int
    end: int
    earlier: list[Edit]
    later: list[Edit]


def _groups(first: Sequence[Edit], second: Sequence[Edit]) -> list[_Group]:
    inverse = invert(first)
    spans = [(edit.start, edit.end, 0, index) for index, edit in enumerate(inverse)]
    spans += [(edit.start, edit.end, 1, index) for index, edit in enumerate(second)]
    groups: list[_Group] = []
    for start, end, is_later, index in sorted(spans):
        if not groups or start >= groups[-1].end:
            groups.append(_Group(start, end, [], []))
        group = groups[-1] = groups[-1]._replace(end=max(groups[-1].end, end))
        (group.later if is_later else group.earlier).append((second if is_later else first)[index])
    return groups


def free(doubtful: Sequence[Edit], edits: Sequence[Edit]) -> list[Edit]:
    """Return the doubtful edits that touch no other one."""
    taken = iter([*edits, Edit(1 << 62, "", "", "")])
    free = []
    edit = next(taken)
    for one in doubtful:
        while edit.end <= one.start:
            edit = next(taken)
        if one.end <= edit.start:
            free.append(one)
    return free


def _place(edit: Edit) -> tuple[int, int]:
    return edit.start, edit.end
