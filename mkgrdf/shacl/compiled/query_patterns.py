"""The triple patterns of a SPARQL query, group by group: what it reads, for whoever has to know without running it.

Understood are groups of triple patterns with property paths, ``FILTER`` with and without ``EXISTS``, ``BIND``,
``OPTIONAL``, ``UNION`` and nested groups. For everything else the answer is ``None``, and the query has to be taken for
one that may read anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from pyoxigraph import NamedNode

from mkgrdf.shacl.paths import Path, parse_path
from mkgrdf.store.guard import query_tokens
from mkgrdf.vocabulary import RDF

__all__ = ["Group", "Kind", "Pattern", "query_group"]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One triple pattern. Variables are names, with ``?``; constants are other text. ``path`` may be a variable."""

    subject: str
    path: Path | str
    value: str


class Kind(Enum):
    """What a group is to the one around it."""

    WHOLE = auto()
    JOINED = auto()
    """It stands there by itself, or is a branch of a ``UNION``."""
    OPTIONAL = auto()
    EXISTS = auto()


@dataclass(slots=True)
class Group:
    """A group graph pattern.

    Attributes:
        kind: what it is to the group around it.
        patterns: those that stand in it directly, which every solution of it matches.
        groups: those inside it.
        chosen: for a variable of its patterns, the IRIs that a ``FILTER (?variable IN (…))`` of the group restricts
            it to.
    """

    kind: Kind
    patterns: list[Pattern] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    chosen: dict[str, tuple[NamedNode, ...]] = field(default_factory=dict)


class _UnknownError(Exception):
    """The query has something that this reader does not know."""


def query_group(text: str) -> Group | None:
    """Return the outermost group of a query whose prefixed names are written out, or ``None``."""
    reader = _Reader(list(query_tokens(text)))
    try:
        return reader.query()
    except (_UnknownError, IndexError, ValueError):
        return None


_FOREIGN = frozenset({"GRAPH", "SERVICE", "MINUS", "VALUES", "SELECT"})
_TERMS = frozenset({"variable", "iri", "string", "long", "number"})
_PATH_MARKS = frozenset("/|^*+?()")


class _Reader:
    def __init__(self, tokens: list[re.Match[str]]) -> None:
        self._tokens = tokens
        self._at = 0

    def query(self) -> Group:
        words = [token[0].upper() for token in self._tokens if token.lastgroup == "word"]
        if words.count("SELECT") > 1:
            raise _UnknownError
        while self._text != "{":
            if self._text.upper() == "EXISTS":  # among what is projected
                raise _UnknownError
            self._at += 1
        group = self._group(Kind.WHOLE)
        if any(token[0] == "{" for token in self._tokens[self._at :]):  # HAVING, ORDER BY
            raise _UnknownError
        return group

    @property
    def _text(self) -> str:
        return self._tokens[self._at][0]

    @property
    def _kind(self) -> str | None:
        return self._tokens[self._at].lastgroup

    def _take(self) -> str:
        text = self._text
        self._at += 1
        return text

    def _group(self, kind: Kind) -> Group:
        group = Group(kind)
        self._at += 1  # the brace
        was_optional = False
        while self._text != "}":
            word = self._text.upper() if self._kind == "word" else ""
            if word in _FOREIGN:
                raise _UnknownError
            if word in ("FILTER", "BIND"):
                self._at += 1
                self._expression(group)
            elif word == "OPTIONAL":
                self._at += 1
                group.groups.append(self._group(Kind.OPTIONAL))
                was_optional = True
            elif self._text == "." or word == "UNION":
                self._at += 1
            elif was_optional:
                # Whether the OPTIONAL matches is settled before, by all data; only then comes what else has to hold.
                raise _UnknownError
            elif self._text == "{":
                group.groups.append(self._group(Kind.JOINED))
            else:
                self._triples(group)
        self._at += 1
        names = {name for one in group.patterns for name in (one.subject, one.path, one.value)}
        group.chosen = {name: iris for name, iris in group.chosen.items() if name in names}
        return group

    def _expression(self, group: Group) -> None:
        """Read past what follows FILTER or BIND; groups in it are those of EXISTS."""
        self._note_choice(group)
        while self._text not in ("(", "{"):
            self._at += 1
        if self._text == "{":
            group.groups.append(self._group(Kind.EXISTS))
            return
        depth = 0
        while True:
            if self._text == "{":
                group.groups.append(self._group(Kind.EXISTS))
                continue
            depth += (self._text == "(") - (self._text == ")")
            self._at += 1
            if depth == 0:
                return

    def _note_choice(self, group: Group) -> None:
        texts = [token[0] for token in self._tokens[self._at : self._at + 4]]
        if len(texts) < 4 or texts[0] != "(" or texts[2].upper() != "IN" or texts[3] != "(":
            return
        chosen: list[NamedNode] = []
        for token in self._tokens[self._at + 4 :]:
            if token.lastgroup == "iri":
                chosen.append(NamedNode(token[0][1:-1]))
            elif token[0] != ",":
                break
        at = self._at + 4 + max(0, 2 * len(chosen) - 1)
        if [token[0] for token in self._tokens[at : at + 2]] == [")", ")"]:
            group.chosen[f"?{texts[1][1:]}"] = tuple(chosen)

    def _triples(self, group: Group) -> None:
        subject = self._term()
        while True:
            path = self._path()
            while True:
                group.patterns.append(Pattern(subject, path, self._term()))
                if self._text != ",":
                    break
                self._at += 1
            while self._text == ";":
                self._at += 1
                if self._text in (".", "}") or self._text == ";":
                    continue
                break
            else:
                return
            if self._text in (".", "}"):
                return

    def _term(self) -> str:
        kind, text = self._kind, self._text
        if kind == "name" and not text.startswith("_:"):
            raise _UnknownError
        if kind == "word" and text.lower() not in ("true", "false"):
            raise _UnknownError
        if kind not in _TERMS and kind not in ("name", "word"):
            raise _UnknownError
        self._at += 1
        if kind in ("string", "long"):
            if self._kind == "language":
                self._at += 1
            elif self._text == "^":
                self._at += 3
        if kind == "variable":
            return f"?{text[1:]}"
        return f"?{text}" if kind == "name" else text

    def _path(self) -> Path | str:
        if self._kind == "variable":
            return f"?{self._take()[1:]}"
        parts: list[str] = []
        due = True  # whether a predicate is due, or what joins two
        while due or self._text in _PATH_MARKS or parts[-1] in ("/", "|", "^", "("):
            kind, text = self._kind, self._text
            if text in _PATH_MARKS:
                due = text in ("/", "|", "^", "(")
            elif due and (kind == "iri" or text == "a"):
                due = False
                text = str(RDF.type) if text == "a" else text
            else:
                raise _UnknownError
            parts.append(text)
            self._at += 1
        return parse_path("".join(parts))
