"""Reports as values that ``json`` can write."""

from __future__ import annotations

from typing import Any

from mkgrdf.records import Origin
from mkgrdf.shacl.findings.fingerprint import fingerprint
from mkgrdf.shacl.report import Report, Violation
from mkgrdf.shacl.writers.remarks import Remarks, shown
from mkgrdf.shacl.writers.words import term_text
from mkgrdf.vocabulary import shorten

__all__ = ["as_json", "origin_json", "violation_json"]


def as_json(report: Report, remarks: Remarks | None = None) -> dict[str, Any]:
    """Return the report as values; terms as in Turtle, messages by language.

    ``conforms`` tells whether there is no violation at all, ``passes`` whether no listed result fails the run;
    ``known``, ``gone`` and ``untouched`` count what a baseline or ``--changed-since`` left out, ``cut`` what
    ``--max-results`` did; ``vacuous`` names the shapes that looked at nothing.
    """
    remarks = remarks or Remarks()
    results = shown(report, remarks)
    return {
        "conforms": report.conforms and not remarks.hides_violations,
        "passes": not any(map(remarks.fails, report.violations)),
        "targeted": report.targeted,
        "vacuous": [shorten(shape) for shape in report.vacuous],
        "known": remarks.known,
        "gone": remarks.gone,
        "untouched": remarks.untouched,
        "cut": len(report.violations) - len(results),
        "results": [violation_json(violation) for violation in results],
    }


def violation_json(violation: Violation) -> dict[str, Any]:
    """Return one result as values."""
    claimed = violation.claimed
    return {
        "severity": violation.severity.value,
        "shape": shorten(violation.shape),
        "constraint": None if violation.constraint is None else shorten(violation.constraint),
        "component": shorten(violation.component),
        "path": violation.path,
        "node": term_text(violation.focus),
        "value": None if violation.value is None else term_text(violation.value),
        "message": dict(violation.message),
        "origin": origin_json(violation.origin),
        "claimed": None
        if claimed is None
        else {
            "extractor": claimed.extractor,
            "model": claimed.model,
            "sentence": claimed.sentence,
            "confidence": None if claimed.confidence is None else str(claimed.confidence),
        },
        "repair": dict(violation.repair),
        "fingerprint": fingerprint(violation),
    }


def origin_json(origin: Origin | None) -> dict[str, Any] | None:
    """Return an origin as values."""
    if origin is None:
        return None
    return {"file": origin.file, "row": origin.row, "column": origin.column, "character": origin.character}
