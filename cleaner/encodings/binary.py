"""What is no text at all."""

from __future__ import annotations

import re

from cleaner.errors import DecodeError

# First bytes of files that people mistake for text files.
_SIGNATURES = {
    b"%PDF-": "a PDF document",
    b"\x1f\x8b": "gzip data",
    b"PK\x03\x04": "a ZIP archive (or a DOCX, XLSX or EPUB document)",
    b"PK\x05\x06": "an empty ZIP archive",
    b"\x89PNG\r\n": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF87a": "a GIF image",
    b"GIF89a": "a GIF image",
    b"RIFF": "RIFF data (WebP, WAV or AVI)",
    b"BZh": "bzip2 data",
    b"\xfd7zXZ\x00": "xz data",
    b"\x28\xb5\x2f\xfd": "Zstandard data",
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive",
    b"Rar!\x1a\x07": "a RAR archive",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an old Microsoft Office document",
    b"\x7fELF": "a program",
    b"MZ\x90\x00": "a program",
    b"SQLite format 3\x00": "an SQLite database",
    b"PAR1": "Parquet data",
    b"OggS": "Ogg audio",
    b"ID3": "MP3 audio",
    b"II*\x00": "a TIFF image",
    b"MM\x00*": "a TIFF image",
    b"wOFF": "a web font",
    b"wOF2": "a web font",
    b"\x00\x00\x00\x1cftyp": "a video",
    b"\x00\x00\x00\x18ftyp": "a video",
    b"\x00\x00\x00\x20ftyp": "a video",
}
_CONTROL = re.compile(rb"[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_CONTROLS = bytes(range(1, 9)) + b"\x0b" + bytes(range(14, 27)) + bytes(range(28, 32))

# Random bytes have 10 % of control characters, text in eight bits next to none.
MOST_CONTROLS = 0.02


def refuse_known(data: bytes) -> None:
    """Raise DecodeError if the first bytes tell a file that is no text."""
    for signature, name in _SIGNATURES.items():
        if data.startswith(signature):
            raise DecodeError(f"not text but {name}, as its first {len(signature)} bytes tell")


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
