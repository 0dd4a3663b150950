"""Recognises a finding in the next run: a key that says which finding it is, and not where it stands.

The key is made of shape, component, constraint, path, focus node and value. Line numbers, messages and severities
change while the finding stays the same, so they are no part of it. A blank node has another label in each run; it
counts by the file that it stands in, so several may share a key and are told apart by their number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pyoxigraph import BlankNode, Literal, NamedNode

from mkgrdf.iris import content_key
from mkgrdf.shacl.report import Violation

__all__ = ["fingerprint", "numbered"]


def fingerprint(violation: Violation) -> str:
    """Return 20 hex digits that are the same in each run over the same fault."""
    file = "" if violation.origin is None else violation.origin.file
    parts = (
        _named(violation.shape),
        _named(violation.component),
        _named(violation.constraint or ""),
        violation.path or "",
        _term(violation.focus, file),
        "" if violation.value is None else _term(violation.value, file),
    )
    return content_key(*parts)


def numbered(violations: Iterable[Violation]) -> list[tuple[str, int]]:
    """Return the fingerprint of each violation and its number, from 1, among those that have the same one."""
    seen: Counter[str] = Counter()
    found = []
    for violation in violations:
        key = fingerprint(violation)
        seen[key] += 1
        found.append((key, seen[key]))
    return found


def _named(iri: str) -> str:
    return "_:" if iri.startswith("_:") else iri


def _term(term: NamedNode | BlankNode | Literal, file: str) -> str:
    return f"_:{file}" if isinstance(term, BlankNode) else str(term)
