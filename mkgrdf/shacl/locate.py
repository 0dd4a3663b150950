"""Where in a hand-written file a statement stands. Never a wrong line presented as a sure one: else ``None``.

N-Triples and N-Quads hold a statement a line, so each line is parsed and compared. In Turtle, TriG and JSON-LD the text
is scanned for the subject as the file spells it (whole IRI, prefixed name or a name below its base), and from there, up
to the end of what is said about the subject, for the predicate and the value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from mkgrdf.records import Origin
from mkgrdf.shacl.sources import format_of, read_bytes
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import RDF, XSD

__all__ = ["Locator"]

_PREFIX = re.compile(r"(?:@prefix|PREFIX)\s+([\w.-]*):\s*<([^<>\s]*)>", re.IGNORECASE)
_LINED = (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS)
_SCANNED = (RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.JSON_LD)
# A token that is not cut out of the middle of a longer name.
_BEFORE, _AFTER = r"(?<![\w:/#.\-])", r"(?![\w:/#\-]|\.\w)"
# What may hide text that looks like a statement: comments and strings. IRIs first, as they may contain '#'.
_OPAQUE = re.compile(
    r'<[^<>\s]*>|"""(?:[^\\]|\\.)*?"""|\'\'\'(?:[^\\]|\\.)*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|#[^\n]*',
    re.DOTALL,
)


class Locator:
    """Finds statements in files; reads each file once, when first asked."""

    def __init__(self, files: Iterable[Path | str]) -> None:
        self._files = [Path(file) for file in files]
        self._texts: dict[Path, _Text] = {}

    def find(self, subject: Node, predicate: NamedNode | None = None, value: Node | None = None) -> Origin | None:
        """Return file and line of the most telling part that can be found: value, else predicate, else subject.

        ``None`` where no file mentions the subject as a subject, or where it cannot be told (a blank node, say).
        """
        for file in self._files:
            if file not in self._texts:
                self._texts[file] = _Text(file)
            line = self._texts[file].line(subject, predicate, value)
            if line is not None:
                return Origin(str(file), line)
        return None


class _Text:
    """One file, for looking things up in."""

    def __init__(self, file: Path) -> None:
        self._syntax = format_of(file)
        text = "" if self._syntax not in (*_LINED, *_SCANNED) else read_bytes(file).decode("utf-8", "replace")
        self._text = text
        self._lines = text.split("\n") if self._syntax in _LINED else []
        self._prefixes = dict(_PREFIX.findall(text)) if self._syntax in _SCANNED else {}
        # Positions stay the same: what is opaque is overwritten, not cut out.
        self._bare = _OPAQUE.sub(_blank, text) if self._syntax in (RdfFormat.TURTLE, RdfFormat.TRIG) else text
        self._base = file.resolve().as_uri() if text else ""

    def line(self, subject: Node, predicate: NamedNode | None, value: Node | None) -> int | None:
        if not isinstance(subject, NamedNode):
            return None
        if self._syntax in _LINED:
            return self._exact(subject, predicate, value)
        blocks = list(self._blocks(subject))
        for wanted in ((predicate, value), (predicate, None)):
            if wanted[0] is None:
                continue
            hits = [hit for start, end in blocks for hit in self._within(start, end, wanted[0], wanted[1])]
            if hits:
                return self._number(hits[0])
        return self._number(blocks[0][0]) if blocks else None

    def _exact(self, subject: NamedNode, predicate: NamedNode | None, value: Node | None) -> int | None:
        best: tuple[int, int] | None = None
        for number, line in enumerate(self._lines, 1):
            if subject.value not in line and "\\" not in line:
                continue
            for quad in parse(input=line, format=RdfFormat.N_QUADS, lenient=True):
                if quad.subject != subject:
                    continue
                found = 1
                if predicate is not None and quad.predicate == predicate:
                    found = 3 if value is not None and _same(quad.object, value) else 2
                if best is None or found > best[0]:
                    best = (found, number)
        return None if best is None else best[1]

    def _blocks(self, subject: NamedNode) -> Iterator[tuple[int, int]]:
        """Yield start and end of each stretch of text about ``subject``."""
        for match in self._spelt(subject, 0, len(self._text)):
            if self._syntax is RdfFormat.JSON_LD:
                yield match, len(self._text)
                continue
            before = self._bare[:match].rstrip()
            # A subject opens a statement: after a full stop, a directive, a bracket of TriG or a graph's name.
            if before and before[-1] not in ".{}>" and not before[-1].isspace():
                continue
            if before.endswith(">") and not re.search(r"(?:PREFIX\s+[\w.-]*:|BASE)\s*\S*>$", before, re.IGNORECASE):
                continue
            yield match, self._end(match)

    def _end(self, start: int) -> int:
        stop = re.compile(r"\.(?=\s|$)|\}").search(self._bare, start)
        return stop.start() if stop else len(self._bare)

    def _within(self, start: int, end: int, predicate: NamedNode, value: Node | None) -> Iterator[int]:
        for at in self._spelt(predicate, start, end):
            if at == start:
                continue
            if value is None:
                yield at
                continue
            stop = re.compile(r";").search(self._bare, at, end)
            last = stop.start() if stop and self._syntax is not RdfFormat.JSON_LD else end
            yield from self._values(value, at + 1, last)

    def _values(self, value: Node, start: int, end: int) -> Iterator[int]:
        if isinstance(value, NamedNode):
            yield from self._spelt(value, start, end)
        elif isinstance(value, Literal):
            quoted = value.value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
            spellings = [f'"{quoted}"', f"'{value.value}'", f'"{value.value}"']
            if value.datatype in (XSD.integer, XSD.decimal, XSD.double, XSD.boolean):
                pattern = re.compile(_BEFORE + re.escape(value.value) + r"0*" + r"(?![\w])")
                yield from (match.start() for match in pattern.finditer(self._text, start, end))
            for spelling in spellings:
                at = self._text.find(spelling, start, end)
                if at >= 0:
                    yield at

    def _spelt(self, iri: NamedNode, start: int, end: int) -> Iterator[int]:
        """Yield where ``iri`` stands between ``start`` and ``end``, in any of its spellings, in order."""
        found: set[int] = set()
        for spelling in self._spellings(iri):
            if spelling.startswith(("<", '"')):
                at = self._text.find(spelling, start, end)
                while at >= 0:
                    found.add(at)
                    at = self._text.find(spelling, at + 1, end)
            else:
                pattern = re.compile(_BEFORE + re.escape(spelling) + _AFTER)
                found.update(match.start() for match in pattern.finditer(self._bare, start, end))
        yield from sorted(found)

    def _spellings(self, iri: NamedNode) -> list[str]:
        if self._syntax is RdfFormat.JSON_LD:
            ends = [iri.value[cut:] for cut in (iri.value.rfind("/") + 1, iri.value.rfind("#") + 1) if cut]
            return [f'"{iri.value}"', *(f'"{end}"' for end in ends if end)]
        spellings = [f"<{iri.value}>"]
        for prefix, namespace in self._prefixes.items():
            if namespace and iri.value.startswith(namespace):
                spellings.append(f"{prefix}:{iri.value.removeprefix(namespace)}")
        if self._base and iri.value.startswith(self._base):
            spellings.append(f"<{iri.value.removeprefix(self._base)}>")
        if iri == RDF.type:
            spellings.append("a")
        return spellings

    def _number(self, position: int) -> int:
        return self._text.count("\n", 0, position) + 1


def _blank(match: re.Match[str]) -> str:
    text = match.group()
    if text.startswith("<"):
        return text
    return "".join(character if character == "\n" else " " for character in text)


def _same(one: object, other: Node) -> bool:
    """Tell whether two terms are the same, or the same number in two spellings."""
    if one == other:
        return True
    if isinstance(one, Literal) and isinstance(other, Literal) and one.datatype == other.datatype:
        try:
            return float(one.value) == float(other.value)
        except ValueError:
            return False
    return False
