"""The miner ``proposals``: a small language model reads each text about a product, and the text checks what it says.

Every proposal that the text supports (:mod:`mkgrdf.extract.neural.support`) becomes a claim with the documents as
evidence; the others are dropped and counted. A model's word is weak evidence: nothing about it was measured, so claims
are not calibrated, and an edge is asserted only where several documents say the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Triple

from mkgrdf.decisions import FOUND, Rules
from mkgrdf.extract import Content, Corpus
from mkgrdf.extract.confidence import noisy_or
from mkgrdf.extract.corpus_index import ProductsNamed
from mkgrdf.extract.discovery.known_names import KnownNames, normal_of
from mkgrdf.extract.edge_confidence import ASSERT_EDGE
from mkgrdf.extract.findings import CLAIM_TERMS
from mkgrdf.extract.neural.agent import Loaded
from mkgrdf.extract.neural.support import Supported, check
from mkgrdf.iris import Iris, content_key
from mkgrdf.models.proposals import PRODUCT, RELATIONS, ProposedConcept, ProposedRelation
from mkgrdf.records import Document, DocumentKind, text_in
from mkgrdf.statements import Claim, Model, Statements
from mkgrdf.text.language import detect
from mkgrdf.text.sentence_split import split
from mkgrdf.vocabulary import MKG, RDF, SKOS

if TYPE_CHECKING:
    from mkgrdf.models.neural.devices import Device
    from mkgrdf.models.neural.writer import Writer

__all__ = ["REJECTED", "ProposalMiner"]

_SURENESS: Final = Decimal("0.5")
"""What one document's support is worth; several pool by noisy-or."""
_AT_ONCE: Final = 16
_MOST_CHARACTERS: Final = 600
"""Of a text in one question; longer texts are asked about in parts, cut between sentences."""

REJECTED: Final = "rejected by people"
"""Why a concept that a text supports is not stated."""

Edge = tuple[NamedNode, str, NamedNode]


def _load(spec: str, device: Device) -> Writer:
    from mkgrdf.models.neural.writer import Writer  # noqa: PLC0415 - torch only when a model is asked

    return Writer.load(spec, device=device)


@dataclass(slots=True)
class _Concept:
    """A concept that texts were found to name: how they call it, where, and the edges that end in it."""

    kind: str
    known: bool
    names: Counter[tuple[str, str]] = field(default_factory=Counter)
    documents: set[NamedNode] = field(default_factory=set)
    edges: dict[Edge, set[NamedNode]] = field(default_factory=dict)


class ProposalMiner:
    """Asks a language model about every text that is about one product.

    Args:
        spec: a model that ``mkgrdf train neural proposals`` wrote, or any causal model that writes the form.
        device: where to run it.
        threads: of the CPU.
        thresholds: the least confidence with which a claim is an edge, by predicate.

    Attributes:
        dropped: how many proposals the texts did not support, or people decided against, by reason; filled by
            :meth:`mine`.

    Raises:
        ModelError: there is no such model.
    """

    name: str = "proposals"
    emits: frozenset[str] = (
        CLAIM_TERMS | frozenset(RELATIONS) | {"Scene", "PainPoint", "Intent", "Audience", "Occasion"}
    )
    builds_on: frozenset[str] = frozenset()

    def __init__(
        self,
        spec: str,
        *,
        device: str = "auto",
        threads: int | None = None,
        thresholds: Mapping[str, Decimal] = ASSERT_EDGE,
    ) -> None:
        from mkgrdf.models.neural.checkpoints import locate  # noqa: PLC0415 - torch only when a model is asked

        found = locate(spec)
        self.model = Model(found.id, found.revision, "Language model that proposes, checked against the text")
        self.dropped: Counter[str] = Counter()
        self._thresholds = dict(thresholds)
        self._writer = Loaded(_load, spec, device, threads)

    def settings(self) -> str:
        """Return a digest of the model's revision and of how it is asked."""
        limits = sorted(self._thresholds.items())
        return content_key("proposals", self.model.revision, _SURENESS, _MOST_CHARACTERS, limits)

    def mine(self, corpus: Corpus, run: NamedNode) -> Iterable[tuple[NamedNode, Content]]:
        """Yield each concept that a supported proposal names, with its kind, its names and the edges that end in it."""
        rules = Rules(corpus.decisions)
        concepts = self._gather(corpus, rules)
        for node, concept in sorted(concepts.items(), key=lambda item: item[0].value):
            yield node, _content(node, concept, corpus.iris, run, rules, thresholds=self._thresholds)

    def _gather(self, corpus: Corpus, rules: Rules) -> dict[NamedNode, _Concept]:
        names = KnownNames.of(corpus.listed or corpus.concepts)
        refused = {(kind, normal_of(name)) for kind, labels in rules.rejected_names for _, name in labels}
        concepts: dict[NamedNode, _Concept] = {}
        self.dropped.clear()

        def node_of(proposal: ProposedConcept) -> NamedNode | None:
            normal = normal_of(proposal.label)
            if not normal:
                self.dropped["label without words"] += 1
                return None
            if (proposal.kind, normal) in refused:
                self.dropped[REJECTED] += 1
                return None
            known = names.concept(normal, proposal.kind)
            node = known.iri if known else corpus.iris.concept(f"{FOUND}{proposal.kind.lower()}-{'_'.join(normal)}")
            if rules.is_gone(node):
                self.dropped[REJECTED] += 1
                return None
            concepts.setdefault(node, _Concept(proposal.kind, known is not None))
            return node

        for document, product, found, related in self._asked(corpus):
            nodes: dict[str, NamedNode] = {}
            for one in found:
                assert isinstance(one.proposal, ProposedConcept)  # noqa: S101 - check sorts them
                node = node_of(one.proposal)
                if node is not None:
                    nodes[one.proposal.label] = node
                    label = one.proposal.label.strip()
                    concepts[node].names[detect(label) or "en", label] += 1
                    concepts[node].documents.add(document)
            for one in related:
                assert isinstance(one.proposal, ProposedRelation)  # noqa: S101 - check sorts them
                begin = product if one.proposal.begin == PRODUCT else nodes.get(one.proposal.begin)
                end = nodes.get(one.proposal.end)
                if begin is not None and end is not None:
                    concepts[end].edges.setdefault((begin, one.proposal.relation, end), set()).add(document)
        return {node: concept for node, concept in concepts.items() if concept.documents}

    def _asked(self, corpus: Corpus) -> Iterator[tuple[NamedNode, NamedNode, list[Supported], list[Supported]]]:
        """Yield each part of a document with its product and what of the model's proposals it supports."""
        parts = _parts(corpus)
        while batch := list(islice(parts, _AT_ONCE)):
            answers = self._writer.get().write([(name, text) for _, _, name, text in batch])
            for (document, product, _, text), answer in zip(batch, answers, strict=True):
                checked = check(text, [answer])
                self.dropped += checked.dropped
                yield document, product, checked.concepts, checked.relations


def _parts(corpus: Corpus) -> Iterator[tuple[NamedNode, NamedNode, str, str]]:
    """Yield document, product, the product's name and a part of the text, for texts about one product each."""
    products_of = ProductsNamed(corpus)
    for node, document in corpus.documents.items():
        products = products_of(document.products)
        if len(products) != 1 or document.kind is DocumentKind.QUESTION:
            continue
        name = text_in(corpus.products[products[0]], document.language)
        for text in _cut(document):
            yield node, products[0], name, text


def _cut(document: Document) -> Iterator[str]:
    start = end = None
    for span in split(document.text, document.language):
        if span.end - span.start > _MOST_CHARACTERS or detect(span.text, document.language) is None:
            continue  # no sentence, or none that can be checked
        if start is not None and end is not None and span.end - start > _MOST_CHARACTERS:
            yield document.text[start:end]
            start = None
        start = span.start if start is None else start
        end = span.end
    if start is not None and end is not None:
        yield document.text[start:end]


def _content(
    subject: NamedNode,
    concept: _Concept,
    iris: Iris,
    run: NamedNode,
    rules: Rules,
    *,
    thresholds: Mapping[str, Decimal],
) -> Content:
    def content(graph: NamedNode) -> tuple[Triple, ...]:
        statements = Statements()
        if not concept.known:
            first: dict[str, str] = {}
            for (language, label), _ in sorted(concept.names.items(), key=lambda item: (-item[1], item[0])):
                predicate = SKOS.altLabel if language in first else SKOS.prefLabel
                first.setdefault(language, label)
                statements.label(subject, predicate, ((language, label),))
        documents = tuple(sorted(concept.documents, key=lambda node: node.value))
        sure = noisy_or([_SURENESS] * len(documents))
        statements.claim(Claim(subject, RDF.type, MKG[concept.kind], sure, run, documents), graph, iris)
        for edge, evidence in sorted(concept.edges.items(), key=lambda item: tuple(map(str, item[0]))):
            sure = noisy_or([_SURENESS] * len(evidence))
            claim = Claim(
                edge[0],
                MKG[edge[1]],
                edge[2],
                sure,
                run,
                tuple(sorted(evidence, key=lambda node: node.value)),
                asserted=sure >= thresholds[edge[1]],
            )
            statements.claim(claim, graph, iris)
        return rules.rewrite(statements.triples())

    return content
