"""The text of HTML as a reader would see it, one line for each block, each character with its place in the source."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator

from mkgrdf.readers.html_tree import Element, Text, names
from mkgrdf.text.characters import tidy
from mkgrdf.text.offset_map import MappedText, join

__all__ = ["BLOCKS", "text_of"]

BLOCKS = names(
    """
    address article aside blockquote br caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3
    h4 h5 h6 header hr li main nav ol option p pre section summary table tbody td tfoot th thead tr ul
    """
)
_UNSEEN = names("iframe noembed noframes noscript script style template title")
_SHOWN_AS_BLOCK = re.compile(r"display\s*:\s*(block|flex|grid|list-item|table)")
# Words with single spaces between go over as they are; blanks and entities one by one.
_RUN = re.compile(
    r"([^\s&]++(?: [^\s&]++)*+)|(\s++)|(&(?:#0{0,99}[0-9]{1,9}+;?|#[xX][0-9a-fA-F]{1,8}+;?|[A-Za-z0-9]{1,32}+;?)?)"
)
# A list typed by hand (&bull;) is a list all the same: its bullets are layout, as those of <li> are.
_BULLETS = "•·▪◦‣●"


def text_of(element: Element, source: str, skip: Callable[[Element], bool] = lambda _: False) -> MappedText:
    """Return the text inside ``element``: entities decoded, scripts and styles left out, white space folded, NFC.

    Block elements, list items and ``<br>`` end a line; empty lines are dropped. ``skip`` names further elements that
    are left out with all that is in them. Control characters are left out too.
    """
    return tidy(join(_lines(element, source, skip)))


def _lines(root: Element, source: str, skip: Callable[[Element], bool]) -> Iterator[tuple[str, int]]:
    """Yield pieces of text with their places; a line break stands right before the line after it."""
    written = False  # anything at all
    in_line = False  # anything in this line
    bulleted = False  # this line's bullet was taken off
    blank = -1  # where blanks stand that are written only if more follows
    for piece, place in _pieces(root, source, skip):
        if piece == "\n":
            in_line, bulleted, blank = False, False, -1
        elif piece == " ":
            blank = place if blank < 0 else blank
        else:
            start = 0
            if not in_line and not bulleted and piece[0] in _BULLETS:
                bulleted = True
                start = len(piece) - len(piece[1:].lstrip())
                if start == len(piece):
                    continue
            if in_line:
                if blank >= 0:
                    yield " ", blank
            elif written:
                yield "\n", place - 1
            yield piece[start:], place + start
            written = in_line = True
            blank = -1


def _pieces(root: Element, source: str, skip: Callable[[Element], bool]) -> Iterator[tuple[str, int]]:
    """Yield words as they are, blanks as one space, and a line break wherever a block begins or ends."""
    # A stack instead of recursion. A None on it is the end of a block.
    stack: list[Element | Text | None] = [root]
    while stack:
        node = stack.pop()
        if node is None:
            yield "\n", 0
        elif isinstance(node, Text):
            yield from _words(node, source)
        elif node.name not in _UNSEEN and not (node is not root and skip(node)):
            if node.name in BLOCKS or _SHOWN_AS_BLOCK.search(node.attributes.get("style", "")):
                yield "\n", 0
                stack.append(None)
            stack.extend(reversed(node.children))


def _words(text: Text, source: str) -> Iterator[tuple[str, int]]:
    for found in _RUN.finditer(source, text.start, text.end):
        words, blank, entity = found.groups()
        if words is not None:
            yield words, found.start()
        elif blank is not None:
            yield " ", found.start()
        elif decoded := (entity if text.raw else html.unescape(entity)):
            yield " " if decoded.isspace() else decoded, found.start()
