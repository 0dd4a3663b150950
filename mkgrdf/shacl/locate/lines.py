"""N-Triples and N-Quads hold a statement a line: lines about other nodes are passed over without being taken apart."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from pyoxigraph import NamedNode, RdfFormat

from mkgrdf.shacl.locate.placed import Placed
from mkgrdf.shacl.locate.tokens import unescape
from mkgrdf.shacl.locate.turtle_text import placed_in_turtle

__all__ = ["placed_in_lines"]

_LINE = re.compile(rb"^[ \t]*+(<[^<>\n]*+>)[^\n]*+", re.MULTILINE)


def placed_in_lines(content: bytes, wanted: Collection[NamedNode]) -> Iterator[Placed]:
    """Yield the statements of ``content`` about ``wanted``, in the order in which they stand."""
    written = {f"<{node.value}>".encode() for node in wanted}
    for line in _LINE.finditer(content):
        subject = line[1]
        if subject in written or (b"\\" in subject and NamedNode(unescape(subject[1:-1])) in wanted):
            begin = line.start()
            for one in placed_in_turtle(line[0], RdfFormat.N_QUADS, ""):
                yield replace(
                    one,
                    at_subject=begin + one.at_subject,
                    at_predicate=begin + one.at_predicate,
                    at_object=begin + one.at_object,
                )
