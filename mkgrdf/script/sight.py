"""The sight of a script: which image or clip is shown while something is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pyoxigraph import NamedNode

from mkgrdf.queries import select
from mkgrdf.script.grounds import find_origin
from mkgrdf.script.parts import Medium
from mkgrdf.store.interface import Store
from mkgrdf.vocabulary import MKG

__all__ = ["Sight"]

# A moment that was matched shows more than a still, and both show more than a film in which it is somewhere.
_KINDS = {"Clip": 0, "Region": 1, "Image": 2, "Video": 3}
_RELATIONS = {"illustrates": 0, "depicts": 1}


class Sight:
    """Chooses media for a script about ``product`` (of a variant: its group), and remembers what was shown."""

    def __init__(self, store: Store, product: NamedNode) -> None:
        self._store = store
        self._product = product
        self._known: dict[NamedNode, tuple[Medium, ...]] = {}
        self._scenes: dict[NamedNode, frozenset[NamedNode]] = {}
        self._shown: list[NamedNode] = []

    def show(
        self, things: Iterable[NamedNode], *, told: NamedNode | None = None, setting: NamedNode | None = None
    ) -> Medium | None:
        """Return a medium for the first of ``things`` that has one which was not shown yet.

        Failing that, the one shown longest ago, but never the same twice in a row; ``None`` when there is no other.

        While a scene, pain point or intent is ``told``, media in which a scene other than ``setting`` is seen are left
        out; with no setting, those of ``told`` itself may show any scene, those of the product none.
        """
        choices = list(self._choices(things))
        if told is not None:
            own = {medium.node for medium in self._known[told]}
            choices = [medium for medium in choices if self._in_place(medium, setting, anywhere=medium.node in own)]
        chosen = next((medium for medium in choices if medium.node not in self._shown), None)
        if chosen is None:
            last = {node: turn for turn, node in enumerate(self._shown)}
            again = [medium for medium in choices if medium.node != self._shown[-1]]
            chosen = min(again, key=lambda medium: last[medium.node], default=None)
        if chosen is None:
            return None
        self._shown.append(chosen.node)
        return replace(chosen, origin=find_origin(self._store, chosen.node))

    def _choices(self, things: Iterable[NamedNode]) -> Iterator[Medium]:
        for thing in dict.fromkeys(things):
            if thing not in self._known:
                found = _media(self._store, thing)
                self._known[thing] = tuple(medium for medium in found if self._fits(medium))
            yield from self._known[thing]

    def _in_place(self, medium: Medium, setting: NamedNode | None, *, anywhere: bool) -> bool:
        if medium.node not in self._scenes:
            rows = select(self._store, "script/scenes", medium=medium.node)
            self._scenes[medium.node] = frozenset(row.iri("scene") for row in rows)
        scenes = self._scenes[medium.node]
        return not scenes or setting in scenes or (setting is None and anywhere)

    def _fits(self, medium: Medium) -> bool:
        """Tell whether no other product is seen instead of this one: a picture of a concept may advertise another."""
        seen = {row["product"] for row in select(self._store, "script/shown", medium=medium.node)}
        return not seen or self._product in seen


def _media(store: Store, thing: NamedNode) -> tuple[Medium, ...]:
    media: dict[NamedNode, Medium] = {}
    for row in select(store, "script/media", thing=thing):
        kind = row.iri("medium_kind").value.removeprefix(MKG.iri)
        confidence = row.number("confidence")
        url = row.text("url")
        if kind not in _KINDS or confidence is None or url is None:
            continue
        relation = row.iri("relation").value.rsplit("/", 1)[-1].rsplit("#", 1)[-1]
        medium = Medium(row.iri("medium"), kind, url, relation, confidence, row.node("claim"))
        media.setdefault(medium.node, medium)
    return tuple(
        sorted(
            media.values(),
            key=lambda medium: (
                _RELATIONS.get(medium.relation, 1),
                -medium.confidence,
                _KINDS[medium.kind],
                medium.node.value,
            ),
        )
    )
