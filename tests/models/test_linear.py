"""A linear model: what it learns, that it says how sure it is, and that it comes back from its files as it was."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkgrdf.errors import ModelError
from mkgrdf.models.calibration import expected_calibration_error
from mkgrdf.models.card import ModelCard
from mkgrdf.models.linear import WEIGHTS_FILE, LinearModel, train_linear
from mkgrdf.models.linear_training import grouped_folds

CARD = ModelCard("toy", "tells toys apart", "1", ("en",), ("a", "b", "c"), "made up", "0" * 64)
FEATURES = st.text(min_size=1, max_size=6)


def draw(size: int, seed: int) -> tuple[list[dict[str, float]], list[str], list[str]]:
    """Return rows whose label shows in their words four times out of five; the truth is known."""
    source = random.Random(seed)
    rows, labels, groups = [], [], []
    for number in range(size):
        label = source.choice(["bad", "fair", "good"])
        shown = label if source.random() < 0.8 else source.choice(["bad", "fair", "good"])
        row = {f"{shown}{n}": 1.0 for n in source.sample(range(5), 3)} | {f"w{source.randrange(40)}": 1.0}
        rows.append(row)
        labels.append(label)
        groups.append(f"g{number % 60}")
    return rows, labels, groups


@pytest.fixture(scope="module")
def model() -> LinearModel:
    return train_linear(*draw(1500, 3), name="toy", task="tells three words apart", strength=0.5)


def test_learns_and_says_how_sure(model: LinearModel) -> None:
    """On fresh rows it is right as often as can be (13 in 15), and it says so."""
    rows, labels, _ = draw(1500, 4)
    answers = [model.best(row) for row in rows]
    hits = [answer == label for (answer, _), label in zip(answers, labels, strict=True)]
    assert sum(hits) / len(hits) > 0.82
    assert expected_calibration_error([sure for _, sure in answers], hits) < 0.04
    assert model.card.metrics["held-out accuracy"] > 0.82
    assert model.card.metrics["held-out calibration error"] < 0.06


def test_two_labels_have_one_weight(tmp_path: Path) -> None:
    """With two labels a feature has one weight, for the second; the answers are the same after a round trip."""
    rows, labels, groups = draw(900, 5)
    two = train_linear(rows, ["good" if x == "good" else "other" for x in labels], groups, name="two", task="tells")
    assert two.labels == ("good", "other")
    assert {len(row) for row in two.weights.values()} == {1}
    two.save(tmp_path)
    back = LinearModel.load(tmp_path)
    assert [back.probabilities(row) for row in rows] == [two.probabilities(row) for row in rows]


def test_same_data_same_bytes(model: LinearModel, tmp_path: Path) -> None:
    """Trained again, it writes the same files; what is read back is the model that was written."""
    again = train_linear(*draw(1500, 3), name="toy", task="tells three words apart", strength=0.5)
    for folder, written in ((tmp_path / "one", model), (tmp_path / "two", again)):
        written.save(folder)
    for name in ("card.json", WEIGHTS_FILE):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert LinearModel.load(tmp_path / "one") == model


def test_pruned_to_the_heaviest(model: LinearModel) -> None:
    """Asked for 25 of 55 features, it keeps those that tell: the 15 words that show the label are among them."""
    small = train_linear(*draw(1500, 3), name="toy", task="tells", strength=0.5, most_features=25)
    assert len(small.weights) == 25
    assert set(small.weights) > {f"{label}{n}" for label in ("bad", "fair", "good") for n in range(5)}
    assert small.card.revision != model.card.revision


@given(st.dictionaries(FEATURES, st.tuples(*[st.floats(-9, 9).map(lambda x: float(f"{x:.4g}"))] * 3)))
def test_any_feature_survives_the_file(
    tmp_path_factory: pytest.TempPathFactory, weights: dict[str, tuple[float, ...]]
) -> None:
    """Tabs, line ends and backslashes in the name of a feature come back as they were."""
    folder = tmp_path_factory.mktemp("model", numbered=True)
    model = LinearModel(CARD, CARD.labels, weights, (0.5, 0.0, -0.5))
    model.save(folder)
    assert LinearModel.load(folder) == model


def test_groups_are_never_torn() -> None:
    """All rows of a group share a fold, and each fold has rows of each label."""
    _, labels, groups = draw(600, 6)
    folds = grouped_folds(labels, groups, 5)
    assert len(set(zip(groups, folds, strict=True))) == len(set(groups))
    assert {(fold, label) for fold, label in zip(folds, labels, strict=True)} == {
        (fold, label) for fold in range(5) for label in ("bad", "fair", "good")
    }


@pytest.mark.parametrize(
    ("labels", "groups", "said"),
    [
        (["a", "a"], ["1", "2"], "expected examples of at least two labels"),
        (["a", "b", "b"], ["1", "2", "3"], "'a' stands in one group only"),
    ],
)
def test_too_little_to_learn_from(labels: list[str], groups: list[str], said: str) -> None:
    with pytest.raises(ModelError, match=said):
        train_linear([{"x": 1.0}] * len(labels), labels, groups, name="toy", task="tells")


def test_files_that_do_not_fit(model: LinearModel, tmp_path: Path) -> None:
    """No card, no weights, a torn line: each is said, with where and what to do."""
    with pytest.raises(ModelError, match=r"there is no card\.json"):
        LinearModel.load(tmp_path)
    model.save(tmp_path)
    path = tmp_path / WEIGHTS_FILE
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines[:4], "torn\t1\t2"]), encoding="utf-8")
    with pytest.raises(ModelError, match=r"weights\.tsv:5: 1 weights; expected 3; train the model anew"):
        LinearModel.load(tmp_path)
    path.write_text("feature\tidf\tx\n", encoding="utf-8")
    with pytest.raises(ModelError, match="expected the labels of the card, bad, fair, good"):
        LinearModel.load(tmp_path)
    path.unlink()
    with pytest.raises(ModelError, match="no weights in"):
        LinearModel.load(tmp_path)
