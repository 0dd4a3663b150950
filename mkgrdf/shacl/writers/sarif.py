"""Reports in SARIF 2.1.0 (OASIS, errata 01), within what GitHub code scanning takes.

GitHub's limits, from its documentation: 25,000 results, of which it keeps 5,000, and 25,000 rules in a run; 255
characters for a rule's name, 1,024 for its descriptions; and a physical location, relative to the repository, in each
result, without which it refuses the whole file. A result whose place is unknown is therefore put on what was validated
as a whole, and its location says so.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any
from urllib.parse import quote

from mkgrdf import __version__
from mkgrdf.records import text_in
from mkgrdf.shacl.findings.fingerprint import numbered
from mkgrdf.shacl.report import Report, Severity, Violation
from mkgrdf.shacl.writers.places import artifact_uri
from mkgrdf.shacl.writers.remarks import Remarks, shown
from mkgrdf.shacl.writers.words import clipped, component_words, message_in, name_of, one_line, said_by, term_text

__all__ = ["as_sarif", "rule_id"]

_MOST_RESULTS = 25_000
_MOST_RULES = 25_000
_LONGEST_NAME = 255
_LONGEST_DESCRIPTION = 1_024
_LONGEST_MESSAGE = 4_000
_LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_ROOT = "%SRCROOT%"
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_sarif(report: Report, language: str = "en", remarks: Remarks | None = None) -> str:
    """Return the report as a SARIF log: a rule for each component of each shape, a result for each finding."""
    remarks = remarks or Remarks()
    results = shown(report, remarks, _MOST_RESULTS)
    by_rule: dict[str, list[Violation]] = {}
    for violation in results:
        by_rule.setdefault(rule_id(violation), []).append(violation)
    # Fewer rules than results, so the limit on results keeps both; said here because GitHub counts them apart.
    assert len(by_rule) <= _MOST_RULES  # noqa: S101
    indices = {rule: index for index, rule in enumerate(sorted(by_rule))}
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "mkgrdf",
                        "semanticVersion": __version__,
                        "informationUri": "https://w3id.org/mkgrdf",
                        "rules": [_rule(rule, by_rule[rule]) for rule in indices],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
                "invocations": [_invocation(report, remarks)],
                "results": _results(results, indices, language, remarks),
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def rule_id(violation: Violation) -> str:
    """Return a name that stays: shape and component, as ``mkgsh:Product-sku/MinCountConstraintComponent``.

    The gate's own rules are shapes and components in one. A shape without an IRI goes by its path, a ``sh:sparql``
    constraint with one by that besides.
    """
    shape = name_of(violation.shape)
    if violation.shape == violation.component:
        return shape
    if violation.shape.startswith("_:"):
        shape = f"unnamed({violation.path or 'node'})"
    parts = [shape, name_of(violation.component).removeprefix("sh:")]
    if violation.constraint is not None:
        parts.append(name_of(violation.constraint))
    return "/".join(parts)


def _rule(rule: str, violations: list[Violation]) -> dict[str, Any]:
    first = violations[0]
    shape, check = name_of(first.shape), component_words(first.component)
    # What the shape itself says is the same in each result; what it says about one value is no part of the rule.
    labels = {violation.message for violation in violations}
    message = dict(first.message) if len(labels) == 1 else {}
    english = one_line(message.get("en", message.get("und", ""))) or f"The node breaks {shape}: {check}."
    chinese = one_line(message.get("zh", "")) or f"节点不符合 {shape}：{component_words(first.component, 'zh')}。"
    facts = f"- shape / 形状: `{shape}`\n- check / 检查: {_escaped(check)} (`{name_of(first.component)}`)\n"
    gravest = min((violation.severity for violation in violations), key=list(Severity).index)
    described: dict[str, Any] = {
        "id": rule,
        "name": clipped(rule, _LONGEST_NAME),
        "shortDescription": {"text": clipped(f"{shape}: {check}", _LONGEST_DESCRIPTION)},
        "fullDescription": {"text": clipped(f"{english} {chinese}", _LONGEST_DESCRIPTION)},
        "help": {
            "text": f"{english}\n\n{chinese}\n\nshape: {first.shape}\ncomponent: {first.component}",
            "markdown": f"{_escaped(english)}\n\n{_escaped(chinese)}\n\n{facts}",
        },
        "defaultConfiguration": {"level": _LEVELS[gravest]},
        "properties": {
            "tags": ["shacl", "data-quality"],
            "precision": "very-high",
            "problem.severity": _PROBLEMS[gravest],
        },
    }
    if first.shape.startswith(("http://", "https://")):
        described["helpUri"] = quote(first.shape, safe="%/:?#[]@!$&'()*+,;=-._~")
    return described


def _escaped(text: str) -> str:
    """Return ``text`` so that Markdown shows it as it is."""
    return "".join(f"\\{character}" if character in "\\`*_{}[]<>#|!" else character for character in text)


def _results(
    violations: list[Violation], indices: dict[str, int], language: str, remarks: Remarks
) -> list[dict[str, Any]]:
    keys = numbered(violations)
    places = Counter(_spot(violation) for violation in violations)
    found = []
    for violation, (key, number) in zip(violations, keys, strict=True):
        rule = rule_id(violation)
        fingerprints = {"mkgrdf/v1": f"{key}:{number}"}
        # GitHub goes by this one alone and, where it is absent, takes it from the text of the line. That tells nothing
        # where several findings of one rule share a line, or where no line is known.
        if violation.origin is None or violation.origin.row is None or places[_spot(violation)] > 1:
            fingerprints["primaryLocationLineHash"] = f"{key}:{number}"
        found.append(
            {
                "ruleId": rule,
                "ruleIndex": indices[rule],
                "level": _LEVELS[violation.severity],
                "message": {"text": _message(violation, language)},
                "locations": [_location(violation, remarks)],
                "partialFingerprints": fingerprints,
                "properties": _properties(violation),
            }
        )
    return found


def _spot(violation: Violation) -> tuple[object, ...]:
    origin = violation.origin
    return (rule_id(violation), None if origin is None else (origin.file, origin.row))


def _message(violation: Violation, language: str) -> str:
    said = [one_line(message_in(violation, language))]
    about = [term_text(violation.focus)]
    if violation.path is not None:
        about.append(violation.path)
    if violation.value is not None:
        about.append(term_text(violation.value))
    said.append(f"[{one_line(' · '.join(about))}]")
    said.extend(one_line(part) for part in (said_by(violation), text_in(violation.repair, language, "en")) if part)
    return clipped(" ".join(said), _LONGEST_MESSAGE)


def _location(violation: Violation, remarks: Remarks) -> dict[str, Any]:
    focus = clipped(term_text(violation.focus), _LONGEST_MESSAGE)
    location: dict[str, Any] = {
        "logicalLocations": [
            {"name": focus, "fullyQualifiedName": clipped(str(violation.focus), _LONGEST_MESSAGE), "kind": "resource"}
        ]
    }
    origin = violation.origin
    if origin is None:
        # A relative reference even for an endpoint's URL: GitHub refuses a file with other schemes than file.
        uri = artifact_uri(remarks.place or remarks.subject, remarks)
        location["physicalLocation"] = {"artifactLocation": _artifact(uri)}
        location["message"] = {"text": "It is somewhere in here; the file and line are not known."}
        return location
    physical: dict[str, Any] = {"artifactLocation": _artifact(artifact_uri(origin.file, remarks))}
    if origin.row is not None:
        physical["region"] = {"startLine": origin.row}
        if origin.character is not None:
            physical["region"]["startColumn"] = origin.character
    location["physicalLocation"] = physical
    if origin.column is not None:
        location["message"] = {"text": f"column {one_line(origin.column)}"}
    return location


def _artifact(uri: str) -> dict[str, str]:
    return {"uri": uri} if uri.startswith("file:") else {"uri": uri, "uriBaseId": _ROOT}


def _properties(violation: Violation) -> dict[str, Any]:
    claimed = violation.claimed
    facts: dict[str, str | None] = {
        "node": term_text(violation.focus),
        "path": violation.path,
        "value": None if violation.value is None else clipped(term_text(violation.value), _LONGEST_MESSAGE),
        "shape": violation.shape,
        "component": violation.component,
        "column": None if violation.origin is None else violation.origin.column,
        "extractor": None if claimed is None else claimed.extractor,
        "model": None if claimed is None else claimed.model,
        "sentence": None if claimed is None else claimed.sentence,
        "message_en": dict(violation.message).get("en"),
        "message_zh": dict(violation.message).get("zh"),
        "repair_en": dict(violation.repair).get("en"),
        "repair_zh": dict(violation.repair).get("zh"),
    }
    return {key: fact for key, fact in facts.items() if fact is not None}


def _invocation(report: Report, remarks: Remarks) -> dict[str, Any]:
    """Return that the run went well, with what it left out as notifications."""
    said = remarks.lines(report, "en", _MOST_RESULTS)
    if not report.targeted:
        said.append("the shapes looked at nothing")
    return {
        "executionSuccessful": True,
        "toolExecutionNotifications": [{"level": "note", "message": {"text": line}} for line in said],
    }
