"""What a validation found, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pyoxigraph import BlankNode, Literal, NamedNode

from mkgrdf.records import Label, Origin

__all__ = ["Report", "Severity", "Violation"]


class Severity(StrEnum):
    """SHACL's severities; only ``VIOLATION`` keeps a candidate out."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"


@dataclass(frozen=True, slots=True)
class Violation:
    """One validation result.

    ``shape`` is the IRI of the (property) shape or, for the gate's own rules, ``mkgsh:Gate-untargeted`` or
    ``mkgsh:Gate-undeclared``; ``path`` is a prefixed name or property path in SPARQL syntax; ``origin`` is where
    the value came from, as far as that is known.
    """

    focus: NamedNode | BlankNode | Literal
    shape: str
    component: str
    severity: Severity
    message: Label
    path: str | None = None
    value: NamedNode | BlankNode | Literal | None = None
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """All results of one validation. ``targeted`` counts the focus nodes that some shape looked at."""

    violations: tuple[Violation, ...]
    targeted: int

    @property
    def conforms(self) -> bool:
        """Tell whether nothing of severity ``Violation`` was found."""
        return not any(violation.severity is Severity.VIOLATION for violation in self.violations)

    def summary(self) -> str:
        """Return one line, e.g. ``3 violations, 1 warning in 120 focus nodes``."""
        counts = {severity: 0 for severity in Severity}
        for violation in self.violations:
            counts[violation.severity] += 1
        parts = [f"{counts[Severity.VIOLATION]} violations", f"{counts[Severity.WARNING]} warnings"]
        if counts[Severity.INFO]:
            parts.append(f"{counts[Severity.INFO]} infos")
        return f"{', '.join(parts)} in {self.targeted} focus nodes"
