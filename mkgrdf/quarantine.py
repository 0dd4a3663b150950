"""Quarantine: what the gate refused, with the reasons, kept so that it can be looked at, mended and judged again.

One JSON file for each named graph, in one folder, named by a key of the graph's IRI: refusing the same record again
overwrites its file. Files are written beside their place and renamed, so a file is whole or not there.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse

from mkgrdf.errors import MkgError
from mkgrdf.iris import Iris
from mkgrdf.records import Origin
from mkgrdf.shacl.judgement import Judgement
from mkgrdf.shacl.report import Report
from mkgrdf.shacl.writers import origin_json, violation_json
from mkgrdf.statements import Candidate, content_key

__all__ = ["Quarantine", "Quarantined"]

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Quarantined:
    """One refused candidate. ``violations`` are JSON-able (see ``writers.violation_json``), messages by language."""

    candidate: Candidate
    violations: tuple[dict[str, Any], ...]


class Quarantine:
    """A folder of refused candidates; it is made when the first one is put into it."""

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)

    def put(self, candidate: Candidate, report: Report) -> Path:
        """Keep ``candidate`` with its report; replaces what was kept for the same graph. Returns the file.

        Raises:
            MkgError: the file cannot be written; what was there before still is.
        """
        file = self._file(candidate.graph)
        entry = {
            "version": _VERSION,
            "graph": candidate.graph.value,
            "subject": candidate.subject.value,
            "digest": candidate.digest,
            "origin": origin_json(candidate.origin),
            "columns": [list(pair) for pair in candidate.columns],
            "violations": [violation_json(violation) for violation in report.violations],
            "triples": [f"{triple} ." for triple in candidate.triples],
        }
        text = json.dumps(entry, ensure_ascii=False, indent=1) + "\n"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            _replace(file, text)
        except OSError as error:
            raise MkgError(
                f"{file}: the refused record {candidate.graph} cannot be kept: {error.strerror or error}; "
                "make room or make the folder writable, and import again"
            ) from error
        return file

    def settle(self, judgement: Judgement) -> None:
        """Take in what a judgement keeps out of the store and let go of what it accepts, once that is committed.

        A process that is killed between the commit and this leaves no record nowhere: what was refused is still in
        its source, and is judged again by the next import. What leaves the store is taken in by :meth:`shelter`.

        Raises:
            MkgError: as :meth:`put`.
        """
        for candidate, report in judgement.refused:
            self.put(candidate, report)
        for candidate in judgement.accepted:
            self.discard(candidate.graph)

    def shelter(self, judgement: Judgement, iris: Iris) -> None:
        """Take in what a judgement drives out of the store, before the commit that removes it.

        A process that is killed in between leaves it in both places, never in none. What an extractor said and that
        cannot stay is not kept: it is read again.

        Raises:
            MkgError: as :meth:`put`.
        """
        for candidate, report in judgement.dependents:
            if iris.extracted_from(candidate.graph) is None:
                self.put(candidate, report)

    def list(self) -> list[Quarantined]:
        """Return everything kept, by graph IRI.

        Raises:
            MkgError: names the file that cannot be read.
        """
        return sorted(self, key=lambda entry: entry.candidate.graph.value)

    def __iter__(self) -> Iterator[Quarantined]:
        """Yield everything kept, in the order of the files' names, reading one file at a time."""
        for file in sorted(self.folder.glob("*.json")):
            yield _read(file)

    def __len__(self) -> int:
        return sum(1 for _ in self.folder.glob("*.json"))

    def __contains__(self, graph: object) -> bool:
        return isinstance(graph, NamedNode) and self._file(graph).is_file()

    def load(self, graph: NamedNode) -> Quarantined:
        """Return what is kept for ``graph``.

        Raises:
            MkgError: nothing is kept for it, or its file cannot be read.
        """
        if graph not in self:
            raise MkgError(f"{self.folder}: nothing is in quarantine for {graph}; 'mkgrdf quarantine' lists what is")
        return _read(self._file(graph))

    def discard(self, graph: NamedNode) -> bool:
        """Forget what is kept for ``graph``; tells whether there was anything."""
        try:
            self._file(graph).unlink()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise MkgError(f"{self._file(graph)}: cannot be removed: {error.strerror or error}") from error
        return True

    def _file(self, graph: NamedNode) -> Path:
        return self.folder / f"{content_key(graph.value)}.json"


def _replace(file: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _read(file: Path) -> Quarantined:
    try:
        entry = json.loads(file.read_text(encoding="utf-8"))
        if entry["version"] != _VERSION:
            raise MkgError(f"{file}: written by another version of mkgrdf (format {entry['version']!r}); import again")
        triples = tuple(_triples("\n".join(entry["triples"])))
        origin = entry["origin"]
        candidate = Candidate(
            graph=NamedNode(entry["graph"]),
            subject=NamedNode(entry["subject"]),
            triples=triples,
            origin=None if origin is None else Origin(origin["file"], origin["row"], origin["column"]),
            columns=tuple((predicate, column) for predicate, column in entry["columns"]),
            digest=entry["digest"],
        )
        return Quarantined(candidate, tuple(entry["violations"]))
    except OSError as error:
        raise MkgError(f"{file}: cannot be read: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError, SyntaxError) as error:
        raise MkgError(
            f"{file}: is no intact quarantine file ({type(error).__name__}: {error}); "
            "remove it and import its source again"
        ) from error


def _triples(text: str) -> Iterator[Triple]:
    quad: Quad
    for quad in parse(input=text, format=RdfFormat.N_TRIPLES):
        yield quad.triple
