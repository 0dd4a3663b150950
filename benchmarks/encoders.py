"""Measures the neural level on a pretrained encoder: ``python benchmarks/encoders.py local:FOLDER --help``.

Speed: texts of very different lengths, one by one, in batches as they come, and in batches by length. With
``--pros-cons`` (Hu and Liu): a polarity classifier fine-tuned on a part of the lines, beside TF-IDF and logistic
regression on the same part. With ``--titles``: a tagger on made-up Chinese titles, with and without marks of known
names, beside the CRF of the embedded level. The sides are cut by hash; figures are of the side not trained on.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from titles import make_titles

from mkgrdf.evaluate.spans import figures, score_spans
from mkgrdf.extract.entities.tagged import Tagged
from mkgrdf.extract.entities.training import TrainingSettings, train
from mkgrdf.extract.neural.examples import to_labelled
from mkgrdf.extract.sentence_models.labelled import LabelledSentence, read_pros_and_cons
from mkgrdf.models.calibration import expected_calibration_error
from mkgrdf.models.marks import Marks
from mkgrdf.models.neural.classifier import train_classifier
from mkgrdf.models.neural.devices import Device, choose
from mkgrdf.models.neural.encoder import Encoder
from mkgrdf.models.neural.loop import Epoch, Schedule, seeded
from mkgrdf.models.neural.software import transformers
from mkgrdf.models.neural.tagger import train_tagger
from mkgrdf.models.questions import Question
from mkgrdf.models.spans import Span

_SENTENCE = "the straps dig into my shoulders after a long run in cold weather but the bag is light and keeps dry"


def texts(count: int) -> list[str]:
    """Return texts of 3 to 120 words, most of them short."""
    numbers = random.Random(20261111)  # noqa: S311 - seeded, so that the texts are the same each time
    words = _SENTENCE.split()
    return [" ".join(numbers.choices(words, k=min(120, 3 + int(numbers.expovariate(1 / 20))))) for _ in range(count)]


class Clock:
    """Seconds on the wall and of all processors since it was made; on a busy machine the latter say more."""

    def __init__(self) -> None:
        self._wall, self._processor = time.perf_counter(), time.process_time()

    def read(self) -> tuple[float, float]:
        """Return both."""
        return time.perf_counter() - self._wall, time.process_time() - self._processor


def speed(encoder: Encoder, count: int) -> Iterator[tuple[str, int, tuple[float, float]]]:
    """Yield, for each way of asking, its name, how many pieces were read, and the seconds that it took."""
    asked = texts(count)
    pieces = sum(len(window.pieces) for windows in encoder.inputs(asked) for window in windows)
    encoder.vectors(asked[:32])  # the first call is slower
    few = asked[: count // 8]
    few_pieces = sum(len(window.pieces) for windows in encoder.inputs(few) for window in windows)
    clock = Clock()
    for text in few:
        encoder.vectors([text])
    yield "one by one", few_pieces, clock.read()
    clock = Clock()
    for start in range(0, len(asked), 64):
        with torch.inference_mode():
            encoder.states([window for windows in encoder.inputs(asked[start : start + 64]) for window in windows])
    yield "64 as they come", pieces, clock.read()
    clock = Clock()
    encoder.vectors(asked)
    yield "by length", pieces, clock.read()


def polarity(
    spec: str, device: Device, folder: Path, *, learnt: int, measured: int, schedule: Schedule
) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the table: who, accuracy, calibration error, seconds of training, texts a second."""
    rows = list(read_pros_and_cons(folder, held_out=False))
    numbers = random.Random(1)  # noqa: S311 - a seeded draw
    drawn = numbers.sample(rows, min(len(rows), learnt + learnt // 8))
    learn, held = drawn[:learnt], drawn[learnt:]
    test = numbers.sample(list(read_pros_and_cons(folder, held_out=True)), measured)

    def asked(side: Sequence[LabelledSentence]) -> list[tuple[Question, str]]:
        return [(Question(row.text), row.polarity) for row in side]

    begin = time.perf_counter()
    classifier = train_classifier(
        asked(learn),
        asked(held),
        Encoder.load(spec, device=device),
        asks="sentences",
        name="polarity",
        data="pros and cons",
        languages=("en",),
        schedule=schedule,
        watch=tell,
    )
    seconds = time.perf_counter() - begin
    begin = time.perf_counter()
    answers = classifier.answer([question for question, _ in asked(test)])
    speed_ = len(test) / (time.perf_counter() - begin)
    hits = [answer.label == row.polarity for answer, row in zip(answers, test, strict=True)]
    error = expected_calibration_error([max(answer.probabilities) for answer in answers], hits)
    yield "encoder", f"{sum(hits) / len(hits):.4f}", f"{error:.4f}", f"{seconds:.0f}", f"{speed_:.0f}"
    yield _plain(learn, test)


def _plain(learn: Sequence[LabelledSentence], test: Sequence[LabelledSentence]) -> tuple[str, ...]:
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - slow to import
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - slow to import

    begin = time.perf_counter()
    vectors = TfidfVectorizer(ngram_range=(1, 2))
    model = LogisticRegression(max_iter=1000)
    model.fit(vectors.fit_transform([row.text for row in learn]), [row.polarity for row in learn])
    seconds = time.perf_counter() - begin
    begin = time.perf_counter()
    probabilities = model.predict_proba(vectors.transform([row.text for row in test]))
    speed_ = len(test) / (time.perf_counter() - begin)
    hits = [model.classes_[row.argmax()] == one.polarity for row, one in zip(probabilities, test, strict=True)]
    error = expected_calibration_error([float(row.max()) for row in probabilities], hits)
    name = "TF-IDF (1-2 words) and logistic regression"
    return name, f"{sum(hits) / len(hits):.4f}", f"{error:.4f}", f"{seconds:.1f}", f"{speed_:.0f}"


def from_scratch(sentences: Sequence[Tagged], folder: Path, width: int) -> str:
    """Write a BERT with drawn weights whose vocabulary is the tokens of ``sentences``; return its name."""
    seen = sorted({word for sentence in sentences for word in sentence.words})
    words = [*("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"), *dict.fromkeys(word.lower() for word in seen)]
    library = transformers()
    settings = library.BertConfig(
        vocab_size=len(words),
        hidden_size=width,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=2 * width,
        max_position_embeddings=160,
    )
    with seeded(0):
        library.BertModel(settings).save_pretrained(folder)
    (folder / "vocab.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    return f"local:{folder}"


def titles(device: Device, count: int, schedule: Schedule) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the table: who, span F1, seconds of training, tokens a second."""
    made = make_titles(count, seed=7)
    learn, held, test = made[: -count // 5], made[-count // 5 : -count // 10], made[-count // 10 :]
    words = [sentence.words for sentence in test]
    tokens = sum(map(len, words))
    wanted = [sentence.spans for sentence in test]
    marks = Marks.learn(map(to_labelled, learn))
    named = [[Span(*span) for span in marks.spans(one)] for one in words]
    yield "names alone (seen twice, mostly right)", f"{score_spans(wanted, named).micro.f1:.4f}", "", ""
    begin = time.perf_counter()
    tagger = train(learn, name="crf", data="made", measure=figures, dev=held, settings=TrainingSettings()).tagger()
    seconds = time.perf_counter() - begin
    begin = time.perf_counter()
    spans = [tagger.spans(one) for one in words]
    speed_ = tokens / (time.perf_counter() - begin)
    yield (
        "CRF with dictionary (embedded)",
        f"{score_spans(wanted, spans).micro.f1:.4f}",
        f"{seconds:.0f}",
        f"{speed_:.0f}",
    )
    with tempfile.TemporaryDirectory() as folder:
        spec = from_scratch(learn, Path(folder) / "scratch", 128)
        begin = time.perf_counter()
        neural = train_tagger(
            [to_labelled(one) for one in learn],
            [to_labelled(one) for one in held],
            Encoder.load(spec, device=device),
            name="tagger",
            data="made",
            languages=("zh",),
            schedule=schedule,
            lstm=64,
            watch=tell,
        )
        seconds = time.perf_counter() - begin
    begin = time.perf_counter()
    found = neural.tag(words)
    speed_ = tokens / (time.perf_counter() - begin)
    neural_spans = [[Span(span.start, span.end, span.kind) for span in one] for one in found]
    score = score_spans(wanted, neural_spans).micro.f1
    yield "encoder from scratch, BiLSTM, marks, CRF", f"{score:.4f}", f"{seconds:.0f}", f"{speed_:.0f}"


def tell(epoch: Epoch) -> None:
    """Say on stderr how training goes."""
    print(
        f"epoch {epoch.number}: loss {epoch.loss:.4f}, held out {epoch.score:.4f}, {epoch.seconds:.0f} s",
        file=sys.stderr,
    )


def main() -> None:
    """Read the options, measure, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("encoder", help="local:FOLDER or hub:NAME@REVISION")
    parser.add_argument("--texts", type=int, default=1_000, help="texts to read for the speed (default 1000)")
    parser.add_argument("--pros-cons", type=Path, help="folder with IntegratedPros.txt and IntegratedCons.txt")
    parser.add_argument("--learn", type=int, default=4_000, help="lines of pros and cons to learn from")
    parser.add_argument("--measure", type=int, default=2_000, help="lines of pros and cons to measure on")
    parser.add_argument("--titles", type=int, default=0, help="made-up titles for the tagger; 0 for none")
    parser.add_argument("--epochs", type=int, default=2, help="passes of fine-tuning (titles: times five)")
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda or cuda:N")
    parser.add_argument("--threads", type=int, help="of the CPU")
    options = parser.parse_args()
    device = choose(options.device, threads=options.threads)
    encoder = Encoder.load(options.encoder, device=device)
    weights = sum(weight.numel() for weight in encoder.body.parameters())
    print(f"{encoder.id} {encoder.revision}: {weights / 1e6:.1f}M weights on {device}")
    print("| asked | pieces/s | pieces/s of processor | texts |\n| --- | --- | --- | --- |")
    for name, pieces, (wall, processor) in speed(encoder, options.texts):
        count = options.texts if name != "one by one" else options.texts // 8
        print(f"| {name} | {pieces / wall:.0f} | {pieces / processor:.0f} | {count} |", flush=True)
    if options.pros_cons:
        schedule = Schedule(epochs=options.epochs, batch=32)
        print(f"\n{options.learn} lines learnt, {options.measure} measured\n")
        print("| polarity | accuracy | calibration error | training s | texts/s |\n| --- | --- | --- | --- | --- |")
        for row in polarity(
            options.encoder,
            device,
            options.pros_cons,
            learnt=options.learn,
            measured=options.measure,
            schedule=schedule,
        ):
            print("| " + " | ".join(row) + " |", flush=True)
    if options.titles:
        schedule = Schedule(epochs=5 * options.epochs, batch=16, rate=1e-3, head_rate=3e-3)
        print("\n| titles | span F1 | training s | tokens/s |\n| --- | --- | --- | --- |")
        for row in titles(device, options.titles, schedule):
            print("| " + " | ".join(row) + " |", flush=True)


if __name__ == "__main__":
    main()
