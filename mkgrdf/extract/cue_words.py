"""Words and turns of phrase that tell how a thing is meant; tables only.

Each entry is a regular expression over the sentence in lower case; English ones stand between word boundaries.
English and Chinese; :mod:`mkgrdf.extract.cues` compiles them.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "AUDIENCE_AFTER",
    "AUDIENCE_BEFORE",
    "BECAUSE",
    "BESIDE_AFTER",
    "BESIDE_BEFORE",
    "CARE",
    "DENIED_AFTER",
    "ELSEWHERE",
    "ELSEWHERE_AFTER",
    "FIT",
    "PLACE_AFTER",
    "PLACE_BEFORE",
    "RELIEF_AFTER",
    "RELIEF_BEFORE",
    "SPARED",
    "SPARED_NEXT",
    "THANKS_TO",
    "UNFIT",
    "WISH",
    "WORN_UNDER",
]

Table = dict[str, tuple[str, ...]]

# --- how a concept is meant -----------------------------------------------------------------------------------------

RELIEF_BEFORE: Final[Table] = {
    "en": (
        (
            r"no more|(?:say )?good-?bye(?: to)?|prevent(?:s|ed|ing)?|protect(?:s|ed|"
            r"ing)?(?: [a-z]+){0,3} (?:from|against)|keep(?:s|ing)?(?: [a-z]+){1,4} from|"
            r"kept(?: [a-z]+){1,4} from"
        ),
        (
            r"reduc(?:e|es|ed|ing)|reliev(?:e|es|ed|ing)|eliminat(?:e|es|ed|ing)|avoid(?:s|ed|ing)?|"
            r"fight(?:s|ing)?|soothe(?:s|d)?|soothing|eas(?:e|es|ed|ing)|minimi[sz](?:e|es|ed|ing)|"
            r"resist(?:s|ing)?|combat(?:s|ing)?"
        ),
        (
            r"rid of|free (?:of|from)|stop(?:s|ped)?|end(?:s|ed)?|cur(?:e|es|ed)|solv(?:e|es|ed)|"
            r"block(?:s|ed)?|shield(?:s|ed)?|help(?:s|ed)? (?:a lot )?with|instead of|repel(?:s|led)?|"
            r"beats?|banish(?:es)?|tames?|remed(?:y|ies)|fix(?:es|ed)?|forget(?: about)?"
        ),
        (
            r"(?:don't|no need to|never|without) (?:have to )?worry(?:ing)?(?: about)?|unlike|less|"
            r"control(?:s|led|ling)?|battl(?:e|es|ing)|anti|lessen(?:s|ed)?|alleviat(?:e|es|ed|ing)|"
            r"bye"
        ),
    ),
    "zh": (
        (
            r"告别|不再|缓解|减少|防止|避免(?!不了)|预防|改善|解决|摆脱|远离|拒绝|无惧|不怕|不惧|对抗|舒缓|"
            r"减轻|赶走|击退|抵御|阻挡|隔绝|治愈|淡化|修复|修护|消除|去除|抗|防|(?<![难不未避])免(?!不了)|省去|杜绝|不用担心|"
            r"不用再|不必|再也不用|再也不会|再也没有?|再见|抵抗|战胜|控制|应对|搞定|拯救|救星"
        ),
    ),
}
"""Before a pain point: the pain is taken away, so it is no complaint."""

RELIEF_AFTER: Final[Table] = {
    "en": (
        r"(?:is|are|was|were|has|have)?\s?(?:gone|disappeared|vanished|a thing of the past|history|no longer)",
        r"-?\s?(?:free|resistant|proof|relief|prevention|protection|control)",
        (
            r"(?:went|goes|go) away|(?:(?:isn't|wasn't|aren't|weren't|is not|was not|hasn't been|haven't been|"
            r"has not been|have not been)|(?:is |was |has |have |were )?never(?: been)?) (?:really )?"
            r"(?:an issue|a problem|a concern)"
        ),
    ),
    "zh": (
        (
            r"没了|消失|不见|好多了|好了很多|(?:得到|有了?|明显)?(?:改善|缓解|减轻|减少|舒缓)|没有了|"
            r"说再见|拜拜|救星|克星|必备|必入|退散|都不怕|也不怕|不再|[都也]?(?:淡|少|轻)了|"
            r"的?(?:问题|现象|情况)?(?:(?:[都也]|完全|根本|从来|基本)?(?:不存在|没有?(?:出现|发生|遇到|发现))|"
            r"(?:[都也]|完全|根本)没有?(?:过|[，。！!,]|$))"
        ),
    ),
}
"""Right after a pain point, in the same clause."""

SPARED: Final[Table] = {
    "en": (
        (
            r"(?:did|does|do|was|were|has|have|had|would|will|wo|can|could)(?:n't| not) (?:get|got|gotten|"
            r"feel|felt|had|have|"
            r"bother|slip|happen|come|start|show|notice|noticed)|never (?:got|get|gets|had|have|felt|feel|"
            r"happen(?:s|ed)?|came|"
            r"noticed|bother(?:s|ed)?|once)|(?:really )?helps? (?:me not|with (?:that|this|it))|"
            r"solve[sd] (?:that|this)|without (?:a |any |getting |so much )"
        ),
    ),
    "zh": (
        (
            r"(?:[都也]|一点|从来?|完全|居然|根本|再也|就)(?:不|没)(?:会|有|再|被)?(?:湿|淋|漏|透|磨|疼|痛|闷|"
            r"热|累|晃|响|滑|散|掉|断|坏|皱|怕|冷|"
            r"臭|痒|红|出|进|渗|卡|勒|起|犯|发|酸|干|腻|糊|粘|事)"
        ),
        r"没有?(?:湿|淋|漏|透|磨|疼|痛|滑|散|掉|断|坏|皱|臭|痒|红|渗|再|出现|发生)|不再|不会再",
    ),
}
"""After a pain point, in its clause: it did not come, though there was reason enough."""

SPARED_NEXT: Final[Table] = {
    "en": (
        (
            r"(?:my |the |his |her )?(?:[a-z]+ )?(?:stay(?:s|ed)|kept|was|were|still) (?:completely |"
            r"perfectly |totally |bone )?dry"
        ),
        r"(?:it |they |i )?never (?:got|gets|had|felt|once)|didn't get|did not get|no wet",
    ),
    "zh": (
        (
            r"[都也](?:不|没)(?:会|有|被)?(?:湿|淋|漏|透|磨|疼|痛|滑|掉|坏|皱|冷|事)|(?:里面|脚|袜子|"
            r"衣服)(?:还是|都是|依然)?干[的爽]"
        ),
    ),
}
"""The same, in the next clause."""

BESIDE_BEFORE: Final[Table] = {
    "en": (
        (
            r"(?:under(?:neath)?|over|beneath|on top of|before|after|along with|alongside|together with|"
            r"mix(?:es|ed)? with|"
            r"layers? (?:well |nicely )?(?:with|under|over)|next to|beside|between)"
            r"(?: (?:my|your|the|a|an|any|other|his|her|their|usual|regular|favou?rite|daily))*\s*$"
        ),
    ),
    "zh": (r"(?:搭配|配合|叠加?|配着?|加上|混合?|后续?|再[涂抹上擦])(?:我的|其他|别的|自己的)?\s*$",),
}
"""Right before what is another product, used beside this one: *under my sunscreen*."""

WORN_UNDER: Final[Table] = {
    "en": (r"(?:under(?:neath)?|beneath|on top of)(?: (?:my|your|the|a|an|any|his|her|their))*\s*$",),
    "zh": (r"套在(?:我的)?\s*$",),
}
"""The same for what is named by its scene: *under my exercise tops*."""

BESIDE_AFTER: Final[Table] = {
    "en": (r"(?:goes|went|sits|glides|applies|pills|pilled) (?:on )?(?:over|on top|well over|fine over|after)",),
    "zh": (r"(?:霜|乳)?(?:之?前|之?后|打底|一起用|叠着?用|都不?搓泥)",),
}
"""Right after it."""

CARE: Final[Table] = {
    "en": (
        (
            r"(?:machine|hand)[- ]?wash (?:it |them )?(?:in )?(?:cold|warm|only|separately|with|before|at|"
            r"on|gentl)|tumble[- ]dry|"
            r"line[- ]dry|(?:do not|don't|never) (?:bleach|iron|tumble|dry[- ]clean|put (?:it|"
            r"them) in the (?:dishwasher|dryer))|"
            r"wash (?:it |them )?(?:by hand|inside out|cold|separately|before)|(?:spot|wipe) clean(?: (?:only|with))|"
            r"(?:dry|wipe|rinse|oil|wax|descale|season) (?:it|them|the [a-z]+) (?:right away|straight away|"
            r"at once|immediately|"
            r"every|once|after|before|well|down|with)|air[- ]dry|(?:cool|warm|low) iron"
        ),
    ),
    "zh": (
        (
            r"(?:手洗|机洗|清洗|洗|用)[完后好过]?之?后?(?:要|请|记得)?(?:马上|立即|立刻|及时|尽快)?(?:擦干|"
            r"晾干|阴干|晾晒|擦净|吹干)"
        ),
        (
            r"每(?:隔)?[一两二三半]?个?(?:月|周|季度?|年|次用完|次用后)[^，。]{0,6}(?:上|涂|抹|擦|打|保养|清洗|"
            r"除垢|养护|换)[^，。]{0,6}"
        ),
        (
            r"(?:不可|不要|不能|不宜|请勿|勿|切勿|避免)(?:漂白|熨烫|烘干|暴晒|曝晒|机洗|干洗|拧干|浸泡|泡水|"
            r"放?进?洗碗机)|低温(?:烘干|熨烫)|冷水(?:机洗|手洗|洗)|平铺晾干|反面(?:洗|晾)"
        ),
    ),
}
"""How to wash and keep a thing."""

DENIED_AFTER: Final[Table] = {
    "en": (
        (
            r"(?:(?:is|are|was|were|does|do|did|has|have|will)(?:n't| not)|(?:won't|can't|cannot|"
            r"never|fails?|failed)|(?:is|was) (?:poor|bad|terrible|awful|lacking|a joke|nonexistent|"
            r"disappointing|questionable|mediocre)|could be better|leaves? (?:much|"
            r"a lot) to be desired|is out of the question|not(?=\W*$))"
        ),
    ),
    "zh": (
        (
            r"(?:效果|性能?|度|力|功能|方面)?(?:[真很太有点比较]{0,2})(?:不行|不好|不够|不足|不明显|不怎么样|"
            r"不大|不是很|不算|做得不够|拉胯|拉垮|翻车|跟不上|打折扣|打了折扣|大打折扣|差|一般|没用|失败|堪忧|欠佳|为零|没有?效果)"
        ),
    ),
}
"""Right after something good or a place of use: it is denied."""

UNFIT: Final[Table] = {
    "en": (
        (
            r"too [a-z]+ (?:for|to)|unsuitable for|wrong for|useless for|not (?:really |that |"
            r"very )?(?:made |meant |suited |suitable |ideal |great |good )?for|bad for|terrible for|"
            r"except for|except"
        ),
    ),
    "zh": (r"不(?:太|是很|怎么)?(?:适合|适用|推荐|建议)|太[^，。]{1,4}(?:不|，)|除了",),
}
"""Before a scene, an audience or an occasion: the product does not suit it."""

WISH: Final[Table] = {
    "en": (
        (
            r"wish(?:ed|ing)?|hop(?:e|ed|ing)|suppos(?:ed|edly)|claim(?:s|ed|ing)?|expect(?:ed|ing)?|"
            r"should(?:'ve| have| be)?|would(?:'ve| have) (?:been|liked|preferred)|would be (?:better|"
            r"nice|great)|if only|promis(?:ed|es)|advertised|looking for|need(?:ed)? (?:a |"
            r"some )?more|could use|prefer|(?:it|they|label|tag|box|ad|site|page|description|listing|seller) "
            r"(?:says?|said|states?|stated)(?: it(?:'s| is| was))?|says? to be"
        ),
    ),
    "zh": (r"希望|要是|如果能|本来以为|以为|号称|宣传|说是|期待|指望|应该|想要(?:买)?",),
}
"""Before something good: it is wished for or promised, not found."""

FIT: Final[Table] = {
    "en": (
        (
            r"(?:perfect|ideal|great|good|excellent|awesome|best|designed|made|built|suitable|suited|"
            r"recommended?|handy|useful|fantastic|wonderful|nice|essential|"
            r"must-have) (?:[a-z]+ ){0,3}(?:for|at|in|on|to)"
        ),
        (
            r"(?:use|used|using|wear|wore|wearing|bring|take|took|taking|carry|love|loved) (?:it|this|"
            r"them|these|mine|my [a-z]+)?(?: [a-z]+){0,3} ?(?:for|to|at|in|on|during|while)"
        ),
        (
            r"keep(?:s|ing)?|kept|stay(?:s|ed|ing)?|provid(?:e|es|ing)|deliver(?:s|ed|ing)?|offer(?:s|"
            r"ing)?|ensur(?:e|es|ing)|giv(?:e|es|ing)|gave|mak(?:e|es|ing)|help(?:s|ed|ing)?|designed|"
            r"perfect|ideal|bought (?:it|this|them|one) for|works? (?:well |great |fine )?(?:for|at|in|on)|"
            r"(?:it|this) (?:also )?has|holds?|fits?|blocks?|lets?|dries|dried|wicks?"
        ),
    ),
    "zh": (
        (
            r"适合|适用|专为|非常适|很适合|必备|推荐|送给|带去|穿去|用来|用于|做到|实现|保持|提供|"
            r"带来|给|让|能|可以|超级?|很|特别|非常|十分|真的?"
        ),
    ),
}
"""Beside something good: the text says outright that the product gives it."""

THANKS_TO: Final[Table] = {
    "en": (r"thanks to|because of|due to|owing to|courtesy of|from (?:the|its)",),
    "zh": (r"因为|由于|得益于|归功于|源于|来自",),
}
"""Between an intent and the property value after it: the value is the reason."""

PLACE_BEFORE: Final[Table] = {
    "en": (
        r"(?:for|to|at|during) (?:[a-z]+,? ){1,3}(?:and|or)(?: the| my| a)?",
        r"(?:when|while) (?:i'm|i am|i|you're|you are|he's|she's|we're|we)",
        (
            r"(?:for|to|at|in|on|during|while|when|after|before|into)"
            r"(?: (?:the|a|an|my|your|our|his|her|all|any|those|these|this|some|long|early|cold|hot|really|very))*"
        ),
        r"(?:perfect|ideal|great|good|excellent|awesome|best|favorite|nice|wonderful|my|lovely)",
    ),
    "zh": (
        (
            r"(?:适合|适用于?|专为|用于|用来|必备|推荐|带去|穿去|带着?去|穿着?去|背去|戴着?去|当|送|陪我?|"
            r"[用穿戴背])[^，。]{0,6}"
        ),
    ),
}
"""Right before a scene or occasion that a buyer names: the product is used there, not just bought or told of there."""

PLACE_AFTER: Final[Table] = {
    "en": (r"(?:and|or) (?:the |my |at |in |on )*[a-z]+[.!]?$|(?:companion|essential|buddy|gear|gift|present)s?",),
    "zh": (
        (
            r"(?:时|的时候|路上|途中|场合|期间)?[也都就]?(?:穿|戴|背|带着?它|带上|用|必备|必入|神器|好物|首选|"
            r"很?方便|很?舒服|很?合适|礼物)"
        ),
    ),
}
"""Right after such a scene or occasion."""

AUDIENCE_BEFORE: Final[Table] = {
    "en": (
        r"for(?: (?:the|a|an|all|any|my|your|our|his|her|every|young|older|busy|serious|fellow))*",
        r"(?:bought|got|purchased|ordered|gift)(?: (?:it|this|them|these|one|a|the|to|my))*",
        r"recommend(?:ed)?(?: (?:it|this|them|these|to|for|all|any|other|my))*",
    ),
    "zh": (r"(?:适合|适用于?|送给?|买给|推荐给?|专为|献给)[^，。]{0,6}",),
}
"""Right before an audience that a buyer names: the product is for them. *My wife says …* is no such thing."""

AUDIENCE_AFTER: Final[Table] = {
    "en": (
        (
            r"(?:(?:really|absolutely|just|always) )?(?:loves?|loved|adores?|likes?|liked|enjoys?|uses?|wears?|"
            r"swears? by)"
        ),
    ),
    "zh": (
        (
            r"(?:[也都很非常特别超]{0,3})(?:喜欢|爱用|爱穿|爱不释手|必备|必入|专用|适用|买的|用的|福音|适合|"
            r"用着|穿着|用也|穿也|用很|穿很)"
        ),
    ),
}
"""Right after such an audience."""

ELSEWHERE: Final[Table] = {
    "en": (
        r"used to|always found|before (?:i|this|these|that)|previously|(?:my|the) (?:old|last|previous|other)",
        r"other (?:brands?|ones|pairs?)",
        (
            r"(?:when(?:ever)?|if|while|since|because|after|once|even though|in case)"
            r" (?:i|you|we|they|he|she|my|your)(?:'m|'re|'ve)?"
        ),
        r"thought (?:it|they|this)|afraid|worried|expected|don't mind",
        (
            r"(?:people|anyone|anybody|someone|everyone|those|folks|women|men|girls|guys|kids|sister|brother|mother|father|"
            r"mom|mum|dad|husband|wife|daughter|son|friends?|girlfriend|boyfriend|roommate|co-?worker) "
            r"(?:with|who (?:has|have|had|suffers? from)|suffering from|prone to)"
        ),
    ),
    "zh": (r"以前|之前|原来|本来|过去|曾经|如果|要是|每次|每年|每到|一到|容易|怕|担心|以为|其他|别的|别家",),
}
"""Before a pain point: it is of another time or thing, or only the circumstance (*slides when I sweat*)."""

ELSEWHERE_AFTER: Final[Table] = {
    "en": (r"(?:sufferers?|types?)\b",),
    "zh": (r"的?(?:人群?|妹子|姐妹们?|朋友|小伙伴|同学|宝宝|宝子|妹妹|孩子|星人|党)",),
}
"""Right after a pain point: those who have it are named, not what the product does: 皮肤干的人."""

BECAUSE: Final[Table] = {
    "en": (
        (
            r"so that|so you|thanks to|because|with|made (?:of|from|with)|contains?|containing|"
            r"to (?:keep|help|provide|prevent|ensure|make|give|protect|stay)|provid(?:es|ing)|for|"
            r"ensur(?:es|ing)|keep(?:s|ing)|offer(?:s|ing)|deliver(?:s|ing)|giv(?:es|"
            r"ing)|help(?:s|ing)|that|which"
        ),
    ),
    "zh": (r"因为|所以|由于|从而|使|让|令|采用|含|添加|带来|实现|提供|帮助|能|可|有效|富含|能够",),
}
"""Between a property value and an intent: the value is the reason."""
