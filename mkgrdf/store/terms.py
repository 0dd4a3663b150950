"""The terms that mkgrdf deals in, out of those that an engine may return."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from mkgrdf.errors import QueryError
from mkgrdf.store.interface import Term

__all__ = ["plain_term"]


def plain_term(term: NamedNode | BlankNode | Literal | Triple | None) -> Term | None:
    """Return ``term`` unless it is a triple term.

    Raises:
        QueryError: for a triple term (RDF 1.2).
    """
    if isinstance(term, Triple):
        raise QueryError("the query returns a triple term (RDF 1.2), which mkgrdf does not use; select its parts")
    return term
