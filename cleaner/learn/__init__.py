"""Learns the lines of a site from a folder of its documents: the same head, the same tail.

sketch     how many documents hold a line, in memory that does not grow with them
sitelines  which of the lines that recur are the site's and which are an article's
rulefile   those lines as rules that `strip` takes
"""

from __future__ import annotations

from cleaner.learn.rulefile import rows
from cleaner.learn.sitelines import Learner, SiteLine

__all__ = ["Learner", "SiteLine", "rows"]
