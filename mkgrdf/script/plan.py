"""The logic of a script: a path scene → pain point → intent → product, chosen on the graph by ready-made queries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import NamedNode

from mkgrdf.phrases import pick
from mkgrdf.queries import Row, select
from mkgrdf.script import gaps
from mkgrdf.script.grounds import citations
from mkgrdf.script.parts import Gap, Link, Path
from mkgrdf.store.interface import Store
from mkgrdf.vocabulary import MKG

__all__ = ["Wish", "plan_path"]

NEAR = Decimal("0.75")
"""With a seed, paths whose score reaches this share of the best one's are as good; a choice of ours."""


TOLD = Decimal("1.5")
"""A path is worth this much more for a scene, and again for a pain point, that is told of the product itself."""

MOST_WAYS = 5
"""Paths that are named when the one asked for does not exist."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the caller fixed; ``None`` leaves it to the graph."""

    scene: NamedNode | None = None
    pain: NamedNode | None = None
    intent: NamedNode | None = None

    def allows(self, row: Row) -> bool:
        """Tell whether a path goes through everything that was fixed."""
        fixed = {"scene": self.scene, "pain": self.pain, "intent": self.intent}
        return all(node is None or row[column] == node for column, node in fixed.items())


def plan_path(
    store: Store, product: NamedNode, wish: Wish, *, language: str, seed: int
) -> tuple[Path | None, tuple[Gap, ...]]:
    """Return the path to present ``product`` by, or ``None``; and what is missing on it, as gaps.

    A path counts only as far as its concepts have names in ``language``; one on which complaints outweigh the claims
    is never taken. Scenes and pain points that are told of the product go first. Seed 0 takes the best path, other
    seeds any that is nearly as good.
    """
    rows = list(select(store, "script/paths", product=product))
    if not rows:
        return None, (gaps.no_intent(),)
    liked = [row for row in rows if (row.number("score") or Decimal(0)) > 0]
    if not liked:
        return None, (gaps.complaints_outweigh(),)
    wanted = [row for row in liked if wish.allows(row)]
    if not wanted:
        return None, (gaps.no_such_path([_way(store, row, language) for row in liked[:MOST_WAYS]]),)
    paths = [path for row in wanted if (path := _named(store, row, language)) is not None]
    if not paths:
        return None, (gaps.no_name(language),)
    told = _told(store, product, language)

    def worth(path: Path) -> Decimal:
        return path.score * TOLD ** sum(concept in told for concept in (path.scene, path.pain))

    paths.sort(key=lambda path: -worth(path))  # stable: ties keep the order of the query
    near = [path for path in paths if len(path.concepts) == len(paths[0].concepts)]
    near = [path for path in near if worth(path) >= NEAR * worth(paths[0])]
    path = pick(near, seed, "path")
    return _linked(store, product, path), tuple(_missing(path))


def _told(store: Store, product: NamedNode, language: str) -> set[NamedNode]:
    """Return the concepts that the product is said to suit, or that sentences about it mention."""
    suited = {row.iri("concept") for row in select(store, "script/suits", product=product, language=language)}
    mentioned = select(store, "script/mentions", product=product, language=language)
    return suited | {row.iri("concept") for row in mentioned}


def _named(store: Store, row: Row, language: str) -> Path | None:
    """Return the row as a path, cut off where a concept has no name in the language."""
    intent = row.iri("intent")
    intent_name = _name(store, intent, language)
    if intent_name is None:
        return None
    score = row.number("score") or Decimal(0)
    pain, scene = row.node("pain"), row.node("scene")
    pain_name = None if pain is None else _name(store, pain, language)
    if pain is None or pain_name is None:
        return Path(intent, intent_name, (), score)
    scene_name = None if scene is None else _name(store, scene, language)
    if scene is None or scene_name is None:
        return Path(intent, intent_name, (), score, pain, pain_name)
    return Path(intent, intent_name, (), score, pain, pain_name, scene, scene_name)


def _name(store: Store, concept: NamedNode, language: str) -> str | None:
    return next((row.text("name") for row in select(store, "script/concept", concept=concept, language=language)), None)


def _linked(store: Store, product: NamedNode, path: Path) -> Path:
    edges = [(product, MKG.satisfies, path.intent)]
    if path.pain is not None:
        edges.insert(0, (path.pain, MKG.motivates, path.intent))
    if path.scene is not None and path.pain is not None:
        edges.insert(0, (path.scene, MKG.raises, path.pain))
    links = []
    for subject, predicate, object_ in edges:
        claims = citations(store, subject, predicate, object_)
        links.append(Link(subject, predicate, object_, max(claim.confidence or Decimal(0) for claim in claims), claims))
    return Path(
        path.intent,
        path.intent_name,
        tuple(links),
        path.score,
        path.pain,
        path.pain_name,
        path.scene,
        path.scene_name,
    )


def _missing(path: Path) -> Iterator[Gap]:
    if path.pain_name is None:
        yield gaps.no_pain_point(path.intent_name)
    elif path.scene is None:
        yield gaps.no_scene(path.pain_name)


def _way(store: Store, row: Row, language: str) -> str:
    nodes = (row.node("scene"), row.node("pain"), row.node("intent"))
    return " → ".join(_name(store, node, language) or node.value for node in nodes if node is not None)
