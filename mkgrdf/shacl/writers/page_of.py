"""Reports as a page: one file in both languages that fetches nothing, to keep as a build's artefact or to send round.

Language and severity are chosen without a script; a few lines of script search. The page's own policy lets nothing
else run, so that what a catalogue or a review says stays text.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from mkgrdf import __version__
from mkgrdf.records import text_in
from mkgrdf.shacl.report import Report, Severity, Violation
from mkgrdf.shacl.writers.remarks import Remarks, shown
from mkgrdf.shacl.writers.text import facts_of
from mkgrdf.shacl.writers.words import LABELS, SEVERITIES, component_words, name_of, printable

__all__ = ["as_html"]

_MOST = 5_000
"""Findings on a page; with many more, browsers get slow."""
_PARTS = Path(__file__).with_name("page")


def as_html(report: Report, language: str = "en", remarks: Remarks | None = None) -> str:
    """Return the report as an HTML page, findings by shape; ``language`` is the page's main language."""
    remarks = remarks or Remarks()
    results = shown(report, remarks, _MOST)
    groups: dict[str, list[dict[str, Any]]] = {}
    for violation in results:
        groups.setdefault(name_of(violation.shape), []).append(_finding(violation))
    numbers = Counter(violation.severity for violation in results)
    style, script = ((_PARTS / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    page = _template().render(
        language=language,
        version=__version__,
        subject=printable(remarks.subject),
        english=remarks.lines(report, "en", _MOST),
        chinese=remarks.lines(report, "zh", _MOST),
        vacuous=[name_of(shape) for shape in report.vacuous],
        severities=[(severity.value, SEVERITIES["zh"][severity], numbers[severity]) for severity in Severity],
        groups=list(groups.items()),
        style=style,
        script=script,
        style_hash=_digest(style),
        script_hash=_digest(script),
    )
    return page + "\n"


@cache
def _template() -> Template:
    environment = Environment(loader=FileSystemLoader(_PARTS), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("page.html")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _finding(violation: Violation) -> dict[str, Any]:
    english, chinese = facts_of(violation, "en"), facts_of(violation, "zh")
    rows = [
        (key, LABELS["en"][key], LABELS["zh"][key], printable(said), printable(chinese[key]))
        for key, said in english.items()
    ]
    message = dict(violation.message)
    said = text_in(violation.message, "en", "und") or component_words(violation.component)
    return {
        "severity": violation.severity.value,
        "severity_zh": SEVERITIES["zh"][violation.severity],
        "english": printable(said),
        "chinese": printable(message.get("zh", "") or component_words(violation.component, "zh")),
        "rows": rows,
    }
