"""Sentence-level knowledge by rules: what a document says, sentence by sentence, with kind, polarity and products."""

from __future__ import annotations

from pyoxigraph import NamedNode, Triple

from mkgrdf.extract import Corpus, Readable
from mkgrdf.extract.concept_cues import concept_cues
from mkgrdf.extract.confidence import PRIORS
from mkgrdf.extract.corpus_index import product_automaton, products_named
from mkgrdf.extract.cues import rules_digest
from mkgrdf.extract.findings import CLAIM_TERMS, Findings
from mkgrdf.extract.kept_sentences import KeptSentence, kept_sentences
from mkgrdf.extract.mentions import MentionFinder
from mkgrdf.extract.polarity import Opinion, opinion, prior, score
from mkgrdf.extract.sentence_kind import kind_of
from mkgrdf.iris import Iris, content_key
from mkgrdf.records import Document
from mkgrdf.statements import Model, literal
from mkgrdf.text.automaton import LabelAutomaton
from mkgrdf.vocabulary import MKG, RDF, SCHEMA

__all__ = ["SentenceExtractor"]


class SentenceExtractor:
    """Splits documents into sentences, keeps those that say something, and says of what kind they are.

    The polarity of a sentence is a measure, not an edge, so it carries no claim; it is stated where the sentence has
    a word or cue of praise or complaint, or its review has stars; stars without words make it 0.
    """

    name: str = "sentences"
    model: Model = Model("embedded:sentence-rules", "2", "Sentence rules")
    reads: tuple[type, ...] = (Document,)
    emits: frozenset[str] = CLAIM_TERMS | {
        *("Sentence", "derivedFrom", "startOffset", "endOffset"),
        *("kind", "polarity", "about"),
    }
    builds_on: frozenset[str] = frozenset()

    def __init__(self) -> None:
        self._iris: Iris | None = None
        self._products: dict[NamedNode, tuple[NamedNode, ...]] = {}
        self._names: LabelAutomaton[NamedNode] = LabelAutomaton(())
        self._finder: MentionFinder | None = None
        self._kinds: dict[NamedNode, str] = {}

    def settings(self) -> str:
        """Return a digest of the word tables and priors."""
        return content_key(rules_digest(), sorted(PRIORS.items()))

    def fit(self, corpus: Corpus) -> None:
        """Note the names of products and which document is about which."""
        self._iris = corpus.iris
        self._products = {
            node: products_named(corpus, document.products) for node, document in corpus.documents.items()
        }
        self._names = product_automaton(corpus)
        self._finder = MentionFinder(corpus)
        self._kinds = {concept.iri: concept.kind for concept in corpus.concepts}

    def extract(self, subject: NamedNode, record: Readable, graph: NamedNode, run: NamedNode) -> tuple[Triple, ...]:
        """Return the sentences of the document ``record``, each claim with the document as its evidence."""
        if self._iris is None or self._finder is None:
            raise RuntimeError("SentenceExtractor.extract was called before fit; call fit(corpus) once first")
        if not isinstance(record, Document):
            return ()
        findings = Findings(self._iris, graph, run)
        named = self._finder.find(record.text, self._products.get(subject, ()))
        for sentence in kept_sentences(record):
            inside = named.within(sentence.span.start, sentence.span.end)
            cues = concept_cues(sentence, inside, self._kinds, record.rating)
            found = opinion(sentence.span.text, sentence.language, cues)
            self._describe(findings, subject, record, sentence, found)
        return findings.close().triples()

    def _describe(
        self, findings: Findings, document: NamedNode, record: Document, sentence: KeptSentence, found: Opinion
    ) -> None:
        span = sentence.span
        node = findings.iris.sentence(document, span.start, span.end)
        findings.add(node, RDF.type, MKG.Sentence)
        findings.add(node, SCHEMA.text, literal(span.text, sentence.language))
        findings.add(node, MKG.derivedFrom, document)
        findings.add(node, MKG.startOffset, literal(span.start))
        findings.add(node, MKG.endOffset, literal(span.end))
        if record.rating is not None or found.praise or found.complaint:
            findings.add(node, MKG.polarity, literal(score(found, prior(record.rating))))
        kind, confidence = kind_of(sentence, record.kind, found, record.rating)
        findings.claim((node, MKG.kind, MKG[kind]), confidence, (document,))
        products = self._products.get(document, ())
        named = {key for match in self._names.find(span.text) for key in match.keys} if len(products) > 1 else set()
        for product in products:
            if len(products) == 1:
                confidence = PRIORS["about: the only product of its document"]
            elif product in named:
                confidence = PRIORS["about: one of several products, named in the sentence"]
            else:
                confidence = PRIORS["about: one of several products"]
            findings.claim((node, MKG.about, product), confidence, (document,))
