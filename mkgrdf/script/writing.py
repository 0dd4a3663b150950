"""Writes a script: plan a path, gather what the graph says, fill the segments, find the pictures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pyoxigraph import NamedNode

from mkgrdf.iris import Iris
from mkgrdf.phrases import load_phrases
from mkgrdf.script import gaps
from mkgrdf.script.fill import Draft, fill
from mkgrdf.script.knowledge import Knowledge, know
from mkgrdf.script.parts import Gap, Medium, Script, Segment, SegmentKind
from mkgrdf.script.plan import Wish, plan_path
from mkgrdf.script.sight import Sight
from mkgrdf.store.interface import Store

__all__ = ["write_script"]


def write_script(
    store: Store,
    iris: Iris,
    product: NamedNode | str,
    *,
    language: str,
    now: datetime,
    seed: int = 0,
    scene: NamedNode | str | None = None,
    pain: NamedNode | str | None = None,
    intent: NamedNode | str | None = None,
    audience: NamedNode | str | None = None,
    currency: str | None = None,
) -> Script:
    """Return a script that presents ``product``; text is an id that is minted under the project's base.

    Prices are those of offers that hold at ``now``, in ``currency`` where there are any in it. Scene, pain point,
    intent and audience may be fixed. What the graph cannot back is left out, and ``Script.gaps`` says what and why.

    Raises:
        MkgError: no such product, or it has no name in ``language``.
        SettingsError: there are no phrasings in that language.
    """
    phrases = load_phrases("mkgrdf.script", language)
    node = iris.product(product) if isinstance(product, str) else product
    fixed_scene, fixed_pain, fixed_intent, for_whom = (
        iris.concept(item) if isinstance(item, str) else item for item in (scene, pain, intent, audience)
    )
    knowledge = know(store, node, language=language, day=now.date(), currency=currency)
    wish = Wish(fixed_scene, fixed_pain, fixed_intent)
    path, missing = plan_path(store, node, wish, language=language, seed=seed)
    drafts = list(fill(knowledge, path, phrases, seed=seed, audience=for_whom, scene=fixed_scene))
    sight = Sight(store, node if knowledge.group is None else knowledge.group)
    segments = tuple(
        Segment(position, draft.kind, draft.text, draft.cites, _shown(sight, draft))
        for position, draft in enumerate(drafts, 1)
    )
    missing += tuple(_missing(knowledge, drafts, segments, for_whom, language))
    return Script(node, knowledge.name, language, seed, segments, path, missing)


def _shown(sight: Sight, draft: Draft) -> Medium | None:
    return sight.show(draft.things, told=draft.told, setting=draft.setting)


def _missing(
    knowledge: Knowledge,
    drafts: list[Draft],
    segments: tuple[Segment, ...],
    audience: NamedNode | None,
    language: str,
) -> Iterator[Gap]:
    kinds = {draft.kind for draft in drafts}
    if audience is not None and audience not in {item.concept for item in knowledge.suits}:
        yield gaps.not_suited(audience.value)
    if not any(citation.kind == "Sentence" for draft in drafts for citation in draft.cites):
        yield gaps.no_sentences(language)
    if SegmentKind.PRICE not in kinds:
        yield gaps.no_current_offer()
    if not any(segment.shows for segment in segments):
        yield gaps.no_media()
