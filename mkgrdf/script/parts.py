"""What a script is made of: segments with their text, what they rest on, and what is shown meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pyoxigraph import NamedNode

from mkgrdf.records import Label, Origin
from mkgrdf.vocabulary import MKG

__all__ = ["TERMS", "Citation", "Gap", "Link", "Medium", "Path", "Script", "Segment", "SegmentKind"]


class SegmentKind(StrEnum):
    """What a segment does, in the order in which a script brings them."""

    OPENING = "opening"
    SCENE = "scene"
    PAIN = "pain"
    INTENT = "intent"
    PRODUCT = "product"
    SELLING_POINT = "selling_point"
    USAGE = "usage"
    PROOF = "proof"
    PRICE = "price"
    CALL_TO_ACTION = "call_to_action"
    CLOSING = "closing"
    DISCLOSURE = "disclosure"


TERMS: dict[SegmentKind, NamedNode] = {
    SegmentKind.OPENING: MKG.Opening,
    SegmentKind.SCENE: MKG.SceneSegment,
    SegmentKind.PAIN: MKG.PainSegment,
    SegmentKind.INTENT: MKG.IntentSegment,
    SegmentKind.PRODUCT: MKG.ProductSegment,
    SegmentKind.SELLING_POINT: MKG.SellingPointSegment,
    SegmentKind.USAGE: MKG.UsageSegment,
    SegmentKind.PROOF: MKG.ProofSegment,
    SegmentKind.PRICE: MKG.PriceSegment,
    SegmentKind.CALL_TO_ACTION: MKG.CallToAction,
    SegmentKind.CLOSING: MKG.Closing,
    SegmentKind.DISCLOSURE: MKG.Disclosure,
}
"""The individual of the pattern layer for each kind."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Something in the graph that a segment rests on.

    ``kind`` is the local name of its class: ``Claim``, ``Sentence``, ``Offer``, ``PropertyValue`` or
    ``SourceRecord``. ``confidence`` (0 to 1) is there where somebody stated one, ``origin`` where the source file is
    known, ``words`` where it is text.
    """

    node: NamedNode
    kind: str
    confidence: Decimal | None = None
    origin: Origin | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Medium:
    """An image, region, clip or video. ``relation`` is the local name of the edge that ties it to what is said."""

    node: NamedNode
    kind: str
    url: str
    relation: str
    confidence: Decimal
    claim: NamedNode | None = None
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """One edge of a path with the claims behind it, surest first, and their highest confidence."""

    subject: NamedNode
    predicate: NamedNode
    object: NamedNode
    confidence: Decimal
    claims: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """The logic of a script: scene, pain point, intent, product. Scene and pain point may be missing.

    ``links`` holds the edges in that order; ``score`` is that of the query ``script/paths``. Names are in the
    script's language.
    """

    intent: NamedNode
    intent_name: str
    links: tuple[Link, ...]
    score: Decimal
    pain: NamedNode | None = None
    pain_name: str | None = None
    scene: NamedNode | None = None
    scene_name: str | None = None

    @property
    def concepts(self) -> tuple[NamedNode, ...]:
        """Return its concepts, from the scene on."""
        return tuple(node for node in (self.scene, self.pain, self.intent) if node is not None)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that a full script would have and this one could not be given. ``code`` is short and stable."""

    code: str
    message: Label


@dataclass(frozen=True, slots=True)
class Segment:
    """One thing said. ``position`` counts from 1; ``cites`` is empty only where no fact is stated."""

    position: int
    kind: SegmentKind
    text: str
    cites: tuple[Citation, ...] = ()
    shows: Medium | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """A script for one product in one language. The same graph, seed and day give the same script."""

    product: NamedNode
    product_name: str
    language: str
    seed: int
    segments: tuple[Segment, ...]
    path: Path | None
    gaps: tuple[Gap, ...] = ()
