"""The documents of a store, read a page at a time: there may be more text than memory."""

from __future__ import annotations

import os
import pickle
import tempfile
import weakref
import zlib
from collections import OrderedDict, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from operator import attrgetter
from typing import Final, cast

from pyoxigraph import Literal, NamedNode

from mkgrdf.iris import Iris
from mkgrdf.records import Document, DocumentKind, Origin
from mkgrdf.store import Store
from mkgrdf.store.interface import Term
from mkgrdf.vocabulary import MKG, RDF, SCHEMA

__all__ = ["StoredDocuments"]

_PAGE: Final = 200
_PAGES: Final = 4
"""How many pages are kept, for whoever reads back and forth."""

_KINDS: Final = {MKG[kind]: kind for kind in DocumentKind}

_READ: Final = frozenset(
    {
        RDF.type,
        MKG.about,
        MKG.sourceFile,
        MKG.sourceName,
        MKG.sourceRow,
        SCHEMA.datePublished,
        SCHEMA.headline,
        SCHEMA.image,
        SCHEMA.keywords,
        SCHEMA.parentItem,
        SCHEMA.ratingValue,
        SCHEMA.text,
    }
)
"""What :meth:`StoredDocuments._document` asks for."""

Said = dict[NamedNode, list[Term]]


class StoredDocuments(Mapping[NamedNode, Document]):
    """The documents of ``store`` by node, in the order of their IRIs, as they are when they are first asked for.

    Only their IRIs and those of their records' graphs are kept in memory. What was read goes into a temporary file,
    from where reading it again takes a tenth of the time: whoever extracts goes through all of them at least twice.

    A document that several sources describe is what the last of them, by name, says it is, about the products of all.
    """

    def __init__(self, store: Store, iris: Iris) -> None:
        self._store = store
        self._iris = iris
        self._graphs: dict[NamedNode, tuple[NamedNode, ...]] = {}
        sources = iris.source_graphs()
        for quad in store.mentioning(_KINDS, RDF.type):
            node, graph = quad.subject, quad.graph_name
            if isinstance(node, NamedNode) and isinstance(graph, NamedNode) and graph.value.startswith(sources):
                self._graphs[node] = (*self._graphs.get(node, ()), graph)
        self._nodes = sorted(self._graphs, key=attrgetter("value"))
        self._places = {node: place for place, node in enumerate(self._nodes)}
        self._pages: OrderedDict[int, dict[NamedNode, Document]] = OrderedDict()
        self._spool = tempfile.TemporaryFile(prefix="mkgrdf-documents-")  # noqa: SIM115 - closed with this object
        weakref.finalize(self, self._spool.close)
        self._spooled: dict[int, tuple[int, int]] = {}

    def __len__(self) -> int:
        return len(self._nodes)

    def __iter__(self) -> Iterator[NamedNode]:
        return iter(self._nodes)

    def __contains__(self, node: object) -> bool:
        return node in self._places

    def __getitem__(self, node: NamedNode) -> Document:
        return self._page(self._places[node] // _PAGE)[node]

    def _page(self, number: int) -> dict[NamedNode, Document]:
        page = self._pages.get(number)
        if page is None:
            nodes = self._nodes[number * _PAGE : (number + 1) * _PAGE]
            page = self._pages[number] = self._recalled(number, nodes) or self._spool_away(number, self._read(nodes))
            if len(self._pages) > _PAGES:
                self._pages.popitem(last=False)
        return page

    def _recalled(self, number: int, nodes: Sequence[NamedNode]) -> dict[NamedNode, Document] | None:
        if number not in self._spooled:
            return None
        place, size = self._spooled[number]
        self._spool.seek(place)
        # It comes from a file without a name, written below.
        return dict(zip(nodes, pickle.loads(zlib.decompress(self._spool.read(size))), strict=True))  # noqa: S301

    def _spool_away(self, number: int, page: dict[NamedNode, Document]) -> dict[NamedNode, Document]:
        written = zlib.compress(pickle.dumps(list(page.values()), pickle.HIGHEST_PROTOCOL), level=1)
        self._spooled[number] = self._spool.seek(0, os.SEEK_END), len(written)
        self._spool.write(written)
        return page

    def _read(self, nodes: Sequence[NamedNode]) -> dict[NamedNode, Document]:
        """Return the documents ``nodes``, by one look-up of the graphs of their records: they say what, and where."""
        said: dict[NamedNode, dict[NamedNode, Said]] = {node: {} for node in nodes}
        graphs: dict[NamedNode, Said] = {}
        for node in nodes:
            for graph in self._graphs[node]:
                said[node][graph] = defaultdict(list)
                graphs[graph] = defaultdict(list)
        for quad in self._store.quads(graphs):
            predicate = quad.predicate
            if predicate in _READ:
                # The graphs were asked for by name; blank nodes and triples are never among the documents.
                subject, where = cast("NamedNode", quad.subject), cast("NamedNode", quad.graph_name)
                if subject == where:
                    graphs[where][predicate].append(cast("Term", quad.object))
                elif subject in said and where in said[subject]:
                    said[subject][where][predicate].append(cast("Term", quad.object))
        return {node: self._document(node, said[node], graphs) for node in nodes}

    def _document(self, node: NamedNode, said: dict[NamedNode, Said], graphs: dict[NamedNode, Said]) -> Document:
        # Who describes it, by the name of the source; the last has the word.
        records = [graph for graph in said if _text(graphs[graph], MKG.sourceName) is not None]
        records.sort(key=lambda graph: (_text(graphs[graph], MKG.sourceName) or "", graph.value))
        last, record = said[records[-1]], graphs[records[-1]]
        (text,) = (value for value in last[SCHEMA.text] if isinstance(value, Literal))
        rating, row, published = (
            _text(last, SCHEMA.ratingValue),
            _text(record, MKG.sourceRow),
            _text(last, SCHEMA.datePublished),
        )
        parent = next((value for value in last[SCHEMA.parentItem] if isinstance(value, NamedNode)), None)
        return Document(
            id=self._iris.key(node),
            kind=next(kind for class_, kind in _KINDS.items() if class_ in last[RDF.type]),
            text=text.value,
            language=text.language or "und",
            origin=Origin(_text(record, MKG.sourceFile) or "", None if row is None else int(row)),
            products=self._keys(said, records, MKG.about),
            title=_text(last, SCHEMA.headline),
            rating=None if rating is None else Decimal(rating),
            published=None if published is None else datetime.fromisoformat(published),
            hashtags=tuple(sorted(value.value for value in last[SCHEMA.keywords] if isinstance(value, Literal))),
            images=self._keys(said, records, SCHEMA.image),
            parent=None if parent is None else self._iris.key(parent),
        )

    def _keys(self, said: dict[NamedNode, Said], records: Sequence[NamedNode], predicate: NamedNode) -> tuple[str, ...]:
        found = {value for graph in records for value in said[graph][predicate] if isinstance(value, NamedNode)}
        return tuple(self._iris.key(node) for node in sorted(found, key=lambda node: node.value))


def _text(said: Said, predicate: NamedNode) -> str | None:
    return next((value.value for value in said[predicate] if isinstance(value, Literal)), None)
