"""Encodings: which one it is, what is damaged, and the exact way back.

`judge` says what a document is probably in; `walk` reads it piece by piece and, at bytes that do not fit,
asks `path` for the most plausible reading; `hz` and `foreign` read what `walk` cannot; `binary` knows what is
no text.
"""
