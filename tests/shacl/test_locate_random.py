"""Random Turtle and TriG: every statement is found where it was put, and only what the parser reads is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from mkgrdf.shacl.locate import Locator, Sought
from mkgrdf.shacl.locate.blank_nodes import match_blank_nodes
from mkgrdf.shacl.locate.turtle_text import placed_in_turtle
from mkgrdf.shacl.sources import format_of, read_file
from tests.shacl.written_turtle import MARK, Text, written


def blank_nodes(quads: tuple[Quad, ...]) -> dict[str, BlankNode]:
    """Return the blank nodes by their marks."""
    return {
        quad.object.value: quad.subject
        for quad in quads
        if quad.predicate == MARK and isinstance(quad.object, Literal) and isinstance(quad.subject, BlankNode)
    }


def expected(text: Text, quads: tuple[Quad, ...]) -> dict[Sought, tuple[int, int]]:
    """Return each subject, predicate of it and statement with its first place."""
    marked = blank_nodes(quads)
    wanted: dict[Sought, tuple[int, int]] = {}
    for subject, predicate, value, (at_subject, at_predicate, at_object) in text.statements:
        node = subject if isinstance(subject, NamedNode) else marked[str(subject)]
        wanted.setdefault(Sought(node), at_subject)
        wanted.setdefault(Sought(node, predicate), at_predicate)
        if value is not None:
            wanted.setdefault(Sought(node, predicate, value), at_object)
    return wanted


@pytest.mark.parametrize("name", ["t.ttl", "t.trig"])
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 1_000_000))
def test_every_statement_is_found_where_it_stands(tmp_path: Path, name: str, seed: int) -> None:
    """Line and character of subject, predicate and object; the first place, where something is said more than once."""
    text, file = written(seed, graphs=name == "t.trig"), tmp_path / name
    file.write_bytes(str(text).encode())
    quads, syntax = read_file(file), format_of(file)
    assert syntax is not None
    ours = {(s.subject, s.predicate, s.object) for s in placed_in_turtle(str(text).encode(), syntax, file.as_uri())}
    theirs = {(quad.subject, quad.predicate, quad.object) for quad in quads}
    if any(isinstance(node, BlankNode) for statement in theirs for node in statement):
        assert match_blank_nodes(list(ours), list(theirs))  # type: ignore[arg-type] # RDF 1.1 only
    else:
        assert ours == theirs
    wanted = expected(text, quads)
    found = Locator([(file, quads)]).places(list(wanted))
    assert [origin and (origin.row, origin.character) for origin in found] == list(wanted.values())
    # And without blank nodes in the way, when all else is stepped over.
    named = {sought: place for sought, place in wanted.items() if isinstance(sought.subject, NamedNode)}
    found = Locator([(file, quads)]).places(list(named))
    assert [origin and (origin.row, origin.character) for origin in found] == list(named.values())
