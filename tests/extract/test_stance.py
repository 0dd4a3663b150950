"""How a concept is meant: affirmed, denied, taken away or wished for."""

from __future__ import annotations

import pytest

from mkgrdf.extract.stance import Stance, StanceReader
from mkgrdf.text.language import detect

PAINS = [
    ("They gave me [blisters] on day one.", Stance.AFFIRMED),
    ("The straps cause [chafing], sadly.", Stance.AFFIRMED),
    ("No more [sweaty shirts]!", Stance.DENIED),
    ("It keeps my thighs from [chafing].", Stance.DENIED),
    ("Say goodbye to [dry skin].", Stance.DENIED),
    ("Prevents sweat, [chafing] and blisters or so.", Stance.DENIED),
    ("Never had any [chafing] in these.", Stance.DENIED),
    ("It doesn't prevent [chafing].", Stance.AFFIRMED),
    ("The [chafing] is gone.", Stance.DENIED),
    ("I used to get bad [blisters].", Stance.WISHED),
    ("It slides when I [sweat].", Stance.WISHED),
    ("Not cheap, and the [chafing] is awful.", Stance.AFFIRMED),
    ("Not cheap but [chafing] all day.", Stance.AFFIRMED),
    ("不仅贵，还[磨脚]。", Stance.AFFIRMED),
    ("穿了一天就[磨脚]，失望。", Stance.AFFIRMED),
    ("告别[磨脚]。", Stance.DENIED),
    ("穿上不再[磨脚]", Stance.DENIED),
    ("有效缓解[皮肤干]的情况", Stance.DENIED),
    ("一点也不[磨脚]。", Stance.DENIED),
    ("以前的鞋总是[磨脚]", Stance.WISHED),
    # denied, though not by a plain "no"
    ("I have never had [chafing] with these.", Stance.DENIED),
    ("I've yet to experience any [chafing].", Stance.DENIED),
    ("[Chafing] was never an issue.", Stance.DENIED),
    ("[Chafing] has not been a problem so far.", Stance.DENIED),
    ("洗了很多次也不会[起球]。", Stance.DENIED),
    ("一点[起球]都没有。", Stance.DENIED),
    ("[起球]的问题根本不存在。", Stance.DENIED),
    ("洗了几次，[起球]的情况没有发生。", Stance.DENIED),
    # felt, though a word looks like a denial
    ("I never had [chafing] before I bought these.", Stance.AFFIRMED),
    ("I've never had such bad [chafing].", Stance.AFFIRMED),
    ("没穿几次就[起球]了。", Stance.AFFIRMED),
    ("还没洗就[起球]了。", Stance.AFFIRMED),
    ("没想到这么快就[起球]。", Stance.AFFIRMED),
    ("这种料子难免[起球]。", Stance.AFFIRMED),
    # of those who have it, not of what the product does
    ("My sister with [dry skin] took it and loves it.", Stance.WISHED),
    ("[皮肤干]的人可以放心用。", Stance.WISHED),
]
GOODS = [
    ("It [kept me dry] all day.", Stance.AFFIRMED),
    ("Perfect for the [gym].", Stance.AFFIRMED),
    ("It didn't [keep me dry].", Stance.DENIED),
    ("Fails to [keep me dry].", Stance.DENIED),
    ("Never lacks [warmth].", Stance.AFFIRMED),
    ("It is too heavy for [travel].", Stance.DENIED),
    ("Not suitable for [kids].", Stance.DENIED),
    ("I wish it would [keep me dry].", Stance.WISHED),
    ("The [waterproofing] isn't good.", Stance.DENIED),
    ("Not only for the [gym].", Stance.AFFIRMED),
    ("It isn't cheap, but [breathable].", Stance.AFFIRMED),
    ("很[保湿]，喜欢", Stance.AFFIRMED),
    ("不[保湿]", Stance.DENIED),
    ("[保湿]效果不好", Stance.DENIED),
    ("不适合[通勤]", Stance.DENIED),
    ("希望能更[保湿]", Stance.WISHED),
    ("价格不便宜，但是很[保湿]", Stance.AFFIRMED),
]


def _marked(text: str) -> tuple[StanceReader, int, int]:
    start = text.index("[")
    plain = text.replace("[", "").replace("]", "")
    language = detect(plain)
    assert language is not None
    return StanceReader(plain, language), start, text.index("]") - 1


@pytest.mark.parametrize(("text", "stance"), PAINS)
def test_pain(text: str, stance: Stance) -> None:
    """A pain in brackets is affirmed, denied or taken away, or of another time or circumstance."""
    reader, start, end = _marked(text)
    assert reader.of_pain(start, end) is stance


@pytest.mark.parametrize(("text", "stance"), GOODS)
def test_good(text: str, stance: Stance) -> None:
    """An intent or scene in brackets is affirmed, denied, or only wished for."""
    reader, start, end = _marked(text)
    assert reader.of_good(start, end) is stance


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("I bought this for my [son].", True),
        ("My [son] loves it.", True),
        ("Great for all [runners].", True),
        ("My [wife] says I look silly.", False),
        ("送给[孩子]的，质量好", True),
        ("[孩子]很喜欢", True),
        ("和[孩子]一起去的商店", False),
    ],
)
def test_audience(text: str, meant: bool) -> None:
    """People named are an audience only where the product is for them or they like it."""
    reader, start, end = _marked(text)
    assert reader.is_for(start, end) is meant
