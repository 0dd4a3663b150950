"""Words by which to know what is not worth keeping: greetings, prices, shipping, the shop itself; tables only.

Each entry is a regular expression over the sentence in lower case; English ones stand between word boundaries.
English and Chinese; :mod:`mkgrdf.extract.cues` compiles them.
"""

from __future__ import annotations

from typing import Final

__all__ = ["BOILERPLATE", "GREETING", "PRICE", "SHIPPING"]

Table = dict[str, tuple[str, ...]]

GREETING: Final[Table] = {
    "en": (
        (
            r"^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|greetings|welcome(?: to [a-z ]+)?|thanks|"
            r"thank you|cheers|happy (?:new year|holidays|birthday))(?: (?:all|everyone|everybody|"
            r"guys|folks|there|friends|customers?|again|so much|for [a-z ]+))?[\s,!.]*"
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
            r"查看详情|更多详情|扫码|转发|抽奖|https?://|www\.|色差|"
            r"此用户(?:没有|未)|未填写评价|没有填写评价|默认好评|默认评价|还没用[^，。]{0,4}，?先给|先给个?好评|再来?追评|"
            r"好评返现|凑字数|凑够?十五?个?字"
        ),
    ),
}
