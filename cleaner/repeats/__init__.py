"""Finds what a document says twice and which of two copies is the better one.

skeleton    what of a text is compared: no glosses, punctuation, blanks; width, case and script folded
measures    sizes that several judgements share
glance      whether a document is worth looking at at all
closer      a closer look at what stands twice in the same words
pieces      the parts of a document that are judged: its lines, very long lines cut into sentences
anchors     places that surely correspond, from equal pieces and sampled shingles
runs        such places joined into passages that stand twice, in linear time
align       which pieces of two passages belong together
passage     a passage as it is compared, and what of two passages is equal
damage      signs of what happened to a text on its way
copies      whether two passages are copies, where they differ, and which is right there
borders     where a copy ends and the next one begins
blocks      passages of a document that stand twice, with what comparing them says
document    the pieces while bodies are judged, and which of them are copied
beside      which copy stands with text that only it has beside it
keeping     which of two copies of a body is kept
versions    whether copies of a passage differ in what they say
bodies      whether a passage that stands twice is an article's body
halves      whole bodies that stand twice
taking      what of a copy that goes is taken over, and what goes with it
sites       names of sites, as pages add them to titles
heads       titles that stand twice, and titles glued to the first paragraph
leftover    titles that are left of a copy whose text is gone
paragraphs  single paragraphs, summaries, teasers and captions that stand twice
sentences   sentences that stand twice in a row within a line
mending     the better text made from two copies
draft       a document with tracked changes, from which the edits are made
rounds      all of it in rounds, until nothing is repeated any more
"""
