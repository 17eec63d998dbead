"""Finds documents that are the same article, in a folder and across days.

signature   what of a document is compared, and the keys under which similar documents meet
compare     how similar two documents are
index       the documents seen so far, in an SQLite file that grows
groups      which documents belong together, how similar they are, and which copy is the best
"""

from cleaner.dupes.groups import Group, Member, groups
from cleaner.dupes.index import Index

__all__ = ["Group", "Index", "Member", "groups"]
