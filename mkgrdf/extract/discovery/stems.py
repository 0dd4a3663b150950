"""Stems and readable forms of English words: what makes *straps dig*, *strap dug* and *straps digging* one thing.

A small suffix stripper, in the manner of Porter (1980) but with one purpose: two inflections of a word of trade talk
have to meet, and the stem need not be a word. Tables are written in base forms and compared by stem.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from mkgrdf.extract.discovery.word_lists import words

__all__ = ["by_stem", "gerund", "plural", "singular", "stem", "third_person"]

_IRREGULAR = dict(
    pair.split(":")
    for pair in words("""ran:run dug:dig shrunk:shrink shrank:shrink fell:fall fallen:fall tore:tear torn:tear
        broke:break broken:break wore:wear worn:wear rode:ride ridden:ride swam:swim slid:slide came:come
        got:get gotten:get kept:keep held:hold lost:lose stank:stink stunk:stink stuck:stick felt:feel went:go
        bought:buy feet:foot children:child men:man women:woman wives:wife knives:knife lives:life shelves:shelf
        teeth:tooth slept:sleep froze:freeze frozen:freeze fit:fit fitted:fit bled:bleed wound:wind made:make
        took:take taken:take gave:give given:give stood:stand sat:sit left:leave brought:bring caught:catch
        chose:choose drove:drive ate:eat grew:grow hung:hang knew:know laid:lay let:let met:meet paid:pay
        said:say sent:send sewn:sew shut:shut spent:spend told:tell thought:think thrown:throw woke:wake
        washes:wash shoes:shoe gloves:glove sleeves:sleeve curves:curve clothes:clothes pants:pants less:less
        this:this its:its was:be is:be are:be were:be been:be being:be has:have had:have having:have does:do
        did:do during:during nothing:nothing something:something anything:anything everything:everything
        thing:thing things:thing bring:bring string:string spring:spring ring:ring swing:swing wing:wing
        king:king morning:morning evening:evening lining:lining stitching:stitching cushioning:cushioning
        padding:padding stocking:stocking building:building bed:bed red:red speed:speed need:need feed:feed
        shed:shed embed:embed bleed:bleed hundred:hundred outing:outing training:training bedding:bedding
        building:building meeting:meeting running:run longer:longer paddle:paddle sailing:sail shorts:shorts
        tights:tights""")
)
_VOWEL = re.compile("[aeiouy]")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem that all regular inflections of ``word``, and the listed irregular ones, share."""
    word = word.lower().replace("’", "'")
    word = word.removesuffix("'s").removesuffix("'")
    word = _IRREGULAR.get(word, word)
    if word in _IRREGULAR.values():
        return _undoubled(word)
    if len(word) > 4 and word.endswith(("ies", "ied")):
        word = word[:-3] + "y"
    elif len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes", "zes")):
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for suffix in ("ing", "ed"):
        rest = word.removesuffix(suffix)
        if rest != word and len(rest) >= 2 and _VOWEL.search(rest):
            return _undoubled(_IRREGULAR.get(rest, rest))
    return _undoubled(word)


def _undoubled(word: str) -> str:
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


def by_stem(words: Iterable[str]) -> dict[str, str]:
    """Return the base form of each of ``words``, by stem; of two that share a stem, the first."""
    found: dict[str, str] = {}
    for word in words:
        found.setdefault(stem(word), word)
    return found


def third_person(verb: str) -> str:
    """Return ``verb`` as *it* takes it: ``dig`` to ``digs``, ``pinch`` to ``pinches``, ``carry`` to ``carries``."""
    if verb.endswith(("ch", "sh", "ss", "x", "z", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + "s"


_DOUBLES = re.compile(r"(?:^|[^aeiou])[aeiou][bdgmnprt]$")
_NOT_DOUBLED = frozenset({"garden", "travel", "listen", "order", "wander", "layer", "row"})


def gerund(verb: str) -> str:
    """Return the *-ing* form of ``verb``: ``run`` to ``running``, ``hike`` to ``hiking``."""
    if verb.endswith("ing"):
        return verb
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")):
        return verb[:-1] + "ing"
    short = len(re.findall("[aeiou]+", verb)) == 1
    return verb + (verb[-1] if short and _DOUBLES.search(verb) and verb not in _NOT_DOUBLED else "") + "ing"


_PLURALS = {
    "foot": "feet",
    "child": "children",
    "man": "men",
    "woman": "women",
    "person": "people",
    "tooth": "teeth",
    "wife": "wives",
}
_SINGULARS = {many: one for one, many in _PLURALS.items()}


def plural(noun: str) -> str:
    """Return the plural of ``noun``; a word that looks like one already stays."""
    if noun in _PLURALS:
        return _PLURALS[noun]
    if noun in _SINGULARS or (noun.endswith("s") and not noun.endswith("ss")):
        return noun
    if noun.endswith(("ch", "sh", "ss", "x", "z")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def singular(noun: str) -> str:
    """Return the singular of ``noun``; words that have none (*pants*) stay."""
    if noun in _SINGULARS:
        return _SINGULARS[noun]
    if noun in _IRREGULAR and _IRREGULAR[noun] not in {"leave"}:
        return _IRREGULAR[noun]
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "sses", "xes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) and len(noun) > 3 else noun
