"""Turn scraped Chinese news back into the article.

>>> from cleaner import clean
>>> clean("悬念(xuánniàn)又起,体验(tǐyàn)升级。").result
'悬念又起,体验升级。'
"""

from typing import TYPE_CHECKING

from cleaner.api import clean, clean_column, plan
from cleaner.decode import Source, decode
from cleaner.detect import Detection, detect
from cleaner.edits import Edit
from cleaner.errors import CleanerError
from cleaner.trace import Trace

if TYPE_CHECKING:
    from cleaner.step import Step

    STEPS: tuple[Step, ...]

__version__ = "0.1.0"
__all__ = [
    "STEPS",
    "CleanerError",
    "Detection",
    "Edit",
    "Source",
    "Trace",
    "__version__",
    "clean",
    "clean_column",
    "decode",
    "detect",
    "plan",
]


def __getattr__(name: str) -> tuple["Step", ...]:
    """Give `STEPS`, all steps in order, which are imported only for who asks for all of them."""
    if name == "STEPS":
        from cleaner import registry

        return registry.steps()
    raise AttributeError(f"module 'cleaner' has no attribute {name!r}")
