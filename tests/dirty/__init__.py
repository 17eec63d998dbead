"""Makes dirt the way it arises, so that every kind of damage comes about by itself.

All functions take clean text and give dirty text (or bytes); what they choose they take from the
`random.Random` they are given, so a seed decides everything. Where the clean text itself is not the truth any
more (folded widths, repeats), the function gives a `Sample`.

slips      what sites do to GBK bytes: glossing by table, cutting at marks, foreign paragraph breaks
glosses    pinyin behind words: random cuts, doubled, toneless, in other brackets
pages      the page around an article; repeated titles and bodies
encodings  files in any encoding, damaged and mixed; mojibake, entities, tag shards
samples    whole documents of all of it
"""

from tests.dirty.sample import Sample

__all__ = ["Sample"]
