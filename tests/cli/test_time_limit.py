"""A validation that would take for ever ends when its time is over, and says what it was doing."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ex: <https://example.org/> .
ex:Endless a sh:NodeShape ; sh:targetClass ex:Thing ; sh:sparql [ sh:select '''
    SELECT $this WHERE {
        ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o
        FILTER (STRLEN(CONCAT(STR(?a), STR(?d), STR(?g), STR(?j), STR(?m))) = 1)
    }''' ] .
"""
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
DATA = "".join(f"<https://example.org/{number}> {TYPE} <https://example.org/Thing> .\n" for number in range(2000))


def test_an_endless_query_is_given_up(tmp_path: Path) -> None:
    """Exit code 6, the shape by name, nothing on standard output, no report written."""
    (tmp_path / "shapes.ttl").write_text(SHAPES, encoding="utf-8")
    (tmp_path / "data.nt").write_text(DATA, encoding="utf-8")
    began = time.monotonic()
    options = ["--shapes", "shapes.ttl", "--time-limit", "3", "--format", "json=report.json"]
    done = subprocess.run(
        [Path(sys.executable).with_name("mkgrdf"), "validate", "data.nt", *options],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 6, done.stderr
    assert "not done after 3 seconds; being checked: https://example.org/Endless" in done.stderr
    assert done.stdout == ""
    assert not (tmp_path / "report.json").exists()
    assert time.monotonic() - began < 50
