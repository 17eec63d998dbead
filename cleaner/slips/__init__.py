"""Byte slips: passages whose GBK bytes were read one byte off, and the way back.

A site writes into GBK bytes without asking where a character starts: it puts a gloss behind two bytes that are
the end of one character and the start of the next, or cuts there. A scraper then reads on, one byte off, until
an ASCII byte brings it back in step. The text that was there is found by analysis by synthesis: what bytes
may have stood where one was lost, what text they would make, which of these texts is Chinese; and the damage
must come out again when the same is done to that text.

units        the damaged text, cut into characters, glosses and marks of loss
document     what the rest of the document tells: what it glosses, how it writes, which characters go together
likelihood   how much a character surprises after another
search       from the damaged units to the likeliest original
replay       from an original forward to the damage
solve        all slips of a text
"""
