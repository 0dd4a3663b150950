"""Why records were kept out, in lines for people: how often, an example with its place, and what to do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mkgrdf.cli.output import counted
from mkgrdf.records import Origin, Reject
from mkgrdf.shacl.report import Report, Severity
from mkgrdf.shacl.writers import violation_json
from mkgrdf.statements import Candidate

__all__ = ["first_problem", "left_out_reason", "refusal_reasons", "reject_reasons"]


def reject_reasons(rejects: Iterable[Reject]) -> list[str]:
    """Return one line for each reason why rows could not be read, the commonest first."""
    by_code: dict[str, list[Reject]] = {}
    for reject in rejects:
        by_code.setdefault(reject.code, []).append(reject)
    return [
        f"{len(alike)} × {code}, e.g. {alike[0].origin}: {alike[0].value!r}; {alike[0].suggestion}"
        for code, alike in sorted(by_code.items(), key=lambda item: -len(item[1]))
    ]


def refusal_reasons(refused: Iterable[tuple[Candidate, Report]]) -> list[str]:
    """Return one line for each shape that kept records out, the commonest first; a record counts by its first one."""
    by_shape: dict[str, list[tuple[str, str]]] = {}
    for candidate, report in refused:
        shape, place, message = first_problem([violation_json(one) for one in report.violations])
        by_shape.setdefault(shape, []).append((place or str(candidate.origin or candidate.graph.value), message))
    return [
        f"{len(alike)} × {shape}, e.g. {alike[0][0]}: {alike[0][1]}"
        for shape, alike in sorted(by_shape.items(), key=lambda item: (-len(item[1]), item[0]))
    ]


def first_problem(violations: Sequence[Mapping[str, Any]]) -> tuple[str, str, str]:
    """Return the shape, the place and the message of the first result that kept a record out.

    The place names the column where that is known; the message begins with the value that is at fault. Warnings are in
    a report too, and keep nothing out.
    """
    first = next((one for one in violations if one["severity"] == Severity.VIOLATION), None)
    if first is None:
        return "", "", ""
    origin, value = first["origin"], first["value"]
    place = "" if origin is None else str(Origin(origin["file"], origin["row"], origin["column"]))
    message = str(first["message"].get("en", ""))
    return first["shape"], place, message if value is None else f"{_short(str(value))}: {message}"


def _short(term: str) -> str:
    """Return a node by the end of its IRI, ``product/B-100``, and a text as it is, if it is short."""
    if term.startswith("<"):
        return "/".join(term.strip("<>").rsplit("/", 2)[-2:])
    return term if len(term) <= 80 else f"{term[:79]}…"


def left_out_reason(left_out: Counter[str]) -> str:
    """Return the line about products that nobody has imported, and that texts now say nothing of."""
    product, texts = min(left_out.items(), key=lambda item: (-item[1], item[0]))
    which = counted(len(left_out), "product")
    return (
        f"{which} that nobody has imported, e.g. {product!r} in {counted(texts, 'text')}: the texts are in and say "
        "nothing of it; import the catalogue, then this source again"
    )
