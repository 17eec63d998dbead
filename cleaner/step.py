"""What a step is: a named, pure finder of edits, with what a user should know about it.

A module in `cleaner/steps/` that defines `STEP = Step(...)` is a step. Its name is the module's name; its
subcommand, help, rules page and tests follow from the values here. They are named tuples because making a
dataclass takes five times as long, and every filter would pay for it at its start.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from cleaner.edits import Edit


class Phase(IntEnum):
    """When a step runs within `clean`: each phase relies on the ones before it."""

    CHARACTERS = 1
    BYTES = 2
    GLOSSES = 3
    LINES = 4
    REPEATS = 5
    SCRIPT = 6


class Option(NamedTuple):
    """A setting of one step, offered on its command line and in the configuration.

    `choices` limits the values; `multiple` collects several into a tuple; `required` makes the step's own
    subcommand demand it, while `clean` leaves the step out without it. The type is that of `default`: a float
    is a share, from 0 to 1, an int a number that is not negative.
    """

    name: str
    help: str
    default: Any
    choices: tuple[str, ...] = ()
    multiple: bool = False
    required: bool = False


class Reason(NamedTuple):
    """What `cleaner rules` says about one kind of edit; the example is run by the tests.

    `before` becomes `after` by this reason alone. `wrong` says when the rule errs.
    """

    kind: str
    does: str
    why: str
    before: str
    after: str
    wrong: str


class Step(NamedTuple):
    """A pure finder of edits.

    find      the edits for a text, sorted and disjoint; offsets are code points of that text
    rewrite   the finished text itself, for a step whose library gives text and not edits; `find` must then
              describe exactly this rewriting. The edits are computed only when somebody looks at them
    known     what the step's tables hold for a kind of edit, as pairs of a label and a text, for `rules`
    deletes_only  promises that every `after` is empty
    settles       promises that a cleaned text is left alone the second time
    """

    name: str
    summary: str
    phase: Phase
    find: Callable[[str, Mapping[str, Any]], Iterable[Edit]]
    reasons: tuple[Reason, ...]
    options: tuple[Option, ...] = ()
    rewrite: Callable[[str, Mapping[str, Any]], str] | None = None
    known: Callable[[str], Iterable[tuple[str, str]]] | None = None
    deletes_only: bool = False
    settles: bool = True

    def defaults(self) -> dict[str, Any]:
        """Return the value of each option as it is when nobody sets it."""
        return {option.name: option.default for option in self.options}
