"""Span F1 and speed of recognising entities: dictionary, pruned dictionary, CRF; ``python benchmarks/entities.py``.

Without files, on Chinese product titles made by ``titles.py``: 4,800 to train on, 1,200 others. The dictionary has
every entity of the training titles; pruned, those whose string is an entity in at least half of the places where it
stands there. With ``--train`` and ``--test`` the same on files of your own (CoNLL in any flavour, or JSON lines).

The figures of seqeval (dependency group ``bench``) are computed from the same tags and have to be the same.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.peer import peer
from benchmarks.titles import make_titles
from mkgrdf.evaluate.spans import SpanReport, figures, score_spans
from mkgrdf.extract.entities.dictionary import build_dictionary, normal
from mkgrdf.extract.entities.files import read_tagged
from mkgrdf.extract.entities.tagged import Tagged
from mkgrdf.extract.entities.training import TrainingSettings, fit
from mkgrdf.models.calibration import expected_calibration_error
from mkgrdf.models.spans import Span, bio

Finder = Callable[[Sequence[str]], Sequence[Span]]


def main() -> None:
    """Parse the command line, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--titles", type=int, default=6000, help="how many titles are made, a fifth to test on")
    parser.add_argument("--seed", type=int, default=1, help="of the titles and of the training")
    parser.add_argument("--train", type=Path, help="a labelled file to train on, instead of made titles")
    parser.add_argument("--test", type=Path, help="a labelled file to test on; goes with --train")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    if (options.train is None) != (options.test is None):
        parser.error("--train and --test go together")
    peer("seqeval.metrics")
    if options.train is None:
        titles = make_titles(options.titles, options.seed)
        cut = options.titles * 4 // 5
        train, test = titles[:cut], titles[cut:]
    else:
        train, test = list(read_tagged(options.train)), list(read_tagged(options.test))
    rows = measure(train, test, options.seed)
    if options.json:
        print(
            json.dumps(
                {"machine": machine(), "data": describe(train, test), "rows": rows}, ensure_ascii=False, indent=1
            )
        )
        return
    print(f"{machine()}\n{describe(train, test)}\n")
    print(f"{'':34}{'precision':>10}{'recall':>8}{'F1':>8}{'train CPU s':>13}{'tokens/CPU s':>14}{'tokens/s':>10}")
    for row in rows:
        print(
            f"{row['what']:34}{row['precision']:>10.4f}{row['recall']:>8.4f}{row['f1']:>8.4f}"
            f"{row['train_cpu']:>13.1f}{row['per_cpu']:>14,}{row['per_second']:>10,}"
        )


def machine() -> str:
    """Return what it runs on, and how busy that is."""
    load = os.getloadavg()[0]
    return f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, load {load:.1f}"


def describe(train: Sequence[Tagged], test: Sequence[Tagged]) -> str:
    """Return sizes, and how many of the entities to find are in no training sentence."""
    seen = {words for one in train for words, _ in entities(one)}
    wanted = [words for one in test for words, _ in entities(one)]
    unseen = sum(words not in seen for words in wanted) / len(wanted)
    types = {span.type for one in train for span in one.spans}
    tokens = sum(len(one.words) for one in test)
    return (
        f"{len(train)} sentences to train on, {len(test)} to test on ({tokens} tokens, {len(wanted)} entities, "
        f"{unseen:.1%} of them never seen), {len(types)} types"
    )


def entities(sentence: Tagged) -> list[tuple[str, str]]:
    """Return the words and the type of each entity."""
    return [("".join(sentence.words[span.start : span.end]), span.type) for span in sentence.spans]


def measure(train: Sequence[Tagged], test: Sequence[Tagged], seed: int) -> list[dict[str, object]]:
    """Return a row for each recogniser."""
    rows = []
    started = time.process_time()
    dictionary = build_dictionary(train, least=1)
    made = time.process_time() - started

    def longest(precision: float) -> Finder:
        return lambda words: dictionary.longest([normal(word) for word in words], precision)

    rows.append(timed("dictionary", longest(0.0), test, made))
    rows.append(timed("dictionary, pruned at .5", longest(0.5), test, made))
    for what, settings in (
        ("CRF without dictionary", TrainingSettings(seed=seed, least=1 << 30)),
        ("CRF with dictionary features", TrainingSettings(seed=seed)),
    ):
        started = time.process_time()
        recogniser = fit(train, None, settings, "benchmark", "benchmark")
        spent = time.process_time() - started
        rows.append(timed(what, recogniser.tagger().spans, test, spent))
    tagger = recogniser.tagger()
    scored = [(span in one.spans, score) for one in test for span, score in tagger.scored(one.words)]
    error = expected_calibration_error([score for _, score in scored], [hit for hit, _ in scored])
    print(f"calibration error of the CRF's raw marginals on {len(scored)} spans: {error:.4f}", file=sys.stderr)
    return rows


def timed(what: str, find: Finder, test: Sequence[Tagged], spent: float) -> dict[str, object]:
    """Run ``find`` over the test sentences; seqeval has to count the same."""
    tokens = sum(len(one.words) for one in test)
    started, wall = time.process_time(), time.perf_counter()
    found = [find(one.words) for one in test]
    cpu, seconds = time.process_time() - started, time.perf_counter() - wall
    report = score_spans([one.spans for one in test], found)
    assert figures(test, found)["micro F1"] == report.micro.f1
    against_seqeval(test, found, report)
    micro = report.micro
    return {
        "what": what,
        "precision": micro.precision,
        "recall": micro.recall,
        "f1": micro.f1,
        "train_cpu": round(spent, 1),
        "per_cpu": round(tokens / cpu),
        "per_second": round(tokens / seconds),
    }


def against_seqeval(test: Sequence[Tagged], found: Sequence[Sequence[Span]], report: SpanReport) -> None:
    """Stop if seqeval gives other figures."""
    seqeval = peer("seqeval.metrics")
    wanted = [bio(one.spans, len(one.words)) for one in test]
    tagged = [bio(spans, len(one.words)) for one, spans in zip(test, found, strict=True)]
    micro = report.micro
    for ours, theirs in (
        (micro.precision, seqeval.precision_score),
        (micro.recall, seqeval.recall_score),
        (micro.f1, seqeval.f1_score),
    ):
        assert abs(ours - theirs(wanted, tagged)) < 1e-12, f"seqeval counts otherwise: {theirs.__name__}"


if __name__ == "__main__":
    main()
