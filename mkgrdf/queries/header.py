"""Reads a query file: its ``#+`` header, and whether the SPARQL agrees with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from mkgrdf.errors import QueryError
from mkgrdf.queries.parameters import TYPES, Parameter, term_token
from mkgrdf.records import Label

__all__ = ["TOKEN", "Column", "Query", "parse_query"]

FORMS: Final = ("select", "ask", "construct")
_KEYS = {"summary", "summary_zh", "description", "parameters", "columns", "form"}
_PARAMETER_KEYS = {"type", "kind", "default", "minimum", "required", "description"}
_NAME = re.compile(r"[a-z][a-z_]*")

# Tokens of SPARQL 1.1 (section 19.8) in which a ``$`` is not a parameter, then the parameter itself, then what the
# checks look at. As in the grammar, ``<`` followed by no blank up to ``>`` is an IRI, not a comparison.
TOKEN: Final = re.compile(
    r"""(?P<skip> <[^<>"{}|^`\\\x00-\x20]*> | \#[^\n]* | \\.
          | \"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
          | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
      | \$(?P<parameter>\w+) | \?(?P<variable>\w+) | (?P<word>[A-Za-z_][\w\-.]*:?[\w\-.]*) | (?P<mark>[(){}])""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Column:
    """One result column of a SELECT."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Query:
    """One ready-made query. ``name`` is its path, ``script/paths``; ``text`` its SPARQL with ``$`` parameters."""

    name: str
    form: str
    summary: Label
    description: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    text: str


def parse_query(text: str, name: str, *, file: str | None = None) -> Query:
    """Read a query from the text of its file.

    Raises:
        QueryError: the header or its agreement with the SPARQL is at fault; names file and line.
    """
    place = file or name
    header = _header(text, place)
    body = "\n".join("" if line.startswith("#+") else line for line in text.splitlines()).strip() + "\n"
    summary: Label = (("en", str(header["summary"])),)
    if "summary_zh" in header:
        summary += (("zh", str(header["summary_zh"])),)
    query = Query(
        name,
        str(header.get("form", "select")),
        summary,
        str(header.get("description", "")),
        tuple(_parameter(key, value, place) for key, value in _mapping(header, "parameters", place)),
        tuple(Column(key, str(value)) for key, value in _mapping(header, "columns", place)),
        body,
    )
    if query.form not in FORMS:
        raise QueryError(f"{place}: form {query.form!r}; expected {', '.join(FORMS)}")
    if bool(query.columns) != (query.form == "select"):
        raise QueryError(f"{place}: a select names its columns in the header; ask and construct have none")
    _check_text(query, text, place)
    return query


def _header(text: str, place: str) -> dict[str, Any]:
    import yaml  # only where a header is read: not needed to import the package  # noqa: PLC0415

    lines = [line.removeprefix("#+").removeprefix(" ") if line.startswith("#+") else "" for line in text.splitlines()]
    try:
        header = yaml.safe_load("\n".join(lines))
    except yaml.MarkedYAMLError as error:
        number = error.problem_mark.line + 1 if error.problem_mark else 1
        raise QueryError(f"{place}:{number}: the '#+' header is not YAML: {error.problem}") from error
    if not isinstance(header, dict) or not header.get("summary"):
        raise QueryError(f"{place}:1: expected a header of '#+' lines, a YAML mapping with at least a summary")
    for key in header:
        if key not in _KEYS:
            line = next((n for n, words in enumerate(lines, 1) if words.startswith(f"{key}:")), 1)
            raise QueryError(f"{place}:{line}: unknown header key {key!r}; valid are {', '.join(sorted(_KEYS))}")
    return header


def _mapping(header: Mapping[str, Any], key: str, place: str) -> list[tuple[str, Any]]:
    fields = header.get(key) or {}
    if not isinstance(fields, dict):
        raise QueryError(f"{place}: header key {key!r} is a {type(fields).__name__}; expected a mapping by name")
    return [(str(name), value) for name, value in fields.items()]


def _parameter(name: str, fields: object, place: str) -> Parameter:
    where = f"{place}: parameter {name!r}"
    if not _NAME.fullmatch(name):
        raise QueryError(f"{where}: a name is lower-case letters and '_'")
    if not isinstance(fields, dict) or fields.get("type") not in TYPES:
        raise QueryError(f"{where}: expected a mapping with a type, one of {', '.join(TYPES)}")
    if surplus := set(fields) - _PARAMETER_KEYS:
        raise QueryError(f"{where}: unknown {sorted(surplus)}; valid are {', '.join(sorted(_PARAMETER_KEYS))}")
    if not fields.get("description"):
        raise QueryError(f"{where}: has no description")
    default = None if fields.get("default") is None else str(fields["default"])
    required = fields.get("required", default is None)
    if not isinstance(required, bool) or (required and default is not None):
        raise QueryError(f"{where}: required is true or false, and true only without a default")
    kind = fields.get("kind")
    if kind is not None and fields["type"] != "iri":
        raise QueryError(f"{where}: only an iri has a kind")
    minimum = fields.get("minimum")
    if minimum is not None and (fields["type"] != "integer" or type(minimum) is not int):
        raise QueryError(f"{where}: minimum = {minimum!r}; only an integer has one, and it is an integer itself")
    parameter = Parameter(name, fields["type"], str(fields["description"]), required, default, kind, minimum)
    if default is not None:
        term_token(parameter, default, where)
    return parameter


def _check_text(query: Query, text: str, place: str) -> None:
    """Refuse what binding could not do right: see the messages."""
    names = {parameter.name for parameter in query.parameters}
    used, form, previous, selecting = set(), None, "", False
    for match in TOKEN.finditer(text):
        where = f"{place}:{text.count(chr(10), 0, match.start()) + 1}"
        word = (match["word"] or "").lower()
        if form is None and word in (*FORMS, "describe"):
            form = "construct" if word == "describe" else word
        if word == "select":
            selecting, depth = True, 0
        elif selecting and match["mark"]:
            depth += {"(": 1, ")": -1}.get(match["mark"], 0)
            selecting = match["mark"] != "{"
        if (name := match["parameter"]) is not None:
            used.add(name)
            if name not in names:
                raise QueryError(f"{where}: ${name} is no parameter of the header; other variables are ?{name}")
            if (selecting and depth == 0) or previous in ("as", "by", "values", "bound("):
                raise QueryError(f"{where}: ${name} stands where only a variable may: a term will replace it")
        elif match["variable"] in names:
            raise QueryError(f"{where}: ?{match['variable']} has the name of a parameter; write ${match['variable']}")
        if match["skip"] is None:
            previous = "bound(" if previous == "bound" and match["mark"] == "(" else word
    if form != query.form:
        raise QueryError(f"{place}: the header says form {query.form}, the text is {form}")
    if unused := names - used:
        raise QueryError(f"{place}: the text does not use the parameters {', '.join(sorted(unused))}")
