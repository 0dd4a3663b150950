"""What one sentence says of a scene and a pain, of a pain and a need, of a value and a need."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pyoxigraph import NamedNode

from mkgrdf.extract.confidence import PRIORS
from mkgrdf.extract.kept_sentences import KeptSentence
from mkgrdf.extract.mentions import Found, Named
from mkgrdf.extract.relations.pairs import ties
from mkgrdf.text.language import detect
from mkgrdf.text.sentence_split import Span

KINDS = {"S": "Scene", "P": "PainPoint", "I": "Intent"}
BARE = PRIORS["relation: in one sentence"]


def read(text: str) -> set[tuple[str, Decimal]]:
    """Read a sentence in which ``[S:…]``, ``[P:…]``, ``[I:…]`` and ``[V:…]`` mark things."""
    plain, places = "", []
    while "[" in text:
        before, _, rest = text.partition("[")
        inner, _, text = rest.partition("]")
        plain += before
        kind, _, words = inner.partition(":")
        places.append((kind, len(plain), len(plain) + len(words)))
        plain += words
    plain += text
    named = {kind: Named(start, end, (NamedNode(f"urn:{kind}"),)) for kind, start, end in places}
    values = (named.pop("V"),) if "V" in named else ()
    kinds = {NamedNode(f"urn:{kind}"): KINDS[kind] for kind in named}
    sentence = KeptSentence(Span(100, 100 + len(plain), plain), detect(plain) or "en")
    moved = tuple(Named(each.start + 100, each.end + 100, each.nodes) for each in named.values())
    shifted = tuple(Named(each.start + 100, each.end + 100, each.nodes) for each in values)
    return {(tie.predicate, tie.confidence) for tie in ties(sentence, Found(moved, (), shifted), kinds)}


RAISES = [
    "No more [P:blisters] on [S:long hikes].",
    "My [P:hands get dry] every [S:winter].",
    "On a [S:long flight] you get a [P:stiff neck].",
    "[S:Winter] means [P:dry skin].",
    "[S:跑步]的时候[P:出汗]多",
    "[S:冬天][P:手干]，涂它就好",
    "再也不怕[S:通勤]路上[P:淋湿]",
    "告别[S:熬夜]后的[P:脸色蜡黄]",
]
MOTIVATES = [
    "It [I:kept me dry], so no [P:wet socks] this time.",
    "[I:Cushioned soles] prevent [P:blisters].",
    "It didn't [I:keep me dry], I got [P:wet socks].",
    "I used to get [P:blisters], these are [I:cushioned].",
    "[I:防水]鞋面，再也不怕[P:脚湿]",
    "告别[P:脚湿]，真的[I:防水]",
    "因为[P:皮肤干]，所以要[I:补水]",
    "一点也不[I:防水]，[P:脚湿]透了",
]
NOTHING = [
    "[I:Comfortable] but I got [P:blisters].",
    "It keeps you [I:warm], but it does not let you [P:overheat].",
    "很[I:舒服]，就是[P:磨脚]",
]


@pytest.mark.parametrize("text", RAISES)
def test_scene_raises_pain(text: str) -> None:
    """Words that tie a scene and a pain say that the one raises the other, whether this product spares one the pain."""
    assert read(text) == {("raises", PRIORS["relation: cue words"])}


@pytest.mark.parametrize("text", MOTIVATES)
def test_pain_motivates_need(text: str) -> None:
    """A pain that goes where a need is met, or comes where it is not, shows what is wanted against it."""
    ((predicate, confidence),) = read(text)
    assert predicate == "motivates"
    assert confidence > BARE


@pytest.mark.parametrize("text", NOTHING)
def test_a_need_that_is_met_though_it_hurts_shows_nothing(text: str) -> None:
    """A pain that is felt though the need is met, or weighed against it, is not what makes people want it."""
    assert read(text) == set()


def test_value_supports_need() -> None:
    """A value is a reason for a need where words say so; a need that is denied has none."""
    because = PRIORS["supports: because-words between value and intent"]
    assert read("The [V:mesh] keeps you [I:cool].") == {("supports", because)}
    assert read("采用[V:冰丝]，让你[I:凉爽]") == {("supports", because)}
    assert read("The [V:mesh] does not keep me [I:cool].") == set()


def test_two_things_in_one_sentence_say_little() -> None:
    """Without words that tie them, a scene and a pain in one sentence are a faint hint."""
    assert read("A [S:yoga] top, the seam gave [P:chafing].") == {("raises", BARE)}
