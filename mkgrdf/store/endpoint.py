"""The graph behind any SPARQL 1.1 endpoint, through SPARQLWrapper.

Imported only when an endpoint is opened (:func:`mkgrdf.store.open_store`), so that nobody else waits for SPARQLWrapper.
"""

from __future__ import annotations

import logging
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from enum import Enum, auto
from http.client import HTTPException, HTTPResponse
from itertools import islice
from types import TracebackType
from typing import IO, Final, Self, cast
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request

from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)
from SPARQLWrapper import JSON, POST, POSTDIRECTLY, TURTLE, URLENCODED, SPARQLWrapper

from mkgrdf.errors import QueryError, StoreError
from mkgrdf.store.difference import MIRROR_ALL, compare, wanted_quads
from mkgrdf.store.guard import check_query
from mkgrdf.store.interface import Commit, Rows
from mkgrdf.store.terms import plain_term
from mkgrdf.store.transport import Address, Credentials, Transport

__all__ = ["EndpointStore"]

_log = logging.getLogger(__name__)

# Terms in one VALUES block: long enough to save requests, short enough for any server's parser.
_BLOCK: Final = 500
_SAMPLE: Final = (
    "SELECT ?s ?p ?o ?g WHERE { GRAPH ?g { ?s ?p ?o } FILTER(isIRI(?s) && (isIRI(?o) || isLiteral(?o))) } LIMIT 1"
)
_UNION: Final = "union-default-graph"
_TRIPLES: Final = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.8"
_DATASET: Final = "application/n-quads, application/trig;q=0.9"


class _Default(Enum):
    """What the server's default graph turned out to hold."""

    UNKNOWN = auto()
    MIRROR = auto()
    UNION = auto()
    BLIND = auto()


class EndpointStore:
    """A graph store behind HTTP; see :class:`mkgrdf.store.Store`.

    ``query_url`` answers SPARQL 1.1 queries. Without ``update_url`` the store can only be read. ``graph_store_url``,
    where the server has one, must answer a plain GET with the whole dataset as N-Quads or TriG, as Oxigraph, Fuseki
    and RDF4J do; it makes ``quads()`` faster.

    Queries run over the server's default graph, where each commit keeps every statement once
    (:mod:`mkgrdf.store.difference`). What something else has loaded into named graphs is not there until the next
    commit adds it; until then an Oxigraph server is asked for the union of its graphs in each request, and of other
    servers the query URL may ask the same (``…/query?default-graph-uri=urn:x-arq:UnionGraph`` for Fuseki). A server
    that always answers from the union (``oxigraph serve --union-default-graph``, GraphDB, RDF4J, Virtuoso) works too,
    but counts statements more than once. All that is found out before the first query and logged.

    A commit is read, compared and sent as *one* update request. It is atomic on servers that run a request in one
    transaction (Oxigraph, Fuseki on TDB2, RDF4J and GraphDB do). Nothing guards against somebody else writing the same
    graphs between reading and writing: let one process write at a time.

    Credentials come from ``credentials``, else from the URL, else from the environment; they are sent to this server
    only, redirects are not followed, and no message repeats them.

    Raises:
        StoreError: a URL is not one. Nothing is sent before the first use.
    """

    def __init__(
        self,
        query_url: str,
        update_url: str | None = None,
        graph_store_url: str | None = None,
        *,
        credentials: Credentials | None = None,
        timeout: float = 300.0,
    ) -> None:
        self._queries, in_url = Address.parse(query_url)
        self._updates = Address.parse(update_url)[0] if update_url else None
        self._graphs = Address.parse(graph_store_url)[0] if graph_store_url else None
        self._credentials = credentials or in_url or Credentials.from_environment()
        self._timeout = timeout
        self._transports: dict[Address, Transport] = {}
        self._default = _Default.UNKNOWN

    @property
    def place(self) -> str:
        """The query URL, without user, password and query string."""
        return self._queries.shown

    def __repr__(self) -> str:
        return f"EndpointStore({self.place!r})"

    def select(self, sparql: str) -> Rows:
        """Run a SELECT over the statements of all graphs."""
        check_query(sparql, "SELECT")
        self._require_statements()
        with self._results(sparql) as answer:
            solutions = cast("QuerySolutions", answer)
            columns = tuple(variable.value for variable in solutions.variables)
            return Rows(columns, tuple(tuple(plain_term(row[name]) for name in columns) for row in solutions))

    def ask(self, sparql: str) -> bool:
        """Run an ASK over the statements of all graphs."""
        check_query(sparql, "ASK")
        self._require_statements()
        with self._results(sparql) as answer:
            return bool(cast("QueryBoolean", answer))

    def construct(self, sparql: str) -> tuple[Triple, ...]:
        """Run a CONSTRUCT or DESCRIBE over the statements of all graphs."""
        check_query(sparql, "CONSTRUCT", "DESCRIBE")
        self._require_statements()
        request = self._request(self._queries, sparql, "CONSTRUCT")
        request.setReturnFormat(TURTLE)
        request.addCustomHttpHeader("Accept", _TRIPLES)
        with self._answer(request) as response:
            return tuple(quad.triple for quad in parse(response, format=self._rdf_format(response)))

    def quads(self, graphs: Iterable[NamedNode] | None = None) -> Iterator[Quad]:
        """Yield the quads of ``graphs``, or of the whole store, as the server sends them."""
        if graphs is not None:
            yield from self._matching("g", graphs)
        elif self._graphs is not None:
            yield from self._dataset(self._graphs)
        else:
            yield from self._quads("SELECT ?s ?p ?o ?g WHERE { GRAPH ?g { ?s ?p ?o } }")

    def about(self, subjects: Iterable[NamedNode]) -> Iterator[Quad]:
        """Yield every quad whose subject is one of ``subjects``."""
        return self._matching("s", subjects)

    def mentioning(self, objects: Iterable[NamedNode | Literal], predicate: NamedNode | None = None) -> Iterator[Quad]:
        """Yield every quad whose object is one of ``objects``, with ``predicate`` if that is given."""
        return self._matching("o", objects, predicate)

    def statements_about(self, subjects: Iterable[NamedNode]) -> Iterator[Triple]:
        """Yield every statement about one of ``subjects``, once however many graphs make it."""
        return self._statements("s", subjects)

    def statements_mentioning(
        self, objects: Iterable[NamedNode | Literal], predicate: NamedNode | None = None
    ) -> Iterator[Triple]:
        """Yield every statement whose object is one of ``objects``, once; with ``predicate``, if that is given."""
        return self._statements("o", objects, predicate)

    def _statements(
        self, variable: str, terms: Iterable[NamedNode | Literal], predicate: NamedNode | None = None
    ) -> Iterator[Triple]:
        # By way of the graphs, which say what there is whatever the server's default graph holds.
        for pattern in _patterns(variable, terms, predicate):
            with self._results(f"SELECT DISTINCT ?s ?p ?o WHERE {{ {pattern} }}") as answer:
                for row in cast("QuerySolutions", answer):
                    yield Triple(row["s"], row["p"], row["o"])

    def mentioned(self, terms: Iterable[NamedNode | Literal]) -> set[NamedNode | Literal]:
        """Return those of ``terms`` that are the object of any statement."""
        found: set[NamedNode | Literal] = set()
        left = iter(terms)
        while block := list(islice(left, _BLOCK)):
            test = "FILTER EXISTS { GRAPH ?g { ?s ?p ?o } }"
            with self._results(f"SELECT ?o WHERE {{ VALUES ?o {{ {' '.join(map(str, block))} }} {test} }}") as answer:
                found.update(row["o"] for row in cast("QuerySolutions", answer))
        return found

    def stated(self, statements: Iterable[Triple], outside: Container[NamedNode]) -> set[Triple]:
        """Return those of ``statements`` that a named graph other than those in ``outside`` makes."""
        found: set[Triple] = set()
        left = iter(statements)
        while block := list(islice(left, _BLOCK)):
            values = " ".join(f"({one.subject} {one.predicate} {one.object})" for one in block)
            quads = self._quads(
                f"SELECT ?s ?p ?o ?g WHERE {{ VALUES (?s ?p ?o) {{ {values} }} GRAPH ?g {{ ?s ?p ?o }} }}"
            )
            found.update(quad.triple for quad in quads if quad.graph_name not in outside)
        return found

    def commit(self, replace: Mapping[NamedNode, Iterable[Triple]], remove: Iterable[NamedNode] = ()) -> Commit:
        """Replace and remove whole graphs in one update request."""
        wanted = wanted_quads(replace, remove)
        change = compare(wanted, self.quads(wanted))
        if change.is_empty:
            return Commit(0, 0)
        if self._updates is None:
            raise StoreError(f"{self.place} was opened for reading only (no update URL); give one to change it")
        update = change.sparql()
        if self._default_graph() in (_Default.UNION, _Default.BLIND):
            update = f"{MIRROR_ALL} ;\n{update}"
        request = self._request(self._updates, update, "INSERT")
        # A form would swell Chinese text threefold, and some servers limit its size; but SPARQLWrapper can only post
        # directly to a URL that has no query string.
        request.setRequestMethod(URLENCODED if urlsplit(self._updates.url).query else POSTDIRECTLY)
        try:
            with self._answer(request) as response:
                response.read()
        except QueryError as error:
            raise StoreError(f"the update was refused, the store is as before: {error}") from None
        self._default = _Default.MIRROR
        return Commit(change.added, change.removed)

    @property
    def is_empty(self) -> bool:
        """Whether no named graph holds anything."""
        with self._results("ASK { GRAPH ?graph { ?subject ?predicate ?object } }") as answer:
            return not bool(cast("QueryBoolean", answer))

    def __len__(self) -> int:
        return self._number("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Do nothing: each request has its own connection, and the server flushes."""

    def _require_statements(self) -> None:
        """Make sure that queries see what the named graphs say.

        Raises:
            StoreError: they do not, so every query would come back empty.
        """
        if self._default_graph() is _Default.BLIND:
            raise StoreError(
                f"queries to {self.place} do not see its named graphs, which something else than mkgrdf has filled; "
                "commit something with mkgrdf, or make the union of all graphs the server's default graph (for Fuseki "
                "set tdb2:unionDefaultGraph, or add ?default-graph-uri=urn:x-arq:UnionGraph to the URL)"
            )

    def _default_graph(self) -> _Default:
        """Find out what the server's default graph holds, judged by one statement; an empty store leaves it open."""
        if self._default is not _Default.UNKNOWN:
            return self._default
        sample = next(self._quads(_SAMPLE), None)
        if sample is None:
            return _Default.UNKNOWN
        times = self._times(sample)
        if times == 0:
            # From here on each query carries Oxigraph's parameter for the union; servers without it ignore it.
            self._default = _Default.UNION
            if self._times(sample) == 0:
                self._default = _Default.BLIND
        else:
            self._default = _Default.MIRROR
        if times > 1 or self._default is _Default.UNION:
            _log.warning("%s answers from the union of its graphs: statements may count several times", self.place)
        return self._default

    def _times(self, quad: Quad) -> int:
        """Return how often the default graph is found to hold the statement ``quad``."""
        return self._number(f"SELECT (COUNT(*) AS ?n) WHERE {{ {quad.subject} {quad.predicate} {quad.object} }}")

    def _number(self, sparql: str) -> int:
        with self._results(sparql) as answer:
            (row,) = cast("QuerySolutions", answer)
            return int(cast("Literal", row["n"]).value)

    def _matching(
        self, variable: str, terms: Iterable[NamedNode | Literal], predicate: NamedNode | None = None
    ) -> Iterator[Quad]:
        for pattern in _patterns(variable, terms, predicate):
            yield from self._quads(f"SELECT ?s ?p ?o ?g WHERE {{ {pattern} }}")

    def _quads(self, sparql: str) -> Iterator[Quad]:
        with self._results(sparql) as answer:
            for row in cast("QuerySolutions", answer):
                yield Quad(row["s"], row["p"], row["o"], row["g"])

    def _dataset(self, address: Address) -> Iterator[Quad]:
        request = Request(address.url, headers={"Accept": _DATASET})  # noqa: S310 - Address takes http(s) only
        with self._transport(address).open(request, address.shown) as response, self._reading(address):
            found = self._rdf_format(response)
            if not found.supports_datasets:
                raise StoreError(
                    f"{address.shown} answers with {found.name}, which has no named graphs; expected N-Quads or TriG. "
                    "Leave the graph store URL out, so that the quads are read with a query"
                )
            for quad in parse(response, format=found):
                if isinstance(quad.graph_name, NamedNode):  # the mirror comes along
                    yield quad

    @contextmanager
    def _results(self, sparql: str) -> Iterator[QuerySolutions | QueryBoolean]:
        """Send a SELECT or ASK that is known to be one, and read the answer as it arrives."""
        request = self._request(self._queries, sparql, "SELECT")
        request.setReturnFormat(JSON)
        with self._answer(request) as response:
            media_type = cast("HTTPResponse", response).headers.get("Content-Type", "")
            found = QueryResultsFormat.from_media_type(media_type)
            if found is None:
                raise StoreError(
                    f"{self.place} answers with {media_type or 'no content type'} instead of SPARQL results; "
                    "give the URL of the query endpoint itself, e.g. http://localhost:7878/query"
                )
            yield parse_query_results(response, format=found)

    @contextmanager
    def _answer(self, request: _Request) -> Iterator[IO[bytes]]:
        with request.query().response as response, self._reading(request.address):
            yield response

    @contextmanager
    def _reading(self, address: Address) -> Iterator[None]:
        try:
            yield
        except (OSError, HTTPException) as error:
            raise StoreError(f"{address.shown}: the connection broke off while it answered: {error!r}") from None
        except SyntaxError as error:
            raise StoreError(f"{address.shown} sent an answer that cannot be read: {error}") from None

    def _request(self, address: Address, sparql: str, form: str) -> _Request:
        request = _Request(address, self._transport(address))
        request.setMethod(POST)
        request.setOnlyConneg(True)
        if self._default is _Default.UNION and form != "INSERT" and not _names_dataset(address):
            request.addParameter(_UNION, "true")
        # Instead of setQuery(), which guesses the form with regular expressions over megabytes of text.
        request.queryString = sparql
        request.queryType = form
        return request

    def _transport(self, address: Address) -> Transport:
        if address not in self._transports:
            self._transports[address] = Transport(address, self._credentials, self._timeout)
        return self._transports[address]

    def _rdf_format(self, response: IO[bytes]) -> RdfFormat:
        media_type = cast("HTTPResponse", response).headers.get("Content-Type", "")
        found = RdfFormat.from_media_type(media_type)
        if found is None:
            raise StoreError(f"{self.place} answers with {media_type or 'no content type'} instead of RDF")
        return found


def _patterns(variable: str, terms: Iterable[NamedNode | Literal], predicate: NamedNode | None) -> Iterator[str]:
    """Yield patterns for the quads that have one of ``terms`` at ``variable``, a block of terms in each."""
    only = "" if predicate is None else f"VALUES ?p {{ {predicate} }}"
    left = iter(terms)
    while block := list(islice(left, _BLOCK)):
        yield f"VALUES ?{variable} {{ {' '.join(map(str, block))} }} {only} GRAPH ?g {{ ?s ?p ?o }}"


def _names_dataset(address: Address) -> bool:
    """Tell whether the URL itself says what to query (SPARQL 1.1 Protocol, section 2.1.4)."""
    return not {"default-graph-uri", "named-graph-uri"}.isdisjoint(parse_qs(urlsplit(address.url).query))


class _Request(SPARQLWrapper):
    """One request of SPARQLWrapper, sent by our transport: no redirects, one set of errors, no secrets in them."""

    def __init__(self, address: Address, transport: Transport) -> None:
        super().__init__(address.url, updateEndpoint=address.url)
        self.address = address
        self._transport = transport

    def _query(self) -> tuple[HTTPResponse, str]:
        response = self._transport.open(self._createRequest(), self.address.shown)
        return cast("HTTPResponse", response), self.returnFormat
