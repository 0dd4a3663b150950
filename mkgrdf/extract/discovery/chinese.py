"""All that Chinese patterns find in a sentence: 适合通勤, 跑步时, 告别起球, 肩带勒肩, 口袋不够用, 保持干爽."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mkgrdf.extract.discovery.candidates import Candidate, Part
from mkgrdf.extract.discovery.chinese_words import (
    ACTIVITIES,
    AILMENTS,
    BODY,
    CONDITIONS,
    OCCASIONS,
    PARTS,
    PEOPLE,
    PLACES,
    STATES,
    TROUBLES,
    chinese_normal,
    one_of,
)

__all__ = ["chinese_candidates"]

_LONGEST: Final = 300
_ACT, _PLACE, _WHEN, _WHO = one_of(ACTIVITIES), one_of(PLACES), one_of(CONDITIONS), one_of(PEOPLE)
_DAY = one_of(OCCASIONS)
_PART, _LIMB, _TROUBLE = one_of(PARTS), one_of(BODY), one_of(TROUBLES) + "(?!肌)"
_AILMENT, _STATE = one_of(AILMENTS), one_of(STATES)
_PHRASE = r"[\u4e00-\u9fff]{2,8}?"
_STOP = r"(?=[，。！？；、,.!?;\s…～~]|$)"
_ADVERB = (
    "(?:很|非常|特别|太|有点|有些|真的|实在|老是|总是|容易|会|就|又|还|也|比较|稍微|略|居然|竟然|直接|马上|已经"
    "|全|都|老|总|极易|挺){0,3}"
)
_FOR = r"(?:很|非常|特别|最|更|也|都|正)?(?:适合|适用于|用于|专为|为|方便|推荐给|送给)"

# What 适合 and its like are followed by is a list: each item of it is looked at alone.
_SUITS: Final = re.compile(rf"{_FOR}(?P<items>[\u4e00-\u9fff、和及与或]{{2,24}})")
_ITEM: Final = re.compile(r"[、和及与或]")
_SCENE: Final = re.compile(rf"(?P<when>{_WHEN})?(?:的|去|里|在)?(?P<scene>{_ACT}|{_PLACE})")
_USED: Final = re.compile(
    rf"(?P<when>{_WHEN})?(?:去|在)?(?P<scene>{_ACT}|{_PLACE})(?P<cue>的时候|时|途中|路上|用|穿|戴|背|带|必备|专用|好用|刚好|正好|都合适|都能用|都行)"
)
_AT: Final = re.compile(rf"(?:在|去|到|带去|背去|穿去|带着去)(?P<scene>{_PLACE}|{_ACT})")
_COMPOSED: Final = re.compile(rf"(?P<when>{_WHEN})(?:里|的|去|在户外|在外面|在)?(?P<scene>{_ACT})")
_AFTER: Final = re.compile(rf"(?P<scene>{_ACT})(?:后|前|完|之后|之前)")
_WHOM: Final = re.compile(
    rf"(?P<who>{_WHO})(?P<cue>都?(?:可用|能用|可以用|也能用|适用|必备|也喜欢|友好|放心用|的?福音|闭眼入|首选))"
)
_GIFT: Final = re.compile(rf"(?P<day>{_DAY})(?:礼物|送|礼|必备|前|时|收到|给)")

_RID: Final = re.compile(
    rf"(?P<cue>告别|不再|再也不(?:会|用|怕)?|解决|缓解|避免|防止|减少|改善|拒绝|摆脱|不怕|没有了|远离|赶走|不用担心|不担心|预防)(?:了|掉)?(?P<pain>{_PART}?{_AILMENT}|{_PART}?{_TROUBLE}|{_PHRASE}{_STOP})"
)
_COMPLAINT: Final = re.compile(rf"(?P<part>{_PART}|{_LIMB})(?:的)?(?P<adverb>{_ADVERB})(?:地)?(?P<trouble>{_TROUBLE})")
_TURNED: Final = re.compile(rf"(?P<trouble>勒|磨|扎|刺|硌|压|夹|挤|顶)(?P<part>{_LIMB})")
_PLAIN: Final = re.compile(
    rf"(?P<adverb>有点|有些|容易|老是|总是|会|太过|特别|非常|很|越洗越|一洗就|洗了就|洗完|洗后|就){{1,2}}(?P<trouble>{_TROUBLE})"
)
_BARE: Final = re.compile(rf"(?P<trouble>{one_of(tuple(word for word in TROUBLES if len(word) >= 2))}(?!肌))")
_LACKS: Final = re.compile(rf"(?P<thing>{_PART}|{_PHRASE})(?P<cue>太少|不够用|不够|不足|少了点|少了|偏少)")
_WANTS: Final = re.compile(
    rf"(?:希望|要是|如果|最好)(?:能)?(?:再)?(?:多(?:几个|一个|点|些)|有(?:个)?|加个|加)(?P<thing>{_PART})"
)
_HARD: Final = re.compile(
    r"(?P<pain>(?:很难|难以|不好|不容易)(?:清洗|打开|收纳|安装|拧开|穿|洗|推开|抹开|控制|调节|携带|搭))"
)
_DENIED: Final = re.compile(
    r"(?:不|没|没有|不会|不怕|毫无|无|零|防|不再|告别|不易|从不|并不|绝不|再也不)(?:会|怕|用|易|容易)?$"
)

_KEEPS: Final = re.compile(
    rf"(?P<cue>保持|让|使|令)(?:你|您|我|人)?(?P<what>{_LIMB}|{_PART}|双脚|双手|双唇|食物|桌面)?(?:始终|更|都|保持|时刻|随时|整天|一整天|变得)?(?P<state>{_STATE})"
)
_DOES: Final = re.compile(
    r"(?P<verb>保护|支撑|缓解|舒缓|改善|修护|增强|提升|提高|锻炼|减轻|缓冲|吸收|阻挡|隔绝|托住|稳定|分散|减少|防止|提亮|抚平|淡化|补充|收缩|软化|深层清洁|节省|收纳|记录|监测|测量|解放|放松)"
    rf"(?P<object>[\u4e00-\u9fff]{{2,5}}?){_STOP}"
)
_NO_OBJECT: Final = re.compile("相比|一般|有点|有些|[是不比了的]$|^[是比和]")
_MADE: Final = re.compile(
    rf"(?:采用|选用|含有|含|由)(?P<value>[\u4e00-\u9fff]{{2,6}}?)(?:制成|织成|做成|面料|成分|填充|提取物|{_STOP})"
)
_HELPS: Final = re.compile(
    rf"(?:帮助(?:你|您)?|帮你|帮您|轻松|有效|方便|便于|助你|助您)(?P<aim>[\u4e00-\u9fff]{{2,7}}?){_STOP}"
)
_QUALITY: Final = re.compile(
    r"(?P<aim>吸湿排汗|吸汗速干|速干|防水透气|防水|防风|防滑|防晒|防漏|防臭|防盗|防摔|防烫|防蚊|防静电|抗皱|免烫|耐磨|耐穿|保温|保冷|保暖|保湿|补水|控油|祛痘|美白|遮瑕|显瘦|显白|显高|透气|百搭|便携|静音|省电|省力|省空间|省时间|易清洗|好清洗|好收纳|好打理|轻便|大容量|免打孔|不粘锅|抗菌|除味|除菌|快充|续航长|护眼|护膝|护腰|支撑足弓|收腹提臀|提臀)"
)  # fmt: skip


def chinese_candidates(text: str) -> tuple[Candidate, ...]:
    """Return the phrases of the Chinese sentence ``text`` that may name concepts, in the order of the text."""
    if len(text) > _LONGEST:
        return ()
    found = [*_scenes(text), *_pains(text), *_aims(text), *_values(text)]
    unique = dict.fromkeys(candidate for candidate in found if candidate.normal)
    return tuple(sorted(unique, key=lambda item: (item.start, item.end, item.pattern, item.label)))


def _make(pattern: str, guess: str, label: str, span: tuple[int, int], text: str, *traits: str) -> Candidate:
    start, end = span
    surface = text[start:end]
    return Candidate(
        "zh", pattern, guess, label, chinese_normal(label), start, end,
        surface if 2 <= len(surface) <= 10 else "", traits=frozenset(trait for trait in traits if trait),
    )  # fmt: skip


def _named(pattern: str, text: str, start: int, end: int) -> Iterator[Candidate]:
    """Yield what the item ``text[start:end]`` of a list names: a scene, people, an occasion; whole, or by its end."""
    item = text[start:end]
    for table, guess in ((_WHO, "Audience"), (_DAY, "Occasion")):
        match = re.match(table, item)
        if match:
            yield _make(
                pattern,
                guess,
                match[0],
                (start, start + match.end()),
                text,
                "table",
                *(() if match.end() == len(item) else ("part",)),
            )
    match = _SCENE.match(item)
    if match:
        if match["when"] and match["scene"]:
            yield _composed(pattern, text, match, start)
        at = (start + match.start("scene"), start + match.end("scene"))
        yield _make(pattern, "Scene", match["scene"], at, text, "table", "" if match.end() == len(item) else "part")
    elif re.fullmatch(_WHEN, item):
        yield _make(pattern, "Scene", item, (start, end), text, "condition")
    elif not re.match(f"{_WHO}|{_DAY}", item) and 2 <= len(item) <= 6:
        yield _make(pattern, "Scene", item, (start, end), text, "unlisted")


def _composed(pattern: str, text: str, match: re.Match[str], shift: int = 0) -> Candidate:
    when, scene = match["when"], match["scene"]
    parts = (Part(when, chinese_normal(when)), Part(scene, chinese_normal(scene)))
    start, end = shift + match.start("when"), shift + match.end("scene")
    return Candidate(
        "zh", f"{pattern}-composed", "Scene", when + scene, tuple(sorted({*parts[0].normal, *parts[1].normal})),
        start, end, text[start:end], parts, frozenset({"composed"}),
    )  # fmt: skip


def _scenes(text: str) -> Iterator[Candidate]:
    for match in _SUITS.finditer(text):
        start = match.start("items")
        for item in _ITEM.split(match["items"]):
            if item:
                yield from _named("suits", text, start, start + len(item))
            start += len(item) + 1
    for pattern, rule in (("used", _USED), ("at", _AT), ("after", _AFTER)):
        for match in rule.finditer(text):
            scene = match["scene"]
            cue = match.groupdict().get("cue") or ""
            yield _make(pattern, "Scene", scene, match.span("scene"), text, f"cue:{cue}" if cue else "", "table")
    for match in _COMPOSED.finditer(text):
        yield _composed("when", text, match)
    for match in _WHOM.finditer(text):
        yield _make("whom", "Audience", match["who"], match.span("who"), text, "table", f"cue:{match['cue'][-2:]}")
    for match in _GIFT.finditer(text):
        yield _make("gift", "Occasion", match["day"], match.span("day"), text, "table")


def _pains(text: str) -> Iterator[Candidate]:
    taken: list[tuple[int, int]] = []
    for match in _LACKS.finditer(text):
        thing = match["thing"]
        if re.fullmatch(_PART, thing):
            taken.append(match.span())
            label = f"{thing}不够用" if "不够" in match["cue"] else f"{thing}太少"
            yield _make("lacks", "PainPoint", label, match.span(), text, "part")
    for match in _WANTS.finditer(text):
        yield _make("wants", "PainPoint", f"{match['thing']}太少", match.span("thing"), text, "part")
    yield from _complaints(text, taken)
    for match in _RID.finditer(text):
        pain = match["pain"]
        listed = "table" if re.fullmatch(f"{_PART}?(?:{_AILMENT}|{_TROUBLE})", pain) else "unlisted"
        yield _make("rid-of", "PainPoint", pain, match.span("pain"), text, listed, f"cue:{match['cue']}")
    for match in _HARD.finditer(text):
        yield _make("hard", "PainPoint", match["pain"], match.span("pain"), text)


def _complaints(text: str, taken: list[tuple[int, int]]) -> Iterator[Candidate]:
    """Yield what is said of parts, of the body, of the thing; of two that overlap the first, ``taken`` before all."""
    for pattern, rule in (
        ("part-trouble", _COMPLAINT),
        ("trouble-body", _TURNED),
        ("trouble", _PLAIN),
        ("bare-trouble", _BARE),
    ):
        for match in rule.finditer(text):
            groups = match.groupdict()
            span = match.span() if "part" in groups else match.span("trouble")
            if any(start < span[1] and span[0] < end for start, end in taken):
                continue
            taken.append(span)
            part = groups.get("part") or ""
            label = match[0] if pattern == "trouble-body" else part + match["trouble"]
            kind = ("body" if re.fullmatch(_LIMB, part) else "part") if part else ""
            denied = "denied" if _DENIED.search(text[: match.start("trouble")]) else ""
            adverb = f"adverb:{groups['adverb']}" if pattern == "trouble" else ""
            yield _make(pattern, "PainPoint", label, span, text, kind, denied, adverb)


def _values(text: str) -> Iterator[Candidate]:
    for match in _MADE.finditer(text):
        yield _make("made-of", "PropertyValue", match["value"], match.span("value"), text)


def _aims(text: str) -> Iterator[Candidate]:
    for match in _KEEPS.finditer(text):
        what, state = match["what"] or "", match["state"]
        label = f"{what}{state}" if what else f"保持{state}"
        yield _make("keeps", "Intent", label, match.span(), text, f"cue:{match['cue']}", "what" if what else "")
    for match in _DOES.finditer(text):
        if _NO_OBJECT.search(match["object"]):
            continue
        yield _make("does", "Intent", match["verb"] + match["object"], match.span(), text, f"verb:{match['verb']}")
    for match in _HELPS.finditer(text):
        yield _make("helps", "Intent", match["aim"], match.span("aim"), text, f"cue:{match[0][:2]}")
    for match in _QUALITY.finditer(text):
        denied = _DENIED.search(text[: match.start()]) is not None
        yield _make("quality", "Intent", match["aim"], match.span("aim"), text, "denied" if denied else "")
