"""Where English sentences say what people get, or want to get, out of a thing."""

from __future__ import annotations

from collections.abc import Iterator

from mkgrdf.extract.discovery.candidates import Candidate
from mkgrdf.extract.discovery.english_words import FUNCTION, classes, known
from mkgrdf.extract.discovery.reading import DETERMINERS, NOISE, Reading, normal_form
from mkgrdf.extract.discovery.stems import stem
from mkgrdf.extract.discovery.word_lists import words

__all__ = ["aims"]

_KEEP = frozenset(words("keep keeps kept keeping"))
_STAY = frozenset(words("stay stays stayed staying"))
_HELP = frozenset(words("help helps helped helping"))
_LET = frozenset(words("let lets letting allow allows allowed allowing allowed enable enables"))
_OFFERS = _HELP | _LET | {"can", "to"}
_DRIES = frozenset(words("dries dry dried drying"))
_GIVE = frozenset(
    words("provide provides provided providing offer offers offering give gives gave deliver delivers delivering")
)
_SOMEONE = frozenset(words("me you us him her them my your his their our everything it"))
_VAGUE = frozenset(words("bunch host ton lot feel look touch"))
_EMPTY = frozenset(
    stem(word) for word in words("be have do get make say see know think go come find give try like want")
)
_COMPOUND = {
    "proof": "proof", "resistant": "resistant", "wicking": "wicking", "drying": "drying", "repellent": "repellent",
    "blocking": "blocking", "absorbing": "absorbing", "absorbent": "absorbent", "lasting": "lasting",
    "reducing": "reducing",
}  # fmt: skip
_WHOLE = frozenset(
    words("""waterproof windproof breathable packable water-resistant lightweight wrinkle-free reflective
    antimicrobial anti-microbial shockproof leakproof non-slip nonslip hands-free""")
)


def aims(reading: Reading) -> Iterator[Candidate]:
    """Yield the intents that ``reading`` names."""
    for at, (word, kinds) in enumerate(zip(reading.words, reading.kinds, strict=True)):
        if word in _KEEP or word in _STAY:
            yield from _keeps(reading, at)
        elif word in _GIVE:
            yield from _gives(reading, at)
        elif word in _OFFERS:
            yield from _helps(reading, at)
        elif word in ("easy", "easier", "simple"):
            yield from _easy_to(reading, at)
        if "effect" in kinds:
            yield from _does(reading, at)
        if "-" in word or word in _WHOLE or word in _DRIES:
            yield from _is(reading, at)


def _make(
    reading: Reading, pattern: str, label: str, start: int, end: int, *traits: str, surface: bool = True
) -> Candidate:
    first, last = reading.span(start, end)
    kept = reading.surface(start, end) if surface and end - start <= 6 else ""
    return Candidate(
        "en", pattern, "Intent", label, normal_form(label.split()), first, last, kept, traits=frozenset(traits)
    )


def _keeps(reading: Reading, at: int) -> Iterator[Candidate]:
    """Read *keeps me warm and dry*, *kept my feet dry*, *stays in place*."""
    word = reading.word(at)
    if word in _STAY and (reading.is_a(at + 1, "state") or reading.word(at + 1) in ("put", "in")):
        if reading.word(at + 1) == "in" and reading.word(at + 2) != "place":
            return
        end = at + (3 if reading.word(at + 1) == "in" else 2)
        yield _make(reading, "stay", f"stay {reading.surface(at + 1, end).lower()}", at, end, "state")
        return
    if word not in _KEEP:
        return
    after, body = at + 1, ""
    while reading.word(after) in _SOMEONE or reading.word(after) in DETERMINERS:
        after += 1
    if reading.is_a(after, "body") and not reading.is_a(after, "state"):
        body = reading.word(after)
        after += 1
        while reading.word(after) in ("nice", "and", "completely", "really"):
            after += 1
    after = reading.skip(
        after,
        frozenset(words("nice nicely and toasty super really so very completely perfectly feeling")) - {"toasty"},
    )
    for _ in range(3):
        if not reading.is_a(after, "state"):
            return
        state = reading.word(after)
        state = "comfortable" if state == "comfy" else state
        label = f"keep {body} {state}" if body else f"stay {state}"
        yield _make(reading, "keeps", label, at, after + 1, "state", *(["body"] if body else []), surface=False)
        if reading.word(after + 1) not in ("and", ",", "&"):
            return
        after = reading.skip(after + 2, frozenset(words("and super really very")))


def _verb_phrase(reading: Reading, at: int) -> tuple[str, int] | None:
    """Return the verb at ``at`` with its object, and where it ends."""
    verb = reading.word(at)
    if reading.is_mark(at) or verb in FUNCTION or stem(verb) in _EMPTY or verb in NOISE:
        return None
    end = at + 1
    words = [verb]
    if reading.word(end) in ("up", "out", "away", "down") and reading.word(end + 1) != "the":
        words.append(reading.word(end))
        end += 1
    start = reading.skip(end, DETERMINERS)
    chunk = reading.chunk(start)
    if chunk is not None and chunk.end - chunk.start <= 3:
        words += [word for word in reading.words[chunk.start : chunk.end] if word not in NOISE]
        end = chunk.end
    elif chunk is not None:
        return None
    return " ".join(words), end


def _helps(reading: Reading, at: int) -> Iterator[Candidate]:
    """Read *helps you recover faster*, *lets you move freely*, *so you can stay focused*, *designed to absorb*."""
    word = reading.word(at)
    if word in _HELP | _LET:
        after = at + 1
        while reading.word(after) in _SOMEONE or reading.word(after) in ("to", "body", "muscles", "skin", "better"):
            after += 1
        pattern = "helps" if word in _HELP else "lets"
    elif word == "can" and reading.word(at - 1) in ("you", "i") and reading.word(at - 2) in ("so", "that"):
        after, pattern = at + 1, "so-you-can"
    elif word == "to" and reading.word(at - 1) in ("designed", "made", "built", "engineered", "intended"):
        after, pattern = at + 1, "designed-to"
    else:
        return
    found = _verb_phrase(reading, after)
    if found is None:
        return
    label, end = found
    yield _make(reading, pattern, label, after, end, *_said_of(reading, after, end), surface=end - after > 1)


def _said_of(reading: Reading, at: int, end: int) -> list[str]:
    verb = [f"verb:{name}" for name in sorted(reading.classes(at) & {"effect", "state", "sport", "doing", "good"})] or [
        "verb:unknown"
    ]
    head = [f"object:{name}" for name in sorted(reading.classes(end - 1))] if end > at + 1 else ["object:none"]
    return [*verb, *(head or ["object:unknown"])]


def _does(reading: Reading, at: int) -> Iterator[Candidate]:
    """Read *wicks moisture*, *improves balance*, *blocks the wind*, *protects your joints*."""
    if not reading.is_a(at, "effect") or reading.word(at - 1) in DETERMINERS or reading.is_mark(at):
        return
    if reading.word(at - 1) in ("i", "we", "they", "not"):
        return
    base = reading.base(at, "effect")
    if base is None or not _is_verb(reading, at) or base in ("provide", "offer", "deliver"):
        return
    after = at + 1 if reading.word(at + 1) not in ("away", "out", "off") else at + 2
    chunk = reading.chunk(after)
    if chunk is None or chunk.end - chunk.start > 3:
        return
    words = reading.telling(chunk.start, chunk.end)
    end = chunk.end
    if words and words[-1] in ("range", "freedom") and reading.word(end) == "of" and not reading.is_mark(end + 1):
        words, end = [*words, "of", reading.word(end + 1)], end + 2
    if reading.is_a(chunk.head, "ailment"):
        words = [word for word in words[:-1] if not known(word, "bad", "breaks")] + words[-1:]
    if (
        not words
        or words[-1] in _VAGUE
        or reading.is_a(chunk.head, "goods", "part", "event")
        or words[-1].endswith(("ly", "s'"))
    ):
        return
    label = " ".join([base, *words])
    yield _make(
        reading,
        "does",
        label,
        at,
        end,
        "verb:effect",
        *(f"object:{name}" for name in sorted(reading.classes(chunk.head))),
    )


_GOOD_OF = frozenset({"body", "good", "weather", "ailment", "state", "climate"})
_BEFORE_VERB = frozenset(words("to helps help you and can will that which & , while also"))


def _is_verb(reading: Reading, at: int) -> bool:
    """Tell whether the word at ``at`` is a verb there, not the name of a thing: by its ending, or the word before."""
    word, before = reading.word(at), reading.word(at - 1)
    if word.endswith("ed") and word not in ("increased", "improved", "reduced", "enhanced"):
        return False
    if word.endswith("ing") and (reading.is_a(at + 1, "good") or reading.word(at + 1) not in DETERMINERS):
        return before in ("for", "while", "by", "to")
    if word.endswith("ing"):
        return before in _BEFORE_VERB or before in ("for", "while", "from") or reading.is_mark(at - 1)
    if word.endswith("s") and not word.endswith("ss"):
        return True
    return before in _BEFORE_VERB


def _gives(reading: Reading, at: int) -> Iterator[Candidate]:
    """Read *provides excellent support*, *offers a full range of motion*."""
    if reading.word(at) not in _GIVE:
        return
    begin = at + 1
    while reading.word(begin) in ("you", "me", "your", "us"):
        begin += 1
    for _ in range(3):
        chunk = reading.chunk(begin)
        if chunk is None:
            return
        words = reading.telling(chunk.start, chunk.end)
        end = chunk.end
        if reading.word(end) == "of" and words and words[-1] in ("range", "freedom", "ease"):
            more = reading.chunk(end + 1)
            if more is not None and more.end - more.start <= 2:
                words, end = [*words, "of", *reading.words[more.start : more.end]], more.end
        if words and reading.is_a(end - 1, "good") and "of" not in words:
            words = [word for word in words[:-1] if classes(word) & _GOOD_OF] + [words[-1]]
        if words and len(words) <= 5 and reading.is_a(end - 1, "good"):
            yield _make(reading, "gives", " ".join(words), chunk.start, end, "object:good")
        if reading.word(end) not in ("and", ",", "&", "or"):
            return
        begin = end + 1
        if reading.word(begin) == "and":
            begin += 1


def _easy_to(reading: Reading, at: int) -> Iterator[Candidate]:
    """Read *easy to clean*, *easy to adjust*."""
    if reading.word(at) not in ("easy", "easier", "simple") or reading.word(at + 1) != "to":
        return
    verb = reading.word(at + 2)
    if not verb or stem(verb) in _EMPTY - {stem("get")} or verb in ("see", "tell"):
        return
    end = at + 3
    if reading.word(end) in ("on", "up", "off", "apart", "out", "away", "down", "in"):
        end += 1
    label = f"easy to {reading.surface(at + 2, end).lower()}"
    if reading.word(end) == "and" and reading.word(end + 1) == "off":
        label, end = label + " and off", end + 2
    yield _make(reading, "easy-to", label, at, end)


def _is(reading: Reading, at: int) -> Iterator[Candidate]:
    """Read *moisture-wicking*, *quick-drying*, *water-resistant*, *dries quickly*, *breathable*."""
    word = reading.word(at)
    if "-" in word and word.rsplit("-", 1)[-1] in _COMPOUND:
        yield _make(reading, "compound", word, at, at + 1)
    elif word in _WHOLE:
        yield _make(reading, "quality", word, at, at + 1)
    elif word in ("dries", "dry", "dried", "drying") and reading.word(at + 1) in (
        "quickly",
        "fast",
        "quick",
        "ridiculously",
        "super",
    ):
        yield _make(reading, "dries", "dry quickly", at, at + 2)
