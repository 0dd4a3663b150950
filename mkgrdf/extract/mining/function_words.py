"""Words that no phrase begins or ends with, and what they tell of the word beside them; tables only.

Three classes. A *noun opener* (article, possessive, preposition) has a noun phrase after it; a *verb opener* (pronoun,
auxiliary, *to*) has a verb after it; the *others* say neither. English and Chinese are written out; of other languages
there are only the commonest words, together, as ``mul``, since a label or a list of ingredients mixes them.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "CLOSED_TAGS",
    "EVALUATIVE",
    "INNER",
    "NOUN_OPENERS",
    "OTHERS",
    "VERB_OPENERS",
    "ZH_CHARACTERS",
    "function_words",
    "table_of",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NOUN_OPENERS: Final[dict[str, frozenset[str]]] = {
    "en": _words(
        """
        a an the this that these those my your his her its our their of with for in on at from by without into
        onto per via about between through over under within across each every any some no another both other
        different such 's
        """
    ),
    "zh": _words(
        """
        的 之 个 款 种 件 只 双 瓶 支 条 套 把 份 这个 那个 这款 那款 一个 一款 一种 这种 那种 这 那 此 该 每 各
        某
        """
    ),
    "mul": _words(
        """
        a an the of with for in on at from by le la les un une des du de d l au aux en avec sans pour sur sous
        dans par der die das den dem ein eine einen einer eines mit ohne für von vom zur zum im auf aus bei el
        los las uno una unos unas del al con sin para por il lo gli dei delle della dello di da nel nella per à
        chez ce cette ces mon ma mes votre vos notre nos sa son ses leur leurs
        """
    ),
}
"""A noun phrase comes next."""

VERB_OPENERS: Final[dict[str, frozenset[str]]] = {
    "en": _words(
        """
        i you he she it we they who to will would can could should shall may might must do does did don't
        doesn't didn't won't can't couldn't wouldn't shouldn't not n't never i'm i've i'd i'll you'll you're
        you'd you've we're we've we'll they're they've it's it'll he's she's that's cannot ca wo 'd 'll 'm 're
        've let's please
        """
    ),
    "zh": _words(
        """
        我 你 您 他 她 它 我们 你们 他们 她们 它们 自己 大家 会 能 能够 可以 可 要 想 应该 应 得 必须 需要 不 没
        没有 别 不会 不能 不要 不用 不是 去 来 请 让 被 给 将 就 就是 才 又 再 还 还是 也 都 已经 一直 总是 经常
        """
    ),
    "mul": _words(
        """
        je tu il elle nous vous ils elles on ne pas ich sie wir ihr nicht no not to will can yo
        """
    ),
}
"""A verb comes next."""

OTHERS: Final[dict[str, frozenset[str]]] = {
    "en": _words(
        """
        me him us them himself herself itself myself yourself ourselves themselves mine yours ours theirs hers
        what which whom whose when where why how am is are was were be been being has have had having isn't
        aren't wasn't weren't hasn't haven't hadn't and or but nor so yet if unless because since although
        though while whereas as than then thus therefore however too very really quite rather pretty just even
        only also still again already always often sometimes ever almost enough much more most many less least
        few fewer little lot lots bit all there here now today out up down off away back around along against
        during before after until till toward towards upon among like unlike except besides instead else both
        either neither one ones something anything nothing everything someone anyone everyone thing things stuff
        way get gets got getting go goes went going gone make makes made making let lets come comes came want
        wants wanted need needs needed know knows knew think thinks thought say says said see sees saw seem
        seems seemed well yes ok okay oh etc eg ie vs actually especially probably maybe perhaps definitely
        certainly simply basically extremely fairly highly completely totally absolutely truly soon once ago
        later first second last next same own several couple using used use uses t s m d re ll ve plus whether
        pm overall anyway years year months month weeks week days minutes old including include includes
        contains contain requires require works worked looks looked bought buy buying tried try trying
        """
    ),
    "zh": _words(
        """
        了 着 过 地 得 是 在 有 和 与 或 及 而 但 但是 因为 所以 如果 虽然 不过 而且 并且 以及 或者 然后 于是 以
        于 从 到 对 对于 关于 把 用 跟 比 很 太 非常 特别 十分 比较 更 最 挺 好 真 真的 真是 超 超级 蛮 有点
        有些 一些 一点 一下 一样 一般 这样 那样 怎么 什么 为什么 多少 几 谁 哪 哪里 哪个 吗 呢 吧 啊 呀 哦 哈 嘛
        啦 的话 时候 之后 之前 以后 以前 里 上 下 中 里面 上面 下面 外 内 前 后 时 等 们 第 只 只是 只有 一 二
        三 四 五 六 七 八 九 十 两 次 年 月 日 天 点 分 元 块 些 是否 感觉 觉得 说 看 看到 知道 现在 今天 昨天
        一次 一直 第一 第一次 起来 出来 下来 上去 下去 过来 过去 回来 出 起 没 不 嗯 哎 其实 还有 之类 左右 已
        曾 正 正在 并 且 若 则 即 既 连 为 为了 由 向 往 同 当 本 请问 好像 可能 应该 估计 总体 总之 反正 毕竟
        居然 竟然 果然 确实 终于 突然 马上 东西 地方 这里 那里 这次 上次 下次 好多 很多 许多 多 少 大 小 做 给
        让 点儿 会 能 来 去
        """
    ),
    "mul": _words(
        """
        and or et ou und oder y o e è est sont ist sind es con as que qui qu dont wie als zu si se sur plus très
        sehr muy molto pas non no is are be may contain peut contenir ainsi aussi entre vers tout tous toute
        toutes auch nur n s c j m t
        """
    ),
}
"""Neither a noun nor a verb is to be expected after it."""

EVALUATIVE: Final[dict[str, frozenset[str]]] = {
    "en": _words(
        """
        good great nice excellent awesome amazing perfect best better fantastic wonderful bad worse worst
        terrible awful horrible poor happy glad pleased impressed satisfied disappointed love loved loves
        beautiful gorgeous lovely disappointing hate hated like liked likes recommend recommended cool fine
        decent superb outstanding favorite favourite big huge small new old nicely easily perfectly
        """
    ),
    "zh": _words("不错 很好 喜欢 满意 推荐 棒 赞 最好 差 坏 好看 开心 高兴 失望 完美 超赞 优秀 值得"),
}
"""Says only what somebody thinks of a thing: *great camera* is no term, *camera* is."""


INNER: Final[dict[str, frozenset[str]]] = {
    "en": _words(
        """
        of and or in to for with on the a an by at 's n't not out up off down over as all per no free
        """
    ),
    "zh": _words("和 与 之 不 无 防 上 下 中 里 内 外 大 小 多 少 好 超 真"),
    "mul": _words(
        """
        of and or in to for with on the a an by at de du des d la le les l à au aux en et ou pour sans sur und
        für mit del di da y e con por als out up contre
        """
    ),
}
"""Function words that may stand inside a phrase: *ease of use*, *eau de toilette*; any other parts a clause."""

ZH_CHARACTERS: Final = frozenset("的了吗呢吧啊呀哦也都就很被我你他她它们这那在是及着")
"""Characters that begin and end no phrase; most others of the Chinese table are parts of words as well (大衣, 上装)."""

CLOSED_TAGS: Final = _words("c d e f m o p q r u y ad ud ug uj ul uv uz")
"""Parts of speech, as jieba's dictionary has them, that begin and end no phrase: adverbs, numbers, particles, …"""


def table_of(language: str) -> str:
    """Return which of the tables holds for ``language``: ``en``, ``zh``, or ``mul`` for any other."""
    primary = language.split("-", maxsplit=1)[0].lower()
    return primary if primary in {"en", "zh"} else "mul"


def function_words(language: str) -> frozenset[str]:
    """Return the words with which no phrase of ``language`` begins or ends."""
    table = table_of(language)
    return NOUN_OPENERS[table] | VERB_OPENERS[table] | OTHERS[table]
