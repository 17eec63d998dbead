"""Signs of what happened to a text on its way: undecodable bytes, byte slips, tags, entities, mojibake."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cleaner import late
from cleaner.fold import fold
from cleaner.repeats.skeleton import GLOSS

if TYPE_CHECKING:
    import re

    from cleaner.repeats.passage import Span

# A gloss behind a character that has taken its opening bracket's byte, as 蚚 has in `本蚚jiù]` (`本土[tǔ]`).
# The letter is looked for first: there are few.
_TAKEN = (
    r"[a-z\u00e0-\u01dc](?<=[^\W\x00-\u02ff].)"
    r"(?:[a-z]{0,3}[\u00e0-\u01dc][a-z]{0,3}|[a-z]{1,5}|(?<=[\u00e0-\u01dc])) ?[)\]】]"
)
# What only damage leaves: undecodable bytes and what is shown for them, user-defined characters, controls,
# halves of full-width brackets, mojibake, tags, entities. A question mark counts only where the other copy
# has none.
_SURE = (
    r"[\ufffd〓□═-▕\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f-\x9f€]|[\u00a1-\u00ff]{2}"
    r"|</?[a-zA-Z]{1,10}|/[a-zA-Z]{1,10}>|&(?:#\d{1,6}|[a-zA-Z]{2,8});|\[object Object\]"
    rf"|{_TAKEN}"
)
_SURE_DAMAGE = late.pattern(_SURE)
DAMAGE = late.pattern(_SURE.replace("]", "?]", 1))
# A gloss whose opening bracket a byte slip has eaten.
_EATEN = r"[?\ufffd〓□][^\W\d_]{1,8}\)"
_EATEN_BRACKET = late.pattern(_EATEN)
# What only a byte slip leaves.
SLIP = late.pattern(rf"[\ue000-\uf8ff]|{_EATEN}")
# A slip shifts what follows: characters this far behind its sign may be wrong without looking so.
_SLIP_REACH = 12
_SLIP = late.pattern(r"[\ue000-\uf8ff€?]")
# What other damage ate may be missing some characters beside it, where the same ones stand twice.
_REACH = 4


def is_garbled(text: str) -> bool:
    """Whether there are so many signs of slips in a text that hardly anything of it is as it was."""
    return len(SLIP.findall(text)) * _SLIP_REACH >= len(text)


def signs_of_damage(text: str) -> int:
    """Count what only damage leaves in a text, question marks aside."""
    return sum(sign != "?" for sign in DAMAGE.findall(text))


def surely_damaged(one: str, other: str) -> bool:
    """Whether one of two texts shows signs of damage that the other has not; a mere question mark is none."""
    return any(
        len(sign.findall(fold(one))) != len(sign.findall(fold(other)))
        for sign in (_SURE_DAMAGE, _EATEN_BRACKET)
    )


def damaged(one: str, other: str, sign: re.Pattern[str] = DAMAGE) -> tuple[bool, bool]:
    """Whether two texts show signs of damage that the other does not show."""
    signs, other_signs = sign.findall(fold(one)), sign.findall(fold(other))
    if signs == other_signs:
        return False, False
    count, other_count = Counter(signs), Counter(other_signs)
    return bool(count - other_count), bool(other_count - count)


def damage_beside(one: str, other: str, first: Span, second: Span) -> tuple[bool, bool]:
    """Whether only one of two texts shows damage beside a place, which may come from it."""
    found = damaged(_beside(one, first, _REACH), _beside(other, second, _REACH))
    if found[0] != found[1]:
        return found
    before = [
        text[max(0, start - _SLIP_REACH) : start] for text, (start, _) in ((one, first), (other, second))
    ]
    return damaged(before[0], before[1], _SLIP)


def _beside(text: str, span: Span, reach: int) -> str:
    return text[max(0, span.start - reach) : span.start] + text[span.end : span.end + reach]


def is_torn_at_gloss(text: str, span: Span) -> bool:
    """Whether in a span there is a gloss of one syllable that does not read what stands before it.

    The character that it did read was torn, and its lost byte is not shown.
    """
    for found in GLOSS.finditer(text, *span):
        from cleaner import pinyin, readings

        inner = found[0][1:-1].strip()
        spelling = pinyin.spell(inner) if readings.characters(inner) else None
        if spelling and not readings.fit(spelling, text[max(0, found.start() - _REACH) : found.start()]):
            return True
    return False


def damage_or_gloss(one: str, other: str) -> tuple[bool, bool]:
    """Whether the punctuation of two copies in one place shows damage or a gloss that the other has not."""
    if one == other or (one, other) == ("", ""):
        return False, False
    one, other = fold(one), fold(other)
    found = damaged(one, other)
    if found[0] == found[1]:
        return GLOSS.search(one) is not None, GLOSS.search(other) is not None
    return found


def shows_damage_or_gloss(text: str) -> bool:
    """Whether there is any sign of damage or a gloss in a text: without, no part of it has one."""
    return bool(DAMAGE.search(folded := fold(text)) or GLOSS.search(folded))
