"""RDF as the generated pages look at it: what does this subject say about itself?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

__all__ = ["MKG", "OWL", "RDF", "RDFS", "SH", "SKOS", "Graph", "Node"]

MKG = "https://w3id.org/mkgrdf/ontology#"
OWL = "http://www.w3.org/2002/07/owl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SH = "http://www.w3.org/ns/shacl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"

_TYPE = RDF + "type"

Node = NamedNode | BlankNode | Literal | Triple

_LOCAL = re.compile(r"[\w.-]*[\w-]|")


class Graph:
    """The triples of some Turtle files, by subject and predicate, in the order of writing."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._statements: dict[Node, dict[str, list[Node]]] = {}
        self.prefixes: dict[str, str] = {}
        for file in files:
            parser = parse(path=str(file), format=RdfFormat.TURTLE, rename_blank_nodes=True)
            for quad in parser:
                self._statements.setdefault(quad.subject, {}).setdefault(quad.predicate.value, []).append(quad.object)
            self.prefixes.update(parser.prefixes)

    def instances(self, type_: str) -> list[Node]:
        """Return the subjects of a type, with or without an IRI, in the order of writing."""
        return [subject for subject in self._statements if NamedNode(type_) in self.all(subject, _TYPE)]

    def subjects(self, *types: str) -> Iterator[NamedNode]:
        """Yield the subjects with an IRI and one of the types (none given: any), in alphabetical order."""
        for subject in sorted((s for s in self._statements if isinstance(s, NamedNode)), key=lambda s: s.value):
            if not types or any(isinstance(t, NamedNode) and t.value in types for t in self.all(subject, _TYPE)):
                yield subject

    def predicates(self, subject: Node) -> list[str]:
        """Return the predicates that a subject has."""
        return list(self._statements.get(subject, {}))

    def all(self, subject: Node, predicate: str) -> list[Node]:
        """Return the objects of a subject's predicate."""
        return list(self._statements.get(subject, {}).get(predicate, []))

    def one(self, subject: Node, predicate: str) -> Node | None:
        """Return the first object of a subject's predicate, or None."""
        return next(iter(self.all(subject, predicate)), None)

    def text(self, subject: Node, predicate: str, language: str = "") -> str:
        """Return the text of a predicate in a language (``zh`` finds ``zh-hans``), else an empty string."""
        for value in self.all(subject, predicate):
            if isinstance(value, Literal) and (value.language or "").split("-")[0] == language:
                return value.value
        return ""

    def items(self, head: Node | None) -> list[Node]:
        """Return the items of an RDF list."""
        items = []
        while head is not None and (first := self.one(head, RDF + "first")) is not None:
            items.append(first)
            head = self.one(head, RDF + "rest")
        return items

    def name(self, node: Node) -> str:
        """Return a term as Turtle would write it, with a prefix where there is one."""
        if isinstance(node, NamedNode):
            return self.iri(node.value)
        if isinstance(node, Literal) and node.datatype.value.startswith("http://www.w3.org/2001/XMLSchema#"):
            plain = node.datatype.value.endswith(("#string", "#integer", "#decimal", "#boolean"))
            return node.value if plain else f"{node.value} ({self.iri(node.datatype.value)})"
        if isinstance(node, Literal):
            return f"{node.value}@{node.language}" if node.language else node.value
        return str(node)

    def iri(self, iri: str) -> str:
        """Return an IRI with the longest prefix that fits, else in angle brackets."""
        for prefix, namespace in sorted(self.prefixes.items(), key=lambda item: -len(item[1])):
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri[len(namespace) :]):
                return f"{prefix}:{iri[len(namespace) :]}"
        return f"<{iri}>"
