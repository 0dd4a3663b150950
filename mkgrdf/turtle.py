"""Turtle whose bytes follow from the triples alone, so that two runs can be compared."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import RdfFormat, Triple, serialize

from mkgrdf.vocabulary import PREFIXES, RDF

__all__ = ["turtle"]


def turtle(triples: Iterable[Triple], *, keep_order: bool = False) -> str:
    """Return ``triples`` as Turtle under the prefixes that occur: sorted by subject, each with its type first.

    Blank nodes are written as they are named; ``keep_order`` then keeps what belongs to one together.
    """
    ordered = list(triples) if keep_order else sorted(set(triples), key=_order)
    lines = (serialize(ordered, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b"").decode().split("\n")
    body = [line for line in lines if not line.startswith("@prefix ")]
    text = "\n".join(body)
    # The serialiser writes all prefixes, in an order that differs from run to run.
    header = sorted(f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items() if f"{prefix}:" in text)
    return "\n".join([*header, "", *body])


def _order(triple: Triple) -> tuple[str, bool, str, str]:
    return str(triple.subject), triple.predicate != RDF.type, str(triple.predicate), str(triple.object)
