"""Namespaces, prefixes and the terms that the pattern layer declares.

``MKG.Product`` is the pyoxigraph ``NamedNode`` of ``https://w3id.org/mkgrdf/ontology#Product``.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from pyoxigraph import NamedNode, RdfFormat, parse

from mkgrdf.resources import resource

__all__ = [
    "DCAT",
    "DCTERMS",
    "MKG",
    "MKGSH",
    "OA",
    "OWL",
    "PREFIXES",
    "PROV",
    "QUDT_UNITS",
    "RDF",
    "RDFS",
    "SCHEMA",
    "SH",
    "SKOS",
    "VOID",
    "XSD",
    "Namespace",
    "declared_terms",
    "shorten",
    "written",
]


class Namespace:
    """An IRI prefix; attribute or item access gives a term of it."""

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self._terms: dict[str, NamedNode] = {}

    def __getitem__(self, name: str) -> NamedNode:
        if name not in self._terms:
            self._terms[name] = NamedNode(self.iri + name)
        return self._terms[name]

    def __getattr__(self, name: str) -> NamedNode:
        if name.startswith("__"):  # copy, pickle and typing probe for dunders; those are not terms
            raise AttributeError(name)
        term = self[name]
        setattr(self, name, term)  # so that the next one to ask does not come here
        return term

    def __contains__(self, term: object) -> bool:
        return isinstance(term, NamedNode) and term.value.startswith(self.iri)

    def __repr__(self) -> str:
        return f"Namespace({self.iri!r})"


MKG: Final = Namespace("https://w3id.org/mkgrdf/ontology#")
MKGSH: Final = Namespace("https://w3id.org/mkgrdf/shapes#")
SCHEMA: Final = Namespace("https://schema.org/")
SKOS: Final = Namespace("http://www.w3.org/2004/02/skos/core#")
PROV: Final = Namespace("http://www.w3.org/ns/prov#")
OA: Final = Namespace("http://www.w3.org/ns/oa#")
DCTERMS: Final = Namespace("http://purl.org/dc/terms/")
DCAT: Final = Namespace("http://www.w3.org/ns/dcat#")
VOID: Final = Namespace("http://rdfs.org/ns/void#")
RDF: Final = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS: Final = Namespace("http://www.w3.org/2000/01/rdf-schema#")
OWL: Final = Namespace("http://www.w3.org/2002/07/owl#")
XSD: Final = Namespace("http://www.w3.org/2001/XMLSchema#")
SH: Final = Namespace("http://www.w3.org/ns/shacl#")

PREFIXES: Final[dict[str, str]] = {
    "mkg": MKG.iri,
    "mkgsh": MKGSH.iri,
    "schema": SCHEMA.iri,
    "skos": SKOS.iri,
    "prov": PROV.iri,
    "oa": OA.iri,
    "dcterms": DCTERMS.iri,
    "dcat": DCAT.iri,
    "void": VOID.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "owl": OWL.iri,
    "xsd": XSD.iri,
    "sh": SH.iri,
}

_UNIT = Namespace("http://qudt.org/vocab/unit/")
QUDT_UNITS: Final[dict[str, NamedNode]] = {
    "mL": _UNIT.MilliL,
    "cL": _UNIT.CentiL,
    "L": _UNIT.L,
    "mg": _UNIT.MilliGM,
    "g": _UNIT.GM,
    "kg": _UNIT.KiloGM,
    "[oz_av]": _UNIT.OZ,
    "[lb_av]": _UNIT.LB,
    "mm": _UNIT.MilliM,
    "cm": _UNIT.CentiM,
    "m": _UNIT.M,
    "[in_i]": _UNIT.IN,
    "[ft_i]": _UNIT.FT,
    "W": _UNIT.W,
    "V": _UNIT.V,
    "h": _UNIT.HR,
    "min": _UNIT.MIN,
    "s": _UNIT.SEC,
    "Cel": _UNIT["DEG_C"],
    "%": _UNIT.PERCENT,
}
"""The QUDT unit of each UCUM code that mkgrdf knows; a code that is missing here keeps its UCUM code only."""


@cache
def declared_terms() -> frozenset[NamedNode]:
    """Return every IRI in the ``mkg:`` namespace that is a subject of ``ontology/mkg.ttl``."""
    quads = parse(path=str(resource("ontology", "mkg.ttl")), format=RdfFormat.TURTLE)
    return frozenset(quad.subject for quad in quads if isinstance(quad.subject, NamedNode) and quad.subject in MKG)


def written(iri: str) -> str:
    """Return ``iri`` as Turtle writes it: a prefixed name where a known prefix fits, else in angle brackets."""
    short = shorten(iri)
    return f"<{iri}>" if short == iri else short


def shorten(iri: str) -> str:
    """Return ``iri`` as a prefixed name where a known prefix fits, else unchanged, e.g. ``mkg:Product``."""
    for prefix, namespace in PREFIXES.items():
        local = iri[len(namespace) :]
        if iri.startswith(namespace) and local and "/" not in local and "#" not in local:
            return f"{prefix}:{local}"
    return iri
