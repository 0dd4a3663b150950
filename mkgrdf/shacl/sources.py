"""Reads RDF files for validation: any of RDF's syntaxes, gzipped or not, and says which file each graph came from."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from mkgrdf.errors import CatalogError

__all__ = ["FORMATS", "SourceGraph", "format_of", "quads_of", "rdf_files", "read_bytes", "read_file", "read_graph"]

FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
    "owl": RdfFormat.RDF_XML,
}
"""File name extension -> syntax; ``.gz`` may follow each."""


@dataclass(frozen=True, slots=True)
class SourceGraph:
    """What a set of files says. ``files`` holds each file with its quads, in the order of reading."""

    files: tuple[tuple[Path, Iterable[Quad]], ...]

    def quads(self) -> Iterator[Quad]:
        """Yield the quads of all files."""
        for _, quads in self.files:
            yield from quads


def format_of(path: Path) -> RdfFormat | None:
    """Return the syntax that the name of ``path`` announces, or ``None``."""
    suffixes = [suffix[1:].lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] == "gz":
        suffixes.pop()
    return FORMATS.get(suffixes[-1]) if suffixes else None


def rdf_files(paths: Iterable[Path]) -> list[Path]:
    """Return ``paths`` with each folder replaced by the RDF files directly in it, sorted by name.

    Raises:
        CatalogError: a path is missing, has no known extension, or is a folder without RDF files.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(item for item in path.iterdir() if item.is_file() and format_of(item) is not None)
            if not inside:
                raise CatalogError(f"no RDF file in this folder; looked for {_extensions()}", file=str(path))
            found.extend(inside)
        elif not path.exists():
            raise CatalogError("there is no such file or folder", file=str(path))
        elif format_of(path) is None:
            raise CatalogError(
                f"the extension {path.suffix or '(none)'} names no RDF syntax; expected one of {_extensions()}",
                file=str(path),
            )
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def _extensions() -> str:
    return ", ".join(f".{extension}" for extension in FORMATS) + " (or any of them with .gz)"


def read_bytes(path: Path) -> bytes:
    """Return the content of ``path``, unpacked where its name ends in ``.gz``.

    Raises:
        CatalogError: it cannot be read or unpacked.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CatalogError(f"cannot be read: {error.strerror or error}", file=str(path)) from error
    if path.suffix.lower() != ".gz":
        return content
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error) as error:
        raise CatalogError(f"is no intact gzip file: {error}", file=str(path)) from error


def read_file(path: Path) -> tuple[Quad, ...]:
    """Return the quads of one file; blank nodes get labels of their own, so that files cannot mix theirs.

    Raises:
        CatalogError: with line and column where the syntax breaks, or with what RDF 1.1 does not have.
    """
    return tuple(_parsed(path, _syntax(path)))


def quads_of(path: Path) -> Iterable[Quad]:
    """Return the quads of one file, as :func:`read_file`, to be gone through any number of times.

    N-Triples and N-Quads, in which large data come, are read again each time and never held in memory. The other
    syntaxes have blank nodes without a label, which would be others each time: what they say is kept.

    Raises:
        CatalogError: as :func:`read_file`; for the two line by line, only when the quads are gone through.
    """
    syntax = _syntax(path)
    return _Lines(path, syntax) if syntax in _LINED else tuple(_parsed(path, syntax))


_LINED = (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS)


class _Lines(Iterable[Quad]):
    """The quads of a file of N-Triples or N-Quads. A blank node has the same label each time, and no other file's."""

    def __init__(self, path: Path, syntax: RdfFormat) -> None:
        self._path = path
        self._syntax = syntax
        self._mark = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:8]

    def __iter__(self) -> Iterator[Quad]:
        for quad in _parsed(self._path, self._syntax, rename=False):
            if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
                yield Quad(self._own(quad.subject), quad.predicate, self._own(quad.object), quad.graph_name)
            else:
                yield quad

    def _own(self, term: Any) -> Any:
        return BlankNode(f"{self._mark}{term.value}") if isinstance(term, BlankNode) else term


def _syntax(path: Path) -> RdfFormat:
    syntax = format_of(path)
    if syntax is None:
        raise CatalogError(f"the extension names no RDF syntax; expected one of {_extensions()}", file=str(path))
    return syntax


def _parsed(path: Path, syntax: RdfFormat, *, rename: bool = True) -> Iterator[Quad]:
    content = read_bytes(path)
    _require_utf8(content, path, syntax)
    try:
        base = path.resolve().as_uri()
        for quad in parse(input=content, format=syntax, base_iri=base, rename_blank_nodes=rename):
            _refuse_rdf12(quad, path)
            yield quad
    except SyntaxError as error:
        column = None if error.offset is None else str(error.offset)
        message = _plainly(error.msg, syntax)
        raise CatalogError(message, file=str(path), row=error.lineno, column=column) from error
    except ValueError as error:
        raise CatalogError(f"is not {syntax.name}: {error}", file=str(path)) from error


def _require_utf8(content: bytes, path: Path, syntax: RdfFormat) -> None:
    """Refuse, in plain words, what the parser would stumble over at its first character."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise CatalogError(
            f"is in UTF-16; {syntax.name} is read in UTF-8 only: save it anew in that encoding", file=str(path)
        )
    # JSON-LD and RDF/XML may begin with one (RFC 8259, section 8.1; XML, appendix F).
    if content.startswith(codecs.BOM_UTF8) and syntax not in (RdfFormat.JSON_LD, RdfFormat.RDF_XML):
        raise CatalogError(
            f"begins with a byte order mark, which {syntax.name} does not allow; save it anew as UTF-8 without it",
            file=str(path),
            row=1,
            column="1",
        )


_PLACE = re.compile(r"^Parser error at line \d+ (between columns \d+ and( line \d+ column)? \d+|column \d+)[^:]*: ")


def _plainly(message: str, syntax: RdfFormat) -> str:
    """Return a parser's message without the place, which the error names itself, and with a next step."""
    if "LoadDocumentCallback" in message or "remote context" in message.lower():
        return (
            "takes its context from another document, and nothing is fetched while data are read; copy what that "
            'document says into the file: "@context": {"@vocab": "https://schema.org/"} instead of '
            '"@context": "https://schema.org"'
        )
    said = _PLACE.sub("", message)
    if "Invalid UTF-8" in said or "invalid utf-8" in said:
        return f"is not in UTF-8, as {syntax.name} has to be; save it anew in that encoding"
    return f"is not {syntax.name}: {said}"


def _refuse_rdf12(quad: Quad, path: Path) -> None:
    if isinstance(quad.object, Triple) or (isinstance(quad.object, Literal) and quad.object.direction is not None):
        raise CatalogError(
            f"{quad.object} is a term of RDF 1.2 (triple term or base direction), which SHACL is not defined on; "
            "say it with a node of its own, as mkg:Claim does",
            file=str(path),
        )
    assert isinstance(quad.subject, NamedNode | BlankNode)  # noqa: S101 - RDF 1.2 allows triple terms as objects only


def read_graph(paths: Iterable[Path | str]) -> SourceGraph:
    """Read files and folders of Turtle, TriG, N-Triples, N-Quads, JSON-LD or RDF/XML.

    Raises:
        CatalogError: names file, line and column of what cannot be read.
    """
    return SourceGraph(tuple((path, quads_of(path)) for path in rdf_files(Path(path) for path in paths)))
