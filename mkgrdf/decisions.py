"""What people decide about concepts: approve, rename, merge, split, reject; kept in graphs of their own, never lost.

A decision is a record in ``graph/decisions/<id>`` that says what was decided on which concept, when, and perhaps by
whom. :class:`Rules` are what all decisions together ask for; they rewrite the content of any graph, be it what an
extractor says anew or what a source states, so that every run ends with what people decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final, cast

from pyoxigraph import Literal, NamedNode, Triple

from mkgrdf.iris import Iris, content_key
from mkgrdf.queries import select
from mkgrdf.records import ConceptKind, Label
from mkgrdf.statements import Candidate, Statements, literal
from mkgrdf.store import Store
from mkgrdf.vocabulary import DCTERMS, MKG, PROV, RDF, SKOS

__all__ = ["FOUND", "Action", "Decision", "Rules", "candidate_of", "decision_graphs", "load_decisions"]

FOUND: Final = "found-"
"""How the ids of concepts begin that mkgrdf found itself; a lexicon should not use it."""

_LABELS: Final = (SKOS.prefLabel, SKOS.altLabel)
_OWN: Final = (RDF.type, *_LABELS, SKOS.broader, SKOS.notation)
_AS_STATED: Final = (MKG.describes, MKG.decides, MKG.decidedInto)
"""Edges that say what was, and stay when a concept goes into another."""


class Action(StrEnum):
    """What people may decide about a concept."""

    APPROVE = "approve"
    RENAME = "rename"
    MERGE = "merge"
    SPLIT = "split"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision.

    Attributes:
        action: what was decided.
        concept: on which concept.
        kind: of which kind it is.
        names: all its names when it was decided.
        when: at which time.
        by: who decided; nobody need say.
        given: the first names, one a language (approve, rename: of those that are new), or the names that move (split:
            the least of each language is the new concept's first name, unless that is renamed).
        into: the concept that it goes into (merge), or that is split off it (split).
    """

    action: Action
    concept: NamedNode
    kind: ConceptKind
    names: Label
    when: datetime
    by: str | None = None
    given: Label = ()
    into: NamedNode | None = None

    @property
    def key(self) -> str:
        """Return its id: the same decision made twice is one."""
        into = "" if self.into is None else self.into.value
        # What is said of a name replaces what was said of it before; approval and rejection replace each other.
        what = "" if self.action in (Action.APPROVE, Action.REJECT) else self.action.value
        given = self.given if self.action is Action.SPLIT else tuple(language for language, _ in self.given)
        return content_key(what, self.concept.value, into, given)


def decision_graphs(iris: Iris) -> str:
    """Return the prefix of the graphs of decisions."""
    return iris.node("graph/decisions").value + "/"


def candidate_of(decision: Decision, iris: Iris, *, holds: bool = True) -> Candidate:
    """Return the graph of one decision: its record and, while it ``holds``, what it says even if nobody else does."""
    subject = iris.node("decision", decision.key)
    statements = Statements()
    statements.add(subject, RDF.type, MKG.Decision)
    statements.add(subject, MKG.decides, decision.concept)
    statements.add(subject, MKG.decidedAction, literal(decision.action.value))
    statements.add(subject, MKG.decidedKind, MKG[decision.kind.value])
    statements.add(subject, PROV.atTime, literal(decision.when.astimezone(UTC)))
    if decision.by is not None:
        statements.add(subject, MKG.decidedBy, literal(decision.by))
    statements.label(subject, MKG.decidedOn, decision.names)
    statements.label(subject, MKG.decidedName, decision.given)
    if decision.into is not None:
        statements.add(subject, MKG.decidedInto, decision.into)
    if holds:
        _say(decision, statements)
    return Candidate(NamedNode(decision_graphs(iris) + decision.key), subject, statements.triples())


def _say(decision: Decision, statements: Statements) -> None:
    """Add what the decision itself says about concepts."""
    if decision.action in (Action.APPROVE, Action.RENAME):
        statements.add(decision.concept, RDF.type, MKG[decision.kind.value])
        statements.label(decision.concept, SKOS.prefLabel, decision.given)
        further = tuple(name for name in decision.names if name not in decision.given)
        statements.label(decision.concept, SKOS.altLabel, further)
    elif decision.action is Action.MERGE and decision.into is not None:
        statements.add(decision.concept, DCTERMS.isReplacedBy, decision.into)
        statements.label(decision.into, SKOS.altLabel, decision.names)
    elif decision.action is Action.SPLIT and decision.into is not None:
        statements.add(decision.into, RDF.type, MKG[decision.kind.value])
        first = _first(tuple(sorted(decision.given)))
        statements.label(decision.into, SKOS.prefLabel, first)
        statements.label(decision.into, SKOS.altLabel, tuple(pair for pair in decision.given if pair not in first))


def _first(names: Label) -> Label:
    found: dict[str, str] = {}
    for language, name in names:
        found.setdefault(language, name)
    return tuple(found.items())


def load_decisions(store: Store) -> tuple[Decision, ...]:
    """Return all decisions in the store, in the order in which they were made."""
    subjects = [row.iri("decision") for row in select(store, "concepts/decisions")]
    said: dict[NamedNode, list[Triple]] = {subject: [] for subject in subjects}
    for triple in store.statements_about(subjects):
        said[cast("NamedNode", triple.subject)].append(triple)
    found = {subject: _read(triples) for subject, triples in said.items()}
    return tuple(sorted(found.values(), key=lambda decision: (decision.when, decision.key)))


def _read(triples: list[Triple]) -> Decision:
    values: dict[NamedNode, list[NamedNode | Literal]] = {}
    for triple in triples:
        values.setdefault(triple.predicate, []).append(cast("NamedNode | Literal", triple.object))

    def labels(predicate: NamedNode) -> Label:
        texts = [value for value in values.get(predicate, ()) if isinstance(value, Literal)]
        return tuple(sorted((text.language or "und", text.value) for text in texts))

    by = values.get(MKG.decidedBy)
    into = values.get(MKG.decidedInto)
    return Decision(
        action=Action(values[MKG.decidedAction][0].value),
        concept=cast("NamedNode", values[MKG.decides][0]),
        kind=ConceptKind(values[MKG.decidedKind][0].value.removeprefix(MKG.iri)),
        names=labels(MKG.decidedOn),
        when=datetime.fromisoformat(values[PROV.atTime][0].value),
        by=by[0].value if by else None,
        given=labels(MKG.decidedName),
        into=cast("NamedNode", into[0]) if into else None,
    )


class Rules:
    """What ``decisions``, taken in order, ask of the content of any graph. Later ones override earlier ones."""

    def __init__(self, decisions: Sequence[Decision] = ()) -> None:
        self._first: dict[NamedNode, dict[str, str]] = {}
        self._moved: dict[NamedNode, set[tuple[str, str]]] = {}
        self._into: dict[NamedNode, NamedNode] = {}
        rejected: dict[NamedNode, Decision] = {}
        for decision in decisions:
            rejected.pop(decision.concept, None)
            self._into.pop(decision.concept, None)
            if decision.action is Action.REJECT:
                rejected[decision.concept] = decision
            elif decision.action is Action.MERGE and decision.into is not None:
                self._into[decision.concept] = decision.into
                if self._end(decision.concept) is None:  # a circle: what was merged earlier lives again
                    self._into.pop(decision.into, None)
            elif decision.action is Action.SPLIT:
                self._moved.setdefault(decision.concept, set()).update(decision.given)
                pinned = self._first.get(decision.concept, {})
                for language, name in decision.given:
                    if pinned.get(language) == name:
                        del pinned[language]
            elif decision.action in (Action.APPROVE, Action.RENAME):
                self._first.setdefault(decision.concept, {}).update(decision.given)
                self._moved.get(decision.concept, set()).difference_update(decision.given)
        self._rejected = frozenset(rejected)
        self.rejected_names = tuple((decision.kind.value, decision.names) for decision in rejected.values())

    def _end(self, concept: NamedNode) -> NamedNode | None:
        seen = {concept}
        while concept in self._into:
            concept = self._into[concept]
            if concept in seen:
                return None
            seen.add(concept)
        return concept

    @property
    def concepts(self) -> frozenset[NamedNode]:
        """The concepts that anything was decided on that changes what graphs say."""
        return frozenset({*self._first, *self._moved, *self._into, *self._rejected})

    def holds(self, decision: Decision) -> bool:
        """Tell whether ``decision`` has not been taken back by a later one: a merged concept may live again."""
        return decision.action is not Action.MERGE or self._into.get(decision.concept) == decision.into

    def is_gone(self, concept: NamedNode) -> bool:
        """Tell whether ``concept`` was rejected or has gone into another."""
        return concept in self._rejected or concept in self._into

    def rewrite(self, triples: Iterable[Triple]) -> tuple[Triple, ...]:
        """Return what a graph that says ``triples`` has to say instead; doing it again changes nothing."""
        triples = tuple(triples)
        if not self.concepts:
            return triples
        records = {item.subject for item in triples if item.predicate == RDF.type and item.object == MKG.Decision}
        dead: set[object] = {
            item.subject
            for item in triples
            if item.predicate in (MKG.claimSubject, MKG.claimObject) and item.object in self._rejected
        }
        denoted: dict[object, list[bool]] = {}
        for item in triples:
            if item.predicate == MKG.denotes:
                denoted.setdefault(item.subject, []).append(item.object in self._rejected)
        # A mention that denotes nothing else is none any more.
        typed = {item.subject for item in triples if item.predicate == MKG.entityType}
        dead |= {mention for mention, lost in denoted.items() if all(lost) and mention not in typed}
        kept: dict[Triple, None] = {}
        for item in triples:
            if item.subject in records or item.predicate in _AS_STATED:
                kept[item] = None
            elif item.subject not in dead and item.object not in dead:
                for changed in self._change(item):
                    kept[changed] = None
        return self._without_repeats(kept)

    def _change(self, item: Triple) -> Iterable[Triple]:
        subject, value = item.subject, item.object
        if subject in self._rejected or value in self._rejected:
            return
        if item.predicate == DCTERMS.isReplacedBy:  # whoever goes on leads on
            end = self._end(value) if value in self._into else value  # type: ignore[arg-type]
            if end != subject and end not in self._rejected and isinstance(end, NamedNode):
                yield Triple(subject, item.predicate, end)
            return
        if subject in self._into and item.predicate in _OWN:
            return
        subject = self._end(subject) if subject in self._into else subject  # type: ignore[assignment, arg-type]
        value = self._end(value) if value in self._into else value  # type: ignore[assignment, arg-type]
        if subject == value or subject in self._rejected or value in self._rejected:
            return
        if item.predicate in _LABELS and isinstance(value, Literal) and isinstance(subject, NamedNode):
            if (value.language, value.value) in self._moved.get(subject, ()):
                return
            name = self._first.get(subject, {}).get(value.language or "")
            if name is not None and item.predicate == SKOS.prefLabel and name != value.value:
                yield Triple(subject, SKOS.prefLabel, literal(name, value.language))
                yield Triple(subject, SKOS.altLabel, value)
                return
        yield Triple(subject, item.predicate, value)

    def _without_repeats(self, triples: dict[Triple, None]) -> tuple[Triple, ...]:
        """Leave out further names that are first names of the same concept."""
        return tuple(
            item
            for item in triples
            if not (
                item.predicate == SKOS.altLabel
                and isinstance(item.object, Literal)
                and isinstance(item.subject, NamedNode)
                and self._first.get(item.subject, {}).get(item.object.language or "") == item.object.value
            )
        )
