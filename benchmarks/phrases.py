"""Precision of mined phrases at 100, 500 and 1,000, beside gensim's Phrases and YAKE: ``python benchmarks/phrases.py``.

Two corpora of the shared data (``MKGRDF_DATA``, or ``--data``): the annotated reviews of ``product-reviews-en``, and
the names, generic names and ingredients of ``openbeautyfacts``. All systems get the same texts and, but for YAKE, which
knows none, the same least frequency; they are compared by their phrases of two words and more.

The phrases were judged without knowing which system had found them (``phrases_judged.tsv``; the criteria are in
``docs/explanation/phrase-precision.md``): all of the first 100 of each system, and a sample of 200 each of ranks 101 to
500 and 501 to 1,000. ``--pool FILE`` writes what is still to be judged, shuffled.

Needs gensim and YAKE, from the dependency group ``bench``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import os
import random
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from peer import peer

from mkgrdf.extract.mining.mine import Settings, mine
from mkgrdf.extract.mining.ranking import Ranking
from mkgrdf.extract.mining.segments import Text, Unit, segments

_HERE = Path(__file__).resolve().parent
_JUDGED = _HERE / "phrases_judged.tsv"
_LEXICON = _HERE.parent / "examples" / "lexicon" / "concepts.jsonl"
_MOST = 1000
_BANDS = ((0, 100, 100), (100, 500, 200), (500, 1000, 200))
"""From which rank, to which, and how many of these are judged."""
_SEED = 4


@dataclass(frozen=True, slots=True)
class Corpus:
    """What all systems are given: texts, the language that YAKE is told, the least frequency, and known phrases."""

    texts: tuple[Text, ...]
    yake_language: str
    support: int
    seeds: tuple[tuple[str, str], ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Mine, and print the table of each corpus; 1 if something of it is not judged yet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("MKGRDF_DATA", "data")), help="shared data")
    parser.add_argument("--judged", type=Path, default=_JUDGED, help="corpus, phrase, 1 or 0; separated by tabs")
    parser.add_argument("--pool", type=Path, help="write what is still to be judged to this file")
    parser.add_argument("--lists", type=Path, help="write the ranked lists to this folder")
    parser.add_argument("--corpus", choices=[*_CORPORA], action="append", help="only this one; may be given again")
    options = parser.parse_args(arguments)
    for module in ("gensim.models.phrases", "yake"):
        peer(module)
    judged = _read_judged(options.judged)
    pool: list[tuple[str, str]] = []
    for name in options.corpus or _CORPORA:
        corpus = _CORPORA[name](options.data)
        print(f"\n{name}: {len(corpus.texts):,} texts\n")
        print("| system | phrases | P@100 | P@500 | P@1000 | seconds |")
        print("|---|---:|---:|---:|---:|---:|")
        for system, run in _SYSTEMS.items():
            begin = time.perf_counter()
            ranked = run(corpus)[:_MOST]
            seconds = time.perf_counter() - begin
            sample = [ranked[at] for at in _sampled(len(ranked), f"{name} {system}")]
            pool += [(name, phrase) for phrase in sample if (name, phrase) not in judged]
            cells = " | ".join(_precision(ranked, judged, name, system))
            print(f"| {system} | {len(ranked)} | {cells} | {seconds:.1f} |", flush=True)
            if options.lists:
                options.lists.mkdir(parents=True, exist_ok=True)
                (options.lists / f"{name}.{system.replace(' ', '-')}.txt").write_text(
                    "\n".join(ranked), encoding="utf-8"
                )
    pool = sorted(set(pool))
    random.Random(_SEED).shuffle(pool)  # noqa: S311 - seeded, no secret
    if options.pool:
        options.pool.write_text("".join(f"{name}\t{phrase}\n" for name, phrase in pool), encoding="utf-8")
    if pool:
        print(f"\n{len(pool)} phrases are not judged; --pool FILE lists them", file=sys.stderr)
    return 1 if pool else 0


def _reviews(data: Path) -> Corpus:
    texts = []
    for path in sorted((data / "product-reviews-en").glob("product_reviews_?/*.txt")):
        lines = path.read_text(encoding="latin-1").splitlines()
        texts += [
            Text(f"{path.stem}:{number}", line.split("##", 1)[1].strip(), "en")
            for number, line in enumerate(lines, start=1)
            if "##" in line and path.name != "README.txt"
        ]
    return Corpus(tuple(texts), "en", 2, (*_taxonomy(data), *_concepts()))


def _beauty(data: Path) -> Corpus:
    texts, seeds = [], []
    with gzip.open(data / "openbeautyfacts" / "products.jsonl.gz", "rt", encoding="utf-8") as file:
        for product in map(json.loads, file):
            for field in ("product_name", "generic_name", "ingredients_text"):
                if product.get(field):
                    texts.append(
                        Text(f"{product['code']}#{field}", product[field], "mul", title=field != "ingredients_text")
                    )
            for field in ("brands", "categories", "labels"):
                names = (product.get(field) or "").split(",")
                seeds += [("mul", re.sub(r"^\w\w:", "", name).strip().replace("-", " ")) for name in names]
    return Corpus(tuple(texts), "fr", 2, (*seeds, *_taxonomy(data), *_concepts()))


def _taxonomy(data: Path) -> Iterator[tuple[str, str]]:
    path = data / "taxonomy" / "taxonomy-with-ids.en-US.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        for level in line.partition(" - ")[2].split(" > "):
            yield from (("en", name) for name in re.split(r" & |, ", level) if name)


def _concepts() -> Iterator[tuple[str, str]]:
    for line in _LEXICON.read_text(encoding="utf-8").splitlines():
        concept = json.loads(line)
        yield from concept["name"].items()
        for language, names in concept.get("alternatives", {}).items():
            yield from ((language, name) for name in names)


def _mkgrdf(ranking: Ranking | None) -> Callable[[Corpus], list[str]]:
    def run(corpus: Corpus) -> list[str]:
        settings = Settings(support=corpus.support, ranking=ranking)
        lexicon = mine(corpus.texts, corpus.seeds, settings)
        for part, (came_from, seeds) in lexicon.rankings.items():
            print(f"  {part}: ranked by the {came_from}, {seeds} seeds occur", file=sys.stderr)
        return [phrase.text for phrase in lexicon.phrases if phrase.features["words"] > 1]

    return run


def _runs(corpus: Corpus) -> list[list[str]]:
    return [list(segment.words) for text in corpus.texts for segment in segments(text, Unit.WORDS)]


def _gensim(scoring: str) -> Callable[[Corpus], list[str]]:
    """Phrases applied twice, so of two to four words, with its connector words; no threshold, the best 1,000 count."""

    def run(corpus: Corpus) -> list[str]:
        gensim = peer("gensim.models.phrases")
        runs: list[list[str]] = _runs(corpus)
        options = {"min_count": corpus.support, "threshold": -1.0 if scoring == "npmi" else 1e-9, "scoring": scoring}
        connectors = gensim.ENGLISH_CONNECTOR_WORDS
        first = gensim.Phrases(runs, connector_words=connectors, delimiter=" ", **options)
        strong = gensim.Phrases(
            runs,
            connector_words=connectors,
            delimiter=" ",
            **{**options, "threshold": 0.5 if scoring == "npmi" else 10.0},
        )
        second = gensim.Phrases(strong[runs], connector_words=connectors, delimiter=" ", **options)
        scores: dict[str, float] = {}
        for model in (first, second):
            for phrase, score in model.export_phrases().items():
                scores[phrase] = max(scores.get(phrase, -math.inf), score)
        return sorted(scores, key=lambda phrase: (-scores[phrase], phrase))

    return run


def _yake(corpus: Corpus) -> list[str]:
    """Its keywords of up to three words of all texts as one; lower scores are better. Known to no minimum frequency."""
    extractor = peer("yake").KeywordExtractor(lan=corpus.yake_language, n=3, top=4 * _MOST)
    found = extractor.extract_keywords("\n".join(text.text for text in corpus.texts))
    ranked = dict.fromkeys(" ".join(phrase.lower().split()) for phrase, _ in found)
    return [phrase for phrase in ranked if " " in phrase]


_CORPORA: dict[str, Callable[[Path], Corpus]] = {"product-reviews-en": _reviews, "openbeautyfacts": _beauty}
_SYSTEMS: dict[str, Callable[[Corpus], list[str]]] = {
    "mkgrdf": _mkgrdf(None),
    "gensim Phrases (default)": _gensim("default"),
    "gensim-npmi Phrases (npmi)": _gensim("npmi"),
    "YAKE": _yake,
}


def _sampled(size: int, what: str) -> list[int]:
    """Return the ranks that are judged, from 0, for a list of ``size``; the same each time."""
    draws = random.Random(f"{_SEED} {what}")  # noqa: S311 - seeded, no secret
    chosen: list[int] = []
    for begin, end, count in _BANDS:
        band = range(begin, min(end, size))
        chosen += sorted(draws.sample(band, min(count, len(band))))
    return chosen


def _precision(
    ranked: Sequence[str], judged: Mapping[tuple[str, str], bool], corpus: str, system: str
) -> Iterator[str]:
    """Yield the precision at each cut, where ranks were sampled with the 95% interval; ``?`` before all is judged."""
    sampled = _sampled(len(ranked), f"{corpus} {system}")
    estimate, variance, reached, unknown = 0.0, 0.0, 0, False
    for begin, end, _ in _BANDS:
        verdicts = [judged.get((corpus, ranked[at])) for at in sampled if begin <= at < end]
        size = min(end, len(ranked)) - begin
        unknown = unknown or None in verdicts
        if unknown:
            yield "?"
            continue
        if size > 0:
            share = sum(map(bool, verdicts)) / len(verdicts)
            estimate += size * share
            reached += size
            left_out = 1 - len(verdicts) / size
            variance += size**2 * share * (1 - share) / max(len(verdicts) - 1, 1) * left_out
        interval = f" ± {1.96 * math.sqrt(variance) / reached:.2f}" if variance else ""
        yield f"{estimate / reached:.2f}{interval}"


def _read_judged(path: Path) -> dict[tuple[str, str], bool]:
    if not path.exists():
        return {}
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {(corpus, phrase): verdict == "1" for corpus, phrase, verdict in rows}


if __name__ == "__main__":
    sys.exit(main())
