"""Turns of phrase that turn a meaning round: comparison to the disadvantage, irony, empty promises; tables only.

Each entry is a regular expression over the sentence in lower case, in which ``▁`` stands for the mention; English ones
begin and end at word boundaries. :mod:`mkgrdf.extract.stance` reads them before it counts negations.
"""

from __future__ import annotations

from typing import Final

__all__ = ["ANOTHER", "HINTS", "PAIN_AFTER_ALL", "PAIN_SPARED", "TURNED", "UTMOST"]

Table = dict[str, tuple[str, ...]]

_ELSE_EN = (
    r"(?:my|our|the|his|her) (?:old|older|last|previous|former|other|first|cheap|cheaper|pricier|original) "
    r"(?:[a-z]+ ){0,2}|(?:other|another|different|cheaper) (?:brand|one|model|pair|make|version|shop)s? |"
    r"the (?:cheap|cheaper|old|other|previous) one "
)
_SILLY_EN = (
    r"(?:sieve|colander|tea ?bag|bed of nails|brick|rock|stone|board|plank|sandpaper|cheesecloth|sponge|fishing net|"
    r"paper (?:bag|towel)|paper|screen door|concrete|gravel|barbed wire|cactus|log|wet (?:noodle|tissue|paper)|"
    r"tissue|lead|hippo|chain ?saw)"
)

UTMOST: Final[Table] = {
    "en": (
        r"no other [a-z]+ (?:is|was|are|feels?|has been|comes) (?:half |quite )?(?:so|as|this|that)",
        (
            r"(?:never|haven't|hadn't|have not) (?:have |had |ever |even |once |found |felt |worn |used |owned |tried |"
            r"slept (?:in )?|carried |seen )+(?:anything|something|one|a [a-z]+|shoes|[a-z]+s)? ?"
            r"(?:so|this|that|more|half as|as)"
        ),
        (
            r"(?:won't|will not|can't|cannot|couldn't|wouldn't) (?:find|get|ask for|want|buy) (?:anything|"
            r"something|one|a)(?: [a-z]+)? ?(?:more|so|as)?"
        ),
        r"(?:couldn't|could not|can't) be (?:any )?(?:more|better|happier)",
        (
            r"(?:didn't|did not|never|wouldn't have) (?:expect(?:ed)?|think|thought|believe[d]?|"
            r"imagine[d]?) (?:it|this|them|they|these)? ?(?:to be|would be|could be|was|were|is|are)? ?(?:this|"
            r"so|that|such)"
        ),
        (
            r"(?:doesn't|does not|don't) get (?:any )?(?:more|better)|there (?:isn't|is no|aren't) (?:a |an |"
            r"any )?(?:more|better)"
        ),
        r"never (?:would have )?(?:thought|dreamt|dreamed|believed|imagined|guessed) [^,.;]{0,30}(?:so|this|that|such)",
        r"(?:doesn't|does not|without|didn't|not) (?:sacrific|compromis|skimp|los|giv)[a-z]+(?: on| being| up)*",
        r"(?:isn't|aren't|not|no|wasn't) (?:any |one bit |a bit )?less",
        r"nothing (?:is|feels|comes|was) (?:so|more|as|close)",
        r"(?:can't|cannot|couldn't|hard to|impossible to) fault",
    ),
    "zh": (
        r"没有?(?:什么|哪[个件双款])?比[^，。！]{1,6}更",
        r"没有?一[天次刻]不",
        r"(?:再也|从来?|还|以前|之前)(?:没有?|未)(?:再)?[穿用见遇买戴背睡喝]过(?:这么|这样|如此|比[^，。]{1,5}更)",
        r"谁说(?:它|这个?)?不",
        r"不是一般的?|不要太|别提多",
        r"(?:挑|找)不出[^，。]{0,4}毛病",
    ),
}
"""Negations that deny nothing: *I have never had anything so …*, 没有比它更…."""

TURNED: Final[Table] = {
    "en": (
        # compared, to its disadvantage
        r"(?:far |much |way |a lot |even |noticeably |slightly )?less (?:[a-z]+ly )?▁",
        r"(?:nowhere near|not nearly|not half|not remotely|isn't half) (?:as |so )?▁",
        r"(?:worse|inferior) (?:[a-z]+ )?▁",
        r"anything but ▁|stopped being ▁|ceased to be ▁|used to be ▁|quit being ▁|miles (?:away )?from (?:being )?▁",
        rf"as ▁ as (?:a |an |a piece of )?(?:[a-z]+ )?{_SILLY_EN}",
        (
            r"(?:had|seen|owned|worn|used|own|know|met) (?:[a-z]+ ){1,3}that (?:is|are|was|were) (?:far |"
            r"much )?(?:more )?▁"
        ),
        # irony
        (
            r"▁\? (?:not|no|hardly|never|nope|ha|please|sure|really|as if|yeah|more like|only)|"
            r"▁,? (?:the )?(?:page|ad|box|label|tag)s? (?:says?|said)"
        ),
        (
            r"▁,? (?:my|your) (?:foot|ass|eye|left foot)|so much for (?:[a-z]+ ){0,2}▁|yeah,? (?:right|sure)|"
            r"as if it|what a joke"
        ),
        r"(?:so-called|supposedly|allegedly|self-proclaimed) (?:[a-z]+ )?▁",
        r"[\"“‘'«]▁[,.!]?[\"”’'»]",
        r"▁,? if (?:you|your idea|by|they|one) (?:never|like|love|enjoy|fancy|mean|call|define|of)\b.*",
        r"▁,? (?:as long as|provided|unless|until|only if|only when|only while|so long as) (?:it|you|your|the|there)",
        r"(?:sure|right|of course|great),? ▁,? (?:as long|until|if|when|except)",
        (
            r"▁ for (?:exactly|all of|about|maybe|only|just) (?:a |an |one |two |three |five |ten )?(?:second|"
            r"minute|hour|day|week|wash|use|wear)(?:s|es)?"
        ),
        (
            r"if (?:you call|that counts as|this is) (?:[a-z]+ ){0,2}▁,?|(?:call|calls|calling|called) (?:this|"
            r"that|it|these|them) ▁|and (?:they|you) call"
        ),
        # wished
        (
            r"could (?:be|have been|use|do with) (?:a (?:bit|little|lot) )?(?:more|better) ?▁|"
            r"would rather (?:have |buy |get )?(?:[a-z]+ ){0,2}▁"
        ),
    ),
    "zh": (
        # 比较，不如别的
        r"(?:还|真|远|都|却|可)?不如[^，。！]{0,14}▁|▁(?:性|度|效果)?(?:还|真|远|都|甚至)?不如",
        r"(?:比不上|赶不上|比不过|不及)[^，。！]{0,10}▁",
        r"远?没有?(?:以前|之前|原来|旧|老款|别家|其他|别的|图片|图上|照片|宣传|描述|想象|说的)[^，。！]{0,10}▁",
        r"(?:以前|之前|原来|旧款|老款|别家|别的|其他牌子|那个牌子|隔壁)[^，。！]{0,8}(?:更|比(?:这|它)[^，。！]{0,4})▁",
        # 反话
        (
            r"▁个(?:鬼|头|屁|锤子|毛线?|什么)|▁就?(?:别|不用|甭)想了?|▁(?:性|度|效果|功能)?(?:等于|约等于|"
            r"基本)(?:没有|为零|零)"
        ),
        (
            r"(?:谈什么|何谈|还谈|别提什么)▁|说(?:它|这个?)?▁的(?:人|都)|"
            r"都说[^，。！]{0,3}▁[^。！]{0,4}[，,][^。！]{0,6}(?:怎么|却|结果|漏|湿|冻)"
        ),
        (
            r"▁(?:性能?|度|效果|功能|方面|这块)?(?:全靠|纯靠|靠)吹|▁[，,](?:它|这款?|这个)?(?:排不上|差远|"
            r"差得远|没戏|免谈|算了吧)"
        ),
        r"▁(?:性|度|效果|功能)?(?:形同虚设|是骗人|都是骗|就是个笑话|纯属|聊胜于无)",
        (
            r"▁(?:性|度|效果|功能)?(?:好像|似乎|感觉|真的|基本|几乎|完全)?(?:没什么|没啥|没多大|没有什么|"
            r"没有啥|没有任何|没有多大|没|没有)(?:用|效果|作用|感觉)"
        ),
        (
            r"(?:呵呵|嘿嘿|笑死|笑了|智商税|我信了|信了[你它他]|真行|真棒棒)[^。！]*▁|▁[^。]{0,6}(?:呵呵|笑死|"
            r"我就?笑|智商税)"
        ),
        (
            r"(?:这也|也好意思|居然也?|竟然也?)(?:能|敢|配)?(?:叫|算|说)[^，。！]{0,4}▁|(?:所谓的?|好一个|"
            r"说好的|号称的?|传说中的)[^，。！]{0,3}▁"
        ),
        r"哪里?(?:来的)?▁了?|哪儿▁了?|▁(?:在)?哪里?(?:了|呢|啊)|▁[?？]",
        r"[\"“‘「『]▁[\"”’」』]",
        (
            r"可?真(?:是|够|的)?▁(?:啊|呀|呢|哦)?[^。！]{0,3}[，,！!][^。！]{0,6}(?:冻|湿透|全湿|漏|疼|破了|"
            r"坏了|断了|掉了|臭|磨破|哆嗦)"
        ),
        (
            r"(?:谢谢|感谢)(?:你们?|它|商家|卖家|店家)?的?▁[^。！]{0,4}[，,！!][^。！]{0,8}(?:冻|湿|漏|疼|破|"
            r"坏|断|掉|臭|磨)"
        ),
        r"不(?:下雨|出门|用|动|穿|碰水|沾水|出汗)(?:的?时候?|时)[^，。！]{0,4}▁",
        (
            r"▁(?:性|度|时间|效果)?(?:也就|只有|才|不到|撑不过|坚持不了|撑不到|最多)[^，。！]{0,3}(?:小时|分钟|"
            r"天|个?小时|周|次)"
        ),
    ),
}
"""The need at ``▁`` is denied, though no negation reaches it, or is said in jest."""

ANOTHER: Final[Table] = {
    "en": (
        (
            r"(?:my|his|her|our) (?:wife|husband|son|daughter|friend|sister|brother|mother|father|mum|mom|dad|"
            r"neighbou?r|partner)'s (?:[a-z]+ ){1,2}(?:is|was|are|were|has|kept|keeps) [^,;.]*▁"
        ),
        rf"(?<!than )(?<!unlike )(?<!with )(?<!to )(?<!like )(?<!as )(?<!from )(?:{_ELSE_EN})(?!in |of )[^,;.]*▁",
    ),
    "zh": (
        (
            r"(?<![比跟和与像于较])(?:我(?:的|那)?(?:以前|之前|原来)|以前那?|之前那?|原来那?|旧款|老款|别家的?|"
            r"那个牌子)(?:的|买的|用的|穿的)[^，。！]{1,8}▁"
        ),
    ),
}
"""The need is met by another product: *my old coat kept me warm*. After *than* or *unlike* it is this one's."""

PAIN_AFTER_ALL: Final[Table] = {
    "en": (
        (
            r"(?:great|perfect|ideal|fine|good|lovely|nice|wonderful|awesome|fantastic)[^.;]{0,20},? (?:if|"
            r"for (?:anyone|people|those|someone|everyone) (?:who|that)) [^.;]{0,18}(?:like|likes|love|loves|"
            r"enjoy|enjoys|fancy|want|wants)(?: [a-z]+){0,2} ▁"
        ),
        (
            r"(?:nothing but|thanks for (?:the|my|all the)|just what i (?:needed|wanted),?(?: more)?|"
            r"hooray for) (?:[a-z]+ )?▁"
        ),
        r"not a (?:day|walk|run|night|week|single [a-z]+) (?:without|goes by without) ▁",
        r"(?:more|worse|even more|twice the|as much|as many|the same) ▁ (?:than|as)",
        (
            r"(?:never|didn't|hadn't|haven't|no|not) (?:[a-z]+ ){0,3}▁ (?:[a-z]+ ){0,2}(?:before|until|till) "
            r"(?:i|these|this|now|they|it|wearing|buying|using|getting|switching)"
        ),
        (
            r"(?:never|haven't|hadn't) (?:[a-z]+ ){0,3}(?:such|so much|this much|this many|that much|so many|worse) "
            r"(?:[a-z]+ )?▁"
        ),
    ),
    "zh": (
        (
            r"(?:喜欢|想体验|享受|想要|热爱)[^，。！]{0,4}▁[^，。！]{0,6}(?:可以|一定要|赶紧|尽管|放心|"
            r"快)[^，。！]{0,3}(?:买|入|冲|来)"
        ),
        r"(?:比|跟)[^，。！]{1,8}(?:还|更|一样)▁|除了▁(?:还是|就是|没)?",
        r"(?:挡|防|止|压|拦|遮|盖|治|改善|解决|缓解|避免)不[住了]▁",
        r"没有?一[天次刻]不▁|(?:谢谢|感谢)[^，。！]{0,8}▁",
    ),
}
"""The pain at ``▁`` is felt, though a word before it seems to wish it away or to praise."""

PAIN_SPARED: Final[Table] = {
    "en": (
        r"(?:keep|keeps|kept|keeping) (?:the |my |all |that )?▁ (?:off|out|away|down|at bay)",
        (
            r"(?:had|got|suffered|struggled with|battled|suffer) (?:[a-z]+ ){0,3}▁ (?:[a-z]+ ){0,3}(?:before|"
            r"until) (?:i|we|these|this|buying|getting)"
        ),
        r"yet to (?:[a-z]+ ){1,4}▁",
        r"(?:far|much|way|a lot|significantly) less ▁|▁ (?:just |simply )?(?:runs|rolls|beads|slides) (?:right )?off",
        (
            r"bought (?:it|this|these|them|one) (?:for|against|because of|to help with) (?:my |his |"
            r"her )?▁,? and (?:it|they) (?:works?|helps?|helped|worked|does)"
        ),
    ),
    "zh": (
        r"▁(?:倒|是|倒是|的话|这点)+(?:不|没)|(?:治好|治愈|根治|解决|终结|挡住|防住)了?(?:我的?|我多年的?)?▁",
        r"不像[^，。！]{0,10}▁|▁(?:的)?(?:问题|毛病|烦恼|困扰|情况)[^，。！]{0,4}(?:解决|没了|没有了|不见|消失|改善)",
    ),
}
"""The pain at ``▁`` is of another thing or gone."""

HINTS: Final[dict[str, tuple[str, ...]]] = {
    "UTMOST": ("no ", "never", "n't", "not", "nothing", "without", "fault"),
    "TURNED": (
        *("less ", "nowhere near", "not nearly", "not half", "not remotely", "isn't half", "worse", "inferior"),
        *("but ▁", "being ▁", "to be ▁", "from ▁", "as ▁ as", "that is ", "that are ", "that was ", "that were ", "▁?"),
        *(" says", " said", " say", " foot", " ass", " eye", "so much for", "yeah", "as if it", "what a joke", "if "),
        *(
            "so-called",
            "supposedly",
            "allegedly",
            "self-proclaimed",
            '"▁',
            "“▁",
            "‘▁",
            "'▁",
            "«▁",
            "as long",
            "provided",
        ),
        *("unless", "until", "only ", "so long as", "when", "except", "▁ for ", "call", "could ", "would rather"),
    ),
    "PAIN_AFTER_ALL": (
        *(" if ", "for anyone", "for people", "for those", "for someone", "for everyone", "nothing but", "thanks for"),
        *("just what i", "hooray", "not a ", "more ▁", "worse ▁", "twice the", "as much ▁", "as many ▁", "the same ▁"),
        *(" before ", " until ", " till ", "never ", "haven't ", "hadn't "),
    ),
    "PAIN_SPARED": ("keep", "kept", " before ", " until ", "less ▁", " off", "bought ", "yet to"),
}
"""Of the English tables: of these pieces of text at least one is in whatever a pattern of the table matches.

To look for pieces takes a twentieth of the time of the patterns, and few sentences have one.
"""
