"""Looks at the text of a query before a store sees it: which form it has, and whether it calls another service.

Oxigraph and other engines follow ``SERVICE`` without asking, and some endpoints accept an update where a query is due.
The scan splits the text as SPARQL 1.1 (section 19.8) does, so strings, comments, IRIs, variables and names such as
``ex:service`` do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mkgrdf.errors import QueryError

__all__ = ["check_query", "query_tokens"]

# Longest token first where one could begin inside another. Numbers come before words because an engine may read
# `1SERVICE` as two tokens; a name may hold dots and dashes, escaped punctuation and percent escapes.
_TOKEN: Final = re.compile(
    r"""
      (?P<comment>  \#[^\r\n]* )
    | (?P<long>     \"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3} )
    | (?P<string>   "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*' )
    | (?P<iri>      <[^<>"{}|^`\\\x00-\x20]*(?:\\[uU][0-9A-Fa-f]{4,8}[^<>"{}|^`\\\x00-\x20]*)*> )
    | (?P<variable> [?$][\w\u00b7]+ )
    | (?P<language> @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
    | (?P<name>     (?:_|[^\W\d_](?:[\w.\-\u00b7]*[\w\-\u00b7])?)?:
                    (?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])
                       (?:(?:[\w:.\-\u00b7]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*
                          (?:[\w:\-\u00b7]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]))?)? )
    | (?P<number>   [0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)? )
    | (?P<word>     \w+ )
    | (?P<mark>     \S )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_FORMS: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_UPDATES: Final = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})


def check_query(sparql: str, *forms: str) -> str:
    """Accept ``sparql`` when it has one of ``forms`` (``"SELECT"``, …) and calls no other service; return its form.

    Raises:
        QueryError: it is an update, has another form, has none, or contains ``SERVICE``.
    """
    # SPARQL says that \u0053 is read before anything else, yet engines differ; a text has to be fit both ways.
    texts = {sparql, _ESCAPE.sub(_character, sparql)}
    if any(map(_calls_service, texts)):
        raise QueryError(
            "the query contains SERVICE, which would call another server and is refused; "
            "load what it would fetch into this store and query that"
        )
    wanted = " or ".join(forms)
    found = _form(sparql)
    if found in _UPDATES:
        raise QueryError(f"the text is an update ({found}), not a query; expected {wanted}")
    if found not in _FORMS:
        raise QueryError(f"the text is not a SPARQL query: no {', '.join(sorted(_FORMS))} in it; expected {wanted}")
    if found not in forms:
        raise QueryError(f"the query is {_article(found)} {found}; expected {wanted}")
    return found


def query_tokens(text: str) -> Iterator[re.Match[str]]:
    """Yield the tokens of a SPARQL text, comments left out; ``lastgroup`` of each says its kind.

    Kinds: ``long`` and ``string`` (literals), ``iri``, ``variable``, ``language``, ``name`` (prefixed), ``number``,
    ``word`` (keywords and ``a``), ``mark`` (one character).
    """
    return (match for match in _TOKEN.finditer(text) if match.lastgroup != "comment")


def _character(match: re.Match[str]) -> str:
    point = int(match[1] or match[2], 16)
    return chr(point) if point <= 0x10FFFF else match[0]


def _calls_service(text: str) -> bool:
    """Tell whether any engine could read a ``SERVICE`` keyword in ``text``."""
    tokens = list(query_tokens(text))
    texts = [token[0] for token in tokens]
    for token, following in zip(tokens, [*texts[1:], ""], strict=False):
        # `?s ?p trueSERVICE ?x {` needs no space before the keyword, so a word that ends in it counts too. And
        # `SERVICE:x {` is read as a name first, but engines that then fail at the brace step back and read the keyword.
        prefix, colon, _ = token[0].upper().partition(":")
        keyword = token.lastgroup == "word" or (token.lastgroup == "name" and colon and following == "{")
        if keyword and prefix.endswith("SERVICE"):
            return True
    return False


def _words(text: str) -> Iterator[str]:
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "word":
            yield match[0]


def _form(text: str) -> str | None:
    """Return the first keyword after the prologue, upper case."""
    for word in map(str.upper, _words(text)):
        if word not in ("BASE", "PREFIX", "VERSION"):
            return word
    return None


def _article(form: str) -> str:
    return "an" if form[0] in "AEIOU" else "a"
