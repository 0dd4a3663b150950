"""Reports as JUnit XML, the form in which GitLab, Jenkins and others show test results.

A shape is a suite, a finding a failed test. GitLab takes the class name for the suite and drops all but the first
test of a name, so each name is used once. What is not grave enough to fail the run is a skipped test with its message.
One test more says whether the shapes looked at anything: a file without a test is an error to Jenkins.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from mkgrdf.shacl.report import Report, Violation
from mkgrdf.shacl.writers.places import repository_path
from mkgrdf.shacl.writers.remarks import Remarks, shown
from mkgrdf.shacl.writers.text import rows_of
from mkgrdf.shacl.writers.words import clipped, component_words, message_in, name_of, one_line, printable, term_text

__all__ = ["as_junit"]

_MOST_TESTS = 10_000
"""GitLab refuses XML of more than 250,000 elements and attributes."""
_LONGEST = 1_000


def as_junit(report: Report, language: str = "en", remarks: Remarks | None = None) -> str:
    """Return the report as JUnit XML: a suite for each shape that objects, and one about the run itself."""
    remarks = remarks or Remarks()
    results = shown(report, remarks, _MOST_TESTS)
    by_shape: dict[str, list[Violation]] = {}
    for violation in results:
        by_shape.setdefault(printable(name_of(violation.shape)), []).append(violation)
    suites = [_run(report, remarks, language)]
    suites.extend(_suite(shape, by_shape[shape], language, remarks) for shape in sorted(by_shape))
    root = ET.Element("testsuites", name="mkgrdf validate")
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in suites)))
    root.extend(suites)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _run(report: Report, remarks: Remarks, language: str) -> ET.Element:
    suite = ET.Element("testsuite", name="mkgrdf", tests="1", failures="0", errors="0", skipped="0")
    case = ET.SubElement(suite, "testcase", classname="mkgrdf", name="the shapes found nodes to look at")
    if not report.targeted:
        suite.set("errors", "1")
        message = "the shapes looked at nothing: check the namespaces and the classes of the data"
        ET.SubElement(case, "error", message=message, type="nothing-targeted")
    ET.SubElement(case, "system-out").text = "\n".join(remarks.lines(report, language, _MOST_TESTS))
    return suite


def _suite(shape: str, violations: list[Violation], language: str, remarks: Remarks) -> ET.Element:
    failing = sum(remarks.fails(violation) for violation in violations)
    suite = ET.Element("testsuite", name=shape, tests=str(len(violations)), failures=str(failing), errors="0")
    suite.set("skipped", str(len(violations) - failing))
    used: set[str] = set()
    for violation in violations:
        name = plain = _name(violation, language)
        number = 1
        while name in used:
            number += 1
            name = f"{plain} ({number})"
        used.add(name)
        case = ET.SubElement(suite, "testcase", classname=shape, name=name)
        if violation.origin is not None:
            case.set("file", printable(repository_path(violation.origin.file, remarks)))
            if violation.origin.row is not None:
                case.set("line", str(violation.origin.row))
        message = clipped(one_line(message_in(violation, language)), _LONGEST)
        facts = "\n".join(f"{label}: {said}" for label, said in rows_of(violation, language))
        if remarks.fails(violation):
            kind = component_words(violation.component, language)
            ET.SubElement(case, "failure", message=message, type=kind).text = f"{message}\n{facts}"
        else:
            ET.SubElement(case, "skipped", message=f"{violation.severity.value}: {message}").text = facts
    return suite


def _name(violation: Violation, language: str) -> str:
    parts = [term_text(violation.focus), violation.path or "", component_words(violation.component, language)]
    if violation.value is not None:
        parts.append(term_text(violation.value))
    return clipped(one_line(" ".join(parts)), _LONGEST)
