"""Between pyoxigraph's terms, which the project speaks, and rdflib's, which pySHACL speaks.

Terms are converted one by one, never by way of text, and lexical forms are kept: rdflib would otherwise rewrite
``"1.0"^^xsd:decimal`` while reading it. A plain string is ``"x"`` on both sides; rdflib takes ``"x"^^xsd:string`` for
another term, and shapes with ``sh:in`` or ``sh:hasValue`` would then object to good data.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from mkgrdf.errors import MkgError
from mkgrdf.vocabulary import XSD

if TYPE_CHECKING:
    import rdflib

__all__ = ["Node", "Translator", "ill_typed_literals_unlogged"]

Node = NamedNode | BlankNode | Literal
"""A term of RDF 1.1."""


class Translator:
    """Translates terms both ways and remembers each, so that a node is one object wherever it occurs."""

    def __init__(self) -> None:
        import rdflib.term  # noqa: PLC0415 - heavy, and only validation needs it

        self._rdflib = rdflib.term
        self._known: dict[object, rdflib.term.Node] = {}

    def to_rdflib(self, term: object) -> rdflib.term.Node:
        """Return the rdflib term that equals ``term``.

        Raises:
            MkgError: for what RDF 1.1 does not have: a triple as a term, a literal with a base direction.
        """
        known = self._known.get(term)
        if known is None:
            known = self._known[term] = self._translate(term)
        return known

    def _translate(self, term: object) -> rdflib.term.Node:
        if isinstance(term, NamedNode):
            return self._rdflib.URIRef(term.value)
        if isinstance(term, BlankNode):
            return self._rdflib.BNode(term.value)
        if isinstance(term, Literal) and term.direction is None:
            if term.language is not None:
                return self._rdflib.Literal(term.value, lang=term.language, normalize=False)
            if term.datatype == XSD.string:
                return self._rdflib.Literal(term.value, normalize=False)
            datatype = self._rdflib.URIRef(term.datatype.value)
            return self._rdflib.Literal(term.value, datatype=datatype, normalize=False)
        raise MkgError(
            f"{term} cannot be validated: triple terms and base directions belong to RDF 1.2, and SHACL is defined "
            "on RDF 1.1; say it with a node of its own, as mkg:Claim does"
        )

    def triples(
        self, triples: Iterable[Triple]
    ) -> Iterator[tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]]:
        """Yield each triple with rdflib's terms."""
        convert = self.to_rdflib
        for triple in triples:
            yield convert(triple.subject), convert(triple.predicate), convert(triple.object)

    def from_rdflib(self, node: object) -> Node:
        """Return the pyoxigraph term that equals the rdflib term ``node``."""
        if isinstance(node, self._rdflib.URIRef):
            return NamedNode(str(node))
        if isinstance(node, self._rdflib.BNode):
            return BlankNode(str(node))
        if isinstance(node, self._rdflib.Literal):
            if node.language:
                return Literal(str(node), language=node.language)
            if node.datatype is None:
                return Literal(str(node))
            return Literal(str(node), datatype=NamedNode(str(node.datatype)))
        raise TypeError(f"no RDF term: {node!r}")


@contextmanager
def ill_typed_literals_unlogged() -> Iterator[None]:
    """Keep rdflib from logging a traceback for each ill-typed literal: the shapes report those.

    The filter is on rdflib's own logger and is taken off again on leaving.
    """
    logger = logging.getLogger("rdflib.term")

    def drop(_: logging.LogRecord) -> bool:
        return False

    logger.addFilter(drop)
    try:
        yield
    finally:
        logger.removeFilter(drop)
