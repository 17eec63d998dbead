"""Sizes, in code points, that several judgements share. Importing them costs nothing."""

from __future__ import annotations

# The commonest characters of written Chinese, folded: about one in ten of news is one of them.
COMMON = "的在是一不了有人和中大国"
# Code points in a shingle. Longer ones miss damaged copies (at 15 % damage 27 % of these survive), shorter
# ones meet everywhere.
SHINGLE = 8
# Shorter equal pieces are no anchors: menu items, table cells.
SHORTEST_PIECE = 6
# Longer lines are judged sentence by sentence. Paragraphs of news seldom have more than 400 characters; a
# line of this length is several paragraphs that lost their line ends.
LONG_LINE = 800
# Shorter lines may stand twice for other reasons (a name, a slogan); in code points of the skeleton.
SHORTEST_TITLE = 6
# A title is looked for within so many pieces from the start of the document …
HEAD = 12
# … and behind a doubled one the running text begins within so many.
NEAR = 6
# Paragraphs that begin with the same so many are taken for copies where titles are looked at.
PARAGRAPH_START = 12
# Sentences that begin alike for a while may be copies.
SENTENCE_BEGINNING = 10
# A line that ends with a colon says who speaks next.
SPEAKERS = (":", "：")
