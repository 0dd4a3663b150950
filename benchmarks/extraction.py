"""Measures the extraction from many reviews, stage by stage: ``python benchmarks/extraction.py 10k 100k``.

The reviews are made up here, in English and Chinese, about the products of the demo shop: sentences put together of
openings, labels of the seed lexicon and endings, seeded, no two alike. Each size runs in a process of its own;
memory is the peak of that process and of its largest worker. A second run has to give the same, bit for bit.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generate import size

from mkgrdf.corpus import load_corpus
from mkgrdf.extract import EXTRACTORS
from mkgrdf.extraction import ENGINES
from mkgrdf.extraction.partitions import Work, partitions
from mkgrdf.pipeline import extract_knowledge, import_lexicons, import_source
from mkgrdf.project import Project, open_project
from mkgrdf.resources import resource as shipped
from mkgrdf.settings import Settings, Source
from mkgrdf.text.sentence_split import split

_CHUNK = 5_000
"""Reviews imported at a time."""
_TEXTS = ("sentences", "concepts")
"""The extractors that read texts."""

_ENGLISH = (
    ("I use it for {scene}", "Perfect for {scene}", "Took it along for {scene}", "Bought this for {scene}"),
    ("and it really {intent}", "and it helps to {intent}", "though it does not {intent}", "so I can {intent}"),
    ("No more {pain}", "After a week I noticed {pain}", "My only complaint is {pain}", "I was afraid of {pain}"),
    ("The fabric feels soft and light", "Delivery was quick", "My sister wants one too", "The stitching came loose"),
)
_CHINESE = (
    ("{scene}的时候用它", "很适合{scene}", "买来{scene}用的", "带着它去{scene}"),
    ("确实能{intent}", "可以帮我{intent}", "并不能{intent}", "这样就{intent}了"),
    ("再也不怕{pain}", "用了一周发现{pain}", "唯一的缺点是{pain}", "之前一直担心{pain}"),
    ("面料柔软又轻", "发货很快", "姐姐也想要一个", "缝线有点开了"),
)


def reviews(count: int, products: list[str], labels: dict[str, dict[str, list[str]]]) -> Iterator[dict[str, object]]:
    """Yield ``count`` reviews in the native form."""
    source = random.Random(20261111)  # noqa: S311 - seeded, so that the reviews are the same each time
    for number in range(count):
        language = "zh" if source.random() < 0.3 else "en"
        slots = {slot: source.choice(words) for slot, words in labels[language].items()}
        one, two, three, four = (source.choice(parts) for parts in (_CHINESE if language == "zh" else _ENGLISH))
        template = (
            f"{one}，{two}。{three}！{four}，{number}。"
            if language == "zh"
            else (f"{one} {two}. {three}. {four}, {number}.")
        )
        yield {
            "id": f"b{number:07}",
            "kind": "Review",
            "language": language,
            "text": template.format(**slots),
            "products": [source.choice(products)],
            "rating": str(source.randint(1, 5)),
        }


def _labels() -> dict[str, dict[str, list[str]]]:
    """Return the lexicon's labels by language and slot."""
    slots = {"Scene": "scene", "PainPoint": "pain", "Intent": "intent"}
    found: dict[str, dict[str, list[str]]] = {"en": {}, "zh": {}}
    lines = (shipped("examples", "lexicon") / "concepts.jsonl").read_text(encoding="utf-8").splitlines()
    for concept in map(json.loads, lines):
        if concept["kind"] in slots:
            for language, words in found.items():
                words.setdefault(slots[concept["kind"]], []).append(concept["name"][language])
    return found


def prepare(folder: Path, count: int) -> int:
    """Import the demo shop and ``count`` reviews into a project in ``folder``; return how many sentences they have."""
    settings = _settings(folder)
    sentences = 0
    with open_project(settings) as project:
        import_lexicons(project)
        import_source(Source("shop", shipped("examples", "shop"), "native"), project)
        products = _products(project)
        found = reviews(count, products, _labels())
        for begin in range(0, count, _CHUNK):
            portion = [next(found) for _ in range(min(_CHUNK, count - begin))]
            file = folder / "reviews" / f"part{begin // _CHUNK:03}" / "documents.jsonl"
            file.parent.mkdir(parents=True)
            file.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in portion), encoding="utf-8")
            ingested = import_source(Source(file.parent.name, file.parent, "native"), project).ingested
            assert ingested.new == len(portion), ingested
            sentences += sum(len(split(str(one["text"]), str(one["language"]))) for one in portion)
    return sentences


def _products(project: Project) -> list[str]:
    return sorted(project.iris.key(node) for node in load_corpus(project.store, project.iris).products)


def _settings(folder: Path) -> Settings:
    return Settings(folder=folder, base="https://bench.example.org/shop/", lexicons=(shipped("examples", "lexicon"),))


def read(folder: Path, engine: str, workers: int | None) -> dict[str, Any]:
    """Read all records with the extractors of texts, without letting anything in; what is said is left as it is sent.

    The digest is over all of it, in order.
    """
    with open_project(_settings(folder), read_only=True) as project:
        stages: dict[str, float] = {}
        began = time.perf_counter()
        corpus = load_corpus(project.store, project.iris)
        stages["load"] = time.perf_counter() - began
        began = time.perf_counter()
        extractors = [EXTRACTORS[name]() for name in _TEXTS]
        for extractor in extractors:
            extractor.fit(corpus)
        stages["fit"] = time.perf_counter() - began
        began, digest, statements = time.perf_counter(), hashlib.sha256(), 0
        work = Work(project.iris, tuple((one, project.iris.node("run", one.name)) for one in extractors))
        for _, said in ENGINES[engine](workers).map(work, partitions(corpus.documents.items(), ["benchmark"])):
            for one in said:
                lines = one.lines
                statements += lines.count("\n")
                digest.update(lines.encode())
        stages["read"] = time.perf_counter() - began
    return {"stages": stages, "statements": statements, "digest": digest.hexdigest()[:16], **_peaks()}


def enter(folder: Path, engine: str, workers: int | None) -> dict[str, Any]:
    """Extract with everything, gate and commits included, then again, which has to change nothing."""
    with open_project(_settings(folder)) as project:
        first = extract_knowledge(project, engine=ENGINES[engine](workers))
        assert not first.quarantined
        again = extract_knowledge(project, engine=ENGINES[engine](workers))
        assert (again.changed, again.added, again.removed) == (0, 0, 0), again
        assert again.found == first.found
    return {"stages": first.seconds, "again": sum(again.seconds.values()), "statements": first.added, **_peaks()}


def _peaks() -> dict[str, float]:
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "CPU": sum(each.ru_utime + each.ru_stime for each in usage),
        "own MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "worker MiB": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
    }


def main() -> None:
    """Print one block of lines for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="+", help="reviews: 1k, 10k, 100k")
    parser.add_argument("--engine", choices=sorted(ENGINES), default="processes")
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--folder", type=Path, help="keep the projects here and use those that are there")
    parser.add_argument("--only-read", action="store_true", help="leave out the gate and the store")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        told = (read if options.only_read else enter)(options.measure, options.engine, options.workers)
        print(json.dumps(told))
        return
    for label in options.sizes:
        with tempfile.TemporaryDirectory() as scratch:
            place = (options.folder or Path(scratch)) / label
            if not (place / "sentences").exists():
                place.mkdir(parents=True)
                (place / "sentences").write_text(str(prepare(place, size(label))), encoding="utf-8")
            work = place
            if not options.only_read:
                work = Path(scratch, "work")
                shutil.copytree(place, work)
            command = [sys.executable, __file__, label, "--measure", str(work), "--engine", options.engine]
            command += ["--workers", str(options.workers), *(["--only-read"] if options.only_read else [])]
            runs = []
            for _ in range(2 if options.only_read else 1):
                done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
                runs.append(json.loads(done.stdout))
                _show(label, int((place / "sentences").read_text()), runs[-1])
            assert runs[0].get("digest") == runs[-1].get("digest"), "the second run gave another result"


def _show(label: str, sentences: int, told: dict[str, Any]) -> None:
    print(f"{label} reviews, {sentences:,} sentences, {told['statements']:,} statements")
    whole = sum(told["stages"].values())
    for stage, seconds in [*told["stages"].items(), ("all", whole)]:
        print(f"  {stage:<24}{seconds:>9.1f} s {sentences / max(seconds, 1e-6):>12,.0f} sentences/s")
    print(f"  {'CPU time of all':<24}{told['CPU']:>9.1f} s {sentences / told['CPU']:>12,.0f} sentences/CPU s")
    print(f"  peak {told['own MiB']:,.0f} MiB, largest worker {told['worker MiB']:,.0f} MiB", flush=True)
    if "again" in told:
        print(f"  again, where nothing changed: {told['again']:.1f} s")
    if "digest" in told:
        print(f"  digest of all statements {told['digest']}", flush=True)


if __name__ == "__main__":
    main()
