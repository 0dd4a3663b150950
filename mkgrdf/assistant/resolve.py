"""Which concept, product or broadcast somebody means by a name, an id or an IRI."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from mkgrdf.errors import QueryError
from mkgrdf.iris import Iris
from mkgrdf.queries import select
from mkgrdf.store.interface import Store
from mkgrdf.vocabulary import MKG

__all__ = ["Named", "resolve_broadcast", "resolve_concept", "resolve_product"]

MOST_NAMES = 8
"""Names that are listed when none is close."""

_KINDS = {
    "Scene": "scene",
    "PainPoint": "pain point",
    "Intent": "intent",
    "Audience": "audience",
    "Occasion": "occasion",
}


@dataclass(frozen=True, slots=True)
class Named:
    """What was meant. ``kind`` is the local name of its class, ``Product`` for groups too."""

    node: NamedNode
    kind: str


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("-", " ").split())


def resolve_concept(store: Store, iris: Iris, text: str, *, kind: str | None = None) -> Named:
    """Return the concept that ``text`` is the IRI, the id or a name of; case, width and hyphens do not count.

    ``kind`` (``Scene``, ``PainPoint``, ``Intent``, ``Audience``, ``Occasion``) narrows the search. A preferred name
    goes before an alternative one.

    Raises:
        QueryError: no concept has this name (close ones are listed), or several have it.
    """
    what = _KINDS[kind] if kind else "concept"
    kinds: dict[NamedNode, str] = {}
    preferred: dict[str, dict[NamedNode, None]] = {}
    others: dict[str, dict[NamedNode, None]] = {}
    spelt: dict[str, str] = {}
    for row in select(store, "assistant/concept-names", kind=None if kind is None else MKG[kind]):
        concept, name = row.iri("concept"), row.text("name") or ""
        kinds[concept] = row.iri("concept_kind").value.removeprefix(MKG.iri)
        (preferred if row.true("preferred") else others).setdefault(_fold(name), {})[concept] = None
        spelt.setdefault(_fold(name), name)
    for node in (_node(text) or iris.concept(text), iris.concept(text.removeprefix("concept/"))):
        if node in kinds:
            return Named(node, kinds[node])
    for names in (preferred, others):
        found = names.get(_fold(text), {})
        if found:
            return Named(_only(found, text, what), kinds[next(iter(found))])
    raise QueryError(_unknown(text, what, spelt, "browse/concepts"))


def resolve_product(store: Store, iris: Iris, text: str) -> Named:
    """Return the product that ``text`` is the IRI, the id, the stock number or the name of.

    Raises:
        QueryError: no product has it (close names are listed), or several have it.
    """
    for row in select(store, "assistant/product-by-sku", sku=text):
        return Named(row.iri("product"), "Product")
    given = (_node(text) or iris.product(text), iris.product(text.removeprefix("product/")))
    names: dict[str, dict[NamedNode, None]] = {}
    spelt: dict[str, str] = {}
    for row in select(store, "assistant/product-names"):
        node, name = row.iri("product"), row.text("name") or ""
        if node in given:
            return Named(node, "Product")
        names.setdefault(_fold(name), {})[node] = None
        spelt.setdefault(_fold(name), name)
    if found := names.get(_fold(text)):
        return Named(_only(found, text, "product"), "Product")
    raise QueryError(_unknown(text, "product", spelt, "browse/products"))


def resolve_broadcast(store: Store, iris: Iris, text: str, *, language: str) -> NamedNode:
    """Return the broadcast that ``text`` is the IRI, the id, or the name (in ``language``) of.

    Raises:
        QueryError: there is no such broadcast (those that there are are listed), or several have the name.
    """
    given = (_node(text) or iris.node("broadcast", text), iris.node("broadcast", text.removeprefix("broadcast/")))
    names: dict[str, dict[NamedNode, None]] = {}
    known: list[str] = []
    for row in select(store, "browse/broadcasts", language=language):
        node, name = row.iri("broadcast"), row.text("name") or ""
        if node in given:
            return node
        names.setdefault(_fold(name), {})[node] = None
        known.append(f"{iris.key(node)} ({name})")
    if found := names.get(_fold(text)):
        return _only(found, text, "broadcast")
    hint = f"there are {', '.join(known[-MOST_NAMES:])}" if known else "the graph has no broadcast at all"
    raise QueryError(f"no broadcast is called {text!r}; {hint} (mkgrdf query browse/broadcasts lists them all)")


def _node(text: str) -> NamedNode | None:
    """Return ``text`` as a node where it is an IRI, ``None`` where it can only be an id or a name."""
    if "://" not in text:
        return None
    try:
        return NamedNode(text)
    except ValueError:
        return None


def _only(found: Iterable[NamedNode], text: str, what: str) -> NamedNode:
    nodes = list(found)
    if len(nodes) > 1:
        raise QueryError(
            f"{text!r} is the name of {len(nodes)} {what}s; say which by its id or IRI: "
            f"{', '.join(node.value for node in nodes)}"
        )
    return nodes[0]


def _unknown(text: str, what: str, spelt: dict[str, str], query: str) -> str:
    folded = _fold(text)
    near = difflib.get_close_matches(folded, spelt, n=3, cutoff=0.6)
    # Two Chinese characters of four are near for a reader, and too far for a ratio.
    near += [name for name in spelt if name not in near and folded and (folded in name or name in folded)][:3]
    if near:
        hint = f"did you mean {', '.join(spelt[name] for name in near[:4])}?"
    elif spelt:
        hint = f"names are, for instance, {', '.join(list(spelt.values())[:MOST_NAMES])}"
    else:
        hint = f"the graph has no {what} at all"
    return f"no {what} is called {text!r}; {hint} (mkgrdf query {query} lists them all)"
