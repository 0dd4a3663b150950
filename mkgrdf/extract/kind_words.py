"""Words and turns of phrase that tell of what kind a sentence is, English and Chinese; tables only, no code to run.

Each entry is a regular expression over the sentence in lower case and counts once; English ones stand between word
boundaries. :mod:`mkgrdf.extract.cues` compiles them.
"""

from __future__ import annotations

from typing import Final

__all__ = ["KINDS"]

Table = dict[str, tuple[str, ...]]

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
                r"^(?:to use|let|unroll|hang|brush|"
                r"apply|use|rinse|massage|spray|pour|place|press|wash|shake|plug|attach|wear|"
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
