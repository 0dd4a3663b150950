"""Puts what is to be validated into a store in memory: statements one by one, or whole files at once.

A file of triples that holds nothing that has to be looked at on the way (blank nodes, whose labels lead back to
where they stand; numbers whose datatype the store would change; terms of RDF 1.2) is loaded by Oxigraph itself, in
half the time. Any other is read statement by statement.
"""

from __future__ import annotations

import codecs
import gzip
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, cast

import pyoxigraph
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Triple

from mkgrdf.shacl.compiled.data import StagedData
from mkgrdf.shacl.compiled.datatypes import DERIVED_INTEGERS
from mkgrdf.shacl.compiled.originals import Originals
from mkgrdf.shacl.compiled.sparql_text import SHAPES_GRAPH
from mkgrdf.shacl.shapes import Shapes
from mkgrdf.shacl.sources import format_of

__all__ = ["stage", "stage_files"]

# Any of these in a file may be such a thing; that it may stand in a text, say, does no harm. Looked for one by one:
# that is many times as fast as a regular expression of them all.
_SIGNS = {
    RdfFormat.N_TRIPLES: (b"_:", b"<<", b"--ltr", b"--rtl"),
    RdfFormat.TURTLE: (b"_:", b"[", b"(", b"<<", b"--ltr", b"--rtl"),
}
_NAMES = [datatype.value.rpartition("#")[2] for datatype in DERIVED_INTEGERS]
_NAMED = "|".join(_NAMES).encode()
_BEGUN = "|".join(sorted({name[:end] for name in _NAMES for end in range(1, len(name))}, reverse=True)).encode()
# The name of such a datatype may have characters in it that are escaped, in Turtle it may be cut in two by a prefix.
_ESCAPED = (re.compile(rb"\\u00[0-7]"), re.compile(rb"\\U000000[0-7]"))
_PATTERNS = {
    RdfFormat.N_TRIPLES: (*_ESCAPED, re.compile(rb"XMLSchema#(?:" + _NAMED + rb")>")),
    RdfFormat.TURTLE: (
        *_ESCAPED,
        re.compile(rb"[#:](?:" + _NAMED + rb")\b"),
        re.compile(rb"#(?:" + _BEGUN + rb")>"),
    ),
}
_PORTION = 1 << 20
_OVERLAP = 64
"""Bytes that are looked at twice, so that nothing is cut in two: more than the longest sign has."""
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)


def stage(data: Iterable[Triple | Quad], shapes: Shapes) -> StagedData:
    """Return a store in memory with the statements of ``data``, all graphs together, ready to be validated."""
    store = pyoxigraph.Store()
    originals = Originals()
    _extend(store, originals, data)
    return _staged(store, originals, shapes)


def stage_files(files: Iterable[tuple[Path, Iterable[Quad]]], shapes: Shapes) -> StagedData:
    """Return a store in memory with what ``files``, each with its quads, say; as :func:`stage`.

    Raises:
        CatalogError: a file cannot be read; with file, line and column.
    """
    store = pyoxigraph.Store()
    originals = Originals()
    for path, quads in files:
        if not _loaded(store, path):
            _extend(store, originals, quads)
    return _staged(store, originals, shapes)


def _loaded(store: pyoxigraph.Store, path: Path) -> bool:
    """Load a file whole, if it may be. One with a fault is not: whoever reads it step by step can say where that is."""
    syntax = format_of(path)
    if syntax is None or syntax not in _SIGNS:
        return False
    base = path.resolve().as_uri()
    try:
        with _opened(path) as file:
            if _needs_a_look(file, syntax):
                return False
            file.seek(0)
            store.bulk_load(input=file, format=syntax, base_iri=base, to_graph=DefaultGraph())
    except (SyntaxError, ValueError, OSError, EOFError, zlib.error):
        return False
    return True


def _opened(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path)) if path.suffix.lower() == ".gz" else path.open("rb")


def _needs_a_look(file: IO[bytes], syntax: RdfFormat) -> bool:
    """Tell whether any of the signs stands in a file, of which only a portion at a time is held in memory."""
    before = b""
    while portion := file.read(_PORTION):
        if not before and portion.startswith(_MARKS):
            return True
        text = before + portion
        if any(sign in text for sign in _SIGNS[syntax]) or any(one.search(text) for one in _PATTERNS[syntax]):
            return True
        before = text[-_OVERLAP:]
    return False


def _extend(store: pyoxigraph.Store, originals: Originals, data: Iterable[Triple | Quad]) -> None:
    store.bulk_extend(Quad(item.subject, item.predicate, item.object) for item in originals.noting(data))


def _staged(store: pyoxigraph.Store, originals: Originals, shapes: Shapes) -> StagedData:
    if not shapes.model.asks_for_shapes_graph:
        return StagedData(store, None, originals)
    store.extend(_in_shapes_graph(shapes.index.triples))
    return StagedData(store, SHAPES_GRAPH, originals)


def _in_shapes_graph(triples: Iterable[Triple]) -> Iterator[Quad]:
    for triple in triples:
        yield Quad(triple.subject, triple.predicate, triple.object, SHAPES_GRAPH)
