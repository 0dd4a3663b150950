"""What a validation found, as values."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pyoxigraph import BlankNode, Literal, NamedNode

from mkgrdf.records import Label, Origin, counted, text_in
from mkgrdf.vocabulary import SH, shorten

__all__ = ["Claimed", "Report", "Severity", "Violation", "severity_of"]


class Severity(StrEnum):
    """SHACL's severities, gravest first; only ``VIOLATION`` keeps a candidate out."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"


_SEVERITIES = {SH[severity.value].value: severity for severity in Severity}


def severity_of(iri: str) -> tuple[Severity, str | None]:
    """Return what a severity counts as, and its IRI if it is none of SHACL's: that counts as a violation."""
    known = _SEVERITIES.get(iri)
    return (Severity.VIOLATION, iri) if known is None else (known, None)


@dataclass(frozen=True, slots=True)
class Claimed:
    """Who claimed what a shape objects to.

    Attributes:
        extractor: the name of the run, as ``concepts``.
        model: the model's id and revision, as ``embedded:concepts@2``.
        sentence: the text that the claim gives as evidence, where it gives one.
        confidence: of the claim, from 0 to 1.
    """

    extractor: str
    model: str
    sentence: str | None = None
    confidence: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Violation:
    """One validation result.

    ``shape`` is the IRI of the (property) shape or, for the gate's own rules, that of ``mkgsh:Gate-untargeted`` or
    ``mkgsh:Gate-undeclared``; ``path`` is a prefixed name or property path in SPARQL syntax; ``origin`` is where
    the value came from, as far as that is known. ``constraint`` is the IRI of the ``sh:sparql`` constraint that
    objected, where that has one. ``shape`` and ``component`` are whole IRIs.

    ``source_shape`` is the shape's own node, which for a shape without an IRI is a blank node while ``shape`` names the
    shape that it is part of. ``severity_iri`` is set where a shape has a severity of its own making; such a result
    counts as a violation. ``root`` is the node that a shape targets, where that is another than ``focus``: property
    shapes inside property shapes report on the values that they find. ``claimed`` is set where a model's claim is at
    fault, ``repair`` where the shape makes plain what would mend it.
    """

    focus: NamedNode | BlankNode | Literal
    shape: str
    component: str
    severity: Severity
    message: Label
    path: str | None = None
    value: NamedNode | BlankNode | Literal | None = None
    origin: Origin | None = None
    constraint: str | None = None
    source_shape: NamedNode | BlankNode | None = None
    severity_iri: str | None = None
    root: NamedNode | BlankNode | Literal | None = None
    claimed: Claimed | None = None
    repair: Label = ()

    @property
    def targeted(self) -> NamedNode | BlankNode | Literal:
        """The node that a shape targets: ``root``, or the focus node itself."""
        return self.focus if self.root is None else self.root

    @property
    def order(self) -> tuple[str, ...]:
        """What reports are sorted by: focus node, shape, path, value, component, message."""
        value = "" if self.value is None else str(self.value)
        texts = (text for _, text in self.message)
        return (str(self.focus), self.shape, self.path or "", value, self.component, *texts)


@dataclass(frozen=True, slots=True)
class Report:
    """All results of one validation.

    ``targeted`` counts the focus nodes that some shape looked at; ``vacuous`` names the shapes that have targets and
    found none.
    """

    violations: tuple[Violation, ...]
    targeted: int
    vacuous: tuple[str, ...] = ()

    @property
    def conforms(self) -> bool:
        """Tell whether nothing of severity ``Violation`` was found."""
        return not any(violation.severity is Severity.VIOLATION for violation in self.violations)

    def lines(self, language: str = "en") -> list[str]:
        """Return one line for each result: message, shape, node and place."""
        found = []
        for violation in self.violations:
            place = "" if violation.origin is None else f" ({violation.origin})"
            told = f"{shorten(violation.shape)} at {violation.focus}{place}"
            found.append(f"  {violation.severity}: {text_in(violation.message, language, 'en')} [{told}]")
        return found

    def summary(self, language: str = "en") -> str:
        """Return one line, e.g. ``3 violations, 1 warning in 120 focus nodes``."""
        numbers = Counter(violation.severity for violation in self.violations)
        violations, warnings, infos = (numbers[severity] for severity in Severity)
        if language == "zh":
            parts = [f"{violations} 项违规", f"{warnings} 项警告", *([f"{infos} 项提示"] if infos else [])]
            return f"{'、'.join(parts)}，共检查 {self.targeted} 个焦点节点"
        parts = [counted(violations, "violation"), counted(warnings, "warning")]
        if infos:
            parts.append(counted(infos, "info"))
        return f"{', '.join(parts)} in {counted(self.targeted, 'focus node')}"
