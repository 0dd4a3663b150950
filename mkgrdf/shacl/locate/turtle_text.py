"""Follows Turtle, TriG, N-Triples and N-Quads and says where each statement stands (grammars: RDF 1.1, W3C 2014).

The text has been read by pyoxigraph before, so nothing is checked here. Text that says nothing about the wanted nodes
is stepped over by a pattern, some 50 MB/s; only what is about them is taken apart.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat

from mkgrdf.shacl.locate.placed import Placed, Unplaceable
from mkgrdf.shacl.locate.tokens import SKIP, TOKEN, local_name, resolve, unescape
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import RDF, XSD

__all__ = ["placed_in_turtle"]

_NOT_NESTED = 50
"""How deep brackets may nest here: each level takes five of the thousand calls that Python's stack holds."""


def placed_in_turtle(
    content: bytes, syntax: RdfFormat, base: str, wanted: Collection[Node] | None = None
) -> Iterator[Placed]:
    """Yield the statements of ``content`` in the order in which they stand.

    Args:
        content: the file.
        syntax: Turtle, TriG, N-Triples or N-Quads.
        base: the IRI that relative ones are resolved against.
        wanted: only statements that open with one of these IRIs (with what nests in them); all when ``None``.

    Raises:
        Unplaceable: the text cannot be followed further.
    """
    lined = syntax in (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS)
    return _Follower(content, base, wanted, lined=lined).statements()


class _TooDeepError(Exception):
    """Brackets nest too deep to be followed; the statement has to be stepped over."""


@dataclass(slots=True)
class _Token:
    kind: str
    text: bytes
    at: int


class _Follower:
    """One pass over one text; ``_token`` is what comes next."""

    def __init__(self, content: bytes, base: str, wanted: Collection[Node] | None, *, lined: bool) -> None:
        self._content = content
        self._base = base
        self._wanted = wanted
        self._lined = lined
        self._prefixes: dict[bytes, str] = {}
        self._end = 0
        self._token = _Token("end", b"", 0)
        self._blank = 0
        self._depth = 0
        self._found: list[Placed] = []

    def statements(self) -> Iterator[Placed]:
        self._next()
        while self._token.kind != "end":
            self._piece()
            if self._found:
                yield from self._found
                self._found.clear()

    # -- tokens ---------------------------------------------------------------------------------------------------

    def _next(self) -> _Token:
        """Move on; return the token that was next."""
        token = self._token
        match = TOKEN.match(self._content, self._end)
        if match is None or match.lastgroup is None:
            raise Unplaceable
        self._end = match.end()
        self._token = _Token(match.lastgroup, match[match.lastgroup], match.start(match.lastgroup))
        return token

    def _is(self, mark: bytes) -> bool:
        return self._token.kind == "mark" and self._token.text == mark

    def _take(self, mark: bytes) -> _Token:
        if not self._is(mark):
            raise Unplaceable
        return self._next()

    def _skip(self) -> None:
        """Step over what is left of a statement, up to the mark that ends it."""
        match = SKIP.match(self._content, self._token.at)
        self._end = match.end() if match else self._end
        self._next()

    # -- statements -------------------------------------------------------------------------------------------------

    def _piece(self) -> None:
        token = self._token
        word = token.text.upper() if token.kind == "word" else b""
        if token.kind == "mark" and token.text in (b"{", b"}", b"."):
            self._next()
        elif token.kind == "at" or word in (b"PREFIX", b"BASE", b"VERSION"):
            self._directive()
        elif word == b"GRAPH" or not self._is_wanted(token):
            self._skip()
        else:
            try:
                self._about()
            except _TooDeepError:
                self._found.clear()
                self._depth = 0
                self._token = token
                self._skip()

    def _is_wanted(self, token: _Token) -> bool:
        if self._wanted is None:
            return True
        return token.kind != "mark" and self._term_of(token) in self._wanted

    def _directive(self) -> None:
        kind = self._next().text.lower().lstrip(b"@")
        if kind == b"prefix":
            name = self._next().text
            self._prefixes[name] = resolve(unescape(self._next().text[1:-1]), self._base).value
        elif kind == b"base":
            self._base = resolve(unescape(self._next().text[1:-1]), self._base).value
        else:
            self._next()

    def _about(self) -> None:
        """Read a subject and what is said about it, or the name of a graph."""
        at = self._token.at
        said = len(self._found)
        subject = self._node()
        if self._is(b"{"):
            return
        # "[ … ] ." is a statement of its own.
        if len(self._found) == said or not (self._is(b".") or self._is(b"}")):
            self._predicates(subject, at)

    def _predicates(self, subject: Node, at: int) -> None:
        while True:
            token = self._token
            predicate = self._iri()
            while True:
                self._object(subject, predicate, at, token.at)
                if not self._is(b","):
                    break
                self._next()
            if self._lined and self._token.kind in ("iri", "label"):
                self._next()  # the graph of N-Quads
            if not self._is(b";"):
                return
            while self._is(b";"):
                self._next()
            if self._token.kind in ("mark", "end"):
                return

    def _object(self, subject: Node, predicate: NamedNode, at_subject: int, at_predicate: int) -> None:
        at = self._token.at
        value = self._literal() if self._token.kind in ("string", "number") else self._node()
        self._found.append(Placed(subject, predicate, value, at_subject, at_predicate, at))

    # -- terms --------------------------------------------------------------------------------------------------------

    def _iri(self) -> NamedNode:
        if self._token.kind == "word" and self._token.text == b"a":
            self._next()
            return RDF.type
        term = self._term_of(self._token)
        if not isinstance(term, NamedNode):
            raise Unplaceable
        self._next()
        return term

    def _node(self) -> Node:
        if self._is(b"["):
            return self._nested(self._bracketed)
        if self._is(b"("):
            return self._nested(self._collection)
        term = self._term_of(self._token)
        if term is None:
            raise Unplaceable
        self._next()
        return term

    def _nested(self, read: Callable[[], Node]) -> Node:
        self._depth += 1
        if self._depth > _NOT_NESTED:
            raise _TooDeepError
        node = read()
        self._depth -= 1
        return node

    def _term_of(self, token: _Token) -> Node | None:
        if token.kind == "iri":
            return self._resolved(token.text)
        if token.kind == "name":
            prefix, _, local = token.text.partition(b":")
            namespace = self._prefixes.get(prefix + b":")
            return None if namespace is None else NamedNode(namespace + local_name(local))
        if token.kind == "label":
            return BlankNode("l" + token.text[2:].decode().encode().hex())
        if token.kind == "word" and token.text in (b"true", b"false"):
            return Literal(token.text.decode(), datatype=XSD.boolean)
        return None

    def _resolved(self, raw: bytes) -> NamedNode:
        text = unescape(raw[1:-1])
        return NamedNode(text) if self._lined else resolve(text, self._base)

    def _literal(self) -> Literal:
        token = self._next()
        if token.kind == "number":
            double = b"e" in token.text.lower()
            datatype = XSD.double if double else XSD.decimal if b"." in token.text else XSD.integer
            return Literal(token.text.decode(), datatype=datatype)
        marks = 3 if token.text[:3] in (b'"""', b"'''") and len(token.text) > 5 else 1
        text = unescape(token.text[marks:-marks])
        if self._token.kind == "at":
            return Literal(text, language=self._next().text[1:].decode())
        if self._is(b"^^"):
            self._next()
            return Literal(text, datatype=self._iri())
        return Literal(text)

    def _fresh(self) -> BlankNode:
        self._blank += 1
        return BlankNode(f"n{self._blank}")

    def _bracketed(self) -> BlankNode:
        at = self._take(b"[").at
        node = self._fresh()
        if not self._is(b"]"):
            self._predicates(node, at)
        self._take(b"]")
        return node

    def _collection(self) -> Node:
        self._take(b"(")
        cell: BlankNode | None = None
        head: Node = RDF.nil
        while not self._is(b")"):
            at = self._token.at
            following = self._fresh()
            if cell is None:
                head = following
            else:
                self._found.append(Placed(cell, RDF.rest, following, at, at, at))
            cell = following
            self._object(cell, RDF.first, at, at)
        at = self._take(b")").at
        if cell is not None:
            self._found.append(Placed(cell, RDF.rest, RDF.nil, at, at, at))
        return head
