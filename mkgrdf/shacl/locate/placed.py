"""A statement with the places in its file where its three terms stand, as byte offsets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from mkgrdf.shacl.terms import Node

__all__ = ["Placed", "Unplaceable", "line_and_character"]


class Unplaceable(Exception):  # noqa: N818 - no error: the file is fine, only its places cannot be told
    """The text cannot be followed any further, so nothing is said about the places of what is left."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One statement of a text, with the byte offset of subject, predicate and object.

    Where a term is not written out (the ``rdf:rest`` of a list, say), its offset is that of what implies it. Blank
    nodes have labels of the text's own making.
    """

    subject: Node
    predicate: NamedNode
    object: Node
    at_subject: int
    at_predicate: int
    at_object: int


def line_and_character(content: bytes, offsets: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Return line and character, both from 1, of each byte offset; characters are Unicode's code points."""
    places: dict[int, tuple[int, int]] = {}
    line, counted = 1, 0
    for offset in sorted(set(offsets)):
        line += content.count(b"\n", counted, offset)
        counted = offset
        begin = content.rfind(b"\n", 0, offset) + 1
        places[offset] = line, len(content[begin:offset].decode("utf-8", "replace").lstrip("\ufeff")) + 1
    return places
