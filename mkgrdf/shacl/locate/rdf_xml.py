"""Follows RDF/XML and says where each statement stands: at the tags of its elements, and where its text begins.

XML literals, and what reifies a statement (``rdf:ID`` on a property), are not followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from xml.parsers import expat

from pyoxigraph import BlankNode, Literal, NamedNode

from mkgrdf.shacl.locate.placed import Placed, Unplaceable
from mkgrdf.shacl.locate.tokens import resolve
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import RDF

__all__ = ["placed_in_rdf_xml"]

_XML = "http://www.w3.org/XML/1998/namespace"
_ENCODING = re.compile(rb"""^[\s\xef\xbb\xbf]*<\?xml[^>]*\bencoding=["']([\w.-]+)["']""")
_PLAIN = ("about", "ID", "nodeID", "resource", "datatype", "parseType", "bagID", "aboutEach", "aboutEachPrefix")


def placed_in_rdf_xml(content: bytes, base: str) -> Iterator[Placed]:
    """Yield the statements of ``content``; offsets are those of the tags' ``<``, and of the first character of texts.

    Raises:
        Unplaceable: the file is not in UTF-8, or uses what is not followed here.
    """
    encoding = _ENCODING.match(content)
    if encoding is not None and encoding[1].lower() not in (b"utf-8", b"us-ascii"):
        raise Unplaceable
    yield from _Follower(base).follow(content)


@dataclass(slots=True)
class _Frame:
    """An open element. ``node`` is what the properties inside are said of; ``predicate`` is there in a property."""

    at: int
    base: str
    language: str | None
    node: Node | None = None
    owner: _Frame | None = None
    predicate: NamedNode | None = None
    datatype: NamedNode | None = None
    cells: list[BlankNode] | None = None
    text: list[str] = field(default_factory=list)
    at_text: int | None = None
    items: int = 0
    settled: bool = False


class _Follower:
    def __init__(self, base: str) -> None:
        self._frames = [_Frame(0, base, None)]
        self._found: list[Placed] = []
        self._blank = 0
        self._literal_depth = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.ordered_attributes = True
        self._parser.buffer_text = False
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def follow(self, content: bytes) -> list[Placed]:
        try:
            self._parser.Parse(content, True)
        except expat.ExpatError as error:
            raise Unplaceable from error
        return self._found

    # -- what the XML parser calls ------------------------------------------------------------------------------------

    def _start(self, tag: str, listed: list[str]) -> None:
        if self._literal_depth:
            self._literal_depth += 1
            return
        attributes = dict(zip(listed[::2], listed[1::2], strict=True))
        above = self._frames[-1]
        base = attributes.pop(f"{_XML} base", None)
        frame = _Frame(
            self._parser.CurrentByteIndex,
            above.base if base is None else resolve(base, above.base).value,
            attributes.pop(f"{_XML} lang", above.language),
        )
        self._frames.append(frame)
        if tag == f"{RDF.iri} RDF":
            return
        if above.node is None or (above.predicate is not None and not above.settled):
            self._node_element(tag, attributes, frame, above)
        else:
            self._property_element(tag, attributes, frame, above)

    def _characters(self, text: str) -> None:
        frame = self._frames[-1]
        if not self._literal_depth and frame.predicate is not None:
            if frame.at_text is None:
                frame.at_text = self._parser.CurrentByteIndex
            frame.text.append(text)

    def _end(self, tag: str) -> None:
        del tag
        if self._literal_depth > 1:
            self._literal_depth -= 1
            return
        frame = self._frames.pop()
        if self._literal_depth:
            self._literal_depth = 0
        elif frame.cells is not None:
            self._close_list(frame)
        elif frame.predicate is not None and not frame.settled:
            text = "".join(frame.text)
            at = frame.at if frame.at_text is None else frame.at_text
            if frame.datatype is not None:
                self._say(frame, Literal(text, datatype=frame.datatype), at)
            else:
                self._say(frame, _text(text, frame.language), at)

    # -- elements -----------------------------------------------------------------------------------------------------

    def _node_element(self, tag: str, attributes: dict[str, str], frame: _Frame, above: _Frame) -> None:
        frame.node = self._named(attributes, frame, "about") or self._fresh()
        iri = tag.replace(" ", "")
        if iri != f"{RDF.iri}Description":
            self._found.append(Placed(frame.node, RDF.type, NamedNode(iri), frame.at, frame.at, frame.at))
        self._properties(frame.node, attributes, frame)
        if above.predicate is None:
            return
        if above.cells is not None:
            cell = self._fresh()
            above.cells.append(cell)
            self._found.append(Placed(cell, RDF.first, frame.node, frame.at, frame.at, frame.at))
        else:
            self._say(above, frame.node, frame.at)
            # A second node in the same property would be no RDF/XML; text around the node is white space.
            above.settled = True

    def _property_element(self, tag: str, attributes: dict[str, str], frame: _Frame, above: _Frame) -> None:
        if f"{RDF.iri} ID" in attributes:
            raise Unplaceable
        frame.owner = above
        if tag == f"{RDF.iri} li":
            above.items += 1
            frame.predicate = RDF[f"_{above.items}"]
        else:
            frame.predicate = NamedNode(tag.replace(" ", ""))
        kind = attributes.get(f"{RDF.iri} parseType")
        datatype = attributes.get(f"{RDF.iri} datatype")
        if kind == "Resource":
            self._settle(frame, self._fresh())
        elif kind == "Collection":
            frame.cells = []
            frame.node = above.node
        elif kind is not None:
            self._literal_depth = 1
        elif datatype is not None:
            frame.datatype = resolve(datatype, frame.base)
            frame.node = above.node
        else:
            node = self._named(attributes, frame, "resource")
            if node is None and any(not name.startswith(f"{RDF.iri} ") for name in attributes):
                node = self._fresh()
            if node is None:
                frame.node = above.node
            else:
                self._settle(frame, node)
                self._properties(node, attributes, frame)

    def _settle(self, frame: _Frame, node: Node) -> None:
        """Let ``node`` be the object of the property ``frame``; what is inside is said of it."""
        self._say(frame, node, frame.at)
        frame.node, frame.settled = node, True

    def _named(self, attributes: dict[str, str], frame: _Frame, by: str) -> Node | None:
        if (iri := attributes.get(f"{RDF.iri} {by}")) is not None:
            return resolve(iri, frame.base)
        if by == "about" and (local := attributes.get(f"{RDF.iri} ID")) is not None:
            return resolve(f"#{local}", frame.base)
        label = attributes.get(f"{RDF.iri} nodeID")
        return None if label is None else BlankNode("l" + label.encode().hex())

    def _properties(self, node: Node, attributes: dict[str, str], frame: _Frame) -> None:
        for name, text in attributes.items():
            namespace, _, local = name.rpartition(" ")
            if namespace in ("", _XML) or (namespace == RDF.iri and local in _PLAIN):
                continue
            predicate = NamedNode(namespace + local)
            value = resolve(text, frame.base) if predicate == RDF.type else _text(text, frame.language)
            self._found.append(Placed(node, predicate, value, frame.at, frame.at, frame.at))

    def _say(self, frame: _Frame, value: Node, at: int) -> None:
        owner = frame.owner
        if owner is None or owner.node is None or frame.predicate is None:
            raise Unplaceable
        self._found.append(Placed(owner.node, frame.predicate, value, owner.at, frame.at, at))

    def _close_list(self, frame: _Frame) -> None:
        cells: list[Node] = [*(frame.cells or []), RDF.nil]
        self._say(frame, cells[0], frame.at)
        for cell, following in pairwise(cells):
            self._found.append(Placed(cell, RDF.rest, following, frame.at, frame.at, frame.at))

    def _fresh(self) -> BlankNode:
        self._blank += 1
        return BlankNode(f"n{self._blank}")


def _text(text: str, language: str | None) -> Literal:
    return Literal(text, language=language) if language else Literal(text)
