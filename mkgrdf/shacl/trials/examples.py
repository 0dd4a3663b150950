"""Example files for shapes: each says at its top which shapes must object to it, or that none may.

::

    #+ violates: mkgsh:Offer-price mkgsh:Offer-priceCurrency

    @prefix ex: <https://example.org/shop/> .
    …

The header is the run of comments that the file begins with; in it, a line that starts with ``#+`` is one statement:

- ``violates:`` names shapes, with a prefix that the file declares or mkgrdf knows, or as ``<IRI>``. It may be repeated.
- ``conforms: true`` (or ``conforms`` alone) says that nothing objects.

What is found has to be exactly what is promised, warnings included. The gate's own rules do not count: an example may
have nodes beside the one that it is about. A shape without an IRI goes by the name of the one that it is part of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import RdfFormat, Triple, parse

from mkgrdf.errors import CatalogError
from mkgrdf.shacl.engines import membership
from mkgrdf.shacl.report import Report
from mkgrdf.shacl.shapes import Shapes
from mkgrdf.shacl.sources import format_of, read_bytes, read_file
from mkgrdf.vocabulary import PREFIXES

__all__ = ["Example", "Outcome", "Stage", "Validate", "example_files", "read_example", "try_examples"]

_COMMENTED = (RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.N_TRIPLES, RdfFormat.N_QUADS)
_NAME = re.compile(r"<([^<>\s]+)>|([\w.-]*):([^\s,<>]+)")
_EXPECTED = (
    "expected '#+ violates: <name of a shape> …' or '#+ conforms: true' in the comments that the file begins with"
)

Validate = Callable[[Iterable[Triple], Shapes, Iterable[Triple]], Report]
"""An engine: data, shapes, what the shapes may look at besides -> report."""


@dataclass(frozen=True, slots=True)
class Example:
    """One example. ``violates`` holds the IRIs of the shapes that must object; none if it has to conform."""

    path: Path
    violates: tuple[str, ...]
    triples: tuple[Triple, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the shapes said of an example. ``unknown`` are names in its header that no shape has."""

    example: Example
    report: Report
    unknown: tuple[str, ...]

    @property
    def found(self) -> frozenset[str]:
        """The names of the shapes that objected."""
        return frozenset(violation.shape for violation in self.report.violations)

    @property
    def missing(self) -> tuple[str, ...]:
        """The shapes that should have objected and did not."""
        return tuple(sorted(set(self.example.violates) - self.found))

    @property
    def surplus(self) -> tuple[str, ...]:
        """The shapes that objected and should not have."""
        return tuple(sorted(self.found - set(self.example.violates)))

    @property
    def passed(self) -> bool:
        """Tell whether what was found is what was promised, and anything was looked at: else it would prove nothing."""
        return not self.missing and not self.surplus and self.report.targeted > 0


def example_files(paths: Iterable[Path]) -> list[Path]:
    """Return ``paths`` with each folder replaced by the RDF files in it and in the folders below, sorted.

    Raises:
        CatalogError: a path is missing, or a folder has no RDF file.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(item for item in path.rglob("*") if item.is_file() and format_of(item) is not None)
            if not inside:
                raise CatalogError("no example in this folder; looked for RDF files such as *.ttl", file=str(path))
            found.extend(inside)
        elif path.exists():
            found.append(path)
        else:
            raise CatalogError("there is no such file or folder", file=str(path))
    return list(dict.fromkeys(found))


def read_example(path: Path) -> Example:
    """Read one example.

    Raises:
        CatalogError: it cannot be read, or its header is missing or ill-formed.
    """
    syntax = format_of(path)
    if syntax is not None and syntax not in _COMMENTED:
        raise CatalogError(
            f"is {syntax.name}, which has no comments, and an example's header is a comment; write it as Turtle, "
            "TriG, N-Triples or N-Quads",
            file=str(path),
        )
    triples = tuple(dict.fromkeys(quad.triple for quad in read_file(path)))
    return Example(path, _promised(path), triples)


def _promised(path: Path) -> tuple[str, ...]:
    content = read_bytes(path)
    prefixes: dict[str, str] | None = None
    names: list[str] = []
    conforms = False
    for row, line in _header(content.decode("utf-8", "replace")):
        key, _, value = (part.strip() for part in line.partition(":"))
        if key == "conforms" and value in ("", "true"):
            conforms = True
        elif key == "violates" and value:
            if prefixes is None:
                prefixes = {**PREFIXES, **_prefixes(path, content)}
            names.extend(_resolved(name, prefixes, path, row) for name in re.split(r"[\s,]+", value))
        else:
            raise CatalogError(f"the header line {line!r} says nothing; {_EXPECTED}", file=str(path), row=row)
    if conforms == bool(names):
        fault = "says both that it conforms and what it violates" if conforms else "says nothing of what it shows"
        raise CatalogError(f"{fault}; {_EXPECTED}", file=str(path))
    return tuple(dict.fromkeys(names))


def _header(text: str) -> Iterator[tuple[int, str]]:
    for row, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            return
        if line.startswith("#+"):
            yield row, line[2:].strip()


def _prefixes(path: Path, content: bytes) -> dict[str, str]:
    syntax = format_of(path)
    assert syntax is not None  # noqa: S101 - the file has been read before
    reader = parse(input=content, format=syntax, base_iri=path.resolve().as_uri())
    for _ in reader:  # to the end, where all prefixes are known
        pass
    return dict(reader.prefixes)


def _resolved(name: str, prefixes: dict[str, str], path: Path, row: int) -> str:
    match = _NAME.fullmatch(name)
    if match is None:
        raise CatalogError(f"{name!r} is no name of a shape; {_EXPECTED}", file=str(path), row=row)
    iri, prefix, local = match.groups()
    if iri is not None:
        return str(iri)
    if prefix not in prefixes:
        raise CatalogError(
            f"the prefix of {name} is not known; declare it in this file, or write the whole IRI in < >",
            file=str(path),
            row=row,
        )
    return f"{prefixes[prefix]}{local}"


def try_examples(
    examples: Iterable[Example], shapes: Shapes, validate: Validate, background: Iterable[Triple] = ()
) -> Iterator[Outcome]:
    """Check each example by itself and yield what came out.

    Args:
        examples: what to check.
        shapes: the shapes that they are examples of.
        validate: the engine.
        background: triples that the shapes may look at besides, such as the classes above an example's. What an
            example repeats of them is set aside, as ``mkgrdf validate`` does.

    Raises:
        ShapesError: the shapes cannot be evaluated.
    """
    stage = Stage(background)
    known = set(shapes.named())
    for example in examples:
        report = validate(stage.data(example), shapes, stage.membership)
        unknown = tuple(name for name in example.violates if name not in known)
        yield Outcome(example, report, unknown)


class Stage:
    """What examples are set against.

    Attributes:
        membership: what shapes may look at of the background: which classes lie below which, and what individuals are.
    """

    __slots__ = ("_background", "membership")

    def __init__(self, background: Iterable[Triple]) -> None:
        self._background = frozenset(background)
        self.membership = membership(self._background)

    def data(self, example: Example) -> list[Triple]:
        """Return what an example says and the background does not."""
        return [triple for triple in example.triples if triple not in self._background]
