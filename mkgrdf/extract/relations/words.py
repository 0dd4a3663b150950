"""Turns of phrase that tie two things in one sentence; tables only.

Each entry is a regular expression over the sentence in lower case, in which ``▲`` stands for the first thing (the
scene, the pain point, the property value) and ``▼`` for the second (the pain point, the intent).
:mod:`mkgrdf.extract.relations.pairs` reads them.
"""

from __future__ import annotations

from typing import Final

__all__ = ["AGAINST", "RAISES", "WANTED"]

Table = dict[str, tuple[str, ...]]

RAISES: Final[Table] = {
    "en": (
        # chafing on long runs; blisters when hiking
        (
            r"▼(?: [a-z']+){0,4} (?:when(?:ever)?|while|during|in|on|at|after|from|of|all|through|throughout|despite|"
            r"every|each)"
            r"(?: [a-z']+){0,4} ▲"
        ),
        # on a long flight you get a stiff neck; in the rain my feet got wet
        (
            r"(?:when(?:ever)?|while|if|in|during|on|at|after|every|come|for|through|"
            r"despite) (?:[a-z']+ ){0,4}▲[^.;]{0,45}▼"
        ),
        # winter means dry skin; hiking without blisters
        (
            r"▲ (?:[a-z]+ ){0,2}(?:means?|brings?|causes?|leads? to|leaves?|gives?|gave|makes?|used to|without|with no|"
            r"and no|but no|no more|minus|free of)(?: [a-z']+){0,3} ▼"
        ),
        # no more wet socks on the trail
        r"(?:no|no more|without|never|prevents?|against|stops?|fights?|avoid|goodbye) (?:[a-z]+ ){0,2}▼[^.;]{0,25}▲",
    ),
    "zh": (
        # 跑步的时候出汗；冬天手干
        (
            r"▲(?:的?时候?|之?时|之?后|天|里|中|上|下|路上|途中|回来|完|一整?天|久了|多了|季节?|期间)?"
            r"[，,]?[^。！？；，]{0,12}▼"
        ),
        # 再也不怕通勤时被雨淋；不怕
        r"(?:不怕|不用担心|不再|告别|防止|避免|远离|拒绝|不担心)[^。！？；]{0,12}▼",
        r"▼[^。！？；，]{0,6}(?:的)?▲",
    ),
}
"""The scene ▲ raises the pain point ▼, whether this product spares one the pain or not."""

AGAINST: Final[Table] = {
    "en": (
        (
            r"▲[^.;]{0,40}(?:so that|so|which is why|that's why|hence|therefore|because|thanks to|as|since|"
            r"with)[^.;]{0,40}▼"
        ),
        (
            r"▼[^.;]{0,40}(?:so that|so (?:you|i|we|there|no|your|my)|which (?:means|prevents|stops|keeps)|"
            r"prevent(?:s|ed|ing)?|without|no more|no|never|instead of|rather than|to avoid|against|for|"
            r"and (?:no|not|never)|keep(?:s|ing)?|kept|helps? with|"
            r"stops?|ends?|reduc(?:es|ing)|eliminat(?:es|ing)|fights?)"
            r"(?: [a-z']+){0,4} ▲"
        ),
        (
            r"(?:no|no more|prevents?|goodbye to|against|instead of|unlike|tired of|hate|sick of|used to|worried about|"
            r"worry about|for)(?: [a-z']+){0,3} ▲[^.;]{0,50}▼"
        ),
    ),
    "zh": (
        (
            r"(?:告别|再也不怕|不怕|不再|防止|避免|远离|拒绝|缓解|改善|解决|减少|不用担心|怕|容易|总是|"
            r"老是)[^。！？]{0,6}▲[^。！？]{0,20}▼"
        ),
        (
            r"▼[^。！？]{0,16}(?:不怕|不再|再也不|告别|远离|防止|避免|缓解|改善|解决|减少|没有?|不会|不用担心|也不|都不|才不|"
            r"就不|所以|于是|从此)[^。！？]{0,6}▲"
        ),
        r"因为[^。！？]{0,10}[▲▼][^。！？]{0,16}(?:所以|才|就|便)[^。！？]{0,10}[▲▼]",
        r"▲(?:的)?(?:人|肌|时候?|救星|克星|必备|问题)?[^。！？，]{0,4}[，,][^。！？]{0,16}▼",
    ),
}
"""The need ▼ is what is wanted against the pain point ▲: words of cause, of relief, or of a choice between them."""

WANTED: Final[Table] = {
    "en": (
        r"because[^.;]{0,25}▲[^.;]{0,30}(?:need|needed|want|wanted|looking for|bought)[^.;]{0,25}▼",
        (
            r"(?:need|needed|want|wanted|looking for|bought)[^.;]{0,25}▼[^.;]{0,20}(?:because|since|as|for|"
            r"against)[^.;]{0,25}▲"
        ),
        (
            r"▲[^.;]{0,20}(?:so|therefore|which is why|that's why)[^.;]{0,15}(?:need|needed|want|wanted|"
            r"bought)[^.;]{0,25}▼"
        ),
    ),
    "zh": (
        r"(?:因为|由于)[^。！？]{0,8}▲[^。！？]{0,10}(?:所以|需要|要|想|才)[^。！？]{0,8}▼",
        r"▲[^。！？，]{0,6}[，,]?[^。！？，]{0,4}(?:需要|所以要|想要|急需|必须)[^。！？]{0,6}▼",
    ),
}
"""The need ▼ is asked for because of the pain point ▲, though both are simply named."""
