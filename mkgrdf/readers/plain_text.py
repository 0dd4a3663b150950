"""HTML descriptions as plain text: what a reader would see, one line for each block."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from mkgrdf.readers.encoding import clean

__all__ = ["plain_text"]

_BLOCKS = frozenset(
    """
    address article aside blockquote br caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3
    h4 h5 h6 header hr li main nav ol option p pre section summary table tbody td tfoot th thead tr ul
    """.split()  # noqa: SIM905  # one word a line would fill the screen
)
_UNSEEN = frozenset(("head", "noscript", "script", "style", "template", "title"))
_SHOWN_AS_BLOCK = re.compile(r"display\s*:\s*(block|flex|grid|list-item|table)")
_SPACE = re.compile(r"[^\S\n]+")
# A list typed by hand (&bull;) is a list all the same: its bullets are layout, as those of <li> are.
_BULLET = re.compile(r"^[•·▪◦‣●]\s*")


def plain_text(html: str) -> str:
    """Return the text of an HTML fragment: entities decoded, scripts and styles left out, white space folded, NFC.

    Block elements, list items and ``<br>`` end a line; empty lines are dropped. Plain text comes back as it is,
    folded in the same way (its line ends are white space, as in HTML).
    """
    root = LexborHTMLParser(html).root
    if root is None:
        return ""
    pieces: list[str] = []
    # A stack instead of recursion: nesting depth is the author's choice. A str on it is text to add when reached.
    stack: list[LexborNode | str] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            pieces.append(node)
        elif node.is_text_node:
            pieces.append(_SPACE.sub(" ", (node.text_content or "").replace("\n", " ")))
        elif node.tag not in _UNSEEN:
            inner = list(node.iter(include_text=True))
            if node.tag in _BLOCKS or _SHOWN_AS_BLOCK.search(node.attributes.get("style") or ""):
                pieces.append("\n")
                stack.append("\n")
            stack.extend(reversed(inner))
    lines = (_BULLET.sub("", _SPACE.sub(" ", line).strip()) for line in clean("".join(pieces)).split("\n"))
    return "\n".join(line for line in lines if line)
