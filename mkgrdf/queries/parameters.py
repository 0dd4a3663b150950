"""The typed inputs of a query, and how a value becomes a term in its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from mkgrdf.errors import QueryError
from mkgrdf.vocabulary import MKG, PREFIXES, XSD, declared_terms

if TYPE_CHECKING:
    from mkgrdf.iris import Iris

__all__ = ["TYPES", "Parameter", "Value", "term_token"]

Value = str | int | Decimal | NamedNode
"""What a parameter may be given; text is read according to the parameter's type, as a command line gives it."""

TYPES: Final[dict[str, tuple[type, ...]]] = {
    "iri": (NamedNode, str),
    "string": (str,),
    "lang": (str,),
    "integer": (int, str),
    "decimal": (Decimal, int, str),
}

_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.\-]*:[^<>"{}|^`\\\x00-\x20]+')
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")


_KINDS: Final = frozenset(
    (
        *(
            "product",
            "offer",
            "brand",
            "category",
            "property",
            "value",
            "concept",
            "document",
            "image",
            "video",
            "clip",
        ),
        *("region", "sentence", "mention", "claim", "run", "model", "script", "segment", "broadcast", "exposure"),
    )
)
_MANY_PARTS: Final = frozenset(("category", "offer", "segment"))


@dataclass(frozen=True, slots=True)
class Parameter:
    """One typed input. ``kind`` (of an ``iri``) is the path segment that a bare id is minted under, or ``term``.

    A parameter that is not ``required`` and has no ``default`` means "any" when it gets no value. ``minimum`` is the
    least value of an ``integer``.
    """

    name: str
    type: str
    description: str
    required: bool
    default: str | None = None
    kind: str | None = None
    minimum: int | None = None


def term_token(parameter: Parameter, value: Value, where: str, iris: Iris | None = None) -> str:
    """Return ``value`` as a SPARQL token of the parameter's type.

    Raises:
        QueryError: it is not of that type; begins with ``where``.
    """
    text = value.value if isinstance(value, NamedNode) else str(value)
    term: NamedNode | Literal | None = None
    try:
        if isinstance(value, bool) or not isinstance(value, TYPES[parameter.type]):
            term = None
        elif parameter.type == "iri":
            term = _iri(parameter, text, iris)
        elif parameter.type == "string":
            term = Literal(text)
            text.encode()  # half of a surrogate pair is no text, and no endpoint could be sent it
        elif parameter.type == "lang" and _LANGUAGE.fullmatch(text):
            term = Literal(text.lower())  # stores fold language tags to lower case
        elif parameter.type == "integer" and _INTEGER.fullmatch(text):
            if parameter.minimum is None or int(text) >= parameter.minimum:
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
            "integer": "an integer" + ("" if parameter.minimum is None else f" of at least {parameter.minimum}"),
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
        if parameter.kind == "term":
            return MKG[text] if text.isalnum() and MKG[text] in declared_terms() else None
        if parameter.kind is None or iris is None or not text:
            return None
        # An id may come with its kind in front, as it stands in the IRI; of another kind, too, since some queries ask
        # for any node.
        first, slash, rest = text.partition("/")
        kind, key = (first, rest) if slash and rest and first in _KINDS else (parameter.kind, text)
        # A category's key is its path from the root; other ids may hold a slash of their own.
        return iris.node(kind, *(key.split("/") if kind in _MANY_PARTS else [key]))
    return NamedNode(text) if _IRI.fullmatch(text) else None
