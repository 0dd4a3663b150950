"""Chinese from sentence to edge: golden cases, written for these tests, on the shipped lexicon and models."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from mkgrdf.extract import Corpus, KnownConcept
from mkgrdf.extract.concepts import ConceptExtractor
from mkgrdf.extract.discovery.chinese import chinese_candidates
from mkgrdf.extract.kept_sentences import KeptSentence, kept_sentences
from mkgrdf.extract.polarity import opinion
from mkgrdf.extract.relations.miner import RelationMiner
from mkgrdf.extract.sentence_models.models import SentenceModels
from mkgrdf.extract.sentence_models.reading import read_polarity
from mkgrdf.iris import Iris
from mkgrdf.records import Document, DocumentKind, Origin
from mkgrdf.resources import resource
from mkgrdf.text.sentence_split import Span
from tests.extract.reading import claims, run_over

IRIS = Iris("https://example.org/shop/")
PAGE, REVIEW, POST, ANSWER = (
    DocumentKind.DETAIL_PAGE,
    DocumentKind.REVIEW,
    DocumentKind.MICRO_BLOG_POST,
    DocumentKind.ANSWER,
)

KEPT = [
    (
        REVIEW,
        "大家好！这件外套下雨天穿了三次，里面一直是干的。物流很快，三天就到了。防水好不好？袖口有点紧，勒手腕。",
        ["这件外套下雨天穿了三次，里面一直是干的。", "袖口有点紧，勒手腕。"],
    ),
    (
        PAGE,
        "原价299元，限时特价199元！加厚高密面料，防风又保暖。领取优惠券请点击下方。成分：棉95%，氨纶5%",
        ["加厚高密面料，防风又保暖。", "成分：棉95%，氨纶5%"],
    ),
    (PAGE, "本店支持七天无理由退换货。图片仅供参考，请以实物为准。立体剪裁，抬手不受限。", ["立体剪裁，抬手不受限。"]),
    (POST, "晚上下雨，里面一滴水都没进！转发抽奖送同款。哈哈哈哈。", ["晚上下雨，里面一滴水都没进！"]),
    (
        ANSWER,
        "亲，您好。可以机洗，放洗衣袋里轻柔模式就行。有问题随时联系客服哦。",
        ["可以机洗，放洗衣袋里轻柔模式就行。"],
    ),
    (
        REVIEW,
        "此用户没有填写评价内容。系统默认好评。还没用，先给好评。用了半年，一点没掉漆。",
        ["用了半年，一点没掉漆。"],
    ),
    (REVIEW, "很好。不错不错。还可以吧。", []),
]

OPINIONS = [
    # what is denied, and how far the denial reaches
    ("洗了二十次也不会起球。", 1),
    ("一点起球都没有。", 1),
    ("没有起球、掉色的问题。", 1),
    ("没穿几次就起球了。", -1),
    ("不仅起球还掉色。", -1),
    ("改善暗沉，提亮肤色。", 1),
    ("用了五天红血丝淡了不少。", 1),
    ("不能防止漏水。", -1),
    ("并不透气。", -1),
    # degree
    ("汤好咸，喝了三杯水。", -1),
    ("味道有点淡。", -1),
    ("两天就坏了。", -1),
    # words that hold a word of opinion and are none
    ("上海出差三天。", 0),
    ("好像是去年买的。", 0),
]

POLARITIES = [
    ("暴雨里走了两个小时，里面一点没湿，防水没得说。", True),
    ("拉链顺滑，背着不勒肩，做工扎实。", True),
    ("皮子越背越亮，同事都夸好看。", True),
    ("用了不到一个月就开胶，客服态度恶劣，太失望了。", False),
    ("又闷又勒，穿半天就难受得不行。", False),
    ("味道刺鼻，晾了一周还是熏人，不推荐。", False),
]

SHOP: tuple[tuple[str, DocumentKind, int | None, str, set[tuple[str, str]], set[str]], ...] = (
    # product, sort, stars, text, edges that must be there, concepts of which the product must not suffer
    (
        "jacket",
        PAGE,
        None,
        "三层压胶面料，防水又防风，徒步和露营都能穿。",
        {("satisfies", "stay-dry"), ("satisfies", "block-wind"), ("suits", "hiking"), ("suits", "camping")},
        set(),
    ),
    (
        "jacket",
        REVIEW,
        5,
        "暴雨里走了两个小时，里面一点没湿，防水没得说。",
        {("satisfies", "stay-dry")},
        {"soaked-by-rain"},
    ),
    ("jacket", REVIEW, 2, "袖口起球，拉链也卡。", {("suffers", "pilling")}, set()),
    ("jacket", REVIEW, 1, "没穿几次就起球了，后悔。", {("suffers", "pilling")}, set()),
    ("jacket", REVIEW, 2, "颜色一般，不过洗了二十次也不会起球。", set(), {"pilling"}),
    ("jacket", REVIEW, 1, "说是防水，走了十分钟里面全湿了。", set(), set()),
    ("cream", PAGE, None, "含神经酰胺，修护屏障，缓解皮肤干燥。", {("satisfies", "repair-barrier")}, {"dry-skin"}),
    ("cream", REVIEW, 2, "皮肤干的姐妹说好用，我是油皮，闷痘。", {("suffers", "acne")}, {"dry-skin"}),
    ("cream", REVIEW, 1, "越用越干，脸上起皮，一点也不保湿。", {("suffers", "dry-skin")}, set()),
    ("boots", REVIEW, 4, "送给爸爸爬山穿的，他说一点也不磨脚。", {("suits", "hiking")}, {"blisters"}),
    ("boots", REVIEW, 1, "后跟磨脚，走两公里起了三个水泡。", {("suffers", "blisters")}, set()),
    ("boots", REVIEW, 3, "以前那双总是磨脚，这双好多了。", set(), {"blisters"}),
    (
        "tee",
        REVIEW,
        5,
        "跑步穿它，排汗快，后背不再湿透。",
        {("satisfies", "wick-sweat"), ("suits", "running")},
        {"soaked-by-rain"},
    ),
    (
        "bag",
        PAGE,
        None,
        "专为通勤和出差设计，分区收纳，电脑有独立隔层。",
        {("suits", "commute"), ("suits", "business-trip")},
        set(),
    ),
    (
        "bag",
        REVIEW,
        2,
        "肩带勒肩，背半天肩膀疼。",
        {("suffers", "strap-digs-in"), ("suffers", "sore-shoulders")},
        set(),
    ),
)

RELATIONS = (
    "徒步的时候再也不怕磨脚，鞋底支撑很好。",
    "爬山最怕磨脚，这双不会。",
    "深层补水，缓解皮肤干燥，换季也不怕。",
)


@pytest.fixture(scope="module")
def lexicon() -> tuple[KnownConcept, ...]:
    """The seed lexicon."""
    listed = []
    for line in resource("examples", "lexicon", "concepts.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        names = [*entry["name"].items()]
        names += [(tag, name) for tag, others in entry.get("alternatives", {}).items() for name in others]
        listed.append(KnownConcept(IRIS.concept(entry["id"]), entry["kind"], tuple(names)))
    return tuple(listed)


def document(number: int, kind: DocumentKind, stars: int | None, text: str, product: str) -> Document:
    """Make a Chinese document about one product."""
    rating = None if stars is None else Decimal(stars)
    return Document(str(number), kind, text, "zh", Origin("x"), products=(product,), rating=rating)


@pytest.mark.parametrize(("kind", "text", "kept"), KEPT, ids=[text[:12] for _, text, _ in KEPT])
def test_what_is_kept(kind: DocumentKind, text: str, kept: list[str]) -> None:
    """Greetings, prices, shipping, questions, the shop itself and empty praise go; offsets are the document's."""
    found = kept_sentences(document(1, kind, None, text, "jacket"))
    assert [sentence.span.text for sentence in found] == kept
    assert all(text[one.span.start : one.span.end] == one.span.text for one in found)
    assert {sentence.language for sentence in found} <= {"zh"}


@pytest.mark.parametrize(("text", "side"), OPINIONS)
def test_words_of_opinion(text: str, side: int) -> None:
    """Denials, degrees and look-alikes are read by Chinese rules."""
    found = opinion(text, "zh")
    net = found.praise - found.complaint
    assert (net > 0) - (net < 0) == side


@pytest.mark.parametrize(("text", "good"), POLARITIES)
def test_polarity(text: str, good: bool) -> None:
    """Rules and the shipped Chinese model agree on plain sentences, without stars."""
    sentence = KeptSentence(Span(0, len(text), text), "zh")
    value = read_polarity(SentenceModels.load(), sentence, REVIEW, opinion(text, "zh"), None)
    assert value
    assert (value > 0) is good


def test_edges_of_products(lexicon: tuple[KnownConcept, ...]) -> None:
    """What a page gives and buyers confirm are reasons to buy; denied troubles and those of others are no complaint."""
    documents = {
        IRIS.document(str(number)): document(number, kind, stars, text, product)
        for number, (product, kind, stars, text, _, _) in enumerate(SHOP)
    }
    products = {IRIS.product(product): (("zh", f"{product}牌"),) for product, *_ in SHOP}
    said = run_over(Corpus(IRIS, lexicon, (), products, documents, {}, {}), ConceptExtractor())
    for number, (product, _, _, text, expected, spared) in enumerate(SHOP):
        found = claims(said[f"document/{number}"])
        own = {edge[1:] for edge, claim in found.items() if edge[0] == f"product/{product}" and claim.asserted}
        assert {(name, f"concept/{concept}") for name, concept in expected} <= own, text
        assert not {("suffers", f"concept/{concept}") for concept in spared} & own, text
        assert expected or not any(name == "satisfies" for name, _ in own), text


def test_relations(lexicon: tuple[KnownConcept, ...]) -> None:
    """Hiking raises blisters, and dry skin makes people want moisture, by Chinese words alone."""
    documents = {
        IRIS.document(str(number)): document(number, REVIEW, 5, text, "boots") for number, text in enumerate(RELATIONS)
    }
    corpus = Corpus(IRIS, lexicon, (), {IRIS.product("boots"): (("zh", "山鞋"),)}, documents, {}, {})
    run = IRIS.node("run", "1")
    found = {
        edge
        for node, content in RelationMiner().mine(corpus, run)
        for edge in claims(content(IRIS.extract_graph("relations", node)))
    }
    assert ("concept/hiking", "raises", "concept/blisters") in found
    assert ("concept/dry-skin", "motivates", "concept/deep-hydration") in found


def test_discovery() -> None:
    """New phrases of a Chinese page and a Chinese review, by Chinese patterns."""
    text = "适合露营、钓鱼和周末骑行。盖子漏水，杯口太窄，背带勒脖子。保护膝盖，告别闷汗。"
    found = {
        f"{one.guess}: {one.label}" for part in text.split("。") if part for one in chinese_candidates(part + "。")
    }
    assert {"Scene: 露营", "Scene: 钓鱼", "Scene: 周末骑行", "PainPoint: 盖子漏水", "Intent: 保护膝盖"} <= found
