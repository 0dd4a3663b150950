"""The extractor ``neural-relations``: what ties two mentions in one sentence, told by an encoder with entity markers.

It stands beside the miner ``relations``, which reads the corpus as a whole: what both say is two claims on one edge.
Pairs are asked about only where the vocabulary has a relation for their kinds, and the answer ``none`` says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Triple

from mkgrdf.errors import ModelError
from mkgrdf.extract import Corpus, Readable
from mkgrdf.extract.confidence import noisy_or
from mkgrdf.extract.corpus_index import ProductsNamed
from mkgrdf.extract.edge_confidence import ASSERT_EDGE
from mkgrdf.extract.findings import CLAIM_TERMS
from mkgrdf.extract.kept_sentences import kept_sentences
from mkgrdf.extract.mentions import Found, MentionFinder, Named
from mkgrdf.extract.neural.agent import Loaded, agent_of, sureness
from mkgrdf.iris import Iris, content_key
from mkgrdf.models.questions import Question
from mkgrdf.records import ConceptKind, Document
from mkgrdf.statements import Claim, Statements
from mkgrdf.vocabulary import MKG

if TYPE_CHECKING:
    from mkgrdf.models.neural.classifier import Classifier
    from mkgrdf.models.neural.devices import Device

__all__ = ["NONE", "NeuralRelationExtractor"]

NONE: Final = "none"
_PRODUCT, _VALUE = "Product", "PropertyValue"
_RELATIONS: Final = {
    "raises": (ConceptKind.SCENE.value, frozenset({ConceptKind.PAIN_POINT.value})),
    "motivates": (ConceptKind.PAIN_POINT.value, frozenset({ConceptKind.INTENT.value})),
    "supports": (_VALUE, frozenset({ConceptKind.INTENT.value})),
    "satisfies": (_PRODUCT, frozenset({ConceptKind.INTENT.value})),
    "suffers": (_PRODUCT, frozenset({ConceptKind.PAIN_POINT.value})),
    "suits": (
        _PRODUCT,
        frozenset({ConceptKind.SCENE.value, ConceptKind.AUDIENCE.value, ConceptKind.OCCASION.value}),
    ),
}
_MOST_MENTIONS: Final = 12
"""A sentence that names more than this is a list, and says nothing of any two of them."""

Edge = tuple[NamedNode, str, NamedNode]


def _load(spec: str, device: Device) -> Classifier:
    from mkgrdf.models.neural.classifier import Classifier  # noqa: PLC0415 - torch only when a model is asked

    return Classifier.load(spec, asks="relations", device=device)


class NeuralRelationExtractor:
    """States edges between what one sentence names, with that sentence as evidence.

    Args:
        spec: a classifier that ``mkgrdf train neural relations`` wrote, as ``local:FOLDER``; its labels are relations
            of the vocabulary and ``none``.
        device: where to run it.
        threads: of the CPU.
        thresholds: the least confidence with which a claim is an edge, by predicate.

    Raises:
        ModelError: there is no such model, or it tells something else.
    """

    name: str = "neural-relations"
    reads: tuple[type, ...] = (Document,)
    emits: frozenset[str] = CLAIM_TERMS | frozenset(_RELATIONS)
    builds_on: frozenset[str] = frozenset({"sentences"})

    def __init__(
        self,
        spec: str,
        *,
        device: str = "auto",
        threads: int | None = None,
        thresholds: Mapping[str, Decimal] = ASSERT_EDGE,
    ) -> None:
        self._thresholds = dict(thresholds)
        self.model, card = agent_of(spec)
        self._labels = card.labels
        wrong = sorted(set(card.labels) - set(_RELATIONS) - {NONE})
        if wrong or NONE not in card.labels:
            raise ModelError(
                f"{self.model.id} tells {', '.join(card.labels)}; expected {NONE} and some of {', '.join(_RELATIONS)}"
            )
        self._classifier = Loaded(_load, spec, device, threads)
        self._iris: Iris | None = None
        self._finder: MentionFinder | None = None
        self._kinds: dict[NamedNode, str] = {}
        self._products: ProductsNamed | None = None

    def settings(self) -> str:
        """Return a digest of the model's revision and of the thresholds."""
        return content_key("neural relations", self.model.revision, sorted(self._thresholds.items()), _MOST_MENTIONS)

    def fit(self, corpus: Corpus) -> None:
        """Build the automata over all names, and note the kind of each node that may be tied."""
        self._iris = corpus.iris
        self._finder = MentionFinder(corpus)
        self._kinds = {concept.iri: concept.kind for concept in corpus.concepts}
        self._kinds |= dict.fromkeys((value.iri for value in corpus.values), _VALUE)
        self._kinds |= dict.fromkeys(corpus.products, _PRODUCT)
        self._products = ProductsNamed(corpus)

    def extract(self, subject: NamedNode, record: Readable, graph: NamedNode, run: NamedNode) -> tuple[Triple, ...]:
        """Return the edges that the sentences of the document ``record`` state."""
        if self._iris is None or self._finder is None or self._products is None:
            raise RuntimeError("NeuralRelationExtractor.extract was called before fit; call fit(corpus) once first")
        if not isinstance(record, Document):
            return ()
        found = self._finder.find(record.text, self._products(record.products))
        questions: list[Question] = []
        asked: list[tuple[NamedNode, dict[str, list[Edge]]]] = []
        for sentence in kept_sentences(record):
            span = sentence.span
            node = self._iris.sentence(subject, span.start, span.end)
            for first, second, edges in self._pairs(found.within(span.start, span.end)):
                places = [(one.start - span.start, one.end - span.start) for one in (first, second)]
                questions.append(Question(span.text, first=places[0], second=places[1]))
                asked.append((node, edges))
        pieces: dict[Edge, list[tuple[Decimal, NamedNode]]] = {}
        calibrated = True
        for (node, edges), answer in zip(asked, self._answers(questions), strict=True):
            calibrated = calibrated and answer[2]
            for edge in edges.get(answer[0], ()):
                pieces.setdefault(edge, []).append((answer[1], node))
        statements = Statements()
        for edge, said in pieces.items():
            confidence = noisy_or(one for one, _ in said) if len(said) > 1 else said[0][0]
            claim = Claim(
                edge[0],
                MKG[edge[1]],
                edge[2],
                confidence,
                run,
                tuple(dict.fromkeys(node for _, node in said)),
                # What several sentences come to together was never measured.
                calibrated=calibrated and len(said) == 1,
                asserted=confidence >= self._thresholds[edge[1]],
            )
            statements.claim(claim, graph, self._iris)
        return statements.triples()

    def _answers(self, questions: list[Question]) -> list[tuple[str, Decimal, bool]]:
        if not questions:
            return []
        answers = self._classifier.get().answer(questions)
        return [
            (
                answer.label,
                sureness(max(answer.probabilities), calibrated=answer.confidence is not None),
                answer.confidence is not None,
            )
            for answer in answers
        ]

    def _pairs(self, inside: Found) -> Iterator[tuple[Named, Named, dict[str, list[Edge]]]]:
        """Yield pairs of mentions with the edges that each relation would give; those without any are left out."""
        named = (*inside.concepts, *inside.products, *inside.values)
        if len(named) > _MOST_MENTIONS:
            return
        for first in named:
            for second in named:
                edges: dict[str, list[Edge]] = {}
                for relation in self._labels:
                    begin, ends = _RELATIONS.get(relation, ("", frozenset()))
                    edges[relation] = [
                        (one, relation, other)
                        for one in first.nodes
                        for other in second.nodes
                        if first is not second and self._kinds.get(one) == begin and self._kinds.get(other) in ends
                    ]
                if any(edges.values()):
                    yield first, second, edges
