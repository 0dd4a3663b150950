"""Writes a publication: all of it, or nothing."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final

from mkgrdf.errors import SettingsError, StoreError
from mkgrdf.publish.description import GRAPH_FILE, Description, PublishedFile
from mkgrdf.publish.dump import write_nquads
from mkgrdf.publish.readme import licence_text, readme_text
from mkgrdf.publish.statistics import Statistics, count
from mkgrdf.records import Label
from mkgrdf.resources import resource
from mkgrdf.store import Store
from mkgrdf.turtle import turtle

__all__ = ["Publication", "PublishedFile", "publish"]

_SUMS: Final = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Publication:
    """What was published: the folder, its files in the order of their paths, and the numbers of the graph."""

    folder: Path
    files: tuple[PublishedFile, ...]
    quads: int
    statistics: Statistics


def publish(
    store: Store,
    out: Path,
    *,
    base: str,
    title: Label,
    licence: str,
    languages: tuple[str, ...],
    version: str,
    issued: date,
    address: str | None = None,
) -> Publication:
    """Write the graph and all that others need to use it to the folder ``out``.

    That is: the dump ``graph.nq.gz``, ontology and shapes, descriptions in VoID and DCAT, licence, a README and
    ``SHA256SUMS``. The same store and arguments give the same bytes. The files are first written beside ``out``, which
    then takes their place, so it is never half-written; an earlier publication is replaced.

    Args:
        store: what to publish; nobody should write to it meanwhile.
        out: a folder that does not exist yet, is empty, or holds an earlier publication and nothing else.
        base: the base IRI of the project.
        title: the title of the graph, by language.
        licence: the IRI of the graph's licence.
        languages: the languages of its texts.
        version: the version of this publication.
        issued: its date; the clock is not read.
        address: the URL from which the folder will be served; by default ``<base>dump/``.

    Raises:
        SettingsError: ``out`` holds something else.
        StoreError: the store is empty or cannot be read.
    """
    _check_replaceable(out)
    description = Description(base, title, licence, languages, version, issued, address or f"{base}dump/")
    statistics = count(store, base)
    if statistics.triples == 0:
        raise StoreError(f"the store {store.place} is empty: there is nothing to publish; import something first")
    out.parent.mkdir(parents=True, exist_ok=True)
    # Beside its target, because a rename works within one file system only.
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as scratch:
        folder = Path(scratch, "new")
        folder.mkdir()
        quads = write_nquads(store.quads(), folder / GRAPH_FILE)
        _copy_pattern_layer(folder)
        _write(folder / "void.ttl", turtle(description.void(statistics)))
        _write(folder / "dcat.ttl", turtle(description.dcat(_measure(folder))))
        _write(folder / "LICENSE.txt", licence_text(description))
        _write(folder / "README.md", readme_text(description, statistics, quads))
        files = _measure(folder)
        _write(folder / _SUMS, "".join(f"{file.sha256}  {file.path}\n" for file in files))
        if out.exists():
            out.rename(Path(scratch, "old"))
        folder.rename(out)
    return Publication(out, files, quads, statistics)


def _check_replaceable(out: Path) -> None:
    """Make sure that putting a publication in the place of ``out`` loses nothing but an earlier one."""
    if not out.exists():
        return
    expected = "a new folder, an empty one, or one that holds an earlier publication and nothing else"
    if not out.is_dir():
        raise SettingsError("out", f"{out} (a file)", expected)
    present = {path.relative_to(out).as_posix() for path in out.rglob("*") if not path.is_dir()}
    sums = out / _SUMS
    listed = {line[66:] for line in sums.read_text("utf-8").splitlines()} | {_SUMS} if sums.is_file() else set()
    strangers = sorted(present - listed)
    if strangers:
        raise SettingsError("out", f"{out}, with {strangers[0]} in it", expected)


def _copy_pattern_layer(folder: Path) -> None:
    for kind in ("ontology", "shapes"):
        origin = resource(kind)
        for path in sorted(origin.rglob("*.ttl")):
            target = folder / kind / path.relative_to(origin)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


def _measure(folder: Path) -> tuple[PublishedFile, ...]:
    """Return every file under ``folder`` with its size and hash, in the order of their paths."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            found.append(PublishedFile(PurePosixPath(path.relative_to(folder)), path.stat().st_size, digest))
    return tuple(sorted(found, key=lambda file: str(file.path)))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
