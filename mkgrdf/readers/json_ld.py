"""JSON-LD with schema.org's vocabulary, read without a JSON-LD processor and without the network.

Contexts are taken by name only: schema.org's own, prefixes for it, ``@vocab`` and ``@language`` (JSON-LD 1.1, section
4). Any other remote context is refused, because what it means cannot be known without fetching it. Nodes come out with
schema.org's local names as keys (``name``, ``offers``); keys of other vocabularies are left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from mkgrdf.readers.html_tree import Element, Text, parse_html
from mkgrdf.readers.json_lines import parse_json
from mkgrdf.readers.problems import RejectCode, RowError

__all__ = ["LANGUAGE", "Node", "Script", "find_scripts", "listed", "scripts_of", "simplify", "types_of"]

Node = dict[str, object]
"""A node object with local names as keys; ``LANGUAGE`` holds the language of its untagged texts, if one is stated."""

LANGUAGE = "@language"

_SCHEMA = re.compile(r"https?://(?:www\.)?schema\.org/?(?:docs/jsonldcontext\.jsonl?d?)?")
_TERM = re.compile(r"https?://(?:www\.)?schema\.org/(\w+)")


@dataclass(frozen=True, slots=True)
class Script:
    """The JSON-LD of one file or ``<script>``: where it is (a JSON pointer), what it holds, the page's language."""

    pointer: str
    value: object
    language: str | None = None
    problem: RowError | None = None


@dataclass(frozen=True, slots=True)
class _Context:
    """What keys mean: whether bare ones are schema.org's, prefixes of schema.org, renamed terms (``None``: foreign)."""

    vocabulary: bool = False
    language: str | None = None
    prefixes: frozenset[str] = frozenset()
    terms: Mapping[str, str | None] = field(default_factory=dict)

    def local(self, key: str) -> str | None:
        """Return schema.org's local name for a key or type, ``None`` for another vocabulary's."""
        if key.startswith("@"):
            return key
        if key in self.terms:
            return self.terms[key]
        if match := _TERM.fullmatch(key):
            return match[1]
        prefix, colon, rest = key.partition(":")
        if colon:
            return rest if prefix in self.prefixes else None
        return key if self.vocabulary else None


def find_scripts(text: str, *, is_html: bool) -> list[Script]:
    """Return the JSON-LD in a file: all of it, or what the ``<script type="application/ld+json">`` of a page hold."""
    if not is_html:
        return [_script("", text, None)]
    return scripts_of(parse_html(text), text)


def scripts_of(page: Element, source: str) -> list[Script]:
    """Return what the ``<script type="application/ld+json">`` of a page hold."""
    found = [one for one in page.find("script") if one.get("type").lower() == "application/ld+json"]
    return [
        _script(f"/script/{index}", _inside(one, source), page.get("lang") or None) for index, one in enumerate(found)
    ]


def _inside(element: Element, source: str) -> str:
    return "".join(source[child.start : child.end] for child in element.children if isinstance(child, Text))


def _script(pointer: str, text: str, language: str | None) -> Script:
    try:
        return Script(pointer, parse_json(text), language)
    except RowError as problem:
        return Script(pointer, None, language, problem)


def simplify(value: object, language: str | None) -> object:
    """Return a JSON-LD document with contexts applied and gone; ``language`` is what the page around it states.

    Raises:
        RowError: ``context-unknown``.
    """
    return _simplify(value, _Context(language=language))


def _simplify(value: object, context: _Context) -> object:
    if isinstance(value, list):
        return [_simplify(one, context) for one in value]
    if not isinstance(value, dict):
        return value
    if "@context" in value:
        context = _extend(value["@context"], context)
    if "@value" in value:
        return {key: value[key] for key in ("@value", LANGUAGE) if key in value}
    node: Node = {}
    for key, part in value.items():
        name = context.local(key)
        if name is None or name == "@context":
            continue
        if name == "@type":
            node[name] = [context.local(one) or one for one in listed(part) if isinstance(one, str)]
        else:
            node[name] = part if name == "@id" else _simplify(part, context)
    if context.language is not None:
        node[LANGUAGE] = context.language
    return node


def _extend(stated: object, context: _Context) -> _Context:
    """Apply one ``@context`` on top of the one around it."""
    if stated is None:
        return _Context()
    if isinstance(stated, list):
        for one in stated:
            context = _extend(one, context)
        return context
    if isinstance(stated, str):
        if not _SCHEMA.fullmatch(stated):
            raise _unknown(stated)
        return _Context(True, context.language, context.prefixes, context.terms)
    if not isinstance(stated, dict):
        raise _unknown(str(stated))
    vocabulary, language = context.vocabulary, context.language
    prefixes, terms = set(context.prefixes), dict(context.terms)
    for key, meaning in stated.items():
        iri = meaning.get("@id") if isinstance(meaning, dict) else meaning
        if key == "@vocab":
            vocabulary = isinstance(iri, str) and _SCHEMA.fullmatch(iri) is not None
        elif key == LANGUAGE:
            language = str(iri) if iri else None
        elif key.startswith("@"):
            continue
        elif isinstance(iri, str) and _SCHEMA.fullmatch(iri):
            prefixes.add(key)
        else:
            terms[key] = _Context(vocabulary, None, frozenset(prefixes)).local(iri) if isinstance(iri, str) else key
    return _Context(vocabulary, language, frozenset(prefixes), terms)


def _unknown(stated: str) -> RowError:
    return RowError(
        RejectCode.CONTEXT_UNKNOWN,
        stated,
        expected="the context https://schema.org, which is known by name; no context is fetched",
        suggestion="use schema.org's context, or expand the file with a JSON-LD processor first",
        column="@context",
    )


def listed(value: object) -> list[object]:
    """Return a value as a list: JSON-LD leaves out the brackets around a single one."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and ("@list" in value or "@set" in value):
        return listed(value.get("@list", value.get("@set")))
    return [] if value is None else [value]


def types_of(node: Mapping[str, object]) -> frozenset[str]:
    """Return the local names of a node's types."""
    return frozenset(one for one in listed(node.get("@type")) if isinstance(one, str))
