"""Which column of its row a statement of a record comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode

from mkgrdf.shacl.locate import Sought
from mkgrdf.shacl.origins.telling import Look
from mkgrdf.vocabulary import MKG, RDF, SCHEMA, SKOS

__all__ = ["Columns", "column_of"]

Columns = tuple[tuple[str, str], ...]
"""IRI of a predicate or of a property -> name of the column that fills it; several pairs where several columns do."""

_SUFFIX = re.compile(r".*_[a-z]{2,3}(-[a-z0-9]+)*")


def column_of(statement: Sought, record: NamedNode, columns: Columns, look: Look) -> str | None:
    """Return the column that says ``statement`` in the row about ``record``; ``None`` where it cannot be told.

    A statement about the record's own node or its offers comes from the column of its predicate. What is said about any
    other node (a brand, a property value) comes from the column by which the record refers to it.
    """
    subject = statement.subject
    if subject is None or not columns:
        return None
    if subject == record or any(True for _ in look(record, SCHEMA.offers, subject)):
        return _named(statement, columns, look)
    if any(True for _ in look(subject, RDF.type, MKG.Claim)):
        claimed = next((quad.object for quad in look(subject, MKG.claimPredicate, None)), None)
        about = any(True for _ in look(subject, MKG.claimSubject, record))
        return _single(_filling(claimed, columns)) if about and isinstance(claimed, NamedNode) else None
    return _single({column for edge in _edges(record, subject, look) for column in _edge_columns(edge, columns, look)})


def _named(statement: Sought, columns: Columns, look: Look) -> str | None:
    predicate, value = statement.predicate, statement.value
    if predicate is None:
        return None
    if predicate == MKG.hasValue and isinstance(value, NamedNode):
        return _single(_edge_columns((predicate, value), columns, look))
    found = list(dict.fromkeys(_filling(predicate, columns)))
    if len(found) > 1 and isinstance(value, Literal) and value.language is not None:
        # name_en and name_zh fill the same field, one language each; name alone is in the source's own.
        tagged = [column for column in found if column.lower().endswith(f"_{value.language}")]
        return _single(tagged or [column for column in found if not _SUFFIX.fullmatch(column)])
    # Where something is missing, any of them could have said it.
    return ", ".join(found) if found else None


def _edges(record: NamedNode, node: NamedNode | BlankNode, look: Look) -> Iterator[tuple[NamedNode, NamedNode]]:
    """Yield the edges of ``record`` that lead to ``node``, to a category below it, or to a value of that property."""
    near: set[object] = {node}
    waiting: list[NamedNode | BlankNode] = [node]
    while waiting:
        for quad in look(None, SKOS.broader, waiting.pop()):
            if quad.subject not in near and isinstance(quad.subject, NamedNode) and quad.subject != record:
                near.add(quad.subject)
                waiting.append(quad.subject)
    near.update(quad.subject for quad in look(None, MKG.ofProperty, node))
    for quad in look(record, None, None):
        if quad.object in near and isinstance(quad.object, NamedNode):
            yield quad.predicate, quad.object


def _edge_columns(edge: tuple[NamedNode, NamedNode], columns: Columns, look: Look) -> list[str]:
    predicate, node = edge
    for quad in look(node, MKG.ofProperty, None):
        if isinstance(quad.object, NamedNode) and (found := list(_filling(quad.object, columns))):
            return found
    return list(_filling(predicate, columns))


def _filling(term: NamedNode, columns: Columns) -> Iterator[str]:
    return (column for iri, column in columns if iri == term.value)


def _single(columns: Iterable[str]) -> str | None:
    found = set(columns)
    return found.pop() if len(found) == 1 else None
