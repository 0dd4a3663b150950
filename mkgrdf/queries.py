"""Ready-made queries: files under ``queries/`` with a header, typed parameters and named result columns.

A query is a SPARQL file whose first lines, each starting with ``#+``, are YAML::

    #+ summary: What a product costs.
    #+ summary_zh: 商品的价格。
    #+ parameters:
    #+   product: {type: iri, kind: product, description: The product.}
    #+ columns:
    #+   price: The price.
    PREFIX schema: <https://schema.org/>
    SELECT ?price WHERE { $product schema:offers/schema:price ?price } ORDER BY ?price

Parameters are written ``$name`` and all other variables ``?name`` (SPARQL reads both as variables, so the file is
plain SPARQL as it stands). Binding replaces the token ``$name`` by a term, never by text, which works alike on every
endpoint, inside subqueries and beside aggregates. A parameter without value stays a variable: "any".
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, Triple

from mkgrdf.errors import QueryError
from mkgrdf.records import Label
from mkgrdf.resources import resource
from mkgrdf.vocabulary import MKG, PREFIXES, XSD

if TYPE_CHECKING:
    from mkgrdf.iris import Iris
    from mkgrdf.store.interface import Rows, Store, Term

__all__ = [
    "Column",
    "Parameter",
    "Query",
    "Value",
    "all_queries",
    "bind",
    "load_query",
    "parse_query",
    "run",
    "select",
]

Value = str | int | Decimal | NamedNode
"""What a parameter may be given; text is read according to the parameter's type, as a command line gives it."""

_ACCEPTED: dict[str, tuple[type, ...]] = {
    "iri": (NamedNode, str),
    "string": (str,),
    "lang": (str,),
    "integer": (int, str),
    "decimal": (Decimal, int, str),
}
_FORMS = ("select", "ask", "construct")
_KEYS = {"summary", "summary_zh", "description", "parameters", "columns", "form"}
_PARAMETER_KEYS = {"type", "kind", "default", "required", "description"}

# Tokens of SPARQL 1.1 (section 19.8) in which a ``$`` is not a parameter, then the parameter itself, then what the
# checks look at. As in the grammar, ``<`` followed by no blank up to ``>`` is an IRI, not a comparison.
_TOKEN = re.compile(
    r"""(?P<skip> <[^<>"{}|^`\\\x00-\x20]*> | \#[^\n]* | \\.
          | \"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
          | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
      | \$(?P<parameter>\w+) | \?(?P<variable>\w+) | (?P<word>[A-Za-z_][\w\-.]*:?[\w\-.]*) | (?P<mark>[(){}])""",
    re.VERBOSE | re.DOTALL,
)
_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.\-]*:[^<>"{}|^`\\\x00-\x20]+')
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_NAME = re.compile(r"[a-z][a-z_]*")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One typed input. ``kind`` (of an ``iri``) is the path segment that a bare id is minted under, or ``term``.

    A parameter that is not ``required`` and has no ``default`` means "any" when it gets no value.
    """

    name: str
    type: str
    description: str
    required: bool
    default: str | None = None
    kind: str | None = None


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


def load_query(name: str) -> Query:
    """Return the shipped query ``name``, e.g. ``script/paths``.

    Raises:
        QueryError: there is no such query (close matches are named), or its file cannot be read.
    """
    files = _files()
    if name not in files:
        # A forgotten folder is the commonest slip, so the last part alone is compared too.
        near = [known for known in files if known.rpartition("/")[2] == name.rpartition("/")[2]]
        near += [known for known in difflib.get_close_matches(name, files, n=3) if known not in near]
        hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(files) or 'none'}"
        raise QueryError(f"no query named {name!r}; {hint} (mkgrdf query --list shows them all)")
    return _parsed(files[name], name)


def all_queries() -> tuple[Query, ...]:
    """Return every shipped query, ordered by name."""
    return tuple(_parsed(file, name) for name, file in _files().items())


def _files() -> dict[str, Path]:
    folder = resource("queries")
    found = {file.relative_to(folder).with_suffix("").as_posix(): file for file in folder.rglob("*.rq")}
    return dict(sorted(found.items()))


@cache
def _parsed(file: Path, name: str) -> Query:
    return parse_query(file.read_text(encoding="utf-8"), name, file=str(file))


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
    if query.form not in _FORMS:
        raise QueryError(f"{place}: form {query.form!r}; expected {', '.join(_FORMS)}")
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
    if not isinstance(fields, dict) or fields.get("type") not in _ACCEPTED:
        raise QueryError(f"{where}: expected a mapping with a type, one of {', '.join(_ACCEPTED)}")
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
    parameter = Parameter(name, fields["type"], str(fields["description"]), required, default, kind)
    if default is not None:
        _token(parameter, default, None, where)
    return parameter


def _check_text(query: Query, text: str, place: str) -> None:
    """Refuse what binding could not do right: see the messages."""
    names = {parameter.name for parameter in query.parameters}
    used, form, previous, selecting = set(), None, "", False
    for match in _TOKEN.finditer(text):
        where = f"{place}:{text.count(chr(10), 0, match.start()) + 1}"
        word = (match["word"] or "").lower()
        if form is None and word in (*_FORMS, "describe"):
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


def bind(query: Query, values: Mapping[str, Value | None], *, iris: Iris | None = None) -> str:
    """Return the SPARQL of ``query`` with its parameters replaced by terms; ``None`` is the same as no value.

    With ``iris``, an ``iri`` parameter that has a ``kind`` also takes a bare id, e.g. ``24-MB01`` for a product.
    Values are validated and written as terms, so no value can change the query.

    Raises:
        QueryError: a parameter is missing, surplus or of another type; lists the valid ones.
    """
    if surplus := sorted(set(values) - {parameter.name for parameter in query.parameters}):
        raise QueryError(f"{query.name} has no parameter {', '.join(surplus)}; {_signature(query)}")
    tokens = {}
    for parameter in query.parameters:
        value = values.get(parameter.name)
        if value is None:
            value = parameter.default
        if value is not None:
            tokens[parameter.name] = _token(parameter, value, iris, query.name)
        elif parameter.required:
            raise QueryError(f"{query.name} needs the parameter {parameter.name}; {_signature(query)}")

    def replace(match: re.Match[str]) -> str:
        name = match["parameter"]
        return match.group() if name is None else tokens.get(name, f"?{name}")

    return _TOKEN.sub(replace, query.text)


def _signature(query: Query) -> str:
    parts = []
    for parameter in query.parameters:
        state = "required" if parameter.required else f"default {parameter.default or 'any'}"
        parts.append(f"{parameter.name} ({parameter.type}, {state})")
    return "it takes " + (", ".join(parts) or "none")


def _token(parameter: Parameter, value: Value, iris: Iris | None, where: str) -> str:
    """Return ``value`` as a SPARQL token of the parameter's type."""
    text = value.value if isinstance(value, NamedNode) else str(value)
    term: NamedNode | Literal | None = None
    try:
        if isinstance(value, bool) or not isinstance(value, _ACCEPTED[parameter.type]):
            term = None
        elif parameter.type == "iri":
            term = _iri(parameter, text, iris)
        elif parameter.type == "string":
            term = Literal(text)
            text.encode()  # half of a surrogate pair is no text, and no endpoint could be sent it
        elif parameter.type == "lang" and _LANGUAGE.fullmatch(text):
            term = Literal(text.lower())  # stores fold language tags to lower case
        elif parameter.type == "integer" and _INTEGER.fullmatch(text):
            return str(int(text))  # a bare number is the same term, and the only form that LIMIT takes
        elif parameter.type == "decimal" and Decimal(text).is_finite():
            term = Literal(format(Decimal(text), "f"), datatype=XSD.decimal)
    except (ValueError, InvalidOperation):
        term = None
    if term is None:
        raise QueryError(f"{where}: {parameter.name} = {value!r}; expected {_expected(parameter)}")
    return str(term)


def _expected(parameter: Parameter) -> str:
    if parameter.type != "iri":
        return {
            "string": "text",
            "lang": "a language tag such as en or zh",
            "integer": "an integer",
            "decimal": "a decimal number (a float has no exact value)",
        }[parameter.type]
    if parameter.kind == "term":
        return "an IRI, or the name of a term of the ontology such as SellingPoint"
    return "an IRI" + (f", or the id of a {parameter.kind} where the base IRI is known" if parameter.kind else "")


def _iri(parameter: Parameter, text: str, iris: Iris | None) -> NamedNode | None:
    prefix, colon, local = text.partition(":")
    if colon and prefix in PREFIXES and not local.startswith("//"):
        text = PREFIXES[prefix] + local
    elif "://" not in text and not text.startswith("urn:"):
        if parameter.kind == "term" and text.isalnum():
            return MKG[text]
        if parameter.kind is None or iris is None or not text:
            return None
        # A category's key is its path from the root; other ids may hold a slash of their own.
        return iris.node(parameter.kind, *(text.split("/") if parameter.kind == "category" else [text]))
    return NamedNode(text) if _IRI.fullmatch(text) else None


def run(
    query: Query, store: Store, values: Mapping[str, Value | None], *, iris: Iris | None = None
) -> Rows | bool | tuple[Triple, ...]:
    """Bind and run ``query``: rows for a select, a truth value for an ask, triples for a construct.

    Raises:
        QueryError: as ``bind``; or the result's columns are not those of the header.
    """
    sparql = bind(query, values, iris=iris)
    if query.form == "ask":
        return store.ask(sparql)
    if query.form == "construct":
        return store.construct(sparql)
    rows = store.select(sparql)
    named = tuple(column.name for column in query.columns)
    if rows.columns != named:
        raise QueryError(f"{query.name} returns the columns {rows.columns}, its header names {named}")
    return rows


def select(store: Store, name: str, **values: Value | None) -> Iterator[dict[str, Term | None]]:
    """Run the shipped select query ``name`` and yield each row as a mapping from column to term."""
    query = load_query(name)
    if query.form != "select":
        raise QueryError(f"{name} is an {query.form}, which has no rows")
    rows = run(query, store, values)
    for row in rows.rows:  # type: ignore[union-attr]
        yield dict(zip(rows.columns, row, strict=True))  # type: ignore[union-attr]
