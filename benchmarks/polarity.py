"""Polarity of pros and cons, beside a plain TF-IDF + logistic regression: ``python benchmarks/polarity.py``.

The lines of Hu and Liu's pros and cons are cut by the hash of their text in lower case: eight tenths to train on, two
to measure. The baseline is scikit-learn's ``TfidfVectorizer`` and ``LogisticRegression`` as they come. The model that
ships with mkgrdf was trained on the same eight tenths and on sentences written for it. Then, without a baseline trained
for them: annotated sentences of products held out, reviews of Luma and Chinese ones against their stars, Chinese
sentences drawn by chance and judged by reading (``polarity_judged_zh.csv`` says where they stand), and the speed.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
import time
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from peer import peer

from mkgrdf.evaluate.polarity import TaskFigures, measure_answers, measure_sentences
from mkgrdf.extract.kept_sentences import KeptSentence, kept_sentences
from mkgrdf.extract.polarity import opinion
from mkgrdf.extract.sentence_models.labelled import LabelledSentence, read_annotated, read_pros_and_cons
from mkgrdf.extract.sentence_models.models import SentenceModels
from mkgrdf.extract.sentence_models.quality import quality
from mkgrdf.extract.sentence_models.reading import read_kind, read_polarity
from mkgrdf.records import Document, DocumentKind, Origin
from mkgrdf.text.sentence_split import Span

JUDGED_ZH = Path(__file__).with_name("polarity_judged_zh.csv")
FEWEST_RIGHT, MOST_ERROR = 0.90, 0.03


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 1 if the model misses its marks or the baseline."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("MKGRDF_DATA", "data")), help="shared data")
    parser.add_argument("--models", type=Path, help="folder of models [default: those that ship with mkgrdf]")
    options = parser.parse_args(arguments)
    models = SentenceModels.load(options.models)
    english = options.data / "product-reviews-en"
    training = list(read_pros_and_cons(english / "pros_cons", held_out=False))
    held_out = list(read_pros_and_cons(english / "pros_cons", held_out=True))
    baseline = _baseline(training, held_out)
    (ours,) = measure_sentences(models, held_out)
    print(f"pros and cons: {len(training)} lines to train on, {len(held_out)} held out by hash")
    _show("TF-IDF + logistic regression, as they come", baseline)
    _show("embedded:sentence-polarity-en", ours)
    annotated = list(read_annotated([english / f"product_reviews_{number}" for number in (1, 2)], held_out=True))
    (figures,) = measure_sentences(models, annotated)
    print(f"annotated sentences of {len({row.group for row in annotated})} held-out products")
    _show("TF-IDF + logistic regression, as they come", _baseline(training, annotated))
    _show("embedded:sentence-polarity-en", figures)
    luma, chinese = list(_luma(options.data)), list(_chinese(options.data))
    for name, documents in (("luma", luma), ("reviews-zh-sample", chinese)):
        _against_stars(name, documents, models)
    _judged(options.data / "reviews-zh-sample" / "data", models)
    _speed([*luma, *chinese], models)
    reached = ours.accuracy >= max(FEWEST_RIGHT, baseline.accuracy) and ours.calibration_error <= MOST_ERROR
    print("marks reached" if reached else "marks missed")
    return 0 if reached else 1


def _baseline(training: Sequence[LabelledSentence], held_out: Sequence[LabelledSentence]) -> TaskFigures:
    vectors = peer("sklearn.feature_extraction.text").TfidfVectorizer()
    model = peer("sklearn.linear_model").LogisticRegression(max_iter=1000)
    model.fit(vectors.fit_transform([row.text for row in training]), [row.polarity for row in training])
    given = model.predict_proba(vectors.transform([row.text for row in held_out])).tolist()
    labels = list(model.classes_)
    answers = [(labels[row.index(max(row))], max(row)) for row in given]
    return measure_answers("polarity en", [row.polarity for row in held_out], answers)


def _show(name: str, figures: TaskFigures) -> None:
    print(
        f"  {name:<44} accuracy {figures.accuracy:.4f}  macro F1 {figures.macro_f1:.4f}"
        f"  calibration error {figures.calibration_error:.4f}"
    )


def _luma(data: Path) -> Iterator[Document]:
    with (data / "luma" / "review" / "products_reviews.csv").open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            yield _review(number, row["review"], "en", row["rating_value"])


def _chinese(data: Path) -> Iterator[Document]:
    for path in sorted((data / "reviews-zh-sample" / "data").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for number, row in enumerate(csv.DictReader(file)):
                yield _review(number, row["reviewbody"], "zh", row["star"])


def _review(number: int, text: str, language: str, stars: str) -> Document:
    return Document(f"r{number}", DocumentKind.REVIEW, text, language, Origin("", number), rating=Decimal(stars))


def _against_stars(name: str, documents: Sequence[Document], models: SentenceModels) -> None:
    """Compare what sentences say, read without their stars, with the stars: by sentence and by review."""
    decided = right = sentences = reviews = agreed = 0
    for document in documents:
        assert document.rating is not None
        if 2 < document.rating < 4:
            continue
        good = document.rating >= 4
        total = Decimal(0)
        for sentence in kept_sentences(document):
            found = opinion(sentence.span.text, sentence.language)
            polarity = read_polarity(models, sentence, document.kind, found, None) or Decimal(0)
            sentences += 1
            decided += polarity != 0
            right += polarity != 0 and (polarity > 0) == good
            total += polarity
        reviews += total != 0
        agreed += total != 0 and (total > 0) == good
    print(
        f"{name}: {decided} of {sentences} sentences decided without the stars, {right / decided:.3f} of them as the "
        f"stars; {agreed / reviews:.3f} of {reviews} reviews by the sum of their sentences"
    )


def _judged(folder: Path, models: SentenceModels) -> None:
    """Compare sentences with what a person said of them who read them; neither trained nor tuned on."""
    reviews: dict[str, list[str]] = {}
    counts = {"right": 0, "wrong": 0, "undecided": 0}
    rows = []
    with JUDGED_ZH.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["file"] not in reviews:
                with (folder / row["file"]).open(encoding="utf-8-sig", newline="") as texts:
                    reviews[row["file"]] = [review["reviewbody"] for review in csv.DictReader(texts)]
            start, end = int(row["start"]), int(row["end"])
            text = reviews[row["file"]][int(row["row"])][start:end]
            rows.append(LabelledSentence(text, "zh", "", row["polarity"], row["row"], "judged"))
            sentence = KeptSentence(Span(0, len(text), text), "zh")
            found = opinion(text, "zh")
            value = read_polarity(models, sentence, DocumentKind.REVIEW, found, None) or Decimal(0)
            right = value != 0 and (value > 0) == (row["polarity"] == "positive")
            counts["undecided" if not value else "right" if right else "wrong"] += 1
    (figures,) = measure_sentences(models, rows)
    print(f"{len(rows)} judged sentences of reviews-zh-sample; rules and model together: {counts}")
    _show("embedded:sentence-polarity-zh alone", figures)


def _speed(documents: Sequence[Document], models: SentenceModels) -> None:
    kept: list[tuple[Document, KeptSentence]] = [(one, each) for one in documents for each in kept_sentences(one)]
    counted = [opinion(sentence.span.text, sentence.language) for _, sentence in kept]
    for name, read in (
        ("opinion words (rules)", lambda sentence, _, __: opinion(sentence.span.text, sentence.language)),
        ("polarity", lambda sentence, kind, found: read_polarity(models, sentence, kind, found, None)),
        ("kind", lambda sentence, kind, found: read_kind(models, sentence, kind, found, None)),
        ("quality", lambda sentence, _, __: quality(sentence.span.text, sentence.language)),
    ):
        begin = time.process_time()
        for (document, sentence), found in zip(kept, counted, strict=True):
            read(sentence, document.kind, found)
        seconds = time.process_time() - begin
        print(f"  {name:<24} {len(kept) / seconds:9.0f} sentences/s on one core, {len(kept)} sentences")


if __name__ == "__main__":
    sys.exit(main())
