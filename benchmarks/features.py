"""Features of products in annotated reviews, beside frequent nouns: ``python benchmarks/features.py --data FOLDER``.

Fourteen products of ``product-reviews-en`` (Hu and Liu 2004; Ding, Liu and Yu 2008). Each is held out: the CRF is
trained on the reviews of other products only (``--folds 14``: of all thirteen others; by default two products are held
out together). The support of the baseline is the one with the best mean F1 on the others; the threshold of the CRF is
the highest with which, on the others, it still finds a tenth more than the baseline. Both guess nouns in the same way,
since there is no tagger to be had. Precision and recall are means over the products: in sentences, and of the different
features of a product.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from mkgrdf.evaluate.features import (
    FeatureScore,
    all_texts,
    best_setting,
    frequent_nouns,
    matching_setting,
    mean_score,
    read_reviews,
    score,
)
from mkgrdf.extract.product_features import NounGuess, train_finder, words_of

THRESHOLDS = (0.05, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
SUPPORTS = (0.0, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.04)


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, find and print; 1 if the baseline is ahead anywhere."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("MKGRDF_DATA", "data")), help="shared data")
    parser.add_argument("--folds", type=int, default=7, help="how many times to train [default: 7]")
    parser.add_argument("--curve", action="store_true", help="print the means at all thresholds and supports too")
    options = parser.parse_args(arguments)
    folders = [options.data / "product-reviews-en" / f"product_reviews_{number}" for number in (1, 2)]
    reviews = read_reviews(folders)
    guess = NounGuess(map(words_of, all_texts(reviews)))
    ours: dict[str, dict[float, FeatureScore]] = {}
    nouns: dict[str, dict[float, FeatureScore]] = {}
    started = time.perf_counter()
    names = list(reviews)
    for fold in range(options.folds):
        held_out = names[fold :: options.folds]
        texts = {name: [sentence.text for sentence in reviews[name]] for name in held_out}
        others = {name: rows for name, rows in reviews.items() if name not in held_out}
        finder = train_finder(others, [text for name in held_out for text in texts[name]])
        for product in held_out:
            sentences, candidates = reviews[product], finder.candidates(texts[product])
            ours[product] = {
                threshold: score(
                    sentences, [frozenset(name for name, sure in found if sure >= threshold) for found in candidates]
                )
                for threshold in THRESHOLDS
            }
            nouns[product] = {
                support: score(sentences, frequent_nouns(sentences, guess, support)) for support in SUPPORTS
            }
        print(f"held out {', '.join(held_out)}: {time.perf_counter() - started:.0f} s", file=sys.stderr)
    explicit = sum(len(sentence.features) for rows in reviews.values() for sentence in rows)
    print(f"{len(reviews)} products, {sum(map(len, reviews.values()))} sentences, {explicit} features in them\n")
    ahead = True
    for distinct, title in ((False, "features in sentences"), (True, "different features of a product")):
        print(f"{title:<44} {'frequent nouns':>17}   {'CRF':>14}")
        print(f"{'':<44} {'P':>8} {'R':>8} {'P':>8} {'R':>8}")
        rival = {name: rows[best_setting(nouns, name, distinct=distinct)] for name, rows in nouns.items()}
        chosen: list[list[FeatureScore]] = [[], []]
        for product in reviews:
            threshold = matching_setting(ours, rival, product, distinct=distinct)
            picked = [rival[product], ours[product][threshold]]
            chosen[0].append(picked[0])
            chosen[1].append(picked[1])
            print(_line(product, picked, distinct))
        means = [mean_score(scores) for scores in chosen]
        print(_line("mean", means, distinct) + "\n")
        (noun_p, noun_r), (our_p, our_r) = (_pair(mean, distinct) for mean in means)
        ahead = ahead and our_p > noun_p and our_r > noun_r
    if options.curve:
        for name, rows, settings in (("support", nouns, SUPPORTS), ("threshold", ours, THRESHOLDS)):
            for setting in settings:
                mean = mean_score(rows[product][setting] for product in reviews)
                both = (*_pair(mean, distinct=False), *_pair(mean, distinct=True))
                print(f"{name} {setting:<6}", *(f"{value:.3f}" for value in both))
    print(
        "ahead of frequent nouns on precision and recall, both ways" if ahead else "frequent nouns are ahead somewhere"
    )
    return 0 if ahead else 1


def _pair(found: FeatureScore, distinct: bool) -> tuple[float, float]:
    return (found.distinct_precision, found.distinct_recall) if distinct else (found.precision, found.recall)


def _line(name: str, scores: Sequence[FeatureScore], distinct: bool) -> str:
    return f"{name:<44} " + " ".join(f"{value:8.3f}" for one in scores for value in _pair(one, distinct))


if __name__ == "__main__":
    sys.exit(main())
