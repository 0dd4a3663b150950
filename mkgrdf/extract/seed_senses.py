"""Which sense a name of the seed lexicon has where it stands; a table only.

A name such as *dig into* belongs to its concept in some company and to another, or to none, elsewhere. Each entry says
of one concept of the seed lexicon: a name of it that matches the first pattern counts only where the second one is
found in its sentence or in the name of the product, and never where the third one is found at the name. ``▁`` marks
the name itself in the third. English patterns stand between word boundaries. :mod:`mkgrdf.extract.senses` reads it.

Lexicons of one's own have keys of their own and are not touched, unless they use a key of the seed lexicon.
"""

from __future__ import annotations

from typing import Final

__all__ = ["SEED_SENSES"]

_STRAP = r"straps?|bras?|backpacks?|bags?|packs?|totes?|satchels?|elastic|bands?|seams?|underwire|harness|shoulders?"
_LUGGAGE = r"bags?|backpacks?|packs?|totes?|luggage|suitcases?|duffels?|duffles?|carry-?ons?|cases?|trolleys?"
_SKIN = (
    r"skin|face|faces|facial|hands?|lips?|cheeks?|eyes?|creams?|lotions?|serums?|sunscreens?|spf|moisturi[sz]ers?|"
    r"cleansers?|oils?|balms?|gels?|masks?|make-?up|formulas?|toners?|shampoos?|hair|fragrance|barrier|flakes?"
)
_VESSEL = (
    r"lids?|bottles?|cups?|mugs?|flasks?|thermos|tumblers?|jars?|lunch ?box(?:es)?|containers?|caps?|pots?|kettles?|"
    r"teapots?|soups?|coffee|teas?|water|sauces?|juices?|spouts?|seals?|pitchers?"
)
_PAPER = r"inks?|pens?|paper|pages?|notebooks?|journals?|planners?|markers?"
_COFFEE = r"coffees?|teas?|brews?|espresso|cups?|beans?|pour-?over|kettles?|grounds?|drippers?"
_PARTS = (
    r"buttons?|pockets?|zippers?|holes?|buckles?|straps?|numbers?|letters?|font|text|screen|display|logo|handles?|lid|"
    r"cuffs?|price|amount|volume|bottle|tube|jar"
)
_SKIN_ZH = r"皮肤|肌|脸|面霜|乳液|乳霜|精华|面膜|水乳|防晒|妆|唇|质地|涂|抹|皮|洗面|洁面|毛孔|洗完"

SEED_SENSES: Final[dict[str, tuple[tuple[str, str, str | None, str | None], ...]]] = {
    # concept: (language, names, what must be near, what must not be at the name)
    "strap-digs-in": (
        ("en", r"dig(?:s|ging)? in(?:to)?", _STRAP, r"▁ (?:my|your|the|his|her)? ?(?:toes?|feet|foot|heels?|ankles?)"),
    ),
    "bulky": (
        ("en", r"(?:too |so )?(?:bulky|heavy)", None, r"(?:is|isn't|was|not|never) (?:at all )?▁(?= like)"),
        ("zh", r"太重|太沉", None, r"(?:味道?|气味|香味|口味|心思|压力|负担|责任|颜色)[^，。]{0,2}▁"),
    ),
    "gentle-formula": (("en", r"gentle|mild", _SKIN, r"▁ (?:resistance|exercises?|stretch\w*|slopes?|pace|curve)"),),
    "sticky-sunscreen": (
        ("en", r"sticky|greasy|chalky", _SKIN, r"▁ (?:mats?|tape|notes?|rice|food|pans?|takeaways?)"),
        ("zh", r"油腻|黏腻|泛白", None, r"▁(?:的)?(?:菜|锅|碗|外卖|厨房)"),
    ),
    "leaking-lid": (
        ("en", r"leak(?:s|ed|ing|y)|spill(?:s|ed)|spilt|drips", _VESSEL, r"(?:tents?|jackets?|boots?|pens?) ▁"),
        ("zh", r"漏水|漏了|渗漏", r"杯|壶|瓶|盒|盖|汤|水|饭|碗", r"(?:帐篷|鞋|外套|冲锋衣|雨衣)[^，。]{0,4}▁"),
    ),
    "ink-bleeds": (("en", r"smudges|ghosting|feathering", _PAPER, None),),
    "bitter-coffee": (("en", r"bitter", _COFFEE, None),),
    "running": (
        (
            "en",
            r"running|runs?",
            None,
            (
                r"▁ (?:low|out|late|small|smaller|large|larger|big|narrow|wide|true|short|long|errands|water|hot|"
                r"warm|cold|tap|through my|down)|(?:long|up|keep|keeps|kept|still|hit the ground) ▁ (?:on|for years)"
            ),
        ),
    ),
    "reading": (
        (
            "en",
            r"reading",
            None,
            r"▁ (?:the |all |other |these |some |your )?(?:reviews?|instructions?|labels?|manuals?|description)",
        ),
    ),
    "school": (("en", r"schools?|colleges?|university", None, r"▁ (?:colou?rs?|mascot|logo)|old ▁"),),
    "students": (
        ("en", r"students?", None, r"(?:advanced|yoga|pilates|dance|experienced|beginning|level|intermediate) ▁"),
    ),
    "men": (("en", r"guys", None, r"(?:you|these|those|little|bad|big|the) ▁"),),
    "children": (("zh", r"宝宝|小孩", None, r"▁们|▁霜"), ("en", r"kids?|child", None, r"(?:no|just) ▁(?:ding)?")),
    "runs-small": (
        (
            "en",
            r"too (?:small|tight)",
            None,
            rf"(?:{_PARTS}) (?:is|are|were|was|seems?|looks?) (?:a bit |way |just |all )?▁",
        ),
        ("zh", r"太紧", None, r"(?:时间|盖子|瓶盖|拉链|口|扣子?)[^，。]{0,2}▁"),
    ),
    "runs-large": (
        (
            "en",
            r"too (?:big|large|loose)",
            None,
            rf"(?:{_PARTS}) (?:is|are|were|was|seems?|looks?) (?:a bit |way |just )?▁",
        ),
        ("zh", r"太大", None, r"(?:声音|噪音|味道?|气味|压力|差别|差距|色差|包装|音量|动静|变化|风)[^，。]{0,2}▁"),
    ),
    "too-short": (
        ("en", r"too short", None, r"(?:i'm|i am|am|she's|he's|i'm just|life is|strap is|cable is|cord is|time is) ▁"),
        ("zh", r"太短|偏短", None, r"(?:时间|续航|线|绳子?|背带|保质期|质保)[^，。]{0,2}▁"),
    ),
    "bag-too-small": (
        ("zh", r"太小了", r"包|箱|盒|容量|袋", r"(?:字|声音?|码|屏幕|孔)[^，。]{0,2}▁"),
        ("en", r"smaller than expected|barely fits", _LUGGAGE, None),
    ),
    "tight-skin": (
        ("zh", r"紧绷", r"脸|皮肤|肤|洗|洁面|干", None),
        ("en", r"tightness", _SKIN, None),
    ),
    "eye-strain": (("zh", r"反光|频闪", r"屏|灯|眼|光线|纸|看书", r"▁(?:条|带|点|贴)"),),
    "light-texture": (("zh", r"清爽|轻薄|质地轻", _SKIN_ZH, None),),
    "dehydration": (("zh", r"缺水", None, r"(?:皮肤?|脸|肌肤?)[^，。]{0,2}▁|▁(?:肌|皮)"),),
    "leakproof": (("zh", r"不漏", None, r"▁(?:风|光|肉|针|接)"),),
    "stay-dry": (
        (
            "en",
            r"water[- ]resistant|waterproof",
            None,
            (
                r"▁ (?:to |up to )?\(?\d+ ?(?:m|meters?|metres?|feet|ft|atm|bar)|▁ (?:mascara|make-?up)|"
                r"\d+ ?(?:m|meters?|metres?|feet|ft|atm|bar) ▁"
            ),
        ),
        ("zh", r"防水", None, r"\d+ ?(?:米|个大气压|atm|m)▁|▁(?:深度|等级)?\d+ ?(?:米|m)(?!m)|▁(?:睫毛膏|眼线|妆|表)"),
        (
            "en",
            r"(?:stay(?:s|ed|ing)?|keep(?:s)?|kept|bone) (?:me |you )?dry",
            None,
            r"(?:sweat\w*|wick\w*|perspir\w*|deodorant)\b.*▁|▁.*\b(?:sweat\w*|wick\w*|perspir\w*)",
        ),
    ),
    "clothes-ride-up": (("zh", r"下滑|滑落", r"裤|袜|衣|裙|腰|袖|肩带|内", None),),
    "sweat-soaked-clothes": (
        (
            "en",
            r"sweat(?:ing)?",
            None,
            (
                r"no matter how (?:much|hard) (?:you|i|we) ▁|▁ on (?:it|my)|"
                r"(?:i|guy and|and|who|tend to|always) ▁ (?:a lot|a ton|heavily|buckets|profusely|like a)"
            ),
        ),
    ),
    "soaked-by-rain": (
        (
            "en",
            r"soak\w*(?: wet| through)?|drenched|wet through",
            None,
            r"sweat\w*\b.*▁|▁ (?:in |with |by |from )?(?:my )?sweat",
        ),
        ("zh", r"湿透|打湿", None, r"(?:汗|后背|腋下)[^，。]{0,5}▁"),
    ),
    "stretch-deeper": (("en", r"stretching", None, r"(?:or|and|during|for|,) ▁"),),
    "women": (("en", r"for her", None, r"▁ [a-z]+"),),
    "vegans": (("en", r"vegan", None, r"▁ (?:sherpa|leather|suede|fur|down|wool)"),),
    "travel": (
        ("en", r"trips?", None, r"▁ to (?:the |a |my )?(?:gym|store|office|shop|pool|market|studio|park|beach)"),
    ),
    "yogis": (("en", r"yoga (?:teachers?|instructors?)", None, r"(?:pro|certified|expert|master|renowned|a) ▁"),),
    "move-freely": (
        ("en", r"stretchy", None, r"▁ (?:rubber|bands?|cords?|collar|straps?|loops?|drawcords?)"),
        (
            "en",
            r"flexible",
            r"fabric|materials?|fit|stretch\w*|cotton|spandex|waist\w*|move\w*",
            r"▁ (?:straps?|bands?|working|program)",
        ),
    ),
    "exercise": (
        ("en", r"work out", None, r"(?:didn't|doesn't|won't|don't|will|would|may|might|not|it|this|things) ▁"),
        ("en", r"workouts?|exercises?", None, r"(?:blu-?ray|dvd|video) ▁"),
        ("zh", r"训练|锻炼", None, r"(?:肌肉|宝宝|狗狗|大脑)▁"),
    ),
    "cold-weather": (("en", r"winter", None, r"▁ (?:green|mint|melon)"),),
    "worn-out-fast": (("en", r"holes in", None, r"(?:ventilation|vent|eyelet|thumb|drainage|air|button|pole) ▁"),),
    "swimming": (("en", r"the pool", None, r"▁ (?:table|of|cue)"),),
    "rainy-day": (("en", r"storm", None, r"(?:brain|a|the perfect) ▁(?= of)"),),
    "office": (("en", r"for work|at work", None, r"▁ on\b"),),
}
"""By the key of the concept: the senses of some of its names."""
