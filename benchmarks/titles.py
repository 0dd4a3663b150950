"""Makes Chinese product titles with their entities: hard ones, in the ways in which real titles are.

Nine types. Words are drawn by rank (Zipf). Hard are:

- *new words*: brands and compounds are coined from parts, so that many in the test titles are in no training title;
- *ambiguous words*: one word under several types (苹果 brand or flavour, 北欧 place or style),
  told by what is beside it;
- *nested words*: 牛仔 is a material and begins 牛仔裤, 保暖内衣 is one product to one annotator, function and
  product to another: each compound has a custom of its own, mostly kept;
- *words that only look like entities*: 大码 in a slogan, 春天 in a shop's name, half of them dictionary words;
- *annotators*: a share of the entities is forgotten, cut short, or typed wrongly, and now and then a word that is none
  is marked, which spoils a dictionary.

All text was written for this project; brands are coined from syllables.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mkgrdf.extract.entities.conll import write_conll
from mkgrdf.extract.entities.tagged import Tagged
from mkgrdf.models.spans import Span
from mkgrdf.text.words import characters

__all__ = ["Titles", "make_titles", "write_titles"]


def _read_words() -> dict[str, list[str]]:
    text = Path(__file__).with_name("title_words.txt").read_text(encoding="utf-8")
    parts = re.split(r"^\[(.+)\]$", text, flags=re.MULTILINE)[1:]
    return {name: words.split() for name, words in zip(parts[::2], parts[1::2], strict=True)}


WORDS = _read_words()
SHARED = {
    # words that are of two types, by what they stand beside
    "苹果": ("品牌", "产品"),
    "小米": ("品牌", "产品"),
    "北欧": ("风格", "地点"),
    "运动": ("风格", "功能"),
    "户外": ("地点", "风格"),
    "职业": ("人群", "风格"),
    "健身": ("人群", "功能"),
    "森林": ("品牌", "风格"),
    "海天": ("品牌", "风格"),
    "针织": ("材质", "风格"),
    "折叠": ("风格", "功能"),
    "便携": ("风格", "功能"),
    "加绒": ("功能", "材质"),
    "进口": ("地点", "风格"),
    "绿": ("颜色", "产品"),
    "牛仔": ("材质", "风格"),
}
"""Ambiguous words: the second type where the word stands right before the product, the first elsewhere."""


@dataclass(frozen=True, slots=True)
class Difficulty:
    """Shares of what makes titles hard; those below put dictionary, pruned dictionary and CRF where real titles do."""

    forgotten: float = 0.05
    cut_short: float = 0.03
    mistyped: float = 0.03
    over_marked: float = 0.09
    look_alike: float = 0.5
    brands: int = 14000
    products: int = 14000


@dataclass(slots=True)
class Titles:
    """A maker of titles; two with the same seed and difficulty make the same ones."""

    seed: int = 0
    difficulty: Difficulty = field(default_factory=Difficulty)
    _random: random.Random = field(init=False, repr=False)
    _words: dict[str, list[str]] = field(init=False, repr=False)
    _customs: dict[str, int] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 - no secret
        brands = {self._coined_brand(): None for _ in range(self.difficulty.brands)}
        products = {self._coined_product(): None for _ in range(self.difficulty.products)}
        self._words = {
            "品牌": list(brands),
            "产品": list(products),
            **{type_: list(WORDS[type_]) for type_ in ("材质", "风格", "功能", "人群", "地点", "季节", "颜色")},
        }
        for words in self._words.values():
            self._random.shuffle(words)

    def _coined_brand(self) -> str:
        pick = self._random
        name = "".join(pick.choice(WORDS["syllables"]) for _ in range(pick.choice((2, 2, 3, 3, 4))))
        kind = pick.random()
        if kind < 0.2:
            latin = "".join(pick.choice("aeiou") + pick.choice("lmnrstkdv") for _ in range(pick.choice((2, 3))))
            return (latin.upper() if kind < 0.1 else latin.title()) + (f"/{name}" if kind < 0.14 else "")
        return name

    def _coined_product(self) -> str:
        pick = self._random
        stems = pick.sample(WORDS["stems"], 1 if pick.random() < 0.6 else 2)
        return "".join((*stems, pick.choice(WORDS["heads"])))

    def _draw(self, type_: str) -> str:
        words = self._words[type_]
        flat = 1500 if type_ in ("品牌", "产品") else 8
        # rank by Zipf's law, flattened at the top: p(rank) ~ 1 / (rank + flat)
        share = self._random.random()
        rank = int(flat * ((len(words) / flat + 1) ** share - 1))
        return words[min(rank, len(words) - 1)]

    def title(self) -> list[tuple[str, str]]:
        """Return a title as ``(text, type)`` pieces; the type is empty outside entities."""
        pick = self._random
        pieces: list[tuple[str, str]] = []
        if pick.random() < 0.12:
            pieces.append((pick.choice(WORDS["fillers"]), ""))
        if pick.random() < 0.62:
            pieces.append((self._draw("品牌"), "品牌"))
        middle: list[tuple[str, str]] = []
        for type_, share, most in (
            ("季节", 0.4, 1),
            ("人群", 0.55, 2),
            ("地点", 0.25, 1),
            ("风格", 0.8, 4),
            ("材质", 0.5, 2),
            ("功能", 0.55, 3),
            ("颜色", 0.2, 1),
        ):
            if pick.random() < share:
                middle += [(self._draw(type_), type_) for _ in range(pick.randint(1, most))]
        for _ in range(pick.randint(1, 6)):
            middle.append((pick.choice(WORDS["fillers"]), ""))
        if pick.random() < self.difficulty.look_alike:
            middle += self._look_alike()
        pick.shuffle(middle)
        for _ in range(pick.choice((1, 1, 2))):
            at = pick.randint(len(middle) // 2, len(middle))
            middle[at:at] = self._product()
        pieces += middle
        if pick.random() < 0.25:
            size = pick.choice(("ml", "g", "片", "只装", "件套", "L", "寸", "码", "支", "cm"))
            pieces.append((f"{pick.choice((2, 3, 5, 10, 24, 50, 100, 250, 500))}{size}", "规格"))
        return self._in_context(pieces)

    def _look_alike(self) -> list[tuple[str, str]]:
        """Return a dictionary word where it means nothing: in a slogan, a shop's name, a search word."""
        pick = self._random
        type_ = pick.choice(("产品", "风格", "人群", "材质", "功能", "品牌", "地点"))
        word = self._draw(type_)
        return pick.choice(
            (
                [(f"配{word}", "")],
                [(f"{word}店", "")],
                [(f"{word}同款", "")],
                [(f"不{word}", "")],
                [(f"送{word}", "")],
                [(f"{word}必备", "")],
            )
        )

    def _product(self) -> list[tuple[str, str]]:
        """Return a product, perhaps with a word before it that some count among it."""
        pick = self._random
        product = self._draw("产品")
        if pick.random() < 0.62:
            return [(product, "产品")]
        type_ = pick.choice(("功能", "材质", "风格", "人群", "季节"))
        word = self._draw(type_)
        # the custom of this word before products: kept in most cases
        custom = self._customs.setdefault(word, pick.choice((0, 0, 1)))
        if pick.random() < 0.12:
            custom = 1 - custom
        return [(word + product, "产品")] if custom else [(word, type_), (product, "产品")]

    def _in_context(self, pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """Give ambiguous words the type that their place asks for, and make the annotators' slips."""
        pick = self._random
        done: list[tuple[str, str]] = []
        for position, (text, type_) in enumerate(pieces):
            if type_ and text in SHARED:
                before_product = position + 1 < len(pieces) and pieces[position + 1][1] == "产品"
                type_ = SHARED[text][before_product]  # noqa: PLW2901 - the type that the place asks for
            hard = self.difficulty
            slip = pick.random()
            if not type_:
                marked = slip < hard.over_marked
                done.append((text, pick.choice(("产品", "风格", "功能", "人群")) if marked else ""))
                continue
            if slip < hard.forgotten:
                done.append((text, ""))
            elif slip < hard.forgotten + hard.cut_short and len(text) > 2:
                done += (
                    [(text[:-1], type_), (text[-1:], "")] if pick.random() < 0.5 else [(text[0], ""), (text[1:], type_)]
                )
            elif slip < hard.forgotten + hard.cut_short + hard.mistyped:
                done.append((text, pick.choice(("产品", "风格", "功能", "材质"))))
            else:
                done.append((text, type_))
        return done

    def sentence(self) -> Tagged:
        """Return a title cut into tokens."""
        words: list[str] = []
        spans: list[Span] = []
        for text, type_ in self.title():
            pieces = [token.text for token in characters(text)]
            if type_ and pieces:
                spans.append(Span(len(words), len(words) + len(pieces), type_))
            words += pieces
        return Tagged(tuple(words), tuple(spans))


def make_titles(count: int, seed: int = 0, difficulty: Difficulty | None = None) -> list[Tagged]:
    """Return ``count`` titles."""
    titles = Titles(seed, difficulty or Difficulty())
    return [titles.sentence() for _ in range(count)]


def write_titles(sentences: Sequence[Tagged], path: Path) -> None:
    """Write titles as a file of tokens and BIO tags."""
    write_conll(sentences, path)
