"""What a script may lack, and what to do about it, in both languages."""

from __future__ import annotations

from collections.abc import Sequence

from mkgrdf.script.parts import Gap

__all__ = [
    "complaints_outweigh",
    "no_current_offer",
    "no_intent",
    "no_media",
    "no_name",
    "no_pain_point",
    "no_scene",
    "no_sentences",
    "no_such_path",
    "not_suited",
]

_ZH = {"en": "英文", "zh": "中文"}


def _in_chinese(language: str) -> str:
    return _ZH.get(language.partition("-")[0], language)


def no_intent() -> Gap:
    """No claim says that the product satisfies anything."""
    return Gap(
        "no-intent",
        (
            (
                "en",
                "no claim says that the product satisfies an intent, so it has facts only; run the extractors",
            ),
            ("zh", "没有断言表明该商品满足某个意图，脚本只含事实；请运行抽取"),
        ),
    )


def complaints_outweigh() -> Gap:
    """Each need that the product is said to satisfy is complained about more."""
    return Gap(
        "complaints-outweigh",
        (
            ("en", "complaints outweigh the claims for each need that the product should satisfy, so none is told"),
            ("zh", "对于该商品应满足的每个需求，抱怨都多于肯定，因此不用来推销"),
        ),
    )


def no_name(language: str) -> Gap:
    """No intent on any path has a name in the language."""
    return Gap(
        "no-name",
        (
            ("en", f"no intent that the product satisfies has a name in {language}; name them in the lexicon"),
            ("zh", f"该商品满足的意图都没有{_in_chinese(language)}名称；请在词表中补充"),
        ),
    )


def no_such_path(ways: Sequence[str]) -> Gap:
    """No path goes through the concepts that were fixed; ``ways`` are those that there are."""
    return Gap(
        "no-such-path",
        (
            ("en", f"no path leads through what was asked for; the paths of this product are: {'; '.join(ways)}"),
            ("zh", f"没有经过指定概念的路径；该商品的路径有：{'；'.join(ways)}"),
        ),
    )


def no_pain_point(intent: str) -> Gap:
    """The path starts with the intent."""
    return Gap(
        "no-pain-point",
        (
            ("en", f"no pain point motivates the intent {intent}, so neither it nor a scene is told"),
            ("zh", f"没有痛点引出意图“{intent}”，因此脚本不含痛点和场景"),
        ),
    )


def no_scene(pain: str) -> Gap:
    """The path starts with the pain point."""
    return Gap(
        "no-scene",
        (
            ("en", f"no scene raises the pain point {pain}, so the script starts from the pain point"),
            ("zh", f"没有场景引出痛点“{pain}”，因此脚本从痛点开始"),
        ),
    )


def not_suited(audience: str) -> Gap:
    """The audience asked for is none of those that the product is said to suit."""
    return Gap(
        "not-suited",
        (
            ("en", f"no claim says that the product suits {audience}, so nobody is addressed in particular"),
            ("zh", f"没有断言表明该商品适合{audience}，因此不针对特定人群"),
        ),
    )


def no_sentences(language: str) -> Gap:
    """No text about the product can be used."""
    return Gap(
        "no-sentences",
        (
            ("en", f"no sentence about the product in {language} can be used; add texts, or run the extractors"),
            ("zh", f"没有可用的{_in_chinese(language)}句子；请补充文本或运行抽取"),
        ),
    )


def no_current_offer() -> Gap:
    """Nothing can be bought on the day."""
    return Gap(
        "no-current-offer",
        (
            ("en", "no offer is current (dates, availability), so there is no price and no call to action"),
            ("zh", "当前没有有效报价（日期、库存），因此不报价也不引导下单"),
        ),
    )


def no_media() -> Gap:
    """There is nothing to show."""
    return Gap(
        "no-media",
        (
            ("en", "the graph ties no image or clip to the product or its concepts, so there is nothing to show"),
            ("zh", "图谱中没有与该商品或概念相关的图片或片段，因此没有画面"),
        ),
    )
