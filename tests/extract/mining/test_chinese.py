"""Golden cases in Chinese: what the demo shop and real reviews are full of is found, fragments are not."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from mkgrdf.extract.mining.lexicon import Lexicon, Phrase
from mkgrdf.extract.mining.mine import mine
from mkgrdf.extract.mining.ranking import Ranking
from mkgrdf.extract.mining.segments import Text
from mkgrdf.resources import resource


@pytest.fixture(scope="module")
def shop() -> Lexicon:
    """The Chinese phrases of the demo shop: documents, their titles and the names of its products."""
    folder = resource("examples", "shop")
    with (folder / "documents.csv").open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file), *map(json.loads, (folder / "documents.jsonl").read_text("utf-8").splitlines())]
    texts = [Text(row["id"], row["text"], "zh", title=False) for row in rows if row["language"] == "zh"]
    texts += [
        Text(f"{row['id']} title", row["title"], "zh", True)
        for row in rows
        if row["language"] == "zh" and row.get("title")
    ]
    products = map(json.loads, (folder / "products.jsonl").read_text("utf-8").splitlines())
    texts += [Text(row["id"], row["name"]["zh"], "zh", title=True) for row in products]
    concepts = map(json.loads, (resource("examples", "lexicon") / "concepts.jsonl").read_text("utf-8").splitlines())
    return mine(texts, [("zh", concept["name"]["zh"]) for concept in concepts])


def chinese(lexicon: Lexicon, *, single: bool) -> dict[str, Phrase]:
    """Return the Chinese phrases of one word, or of several words or characters, best first."""
    found = [phrase for phrase in lexicon.phrases if phrase.language == "zh"]
    return {phrase.text: phrase for phrase in found if (phrase.features["words"] == 1) is single}


def test_product_names_of_the_shop_are_whole(shop: Lexicon) -> None:
    """Mined by characters: names that no dictionary has, without the pieces that they are made of."""
    found = chinese(shop, single=False)
    names = {"漫游登机箱", "踏石登山靴", "海港润唇膏", "炉边马克杯", "浮云冲锋衣", "晨露保湿霜", "层叠饭盒"}
    assert names <= {text for text, phrase in found.items() if phrase.score > 0.8}
    assert not {"游登机箱", "踏石登", "港润唇膏", "边马克杯", "云冲锋", "露保湿", "叠饭"} & set(found)


def test_words_of_the_shop_are_words_and_no_particles(shop: Lexicon) -> None:
    """Mined by words: what reviews speak of; what only holds sentences together is none."""
    found = chinese(shop, single=True)
    assert {"咖啡", "口袋", "冬天", "紧绷", "露营", "夜跑", "透气", "帐篷"} <= set(found)
    assert not {"的", "一个", "这款", "非常", "因为", "我们", "可是", "但是", "就是"} & set(found)
    assert {"冬天", "露营", "透气"} <= {text for text, phrase in found.items() if phrase.known}


def test_the_shop_says_what_its_scores_come_from(shop: Lexicon) -> None:
    """It is too small for the forest, in all its parts."""
    assert set(shop.rankings) == {"zh characters", "zh words", "zh single words"}
    assert {ranking for ranking, _ in shop.rankings.values()} == {Ranking.STATISTIC}
    assert shop.rankings["zh single words"][1] > 20


@pytest.mark.data
def test_phrases_of_chinese_reviews(shared_data: Path) -> None:
    """Restaurants: dishes, names of places, what is praised; no seed fits, and none is needed."""
    texts: list[Text] = []
    for part in ("train", "dev", "test"):
        path = shared_data / "reviews-zh-sample" / "data" / f"{part}_sample.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                texts.append(Text(f"{part}{len(texts)}", row["reviewbody"].replace("\\n", "\n"), "zh", title=False))
    lexicon = mine(texts)
    several = list(chinese(lexicon, single=False))
    assert {
        "大众点评",
        "上菜速度",
        "糖醋里脊",
        "凯撒沙拉",
        "榴莲酥",
        "烟熏三文鱼",
        "肥而不腻",
        "最低消费",
        "交通便利",
    } <= set(several[:40])
    assert {"提拉米苏", "装修风格", "椒盐排条", "团购券", "服务员态度"} <= set(several[:60])
    words = chinese(lexicon, single=True)
    assert {"披萨", "服务态度", "性价比", "下午茶", "口感", "排队"} <= {
        text for text in words if words[text].score > 0.8
    }
    assert not {"非常", "因为", "可是", "一家", "这家", "我们", "哈哈", "两个", "那么"} & {*several, *words}
    assert not [text for text in several if text[0] in "的了吗呢吧" or text[-1] in "的吗呢吧"]
    assert lexicon.rankings["zh words"] == (Ranking.STATISTIC, 0)
