"""The miner ``discovery``: concepts that nobody listed, out of everything that people wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from pyoxigraph import NamedNode, Triple

from mkgrdf.decisions import FOUND, Rules
from mkgrdf.extract import Content, Corpus
from mkgrdf.extract.discovery.features import Setting
from mkgrdf.extract.discovery.known_names import KnownNames, normal_of
from mkgrdf.extract.discovery.merging import MOST_EVIDENCE, Phrase, Verdict, names_of, new_names, verdict_of
from mkgrdf.extract.discovery.typing import KINDS, Judge, candidates_in, shipped_model
from mkgrdf.extract.findings import CLAIM_TERMS
from mkgrdf.iris import Iris, content_key
from mkgrdf.models.linear import LinearModel
from mkgrdf.records import Document, DocumentKind
from mkgrdf.statements import Claim, Model, Statements
from mkgrdf.text.language import detect
from mkgrdf.text.sentence_split import split
from mkgrdf.vocabulary import MKG, RDF, SKOS

__all__ = ["Discovery"]

LEAST_CONFIDENCE: Final = Decimal("0.5")
"""A phrase that is less surely a concept than this is none."""
_RULES: Final = "1"
"""Changes whenever the patterns, the word tables or the merging do."""
_MOST_LETTERS: Final = 80
_TEXTS_FOR_ONE: Final = 10_000
"""In how many documents one that names a new concept is enough; in twice as many it takes two, and so on."""
_MOST_PHRASES: Final = 100_000
"""When more are held, those seen least go (after lossy counting, Manku and Motwani 2002): memory is bounded."""


class Discovery:
    """Finds new concepts, and new names of known ones, in documents of every kind.

    For a new concept it states its kind, with a claim on the type whose evidence is the documents, and its names. For a
    known one it states the same claim and what else texts call it.
    """

    name: str = "discovery"
    emits: frozenset[str] = CLAIM_TERMS | {"Scene", "PainPoint", "Intent", "Audience", "Occasion"}
    builds_on: frozenset[str] = frozenset()

    def __init__(self, model: LinearModel | None = None) -> None:
        """Take ``model`` to judge which kind of concept a phrase is, or the one that ships with mkgrdf."""
        self._model = model or shipped_model()
        card = self._model.card
        agent = "embedded:concept-kinds" if model is None else f"local:{card.name}"
        self.model = Model(agent, f"{card.revision}-{_RULES}", "Patterns and linear model")

    def settings(self) -> str:
        """Return a digest of the rules, the model and the threshold."""
        return content_key(_RULES, self._model.digest(), LEAST_CONFIDENCE)

    def mine(self, corpus: Corpus, run: NamedNode) -> Iterable[tuple[NamedNode, Content]]:
        """Yield each concept that the texts name, and what is said about it."""
        rules = Rules(corpus.decisions)
        own = corpus.iris.concept(FOUND).value
        judge = Judge(self._model, KnownNames.of(corpus.listed or corpus.concepts))
        refused = frozenset((kind, normal_of(name)) for kind, names in rules.rejected_names for _, name in names)
        phrases = _gather(corpus, judge, own, refused)
        least = min(max(1, len(corpus.documents) // _TEXTS_FOR_ONE), MOST_EVIDENCE)
        for subject, phrase in sorted(phrases.items(), key=lambda item: item[0].value):
            if phrase.known is None and len(phrase.documents) < least:
                continue
            verdict = verdict_of(phrase)
            if verdict is not None and verdict.confidence >= LEAST_CONFIDENCE and not rules.is_gone(subject):
                yield subject, _content(subject, (phrase, verdict), corpus.iris, run, rules)


def mint(iris: Iris, kind: str, key: tuple[str, ...]) -> NamedNode:
    """Return the node of a new concept: from its kind and normal form, so that it is the same in every run."""
    return iris.concept(f"{FOUND}{kind.lower()}-{'_'.join(part.lstrip('=') for part in key)}")


def _content(subject: NamedNode, found: tuple[Phrase, Verdict], iris: Iris, run: NamedNode, rules: Rules) -> Content:
    phrase, verdict = found

    def content(graph: NamedNode) -> tuple[Triple, ...]:
        statements = Statements()
        if phrase.known is None:
            first, further = names_of(phrase)
            statements.label(subject, SKOS.prefLabel, first)
        else:
            further = new_names(phrase, phrase.known)
        statements.label(subject, SKOS.altLabel, further)
        evidence = tuple(sorted(phrase.documents, key=lambda node: node.value))
        claim = Claim(
            subject, RDF.type, MKG[verdict.kind], verdict.confidence, run, evidence, calibrated=verdict.calibrated
        )
        statements.claim(claim, graph, iris)
        return rules.rewrite(statements.triples())

    return content


def _gather(
    corpus: Corpus, judge: Judge, own: str, refused: frozenset[tuple[str, tuple[str, ...]]]
) -> dict[NamedNode, Phrase]:
    """Return the phrases of all documents by the concept that each is, a new one or one that is known."""
    phrases: dict[NamedNode, Phrase] = {}
    names, floor = judge.names, 0
    for node, document in corpus.documents.items():
        for text, language in _sentences(document):
            found = candidates_in(text, language)
            if not found:
                continue
            setting = Setting.of(text, language, document.kind, document.rating)
            for candidate in found:
                kind, normal = candidate.guess, candidate.normal
                if kind not in KINDS:
                    continue  # a property value is told apart, and is the catalogue's to list
                if names.is_other(normal, kind) or (kind, normal) in refused or len(candidate.label) > _MOST_LETTERS:
                    continue
                known = names.concept(normal, kind)
                subject = known.iri if known else mint(corpus.iris, kind, names.key_of(candidate))
                if subject not in phrases:
                    listed = known if known and not subject.value.startswith(own) else None
                    phrases[subject] = Phrase(kind, listed)
                phrases[subject].add(
                    candidate, names.label_of(candidate), judge.probabilities(candidate, setting), node
                )
        while len(phrases) > _MOST_PHRASES:
            floor += 1
            phrases = {subject: phrase for subject, phrase in phrases.items() if phrase.seen > floor}
    return phrases


def _sentences(document: Document) -> Iterator[tuple[str, str]]:
    """Yield each sentence of a document once, the title of what people write included, with its language."""
    seen: set[str] = set()
    title = document.title if document.kind is not DocumentKind.DETAIL_PAGE else None
    for part in (title, document.text):
        for span in split(part or "", document.language):
            language = detect(span.text, document.language)
            if language is not None and span.text not in seen:
                seen.add(span.text)
                yield span.text, language
