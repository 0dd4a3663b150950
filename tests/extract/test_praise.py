"""What may be quoted in praise of a product, and what must not: complaints of happy buyers, wishes, empty words."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from mkgrdf.extract import Corpus, KnownConcept
from mkgrdf.extract.concepts import ConceptExtractor
from mkgrdf.extract.kept_sentences import keep
from mkgrdf.extract.sentences import SentenceExtractor
from mkgrdf.iris import Iris
from mkgrdf.records import Document, DocumentKind, Origin
from mkgrdf.text.language import detect
from mkgrdf.text.sentence_split import Span
from mkgrdf.vocabulary import MKG
from tests.extract.reading import claims

IRIS = Iris("https://example.org/shop/")
NODE, GRAPH, RUN = IRIS.document("one"), IRIS.node("graph", "g"), IRIS.node("run", "1")


@pytest.fixture(scope="module")
def lexicon(repository: Path) -> tuple[KnownConcept, ...]:
    """The seed lexicon that ships with the project."""
    lines = (repository / "examples" / "lexicon" / "concepts.jsonl").read_text(encoding="utf-8").splitlines()
    concepts = []
    for entry in map(json.loads, lines):
        names = [*entry["name"].items()]
        names += [(tag, name) for tag, others in entry.get("alternatives", {}).items() for name in others]
        concepts.append(KnownConcept(IRIS.concept(entry["id"]), entry["kind"], tuple(names)))
    return tuple(concepts)


def read(
    lexicon: tuple[KnownConcept, ...], text: str, stars: int | None = 5, kind: DocumentKind = DocumentKind.REVIEW
) -> tuple[list[Decimal], set[tuple[str, str]]]:
    """Return the polarities of the sentences of a text, and the edges of its product."""
    rating = None if stars is None else Decimal(stars)
    language = detect(text) or "en"
    record = Document("one", kind, text, language, Origin("x"), products=("item",), rating=rating)
    corpus = Corpus(IRIS, lexicon, (), {IRIS.product("item"): (("en", "item"),)}, {NODE: record}, {}, {})
    sentences, concepts = SentenceExtractor(), ConceptExtractor()
    sentences.fit(corpus)
    concepts.fit(corpus)
    said = sentences.extract(NODE, record, GRAPH, RUN)
    polarities = [Decimal(object_.value) for _, predicate, object_ in said if predicate == MKG.polarity]
    found = claims(concepts.extract(NODE, record, GRAPH, RUN))
    edges = {edge for edge, claim in found.items() if claim.asserted}
    return polarities, {(edge[1], edge[2].removeprefix("concept/")) for edge in edges if edge[0] == "product/item"}


UNFIT_TO_QUOTE = [
    "The page says waterproof, but my sleeves were soaked after ten minutes.",
    "Pretty shirts, but they don't draw the sweat away.",
    "They certainly do not keep me dry.",
    "Mine arrived all stained along the hem.",
    "The cuff cuts off my circulation.",
    "We had to send both back twice.",
    "With that buckle under my chin I couldn't sleep.",
    "If the straps had more padding I would recommend this pack.",
    "There was condensation on the lid every morning.",
    "The zipper catches the lining each time.",
    "A few rust spots showed up around the screws.",
    "The soles fell apart on the second walk.",
    "These run small, so order up.",
    "A little too stiff at the collar for me.",
    "I wish they sold this comfortable top in other patterns.",
    "Good looks, except that the lid leaks.",
    "Nice bag, however I had hoped for canvas.",
    "The lid is easy to lose on a trip.",
    "It hangs beside the door of our flat.",
    "We live where it rains from May to June.",
    "帽子有点紧，戴半天才戴上",
    "这个提手有点小",
    "边缘稍微有点扎脖子",
    "天热的时候穿有点闷",
    "壶底水垢要经常清",
    "就是第二天不小心割到手了",
    "盖子用了一周就裂开",
    "很好看，就是颜色跟想的两样",
    "要是再大一号就好了",
    "说是防水，结果里面湿透了",
    "去年冬天在商场买的这件",
]


@pytest.mark.parametrize("text", UNFIT_TO_QUOTE)
def test_no_stars_make_praise_of_it(lexicon: tuple[KnownConcept, ...], text: str) -> None:
    """Five stars make no praise of a complaint, a wish or a neutral sentence, and no edge speaks for the product."""
    polarities, edges = read(lexicon, text)
    assert len(polarities) == 1
    assert polarities[0] <= 0
    assert not {edge for edge in edges if edge[0] in ("satisfies", "suits")}


FIT_TO_QUOTE = [
    "I love how these never slip on wet stones.",
    "It kept my shoulders warm all evening.",
    "I'm no athlete, but I love these trousers.",
    "It is light and it isn't bulky at all.",
    "These mittens kept my hands warm, yet aren't stiff.",
    "鸡蛋一点都不粘，洗起来轻松",
    "蹲下也不透肉，不卷边",
    "质量很好，没有异味",
    "不但柔软，而且透气",
]


@pytest.mark.parametrize("text", FIT_TO_QUOTE)
def test_praise_stays_praise(lexicon: tuple[KnownConcept, ...], text: str) -> None:
    """A word of praise, a met need or a spared pain makes a sentence positive, if nothing takes it back."""
    polarities, _ = read(lexicon, text)
    assert len(polarities) == 1
    assert polarities[0] > 0


@pytest.mark.parametrize(
    "text", ["You will not be disappointed with this lamp.", "Bright beam and no glare on the page."]
)
def test_praise_that_model_and_rules_see_differently(lexicon: tuple[KnownConcept, ...], text: str) -> None:
    """Where the rules see praise and the trained model does not, the sentence is neutral and never a complaint."""
    polarities, edges = read(lexicon, text)
    assert len(polarities) == 1
    assert polarities[0] >= 0
    assert not {edge for edge in edges if edge[0] == "suffers"}


@pytest.mark.parametrize(
    "text",
    ["We tried eleven.", "And packing string.", "Never any more.", "It is what it is.", "Not for me.", "有点小了"],
)
def test_too_little_is_not_kept(text: str) -> None:
    """What people say in three words, or in pronouns only, is not kept; a seller's three words are."""
    assert not keep(Span(0, len(text), text), spoken=True)
    page = "Ripstop nylon shell."
    assert keep(Span(0, len(page), page))


def test_another_product_is_not_this_one(lexicon: tuple[KnownConcept, ...]) -> None:
    """A serum worn under a sunscreen gives no sun protection; a flight jacket is not for long flights."""
    assert ("satisfies", "sun-protection") not in read(lexicon, "It vanishes nicely under my sunscreen.")[1]
    assert ("satisfies", "sun-protection") not in read(lexicon, "Sits well under UV protection, which is great.")[1]
    assert ("satisfies", "sun-protection") in read(lexicon, "It has great UV protection for the garden.")[1]
    assert ("suits", "long-flight") not in read(lexicon, "A great flight jacket for my brother.")[1]
    assert ("suits", "long-flight") in read(lexicon, "Perfect for long flights and naps.")[1]
    assert ("suits", "gym") not in read(lexicon, "A nice layer under my gym tops.")[1]


@pytest.mark.parametrize(
    "text",
    [
        "踩了水坑袜子湿都没湿，可惜有点重",
        "Wet socks never happened, sadly the laces are bad.",
        "I feared blisters and didn't get any, but the colour is ugly.",
        "老怕磨脚，走一天都没磨，就是贵了",
    ],
)
def test_pain_denied_after_its_name(lexicon: tuple[KnownConcept, ...], text: str) -> None:
    """A pain that did not come is not suffered, though the denial stands behind it and the sentence complains."""
    _, edges = read(lexicon, text, stars=3)
    assert not {edge for edge in edges if edge[0] == "suffers" and edge[1] in ("wet-feet", "blisters")}


def test_pain_that_came_is_suffered(lexicon: tuple[KnownConcept, ...]) -> None:
    """A negation elsewhere spares no pain."""
    assert ("suffers", "blisters") in read(lexicon, "I got blisters, and the sole is not good.", stars=2)[1]
    assert ("suffers", "blisters") in read(lexicon, "第一天就磨脚，很失望。", stars=2)[1]


def test_a_board_that_slips_wants_a_better_hold(lexicon: tuple[KnownConcept, ...], repository: Path) -> None:
    """In the lexicon a slipping board leads to a steady grip and not to a sharp knife."""
    lines = (repository / "examples" / "lexicon" / "concepts.jsonl").read_text(encoding="utf-8").splitlines()
    (board,) = [entry for entry in map(json.loads, lines) if entry["id"] == "board-slips"]
    assert board["motivates"] == ["steady-grip"]
    assert ("satisfies", "steady-grip") in read(lexicon, "The board stays put, great thing.")[1]
