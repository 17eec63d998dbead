"""Byte slips: passages whose GBK bytes were read one byte off, and the way back.

A site writes into GBK bytes without asking where a character starts: it puts a gloss behind two bytes that
are the end of one character and the start of the next, or cuts there. A scraper then reads on, one byte off,
until an ASCII byte brings it back in step. The text that was there is found by analysis by synthesis: what
bytes may have stood where one was lost, what text they would make, which of these texts is Chinese; and the
damage must come out again when the same is done to that text.

units        the damaged text, cut into characters, glosses and marks of loss
likelihood   how much a character surprises after another, in Chinese at large
words        how much a whole passage surprises, by the words it can be cut into
endings      how a line ends, by what it says
table        what the document tells of the site's table of glossed characters
manner       how the document writes: widths, quotation marks, script, ends of lines
traces       what the damage tells of the decoder that left it
document     what the rest of the document tells: the two above, how it was folded, what goes together
merged       glosses in the bytes, where torn characters took their brackets along
parting      from there back to the original, which is all there
sites        where a text may be torn
state        one way to read damaged text up to a position
guesses      what may have stood where bytes were lost
search       from damaged text to the likeliest originals
judge        which of them is to be believed; the damage done again
solve        all slips of a text
"""
