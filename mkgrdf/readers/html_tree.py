"""HTML as a tree whose nodes know where they stand in the source, built in time that grows as the page does.

lexbor keeps no offsets, and like every parser by the standard it takes time that grows with the square of the nesting:
200,000 nested ``<div>`` kept it busy for two minutes. Here tags and texts are found by the standard's tokeniser rules
(https://html.spec.whatwg.org/multipage/parsing.html#tokenization), end tags that authors leave out are implied where
they matter for text (paragraphs, list items, table cells), and, as in browsers, nesting has a limit: what lies deeper
stands at the limit, so no text is lost.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator

__all__ = ["DEEPEST", "VOID", "Element", "Text", "names", "parse_html"]

DEEPEST = 200
"""So deep elements are nested; browsers stop at 512."""

_MARK = re.compile(r"<(?:(/?)([A-Za-z][^\s/>]*+)|(!--|[!?/]))")
# The rest of a tag: a quote is one only behind "=".
_TAIL = re.compile(r"""(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))*+>""")
_ATTRIBUTE = re.compile(r"""([^\s/>=][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>]*+)))?""")
_END_OF_COMMENT = re.compile(r"--!?>")
_LONGEST_TAG = 1 << 16
"""Of a longer tag the attributes are not looked at: they hold data, not what anybody reads."""


def names(words: str) -> frozenset[str]:
    """Return the names of elements that stand in ``words`` with blanks between."""
    return frozenset(words.split())


VOID = names("area base br col embed frame hr img input keygen link meta param source track wbr")
_RAW = names("iframe noembed noframes script style textarea title xmp")
_RAW_ENDS = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _RAW}
_DOCUMENT = frozenset(("body", "head", "html"))
_FORMATTING = names("a b big code em font i nobr s small strike strong tt u")
_SPECIAL = names(
    """
    address applet article aside blockquote button caption center col colgroup dd details dir div dl dt embed fieldset
    figcaption figure footer form frame h1 h2 h3 h4 h5 h6 header hgroup hr iframe img input li link listing main
    marquee menu meta nav noscript object ol p param plaintext pre script search section select source style summary
    table tbody td template textarea tfoot th thead title tr track ul wbr xmp
    """
)
_CLOSES_PARAGRAPH = names(
    """
    address article aside blockquote center details dialog dir div dl dd dt fieldset figcaption figure footer form h1
    h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p pre search section summary table ul
    """
)
_SCOPE = names("applet button caption html marquee object table td template th")
_TABLE = frozenset(("table", "template"))
_ITEM = _SPECIAL - {"address", "div", "p"}
# A start tag ends an open element of these names, unless one of those others is nearer.
_IMPLIES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(("li",)), _ITEM - {"li"}),
    "dt": (frozenset(("dd", "dt")), _ITEM - {"dd", "dt"}),
    "dd": (frozenset(("dd", "dt")), _ITEM - {"dd", "dt"}),
    "td": (frozenset(("td", "th")), _TABLE | {"tr"}),
    "th": (frozenset(("td", "th")), _TABLE | {"tr"}),
    "tr": (frozenset(("tr",)), _TABLE | {"tbody", "tfoot", "thead"}),
    **dict.fromkeys(("tbody", "tfoot", "thead"), (frozenset(("caption", "tbody", "tfoot", "thead")), _TABLE)),
    "option": (frozenset(("option",)), frozenset(("select",))),
}


class Text:
    """A run of text: characters ``start`` to ``end`` of the source, entities not yet decoded unless it is ``raw``."""

    __slots__ = ("end", "raw", "start")

    def __init__(self, start: int, end: int, *, raw: bool = False) -> None:
        self.start = start
        self.end = end
        self.raw = raw


class Element:
    """An element: its name in small letters, its tag's place in the source, and what stands in it."""

    __slots__ = ("_attributes", "_tag", "children", "name", "parent", "start")

    def __init__(self, name: str, start: int, tag: str, parent: Element | None) -> None:
        self.name = name
        self.start = start
        self.parent = parent
        self.children: list[Element | Text] = []
        self._tag = tag
        self._attributes: dict[str, str] | None = None

    @property
    def attributes(self) -> dict[str, str]:
        """Its attributes, names in small letters, entities decoded; of two of one name the first counts."""
        if self._attributes is None:
            self._attributes = {}
            for found in _ATTRIBUTE.finditer(self._tag):
                value = next((part for part in found.groups()[1:] if part is not None), "")
                self._attributes.setdefault(found[1].lower(), html.unescape(value) if "&" in value else value)
        return self._attributes

    def get(self, name: str) -> str:
        """Return an attribute without blanks around it, empty if it is not there."""
        return self.attributes.get(name, "").strip()

    def elements(self) -> Iterator[Element]:
        """Yield all elements below this one, in the order of the page."""
        stack = [child for child in reversed(self.children) if isinstance(child, Element)]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(child for child in reversed(element.children) if isinstance(child, Element))

    def find(self, *names: str) -> Iterator[Element]:
        """Yield the elements of these names below this one."""
        return (element for element in self.elements() if element.name in names)


def parse_html(source: str) -> Element:
    """Return the tree of a page or of a fragment of one; any text is HTML, so nothing is ever refused.

    The root stands for ``<html>`` and has its attributes; ``<head>`` and ``<body>`` are not in the tree, what is in
    them is.
    """
    return _Builder(source).tree()


class _Builder:
    def __init__(self, source: str) -> None:
        self._source = source
        self._root = Element("html", 0, "", None)
        self._open = [self._root]
        self._names: Counter[str] = Counter()
        self._too_deep: Counter[str] = Counter()

    def tree(self) -> Element:
        source, position, text = self._source, 0, 0
        while (mark := _MARK.search(source, position)) is not None:
            start, position = mark.span()
            if start > text:
                self._open[-1].children.append(Text(text, start))
            if mark[3] is not None:
                position = self._behind_comment(mark[3], position)
            else:
                tail = _TAIL.match(source, position)
                if tail is None:  # the page ends inside a tag
                    text = len(source)
                    break
                name = mark[2].lower()
                if mark[1]:
                    position = tail.end()
                    self._end_tag(name, start)
                else:
                    position = self._start_tag(name, start, tail)
            text = position
        if text < len(source):
            self._open[-1].children.append(Text(text, len(source)))
        return self._root

    def _behind_comment(self, kind: str, position: int) -> int:
        source = self._source
        if kind != "!--":
            end = source.find(">", position)
            return len(source) if end < 0 else end + 1
        for short in (">", "->"):
            if source.startswith(short, position):
                return position + len(short)
        found = _END_OF_COMMENT.search(source, position)
        return len(source) if found is None else found.end()

    def _start_tag(self, name: str, start: int, tail: re.Match[str]) -> int:
        position = tail.end()
        tag = self._source[tail.start() : position - 1] if position - tail.start() < _LONGEST_TAG else ""
        if name in _DOCUMENT:
            if name == "html" and not self._root.attributes:
                self._root = self._named_root(tag)
            return position
        if name in _CLOSES_PARAGRAPH and self._names["p"]:
            self._close(frozenset(("p",)), _SCOPE)
        if (implied := _IMPLIES.get(name)) is not None and any(self._names[one] for one in implied[0]):
            self._close(*implied)
        element = Element(name, start, tag, self._open[-1])
        self._open[-1].children.append(element)
        if name in _RAW:
            found = _RAW_ENDS[name].search(self._source, position)
            end = len(self._source) if found is None else found.start()
            element.children.append(Text(position, end, raw=name not in {"textarea", "title"}))
            return end
        drawn = self._names["svg"] or self._names["math"]
        if name not in VOID and not (drawn and tag.endswith("/")):
            if len(self._open) < DEEPEST:
                self._open.append(element)
                self._names[name] += 1
            else:
                self._too_deep[name] += 1
        return position

    def _named_root(self, tag: str) -> Element:
        root = Element("html", 0, tag, None)
        root.children = self._root.children
        for child in root.children:
            if isinstance(child, Element):
                child.parent = root
        self._open[0] = root
        return root

    def _end_tag(self, name: str, start: int) -> None:
        if self._too_deep[name]:
            self._too_deep[name] -= 1
            return
        if not self._names[name]:
            if name in {"p", "br"}:  # the standard's: a lone </p> is an empty paragraph
                self._open[-1].children.append(Element(name, start, "", self._open[-1]))
            return
        for depth in range(len(self._open) - 1, 0, -1):
            between = self._open[depth].name
            if between == name:
                if name in _FORMATTING:
                    self._forget(depth)
                else:
                    self._pop(depth)
                return
            if between in _SCOPE and name not in _SCOPE | {"tbody", "tfoot", "thead", "tr"}:
                return
            if between in _SPECIAL and name not in _SPECIAL | _FORMATTING:
                return

    def _forget(self, depth: int) -> None:
        """End a formatting element; blocks opened in it go on: ``<b><p>one</b> two</p>`` is one paragraph."""
        if any(element.name in _SPECIAL for element in self._open[depth:]):
            self._names[self._open[depth].name] -= 1
            del self._open[depth]
        else:
            self._pop(depth)

    def _close(self, names: frozenset[str], unless: frozenset[str]) -> None:
        for depth in range(len(self._open) - 1, 0, -1):
            name = self._open[depth].name
            if name in names:
                self._pop(depth)
                return
            if name in unless:
                return

    def _pop(self, depth: int) -> None:
        for element in self._open[depth:]:
            self._names[element.name] -= 1
        del self._open[depth:]
