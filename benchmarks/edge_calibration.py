"""Fits and measures the confidence of edges on judged edges: ``python benchmarks/edge_calibration.py --write``.

``edges_judged.csv`` says of edges of the demo shop, each read in one document (where none is named, in all together),
whether a person who read its sentences found it right. The documents fall into three parts by a hash of their id; each
part is measured with curves that were fitted on the other two: the mean distance between confidence and share of right
edges (expected calibration error, ten bins) and the Brier score, beside those of the priors that nothing was fitted to.
``--write`` puts curves fitted on all of them, and their card, where mkgrdf ships them.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from pyoxigraph import NamedNode, Triple

from mkgrdf.corpus import load_corpus
from mkgrdf.extract import Corpus
from mkgrdf.extract.concepts import ConceptExtractor
from mkgrdf.extract.edge_confidence import EdgeCalibration, fit_curves, revision_of
from mkgrdf.extract.relations.miner import RelationMiner
from mkgrdf.models.calibration import Isotonic, expected_calibration_error
from mkgrdf.models.card import ModelCard, digest_of
from mkgrdf.pipeline import import_lexicons, import_source
from mkgrdf.project import open_project
from mkgrdf.resources import resource
from mkgrdf.settings import load_settings
from mkgrdf.vocabulary import MKG

_HERE = Path(__file__).resolve().parent
JUDGED = _HERE / "edges_judged.csv"
SHIPPED = _HERE.parent / "mkgrdf" / "models" / "shipped" / "edges"
PARTS = 3
CORPUS_WIDE = ""
"""In the column ``document``: the edge was read in many documents together."""

Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Judged:
    """An edge of one document that a person judged, and the score that the rules give it now."""

    key: Key
    score: Decimal
    right: bool

    @property
    def part(self) -> int:
        """Which of the :data:`PARTS` it belongs to, by its document."""
        return int(hashlib.sha256((self.key[3] or "|".join(self.key)).encode()).hexdigest(), 16) % PARTS


def demo_corpus() -> Corpus:
    """Import the demo shop and the seed lexicon into memory and read them back."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "shop"
        shutil.copytree(resource("examples", "shop"), place)
        settings = load_settings(place / "mkgrdf.toml")
        with open_project(settings) as project:
            import_lexicons(project)
            for source in settings.sources:
                import_source(source, project)
            corpus = load_corpus(project.store, project.iris)
            return replace(corpus, documents=dict(corpus.documents.items()), pieces=())


def scores(corpus: Corpus) -> dict[Key, Decimal]:
    """Return the uncalibrated score of every edge of a product, a value or a concept, by its key."""
    plain, run = EdgeCalibration(), corpus.iris.node("run", "calibration")
    found: dict[Key, Decimal] = {}
    extractor = ConceptExtractor(plain)
    extractor.fit(corpus)
    for node, record in corpus.documents.items():
        graph = corpus.iris.extract_graph("concepts", node)
        found.update(_claimed(corpus, extractor.extract(node, record, graph, run), record.id))
    for node, content in RelationMiner(plain).mine(corpus, run):
        found.update(_claimed(corpus, content(corpus.iris.extract_graph("relations", node)), CORPUS_WIDE))
    return found


def _claimed(corpus: Corpus, triples: Sequence[Triple], document: str) -> Iterator[tuple[Key, Decimal]]:
    parts: dict[str, dict[str, str]] = {}
    for subject, predicate, object_ in triples:
        if isinstance(subject, NamedNode) and subject.value.startswith(f"{corpus.iris.base}claim/"):
            parts.setdefault(subject.value, {})[predicate.value.removeprefix(MKG.iri)] = str(object_.value)
    for claim in parts.values():
        predicate = claim["claimPredicate"].removeprefix(MKG.iri)
        subject, object_ = (claim[name].removeprefix(corpus.iris.base) for name in ("claimSubject", "claimObject"))
        yield (predicate, subject, object_.removeprefix("concept/"), document), Decimal(claim["confidence"])


def read_judged(path: Path, found: dict[Key, Decimal]) -> tuple[list[Judged], int]:
    """Return the judged edges that the rules still find, and how many they find no more."""
    judged, lost = [], 0
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = (row["predicate"], row["subject"], row["object"], row["document"])
            if key in found:
                judged.append(Judged(key, found[key], row["right"] == "yes"))
            else:
                lost += 1
    return judged, lost


def curves_of(rows: Iterable[Judged]) -> dict[str, Isotonic]:
    """Return the curves fitted on ``rows``."""
    return fit_curves((row.key[0], row.score, row.right) for row in rows)


def held_out(judged: Sequence[Judged]) -> list[tuple[Judged, float]]:
    """Return each judged edge with the confidence by curves that were fitted without its part."""
    answers = []
    for part in range(PARTS):
        calibration = EdgeCalibration(None, curves_of(row for row in judged if row.part != part))
        for row in judged:
            if row.part == part:
                answers.append((row, float(calibration.settle(row.key[0], row.score).confidence)))
    return answers


def errors(stated: Sequence[float], truths: Sequence[bool]) -> tuple[float, float]:
    """Return the expected calibration error and the Brier score."""
    brier = sum((share - truth) ** 2 for share, truth in zip(stated, truths, strict=True)) / len(truths)
    return expected_calibration_error(stated, truths), brier


def main() -> None:
    """Fit, measure, print, and write when asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--judged", type=Path, default=JUDGED, help="labelled edges (default: %(default)s)")
    parser.add_argument("--write", action="store_true", help="write the curves where mkgrdf ships them")
    arguments = parser.parse_args()
    judged, lost = read_judged(arguments.judged, scores(demo_corpus()))
    curves, answers = curves_of(judged), held_out(judged)
    print(f"{len(judged)} judged edges; {lost} more of the file are found no more")
    print("| predicate | judged | right | ECE priors | ECE held out | Brier priors | Brier held out |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    metrics: dict[str, float] = {}
    for name in (*sorted(curves), "all"):
        rows = [(row, stated) for row, stated in answers if name in (row.key[0], "all")]
        truths = [row.right for row, _ in rows]
        before = errors([float(row.score) for row, _ in rows], truths)
        after = errors([stated for _, stated in rows], truths)
        print(
            f"| {name} | {len(rows)} | {sum(truths) / len(rows):.2f} | {before[0]:.3f} | {after[0]:.3f} "
            f"| {before[1]:.3f} | {after[1]:.3f} |"
        )
        metrics[f"expected calibration error on held-out documents of the demo shop, {name}"] = round(after[0], 4)
    for name, curve in sorted(curves.items()):
        points = zip(curve.scores, curve.probabilities, strict=True)
        print(name, " ".join(f"{score:g}:{share:.2f}" for score, share in points))
    if arguments.write:
        card = ModelCard(
            name="edges",
            task="turns the score of an edge, as the rules pool it, into the share of such edges that are right",
            revision=revision_of(curves),
            languages=("en", "zh"),
            labels=tuple(sorted(curves)),
            data=f"{len(judged)} edges of the demo shop, judged by reading for this project (benchmarks/{JUDGED.name})",
            data_digest=digest_of(arguments.judged.read_bytes()),
            metrics=metrics,
            settings={"method": "isotonic regression for each predicate, two added edges for each score"},
        )
        EdgeCalibration(card, curves).save(SHIPPED)
        print(f"written: {SHIPPED}")


if __name__ == "__main__":
    main()
