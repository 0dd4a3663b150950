"""JSON that remembers where each value stands, which Python's own reader does not."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from mkgrdf.shacl.locate.placed import Unplaceable

__all__ = ["Items", "Json", "Members", "Scalar", "read_json"]

_TOKEN = re.compile(rb'[\x20\t\r\n]*+(?:([{}\[\]:,])|("(?:[^"\\]++|\\.)*+")|([^\x20\t\r\n{}\[\]:,"]++))', re.DOTALL)
_NOT_NESTED = 100


@dataclass(frozen=True, slots=True)
class Scalar:
    """A string, number, boolean or null; ``raw`` is the text of a number, which a float would lose."""

    at: int
    value: str | bool | None
    raw: str | None = None


@dataclass(frozen=True, slots=True)
class Items:
    """An array."""

    at: int
    items: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class Members:
    """An object: key, place of the key, value. Of a key that comes twice the last counts, as usual."""

    at: int
    members: tuple[tuple[str, int, Json], ...]

    def get(self, key: str) -> Json | None:
        """Return the value of ``key``."""
        return next((value for name, _, value in self.members if name == key), None)


Json = Scalar | Items | Members


def read_json(content: bytes) -> Json:
    """Return the value that ``content``, which is JSON in UTF-8, holds; places are byte offsets.

    Raises:
        Unplaceable: it nests too deep, or is no JSON after all.
    """
    return _Reader(content).value(0)


class _Reader:
    def __init__(self, content: bytes) -> None:
        self._content = content
        self._end = 3 if content.startswith(b"\xef\xbb\xbf") else 0

    def _next(self) -> tuple[int, bytes]:
        match = _TOKEN.match(self._content, self._end)
        if match is None or match.lastindex is None:
            raise Unplaceable
        self._end = match.end()
        return match.start(match.lastindex), match[match.lastindex]

    def _peek(self) -> bytes:
        end = self._end
        token = self._next()[1]
        self._end = end
        return token

    def value(self, depth: int) -> Json:
        at, token = self._next()
        if depth > _NOT_NESTED:
            raise Unplaceable
        if token == b"{":
            return Members(at, self._members(depth))
        if token == b"[":
            return Items(at, self._items(depth))
        if token.startswith(b'"'):
            return Scalar(at, _text(token))
        constants = {b"true": True, b"false": False, b"null": None}
        if token in constants:
            return Scalar(at, constants[token])
        return Scalar(at, None, token.decode())

    def _members(self, depth: int) -> tuple[tuple[str, int, Json], ...]:
        members: dict[str, tuple[str, int, Json]] = {}
        while True:
            at, token = self._next()
            if token == b"}":
                return tuple(members.values())
            if token != b",":
                key = _text(token)
                if self._next()[1] != b":":
                    raise Unplaceable
                members[key] = key, at, self.value(depth + 1)

    def _items(self, depth: int) -> tuple[Json, ...]:
        items: list[Json] = []
        while (token := self._peek()) != b"]":
            if token == b",":
                self._next()
            else:
                items.append(self.value(depth + 1))
        self._next()
        return tuple(items)


def _text(token: bytes) -> str:
    try:
        text = json.loads(token)
    except ValueError as error:
        raise Unplaceable from error
    if not isinstance(text, str):
        raise Unplaceable
    return text
