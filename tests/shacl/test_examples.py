"""The engine on every example of tests/shapes: what the header promises is what it reports."""

from __future__ import annotations

import re
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse

from mkgrdf.shacl.gate import Gate
from mkgrdf.shacl.pyshacl_engine import validate
from mkgrdf.vocabulary import MKGSH, shorten

BASE = "https://example.org/shop/"


def test_the_engine_reports_what_the_examples_promise(repository: Path) -> None:
    """All example files at once, each below a base of its own: the shapes reported equal the shapes promised."""
    files = sorted((repository / "tests" / "shapes").glob("*/*.ttl"))
    promised: dict[str, set[str]] = {}
    quads: list[Quad] = []
    owners: dict[object, str] = {}
    for number, file in enumerate(files):
        text = file.read_text(encoding="utf-8")
        promised[f"case{number}"] = set(re.findall(r"mkgsh:[\w-]+", text.splitlines()[0]))
        text = text.replace(BASE, f"{BASE}case{number}/")
        for quad in parse(input=text, format=RdfFormat.TURTLE, rename_blank_nodes=True):
            quads.append(quad)
            if isinstance(quad.subject, BlankNode):
                owners[quad.subject] = f"case{number}"
    assert len(files) > 300
    gate = Gate()
    found: dict[str, set[str]] = {case: set() for case in promised}
    for violation in validate(quads, gate.shapes, gate.ontology).violations:
        focus = violation.focus
        assert violation.shape.startswith(MKGSH.iri)
        case = focus.value.removeprefix(BASE).split("/")[0] if isinstance(focus, NamedNode) else owners[focus]
        found[case].add(shorten(violation.shape))
    wrong = {files[int(case[4:])].name: found[case] ^ promised[case] for case in found if found[case] != promised[case]}
    assert wrong == {}
