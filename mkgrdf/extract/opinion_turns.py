"""Turns of phrase that praise, complain, or take back: what single opinion words do not show; tables only.

Each entry is a regular expression over the sentence in lower case; English ones stand between word boundaries.
:mod:`mkgrdf.extract.polarity` looks for them before it counts words, and no word inside one counts again.
"""

from __future__ import annotations

from typing import Final

__all__ = ["COMPLAINS", "HEDGES", "PRAISES", "STRONG_TURNS"]

Table = dict[str, tuple[str, ...]]

_FAULTY = (
    r"(?:small|big|large|tight|loose|short|long|thin|thick|heavy|stiff|hard|warm|hot|cold|snug|narrow|wide|"
    r"bulky|noisy|"
    r"loud|rough|scratchy|itchy|boxy|baggy|pric[e]?y|expensive|greasy|sticky|strong|weak|slow|dark|bright|dull|bland|"
    r"plain|flimsy|cheap|off|awkward|uncomfortable|clunky|difficult|tricky|dry|oily|sweet|salty|annoying|fiddly|"
    r"slippery|wobbly|unstable|high|low|deep|shallow|sheer|steep|wet|damp|shiny|revealing)"
)
_TROUBLE_ZH = (
    "(?:起球|变形|褪色|掉色|缩水|刺激|油腻|紧绷|拔干|假白|搓泥|生锈|串味|卷边|起皮|过敏|占地|费劲|费力|粘锅|漏水|开线|开胶|掉毛|"
    "掉漆|发黄|异味|色差|线头|卡顿|闷热|磨脚|起毛|脱线|毛刺|开裂|破损|暗沉|泛红|发红|红血丝|干裂|刺痛|酸痛|疼痛|头疼|闷痘|发霉|打结|"
    "起雾|漏电|漏气|发烫|噪音|臭味)"
)
_BODY = r"(?:skin|shoulders?|waist|hips?|arms?|legs?|hands?|thighs?|stomach|sides?|neck|back|ankles?|wrists?|feet|foot)"

PRAISES: Final[Table] = {
    "en": (
        (
            r"(?:keep|keeps|kept|keeping) (?:(?:me|you|us|him|her|it|them|everything|(?:my|your|his|her|our|the|all)"
            r"(?: [a-z]+){1,2}|coffee|tea|water|drinks?|food) )(?:so |very |really |nice and |nicely |"
            r"perfectly |bone )*"
            r"(?:dry|warm|cool|cozy|cosy|toasty|fresh|hot|cold|in place|safe|organi[sz]ed|sharp|crisp|hydrated|clean)"
        ),
        (
            r"(?:stay|stays|stayed|staying|remained) (?:so |very |really |nice and |nicely |perfectly |bone )*"
            r"(?:dry|warm|cool|cozy|cosy|toasty|fresh|put|in place|sharp|crisp|hydrated|closed)"
        ),
        (
            r"(?:doesn't|don't|didn't|does not|do not|did not|never|hasn't|haven't|won't|without|no) "
            r"(?:any |a single |ever |even |once |more )*(?:rid(?:e|es|ing|den) up|roll(?:s|ed|ing)? down|"
            r"slip(?:s|ped|ping)?|"
            r"slid(?:e|es|ing)?|leak(?:s|ed|ing)?|chaf(?:e|es|ed|ing)|itch(?:es|ed|ing|y)?|irritat(?:e|es|"
            r"ed|ing|ion)|shrink|"
            r"shrank|shrunk|shrinking|fad(?:e|es|ed|ing)|pill(?:s|ed|ing)?|digs? in(?:to)?|rub(?:s|bed|"
            r"bing)?|smell(?:s|ed)?|"
            r"rust(?:s|ed)?|scratch(?:es|ed)?|squeak(?:s|ed)?|wobbl(?:e|es|ed)|tip(?:s|ped)? over|bunch(?:es|ed)? up|"
            r"stretch(?:es|ed)? out|stick|sticks|weigh (?:me|you) down|disappoint(?:s|ed)?|let me down|"
            r"hurts?|bounc(?:e|es)|"
            r"drips?|break|breaks|broken|tear|rip|los(?:e|es|t) (?:its|their) shape|regret(?:ted)?|"
            r"(?:get|gets|got|gotten) (?:wet|cold|soaked|hot|sweaty|in the way)|blisters?|sore (?:feet|"
            r"shoulders|back)|crease)"
        ),
        (
            r"(?:won't|will not|wasn't|not) (?:be )?(?:disappoint(?:ed)?|regret (?:it|this)|let down)|"
            r"never (?:take (?:it|them) off|going back)|can't (?:live without|imagine (?:life|being)|"
            r"stop (?:wearing|using)|"
            r"put it down)|couldn't (?:be happier|be better|be more pleased|ask for (?:more|better|"
            r"a better)|live without)|"
            r"(?:haven't|never) (?:taken|took) (?:it|them) off|no regrets|second pair|wear (?:it|them) all the time|"
            r"exactly what (?:i|we)|use it every day|lifesaver|life saver|game changer|go-to|could not be happier"
        ),
    ),
    "zh": (
        rf"没有?(?:任何|一点|什么|出现|发现)?{_TROUBLE_ZH}(?:[、或和及]{_TROUBLE_ZH})*(?:的?(?:问题|情况|现象|毛病|烦恼))?",
        (
            r"(?:不会?|没有?|从没|再没|没再)(?:起球|变形|褪色|掉色|缩水|刺激|油腻|紧绷|拔干|假白|搓泥|生锈|"
            r"串味|卷边|起皮|"
            r"过敏|占地|费劲|费力|粘锅|粘|黏|打滑|漏水|漏|滑|勒|闷|磨|硌|扎|晃|腻|累|怕|湿|皱|吵|臭|痒|坏|"
            r"断|散|撒|洒|掉)"
        ),
        (
            r"(?:告别|缓解|减少|防止|避免(?!不了)|预防|改善|解决|摆脱|远离|淡化|舒缓|减轻|消除|去除|不用担心|不怕|无惧)"
            rf"[^，。！!,、的]{{0,4}}{_TROUBLE_ZH}(?!的?(?:效果|能力)?[不没])"
        ),
        (
            rf"{_TROUBLE_ZH}(?:都|也|明显|得到|有所|有了?|已经)*(?:改善|缓解|减轻|消失|不见了|没了|好多了|淡了|少了)|"
            rf"(?:一点|一丝|丁点|半点)儿?{_TROUBLE_ZH}[都也](?:没有?|不)|"
            rf"{_TROUBLE_ZH}的?(?:问题|情况|现象)?(?:[都也]|完全|根本)?(?:不存在|没有?(?:发生|出现)|没有(?=[，。！!,]|$))"
        ),
        (
            r"离不开|停不下来|没得挑|挑不出(?:毛病)?|回不去了|没有?(?:任何)?异味|没有?色差|没有?缝隙|不伤手|"
            r"不干(?!净)|闭眼入"
        ),
    ),
}
"""What counts as one praise; where a negation stands before it, as one complaint."""

COMPLAINS: Final[Table] = {
    "en": (
        (
            rf"(?:a (?:wee |little )?(?:bit|little|tad|touch)|slightly|kind of|kinda|somewhat|sort of) (?:too |"
            rf"on the )?{_FAULTY}"
        ),
        (
            r"eas(?:y|ier) to (?:forget|lose|break|tear|scratch|stain|damage|miss|knock)|"
            r"(?:scratch|stain|tear|break|wrinkle|crease|chip|dent|rip)(?:e?s|e?d)? (?:so |very |too )?easily"
        ),
        rf"(?:way |far |much )*too {_FAULTY}|too bad",
        (
            r"(?:run|runs|ran|running|fits?|sized?) (?:[a-z]+ ){0,3}(?:small|large|big|narrow|short|wide|tight|"
            r"long|loose)"
        ),
        (
            r"(?:got|get|gets|getting|was|were|left me|came home|arms?|feet|socks) (?:pretty |completely |"
            r"totally |all |a bit |"
            r"so |really |quite )*(?:wet|cold|sweaty|clammy|dirty|damp)|soaked(?! up)|drenched|soaking wet|"
            r"soak(?:s|ed) through"
        ),
        (
            rf"cuts? off (?:my|your|the|circulation|blood)|(?:cuts?|digs?|dug|pressed|presses) into (?:my|your|"
            rf"the|her|his) {_BODY}"
        ),
        (
            r"(?:send|sent|sending|ship|shipped|mailed|took|had to bring) (?:it|them|this|these|one|mine|"
            r"both|the [a-z]+)"
            r" (?:right |straight )?back|(?:returned|returning|return|exchanged) (?:it|them|this|these|"
            r"mine|both|the [a-z]+)|"
            r"(?:had|have|having|needed) to (?:return|exchange|replace|mend|sew|glue|fix|re-?tie|"
            r"re-?tighten|pull|buy another)"
        ),
        r"f[ae]ll(?:s|ing)? (?:apart|to pieces|off|out)|c[ao]m(?:e|es|ing) (?:apart|undone|loose|unglued|unstitched)",
        (
            r"(?:was|were|is|are|came|arrived) (?:all |already |badly )?stained|rust(?:s|ed|y|"
            r"ing)?(?![- ](?:proof|resist|free|"
            r"colou?r|orange|red))|mou?ldy|mou?ld spots?|mildew|condensation|fog(?:s|ged)? up|seep(?:s|ed|ing)?|"
            r"water (?:got|gets|came|comes|ran) (?:in|into|through|inside)"
        ),
        (
            r"(?:zip|zips|zipper|zippers|hook|clasp|velcro|drawer|lid) (?:[a-z]+ ){0,2}(?:catch|catches|"
            r"caught|jams?|jammed|"
            r"sticks?|stuck|snags?|snagged|broke|split)|snag(?:s|ged|ging)?|(?:gets?|got|"
            r"getting) (?:caught|stuck|tangled)"
        ),
        (
            r"(?:couldn't|could not|can't|cannot) (?:sleep|use (?:it|them|this)|wear (?:it|them|this)|open|"
            r"close|fit|stand|breathe|zip|adjust|reach|read|see|"
            r"get (?:it|them|the|used|any)|even|find)"
        ),
        (
            r"(?:doesn't|don't|didn't|won't|does not|do not|did not|will not|never) (?:quite |really |"
            r"even |always |actually |"
            r"seem to )*(?:fit|fits|hold up|hold(?:s)? (?:its|their|a|the)|stay|stand up|close|zip|seal|"
            r"last|support|absorb|wick|"
            r"draw|protect|help|provide|keep|come with|breathe|stretch|clean|dry|charge|connect|match|"
            r"look like|lock|cover|"
            r"recommend|feel|live up|meet|sit)(?! back)"
        ),
        (
            r"rid(?:e|es|ing) up|rode up|roll(?:s|ed)? down|bunch(?:es|ed)? up|sag(?:s|ged|gy|ging)?|pinch(?:es|ed)|"
            r"pok(?:e|es|ed|ing) (?:me|my|out|through)|squeak(?:s|y|ed)?|rattl(?:e|es|ed)|peel(?:s|ed|"
            r"ing) off|chipped|dented|"
            r"warp(?:s|ed)|unravel(?:s|ed|led|ing)?|holes? (?:in|on|after)|burn(?:s|ed|t)? (?:my|me)|"
            r"stings?|stung|crooked|"
            r"uneven|loose threads?|wears? out|bruis(?:e|es|ed)|bleeds?|shedding|gave out|went flat|"
            r"stretched out|transparent|"
            r"sank in the middle|slips? off|slid(?:es?)? (?:down|off)"
        ),
        (
            r"not (?:quite |exactly |really |at all |very |that |so |all that |particularly )*(?:what|"
            r"as (?:advertised|described|"
            r"pictured|[a-z]+ as)|impressed|thrilled|the best|my favou?rite|enough|worth)"
        ),
        r"(?:my|the) (?:only|one|sole|biggest|main) (?:thing|negative|con|wish|suggestion|criticism|minus|reason)",
        (
            r"no (?:pockets?|padding|support|instructions|lining|cushion(?:ing)?|zipper|grip|room|give)|"
            r"lasted (?:only|less|barely)"
        ),
    ),
    "zh": (
        (
            r"(?:有一?点儿?|有些|稍微?有?一?点?儿?|稍稍|略微?|略显|偏|些许)(?:太|偏|过于|过|会|容易|小)*"
            r"(?:不|紧|松|软|硬|小|大(?!气)|重|轻(?!松|便)|薄|厚|短|长|闷|扎|贵|慢|吵|甜|咸|辣|淡|酸|苦|腥|"
            r"滑|黏|粘|油|干(?!净)|涩|糙|粗|窄|宽|"
            r"高(?!级|档|端)|低|湿|热|凉|冷|烫|晃|卡|勒|硌|浅|深|暗|旧|皱|麻烦|难|失|味|疼|痛|痒|刺|臭|脏|"
            r"乱|复杂|费|累|吃力|沉|笨|掉|漏|缩|透|歪|异味|瑕)"
        ),
        (
            r"开裂|裂开|裂了|断开|掉漆|掉渣|掉毛|掉粉|掉皮|漏[油气风光雨]|渗水|渗出|水垢(?!少)|锈[了迹点斑]|"
            r"起毛|脱线|脱胶|开胶|崩[了口边]|缺口|歪了|湿透|淋湿了"
        ),
        (
            r"卡住|卡[拉布手]|夹到?手|切到手|割到?手|割到|烫到?手|划到?手|(?:合|关|盖|拧|塞|装|拉|对|站|扣|"
            r"立)不[上紧开下进动齐稳住]|洗不[掉净干]"
        ),
        (
            r"[塞弄装折修找]了?半天|半天[才都也没]|得?要?(?:经常|常|老|勤|总)要?(?:清|洗|擦|换|充|除)|大家小心|"
            r"要小心|小心[烫割夹切]|吃灰|闲置"
        ),
        (
            r"寄回|返修|退了|退掉|换货|用不[了上惯]|没(?:以前|之前|想象|图片|那么)|没有(?:那么|想象)|白买|白花|"
            r"凑合|将就|勉强|还行吧|不防[水滑晒]|一般般?(?!来)"
        ),
        (
            r"[很好太真挺]闷|闷汗|闷得|[很好太真]硌|[很好太真]勒|[很好太真]沉|[很好太真]吵|"
            r"太[大小紧松硬软薄厚重短长贵慢油咸甜辣淡苦热冷滑浅深黏粘干]|"
            r"(?<![还很刚不最])好[咸贵慢吵挤硬腥淡苦涩腻齁烦难累脏臭差丑](?!用|看|得)|"
            r"(?:[一两三四五六七八九十几]+[次天回周]|半个?月|[一两三几]个?月)[就便][^，。！!,]{0,4}(?:坏|断|裂|掉|破|散|漏|开胶|脱)了?"
        ),
    ),
}
"""What counts as one complaint, unless it is denied."""

HEDGES: Final[Table] = {
    "en": (
        r"if only|wish(?:es|ed)?|unless|so much for|yeah,? right|supposed(?:ly)? to|supposedly",
        (
            r"if (?:the|it|they|this|these|there|that) .{0,50}?(?:had|were|was|came|would|could|didn't|wasn't|"
            r"weren't|wouldn't)"
        ),
        (
            r"would(?:'ve| have)? (?:be|been|recommend|love|loved|give|given|buy|like|liked|prefer|"
            r"preferred) .{0,50}?(?:if|had)"
        ),
        (
            r"could (?:use|be|have been|have used|do with)|should (?:be|have|come)|would be (?:nice|nicer|"
            r"better|great|perfect|good)"
        ),
        (
            r"(?:i'd|would) (?:rather|prefer)|would have (?:been|liked|preferred)|needs? (?:a |some )?(?:more|"
            r"better|bigger|longer)"
        ),
        (
            r"(?:it|they|label|tag|box|ad|site|page|description|listing|seller|package) (?:only )?(?:says?|"
            r"said|claims?|claimed|"
            r"promises|promised|states?|stated)|says? (?:it's |it is )?[a-z]+proof|(?:advertised|billed|"
            r"described|sold|labell?ed) as"
        ),
    ),
    "zh": (
        (
            r"要是|如果能|如果[^，。]{1,12}就|希望(?:能|可以|下次|以后|商家|改)|号称|说是|宣传|本来以为|还以为|"
            r"除非|假如|建议(?:商家|改|增)"
        ),
    ),
}
"""What takes praise back: wishes, conditions, and what others claim."""

STRONG_TURNS: Final[Table] = {
    "en": (r"but(?! also)|however|except|though|although|unfortunately",),
    "zh": (r"但是|但|不过|可是|可惜|只是|就是|唯一",),
}
"""After these a reservation is likely: where nothing after them praises, what stands before is not praise pure."""
