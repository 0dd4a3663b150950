"""A small shop, made by hand, that the extractors of these tests are fitted on."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mkgrdf.extract import Corpus, KnownConcept, KnownValue
from mkgrdf.iris import Iris
from mkgrdf.records import Clip, Document, DocumentKind, Image, Label, Origin, Video

IRIS = Iris("https://example.org/shop/")
ORIGIN = Origin("made-by-hand")
RUN = IRIS.node("run", "1")

CONCEPTS: tuple[tuple[str, str, Label], ...] = (
    ("gym", "Scene", (("en", "gym"), ("en", "the gym"), ("zh", "健身房"))),
    ("commute", "Scene", (("en", "commute"), ("zh", "通勤"))),
    ("chafing", "PainPoint", (("en", "chafing"), ("en", "chafed"), ("zh", "磨皮肤"))),
    ("sweaty-shirt", "PainPoint", (("en", "sweaty shirt"), ("zh", "汗湿"))),
    ("dry-skin", "PainPoint", (("en", "dry skin"), ("zh", "皮肤干"))),
    ("stay-dry", "Intent", (("en", "keeps you dry"), ("en", "kept me dry"), ("en", "keep me dry"), ("zh", "速干"))),
    ("moisturise", "Intent", (("en", "moisturising"), ("zh", "保湿"))),
    ("breathable", "Intent", (("en", "breathable"), ("zh", "透气"))),
    ("children", "Audience", (("en", "my son"), ("en", "kids"), ("zh", "孩子"))),
    ("birthday", "Occasion", (("en", "birthday"), ("zh", "生日"))),
    ("light-trip", "Scene", (("en", "light"),)),
    ("light-bright", "Intent", (("en", "light"),)),
)


def document(key: str, kind: DocumentKind, text: str, language: str = "en", **more: object) -> Document:
    """Make a document about the shop's shirt unless ``products`` says otherwise."""
    return Document(key, kind, text, language, ORIGIN, **{"products": ("shirt",), **more})  # type: ignore[arg-type]


DOCUMENTS = (
    document(
        "page",
        DocumentKind.DETAIL_PAGE,
        "The Day Runner Tee is made of thin mesh that keeps you dry at the gym.\n"
        "Machine wash cold.\nBreathable mesh back.",
    ),
    document("页", DocumentKind.DETAIL_PAGE, "采用冰丝面料，透气又速干。专为通勤设计，适合孩子。", "zh"),
    document("good", DocumentKind.REVIEW, "It kept me dry at the gym. No more chafing!", rating=Decimal(5)),
    document("bad", DocumentKind.REVIEW, "It chafed my arms badly. It didn't keep me dry.", rating=Decimal(1)),
    document("差", DocumentKind.REVIEW, "这件衣服磨皮肤，很失望。一点也不速干。", "zh", rating=Decimal(2)),
    document("post", DocumentKind.MICRO_BLOG_POST, "Took my Day Runner Tee on the commute, love it! 通勤穿它很舒服。"),
    document("question", DocumentKind.QUESTION, "Does it help against chafing?"),
    document("plain", DocumentKind.REVIEW, "Nothing of note whatsoever here today.", rating=Decimal(3)),
    document("again", DocumentKind.REVIEW, "Nothing of note whatsoever here today!", rating=Decimal(3)),
)

IMAGES = (
    Image("plain", "plain.png", "0" * 64, 10, 10, "image/png", ORIGIN, alt=(("en", "blue rectangle"),)),
    Image(
        "tee",
        "tee.png",
        "0" * 64,
        10,
        10,
        "image/png",
        ORIGIN,
        alt=(("en", "The Day Runner Tee at the gym"), ("zh", "健身房里的T恤")),
    ),
)
VIDEOS = (
    Video(
        "tour",
        "tour.mp4",
        "0" * 64,
        10,
        10,
        Decimal(9),
        "video/mp4",
        ORIGIN,
        depicts_products=("shirt",),
        clips=(
            Clip(Decimal("0.50"), Decimal(3), (("en", "A mesh back, breathable all day"),)),
            Clip(Decimal(3), Decimal(6), (("zh", "告别磨皮肤"),)),
        ),
    ),
)


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """The shop: two products, nine documents in two languages, two images, a video with two clips."""
    shirt, bag = IRIS.product("shirt"), IRIS.product("bag")
    return Corpus(
        iris=IRIS,
        concepts=tuple(KnownConcept(IRIS.concept(key), kind, names) for key, kind, names in CONCEPTS),
        values=(
            KnownValue(IRIS.node("value", "mesh"), (("en", "mesh"), ("zh", "冰丝")), frozenset({shirt}), "material"),
            KnownValue(IRIS.node("value", "tee"), (("en", "tee"),), frozenset({shirt}), "cut"),
            KnownValue(IRIS.node("value", "thin"), (("en", "thin"),), frozenset({bag}), "feel"),
        ),
        products={shirt: (("en", "Day Runner Tee"), ("zh", "日跑T恤")), bag: (("en", "Bag"),)},
        documents={IRIS.document(record.id): record for record in DOCUMENTS},
        images={IRIS.image(record.id): record for record in IMAGES},
        videos={IRIS.video(record.id): record for record in VIDEOS},
        groups={IRIS.product("shirt-red-m"): shirt},
    )
