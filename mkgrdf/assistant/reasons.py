"""The reason for a recommendation, in a sentence made from its path."""

from __future__ import annotations

from decimal import Decimal

from pyoxigraph import NamedNode

from mkgrdf.assistant.advice import Edge
from mkgrdf.phrases import Phrases

__all__ = ["reason_for_need", "reason_for_product"]

# The order in which sources are named: customers first, the shop last.
_ORDER = (
    "Review",
    "MicroBlogPost",
    "Answer",
    "Question",
    "DetailPage",
    "Image",
    "Region",
    "Video",
    "Clip",
    "SourceRecord",
)


def _sources(edge: Edge, phrases: Phrases) -> tuple[str, bool]:
    """Return what the edge was read from, counted by kind, and whether that is a single thing."""
    sources: dict[str, set[NamedNode]] = {}
    for item in edge.evidence:
        sources.setdefault(item.source_kind, set()).add(item.source)
    named = [kind for kind in _ORDER if kind in sources]
    items = [phrases.say(f"source_{kind}", 0, n=len(sources[kind])) for kind in named]
    single = len(named) == 1 and (len(sources[named[0]]) == 1 or named[0] == "SourceRecord")
    return phrases.say("join", 0, items=items), single


def reason_for_need(
    path: tuple[Edge, ...], complaints: Decimal, phrases: Phrases, *, asked: tuple[NamedNode, str]
) -> str:
    """Return the reason for a path that ends with the product satisfying an intent or suiting something.

    ``asked`` is the concept that was asked for, with its name; a path that starts at a narrower one says so.
    """
    last = path[-1]
    sources, single = _sources(last, phrases)
    glue = "" if phrases.language == "zh" else " "
    start = path[0].subject if len(path) > 1 else last.object
    narrower = "" if start == asked[0] else "_narrower"
    name = asked[1]
    if last.predicate == "mkg:suits":
        product, thing = last.subject_name, last.object_name
        words = phrases.say(
            f"suits{narrower}", 0, sources=sources, single=single, product=product, thing=thing, asked=name
        )
    else:
        if len(path) == 3:
            scene, pain = path[0].subject_name, path[1].subject_name
            words = phrases.say(f"from_scene{narrower}", 0, scene=scene, pain=pain, intent=last.object_name, asked=name)
        elif len(path) == 2:
            words = phrases.say(
                f"from_pain{narrower}", 0, pain=path[0].subject_name, intent=last.object_name, asked=name
            )
        else:
            words = phrases.say(f"from_intent{narrower}", 0, intent=last.object_name, asked=name)
        words += phrases.say("gives", 0, sources=sources, single=single, product=last.subject_name)
    return words + (glue + phrases.say("complaints", 0) if complaints > 0 else "")


def reason_for_product(edge: Edge, other: str, phrases: Phrases) -> str:
    """Return the reason for a product that ``edge`` ties to the product named ``other``."""
    tie = edge.predicate.partition(":")[2]
    if tie in ("satisfies", "suits"):
        sources, single = _sources(edge, phrases)
        return phrases.say(f"tie_{tie}", 0, shared=edge.object_name, other=other, sources=sources, single=single)
    if tie == "category":
        return phrases.say("tie_category", 0, shared=edge.object_name, other=other)
    return phrases.say(f"tie_{tie}", 0, other=other)
