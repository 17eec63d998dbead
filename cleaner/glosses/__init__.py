"""Pinyin glosses: brackets that may be one, whether they read what is before them, what the document says."""
