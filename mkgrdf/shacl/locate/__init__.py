"""Where in a hand-written file a statement stands: file, line and character. Never a wrong place: else ``None``.

Turtle, TriG, N-Triples, N-Quads, JSON-LD and RDF/XML are followed by readers of our own that know where they are. Files
that do not mention a node are not opened again, and in those that do, only what is about it is taken apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store

from mkgrdf.records import Origin
from mkgrdf.shacl.locate.blank_nodes import match_blank_nodes
from mkgrdf.shacl.locate.json_ld import placed_in_json_ld
from mkgrdf.shacl.locate.lines import placed_in_lines
from mkgrdf.shacl.locate.placed import Placed, Unplaceable, line_and_character
from mkgrdf.shacl.locate.rdf_xml import placed_in_rdf_xml
from mkgrdf.shacl.locate.turtle_text import placed_in_turtle
from mkgrdf.shacl.sources import format_of, read_bytes
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import XSD

__all__ = ["Locator", "Sought"]

_LINED = (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS)
_TURTLES = (RdfFormat.TURTLE, RdfFormat.TRIG, *_LINED)
_WHOLE = 20_000_000
"""A larger file (in bytes) is not followed from end to end, which takes ten seconds already; blank nodes need that."""

_Key = tuple[Node | None, NamedNode | None, Node | None]


@dataclass(frozen=True, slots=True)
class Sought:
    """What to look for: a statement, as far as it is known. ``None`` stands for any term."""

    subject: NamedNode | BlankNode | None
    predicate: NamedNode | None = None
    value: Node | None = None

    @property
    def keys(self) -> tuple[_Key, ...]:
        """What will do, best first: the whole statement, what it says it with, what it is about."""
        subject, predicate = self.subject, self.predicate
        value = None if self.value is None else _as_stored(self.value)
        wider: list[_Key] = [(subject, predicate, value)]
        if subject is not None:
            wider += [(subject, predicate, None), (subject, None, None)]
        return tuple(dict.fromkeys(wider))


class Locator:
    """Finds statements in files that have been read: each file with its quads, as ``SourceGraph.files`` has them."""

    def __init__(self, files: Iterable[tuple[Path, Iterable[Quad]]]) -> None:
        self._files = tuple(files)

    def places(self, sought: Collection[Sought]) -> list[Origin | None]:
        """Return the place of each, in order: where its value stands, else its predicate, else its subject.

        ``None`` where no file has the subject as a subject, or where it cannot be told. All are looked for in one pass
        over each file concerned.
        """
        keys = [one.keys for one in sought]
        wanted = {key for several in keys for key in several}
        best = {several[0] for several in keys}
        found: dict[_Key, tuple[Path, int]] = {}
        places: dict[tuple[Path, int], Origin] = {}
        for path, quads in self._files if wanted else ():
            content, offsets = _search(path, quads, wanted, best)
            for offset, (line, character) in line_and_character(content, offsets.values()).items():
                places[path, offset] = Origin(str(path), line, character=character)
            for key, offset in offsets.items():
                found.setdefault(key, (path, offset))
        return [next((places[found[key]] for key in several if key in found), None) for several in keys]


def _search(path: Path, quads: Iterable[Quad], wanted: set[_Key], best: set[_Key]) -> tuple[bytes, dict[_Key, int]]:
    """Return a file's content, and the byte offsets of what it has of ``wanted``."""
    subjects = {key[0] for key in wanted}
    lined = format_of(path) in _LINED and all(isinstance(node, NamedNode) for node in subjects)
    # What is stepped over quickly need not be looked through beforehand.
    here: set[object] = {*subjects} if lined else {quad.subject for quad in quads if quad.subject in subjects}
    missing = {key for key in best if key[0] is None or key[0] in here}
    if not missing:
        return b"", {}
    named = {node for node in here if isinstance(node, NamedNode)}
    whole = None in subjects or any(isinstance(node, BlankNode) for key in missing for node in key)
    content = read_bytes(path)
    offsets: dict[_Key, int] = {}
    try:
        for statement in _statements(path, content, quads, named, whole=whole):
            for key, at in _keys_of(statement):
                if key in wanted and key not in offsets:
                    offsets[key] = at
                    missing.discard(key)
            if not missing:
                break
    except Unplaceable:
        pass  # what was found before is right
    return content, offsets


def _keys_of(statement: Placed) -> Iterator[tuple[_Key, int]]:
    subject, predicate, value = statement.subject, statement.predicate, _as_stored(statement.object)
    yield (subject, predicate, value), statement.at_object
    yield (subject, None, value), statement.at_object
    yield (None, predicate, value), statement.at_object
    yield (None, None, value), statement.at_object
    yield (subject, predicate, None), statement.at_predicate
    yield (subject, None, None), statement.at_subject


def _statements(
    path: Path, content: bytes, quads: Iterable[Quad], named: Collection[NamedNode], *, whole: bool
) -> Iterable[Placed]:
    """Return what a file says of the IRIs ``named``; all that it says if ``whole``, and if it is not too large."""
    syntax, base = format_of(path), path.resolve().as_uri()
    small = len(content) <= _WHOLE
    if syntax in _TURTLES and not (whole and small):
        return placed_in_lines(content, named) if syntax in _LINED else placed_in_turtle(content, syntax, base, named)
    if syntax is None or not small:
        return ()
    if syntax in _TURTLES:
        statements = placed_in_turtle(content, syntax, base)
    elif syntax is RdfFormat.JSON_LD:
        statements = placed_in_json_ld(content, base)
    else:
        statements = placed_in_rdf_xml(content, base)
    return _renamed(list(statements), quads)


def _renamed(statements: Sequence[Placed], quads: Iterable[Quad]) -> Iterator[Placed]:
    """Yield the statements that ``quads`` make too, with the names that those have for the blank nodes."""
    said = dict.fromkeys((quad.subject, quad.predicate, quad.object) for quad in quads)
    names = match_blank_nodes(
        [(one.subject, one.predicate, one.object) for one in statements],
        list(said),  # type: ignore[arg-type] # RDF 1.1 only
    )
    for one in statements:
        subject = names.get(one.subject) if isinstance(one.subject, BlankNode) else one.subject
        value = names.get(one.object) if isinstance(one.object, BlankNode) else one.object
        if subject is not None and value is not None and (subject, one.predicate, value) in said:
            yield Placed(subject, one.predicate, value, one.at_subject, one.at_predicate, one.at_object)


def _as_stored(term: Node) -> Node:
    """Return ``term`` as Oxigraph's store spells it, which is how results spell it: ``9.9`` for ``9.90``."""
    if isinstance(term, Literal) and (term.datatype != XSD.string):
        return _literal_as_stored(term)
    return term


@lru_cache(maxsize=10_000)
def _literal_as_stored(literal: Literal) -> Literal:
    store = Store()
    store.add(Quad(XSD.string, XSD.string, literal))
    value = next(islice(store, 1)).object
    assert isinstance(value, Literal)  # noqa: S101 - what went in comes out
    return value
