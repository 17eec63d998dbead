"""The errors a caller can expect; everything else is a bug.

CleanerError
├── DecodeError   bytes that are no text, or an encoding that does not fit them
├── EditError     edits that do not fit the text they are applied to
├── DataError     a data or rule file with a bad row
├── JournalError  a journal that does not fit the document it is to restore
└── UsageError    an option, a configuration or a path that makes no sense
"""


class CleanerError(Exception):
    """Base of all errors raised on purpose; its message is fit for a user to read."""


class DecodeError(CleanerError):
    """The bytes are not text, or not in the encoding that was asked for."""


class EditError(CleanerError):
    """An edit does not fit its text: out of order, overlapping, or `before` is not there."""


class DataError(CleanerError):
    """A row of a data or rule file is malformed; the message names file and line."""


class JournalError(CleanerError):
    """A journal is malformed or belongs to another document."""


class UsageError(CleanerError):
    """What the user asked for makes no sense; the message says what would."""
