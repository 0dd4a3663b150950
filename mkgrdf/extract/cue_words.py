"""Words and turns of phrase that tell what a sentence does, English and Chinese; tables only, no code to run.

Each entry is a regular expression over the sentence in lower case; English ones stand between word boundaries.
``mkgrdf.extract.cues`` compiles them.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "BECAUSE",
    "BOILERPLATE",
    "DENIED_AFTER",
    "FIT",
    "GREETING",
    "KINDS",
    "PRICE",
    "RELIEF_AFTER",
    "RELIEF_BEFORE",
    "SHIPPING",
    "UNFIT",
    "WISH",
]

Table = dict[str, tuple[str, ...]]

# --- what kind of sentence it is ------------------------------------------------------------------------------------

KINDS: Final[dict[str, Table]] = {
    "Specification": {
        "en": (
            (
                r"\d+(?:\.\d+)?\s?(?:\"|''|inch(?:es)?|in\.|cm|mm|m|ft|feet|oz|ml|l|liters?|litres?|g|kg|"
                r"lbs?|pounds?|hours?|hrs?|watts?|w|v|mah|gb|mb|mp|megapixels?|x\d+|%)"
            ),
            r"\d+(?:\.\d+)?\"?\s?x\s?\d+",
            r"(?:made|crafted|constructed|woven|knit|cut) (?:of|from|with|in)",
            (
                r"(?:dimensions?|measures|measurements?|capacity|weighs|weight|material|ingredients?|"
                r"contents?|includes|contains|comes in|available in|set of|pack of)"
            ),
            r"(?:machine wash|hand wash|tumble dry|dry clean|dishwasher safe|line dry)",
            (
                r"(?:cotton|polyester|nylon|spandex|lycra|leather|fleece|wool|stainless steel|canvas|"
                r"silicone|rubber|bamboo|hemp)(?: (?:blend|lining|shell|construction|exterior|upper|sole))"
            ),
        ),
        "zh": (
            (
                r"\d+(?:\.\d+)?\s?(?:厘米|毫米|米|cm|mm|公斤|千克|克|kg|g|毫升|ml|升|l|英寸|寸|小时|瓦|w|"
                r"毫安|%|％|片|支|件|层|针)"
            ),
            (
                r"(?:材质|面料|尺寸|规格|容量|净含量|重量|成分|配方|产地|型号|颜色|内胆|填充|功率|"
                r"保质期)(?:为|是|：|:|采用)"
            ),
            r"(?:采用|选用|由|含有?|添加)[^，。]{1,12}(?:制成|材质|面料|工艺|成分|提取物|配方|棉|钢|皮)",
            r"\d+(?:\.\d+)?\s?[x×*]\s?\d+",
            r"(?:机洗|手洗|干洗|可水洗)",
        ),
    },
    "Usage": {
        "en": (
            (
                r"(?:simply|just|gently|evenly) (?:apply|rub|massage|spray|rinse|pour|place|put|press|"
                r"wash|plug|attach|fold|wipe|pat|slip|clip|roll)"
            ),
            (
                r"^(?:to use|apply|use|rinse|massage|spray|pour|place|press|wash|shake|plug|attach|wear|"
                r"pair|wipe|store|fold|fill|charge|mix|add|keep|leave|start|hold|take|pack|clip|"
                r"roll) (?:it|them|this|the|a|an|your|with|to|in|on|for|up|out|one|two|before|after|twice|"
                r"once|daily|generously)"
            ),
            (
                r"(?:twice|once|three times) (?:a|per) (?:day|week)|twice daily|once daily|"
                r"every (?:morning|night|evening)|(?:before|after) (?:each use|use|washing|bed|cleansing|"
                r"every workout)"
            ),
            r"(?:how to use|directions?|instructions?|step \d|suitable for use)",
            r"(?:can|may) be (?:worn|used|paired|carried|folded|layered|attached|adjusted)",
        ),
        "zh": (
            (
                r"(?:使用方法|用法|使用时|使用前|使用后|步骤|先[^，。]{1,12}再|取适量|均匀涂抹|"
                r"轻轻(?:按摩|拍打|揉搓)|冲洗干净|敷\d|涂抹|静置)"
            ),
            r"每[天日周晚早](?:使用)?[一两二三\d]?次|早晚(?:各|使用|洁面)|洁面后|睡前",
            r"(?:建议|可以?|只需|只要)(?:搭配|配合|轻轻|直接)?(?:使用|涂|敷|喷|穿|戴|泡|煮|加热|清洗|折叠|挂)",
            r"按下|打开盖子|充电\d|装入|倒入",
        ),
    },
    "Effect": {
        "en": (
            (
                r"(?:keeps?|kept|keeping|leaves?|left|makes?|made) (?:you|me|your|my|us|him|her|them|skin|"
                r"hair|feet|hands|it|things|everything|food|drinks?|coffee|water) [a-z]+"
            ),
            (
                r"(?:helps?|helped) (?:to |you |your |me |my )?(?:keep|relieve|reduce|prevent|protect|"
                r"soothe|improve|stay|repair|restore|maintain|support|build|increase|fight|control|with)"
            ),
            (
                r"(?:wicks?|wicking|repels?|resists?|blocks?|seals? in|locks? in|absorbs?|relieves?|"
                r"soothes?|hydrates?|moisturi[sz]es?|nourishes?|prevents?|protects?|reduces?|eliminates?|"
                r"shields?|insulates?|brightens?|firms|cushions?)"
            ),
            (
                r"(?:no more|say goodbye to|goodbye|stays? (?:dry|warm|cool|fresh|put|sharp|hot|cold)|"
                r"stayed (?:dry|warm|cool|fresh|put|hot|cold))"
            ),
            r"(?:after|within|in) (?:a few|two|three|one|\d+) (?:days?|weeks?|uses?|washes|minutes)",
        ),
        "zh": (
            (
                r"(?:有效|帮助|能够?|可以|让|使|令)[^，。]{0,8}(?:缓解|改善|减少|减轻|防止|预防|保持|保护|"
                r"修护|修复|滋润|锁住|提升|抵御|隔绝|吸收|舒缓|保湿|补水|保暖|变得)"
            ),
            r"(?:告别|不再|远离|摆脱|拒绝|无惧|赶走|锁住|深层|持久|长效|速干|排汗)",
            r"(?:用|敷|洗|穿|戴|喝)(?:了|过|完)[^，。]{0,8}(?:天|周|个月|次|后|之后|感觉)",
            r"(?:变得|变)(?:光滑|细腻|柔软|水润|紧致|明亮|干净|轻松|暖和|更)",
        ),
    },
    "Comparison": {
        "en": (
            (
                r"(?:better|worse|bigger|smaller|lighter|heavier|longer|shorter|faster|slower|cheaper|"
                r"nicer|warmer|cooler|softer|thinner|thicker|stronger|easier|higher|lower|quieter|"
                r"brighter|less|more [a-z]+|fewer|rather) than"
            ),
            (
                r"(?:compared|comparing) (?:to|with)|in comparison|unlike (?:other|most|my|the|any|many)|"
                r"as (?:good|well|comfortable|warm|soft|strong) as|(?:my|the) (?:old|previous|"
                r"last) (?:one|pair|bag|model|brand)"
            ),
            r"(?:other|another|competing) (?:brands?|models?|products?)|superior to|inferior to|outperforms?",
        ),
        "zh": (
            r"比[^，。]{1,12}(?:更|好|大|小|轻|重|强|快|慢|便宜|贵|舒服|暖|薄|厚|亮|多|少|差|高|低|软|香)",
            (
                r"(?:相比|对比|比起|相较|与其|不同于|不像(?:其他|别的|以前)|跟[^，。]{1,8}(?:比|一样)|"
                r"和[^，。]{1,8}(?:比|一样))"
            ),
            r"(?:以前|之前|上次|原来)(?:买|用|穿|那)[^，。]{0,6}(?:款|个|双|件|瓶|家)",
        ),
    },
    "BrandStory": {
        "en": (
            (
                r"(?:founded|established|started|born|family[- ](?:owned|run)|handmade|"
                r"hand-?crafted) (?:in|by|since|for|business|from)|since (?:18|19|20)\d\d|our (?:story|"
                r"founders?|workshop|family|heritage|mission|tradition|craftsmen|artisans)"
            ),
            (
                r"generations? of|for (?:over |more than )?(?:twenty|thirty|fifty|a hundred) years|"
                r"years of (?:tradition|craft|experience)"
            ),
        ),
        "zh": (
            (
                r"(?:创立于|始创|始于|创办|创始人|品牌(?:故事|创立|诞生|理念|源自)|我们的(?:故事|工坊|"
                r"初心|匠人|使命)|传承|老字号|匠心)"
            ),
            r"(?:18|19|20)\d\d年(?:创|成立|起|至今|开始)",
        ),
    },
    "SellingPoint": {
        "en": (
            r"(?:perfect|ideal|great|designed|made|built|engineered|suitable|excellent) for",
            (
                r"(?:features?|featuring|boasts?|offers?|provides?|delivers?|equipped with|lets? you|"
                r"allows? you|gives? you)"
            ),
            (
                r"(?:premium|innovative|patented|advanced|award[- ]winning|exclusive|signature|ultimate|"
                r"superior|state[- ]of[- ]the[- ]art|high[- ]performance)"
            ),
        ),
        "zh": (
            r"(?:适合|适用于?|专为|特别为|专门为)",
            r"(?:独特|专利|创新|升级|高端|匠心|甄选|优选|全新|首创|旗舰|黑科技)",
            r"(?:设计|配备|搭载|拥有|提供|打造|兼具|自带)",
        ),
    },
    "Experience": {
        "en": (
            r"i|we|my|our|me",
            r"i(?:'ve|'m|'d|'ll) ",
            (
                r"(?:bought|purchased|ordered|wore|been using|been wearing|my (?:son|daughter|wife|"
                r"husband|mom|dad|kids?|friend|sister|brother))"
            ),
        ),
        "zh": (
            r"(?:我|我们|自己|本人|个人|楼主)",
            (
                r"(?:买了|入手|收到|用了|穿了|试了|戴了|回购|用过|穿着|第[一二三]次|老公|老婆|孩子|宝宝|"
                r"妈妈|朋友|同事)"
            ),
        ),
    },
    "Complaint": {
        "en": (
            (
                r"(?:broke|broken|ripped|tore|torn|leaks?|leaked|fell apart|falls apart|falling apart|"
                r"shrank|shrunk|faded|stopped working|wore out|defective|disappoint(?:ed|ing|ment)|"
                r"returned?(?:ing)? (?:it|them|this)|refund|waste of|not worth|my only (?:issue|problem|"
                r"complaint|gripe)|the only (?:issue|problem|complaint|downside)|(?:i )?wish (?:it|they|"
                r"the|there)|too (?:small|big|large|tight|loose|short|long|thin|thick|heavy|hard|slow|"
                r"stiff)|don't buy|do not buy|doesn't work|didn't work)"
            ),
        ),
        "zh": (
            (
                r"(?:坏了|断了|裂了|破了|开线|起球|掉色|褪色|缩水|变形|漏水|失望|退货|退款|差评|后悔|不值|"
                r"没用|没效果|没有效果|唯一(?:的)?(?:缺点|不足|问题)|美中不足|太(?:小|大|紧|松|薄|厚|重|"
                r"短|长|硬|贵|慢|油|咸|甜)了?|就是有点)"
            ),
        ),
    },
}
"""Local name of a sentence kind -> cues. A complaint also needs a polarity that is not above zero."""

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
            r"告别|不再|缓解|减少|防止|避免|预防|改善|解决|摆脱|远离|拒绝|无惧|不怕|不惧|对抗|舒缓|"
            r"减轻|赶走|击退|抵御|阻挡|隔绝|治愈|淡化|修复|修护|消除|去除|抗|防|免|省去|杜绝|不用担心|"
            r"不用再|不必|再也不用|再也不会|再也没有?|再见|抵抗|战胜|控制|应对|搞定|拯救|救星"
        ),
    ),
}
"""Before a pain point: the pain is taken away, so it is no complaint."""

RELIEF_AFTER: Final[Table] = {
    "en": (
        r"(?:is|are|was|were|has|have)?\s?(?:gone|disappeared|vanished|a thing of the past|history|no longer)",
        r"-?\s?(?:free|resistant|proof|relief|prevention|protection|control)",
        r"(?:went|goes|go) away|(?:isn't|wasn't|aren't|weren't|is not|was not) (?:an issue|a problem|a concern)",
    ),
    "zh": (
        (
            r"没了|消失|不见|好多了|好了很多|(?:得到|有了?|明显)?(?:改善|缓解|减轻|减少|舒缓)|没有了|"
            r"说再见|拜拜|救星|克星|必备|必入|退散|都不怕|也不怕|不再"
        ),
    ),
}
"""Right after a pain point, in the same clause."""

DENIED_AFTER: Final[Table] = {
    "en": (
        (
            r"(?:(?:is|are|was|were|does|do|did|has|have|will)(?:n't| not)|(?:won't|can't|cannot|"
            r"never|fails?|failed)|(?:is|was) (?:poor|bad|terrible|awful|lacking|a joke|nonexistent|"
            r"disappointing|questionable|mediocre)|could be better|leaves? (?:much|"
            r"a lot) to be desired|is out of the question)"
        ),
    ),
    "zh": (
        (
            r"(?:效果|性|度|力|功能)?(?:[真很太有点比较]{0,2})(?:不行|不好|不够|不足|不明显|不怎么样|"
            r"不大|不是很|不算|差|一般|没用|失败|堪忧|欠佳|为零|没有?效果)"
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
            r"some )?more|could use|prefer"
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
            r"perfect|ideal|bought (?:it|this|them|one) for"
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

BECAUSE: Final[Table] = {
    "en": (
        (
            r"so that|so you|thanks to|because|with|made (?:of|from|with)|contains?|containing|"
            r"to (?:keep|help|provide|prevent|ensure|make|give|protect|stay)|provid(?:es|ing)|for|"
            r"ensur(?:es|ing)|keep(?:s|ing)|offer(?:s|ing)|deliver(?:s|ing)|wick(?:s|ing)|giv(?:es|"
            r"ing)|help(?:s|ing)|that|which"
        ),
    ),
    "zh": (r"因为|所以|由于|从而|使|让|令|采用|含|添加|带来|实现|提供|帮助|能|可|有效|富含|能够",),
}
"""Between a property value and an intent: the value is the reason."""

# --- what is not worth keeping --------------------------------------------------------------------------------------

GREETING: Final[Table] = {
    "en": (
        (
            r"^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|greetings|welcome|thanks|"
            r"thank you|cheers|happy (?:new year|holidays|birthday))(?: (?:all|everyone|everybody|"
            r"guys|folks|there|friends|customers?|again|so much|for [a-z ]+|to [a-z ]+))?[\s,!.]*"
        ),
    ),
    "zh": (
        (
            r"^(?:大家好|你好|您好|亲们?|各位|哈喽|嗨|欢迎|谢谢|感谢|早上好|晚上好|宝子们|姐妹们|"
            r"家人们)[^，。！]{0,12}[，。！!,\s]*"
        ),
    ),
}
"""At the beginning of a sentence. It goes if little is left after it."""

PRICE: Final[Table] = {
    "en": (
        r"[$€£¥]\s?\d+|\d+\s?(?:dollars|bucks|usd|eur|euros|cents)",
        (
            r"(?:on sale|clearance|coupon|discount(?:ed)?|promo code|price (?:drop|match)|money back|"
            r"\d+\s?% off|buy one get one|half price)"
        ),
    ),
    "zh": (
        r"[¥￥]\s?\d|\d+(?:\.\d+)?\s?(?:元|块钱|块)",
        r"优惠券|满减|折扣|打折|秒杀|特价|包邮|券后|到手价|限时|原价|现价|促销|团购|代金券",
    ),
}
SHIPPING: Final[Table] = {
    "en": (
        (
            r"(?:free|fast|quick|slow|standard|express|prompt|international|same[- ]day|"
            r"next[- ]day) (?:shipping|delivery)|ship(?:s|ped|ping) (?:within|in|from|to|was|is|cost|"
            r"time)|deliver(?:y|ed) (?:was|is|on|in|within|time|date)|arriv(?:ed|es) (?:on time|"
            r"quickly|early|late|in|within|promptly|a day|two days)|tracking number|customs|"
            r"return policy"
        ),
    ),
    "zh": (r"物流|快递|发货|送货|配送|顺丰|运费|签收|到货|七天无理由|退换货",),
}
BOILERPLATE: Final[Table] = {
    "en": (
        (
            r"click (?:here|the|below)|add to (?:cart|bag|wishlist)|all rights reserved|terms (?:and|"
            r"&) conditions|privacy policy|see (?:the )?(?:size chart|images?|photos?|pictures?)|"
            r"contact us|customer (?:service|care|support) (?:team|at|hotline|is available)|follow us|"
            r"subscribe|copyright|https?://\S+|www\.\S+|read more|learn more|colou?rs? may (?:vary|"
            r"differ)|model (?:is|wears)|images? (?:is|are) for|this review was|as a verified"
        ),
    ),
    "zh": (
        (
            r"点击|关注我们|加入购物车|收藏本店|客服|版权所有|侵权必究|图片仅供参考|实物为准|以实物|"
            r"查看详情|更多详情|扫码|转发|抽奖|https?://|www\.|色差"
        ),
    ),
}
