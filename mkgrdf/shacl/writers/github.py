"""Reports as workflow commands of GitHub Actions, which annotate lines of a pull request's files.

GitHub shows ten annotations of each kind for a step and keeps the rest in the log, so the gravest come first.
"""

from __future__ import annotations

from mkgrdf.records import text_in
from mkgrdf.shacl.report import Report, Severity, Violation
from mkgrdf.shacl.writers.places import repository_path
from mkgrdf.shacl.writers.remarks import Remarks, shown
from mkgrdf.shacl.writers.words import clipped, component_words, message_in, name_of, one_line, said_by, term_text

__all__ = ["as_github"]

_COMMANDS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_LONGEST = 2_000


def as_github(report: Report, language: str = "en", remarks: Remarks | None = None) -> str:
    """Return a command for each result, and the summary as the last line, which is no command."""
    remarks = remarks or Remarks()
    lines = [_command(violation, language, remarks) for violation in shown(report, remarks)]
    return "\n".join([*lines, *remarks.lines(report, language)]) + "\n"


def _command(violation: Violation, language: str, remarks: Remarks) -> str:
    properties: list[tuple[str, str]] = []
    origin = violation.origin
    if origin is not None:
        properties.append(("file", repository_path(origin.file, remarks)))
        if origin.row is not None:
            properties.append(("line", str(origin.row)))
            if origin.character is not None:
                properties.append(("col", str(origin.character)))
    title = f"{name_of(violation.shape)}: {component_words(violation.component, language)}"
    properties.append(("title", title))
    written = ",".join(f"{name}={_property(one_line(value))}" for name, value in properties)
    return f"::{_COMMANDS[violation.severity]} {written}::{_data(_message(violation, language))}"


def _message(violation: Violation, language: str) -> str:
    about = [term_text(violation.focus), violation.path or ""]
    if violation.value is not None:
        about.append(term_text(violation.value))
    lines = [message_in(violation, language), " ".join(part for part in about if part)]
    if violation.origin is not None and violation.origin.column is not None:
        lines.append(str(violation.origin))
    lines.extend(part for part in (said_by(violation), text_in(violation.repair, language, "en")) if part)
    return "\n".join(clipped(one_line(line), _LONGEST) for line in lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
