"""A dump whose bytes follow from its content alone: sorted N-Quads, packed."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, serialize

__all__ = ["write_nquads"]

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
