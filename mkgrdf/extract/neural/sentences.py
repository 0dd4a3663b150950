"""The extractor ``sentences`` at the neural level: kinds, and polarity if there is a model for it, by an encoder.

Which sentences are kept, and what they are about, is told by the embedded extractor, whose statements on the kind (and
the polarity) are then replaced. A kind that a text of that sort cannot have (a complaint on a seller's page) is left
out, as at the embedded level.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from pyoxigraph import Literal, NamedNode, Triple

from mkgrdf.errors import ModelError
from mkgrdf.extract import Corpus, Readable
from mkgrdf.extract.kind_words import KINDS
from mkgrdf.extract.neural.agent import Loaded, agent_of, sureness
from mkgrdf.extract.sentence_kind import KINDS_BY_SOURCE
from mkgrdf.extract.sentence_models.labelled import POLARITIES
from mkgrdf.extract.sentence_models.models import SentenceModels
from mkgrdf.extract.sentences import SentenceExtractor
from mkgrdf.iris import Iris, content_key
from mkgrdf.models.questions import Answer, Question
from mkgrdf.records import Document, DocumentKind
from mkgrdf.statements import Claim, Model, Statements, literal
from mkgrdf.vocabulary import MKG, RDF, SCHEMA

if TYPE_CHECKING:
    from mkgrdf.models.neural.classifier import Classifier
    from mkgrdf.models.neural.devices import Device

__all__ = ["NeuralSentenceExtractor"]

_THOUSANDTH = Decimal("0.001")


def _load(spec: str, device: Device) -> Classifier:
    from mkgrdf.models.neural.classifier import Classifier  # noqa: PLC0415 - torch only when a model is asked

    return Classifier.load(spec, asks="sentences", device=device)


class NeuralSentenceExtractor:
    """Sentences with the kinds that a fine-tuned classifier gives them.

    It fills the same graphs as the embedded extractor ``sentences``: a project uses the one or the other.

    Args:
        kinds: a classifier that ``mkgrdf train neural kinds`` wrote, as ``local:FOLDER``.
        polarity: one that ``mkgrdf train neural polarity`` wrote; None leaves the polarity to the embedded level.
        device: where to run them.
        threads: of the CPU.
        embedded: models of the embedded level; without them, those that ship with mkgrdf.

    Raises:
        ModelError: there is no such model, or it tells something else.
    """

    name: str = "sentences"
    reads: tuple[type, ...] = SentenceExtractor.reads
    emits: frozenset[str] = SentenceExtractor.emits
    builds_on: frozenset[str] = SentenceExtractor.builds_on

    def __init__(
        self,
        kinds: str,
        polarity: str | None = None,
        *,
        device: str = "auto",
        threads: int | None = None,
        embedded: SentenceModels | None = None,
    ) -> None:
        agent, self._kind_card = agent_of(kinds)
        self._check(agent, self._kind_card.labels, tuple(KINDS))
        self._kinds = Loaded(_load, kinds, device, threads)
        self._polarity: Loaded[Classifier] | None = None
        revision = agent.revision
        if polarity is not None:
            other, card = agent_of(polarity)
            self._check(other, card.labels, POLARITIES)
            self._polarity = Loaded(_load, polarity, device, threads)
            revision = f"{agent.revision}-{other.revision}"
        self.model = Model(agent.id, revision, agent.name)
        self._embedded = SentenceExtractor(embedded)
        self._iris: Iris | None = None

    @staticmethod
    def _check(agent: Model, labels: tuple[str, ...], wanted: tuple[str, ...]) -> None:
        wrong = sorted(set(labels) - set(wanted))
        if wrong:
            raise ModelError(f"{agent.id} tells {', '.join(wrong)}; expected some of {', '.join(sorted(wanted))}")

    def settings(self) -> str:
        """Return a digest of the embedded level's settings and the models' revisions."""
        return content_key("neural sentences", self._embedded.settings(), self.model.revision)

    def fit(self, corpus: Corpus) -> None:
        """Fit the embedded extractor."""
        self._iris = corpus.iris
        self._embedded.fit(corpus)

    def extract(self, subject: NamedNode, record: Readable, graph: NamedNode, run: NamedNode) -> Sequence[Triple]:
        """Return the sentences of the document ``record`` with their kinds, the document as the claims' evidence."""
        if self._iris is None:
            raise RuntimeError("NeuralSentenceExtractor.extract was called before fit; call fit(corpus) once first")
        found = self._embedded.extract(subject, record, graph, run)
        if not isinstance(record, Document) or not found:
            return found
        texts = {
            cast("NamedNode", triple.subject): cast("Literal", triple.object).value
            for triple in found
            if triple.predicate == SCHEMA.text
        }
        sentences = [
            cast("NamedNode", triple.subject)
            for triple in found
            if triple.predicate == RDF.type and triple.object == MKG.Sentence
        ]
        questions = [Question(texts[node]) for node in sentences]
        statements = Statements()
        statements.extend(_without(found, frozenset({MKG.kind}) | ({MKG.polarity} if self._polarity else frozenset())))
        answers = self._kinds.get().answer(questions)
        for node, answer in zip(sentences, answers, strict=True):
            kind, probability = self._best(answer, record.kind)
            calibrated = answer.confidence is not None
            confidence = sureness(probability, calibrated=calibrated)
            claim = Claim(node, MKG.kind, MKG[kind], confidence, run, (subject,), calibrated)
            statements.claim(claim, graph, self._iris)
        if self._polarity is not None:
            classifier = self._polarity.get()
            positive = classifier.card.labels.index("positive")
            for node, answer in zip(sentences, classifier.answer(questions), strict=True):
                praise = Decimal(repr(answer.probabilities[positive]))
                statements.add(node, MKG.polarity, literal((2 * praise - 1).quantize(_THOUSANDTH)))
        return statements.triples()

    def _best(self, answer: Answer, source: DocumentKind) -> tuple[str, float]:
        """Return the likeliest kind that a text of this sort may have, and its share among those."""
        labels = self._kind_card.labels
        allowed = {
            label: probability
            for label, probability in zip(labels, answer.probabilities, strict=True)
            if label in KINDS_BY_SOURCE[source]
        }
        total = sum(allowed.values())
        if not total:
            raise ModelError(
                f"{self.model.id} tells {', '.join(labels)}, none of which a sentence of a {source.value} may be; "
                "train it on more kinds"
            )
        best = max(allowed, key=lambda label: allowed[label])
        return best, allowed[best] / total


def _without(triples: Sequence[Triple], predicates: frozenset[NamedNode]) -> list[Triple]:
    """Return ``triples`` without the edges of ``predicates`` and without the claims on them."""
    claims = {
        triple.subject for triple in triples if triple.predicate == MKG.claimPredicate and triple.object in predicates
    }
    return [triple for triple in triples if triple.predicate not in predicates and triple.subject not in claims]
