"""Turn scraped Chinese news back into the article.

>>> from cleaner import clean
>>> clean("悬念(xuánniàn)又起,体验(tǐyàn)升级。").result
'悬念又起,体验升级。'
"""

from cleaner.api import clean, plan
from cleaner.decode import Source, decode
from cleaner.edits import Edit
from cleaner.errors import CleanerError
from cleaner.trace import Trace

__version__ = "0.1.0"
__all__ = ["CleanerError", "Edit", "Source", "Trace", "__version__", "clean", "decode", "plan"]
