"""Finds the graph's own concepts in texts, and says what the products there have to do with them.

Names come from the graph's labels, a seed lexicon among them; the automaton finds them (embedded level of named
entities), rules judge how they are meant. What one document says several times is one claim with pooled confidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import NamedNode, Triple

from mkgrdf.extract import Corpus, Readable
from mkgrdf.extract.confidence import PRIORS, SOURCE, shared
from mkgrdf.extract.cues import rules_digest
from mkgrdf.extract.edge_confidence import EdgeCalibration, shipped_calibration
from mkgrdf.extract.findings import CLAIM_TERMS, Findings
from mkgrdf.extract.kept_sentences import KeptSentence
from mkgrdf.extract.mentions import Found, Named
from mkgrdf.extract.polarity import Opinion, opinion, prior, score
from mkgrdf.extract.product_edges import Context, tie
from mkgrdf.extract.reading import DocumentReader, SentenceReading, reader_of
from mkgrdf.extract.reasons import because
from mkgrdf.extract.senses import senses_digest
from mkgrdf.extract.sentence_kind import kind_of
from mkgrdf.extract.sentence_models.models import SentenceModels
from mkgrdf.extract.sentence_models.reading import read_kind, read_polarity
from mkgrdf.extract.stance import Stance, StanceReader
from mkgrdf.iris import Iris, content_key
from mkgrdf.records import ConceptKind, Document, DocumentKind
from mkgrdf.statements import Model, literal
from mkgrdf.vocabulary import MKG, RDF, SCHEMA

__all__ = ["ConceptExtractor"]


@dataclass(frozen=True, slots=True)
class _Source:
    """The document that is read, its node, and the products that it is about."""

    node: NamedNode
    record: Document
    products: tuple[NamedNode, ...]


class ConceptExtractor:
    """Mentions of concepts and products in documents, and the edges that they give.

    Edges are stated only for kept sentences (:mod:`mkgrdf.extract.kept_sentences`), since their nodes, which the
    extractor ``sentences`` makes, are the evidence; a mention elsewhere stands alone.
    """

    name: str = "concepts"
    model: Model = Model("embedded:lexicon", "3", "Lexicon automaton and rules")
    reads: tuple[type, ...] = (Document,)
    emits: frozenset[str] = CLAIM_TERMS | {
        *("Mention", "derivedFrom", "startOffset", "endOffset", "inSentence", "denotes", "mentions"),
        *("satisfies", "suits", "suffers", "supports"),
    }
    builds_on: frozenset[str] = frozenset({"sentences"})

    def __init__(self, calibration: EdgeCalibration | None = None, models: SentenceModels | None = None) -> None:
        """Take ``calibration`` for the edges of products, and ``models`` of sentences, or those that ship."""
        self.calibration = calibration or shipped_calibration()
        self._models = models  # those that ship are loaded where they are asked, and not pickled
        self._iris: Iris | None = None
        self._reader: DocumentReader | None = None
        self._kinds: dict[NamedNode, str] = {}

    def settings(self) -> str:
        """Return a digest of the word tables, priors, calibration and thresholds."""
        return content_key(
            rules_digest(),
            senses_digest(),
            sorted(PRIORS.items()),
            sorted(SOURCE.items()),
            self.calibration.digest(),
            (self._models or SentenceModels.load()).digest(),
        )

    def fit(self, corpus: Corpus) -> None:
        """Build the automata over all names."""
        self._iris = corpus.iris
        self._reader = reader_of(corpus)
        self._kinds = {concept.iri: concept.kind for concept in corpus.concepts}

    def extract(self, subject: NamedNode, record: Readable, graph: NamedNode, run: NamedNode) -> Sequence[Triple]:
        """Return the mentions in the document ``record`` and the edges that they give."""
        if self._iris is None or self._reader is None:
            raise RuntimeError("ConceptExtractor.extract was called before fit; call fit(corpus) once first")
        if not isinstance(record, Document):
            return ()
        reading = self._reader.read(record)
        found, sentences = reading.found, reading.sentences
        if not found.concepts and not found.products:
            return ()
        findings = Findings(self._iris, graph, run, self.calibration)
        source = _Source(subject, record, reading.products)
        for named in (*found.concepts, *found.products):
            self._state_mention(findings, subject, record, named, sentences)
        for read in sentences:
            if read.inside.concepts:
                self._state_edges(findings, source, read)
        return findings.close().written()

    def _state_mention(
        self,
        findings: Findings,
        document: NamedNode,
        record: Document,
        named: Named,
        sentences: tuple[SentenceReading, ...],
    ) -> None:
        words = record.text[named.start : named.end]
        mention = findings.iris.mention(document, named.start, named.end)
        findings.add(mention, RDF.type, MKG.Mention)
        findings.add(mention, SCHEMA.text, literal(words))
        findings.add(mention, MKG.derivedFrom, document)
        findings.add(mention, MKG.startOffset, literal(named.start))
        findings.add(mention, MKG.endOffset, literal(named.end))
        spans = (read.sentence.span for read in sentences)
        sentence = next((span for span in spans if span.start <= named.start and named.end <= span.end), None)
        if sentence is not None:
            findings.add(mention, MKG.inSentence, findings.iris.sentence(document, sentence.start, sentence.end))
        for node in named.nodes:
            findings.claim((mention, MKG.denotes, node), self._sureness(words, named, node), (document,))

    def _sureness(self, words: str, named: Named, node: NamedNode) -> Decimal:
        if node not in self._kinds:
            return shared(PRIORS["denotes: full name of a product"], len(named.nodes))
        several = " " in words or (len(words) > 2 and not words.isascii())
        prior = PRIORS["denotes: label of several words" if several else "denotes: label of one word"]
        return shared(prior, len(named.nodes))

    def _state_edges(self, findings: Findings, source: _Source, read: SentenceReading) -> None:
        sentence, inside, reader, verdict = read.sentence, read.inside, read.reader, read.opinion
        span, document, record = sentence.span, source.node, source.record
        node = findings.iris.sentence(document, span.start, span.end)
        kind, _ = kind_of(sentence, record.kind, verdict, record.rating)
        context = Context(
            record.kind,
            record.rating,
            opinion(span.text, sentence.language),
            reader,
            against=kind == "Complaint"
            or score(verdict, prior(record.rating)) < 0
            or (record.kind is not DocumentKind.DETAIL_PAGE and verdict.doubts > 0),
        )
        complains: bool | None = None
        for named in inside.concepts:
            mention = findings.iris.mention(document, named.start, named.end)
            start, end = named.start - span.start, named.end - span.start
            words = record.text[named.start : named.end]
            for concept in named.nodes:
                sureness = self._sureness(words, named, concept)
                findings.claim((node, MKG.mentions, concept), sureness, (mention,))
                edge = tie(self._kinds[concept], start, end, context)
                if edge is None:
                    continue
                predicate, confidence = edge
                if predicate != "suffers" and not verdict.is_praise:
                    # What the words alone leave open, the extractor `sentences` settles by its models: so does this.
                    complains = self._complains(sentence, record, verdict) if complains is None else complains
                    if complains:
                        continue
                for product in source.products:
                    findings.claim(
                        (product, MKG[predicate], concept), shared(confidence, len(named.nodes)), (mention, node)
                    )
        if record.kind is DocumentKind.DETAIL_PAGE:
            self._state_reasons(findings, document, sentence, inside, reader)

    def _complains(self, sentence: KeptSentence, record: Document, verdict: Opinion) -> bool:
        """Tell whether ``sentences`` would call the sentence a complaint, or negative; sellers never complain."""
        if record.kind is DocumentKind.DETAIL_PAGE:
            return False
        asked = (self._models or SentenceModels.load(), sentence, record.kind, verdict, record.rating)
        return read_kind(*asked).kind == "Complaint" or (read_polarity(*asked) or Decimal(0)) < 0

    def _state_reasons(
        self, findings: Findings, document: NamedNode, sentence: KeptSentence, inside: Found, reader: StanceReader
    ) -> None:
        """State which property values of the product support which intents, where one sentence names both."""
        span = sentence.span
        for named in inside.concepts:
            intents = [node for node in named.nodes if self._kinds[node] == ConceptKind.INTENT]
            start, end = named.start - span.start, named.end - span.start
            if not intents or reader.of_good(start, end) is not Stance.AFFIRMED:
                continue
            for value in inside.values:
                confidence = because(reader, (value.start - span.start, value.end - span.start), (start, end))
                if confidence is None:
                    continue
                evidence = (
                    findings.iris.mention(document, named.start, named.end),
                    findings.iris.sentence(document, span.start, span.end),
                )
                for intent in intents:
                    for node in value.nodes:
                        findings.claim((node, MKG.supports, intent), confidence, evidence)
