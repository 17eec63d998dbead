"""Byte slips: passages whose GBK bytes were read one byte off, and the way back.

A site writes into GBK bytes without asking where a character starts: it puts a gloss behind two bytes that
are the end of one character and the start of the next, or cuts there, or breaks a paragraph with bytes that
are nothing in GB2312. A scraper then reads on, one byte off, until an ASCII byte brings it back in step. The
text that was there is found by analysis by synthesis: what bytes may have stood where one was lost, what text
they would make, which of these texts is Chinese; and the damage must come out again when the same is done to
that text. Where the opening bracket of a gloss became part of a character, no byte was lost.

units        the damaged text, cut into characters, glosses and marks of loss
likelihood   how much a character surprises after another, in Chinese at large
words        how much a whole passage surprises, by the words it can be cut into and what follows what
endings      how a line ends, by what it says
table        what the document tells of the site's table of glossed characters
manner       how the document writes: widths, quotation marks, script, ends of lines
whole        which characters stand in what is undamaged, and which side by side
traces       what the damage tells of the decoder that left it
document     what the rest of the document tells: all that is above, what goes together, what is restored
converted    documents that were simplified after the damage was done
merged       glosses in the bytes, where torn characters took their brackets along
parting      from there back to the original, which is all there
sites        where a text may be torn
state        one way to read damaged text up to a position
choices      what may stand at a place, none of it chosen for good
guesses      what may have stood where bytes were lost
search       from damaged text to the likeliest originals
plausibility how much a reading surprises, all in all
filling      which of the choices fit what is around them
judge        which of them is to be believed; the damage done again
solve        all slips of a text
"""
