"""Which column of a catalogue says what: the store keeps file and row of a record, and the column is looked up anew.

The source is read again, and a row counts only if it still says what is stored: same record, same fingerprint. So
nothing about columns has to be stored, and a row that was changed since is not blamed for what it once said.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pyoxigraph import NamedNode

from mkgrdf.describe import KINDS, columns_of
from mkgrdf.errors import CatalogError
from mkgrdf.iris import Iris
from mkgrdf.read_options import read_options
from mkgrdf.readers import ReadOptions, read_source
from mkgrdf.records import Reject, fingerprint
from mkgrdf.settings import Settings, Source
from mkgrdf.shacl.origins.columns import Columns
from mkgrdf.shacl.origins.tracing import ColumnsOf, SourceRow
from mkgrdf.store import Store

__all__ = ["source_columns"]

_log = logging.getLogger(__name__)

_FEW = 2
"""So many files of a folder are tried by themselves before the whole folder is read."""


def source_columns(settings: Settings, store: Store) -> ColumnsOf:
    """Return a function that finds the columns of records that ``store`` has in the sources of a project.

    Records of sources that the settings do not name, that are not there any more, or whose rows have changed are not
    among what it returns.
    """
    sources = {lexicon.stem: Source(lexicon.stem, lexicon, "native") for lexicon in settings.lexicons}
    sources |= {source.name: source for source in settings.sources}

    def find(rows: Sequence[SourceRow]) -> Mapping[NamedNode, Columns]:
        found: dict[NamedNode, Columns] = {}
        for name in dict.fromkeys(row.source for row in rows):
            if name in sources:
                wanted = {row.graph: row for row in rows if row.source == name}
                found.update(_in_source(sources[name], wanted, settings, store))
        return found

    return find


def _in_source(
    source: Source, wanted: Mapping[NamedNode, SourceRow], settings: Settings, store: Store
) -> Mapping[NamedNode, Columns]:
    found: dict[NamedNode, Columns] = {}
    missing = dict(wanted)
    options, iris = read_options(source.name, settings, store), Iris(settings.base)
    # A file of a folder often can be read by itself, which spares measuring the images of the others. What it gives is
    # checked like everything else; if it needs the rest of the folder, that is read next.
    files = sorted({row.file for row in wanted.values()}) if source.path.is_dir() else []
    alone = [source.path / file for file in files] if len(files) <= _FEW else []
    for path in [*alone, source.path]:
        for graph, digest, columns in _rows(path, source, options, iris) if missing else ():
            if graph in missing and missing[graph].digest == digest:
                found[graph] = columns
                del missing[graph]
                if not missing:
                    break
    return found


def _rows(path: Path, source: Source, options: ReadOptions, iris: Iris) -> Iterator[tuple[NamedNode, str, Columns]]:
    """Yield graph, fingerprint and columns of each record; none where the source cannot be read (any more)."""
    try:
        for record in read_source(path, format=source.format, options=options):
            if not isinstance(record, Reject):
                graph = iris.record_graph(source.name, KINDS[type(record)], record.id)
                yield graph, fingerprint(record), columns_of(record, iris)
    except CatalogError as error:
        _log.info("columns of source %s are not told: %s", source.name, error)
