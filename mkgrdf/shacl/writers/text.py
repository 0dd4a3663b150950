"""Reports as text for people."""

from __future__ import annotations

from collections.abc import Iterator

from mkgrdf.records import text_in
from mkgrdf.shacl.report import Report, Violation
from mkgrdf.shacl.writers.remarks import Remarks, shown
from mkgrdf.shacl.writers.words import (
    LABELS,
    SEVERITIES,
    clipped,
    component_words,
    message_in,
    name_of,
    one_line,
    said_by,
    term_text,
)

__all__ = ["as_text", "facts_of", "rows_of"]

_LONGEST = 500
"""Characters of a value; a whole product description would bury the rest."""


def as_text(report: Report, language: str = "en", remarks: Remarks | None = None) -> str:
    """Return a summary and, for each result, gravest first, what is wrong with what, where, and what would mend it.

    Each fact is one line, whatever characters the data hold. Results that look alike differ in the line ``check``.
    """
    remarks = remarks or Remarks()
    severities = SEVERITIES.get(language, SEVERITIES["en"])
    lines = remarks.lines(report, language)
    if report.vacuous:
        lines.append(_vacuous(len(report.vacuous), language))
    for violation in shown(report, remarks):
        lines.append("")
        lines.append(f"{severities[violation.severity]}: {one_line(message_in(violation, language))}")
        lines.extend(f"  {label}: {said}" for label, said in rows_of(violation, language))
    return "\n".join(lines) + "\n"


def rows_of(violation: Violation, language: str) -> Iterator[tuple[str, str]]:
    """Yield what is known of a result besides its message, each with its label, on one line."""
    labels = LABELS.get(language, LABELS["en"])
    for key, said in facts_of(violation, language).items():
        yield labels[key], clipped(one_line(said), _LONGEST)


def facts_of(violation: Violation, language: str) -> dict[str, str]:
    """Return what is known of a result besides its message, by the keys of :data:`LABELS`."""
    facts = {
        "shape": name_of(violation.shape),
        "check": component_words(violation.component, language),
        "constraint": None if violation.constraint is None else name_of(violation.constraint),
        "path": violation.path,
        "node": term_text(violation.focus),
        "value": None if violation.value is None else term_text(violation.value),
        "where": None if violation.origin is None else str(violation.origin),
        "claimed": said_by(violation),
        "sentence": None if violation.claimed is None else violation.claimed.sentence,
        "repair": text_in(violation.repair, language, "en") if violation.repair else None,
    }
    return {key: said for key, said in facts.items() if said is not None}


def _vacuous(number: int, language: str) -> str:
    if language == "zh":
        return f"{number} 个形状没有可检查的节点（JSON 报告列出其名称）"
    noun = "shape" if number == 1 else "shapes"
    return f"{number} {noun} found no node to look at (the JSON report names them)"
