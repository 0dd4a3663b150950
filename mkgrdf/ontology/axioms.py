"""The files of the pattern layer as triples, and the terms that they and everything built on them use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from mkgrdf.errors import OntologyError
from mkgrdf.vocabulary import MKG, PREFIXES, PROV, RDF, SCHEMA, SH, SKOS

__all__ = ["Axioms", "read_turtle", "used_in_query", "used_in_triples"]

# Terms of these vocabularies that we use are declared in ontology/mkg.ttl too: that makes it complete OWL 2 DL, and a
# misspelt schema:nmae is found like a misspelt term of our own.
CHECKED = (MKG, SCHEMA, SKOS, PROV)

_PREFIX = re.compile(r"PREFIX\s+([\w-]*):\s*<([^>]*)>", re.IGNORECASE)
_NAME = re.compile(r"(?<![\w:/?$@#<-])([A-Za-z][\w-]*)?:([A-Za-z][\w-]*)")
_IRI = re.compile(r"<([^<>\"{}|^`\\\s]*)>")


@dataclass(frozen=True, slots=True)
class Axioms:
    """The triples of some Turtle files, and what can be asked of them."""

    triples: tuple[Triple, ...]

    def declared(self) -> frozenset[str]:
        """Return the IRIs that have a type."""
        return frozenset(
            triple.subject.value
            for triple in self.triples
            if triple.predicate == RDF.type and isinstance(triple.subject, NamedNode)
        )

    def pairs(self, predicate: NamedNode) -> Iterator[tuple[str, str]]:
        """Yield the subject and object IRIs of ``predicate`` where both are IRIs."""
        for triple in self.triples:
            if (
                triple.predicate == predicate
                and isinstance(triple.subject, NamedNode)
                and isinstance(triple.object, NamedNode)
            ):
                yield triple.subject.value, triple.object.value

    def texts(self, predicate: NamedNode) -> Iterator[tuple[str, Literal]]:
        """Yield the subject IRI and the literal of each statement of ``predicate``."""
        for triple in self.triples:
            if (
                triple.predicate == predicate
                and isinstance(triple.subject, NamedNode)
                and isinstance(triple.object, Literal)
            ):
                yield triple.subject.value, triple.object


def read_turtle(files: Iterable[Path]) -> Axioms:
    """Read Turtle files; their blank nodes stay apart.

    Raises:
        OntologyError: a file is not Turtle; says which, and where.
    """
    triples: list[Triple] = []
    for file in files:
        try:
            triples += [q.triple for q in parse(path=str(file), format=RdfFormat.TURTLE, rename_blank_nodes=True)]
        except (SyntaxError, ValueError) as error:
            raise OntologyError(f"{file}: not Turtle: {error}") from error
    return Axioms(tuple(triples))


def used_in_triples(axioms: Axioms) -> set[str]:
    """Return the IRIs in checked namespaces that stand anywhere in ``axioms``, in SPARQL constraints too."""
    used: set[str] = set()
    for triple in axioms.triples:
        for node in (triple.subject, triple.predicate, triple.object):
            if any(node in namespace for namespace in CHECKED):
                used.add(node.value)  # type: ignore[union-attr]
        if triple.predicate in (SH.select, SH.ask) and isinstance(triple.object, Literal):
            used |= used_in_query(triple.object.value)
    return used


def used_in_query(text: str) -> set[str]:
    """Return the IRIs in checked namespaces that a SPARQL text names, prefixed or in full.

    Words in strings and comments count too: a header that speaks of ``mkg:suites`` misleads as much as a pattern.
    A prefix that the text does not declare is taken as the project's (``sh:prefixes`` declares those elsewhere).
    """
    prefixes = {**PREFIXES, **dict(_PREFIX.findall(text))}
    body = _PREFIX.sub(" ", text)
    found = {prefixes[prefix] + local for prefix, local in _NAME.findall(body) if prefix in prefixes}
    found |= set(_IRI.findall(body))
    return {iri for iri in found if any(iri.startswith(ns.iri) and iri != ns.iri for ns in CHECKED)}
