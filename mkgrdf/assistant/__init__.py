"""Answers shoppers from the graph; so far: recommends products, each with its reason."""

from mkgrdf.assistant.advice import Claimed, Edge, Quote, Recommendation
from mkgrdf.assistant.recommend import recommend, recommendable
from mkgrdf.assistant.resolve import Named, resolve_broadcast, resolve_concept, resolve_product

__all__ = [
    "Claimed",
    "Edge",
    "Named",
    "Quote",
    "Recommendation",
    "recommend",
    "recommendable",
    "resolve_broadcast",
    "resolve_concept",
    "resolve_product",
]
