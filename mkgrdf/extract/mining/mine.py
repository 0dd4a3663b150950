"""Mines the phrases of a corpus: count, measure, rank; segment, count again, measure and rank again, twice.

Each language is mined by itself, and Chinese titles apart from Chinese prose, since they are cut into other units.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from mkgrdf.extract.mining.contexts import read_contexts
from mkgrdf.extract.mining.features import FEATURES, Candidates, find_candidates, measure
from mkgrdf.extract.mining.lexicon import Example, Lexicon, Phrase
from mkgrdf.extract.mining.ngrams import count_ngrams
from mkgrdf.extract.mining.ranking import FEWEST_SEEDS, Forest, Ranking, by_forest, by_statistic
from mkgrdf.extract.mining.seeds import match_seeds
from mkgrdf.extract.mining.segmentation import Recount, Segmenter, recount
from mkgrdf.extract.mining.segments import Text, Unit, join, unit_of
from mkgrdf.extract.mining.spool import Spool, SpoolWriter
from mkgrdf.extract.mining.word_classes import WordClasses

__all__ = ["CHARACTER", "FRAGMENT", "NOT_BUILT", "Settings", "mine"]

NOT_BUILT = "not built like a phrase"
"""Why a frequent word sequence is none: by its function words, verbs and numbers (:mod:`.word_classes`)."""
CHARACTER = "a single character"
"""Why a candidate in Chinese titles is no phrase: these are cut into characters."""
FRAGMENT = "only within longer phrases"
"""Why a candidate is no phrase: the segmentation never has it by itself."""
_MOST_EXAMPLES = 3
_FEWEST_WHOLE = 50
_MOST_WHOLE = 1000
_STANDING = FEATURES.index("standing")


@dataclass(frozen=True, slots=True)
class Settings:
    """What mining depends on besides its corpus and seeds.

    Attributes:
        support: how often a phrase has to occur; None leaves it to the size of the corpus (3 and up).
        longest_words, longest_characters: the most words in a phrase, or characters where titles are cut into those.
        ranking: forest or statistic; None takes the forest if there are seeds enough.
        rounds: how often the corpus is segmented and counted again.
        most_in_memory: how many counts may be in memory at a time; the rest goes to disk. Changes no result.
        folder: where the corpus and the counts are kept meanwhile; None takes the system's temporary folder.
    """

    support: int | None = None
    longest_words: int = 6
    longest_characters: int = 8
    ranking: Ranking | None = None
    rounds: int = 2
    forest: Forest = field(default_factory=Forest)
    most_in_memory: int = 2_000_000
    folder: Path | None = None

    def as_written(self) -> dict[str, str | int | float | None]:
        """Return what the result depends on, by name."""
        return {
            "support": self.support,
            "longest_words": self.longest_words,
            "longest_characters": self.longest_characters,
            "ranking": self.ranking,
            "rounds": self.rounds,
            "trees": self.forest.trees,
            "leaf": self.forest.leaf,
            "seed": self.forest.seed,
        }


def mine(texts: Iterable[Text], seeds: Iterable[tuple[str, str]] = (), settings: Settings | None = None) -> Lexicon:
    """Return the phrases of ``texts``, which are read once, best first.

    Args:
        texts: the corpus; it may be larger than memory.
        seeds: ``(language, phrase)`` known beforehand; a language of ``""`` stands for any.
        settings: see :class:`Settings`.

    Raises:
        ModelError: the forest is asked for, or there are seeds enough for it, and scikit-learn is not installed.
    """
    settings = settings or Settings()
    seeds = sorted(set(seeds))
    digest = hashlib.sha256(json.dumps([settings.as_written(), seeds], ensure_ascii=False).encode())
    phrases: list[Phrase] = []
    rankings: dict[str, tuple[Ranking, int]] = {}
    dropped: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(dir=settings.folder, prefix="mkgrdf-phrases-") as name:
        spools = _spool(texts, Path(name), settings, digest)
        for (language, unit), spool in sorted(spools.items()):
            known = [phrase for tag, phrase in seeds if not tag or _same_language(tag, language)]
            mined = _Mining(spool, language, unit, settings)
            phrases += mined.run(known)
            rankings |= mined.rankings
            dropped += mined.dropped
    return Lexicon(
        phrases=tuple(sorted(_once(phrases), key=lambda phrase: (-phrase.score, phrase.language, phrase.text))),
        version=digest.hexdigest(),
        documents=sum(spool.documents for spool in spools.values()),
        tokens=sum(spool.tokens for spool in spools.values()),
        rankings=rankings,
        settings=settings.as_written(),
        dropped=dict(sorted((+dropped).items())),
    )


def _spool(
    texts: Iterable[Text], folder: Path, settings: Settings, digest: hashlib._Hash
) -> dict[tuple[str, Unit], Spool]:
    writers: dict[tuple[str, Unit], SpoolWriter] = {}
    with ExitStack() as stack:
        for text in texts:
            for part in (text.document, text.language, f"{text.title} {text.start}", text.text):
                encoded = part.encode("utf-8", "surrogatepass")
                digest.update(len(encoded).to_bytes(8) + encoded)
            key = (text.language.split("-", maxsplit=1)[0].lower(), unit_of(text))
            if key not in writers:
                own = folder / f"{len(writers)}"
                own.mkdir()
                writer = SpoolWriter(key[1], own, support=settings.support, most=settings.most_in_memory)
                writers[key] = stack.enter_context(writer)
            writers[key].add(text)
        return {key: writer.finish() for key, writer in writers.items()}


def _same_language(tag: str, language: str) -> bool:
    return language == "mul" or tag.split("-", maxsplit=1)[0].lower() == language


def _once(phrases: Iterable[Phrase]) -> Iterator[Phrase]:
    """Yield each text of a language once: prose and titles may both have it; counts add up, the better score holds."""
    found: dict[tuple[str, str], Phrase] = {}
    for phrase in phrases:
        other = found.get((phrase.language, phrase.text))
        if other is None:
            found[phrase.language, phrase.text] = phrase
            continue
        better, worse = (phrase, other) if phrase.score > other.score else (other, phrase)
        examples = (*better.examples, *worse.examples)[:_MOST_EXAMPLES]
        frequency = better.frequency + worse.frequency
        found[phrase.language, phrase.text] = replace(better, frequency=frequency, examples=examples)
    yield from found.values()


class _Mining:
    """The mining of one language in one unit."""

    def __init__(self, spool: Spool, language: str, unit: Unit, settings: Settings) -> None:
        self._spool, self._language, self._unit, self._settings = spool, language, unit, settings
        self.rankings: dict[str, tuple[Ranking, int]] = {}
        self.dropped: Counter[str] = Counter()

    def run(self, seeds: Sequence[str]) -> list[Phrase]:
        """Return the phrases, in order of their nodes; what never stands in the segmentation is a fragment of one."""
        spool, settings = self._spool, self._settings
        characters = self._unit is Unit.CHARACTERS
        longest = settings.longest_characters if characters else settings.longest_words
        grams = count_ngrams(spool, longest=longest, folder=spool.folder, most=settings.most_in_memory)
        classes = WordClasses.of(spool.words, self._language, self._unit)
        contexts = read_contexts(
            spool, grams, classes, longest=longest, folder=spool.folder, most=settings.most_in_memory
        )
        known = match_seeds(seeds, spool, grams, self._language, self._unit)
        candidates = find_candidates(spool, grams, contexts, classes)
        frequent = sum(count >= spool.support for count in grams.counts)
        self.dropped[NOT_BUILT] += frequent - len(candidates.nodes)
        segmented: Recount | None = None
        for round_ in range(settings.rounds + 1):
            rows = measure(candidates, segmented)
            scores = self._rank(candidates, rows, known)
            if round_ < settings.rounds:
                segmenter = Segmenter(grams, scores, grams.counts if segmented is None else segmented.standing, longest)
                segmenter.fit_prior(self._whole(candidates, scores, known))
                segmented = recount(spool, grams, segmenter)
        return self._phrases(candidates, rows, scores, known)

    def _rank(
        self, candidates: Candidates, rows: Sequence[tuple[float, ...]], known: frozenset[int]
    ) -> dict[int, float]:
        """Return the score of each candidate; single words are compared with single words only."""
        scores: dict[int, float] = {}
        for single in (False, True):
            places = [at for at, row in enumerate(rows) if (row[0] == 1) is single]
            if not places or (single and self._unit is Unit.CHARACTERS):
                continue
            chosen = [rows[at] for at in places]
            seeds = [place for place, at in enumerate(places) if candidates.nodes[at] in known]
            ranking = self._settings.ranking or (Ranking.FOREST if len(seeds) >= FEWEST_SEEDS else Ranking.STATISTIC)
            if ranking is Ranking.FOREST and seeds:
                found = by_forest(chosen, seeds, self._settings.forest)
            else:
                ranking, found = Ranking.STATISTIC, by_statistic(chosen)
            name = f"{self._language} single {self._unit}" if single else f"{self._language} {self._unit}"
            self.rankings[name] = (ranking, len(seeds))
            scores.update((candidates.nodes[at], score) for at, score in zip(places, found, strict=True))
        return scores

    def _whole(self, candidates: Candidates, scores: Mapping[int, float], known: frozenset[int]) -> list[int]:
        """Return the phrases that a segmentation should not split: known ones; if those are few, the better half."""
        several = [node for node in candidates.nodes if candidates.grams.lengths[node] > 1 and node in scores]
        found = [node for node in several if node in known]
        if len(found) >= _FEWEST_WHOLE:
            return found
        return sorted(several, key=lambda node: (-scores[node], node))[: min((len(several) + 1) // 2, _MOST_WHOLE)]

    def _phrases(
        self,
        candidates: Candidates,
        rows: Sequence[tuple[float, ...]],
        scores: Mapping[int, float],
        known: frozenset[int],
    ) -> list[Phrase]:
        spool, examples = self._spool, candidates.contexts.examples
        keys = spool.keys(document for node in scores for document, _, _ in examples[node])
        scored = [(node, row) for node, row in zip(candidates.nodes, rows, strict=True) if node in scores]
        whole = [(node, row) for node, row in scored if node in known or row[_STANDING] > 0]
        self.dropped[CHARACTER] += len(candidates.nodes) - len(scored)
        self.dropped[FRAGMENT] += len(scored) - len(whole)
        return [
            Phrase(
                text=join(spool.words[word] for word in candidates.grams.spell(node)),
                language=self._language,
                score=scores[node],
                frequency=candidates.grams.counts[node],
                known=node in known,
                features=dict(zip(FEATURES, row, strict=True)),
                examples=tuple(Example(keys[document], start, end) for document, start, end in examples[node]),
            )
            for node, row in whole
        ]
