"""Which encoding a text file has, found from its bytes, with the reason.

The order matters (measured on merchants' files): byte-order mark, strict UTF-8, UTF-16 without a mark, GB 18030, and
only then a guess at Windows-1252. A statistical guesser called short GBK text Shift JIS; strict decoding with a check
of what came out does not.
"""

from __future__ import annotations

import codecs
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from mkgrdf.text.characters import normal

__all__ = ["Encoding", "clean", "decode", "find_encoding"]

# UTF-32's mark begins with UTF-16's, so the longer marks come first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK = 1 << 20
# Text of markup, numbers and Latin letters has a NUL in nearly every other byte of UTF-16; Chinese text has few, but
# its commas, digits and line ends give some.
_NUL_SHARE = 0.02
# Bytes that are UTF-8 too are UTF-16 only if they say so loudly: a stray NUL makes no Chinese of English.
_NUL_SHARE_BESIDE_UTF8 = 0.3
# Of the double bytes in Chinese text, at least this share are punctuation or one of the 3,755 commonest characters.
_COMMON_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class Encoding:
    """A Python codec name, why it was chosen, and whether it is ``sure`` or only the last guess."""

    name: str
    why: str
    sure: bool = True

    def __str__(self) -> str:
        return f"{self.name} ({self.why})"


def clean(text: str) -> str:
    """Return ``text`` in NFC, with plain line ends, without control characters, and without white space around it."""
    return normal(text).strip()


def find_encoding(path: Path) -> Encoding:
    """Return the encoding of a text file; UTF-8, the usual case, is checked a piece at a time.

    Raises:
        OSError: the file cannot be opened.
        UnicodeDecodeError: the file begins with a byte-order mark that the rest does not keep to.
    """
    with path.open("rb") as file:
        start = file.read(4)
        file.seek(0)
        for mark, name in _MARKS:
            if start.startswith(mark):
                _check(file, name)
                return Encoding(name, "byte-order mark")
        try:
            has_nul = _check(file, "utf-8")
        except UnicodeDecodeError:
            file.seek(0)
            return _without_utf8(file.read())
        if not has_nul:
            return Encoding("utf-8", "valid UTF-8 throughout")
        file.seek(0)
        return _utf16(file.read(), _NUL_SHARE_BESIDE_UTF8) or Encoding(
            "utf-8", "valid UTF-8 throughout, with NUL characters"
        )


def _check(file: BinaryIO, name: str) -> bool:
    """Decode a file to its end, a piece at a time; tells whether it has NUL bytes.

    Raises:
        UnicodeDecodeError: it is not in the encoding ``name``.
    """
    decoder = codecs.getincrementaldecoder(name)()
    has_nul = False
    while piece := file.read(_CHUNK):
        has_nul = has_nul or b"\0" in piece
        decoder.decode(piece)
    decoder.decode(b"", final=True)
    return has_nul


def decode(content: bytes) -> tuple[str, Encoding]:
    """Return ``content`` as text, with the encoding that was found.

    Raises:
        UnicodeDecodeError: it begins with a byte-order mark that the rest does not keep to.
    """
    encoding = _of_bytes(content)
    return content.decode(encoding.name), encoding


def _of_bytes(content: bytes) -> Encoding:
    for mark, name in _MARKS:
        if content.startswith(mark):
            return Encoding(name, "byte-order mark")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _without_utf8(content)
    if b"\0" in content and (found := _utf16(content, _NUL_SHARE_BESIDE_UTF8)):
        return found
    return Encoding("utf-8", "valid UTF-8 throughout")


def _without_utf8(content: bytes) -> Encoding:
    if found := _utf16(content, _NUL_SHARE):
        return found
    if found := _gb18030(content):
        return found
    try:
        content.decode("cp1252")
    except UnicodeDecodeError:
        return Encoding("latin-1", "a guess: no other encoding fits; state the file's encoding as UTF-8", sure=False)
    return Encoding("cp1252", "a guess: neither UTF-8, UTF-16 nor plausible Chinese in GB 18030", sure=False)


def _utf16(content: bytes, least: float) -> Encoding | None:
    """Recognise UTF-16 without a mark by where its NUL bytes are (``least`` is their share) and what decoding gives."""
    if len(content) < 4 or len(content) % 2:
        return None
    even, odd = content[::2].count(0), content[1::2].count(0)
    half = len(content) // 2
    for name, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if high / half < least or low * 20 > high:
            continue
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        if not any(unicodedata.category(character) in {"Cc", "Co", "Cn"} for character in set(text) - set("\t\r\n\f")):
            return Encoding(name, "NUL in the high bytes, and the text decodes cleanly")
    return None


def _gb18030(content: bytes) -> Encoding | None:
    """Recognise Chinese in GB 18030: it must decode, and most double bytes must be common characters (GB 2312)."""
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return None
    pairs = common = 0
    position = 0
    while position < len(content):
        lead = content[position]
        if lead < 0x80:
            position += 1
            continue
        trail = content[position + 1]
        pairs += 1
        # Rows 1 to 9 are punctuation and full-width signs, rows 16 to 55 the first level of characters.
        if trail >= 0xA1 and (0xA1 <= lead <= 0xA9 or 0xB0 <= lead <= 0xD7):
            common += 1
        # A digit as second byte begins a character of four bytes.
        position += 4 if 0x30 <= trail <= 0x39 else 2
    if pairs and common / pairs >= _COMMON_SHARE:
        return Encoding("gb18030", f"not UTF-8, and {common} of {pairs} double bytes are common Chinese characters")
    return None
