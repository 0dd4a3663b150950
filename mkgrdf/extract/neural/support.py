"""Whether a text supports what a language model proposes: the quote stands in it, and names what is proposed.

A model that writes fluently also writes what is not there. So each proposal has to bring the words that say so; they
are looked for in the text, and the label's content words in them. What is not supported is counted, by reason, and
dropped; nothing is mended.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from mkgrdf.errors import ModelError
from mkgrdf.extract.content_words import content_words
from mkgrdf.models.proposals import PRODUCT, Proposals, ProposedConcept, ProposedRelation, read_proposals
from mkgrdf.text.automaton import Folded, fold
from mkgrdf.text.language import detect

__all__ = ["Checked", "Supported", "check"]


@dataclass(frozen=True, slots=True)
class Supported:
    """A proposal and where the text says it: characters ``start`` to ``end``."""

    proposal: ProposedConcept | ProposedRelation
    start: int
    end: int


@dataclass(slots=True)
class Checked:
    """What is left of proposals, and why how many others were dropped."""

    concepts: list[Supported] = field(default_factory=list)
    relations: list[Supported] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)


def check(text: str, answers: Iterable[str]) -> Checked:
    """Return what ``answers``, each meant to be in the fixed form, propose and ``text`` supports.

    Reasons for dropping: ``malformed`` (a whole answer), ``quote not in text``, ``label not in quote``, ``concept
    dropped`` (a relation whose concept is not supported), ``repeated``.
    """
    checked = Checked()
    folded = fold(text)
    seen: set[ProposedConcept | ProposedRelation] = set()
    for answer in answers:
        try:
            proposals = read_proposals(answer)
        except ModelError:
            checked.dropped["malformed"] += 1
            continue
        _check(proposals, folded, checked, seen)
    return checked


def _check(
    proposals: Proposals,
    folded: Folded,
    checked: Checked,
    seen: set[ProposedConcept | ProposedRelation],
) -> None:
    kept = {PRODUCT}
    for concept in proposals.concepts:
        place, reason = _place(folded, concept.quote, (concept.label,))
        if place is not None:
            kept.add(concept.label)
        _note(concept, place, reason, checked, seen)
    for relation in proposals.relations:
        labels = tuple(label for label in (relation.begin, relation.end) if label != PRODUCT)
        place, reason = _place(folded, relation.quote, labels)
        if not kept.issuperset(labels):
            place, reason = None, "concept dropped"
        _note(relation, place, reason, checked, seen)


def _note(
    proposal: ProposedConcept | ProposedRelation,
    place: tuple[int, int] | None,
    reason: str,
    checked: Checked,
    seen: set[ProposedConcept | ProposedRelation],
) -> None:
    if place is None:
        checked.dropped[reason] += 1
    elif proposal in seen:
        checked.dropped["repeated"] += 1
    else:
        seen.add(proposal)
        into = checked.concepts if isinstance(proposal, ProposedConcept) else checked.relations
        into.append(Supported(proposal, *place))


def _place(folded: Folded, quote: str, labels: tuple[str, ...]) -> tuple[tuple[int, int] | None, str]:
    wanted = fold(quote.strip()).text
    at = folded.text.find(wanted)
    while at >= 0 and not _whole(folded, at, wanted):
        at = folded.text.find(wanted, at + 1)
    if at < 0:
        return None, "quote not in text"
    if not all(_names(wanted, label) for label in labels):
        return None, "label not in quote"
    return (folded.starts[at], folded.ends[at + len(wanted) - 1]), ""


def _whole(folded: Folded, at: int, wanted: str) -> bool:
    """Tell whether a quote begins and ends between characters, and not within a Latin word."""
    end = at + len(wanted)
    if not (folded.begins_at(at) and folded.begins_at(end)):
        return False
    before, after = folded.text[at - 1 : at] if at else "", folded.text[end : end + 1]

    def within(outside: str, edge: str) -> bool:
        return outside.isascii() and outside.isalnum() and edge.isascii() and edge.isalnum()

    return not (within(before, wanted[0]) or within(after, wanted[-1]))


def _names(quote: str, label: str) -> bool:
    """Tell whether the words of ``label`` that carry its content all stand in ``quote``, or else the label itself."""
    folded = fold(label.strip()).text
    language = detect(label) or "en"
    words = content_words(folded, language)
    return bool(words) and words <= content_words(quote, language) if words else folded in quote
