"""Microdata of schema.org in a web page, as the nodes that JSON-LD would have (WHATWG HTML, section 5, microdata).

What an item's property says follows the standard: ``content`` of ``<meta>``, the address of a link or picture, the
``datetime`` of ``<time>``, else the text. As search engines do, ``content`` counts on any element.
"""

from __future__ import annotations

from collections.abc import Iterator

from mkgrdf.readers.html_text import text_of
from mkgrdf.readers.html_tree import Element

__all__ = ["HTML_SUFFIXES", "items_of"]

HTML_SUFFIXES = (".htm", ".html", ".xhtml")

_ADDRESSES = {
    **dict.fromkeys(("a", "area", "link"), "href"),
    **dict.fromkeys(("audio", "embed", "iframe", "img", "source", "track", "video"), "src"),
    "object": "data",
}
_VALUES = {"data": "value", "meter": "value", "time": "datetime"}
_CONTEXT = "https://schema.org"
_DEEPEST = 8
"""So many properties may stand inside each other: each says all the text in it."""


def items_of(page: Element, source: str) -> list[dict[str, object]]:
    """Return the items of a page that are no property of another one, in order, as JSON-LD nodes with a context."""
    return _Items(page, source).nodes()


class _Items:
    """The items of one page. What several items refer to (``itemref``) goes to the first, so the work has an end."""

    def __init__(self, page: Element, source: str) -> None:
        self._source = source
        self._by_id: dict[str, Element] = {}
        self._tops: list[Element] = []
        for element in page.elements():
            if name := element.get("id"):
                self._by_id.setdefault(name, element)
            scope = "itemscope" in element.attributes and "schema.org/" in element.get("itemtype")
            if scope and "itemprop" not in element.attributes:
                self._tops.append(element)

    def nodes(self) -> list[dict[str, object]]:
        return [{"@context": _CONTEXT, **self._node(element)} for element in self._tops]

    def _node(self, element: Element) -> dict[str, object]:
        types = element.get("itemtype").split()
        node: dict[str, object] = {"@type": [one.rstrip("/").rpartition("/")[2] for one in types]}
        if identity := element.get("itemid"):
            node["@id"] = identity
        values: dict[str, list[object]] = {}
        for found in self._properties(element):
            is_item = "itemscope" in found.attributes
            value: object = self._node(found) if is_item else _value(found, self._source)
            for name in found.get("itemprop").split():
                values.setdefault(name.rpartition("/")[2], []).append(value)
        return node | {name: found[0] if len(found) == 1 else found for name, found in values.items()}

    def _properties(self, element: Element) -> Iterator[Element]:
        """Yield the elements that are properties of an item, those of items inside it left out."""
        referred = [self._by_id.pop(name) for name in element.get("itemref").split() if name in self._by_id]
        inside = [*(one for one in element.children if isinstance(one, Element)), *referred]
        stack = [(one, 0) for one in reversed(inside)]
        while stack:
            found, depth = stack.pop()
            if "itemprop" in found.attributes and depth < _DEEPEST:
                yield found
                depth += 1
            if "itemscope" not in found.attributes:
                stack.extend((one, depth) for one in reversed(found.children) if isinstance(one, Element))


def _value(element: Element, source: str) -> str:
    attributes = element.attributes
    if "content" in attributes:
        return element.get("content")
    address = _ADDRESSES.get(element.name)
    if address is not None:
        return element.get(address)
    stated = _VALUES.get(element.name)
    if stated is not None and stated in attributes:
        return element.get(stated)
    return text_of(element, source).text
