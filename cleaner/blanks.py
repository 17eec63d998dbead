"""Classes of characters that cannot be seen: blanks, invisible characters, controls, line ends.

Written for use inside the brackets of a regular expression. Only the basic plane: astral ranges in a class
make a search half as fast, and the invisible astral characters (variants of Han characters, flags) have a
meaning.
"""

from __future__ import annotations

# Blanks within a line. A deliberate one stays what it is: NO-BREAK SPACE between two words, an ideographic
# space in a heading or before a paragraph. U+2800 and U+3164 are empty glyphs that pages use as blanks.
BLANKS = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000\u3164"

# Line ends, and the soft ones of word processors and scripts: VT, FF, U+2028, U+2029.
LINE_ENDS = "\r\n"
SOFT_BREAKS = "\x0b\x0c\u2028\u2029"

# Soft hyphen, zero-width characters, bidi controls, byte order marks, annotation and object marks.
INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc"

# Variation selectors. They change the character before them, so one after a visible character has a meaning.
SELECTORS = "\ufe00-\ufe0f"

# C0 without tab and line ends, and DEL. The C1 range stays: those are bytes of text decoded wrongly.
CONTROLS = "\x00-\x08\x0e-\x1f\x7f"

# Scripts whose letters are joined, separated or directed by invisible characters: Hebrew and Arabic to
# Mongolian (Indic and Thai between them), and the Arabic presentation forms.
SHAPED = "\u0590-\u109f\u1780-\u18af\ufb1d-\ufdff\ufe70-\ufefc"

# What U+200D joins to one picture; the heart and the signs of the sexes are among the older symbols.
PICTURES = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"

# Marks of direction, and the letters from right to left that need them: Hebrew to Arabic, and their forms.
DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
