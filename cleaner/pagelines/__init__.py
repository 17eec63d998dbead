"""Tells the lines of an article from those of the page around it.

forms     what is compared: a line without width, case, script, glosses, bullets
rules     what a line says: phrases and patterns, from tables
view      a line as the judgement sees it
features  how it looks, where it stands, what stands beside it
judge     weighs all that: which lines go, and why
spans     page furniture glued to the text of a line
"""
