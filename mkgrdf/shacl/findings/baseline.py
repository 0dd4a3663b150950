"""Baselines: the findings that are known already, in a file that people can read and git can compare.

One line is one finding, sorted, so that a finding that comes or goes is one line of a diff::

    {"mkgrdf-baseline": 1, "findings": [
    {"fingerprint": "0a…", "severity": "Violation", "shape": "mkgsh:Product-sku", "node": "<https://…/bag>", …},
    …
    ]}

Only ``fingerprint`` and ``severity`` count (a warning that has become a violation is new); the rest is for people.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkgrdf.errors import SettingsError
from mkgrdf.shacl.findings.fingerprint import fingerprint
from mkgrdf.shacl.report import Severity, Violation
from mkgrdf.shacl.terms import Node
from mkgrdf.shacl.writers.words import term_text
from mkgrdf.vocabulary import shorten

__all__ = ["Baseline", "Compared", "baseline_text", "read_baseline"]

_VERSION = 1
_MARK = "mkgrdf-baseline"
_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Compared:
    """Findings held against a baseline: those that are ``new``, how many are ``known``, how many are ``gone``."""

    new: tuple[Violation, ...]
    known: int
    gone: int


@dataclass(frozen=True, slots=True)
class Baseline:
    """Known findings; ``counts`` says how often each key (fingerprint, severity) is known."""

    counts: tuple[tuple[_Key, int], ...]

    def compare(self, violations: Iterable[Violation]) -> Compared:
        """Tell new findings from known ones. Of findings that share a key, as many are known as the baseline has."""
        left = Counter(dict(self.counts))
        new, known = [], 0
        for violation in violations:
            key = (fingerprint(violation), violation.severity.value)
            if left[key] > 0:
                left[key] -= 1
                known += 1
            else:
                new.append(violation)
        return Compared(tuple(new), known, left.total())


def read_baseline(path: Path) -> Baseline:
    """Read a baseline from a file.

    Raises:
        SettingsError: there is no such file, or it is no baseline; says where it goes wrong.
    """
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _wrong(path, f"none that can be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise _wrong(path, "not UTF-8") from error
    except json.JSONDecodeError as error:
        raise _wrong(path, f"no JSON, line {error.lineno}: {error.msg}") from error
    except RecursionError as error:
        raise _wrong(path, "JSON that nests too deep") from error
    if not isinstance(said, dict) or _MARK not in said:
        raise _wrong(path, f"JSON without {_MARK!r}")
    if said[_MARK] != _VERSION:
        raise _wrong(path, f"a baseline of version {said[_MARK]!r}, where this mkgrdf knows {_VERSION}")
    findings = said.get("findings")
    if not isinstance(findings, list):
        raise _wrong(path, "a baseline without a list of findings")
    counts: Counter[_Key] = Counter()
    for number, finding in enumerate(findings, 1):
        counts[_key(finding, number, path)] += 1
    return Baseline(tuple(counts.items()))


def _key(finding: Any, number: int, path: Path) -> _Key:
    if not isinstance(finding, dict):
        raise _wrong(path, f"one whose finding {number} is no object")
    key, severity = finding.get("fingerprint"), finding.get("severity")
    if not isinstance(key, str):
        raise _wrong(path, f"one whose finding {number} has no fingerprint")
    if severity not in [known.value for known in Severity]:
        raise _wrong(path, f"one whose finding {number} has the severity {severity!r}")
    return key, severity


def _wrong(path: Path, found: object) -> SettingsError:
    return SettingsError("--baseline", str(path), f"a file that --write-baseline wrote, and this is {found}")


def baseline_text(violations: Iterable[Violation]) -> str:
    """Return a baseline of ``violations``; the bytes follow from the findings alone."""
    lines = sorted(
        (_entry(violation) for violation in violations),
        key=lambda entry: (entry["shape"], entry["node"], entry["path"], entry["value"], *map(str, entry.values())),
    )
    body = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in lines)
    return f'{{"{_MARK}": {_VERSION}, "findings": [\n{body}{chr(10) if body else ""}]}}\n'


def _entry(violation: Violation) -> dict[str, str]:
    return {
        "fingerprint": fingerprint(violation),
        "severity": violation.severity.value,
        "shape": shorten(violation.shape) if not violation.shape.startswith("_:") else "",
        "component": shorten(violation.component) if not violation.component.startswith("_:") else "",
        "path": violation.path or "",
        "node": _shown(violation.focus),
        "value": "" if violation.value is None else _shown(violation.value),
    }


def _shown(node: Node) -> str:
    """Return a term as people read it; a blank node without the label, which is another one in each run."""
    text = term_text(node)
    return "[]" if text.startswith("_:") else text
