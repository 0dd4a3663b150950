"""Personal data in a text, found by its form and replaced by a mask that says what stood there.

Found are e-mail addresses, phone numbers (Chinese mobile and landline, international with ``+``, North American),
accounts (@names; WeChat, QQ and the like behind a word that says so), and numbers of identity cards, bank cards and
bank accounts. What has a check digit has to pass it (ISO 7064 for Chinese identity cards, Luhn for bank cards, ISO
13616 for IBANs), and a number that the text calls a SKU, model, order or bar code is none of these: prices, sizes and
GTINs stay as they are.

Only the form is looked at. A name, an address or a birthday in plain words is not found.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from enum import StrEnum

from mkgrdf.text.offset_map import Edit

__all__ = ["MASKS", "Personal", "find_personal", "mask", "mask_edits"]


class Personal(StrEnum):
    """The kinds of personal data that are found."""

    EMAIL = "email"
    PHONE = "phone"
    ACCOUNT = "account"
    IDENTITY = "id number"
    CARD = "card number"


MASKS = {
    "en": {kind: f"[{kind.value}]" for kind in Personal},
    "zh": {
        Personal.EMAIL: "[邮箱]",
        Personal.PHONE: "[电话]",
        Personal.ACCOUNT: "[账号]",
        Personal.IDENTITY: "[证件号]",
        Personal.CARD: "[卡号]",
    },
}
"""What stands for personal data in Chinese texts, and in all others (``en``)."""

_FULL_WIDTH = "＠＋：－（）" + "".join(
    map(chr, (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)))
)
_TO_ASCII = str.maketrans({character: chr(ord(character) - 0xFEE0) for character in _FULL_WIDTH})
_WORTH_LOOKING = re.compile(
    r"@|\d(?:[-. ()]{0,2}\d){4}|微|薇|抖音|快手|小红书|wechat|weixin|vx|instagram|telegram", re.IGNORECASE
)
# What makes of the number behind it no phone or card.
_GOODS = re.compile(
    r"(?:\b(?:sku|gtin|ean|upc|isbn|asin|model|item|part|art(?:icle)?|order|serial|ref|lot|batch|no|code|version)\b"
    r"|型号|货号|款号|编号|订单号?|条码|条形码|批号|单号|商品码)[\s.:#号是]{0,4}$",
    re.IGNORECASE,
)
_LOOK_BACK = 24

_NO_HANDLE = frozenset(
    ("all", "gym", "home", "last", "least", "lunch", "night", "office", "once", "school", "the", "work")
)
# Not inside a word, an address of the web or a longer number; a slash may stand between two phone numbers.
_BEFORE_NUMBER = r"(?<![A-Za-z\d._@=-])(?<!(?<!\d{4})/)"
_AFTER_NUMBER = r"(?![A-Za-z\d_@=]|[.-]\d|,\d{3}(?!\d))"


def _pattern(body: str) -> re.Pattern[str]:
    return re.compile(_BEFORE_NUMBER + body + _AFTER_NUMBER)


_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9_][A-Za-z0-9._%+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24}(?![A-Za-z0-9])"
)
_HANDLE = re.compile(r"(?<![A-Za-z0-9_.@/])@(?!\d+(?:[.,x×*]\d+)?(?![\w-]))([\w-][\w.-]{0,28}[\w-])")
_NUMBERS: tuple[tuple[Personal, re.Pattern[str]], ...] = (
    (Personal.IDENTITY, _pattern(r"[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]")),
    (Personal.IDENTITY, _pattern(r"(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}")),  # social security number (US)
    (Personal.CARD, _pattern(r"[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,4})?")),
    (Personal.CARD, _pattern(r"[3-6]\d{3}(?:([ -])\d{4}\1\d{4}\1\d{3,4}(?:\1\d{3})?|\d{11,12}|\d{15})")),
    (Personal.CARD, _pattern(r"3[47]\d{2}[ -]\d{6}[ -]\d{5}")),
    (Personal.PHONE, _pattern(r"(?:(?:\+|00)?86[- ]?)?1[3-9]\d(?:\d{8}|([- ])\d{4}\1\d{4})")),
    (Personal.PHONE, _pattern(r"(?:\(0\d{2,3}\)[- ]?|0\d{2,3}[- ])\d{3,4}[- ]?\d{4}(?:(?:-|转)\d{1,6})?")),
    (Personal.PHONE, _pattern(r"[48]00[- ]\d{3,4}[- ]\d{3,4}")),
    (Personal.PHONE, _pattern(r"\+\d{1,3}[-. ]?(?:\(\d{1,4}\)[-. ]?)?\d{1,5}(?:[-. ]?\d{2,5}){1,4}")),
    (Personal.PHONE, _pattern(r"(?:1[-. ])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}([-.]))\d{3}(?:[-.])\d{4}")),
)
# Behind a word that says so, less is enough. The number or name is the group "it".
_CUED: tuple[tuple[Personal, re.Pattern[str]], ...] = (
    (
        Personal.ACCOUNT,
        re.compile(
            r"(?:(?<![A-Za-z])(?:wechat|weixin|we chat|vx|wx|qq|v信)|微信|薇信|加微|加v|扣扣)"
            r"(?:群|号码|号|\s?id\b|账号)?\s{0,2}(?P<sure>[:是]|is\b)?\s{0,2}(?P<it>[A-Za-z][A-Za-z0-9_-]{5,19}|\d{5,12})(?![A-Za-z0-9_-])",
            re.IGNORECASE,
        ),
    ),
    (
        Personal.ACCOUNT,
        re.compile(
            r"(?:(?<![A-Za-z])(?:ig|instagram|telegram|snapchat|line ?id|twitter|weibo)|小红书号?|抖音号?|快手号?|微博)"
            r"\s{0,2}(?P<sure>[:])\s{0,2}(?P<it>@?[A-Za-z0-9_][A-Za-z0-9_.]{2,29})",
            re.IGNORECASE,
        ),
    ),
    (
        Personal.PHONE,
        re.compile(
            r"(?:(?<![A-Za-z])(?:tel|phone|mobile|cell|whatsapp|call(?: me| us)?|text(?: me| us)?)"
            r"(?:\s?(?:number|no\.?))?\s?(?:[:.]|(?:at|on|is)\b)|(?:电话|手机|热线|座机)(?:号码|号)?\s?[:是]?|致电|拨打)"
            r"\s{0,2}(?P<it>\+?\(?\d(?:[-. ()]{0,2}\d){6,14})(?!\d)",
            re.IGNORECASE,
        ),
    ),
    (
        Personal.IDENTITY,
        re.compile(
            r"(?:身份证(?:号码|号)?|passport(?: number| no\.?)?|护照(?:号码|号)?)"
            r"\s?[:是]?\s{0,2}(?P<it>[A-Za-z]?\d{7,17}[\dXx]?)",
            re.IGNORECASE,
        ),
    ),
    (
        Personal.CARD,
        re.compile(
            r"(?:银行卡号?|卡号|账户号?|(?:card|account)(?: number| no\.?))"
            r"\s?(?:[:是]|is\b)?\s{0,2}(?P<it>\d(?:[ -]?\d){7,18})",
            re.IGNORECASE,
        ),
    ),
)


def find_personal(text: str, public: Collection[str] = ()) -> list[tuple[int, int, Personal]]:
    """Return where personal data stands in ``text``, in order and apart.

    ``public`` are accounts without their ``@`` (of the shop, of brands) that are nobody's personal data.
    """
    plain = text.translate(_TO_ASCII)
    if _WORTH_LOOKING.search(plain) is None:
        return []
    reached = 0
    found: list[tuple[int, int, Personal]] = []
    known = {one.removeprefix("@").casefold() for one in public}
    # At one place the longest counts; of equally long ones that with the surest form, which comes first.
    for start, end, kind in sorted(_candidates(plain, known), key=lambda one: (one[0], -one[1])):
        if start >= reached:
            found.append((start, end, kind))
            reached = end
    return found


def mask_edits(text: str, language: str, public: Collection[str] = ()) -> list[Edit]:
    """Return the edits that put masks into ``text``, in the words of ``language``."""
    masks = MASKS["zh" if language.split("-", maxsplit=1)[0].lower() == "zh" else "en"]
    return [(start, end, masks[kind]) for start, end, kind in find_personal(text, public)]


def mask(text: str, language: str, public: Collection[str] = ()) -> str:
    """Return ``text`` with masks in the place of personal data; masked text comes back as it is."""
    parts: list[str] = []
    copied = 0
    for start, end, words in mask_edits(text, language, public):
        parts += (text[copied:start], words)
        copied = end
    return "".join((*parts, text[copied:]))


def _candidates(text: str, public: Collection[str]) -> Iterator[tuple[int, int, Personal]]:
    for found in _EMAIL.finditer(text):
        yield *found.span(), Personal.EMAIL
    for found in _HANDLE.finditer(text):
        if found[1].casefold() not in public and found[1].lower() not in _NO_HANDLE:
            yield *found.span(), Personal.ACCOUNT
    for kind, pattern in _CUED:
        for found in pattern.finditer(text):
            name = found["it"]
            # "wechat payment" names no account: a name of letters alone needs a colon before it.
            if kind is Personal.ACCOUNT and name.isalpha() and not found["sure"]:
                continue
            if name.removeprefix("@").casefold() not in public:
                yield *found.span("it"), kind
    for kind, pattern in _NUMBERS:
        for found in pattern.finditer(text):
            if _holds(found[0], kind) and not _GOODS.search(text, max(0, found.start() - _LOOK_BACK), found.start()):
                yield *found.span(), kind


def _holds(written: str, kind: Personal) -> bool:
    """Tell whether the check digits of a number are right, where it has any, and its length can be."""
    digits = re.sub(r"\D", "", written)
    if kind is Personal.PHONE:
        return 7 <= len(digits) <= 15
    if kind is Personal.IDENTITY:
        return len(written) != 18 or _identity_card(written)
    return _iban(written) if written[0].isalpha() else _luhn(digits)


def _identity_card(written: str) -> bool:
    """Check a Chinese identity card's number (GB 11643; ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(written[:17]))
    return "10X98765432"[total % 11] == written[17].upper()


def _luhn(digits: str) -> bool:
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def _iban(written: str) -> bool:
    code = written.replace(" ", "")
    return 15 <= len(code) <= 34 and int("".join(str(int(one, 36)) for one in code[4:] + code[:4])) % 97 == 1
