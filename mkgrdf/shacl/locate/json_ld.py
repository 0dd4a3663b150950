"""Follows JSON-LD and says where each statement stands: subject at ``@id``, predicate at key, object at value."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from pyoxigraph import BlankNode, Literal, NamedNode

from mkgrdf.shacl.locate.json_context import Context, Term
from mkgrdf.shacl.locate.json_text import Items, Json, Members, Scalar, read_json
from mkgrdf.shacl.locate.placed import Placed, Unplaceable
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import RDF, XSD

__all__ = ["placed_in_json_ld"]

_UNKNOWN = frozenset({"@reverse", "@nest", "@index", "@direction"})


def placed_in_json_ld(content: bytes, base: str) -> Iterator[Placed]:
    """Yield the statements of ``content`` in the order in which they stand.

    Raises:
        Unplaceable: the document uses what is not known here (:mod:`mkgrdf.shacl.locate.json_context`).
    """
    follower = _Follower()
    for item in _listed(read_json(content)):
        follower.node(item, Context(base))
    yield from follower.found


def _listed(value: Json) -> tuple[Json, ...]:
    return value.items if isinstance(value, Items) else (value,)


class _Follower:
    def __init__(self) -> None:
        self.found: list[Placed] = []
        self._blank = 0

    def _fresh(self) -> BlankNode:
        self._blank += 1
        return BlankNode(f"n{self._blank}")

    def node(self, said: Json, above: Context) -> tuple[Node, int] | None:
        """Read a node object; return the node and where it is named, ``None`` where it is no node."""
        if not isinstance(said, Members):
            return None
        context = above.within(said.get("@context"))
        keys = [(context.iri(key), key, at, value) for key, at, value in said.members if key != "@context"]
        if any(iri in _UNKNOWN for iri, *_ in keys):
            raise Unplaceable
        node: Node | None = None
        at_node = said.at
        for iri, _, _, value in keys:
            if iri == "@id" and isinstance(value, Scalar) and isinstance(value.value, str):
                node, at_node = _reference(value.value, context), value.at
        if node is None:
            node = self._fresh()
        for iri, key, at, value in keys:
            if iri in ("@graph", "@included"):
                for item in _listed(value):
                    self.node(item, context)
            elif iri == "@type":
                self._types(node, at_node, at, value, context)
            elif iri is not None and not iri.startswith("@") and ":" in iri:
                self._property((node, at_node), (iri, at), value, context.terms.get(key), context)
        return node, at_node

    def _types(self, node: Node, at_node: int, at: int, value: Json, context: Context) -> None:
        for item in _listed(value):
            if isinstance(item, Scalar) and isinstance(item.value, str):
                iri = context.iri(item.value) or context.reference(item.value)
                self.found.append(Placed(node, RDF.type, _reference(iri, context), at_node, at, item.at))

    def _property(
        self, subject: tuple[Node, int], key: tuple[str, int], value: Json, term: Term | None, context: Context
    ) -> None:
        predicate = NamedNode(key[0])
        term = term or Term(key[0])
        if term.container == "@language" and isinstance(value, Members):
            for language, _, texts in value.members:
                for text in _listed(texts):
                    if isinstance(text, Scalar) and isinstance(text.value, str):
                        literal = Literal(text.value) if language == "@none" else Literal(text.value, language=language)
                        self._say(subject, (predicate, key[1]), literal, text.at)
            return
        if term.container == "@list":
            listed = value.get("@list") if isinstance(value, Members) else None
            items = _listed(listed or value)
            self._say(subject, (predicate, key[1]), self._list(items, term, context), value.at)
            return
        for item in _listed(value):
            object_ = self._object(item, term, context)
            if isinstance(object_, tuple):  # a @set
                for each, at in object_:
                    self._say(subject, (predicate, key[1]), each, at)
            elif object_ is not None:
                self._say(subject, (predicate, key[1]), object_, item.at)

    def _say(self, subject: tuple[Node, int], predicate: tuple[NamedNode, int], value: Node, at: int) -> None:
        self.found.append(Placed(subject[0], predicate[0], value, subject[1], predicate[1], at))

    def _object(self, said: Json, term: Term, context: Context) -> Node | tuple[tuple[Node, int], ...] | None:
        if isinstance(said, Scalar):
            return _scalar(said, term, context)
        if not isinstance(said, Members):
            raise Unplaceable  # a list of lists
        inner = context.within(said.get("@context"))
        by_keyword = {inner.iri(key): value for key, _, value in said.members if key != "@context"}
        if "@value" in by_keyword:
            return _value(by_keyword, inner)
        if "@list" in by_keyword:
            return self._list(_listed(by_keyword["@list"]), term, inner)
        if "@set" in by_keyword:
            members = [(self._object(item, term, inner), item.at) for item in _listed(by_keyword["@set"])]
            return tuple((node, at) for node, at in members if node is not None and not isinstance(node, tuple))
        found = self.node(said, context)
        return None if found is None else found[0]

    def _list(self, items: tuple[Json, ...], term: Term, context: Context) -> Node:
        nodes = [(self._object(item, term, context), item.at) for item in items]
        present = [(node, at) for node, at in nodes if node is not None]
        cells: list[NamedNode | BlankNode] = [*(self._fresh() for _ in present), RDF.nil]
        for (cell, following), (node, at) in zip(pairwise(cells), present, strict=True):
            if isinstance(node, tuple):
                raise Unplaceable
            self.found.append(Placed(cell, RDF.first, node, at, at, at))
            self.found.append(Placed(cell, RDF.rest, following, at, at, at))
        return cells[0]


def _reference(text: str, context: Context) -> NamedNode | BlankNode:
    iri = context.reference(text)
    return BlankNode("l" + iri[2:].encode().hex()) if iri.startswith("_:") else NamedNode(iri)


def _scalar(said: Scalar, term: Term, context: Context) -> Node | None:
    if said.raw is not None:
        return _number(said.raw, term.type)
    if isinstance(said.value, bool):
        datatype = XSD.boolean if term.type in (None, "@id", "@vocab", "@none") else NamedNode(term.type)
        return Literal("true" if said.value else "false", datatype=datatype)
    return None if said.value is None else _string(said.value, term, context)


def _string(text: str, term: Term, context: Context) -> Node:
    if term.type in ("@id", "@vocab"):
        return _reference((context.iri(text) or text) if term.type == "@vocab" else text, context)
    if term.type == "@json":
        raise Unplaceable
    if term.type not in (None, "@none"):
        return Literal(text, datatype=NamedNode(term.type))
    language = context.language if term.language is None else term.language
    return Literal(text, language=language) if language else Literal(text)


def _number(raw: str, type_: str | None) -> Literal:
    """Return the literal of a JSON number (JSON-LD 1.1 API, section 8.6); a whole one beyond 64 bits is a double."""
    number = Decimal(raw)
    whole = number == number.to_integral_value() and abs(number) < 2**63
    datatype = NamedNode(type_) if type_ is not None and not type_.startswith("@") else None
    if whole and datatype != XSD.double:
        return Literal(str(int(number)), datatype=datatype or XSD.integer)
    sign, digits, exponent = Decimal(repr(float(raw))).normalize().as_tuple()
    text = "".join(map(str, digits))
    text = f"{'-' if sign else ''}{text[0]}.{text[1:] or '0'}E{int(exponent) + len(text) - 1}"
    return Literal(text, datatype=datatype or XSD.double)


def _value(said: dict[str | None, Json], context: Context) -> Node | None:
    value, type_, language = said["@value"], said.get("@type"), said.get("@language")
    if not isinstance(value, Scalar):
        raise Unplaceable
    typed = context.iri(type_.value) if isinstance(type_, Scalar) and isinstance(type_.value, str) else None
    tag = language.value if isinstance(language, Scalar) and isinstance(language.value, str) else ""
    return _scalar(value, Term("", type=typed, language=tag), context)
