"""RDF as the generated pages look at it: what does this subject say about itself?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from mkgrdf import vocabulary
from mkgrdf.shacl.graph_index import GraphIndex
from mkgrdf.shacl.terms import Node

__all__ = ["MKG", "OWL", "RDF", "RDFS", "SH", "SKOS", "Graph", "Node"]

MKG = vocabulary.MKG.iri
OWL = vocabulary.OWL.iri
RDF = vocabulary.RDF.iri
RDFS = vocabulary.RDFS.iri
SH = vocabulary.SH.iri
SKOS = vocabulary.SKOS.iri

_TYPE = RDF + "type"
_LOCAL = re.compile(r"[\w.-]*[\w-]|")


class Graph:
    """The triples of some Turtle files, by subject and predicate, in the order of writing."""

    def __init__(self, files: Iterable[Path]) -> None:
        triples: list[Triple] = []
        self.prefixes: dict[str, str] = {}
        for file in files:
            parser = parse(path=str(file), format=RdfFormat.TURTLE, rename_blank_nodes=True)
            triples += [quad.triple for quad in parser]
            self.prefixes.update(parser.prefixes)
        self.index = GraphIndex(triples)

    def instances(self, type_: str) -> list[Node]:
        """Return the subjects of a type, with or without an IRI, in the order of writing."""
        return [subject for subject in self.index.subjects() if NamedNode(type_) in self.all(subject, _TYPE)]

    def subjects(self, *types: str) -> Iterator[NamedNode]:
        """Yield the subjects with an IRI and one of the types (none given: any), in alphabetical order."""
        for subject in sorted((s for s in self.index.subjects() if isinstance(s, NamedNode)), key=lambda s: s.value):
            if not types or any(isinstance(t, NamedNode) and t.value in types for t in self.all(subject, _TYPE)):
                yield subject

    def predicates(self, subject: Node) -> list[str]:
        """Return the predicates that a subject has."""
        return [node.value for node in self.index.properties(subject) if isinstance(node, NamedNode)]

    def all(self, subject: Node, predicate: str) -> list[Node]:
        """Return the objects of a subject's predicate."""
        return list(self.index.objects(subject, NamedNode(predicate)))

    def one(self, subject: Node, predicate: str) -> Node | None:
        """Return the first object of a subject's predicate, or None."""
        return self.index.first(subject, NamedNode(predicate))

    def text(self, subject: Node, predicate: str, language: str = "") -> str:
        """Return the text of a predicate in a language (``zh`` finds ``zh-hans``), else an empty string."""
        for value in self.all(subject, predicate):
            if isinstance(value, Literal) and (value.language or "").split("-")[0] == language:
                return value.value
        return ""

    def items(self, head: Node | None) -> list[Node]:
        """Return the items of an RDF list, none without a list."""
        return [] if head is None else list(self.index.items(head))

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
