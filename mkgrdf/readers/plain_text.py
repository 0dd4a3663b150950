"""HTML descriptions as plain text: what a reader would see, one line for each block."""

from __future__ import annotations

from mkgrdf.readers.html_text import text_of
from mkgrdf.readers.html_tree import parse_html

__all__ = ["plain_text"]


def plain_text(html: str) -> str:
    """Return the text of an HTML fragment: entities decoded, scripts and styles left out, white space folded, NFC.

    Block elements, list items and ``<br>`` end a line; empty lines are dropped. Plain text comes back as it is,
    folded in the same way (its line ends are white space, as in HTML).
    """
    return text_of(parse_html(html), html).text
