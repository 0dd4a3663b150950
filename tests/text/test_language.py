"""Which language a sentence is in: told by its words, not by the file that it stands in."""

from __future__ import annotations

import gzip
import json
import time
from pathlib import Path

import pytest

from mkgrdf.text.language import detect

ENGLISH = [
    "I love this shirt",
    "The zip broke after a week.",
    "Really soft",
    "A crème brûlée mug for the café with a lid",
    "Samsung phone case with a unique design",
    "用 is the word for use, and that is all it means",
    "XL-2000",
]
CHINESE = ["真的 very 软", "用iPhone拍的", "面料很舒服", "洗了以后缩水 shrink"]
NEITHER = [
    "Shampooing à l'huile d'argan",
    "Une crème de nuit pour les peaux sèches",
    "Die Schuhe sind sehr bequem und nicht teuer",
    "El champú para cabello seco",
    "Il sapone per il viso con olio di oliva",
    "O sabonete é muito bom para a pele",
    "De tas is heel mooi en niet duur",
    "とても柔らかいです",
    "아주 부드러워요",
    "Очень мягкая сумка iPhone",
    "حقيبة ناعمة جدا",
    "תיק רך מאוד",
    "😀🎉👍",
    "12345 !!!",
    "",
]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_english(text: str) -> None:
    """English sentences and names are English, loans with accents in them too."""
    assert detect(text) == "en"


@pytest.mark.parametrize("stated", ["en", "zh", "fr"])
@pytest.mark.parametrize("text", CHINESE)
def test_chinese_is_chinese(text: str, stated: str) -> None:
    """Han characters decide, whatever the file says and whatever Latin words stand between them."""
    assert detect(text, stated) == "zh"


@pytest.mark.parametrize("stated", ["en", "zh", "fr"])
@pytest.mark.parametrize("text", NEITHER)
def test_what_no_rule_reads_is_neither(text: str, stated: str) -> None:
    """Other languages, other scripts and no words at all are neither, also in a file that says it is English."""
    assert detect(text, stated) is None


def test_where_the_words_say_nothing_the_file_does() -> None:
    """A name that could be in any language is in the one stated; a sentence that is clearly English is so anywhere."""
    assert detect("Phyto 5000", "en") == "en"
    assert detect("Phyto 5000", "fr") is None
    assert detect("This is the best bag that I have", "fr") == "en"


def test_it_is_cheap() -> None:
    """Twenty thousand sentences take less than a few seconds."""
    began = time.process_time()
    for number in range(20_000):
        detect(f"The straps of bag {number} are wide and they don't dig into my shoulders at all")
    assert time.process_time() - began < 5


@pytest.mark.data
def test_real_names_and_reviews(shared_data: Path) -> None:
    """Of mostly French names few pass for English where English is stated; of English reviews hardly one is lost."""
    with gzip.open(shared_data / "openbeautyfacts" / "products.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    french = [row["product_name"] for row in rows if row.get("product_name") and row.get("lang") == "fr"]
    assert sum(detect(name, "en") == "en" for name in french) / len(french) < 0.42
    assert sum(detect(name, "fr") == "en" for name in french) / len(french) < 0.05
    folder = shared_data / "product-reviews-en" / "pros_cons"
    pros = (folder / "IntegratedPros.txt").read_text(encoding="latin-1").splitlines()
    english = [
        text for line in pros if any(map(str.isalpha, text := line.replace("<Pros>", "").replace("</Pros>", "")))
    ]
    assert sum(detect(text, "en") is None for text in english) / len(english) < 0.001
