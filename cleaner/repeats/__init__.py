"""Finds what a document says twice and which of two copies is the better one.

skeleton    what of a text is compared: no glosses, punctuation, blanks; width, case and script folded
pieces      the parts of a document that are judged: its lines, very long lines cut into sentences
anchors     places that surely correspond, from equal pieces and sampled shingles, chained in linear time
align       which pieces of two passages belong together
copies      whether two such pieces are copies, and the better text made from both
halves      whole bodies that stand twice
heads       titles that stand twice, and titles glued to the first paragraph
paragraphs  single paragraphs, summaries, teasers and captions that stand twice
sentences   sentences that stand twice in a row within a line
draft       a document with tracked changes, from which the edits are made
"""
