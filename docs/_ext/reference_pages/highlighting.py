"""Colours for SPARQL as the queries write it."""

from __future__ import annotations

from typing import ClassVar

from pygments.lexer import inherit  # type: ignore[import-untyped] # no types are shipped
from pygments.lexers.rdf import SparqlLexer  # type: ignore[import-untyped]
from pygments.token import Operator  # type: ignore[import-untyped]

__all__ = ["PathSparqlLexer"]


class PathSparqlLexer(SparqlLexer):  # type: ignore[misc] # the parent is untyped
    """Pygments' SPARQL, and the path operators that it stumbles over: ``p?``, ``p|q`` and ``^p``."""

    tokens: ClassVar = {"root": [(r"\?(?![A-Za-z0-9_])|\|(?!\|)|\^(?!\^)", Operator), inherit]}
