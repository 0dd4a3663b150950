"""The tokens of Turtle, TriG, N-Triples and N-Quads as patterns over bytes, and what the tokens mean.

The patterns need not refuse what is no Turtle: pyoxigraph has read the text before. They have to cut good text exactly
where the grammar does (RDF 1.1 Turtle, section 6.5), and UTF-8 lets that be done on bytes: whatever delimits is ASCII.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pyoxigraph import NamedNode, RdfFormat, parse

__all__ = ["SKIP", "TOKEN", "local_name", "resolve", "unescape"]

_SPACE = rb"(?:[\x20\t\r\n]++|\#[^\n\r]*+)++"
_IRI = rb"<[^<>\x00-\x20]*+>"
_STRING = (
    rb'(?:"""(?:[^"\\]++|\\.|"(?!""))*+"""'
    rb"|'''(?:[^'\\]++|\\.|'(?!''))*+'''"
    rb'|"(?:[^"\\\n\r]++|\\.)*+"'
    rb"|'(?:[^'\\\n\r]++|\\.)*+')"
)
_CHAR = rb"[\w\-\x80-\xff]"
_ESCAPED = rb"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"
_LOCAL = rb"(?:[\w:\x80-\xff]|" + _ESCAPED + rb")(?:\.*+(?:[\w\-:\x80-\xff]|" + _ESCAPED + rb")++)*+"
_NAME = rb"(?:[A-Za-z\x80-\xff](?:\.*+" + _CHAR + rb"++)*+)?+:(?:" + _LOCAL + rb")?+"
_LABEL = rb"_:[\w\x80-\xff](?:\.*+" + _CHAR + rb"++)*+"
_NUMBER = (
    rb"[+-]?(?:[0-9]++\.[0-9]*+[eE][+-]?[0-9]++|\.[0-9]++[eE][+-]?[0-9]++|[0-9]++[eE][+-]?[0-9]++"
    rb"|[0-9]*+\.[0-9]++|[0-9]++)"
)
_AT = rb"@[A-Za-z]++(?:-[A-Za-z0-9]++)*+"
_WORD = rb"[A-Za-z]++"
_MARK = rb"\^\^|[;,()\[\]]"

TOKEN = re.compile(
    rb"(?:" + _SPACE + rb")?+(?:"
    rb"(?P<iri>" + _IRI + rb")|(?P<name>" + _NAME + rb")|(?P<string>" + _STRING + rb")|(?P<number>" + _NUMBER + rb")"
    rb"|(?P<label>" + _LABEL + rb")|(?P<at>" + _AT + rb")|(?P<word>" + _WORD + rb")|(?P<mark>" + _MARK + rb"|[.{}])"
    rb"|(?P<end>\Z))",
    re.DOTALL,
)
"""One token with the white space and comments before it; the name of the group that matched is its kind."""

SKIP = re.compile(
    rb"(?:" + rb"|".join((_SPACE, _IRI, _NAME, _STRING, _NUMBER, _LABEL, _AT, _WORD, _MARK)) + rb")*+",
    re.DOTALL,
)
"""All tokens up to the next that is ``.``, ``{`` or ``}``."""

_ESCAPES = {b"t": "\t", b"b": "\b", b"n": "\n", b"r": "\r", b"f": "\f"}
_ESCAPE = re.compile(rb"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)


def unescape(raw: bytes) -> str:
    """Return the text that ``raw``, the inside of a string or an IRI, stands for."""
    if b"\\" not in raw:
        return raw.decode()
    parts: list[str] = []
    at = 0
    for match in _ESCAPE.finditer(raw):
        parts.append(raw[at : match.start()].decode())
        code = match[1] or match[2]
        parts.append(chr(int(code, 16)) if code else _ESCAPES.get(match[3], match[3].decode()))
        at = match.end()
    return "".join(parts) + raw[at:].decode()


def local_name(raw: bytes) -> str:
    """Return the local name that ``raw`` stands for; ``%`` escapes stay as they are, as Turtle wants it."""
    return (re.sub(rb"\\(.)", rb"\1", raw) if b"\\" in raw else raw).decode()


@lru_cache(maxsize=10_000)
def resolve(reference: str, base: str) -> NamedNode:
    """Return the IRI that ``reference`` stands for; the parser itself resolves it, so both agree on every odd case."""
    text = f"<{reference}> <x:> <x:> ."
    subject = next(iter(parse(input=text, format=RdfFormat.TURTLE, base_iri=base))).subject
    assert isinstance(subject, NamedNode)  # noqa: S101 - an IRI in angle brackets
    return subject
