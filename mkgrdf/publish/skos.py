"""Concepts as a SKOS vocabulary (W3C 2009) for people who edit elsewhere; what they changed comes back as decisions.

The file has one scheme; each concept has its kind as a class, first and further names by language, and what is broader.
In an edited file a new first name is a renaming, a further name that is gone or new is one of the concept's names less
or more, ``owl:deprecated true`` rejects, ``dcterms:isReplacedBy`` merges, a new concept is approved. What the file does
not mention stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Triple

from mkgrdf.decisions import Action, Decision
from mkgrdf.errors import CatalogError
from mkgrdf.iris import Iris
from mkgrdf.queries import select
from mkgrdf.records import ConceptKind, Label
from mkgrdf.shacl.locate import Locator, Sought
from mkgrdf.shacl.sources import read_file
from mkgrdf.statements import Statements, literal
from mkgrdf.store import Store
from mkgrdf.turtle import turtle
from mkgrdf.vocabulary import DCTERMS, MKG, OWL, RDF, SKOS

__all__ = ["NamedConcept", "changes", "load_concepts", "read_skos", "skos_text"]

_KINDS = {MKG[kind.value]: kind for kind in ConceptKind}


@dataclass(frozen=True, slots=True)
class NamedConcept:
    """A concept with its first names (one a language), further names, and the concepts that are broader.

    ``rejected`` and ``into`` are what an edited file asks for; the graph's own concepts have neither.
    """

    iri: NamedNode
    kind: ConceptKind
    first: Label
    further: Label = ()
    broader: tuple[NamedNode, ...] = ()
    rejected: bool = False
    into: NamedNode | None = None

    @property
    def names(self) -> Label:
        """All names, the first ones in front."""
        return (*self.first, *self.further)

    def name(self, language: str) -> str:
        """Return its first name in ``language``, else in any other."""
        return dict(self.first).get(language) or (self.first[0][1] if self.first else self.iri.value)


@dataclass(slots=True)
class _Growing:
    kind: ConceptKind
    first: set[tuple[str, str]] = field(default_factory=set)
    further: set[tuple[str, str]] = field(default_factory=set)
    broader: set[NamedNode] = field(default_factory=set)


def load_concepts(store: Store) -> dict[NamedNode, NamedConcept]:
    """Return the concepts in ``store`` by IRI, in the order of their IRIs."""
    found: dict[NamedNode, _Growing] = {}
    for row in select(store, "concepts/all"):
        concept, value = row.iri("concept"), row["value"]
        growing = found.setdefault(concept, _Growing(_KINDS[row.iri("concept_kind")]))
        if isinstance(value, Literal):
            into = growing.first if row.iri("predicate") == SKOS.prefLabel else growing.further
            into.add((value.language or "und", value.value))
        elif isinstance(value, NamedNode):
            growing.broader.add(value)
    return {
        concept: NamedConcept(
            concept,
            growing.kind,
            tuple(sorted(growing.first)),
            tuple(sorted(growing.further - growing.first)),
            tuple(sorted(growing.broader, key=lambda node: node.value)),
        )
        for concept, growing in found.items()
    }


def skos_text(concepts: Iterable[NamedConcept], iris: Iris, title: Label = ()) -> str:
    """Return ``concepts`` as Turtle; the same concepts give the same bytes."""
    statements = Statements()
    scheme = iris.node("concept-scheme", "shopping")
    statements.add(scheme, RDF.type, SKOS.ConceptScheme)
    statements.label(scheme, DCTERMS.title, title)
    for concept in sorted(concepts, key=lambda item: item.iri.value):
        statements.add(concept.iri, RDF.type, SKOS.Concept)
        statements.add(concept.iri, RDF.type, MKG[concept.kind.value])
        statements.add(concept.iri, SKOS.inScheme, scheme)
        statements.label(concept.iri, SKOS.prefLabel, concept.first)
        statements.label(concept.iri, SKOS.altLabel, concept.further)
        for broader in concept.broader:
            statements.add(concept.iri, SKOS.broader, broader)
        if concept.rejected:
            statements.add(concept.iri, OWL.deprecated, literal(value=True))
        if concept.into is not None:
            statements.add(concept.iri, DCTERMS.isReplacedBy, concept.into)
    return turtle(statements.triples())


def read_skos(path: Path) -> dict[NamedNode, NamedConcept]:
    """Read a SKOS file in any RDF syntax.

    Raises:
        CatalogError: with file and line: it is no RDF, a concept has no kind or two, no name, two first names in one
            language, a name without language, or something that cannot be read back.
    """
    quads = read_file(path)
    fail = _Failure(path, quads)
    said: dict[NamedNode, list[Triple]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            said.setdefault(quad.subject, []).append(quad.triple)
    concepts = {}
    for subject, triples in sorted(said.items(), key=lambda item: item[0].value):
        types = {item.object for item in triples if item.predicate == RDF.type}
        if SKOS.Concept in types or not types.isdisjoint(_KINDS):
            concepts[subject] = _read(subject, triples, fail)
    if not concepts:
        raise CatalogError(
            "there is no skos:Concept in it; expected what 'mkgrdf concepts export' writes", file=str(path)
        )
    return concepts


@dataclass(frozen=True, slots=True)
class _Failure:
    path: Path
    quads: Sequence[Quad]

    def at(self, item: Triple | NamedNode, message: str) -> CatalogError:
        """Return an error that names the line where ``item`` stands, if that can be told."""
        sought = Sought(item) if isinstance(item, NamedNode) else Sought(item.subject, item.predicate, item.object)  # type: ignore[arg-type]
        (place,) = Locator([(self.path, self.quads)]).places([sought])
        return CatalogError(message, file=str(self.path), row=None if place is None else place.row)


def _read(subject: NamedNode, triples: Sequence[Triple], fail: _Failure) -> NamedConcept:
    types = [item.object for item in triples if item.predicate == RDF.type and isinstance(item.object, NamedNode)]
    kinds = [_KINDS[node] for node in types if node in _KINDS]
    if len(kinds) != 1:
        expected = "expected exactly one of " + ", ".join(f"mkg:{kind.value}" for kind in ConceptKind)
        raise fail.at(subject, f"{subject.value} has {len(kinds)} kinds; {expected} beside skos:Concept")
    names: dict[NamedNode, dict[tuple[str, str], None]] = {SKOS.prefLabel: {}, SKOS.altLabel: {}}
    broader = []
    for item in triples:
        if item.predicate in names:
            if not isinstance(item.object, Literal) or not item.object.language or not item.object.value.strip():
                raise fail.at(item, f'{item.object} is no name; expected text with its language, e.g. "gym"@en')
            taken = {tag for tag, _ in names[SKOS.prefLabel]}
            if item.predicate == SKOS.prefLabel and item.object.language in taken:
                raise fail.at(item, f"a second skos:prefLabel in {item.object.language}; make one a skos:altLabel")
            names[item.predicate][item.object.language, item.object.value] = None
        elif item.predicate == SKOS.broader and isinstance(item.object, NamedNode):
            broader.append(item.object)
    if not names[SKOS.prefLabel]:
        raise fail.at(subject, f"{subject.value} has no skos:prefLabel; give it a name with its language")
    into = next((item for item in triples if item.predicate == DCTERMS.isReplacedBy), None)
    if into is not None and not isinstance(into.object, NamedNode):
        raise fail.at(into, f"{into.object} is no concept; expected the IRI of the one that it goes into")
    first = tuple(sorted(names[SKOS.prefLabel]))
    return NamedConcept(
        subject,
        kinds[0],
        first,
        tuple(sorted(name for name in names[SKOS.altLabel] if name not in first)),
        tuple(sorted(broader, key=lambda node: node.value)),
        rejected=any(item.predicate == OWL.deprecated and item.object == literal(value=True) for item in triples),
        into=None if into is None else into.object,  # type: ignore[arg-type]
    )


def changes(path: Path, known: dict[NamedNode, NamedConcept], when: datetime, by: str | None) -> tuple[Decision, ...]:
    """Return the decisions that lead from the concepts ``known`` to those of the edited file ``path``.

    Raises:
        CatalogError: as :func:`read_skos`; or the file wants another kind or another broader concept, or merges a
            concept into one that is not there or is of another kind.
    """
    edited = read_skos(path)
    fail = _Failure(path, read_file(path))
    found: list[Decision] = []
    for subject, concept in edited.items():
        before = known.get(subject)
        if before is not None and before.kind is not concept.kind:
            raise fail.at(subject, f"{subject.value} is a {before.kind}; its kind cannot be changed to {concept.kind}")
        if before is not None and concept.broader != before.broader:
            raise fail.at(
                subject, f"skos:broader of {subject.value} is not what the graph says; mend it in its lexicon"
            )
        if concept.into is not None:
            into = edited.get(concept.into) or known.get(concept.into)
            if into is None or into.kind is not concept.kind or into.iri == subject:
                raise fail.at(subject, f"{concept.into.value} is no other {concept.kind}; merge into one that is")
            if before is not None and into.into is None and not into.rejected:
                # Its first names stay, however often the other's names are found in texts.
                found.append(Decision(Action.APPROVE, into.iri, into.kind, into.names, when, by, into.first))
        found += _steps(before, concept, when, by)
    return tuple(found)


def _steps(before: NamedConcept | None, after: NamedConcept, when: datetime, by: str | None) -> Iterator[Decision]:
    def decision(action: Action, given: Label = (), into: NamedNode | None = None) -> Decision:
        names = before.names if before and action is not Action.APPROVE else after.names
        return Decision(action, after.iri, after.kind, names, when, by, given, into)

    if after.rejected:
        if before is not None:
            yield decision(Action.REJECT)
        return
    if after.into is not None:
        if before is not None:
            yield decision(Action.MERGE, into=after.into)
        return
    if before is None:
        yield decision(Action.APPROVE, after.first)
        return
    renamed = tuple(name for name in after.first if name not in before.first)
    if renamed:
        yield decision(Action.RENAME, renamed)
    kept = {*after.names, *(before.first if renamed else ())}
    gone = tuple(name for name in before.names if name not in kept)
    if gone:
        yield decision(Action.SPLIT, gone)
    if any(name not in before.names for name in after.further):
        yield decision(Action.APPROVE, after.first)
