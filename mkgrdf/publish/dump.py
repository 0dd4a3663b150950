"""Files whose bytes follow from their content alone: sorted N-Quads, packed, and sorted Turtle."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, Triple, serialize

from mkgrdf.vocabulary import PREFIXES, RDF

__all__ = ["turtle", "write_nquads"]

_BLOCK: Final = 10_000


def write_nquads(quads: Iterable[Quad], path: Path) -> int:
    """Write ``quads`` to ``path`` as gzipped canonical N-Quads, one line each, sorted; returns how many there were.

    Blank nodes, which mkgrdf's own graphs do not have, are named by RDFC-1.0 (W3C, 2024). The archive holds neither
    time nor file name, so the same quads give the same bytes with the same version of zlib. Holds all lines in memory.
    """
    kept = list(quads)
    if any(isinstance(term, BlankNode) for quad in kept for term in (quad.subject, quad.object, quad.graph_name)):
        dataset = Dataset(kept)
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        kept = list(dataset)
    text = serialize(kept, format=RdfFormat.N_QUADS) or b""
    # Only \n ends a line: splitlines() would cut at a form feed inside a literal.
    lines = sorted({line + b"\n" for line in text.split(b"\n") if line})
    with path.open("wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=6) as packed:
        for start in range(0, len(lines), _BLOCK):  # a call for each line would take twice as long
            packed.write(b"".join(lines[start : start + _BLOCK]))
    return len(lines)


def turtle(triples: Iterable[Triple]) -> str:
    """Return ``triples`` as Turtle, sorted by subject, each with its type first, under the prefixes that occur.

    The triples must not have blank nodes.
    """
    ordered = sorted(set(triples), key=_turtle_order)
    lines = (serialize(ordered, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b"").decode().split("\n")
    body = [line for line in lines if not line.startswith("@prefix ")]
    text = "\n".join(body)
    # The serialiser writes all prefixes, in an order that differs from run to run.
    header = sorted(f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items() if f"{prefix}:" in text)
    return "\n".join([*header, "", *body])


def _turtle_order(triple: Triple) -> tuple[str, bool, str, str]:
    return str(triple.subject), triple.predicate != RDF.type, str(triple.predicate), str(triple.object)
