"""Reports written out: for people, for programs, for continuous integration.

:func:`written` knows every form by its name; the functions that it calls are here for those who want just one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from mkgrdf.shacl.report import Report
from mkgrdf.shacl.writers.github import as_github
from mkgrdf.shacl.writers.json_values import as_json, origin_json, violation_json
from mkgrdf.shacl.writers.junit import as_junit
from mkgrdf.shacl.writers.remarks import Remarks
from mkgrdf.shacl.writers.report_graph import as_turtle
from mkgrdf.shacl.writers.sarif import as_sarif
from mkgrdf.shacl.writers.table import as_csv
from mkgrdf.shacl.writers.text import as_text
from mkgrdf.shacl.writers.words import term_text

__all__ = [
    "FORMS",
    "Remarks",
    "as_csv",
    "as_github",
    "as_json",
    "as_junit",
    "as_sarif",
    "as_text",
    "as_turtle",
    "origin_json",
    "term_text",
    "violation_json",
    "written",
]


def _page(report: Report, language: str, remarks: Remarks | None) -> str:
    from mkgrdf.shacl.writers.page_of import as_html  # noqa: PLC0415 - loads a template engine

    return as_html(report, language, remarks)


_WRITERS: Mapping[str, Callable[[Report, str, Remarks | None], str]] = {
    "text": as_text,
    "json": lambda report, _, remarks: json.dumps(as_json(report, remarks), ensure_ascii=False, indent=2) + "\n",
    "turtle": lambda report, _, remarks: as_turtle(report, remarks),
    "sarif": as_sarif,
    "junit": as_junit,
    "github": as_github,
    "html": _page,
    "csv": lambda report, _, remarks: as_csv(report, remarks),
}
FORMS = tuple(_WRITERS)
"""The forms that :func:`written` knows."""


def written(form: str, report: Report, language: str = "en", remarks: Remarks | None = None) -> str:
    """Return ``report`` in one of :data:`FORMS`; messages are in ``language`` where the form has room for one.

    Raises:
        KeyError: there is no such form.
    """
    return _WRITERS[form](report, language, remarks)
