"""What is no text at all."""

from __future__ import annotations

import re

from cleaner.errors import DecodeError

# First bytes of files that people mistake for text files, from an offset on. Letters alone are no sign:
# text may begin with them.
_SIGNATURES: dict[tuple[int, bytes], str] = {
    (0, b"%PDF-"): "a PDF document",
    (0, b"\x1f\x8b"): "gzip data",
    (0, b"PK\x03\x04"): "a ZIP archive (or a DOCX, XLSX or EPUB document)",
    (0, b"PK\x05\x06"): "an empty ZIP archive",
    (0, b"\x89PNG\r\n"): "a PNG image",
    (0, b"\xff\xd8\xff"): "a JPEG image",
    (0, b"GIF87a"): "a GIF image",
    (0, b"GIF89a"): "a GIF image",
    (8, b"WEBPVP8"): "a WebP image",
    (8, b"WAVEfmt"): "WAV audio",
    (8, b"AVI LIST"): "an AVI video",
    (4, b"1AY&SY"): "bzip2 data",
    (0, b"\xfd7zXZ\x00"): "xz data",
    (0, b"\x28\xb5\x2f\xfd"): "Zstandard data",
    (0, b"\x04\x22\x4d\x18"): "LZ4 data",
    (0, b"7z\xbc\xaf\x27\x1c"): "a 7-Zip archive",
    (0, b"Rar!\x1a\x07"): "a RAR archive",
    (257, b"ustar"): "a tar archive",
    (0, b"!<arch>\n"): "an archive of programs",
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"): "an old Microsoft Office document",
    (0, b"\x7fELF"): "a program",
    (0, b"MZ\x90\x00"): "a program",
    (0, b"\xca\xfe\xba\xbe"): "a program",
    (0, b"\x00asm\x01"): "a program",
    (0, b"SQLite format 3\x00"): "an SQLite database",
    (0, b"PAR1\x15"): "Parquet data",
    (0, b"\xde\x12\x04\x95"): "a catalogue of messages",
    (0, b"\x95\x04\x12\xde"): "a catalogue of messages",
    (0, b"OggS\x00"): "Ogg audio",
    (0, b"ID3\x02"): "MP3 audio",
    (0, b"ID3\x03"): "MP3 audio",
    (0, b"ID3\x04"): "MP3 audio",
    (0, b"II*\x00"): "a TIFF image",
    (0, b"MM\x00*"): "a TIFF image",
    (0, b"wOFF\x00\x01"): "a web font",
    (0, b"wOF2\x00\x01"): "a web font",
    (0, b"\x00\x01\x00\x00\x00"): "a font",
    (0, b"OTTO\x00"): "a font",
    (4, b"ftypisom"): "a video",
    (4, b"ftypmp4"): "a video",
    (4, b"ftypM4"): "a video",
    (4, b"ftypqt "): "a video",
    (4, b"ftypavif"): "an AVIF image",
    (4, b"ftypheic"): "a HEIC image",
}
_CONTROL = re.compile(rb"[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_CONTROLS = bytes(range(1, 9)) + b"\x0b" + bytes(range(14, 27)) + bytes(range(28, 32))

# What str.isprintable does not count, but text has: blanks, marks of direction and of joining, damage, and
# the user-defined area of GBK, which text out of step is full of.
_PRINTABLE = dict.fromkeys(
    [*range(9, 14), 0x1B, 0x85, 0xA0, 0xAD, 0x1680, *range(0x2000, 0x2010), *range(0x2028, 0x2030)], " "
) | dict.fromkeys([0x205F, *range(0x2060, 0x2070), 0x3000, *range(0xE000, 0xE766), 0xFEFF], " ")
_USUAL_BLANKS = "\n\r\t\u3000"  # Most texts have no others.
_PART = 10_000  # Characters of the beginning, and of the middle.

# Random bytes have 10 % of control characters, text in eight bits next to none.
MOST_CONTROLS = 0.02


def refuse_known(data: bytes) -> None:
    """Raise DecodeError if the first bytes tell a file that is no text."""
    for (offset, signature), name in _SIGNATURES.items():
        if data.startswith(signature, offset):
            raise DecodeError(f"not text but {name}, as its first {offset + len(signature)} bytes tell")


def control_share(sample: bytes) -> float:
    """Return which part of a sample are control characters that text does not have (NUL apart)."""
    return (len(sample) - len(sample.translate(None, _CONTROLS))) / max(1, len(sample))


def refuse_controls(data: bytes, sample: bytes) -> None:
    """Raise DecodeError if a sample has more control characters than text has."""
    share = control_share(sample)
    if share > MOST_CONTROLS:
        match = _CONTROL.search(data)
        where = f", the first ({match[0][0]:#04x}) at byte {match.start()}" if match else ""
        raise DecodeError(f"not text: {share:.0%} of its bytes are control characters{where}")


def refuse_unprintable(text: str) -> None:
    """Raise DecodeError if what was read is no text: numbers and pointers, too, read as UTF-16."""
    some = text if len(text) <= 2 * _PART else text[:_PART] + text[len(text) // 2 :][:_PART]
    for blank in _USUAL_BLANKS:
        some = some.replace(blank, " ")
    if some.isprintable():
        return
    unprintable = len(some) - sum(map(str.isprintable, some.translate(_PRINTABLE)))
    if unprintable > MOST_CONTROLS * len(some):
        raise DecodeError(f"not text: {unprintable / len(some):.0%} of its characters cannot be shown")
