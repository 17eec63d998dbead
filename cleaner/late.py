"""Regular expressions that are compiled when they are first used.

Compiling costs 0.1 to 1 ms each, and of the patterns of a package a page needs half. What is looked for in
every text may be compiled at once: a search by way of this module takes some 50 ns longer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")


class _Late:
    """A pattern that becomes what `re.compile` makes of it when somebody asks it for something."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._source = pattern, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(*self._source)
        # Found in the object from now on, without coming here again.
        self.__dict__.update((method, getattr(compiled, method)) for method in _METHODS)
        return getattr(compiled, name)


if TYPE_CHECKING:

    def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
        """Return the pattern, not yet compiled."""

else:
    pattern = _Late
