"""Binds a query's parameters and runs it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from mkgrdf.errors import QueryError
from mkgrdf.queries.header import TOKEN, Query
from mkgrdf.queries.parameters import Value, term_token
from mkgrdf.queries.shelf import load_query
from mkgrdf.records import Origin

if TYPE_CHECKING:
    from mkgrdf.iris import Iris
    from mkgrdf.store.interface import Rows, Store, Term

__all__ = ["Row", "bind", "nodes", "run", "select"]


def bind(query: Query, values: Mapping[str, Value | None], *, iris: Iris | None = None) -> str:
    """Return the SPARQL of ``query`` with its parameters replaced by terms; ``None`` is the same as no value.

    With ``iris``, an ``iri`` parameter that has a ``kind`` also takes a bare id, e.g. ``24-MB01`` for a product.
    Values are validated and written as terms, so no value can change the query.

    Raises:
        QueryError: a parameter is missing, surplus or of another type; lists the valid ones.
    """
    if surplus := sorted(set(values) - {parameter.name for parameter in query.parameters}):
        raise QueryError(f"{query.name} has no parameter {', '.join(surplus)}; {_signature(query)}")
    tokens = {}
    for parameter in query.parameters:
        value = values.get(parameter.name)
        if value is None:
            value = parameter.default
        if value is not None:
            tokens[parameter.name] = term_token(parameter, value, query.name, iris)
        elif parameter.required:
            raise QueryError(f"{query.name} needs the parameter {parameter.name}; {_signature(query)}")

    def replace(match: re.Match[str]) -> str:
        name = match["parameter"]
        return match.group() if name is None else tokens.get(name, f"?{name}")

    return TOKEN.sub(replace, query.text)


def nodes(query: Query, values: Mapping[str, Value], *, iris: Iris | None = None) -> dict[str, NamedNode]:
    """Return the nodes that ``values`` name, by parameter; terms of the ontology are none.

    Raises:
        QueryError: a value is no IRI and no id.
    """
    asked = (parameter for parameter in query.parameters if parameter.type == "iri" and parameter.kind != "term")
    return {
        parameter.name: NamedNode(term_token(parameter, values[parameter.name], query.name, iris).strip("<>"))
        for parameter in asked
        if parameter.name in values
    }


def _signature(query: Query) -> str:
    parts = []
    for parameter in query.parameters:
        state = "required" if parameter.required else f"default {parameter.default or 'any'}"
        parts.append(f"{parameter.name} ({parameter.type}, {state})")
    return "it takes " + (", ".join(parts) or "none")


def run(
    query: Query, store: Store, values: Mapping[str, Value | None], *, iris: Iris | None = None
) -> Rows | bool | tuple[Triple, ...]:
    """Bind and run ``query``: rows for a select, a truth value for an ask, triples for a construct.

    Raises:
        QueryError: as ``bind``; or the result's columns are not those of the header.
    """
    sparql = bind(query, values, iris=iris)
    if query.form == "ask":
        return store.ask(sparql)
    if query.form == "construct":
        return store.construct(sparql)
    rows = store.select(sparql)
    named = tuple(column.name for column in query.columns)
    if rows.columns != named:
        raise QueryError(f"{query.name} returns the columns {rows.columns}, its header names {named}")
    return rows


class Row(dict[str, "Term | None"]):
    """One row of a select: a mapping from column to term, ``None`` where the column is empty."""

    __slots__ = ()

    def iri(self, column: str) -> NamedNode:
        """Return the IRI in ``column``.

        Raises:
            QueryError: something else stands there, or nothing.
        """
        term = self[column]
        if not isinstance(term, NamedNode):
            raise QueryError(f"expected an IRI in column {column}, found {term}")
        return term

    def node(self, column: str) -> NamedNode | None:
        """Return the IRI in ``column``, ``None`` where it is empty."""
        return None if self[column] is None else self.iri(column)

    def text(self, column: str) -> str | None:
        """Return the words of the literal in ``column``, ``None`` where it is empty."""
        term = self[column]
        return None if term is None else term.value

    def origin(self) -> Origin | None:
        """Return the columns ``file`` and ``row`` as an origin, ``None`` where there is no file."""
        file, number = self.text("file"), self.number("row")
        return None if file is None else Origin(file, None if number is None else int(number))

    def number(self, column: str) -> Decimal | None:
        """Return the number in ``column``, ``None`` where it is empty."""
        term = self[column]
        return Decimal(term.value) if isinstance(term, Literal) else None

    def true(self, column: str) -> bool:
        """Tell whether the boolean in ``column`` is true."""
        term = self[column]
        return isinstance(term, Literal) and term.value in ("true", "1")


def select(store: Store, name: str, **values: Value | None) -> Iterator[Row]:
    """Run the shipped select query ``name`` and yield its rows.

    Raises:
        QueryError: as ``load_query`` and ``run``; or the query is no select.
    """
    query = load_query(name)
    rows = run(query, store, values)
    if isinstance(rows, bool | tuple):
        raise QueryError(f"{name} is an {query.form}, which has no rows")
    for row in rows.rows:
        yield Row(zip(rows.columns, row, strict=True))
