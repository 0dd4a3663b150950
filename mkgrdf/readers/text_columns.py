"""What the columns of other people's tables of reviews, posts and questions are called, in English and Chinese.

Names are compared without case, blanks, hyphens and underlines: ``Review Text`` is ``reviewtext``. Columns that tell
who wrote a text are in no list: nobody here needs to know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

__all__ = ["COLUMNS", "columns_in", "told_by"]

_NAMES = {
    "id": "id reviewid commentid postid mid weiboid tweetid 编号 评论id 评价id 微博id",
    "text": """reviewtext reviewbody review text content comment comments body message reviewcontent feedback posttext
        评论内容 评价内容 评论 评价 微博正文 微博内容 正文 内容 文本 评论详情 反馈""",
    "rating": "rating ratingvalue stars star score overall reviewrating starrating 评分 星级 打分 分数",
    "products": """product productid products sku productsku asin itemid item goodsid productcode spu spuid skuid
        商品 商品id 商品编号 产品 产品id 产品编号 货号""",
    "title": "title headline summary subject reviewtitle reviewheadline 标题 评论标题 评价标题 主题",
    "published": """date published datepublished publishedat createdat created datetime timestamp time reviewdate
        reviewtime postedat 日期 时间 发布时间 评论时间 评价时间 创建时间 发布日期""",
    "question": "question 问题 提问",
    "answer": "answer reply 回答 答案 回复",
    "language": "language lang 语言",
    "hashtags": "hashtags tags topics 话题 话题标签 标签",
    "accounts": "mentions mention at 提及 提到的人 艾特",
    "images": "images image imagepaths imagepath pictures pics photos 图片 配图 图片路径",
}
COLUMNS: dict[str, tuple[str, ...]] = {field: tuple(names.split()) for field, names in _NAMES.items()}
"""Field of a document -> what its column may be called, the surest name first."""

_FOLDED = re.compile(r"[\s_\-.]+")
_MADE_OF_TEXTS = frozenset(("rating", "products", "published", "hashtags", "accounts"))


def columns_in(header: Iterable[str]) -> dict[str, str]:
    """Return field -> column for the columns of ``header`` that hold a document's fields."""
    folded: dict[str, str] = {}
    for column in header:
        folded.setdefault(_FOLDED.sub("", column).casefold(), column)
    found: dict[str, str] = {}
    for field, names in COLUMNS.items():
        for name in names:
            if name in folded:
                found[field] = folded[name]
                break
    return found


def told_by(columns: Mapping[str, str]) -> bool:
    """Tell whether a table with these columns is one of questions with answers, or of texts about something."""
    if "question" in columns and "answer" in columns:
        return True
    return "text" in columns and not _MADE_OF_TEXTS.isdisjoint(columns)
