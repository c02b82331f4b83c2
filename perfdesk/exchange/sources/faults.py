"""What readers raise for files that they do not understand."""

from __future__ import annotations

import struct
import zlib
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

#: No Refused, which says more, and no MemoryError.
NOT_UNDERSTOOD = (
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    AssertionError,
    ArithmeticError,
    RecursionError,
    NotImplementedError,
    OSError,
    EOFError,
    struct.error,
    zlib.error,
    BadZipFile,
    ParseError,
    ExpatError,
)
