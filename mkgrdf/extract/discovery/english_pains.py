"""Where English sentences complain: *straps dig into my shoulders*, *too tight in the waist*, *itchy fabric*."""

from __future__ import annotations

from collections.abc import Iterator

from mkgrdf.extract.discovery.candidates import Candidate
from mkgrdf.extract.discovery.english_lacks import lacks
from mkgrdf.extract.discovery.english_troubles import NEGATED, Find, place_after, subject_of
from mkgrdf.extract.discovery.english_words import FUNCTION, PARTICLES, known
from mkgrdf.extract.discovery.reading import DETERMINERS, Reading
from mkgrdf.extract.discovery.stems import singular, third_person
from mkgrdf.extract.discovery.word_lists import words

__all__ = ["pains"]

_LINKS = frozenset(
    words("""is are was were be been being am gets get got feels feel felt looks look looked seems seem runs run
    ran fits fit came comes become becomes way really very so super too a bit little kind of kinda sort just
    extremely pretty quite definitely still also far much slightly somewhat these this those that they it on in
    the my""")
)
_TOO = frozenset(
    words("too way so super extremely overly far kinda bit little slightly somewhat pretty quite very really")
)
_BETWEEN = frozenset(words("also slightly sometimes just kind of is was were are has have had still that thing"))
_MEANT = frozenset(words("this that these those all both"))
_FILLERS = frozenset(words("right completely all a bit so really it"))
_NOUNS_TOO = frozenset(words("stretch roll run ride wear wash"))
_TROUBLE_WITH = {
    "dig": words("in"),
    "fall": words("apart off down"),
    "come": words("apart off loose undone"),
    "wear": words("out thin"),
    "stretch": words("out"),
    "ride": words("up"),
    "roll": words("up down"),
    "slip": words("off down out"),
    "slide": words("off down out up"),
    "creep": words("up down"),
    "stick": words("out"),
    "rub": words("off"),
}
"""Verbs that are a trouble only with one of these after them, or with a place (*slips off my shoulders*)."""
_WITH_PLACE = frozenset(words("dig fall ride slip slide creep stick rub scratch cut roll"))
_KEPT = frozenset(words("off apart open out"))
_BEFORE_VERB = NEGATED | frozenset(
    words("""to i you we they these those can could will would might may must should did do does always often
    sometimes really also and just easily quickly constantly all both mine ones it feet""")
)


def pains(reading: Reading) -> Iterator[Candidate]:
    """Yield the pain points that ``reading`` names."""
    for at, kinds in enumerate(reading.kinds):
        verbs = _verbs(reading, at) if "breaks" in kinds or "turns" in kinds else ()
        adjectives = _words(reading, at) if "bad" in kinds or "extent" in kinds else ()
        for find in (*verbs, *adjectives, *lacks(reading, at)):
            yield find.candidate(reading)


def _verbs(reading: Reading, at: int) -> Iterator[Find]:
    """Read *straps dig into my shoulders*, *it shrunk in the wash*, *fell apart*, *the zipper broke*."""
    sure = reading.base(at, "breaks")
    verb = sure or reading.base(at, "turns")
    if verb is None or not _is_verb(reading, at, verb):
        return
    after, particle = at + 1, ""
    while reading.word(after) in _FILLERS and reading.word(after + 1) in PARTICLES:
        after += 1
    if reading.word(after) in PARTICLES or (verb == "dig" and reading.word(after) == "in"):
        particle = reading.word(after)
        after += 1
    end, place = place_after(reading, after)
    if sure is None and particle not in _TROUBLE_WITH.get(verb, ()) and not (place and verb in _WITH_PLACE):
        return
    if verb == "break" and (particle in ("down", "out", "up") or reading.word(at + 1) in ("into", "in")):
        return
    if sure and particle not in _KEPT and (verb, particle) != ("bunch", "up"):
        particle = ""  # "shrunk right away", "stained up" say no more than the verb
    subject = subject_of(reading, at)
    part = "" if subject is None else singular(reading.word(subject).removesuffix("'s"))
    label = " ".join(word for word in (part, third_person(verb), particle, *place) if word)
    near = subject is not None and all(word in _BETWEEN for word in reading.words[subject + 1 : at])
    traits = ["sure" if sure else "particle"]
    traits += [name for name, holds in (("part", part), ("where", place)) if holds]
    traits += ["by-person"] if reading.word(at - 1) in ("i", "we", "you") else []
    traits += ["gerund"] if reading.word(at).endswith("ing") else []
    start = subject if near and subject is not None else at
    yield Find("trouble-verb", label, (part, verb, particle, *place), start, end, tuple(traits))


def _is_verb(reading: Reading, at: int, verb: str) -> bool:
    """Tell whether the word at ``at`` is a verb there: a bare form needs somebody or several that do it."""
    word, before = reading.word(at), reading.word(at - 1)
    if before in DETERMINERS - _MEANT or (before == "and" and reading.word(at - 2) == "wear"):
        return False
    if before in ("to", "of") and verb in _NOUNS_TOO:
        return False
    if word != known(word, "breaks", "turns") or reading.word(at + 1) in PARTICLES:
        return True
    return before in _BEFORE_VERB or (before.endswith("s") and not before.endswith("ss"))


def _words(reading: Reading, at: int) -> Iterator[Find]:
    """Read *too tight in the shoulders*, *itchy fabric*, *the sleeves are a bit short*, *it looks boxy*."""
    bad, extent = reading.base(at, "bad"), reading.base(at, "extent")
    if (bad is None and extent is None) or reading.is_a(at - 1, "weather"):
        return
    word = reading.word(at)
    if reading.word(at + 1) == "enough" and any(item in NEGATED for item in reading.words[max(0, at - 4) : at]):
        yield Find("not-adj-enough", f"not {word} enough", ("not-enough", word), at, at + 2, ("extent",), surface=False)
        return
    subject = _described(reading, at)
    if subject is not None and bad is None and _is_of_person(reading, subject):
        return  # "my shoulders are really big" is no complaint about the thing
    end, place = place_after(reading, at + 1)
    strong = reading.word(at - 1) in ("too", "way") or reading.word(at - 2) == "too"
    if bad is None and not (reading.word(at - 1) in _TOO and (strong or subject is not None or place)):
        return
    said = (word,) if bad else ("too", word)
    traits = ["bad" if bad else "extent"]
    traits += [name for name, holds in (("too", strong), ("where", place), ("part", subject is not None)) if holds]
    if bad and reading.is_a(at + 1, "part") and not reading.is_mark(at + 1):
        part = reading.word(at + 1)
        yield Find("bad-part", f"{word} {part}", (word, singular(part)), at, at + 2, tuple(traits))
    elif subject is not None:
        part = reading.word(subject)
        telling = (*said, singular(part))
        yield Find("part-is", f"{part} {' '.join(said)}", telling, subject, at + 1, tuple(traits))
    else:
        if place:
            yield Find("too-where", " ".join((*said, *place)), (*said, *place), at, end, tuple(traits))
        start = at - 1 if strong and bad is None else at
        yield Find("bad" if bad else "too", " ".join(said), said, start, at + 1, tuple(traits))


def _described(reading: Reading, at: int) -> int | None:
    """Return where the part stands that the adjective at ``at`` is said of: *the sleeves are a bit short*."""
    for place in range(at - 1, at - 5, -1):
        if reading.is_mark(place):
            return None
        if reading.is_a(place, "part", "body") and reading.word(place) not in FUNCTION:
            return place
        if reading.word(place) not in _LINKS:
            return None
    return None


def _is_of_person(reading: Reading, at: int) -> bool:
    owned = reading.word(at - 1) in ("my", "your", "his", "her", "our", "their")
    return (owned and reading.is_a(at, "body")) or reading.word(at) == "sizes"
