"""What a shape says, asked for by predicate; what is amiss ends in an error that names shape and predicate."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode

from mkgrdf.errors import ShapesError
from mkgrdf.shacl.graph_index import GraphIndex
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import RDF, XSD, shorten

__all__ = ["Parameters"]


class Parameters:
    """The statements about one shape (or constraint) ``node``, which errors call ``name``."""

    __slots__ = ("_shapes", "name", "node")

    def __init__(self, shapes: GraphIndex, node: NamedNode | BlankNode, name: str) -> None:
        self._shapes = shapes
        self.node = node
        self.name = name

    def error(self, predicate: NamedNode, fault: str) -> ShapesError:
        """Return an error about the value of ``predicate``."""
        return ShapesError(f"{shorten(self.name)}: {shorten(predicate.value)} {fault}")

    def values(self, predicate: NamedNode) -> tuple[Node, ...]:
        """Return all values of ``predicate``."""
        return self._shapes.objects(self.node, predicate)

    def single(self, predicate: NamedNode) -> tuple[Node, ...]:
        """Return the one value of ``predicate``, or none.

        Raises:
            ShapesError: there are several.
        """
        values = self.values(predicate)
        if len(values) > 1:
            raise self.error(predicate, f"has {len(values)} values; expected at most one")
        return values

    def first(self, predicate: NamedNode) -> Node | None:
        """Return the one value of ``predicate``, or ``None``; as :meth:`single`."""
        return next(iter(self.single(predicate)), None)

    def iri(self, predicate: NamedNode, value: Node) -> NamedNode:
        """Return ``value``, which has to be an IRI."""
        if not isinstance(value, NamedNode):
            raise self.error(predicate, f"is {value}; expected an IRI")
        return value

    def shape(self, predicate: NamedNode, value: Node) -> NamedNode | BlankNode:
        """Return ``value``, which has to be an IRI or a blank node, as shapes are."""
        if isinstance(value, Literal):
            raise self.error(predicate, f"is {value}; expected a shape")
        return value

    def text(self, predicate: NamedNode, value: Node) -> str:
        """Return the text of ``value``, which has to be a plain string."""
        if not isinstance(value, Literal) or value.datatype != XSD.string:
            raise self.error(predicate, f"is {value}; expected a string without a language")
        return value.value

    def texts(self, predicate: NamedNode) -> tuple[Literal, ...]:
        """Return all values of ``predicate`` in order of language and text; they have to be texts."""
        found: list[Literal] = []
        for value in self.values(predicate):
            if not isinstance(value, Literal):
                raise self.error(predicate, f"is {value}; expected a text")
            found.append(value)
        return tuple(sorted(found, key=lambda text: (text.language or "", text.value)))

    def numbers(self, predicate: NamedNode) -> tuple[int, ...]:
        """Return the value of ``predicate``, a whole number from 0 up, if there is one."""
        found: list[int] = []
        for value in self.single(predicate):
            if (
                not isinstance(value, Literal)
                or value.datatype != XSD.integer
                or not value.value.lstrip("+").isdecimal()
            ):
                raise self.error(predicate, f"is {value}; expected a whole number from 0 up")
            found.append(int(value.value))
        return tuple(found)

    def flag(self, predicate: NamedNode) -> bool:
        """Tell whether ``predicate`` is true; it is false where it is not given."""
        value = self.first(predicate)
        if value is None:
            return False
        if not isinstance(value, Literal) or value.datatype != XSD.boolean or value.value not in _BOOLEANS:
            raise self.error(predicate, f"is {value}; expected true or false")
        return _BOOLEANS[value.value]

    def members(self, predicate: NamedNode, head: Node) -> tuple[Node, ...]:
        """Return the members of the RDF list at ``head``.

        Raises:
            ShapesError: it is no list, is broken off, branches, or runs in a circle.
        """
        members: list[Node] = []
        seen: set[Node] = set()
        node = head
        while node != RDF.nil:
            firsts, rests = self._shapes.objects(node, RDF.first), self._shapes.objects(node, RDF.rest)
            if len(firsts) != 1 or len(rests) != 1 or node in seen:
                raise self.error(predicate, f"is {head}, which is no well-formed list; write it as ( … )")
            seen.add(node)
            members.append(firsts[0])
            node = rests[0]
        return tuple(members)


_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
