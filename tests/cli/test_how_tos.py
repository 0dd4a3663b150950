"""What the how-to guides of extraction and training show works: each ``mkgrdf`` call in their blocks is run, in order.

A page has the files that it speaks of, and where it speaks of a project a small shop. Left out are the calls that want
data that is no part of mkgrdf, and those that want a Ray cluster, which ``tests/extraction`` starts.
"""

from __future__ import annotations

import json
import random
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks.titles import make_titles, write_titles
from mkgrdf.resources import resource
from mkgrdf.settings import FILE_NAME
from tests.building import command, once
from tests.cli.conftest import CONCEPTS, Shop, start, write_lines
from tests.goods import DOCUMENTS, PRODUCTS
from tests.models.neural.tiny import write_bert

HOW_TO = Path(__file__).resolve().parents[2] / "docs" / "how-to"
ELSEWHERE = re.compile(r"DATA/|--engine ray")
# Concepts that the page on them speaks of are found in these texts, or listed as in the seed lexicon.
FALLS_APART: dict[str, Any] = {
    "id": "falls-apart",
    "kind": "PainPoint",
    "name": {"en": "falls apart", "zh": "开线"},
    "alternatives": {"en": ["strap broke", "straps broke"]},
}
TEXTS = (
    "The straps dig into my shoulders. Great for short runs.",
    "Perfect for the spa. It falls apart in the wash. My strap broke.",
    "The battery life is short. I like the battery life. Its battery life!",
)
SAID = "The battery life is short.\nI like the battery life.\nIts battery life!\n"
TITLES = "不粘煎锅 家用\n不粘煎锅 小号\n不粘煎锅 加深\n"


def calls(page: str) -> list[list[str]]:
    """Return the ``mkgrdf`` calls of the console blocks of a page, in order, split into words."""
    text = (HOW_TO / f"{page}.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```console\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    typed = [line.removeprefix("$ ") for block in blocks for line in block.splitlines() if line.startswith("$ ")]
    return [shlex.split(line)[1:] for line in typed if line.startswith("mkgrdf ") and not ELSEWHERE.search(line)]


def _build(folder: Path) -> None:
    shop = start(folder / "project")
    reviews = [
        {"id": f"extra-{at}", "kind": "Review", "language": "en", "text": text, "products": [PRODUCTS[0]["id"]]}
        for at, text in enumerate(TEXTS)
    ]
    shop.write(documents=(*DOCUMENTS, *reviews))
    write_lines(shop.folder / "lexicon.jsonl", (*CONCEPTS, FALLS_APART))
    settings = shop.folder / FILE_NAME
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('"files"\npath', '"shop"\npath'), encoding="utf-8")
    command("import", shop.folder / "files", "--project", shop.folder)
    command("extract", "--project", shop.folder)


@pytest.fixture
def project(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """A project whose source is called ``shop``, built; the test runs in its folder."""
    built = once(tmp_path_factory, "how-tos", _build)
    shutil.copytree(built / "project", tmp_path / "project")
    monkeypatch.chdir(tmp_path / "project")
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    return Shop(tmp_path / "project")


def _nothing(_: Path) -> None:
    pass


def _labelled_concepts(folder: Path) -> None:
    shutil.copy(resource("examples", "lexicon", "labelled-sentences.tsv"), folder / "my-sentences.tsv")


def _texts(folder: Path) -> None:
    (folder / "reviews.txt").write_text(SAID, encoding="utf-8")
    (folder / "labels.txt").write_text(SAID, encoding="utf-8")
    (folder / "titles.txt").write_text(TITLES, encoding="utf-8")
    (folder / "glossary.txt").write_text("battery life\n", encoding="utf-8")


def _titles(folder: Path) -> None:
    titles = make_titles(120, seed=3)
    write_titles(titles[:90], folder / "titles.bio")
    write_titles(titles[90:], folder / "held-out.bio")


def _sentences(folder: Path) -> None:
    draws = random.Random(8)
    rows = ["text,kind,polarity,language,group"]
    for number in range(120):
        kind, word = draws.choice([("Usage", "rinse and shake"), ("Specification", "nylon, grams")])
        polarity, praise = draws.choice([("positive", "great"), ("negative", "awful")])
        rows.append(f'"{word} the {praise} thing{number % 9}",{kind},{polarity},en,g{number % 20}')
    for name in ("labelled.csv", "held-out.csv"):
        (folder / name).write_text("\n".join(rows) + "\n", encoding="utf-8")
    shutil.copy(folder / "files" / "documents.jsonl", folder / "documents.jsonl")


def _neural(folder: Path) -> None:
    _titles(folder)
    write_bert(folder / "models" / "encoder")
    rows = [{"text": text, "kind": kind} for text, kind in (("It tore.", "Complaint"), ("Rinse it.", "Usage"))]
    lines = [json.dumps({**row, "group": f"g{number}"}) for number in range(20) for row in rows]
    (folder / "sentences.jsonl").write_text("\n".join(lines), encoding="utf-8")


PAGES: dict[str, tuple[Callable[[Path], None], int]] = {
    # what to write into the project's folder first, and how many calls there are at least
    "concepts": (_labelled_concepts, 9),
    "extract": (_nothing, 5),
    "mine-phrases": (_texts, 7),
    "neural": (_neural, 4),
    "spread": (_nothing, 3),
    "train-ner": (_titles, 3),
    "train-sentences": (_sentences, 3),
}


@pytest.mark.slow
@pytest.mark.parametrize("page", sorted(PAGES))
def test_the_calls_of_a_guide_work(page: str, project: Shop) -> None:
    """Each ends well, and each file that a call says it writes is there."""
    prepare, least = PAGES[page]
    prepare(project.folder)
    shown = calls(page)
    assert len(shown) >= least
    for words in shown:
        command(*words)
        if "--out" in words:
            assert (project.folder / words[words.index("--out") + 1]).exists()
