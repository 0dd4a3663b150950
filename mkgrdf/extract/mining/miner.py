"""The miner ``phrases``: the phrases of everything that the store holds, as nodes of the graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from pyoxigraph import NamedNode, Triple

from mkgrdf.extract import Content, Corpus
from mkgrdf.extract.mining.lexicon import Lexicon, Phrase
from mkgrdf.extract.mining.mine import Settings, mine
from mkgrdf.extract.mining.seeds import graph_seeds
from mkgrdf.extract.mining.segments import Text
from mkgrdf.iris import content_key
from mkgrdf.statements import Model, Statements, literal
from mkgrdf.text.language import detect
from mkgrdf.text.sentence_split import split
from mkgrdf.vocabulary import MKG, PROV, RDF, SCHEMA

__all__ = ["LEAST_QUALITY", "PhraseMiner", "corpus_texts"]

LEAST_QUALITY: Final = 0.5
"""A phrase that is worse than this stays out of the graph; a lexicon (``mkgrdf phrases mine``) has all."""
_RULES: Final = "1"
"""Changes whenever the tables, the features or the ranking do."""
_READ_AS_STATED: Final = frozenset({"en", "zh", "und"})


class PhraseMiner:
    """States each good phrase: its text, quality and frequency, and up to three documents where it can be read.

    Attributes:
        dropped: how many word sequences that are frequent enough it does not state, by reason; filled by :meth:`mine`.
    """

    name: str = "phrases"
    model = Model("embedded:phrases", _RULES, "Phrase mining")
    emits: frozenset[str] = frozenset({"Phrase", "quality", "frequency", "occursIn"})
    builds_on: frozenset[str] = frozenset()

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings or Settings()
        self.dropped: Counter[str] = Counter()

    def settings(self) -> str:
        """Return a digest of the rules and settings."""
        return content_key(_RULES, LEAST_QUALITY, *sorted(self._settings.as_written().items()))

    def mine(self, corpus: Corpus, run: NamedNode) -> Iterator[tuple[NamedNode, Content]]:
        """Yield each phrase that is good enough, best first, and what is said about it.

        Raises:
            ModelError: there are known phrases enough for the forest, and scikit-learn is not installed.
        """
        lexicon = self.lexicon(corpus)
        poor = sum(phrase.score < LEAST_QUALITY for phrase in lexicon.phrases)
        self.dropped = Counter({**lexicon.dropped, f"quality below {LEAST_QUALITY}": poor})
        for phrase in lexicon.phrases:
            if phrase.score >= LEAST_QUALITY:
                node = corpus.iris.node("phrase", phrase.language, phrase.text)
                yield node, _content(node, phrase, corpus, run)

    def lexicon(self, corpus: Corpus, seeds: Iterable[tuple[str, str]] = ()) -> Lexicon:
        """Return all phrases of ``corpus``; its own names, and ``seeds``, are known beforehand."""
        return mine(corpus_texts(corpus), [*graph_seeds(corpus), *seeds], self._settings)


def corpus_texts(corpus: Corpus) -> Iterator[Text]:
    """Yield every text of the corpus: the documents, sentence by sentence in its own language, and product names."""
    for node, document in corpus.documents.items():
        spans = split(document.text, document.language)
        title = None if len(spans) == 1 else False
        for span in spans:
            language = _language(span.text, document.language)
            if language is not None:
                yield Text(node.value, span.text, language, title, span.start)
    for node, names in corpus.products.items():
        for language, name in names:
            yield Text(node.value, name, language, title=True)


def _language(text: str, stated: str) -> str | None:
    """Return the language of a sentence: by its script; by what the document states where no rule can tell."""
    found = detect(text, stated)
    primary = stated.split("-", maxsplit=1)[0].lower()
    return found if found is not None or primary in _READ_AS_STATED else primary


def _content(node: NamedNode, phrase: Phrase, corpus: Corpus, run: NamedNode) -> Content:
    def content(graph: NamedNode) -> tuple[Triple, ...]:
        del graph  # a phrase makes no claims
        statements = Statements()
        statements.add(node, RDF.type, MKG.Phrase)
        statements.add(node, SCHEMA.text, literal(phrase.text, phrase.language))
        statements.add(node, MKG.quality, literal(Decimal(str(phrase.score))))
        statements.add(node, MKG.frequency, literal(phrase.frequency))
        for example in phrase.examples:
            document = NamedNode(example.document)
            if document not in corpus.products:
                statements.add(node, MKG.occursIn, document)
        statements.add(node, PROV.wasGeneratedBy, run)
        return statements.triples()

    return content
