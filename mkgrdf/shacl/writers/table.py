"""Reports as CSV, one row for each result, for spreadsheets."""

from __future__ import annotations

import csv
import io

from mkgrdf.shacl.findings.fingerprint import fingerprint
from mkgrdf.shacl.report import Report, Violation
from mkgrdf.shacl.writers.remarks import Remarks, shown
from mkgrdf.shacl.writers.words import component_words, printable, term_text
from mkgrdf.vocabulary import shorten

__all__ = ["COLUMNS", "as_csv", "row_of"]

COLUMNS = (
    "severity",
    "shape",
    "component",
    "check_en",
    "check_zh",
    "constraint",
    "path",
    "node",
    "value",
    "message_en",
    "message_zh",
    "file",
    "row",
    "character",
    "column",
    "extractor",
    "model",
    "confidence",
    "sentence",
    "repair_en",
    "repair_zh",
    "fingerprint",
)


def as_csv(report: Report, remarks: Remarks | None = None) -> str:
    """Return the results as CSV (RFC 4180, UTF-8) with a header.

    A cell that a spreadsheet would take for a formula has a ``'`` before it, as OWASP advises: values come from
    reviews and catalogues, and people open the file. So has one that starts with a ``'`` itself.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for violation in shown(report, remarks or Remarks()):
        writer.writerow([_inert(printable(cell)) for cell in row_of(violation)])
    return out.getvalue()


def row_of(violation: Violation) -> list[str]:
    """Return what is known of a result, in the order of :data:`COLUMNS`; what is not known is empty."""
    message, repair = dict(violation.message), dict(violation.repair)
    origin, claimed = violation.origin, violation.claimed
    value = violation.value
    facts: tuple[object, ...] = (
        violation.severity.value,
        shorten(violation.shape),
        shorten(violation.component),
        component_words(violation.component),
        component_words(violation.component, "zh"),
        None if violation.constraint is None else shorten(violation.constraint),
        violation.path,
        term_text(violation.focus),
        None if value is None else term_text(value),
        message.get("en", message.get("und")),
        message.get("zh"),
        *((None,) * 4 if origin is None else (origin.file, origin.row, origin.character, origin.column)),
        *((None,) * 4 if claimed is None else (claimed.extractor, claimed.model, claimed.confidence, claimed.sentence)),
        repair.get("en"),
        repair.get("zh"),
        fingerprint(violation),
    )
    return ["" if fact is None else str(fact) for fact in facts]


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r", "'")) else cell
