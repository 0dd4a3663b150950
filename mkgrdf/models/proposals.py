"""The fixed form in which a text-generation model proposes concepts and relations: one JSON object, read strictly.

``{"concepts": [{"kind": "Scene", "label": "yoga", "quote": "great for yoga"}], "relations": [{"from": "product",
"relation": "suits", "to": "yoga", "quote": "great for yoga"}]}``. Whatever deviates is refused as a whole: mending what
a model wrote would be writing it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from mkgrdf.errors import ModelError

__all__ = ["PRODUCT", "RELATIONS", "Proposals", "ProposedConcept", "ProposedRelation", "Told", "read_proposals"]

PRODUCT: Final = "product"
"""Stands for the product itself at the beginning of a relation."""
_KINDS: Final = ("Scene", "PainPoint", "Intent", "Audience", "Occasion")
RELATIONS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "suits": (PRODUCT, ("Scene", "Audience", "Occasion")),
    "satisfies": (PRODUCT, ("Intent",)),
    "suffers": (PRODUCT, ("PainPoint",)),
    "raises": ("Scene", ("PainPoint",)),
    "motivates": ("PainPoint", ("Intent",)),
}
"""From what to what each relation leads: the product or a kind of concept, to kinds of concepts."""


@dataclass(frozen=True, slots=True)
class ProposedConcept:
    """A concept that the model says the text names, and the words that it says name it."""

    kind: str
    label: str
    quote: str


@dataclass(frozen=True, slots=True)
class ProposedRelation:
    """An edge that the model says the text states, from :data:`PRODUCT` or a concept's label to a concept's label."""

    begin: str
    relation: str
    end: str
    quote: str


@dataclass(frozen=True, slots=True)
class Proposals:
    """Everything that a model proposes for one text."""

    concepts: tuple[ProposedConcept, ...] = ()
    relations: tuple[ProposedRelation, ...] = ()

    def text(self) -> str:
        """Return the JSON object, on one line, that :func:`read_proposals` reads."""
        relations = [
            {"from": one.begin, "relation": one.relation, "to": one.end, "quote": one.quote} for one in self.relations
        ]
        content = {"concepts": [asdict(concept) for concept in self.concepts], "relations": relations}
        return json.dumps(content, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Told:
    """A product, a text about it, and what the text says of it, in the fixed form."""

    product: str
    text: str
    proposals: Proposals


def read_proposals(text: str) -> Proposals:
    """Return what ``text`` proposes.

    Raises:
        ModelError: it is not in the form: other keys, an unknown kind or relation, an empty text, a relation between
            things that it does not lead from and to, or to a concept that is not among the proposed ones.
    """
    try:
        content = json.loads(text)
    except ValueError as error:
        raise ModelError(f"not JSON: {error}") from None
    fields = _object(content, ("concepts", "relations"), (list, list))
    concepts: dict[str, ProposedConcept] = {}
    for entry in fields["concepts"]:
        concept = ProposedConcept(**_texts(entry, ("kind", "label", "quote")))
        if concept.kind not in _KINDS:
            raise ModelError(f"kind {concept.kind!r}; expected one of {', '.join(_KINDS)}")
        if concept.label in concepts or concept.label == PRODUCT:
            raise ModelError(f"label {concept.label!r} twice, or the word for the product; expected each label once")
        concepts[concept.label] = concept
    relations = []
    for entry in fields["relations"]:
        found = _texts(entry, ("from", "relation", "to", "quote"))
        relation = ProposedRelation(found["from"], found["relation"], found["to"], found["quote"])
        _check(relation, concepts)
        relations.append(relation)
    return Proposals(tuple(concepts.values()), tuple(relations))


def _check(relation: ProposedRelation, concepts: Mapping[str, ProposedConcept]) -> None:
    if relation.relation not in RELATIONS:
        raise ModelError(f"relation {relation.relation!r}; expected one of {', '.join(RELATIONS)}")
    begin, ends = RELATIONS[relation.relation]
    own = PRODUCT if relation.begin == PRODUCT else concepts[relation.begin].kind if relation.begin in concepts else ""
    other = concepts[relation.end].kind if relation.end in concepts else ""
    if own != begin or other not in ends:
        raise ModelError(
            f"{relation.relation} from {relation.begin!r} ({own or 'not proposed'}) to {relation.end!r} "
            f"({other or 'not proposed'}); expected {begin} to {' or '.join(ends)}"
        )


def _object(content: object, keys: Iterable[str], types: Iterable[type]) -> dict[str, Any]:
    wanted = dict(zip(keys, types, strict=True))
    if not isinstance(content, dict) or set(content) != set(wanted):
        found = sorted(content) if isinstance(content, dict) else type(content).__name__
        raise ModelError(f"{found}; expected an object with exactly the keys {', '.join(wanted)}")
    for key, kind in wanted.items():
        if not isinstance(content[key], kind):
            raise ModelError(f"{key} is {type(content[key]).__name__}; expected {kind.__name__}")
    return content


def _texts(content: object, keys: tuple[str, ...]) -> dict[str, str]:
    found = _object(content, keys, [str] * len(keys))
    for key in keys:
        if not found[key].strip():
            raise ModelError(f"{key} is empty; expected words")
    return found
