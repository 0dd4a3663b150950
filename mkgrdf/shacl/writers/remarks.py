"""What a report says beside its results: what was validated, what was left out, and how much of it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mkgrdf.shacl.report import Report, Severity, Violation

__all__ = ["Remarks", "grave_first", "shown"]

_GRAVITY = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Remarks:
    """What to say beside the results.

    Attributes:
        subject: what was validated: files, a store or an endpoint, as the user named it.
        place: the file or folder for results whose file is not known; the subject where it is ``None``.
        root: the folder that a CI's paths are relative to, the repository's root; ``None`` leaves paths as they are.
        sources: the files and folders of the catalogue that a store's findings lead back to.
        threshold: the least grave severity that fails the run; ``None`` if none does.
        known: how many findings were left out because the baseline has them; ``gone`` counts those of the baseline
            that were not found again.
        untouched: how many findings were left out because they have nothing to do with what changed.
        hides_violations: whether a violation is among those left out.
        most: how many results are shown at most; ``hint`` is told where that cuts some off: why, or how to see them.
    """

    subject: str = "data"
    place: str | None = None
    root: Path | None = None
    sources: tuple[Path, ...] = ()
    threshold: Severity | None = Severity.VIOLATION
    known: int = 0
    gone: int = 0
    untouched: int = 0
    hides_violations: bool = False
    most: int | None = None
    hint: str = "--max-results"

    def fails(self, violation: Violation) -> bool:
        """Tell whether ``violation`` is grave enough to fail the run."""
        return self.threshold is not None and _GRAVITY[violation.severity] <= _GRAVITY[self.threshold]

    def lines(self, report: Report, language: str = "en", limit: int | None = None) -> list[str]:
        """Return what is to be said, first the summary, then a line for each thing left out.

        ``limit`` is how many results the form itself has room for.
        """
        said = [report.summary(language)]
        chinese = language == "zh"
        if self.known or self.gone:
            said.append(
                f"基线中已知 {self.known} 项（未列出），基线中 {self.gone} 项已消失"
                if chinese
                else f"{self.known} known from the baseline (not listed), {self.gone} of the baseline gone"
            )
        if self.untouched:
            said.append(
                f"另有 {self.untouched} 项与所作改动无关（未列出）"
                if chinese
                else f"{self.untouched} more have nothing to do with what changed (not listed)"
            )
        listed = len(shown(report, self, limit))
        cut = len(report.violations) - listed
        if cut:
            asked = listed == self.most
            said.append(
                f"仅列出最严重的 {listed} 项，省略 {cut} 项（{self.hint if asked else '此格式的上限'}）"
                if chinese
                else f"showing the {listed} gravest, {cut} cut off ({self.hint if asked else 'no room for more'})"
            )
        return said


def grave_first(report: Report) -> list[Violation]:
    """Return the results sorted: violations, warnings, infos; within these by node, shape, path and value."""
    return sorted(report.violations, key=lambda violation: (_GRAVITY[violation.severity], violation.order))


def shown(report: Report, remarks: Remarks, limit: int | None = None) -> list[Violation]:
    """Return the results to be shown, gravest first: ``remarks.most`` at most, and ``limit``, the format's own."""
    limits = [number for number in (remarks.most, limit) if number is not None]
    return grave_first(report)[: min(limits, default=None)]
