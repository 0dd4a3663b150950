"""Where English sentences say what bothers people: complaint clauses, what is lacking, and what somebody is rid of."""

from __future__ import annotations

from collections.abc import Iterator

from mkgrdf.extract.discovery.candidates import Candidate
from mkgrdf.extract.discovery.english_words import CLASSES, FUNCTION, OPPOSITES, PARTICLES, known
from mkgrdf.extract.discovery.reading import DETERMINERS, NOISE, Reading, normal_form
from mkgrdf.extract.discovery.stems import plural, singular, stem, third_person

__all__ = ["pains"]

_NEGATED = frozenset(
    """not n't never no don't doesn't didn't won't wouldn't can't cannot couldn't isn't aren't wasn't weren't hasn't
    haven't hadn't without barely hardly dont doesnt didnt cant wont isnt""".split()
)
_LINKS = frozenset(
    """is are was were be been being am gets get got feels feel felt looks look looked seems seem runs run ran fits fit
    came comes become becomes way really very so super too a bit little kind of kinda sort just extremely pretty quite
    definitely still also far much slightly somewhat these this those that they it on in the my""".split()
)
_TOO = frozenset("too way so super extremely overly far kinda bit little slightly somewhat pretty quite very really".split())
_AT = frozenset("in at on around under across into against through over between from near".split())
_RELIEF = frozenset(
    stem(word)
    for word in """prevent reduce eliminate minimize minimise avoid relieve combat fight alleviate resist banish
    soothe deter""".split()
)
_BETWEEN = frozenset("also slightly sometimes just kind of is was were are has have had still that thing".split())
_WASH = frozenset("wash washed washes washing dryer laundry".split())
_NEUTRAL = frozenset("run hold wash stretch wear come".split())


def pains(reading: Reading) -> Iterator[Candidate]:
    """Yield the pain points that ``reading`` names."""
    for at in range(len(reading)):
        yield from _trouble_verb(reading, at)
        yield from _trouble_word(reading, at)
        yield from _lacking(reading, at)
        yield from _fails(reading, at)
        yield from _hard_to(reading, at)
        yield from _rid_of(reading, at)


def _make(
    reading: Reading, pattern: str, label: str, words: list[str], start: int, end: int, *traits: str, surface: bool = True
) -> Candidate:
    first, last = reading.span(start, end)
    before = reading.words[max(0, start - 4) : start]
    seen = {*traits, *({"negated"} if any(word in _NEGATED for word in before) else ())}
    kept = reading.surface(start, end) if surface and end - start <= 6 else ""
    return Candidate("en", pattern, "PainPoint", label, normal_form(words), first, last, kept, traits=frozenset(seen))


def _subject(reading: Reading, at: int) -> int | None:
    """Return where the part stands that the word at ``at`` is said of: *the straps on this bag dig*."""
    for back in range(1, 6):
        place = at - back
        if reading.is_mark(place) or stem(reading.word(place)) in _RELIEF:
            return None
        if reading.is_a(place, "part", "body") and reading.word(place) not in _NEUTRAL:
            return place
        if reading.word(place) in ("and", "but", "because", "when", "which", "i", "you", "if", "to", "for"):
            return None
    return None


def _where(reading: Reading, at: int) -> tuple[int, list[str]]:
    """Return where a phrase like *into my shoulders*, *in the wash* ends that begins at ``at``, and its words."""
    if reading.word(at) in ("after", "when") and any(reading.word(at + more) in _WASH for more in (1, 2, 3, 4)):
        return at + 1 + next(more for more in (1, 2, 3, 4) if reading.word(at + more) in _WASH), ["in", "the", "wash"]
    if reading.word(at) not in _AT and reading.word(at) not in DETERMINERS:
        return at, []
    preposition = reading.word(at) if reading.word(at) in _AT else ""
    chunk = reading.chunk(at + 1 if preposition else at)
    if chunk is None:
        return at, []
    words = [word for word in reading.words[chunk.start : chunk.end] if word not in NOISE]
    if not words:
        return at, []
    if words[-1] in _WASH:
        return chunk.end, ["in", "the", "wash"]
    if not (reading.is_a(chunk.head, "body") or (preposition and reading.is_a(chunk.head, "part"))):
        return at, []
    return chunk.end, [*([preposition] if preposition else []), *(["the"] if preposition not in ("into", "") else []), *words[-2:]]


def _trouble_verb(reading: Reading, at: int) -> Iterator[Candidate]:
    """Read *straps dig into my shoulders*, *it shrunk in the wash*, *fell apart*, *the zipper broke*."""
    sure = reading.base(at, "breaks")
    verb = sure or reading.base(at, "turns")
    if verb is None or reading.word(at - 1) in DETERMINERS - {"that", "this", "these", "those", "all", "both"}:
        return
    if not _is_verb(reading, at) or (reading.word(at - 1) == "and" and reading.word(at - 2) == "wear"):
        return
    if reading.word(at - 1) in ("to", "of") and verb in ("stretch", "roll", "run", "ride", "wear", "wash"):
        return
    after, particle = at + 1, ""
    if verb == "stop" and reading.word(after).endswith("ing"):
        return
    while reading.word(after) in ("right", "completely", "all", "a", "bit", "so", "really", "it") and reading.word(after + 1) in PARTICLES:
        after += 1
    if reading.word(after) in PARTICLES or (verb == "dig" and reading.word(after) == "in"):
        particle = reading.word(after)
        after += 1
    end, place = _where(reading, after)
    if sure is None and not (particle or place):
        return
    if sure is None and verb in _NEUTRAL and not particle:
        return
    if sure is None and particle in ("on", "over", "open", "together") :
        return
    if sure is None and verb in ("come", "hold", "run", "cut", "wash", "wear", "roll", "stretch") and particle not in (
        "apart", "off", "loose", "undone", "out", "down", "thin", "up"
    ):
        return
    if (verb, particle) in {("come", "up"), ("come", "out"), ("run", "out"), ("run", "up"), ("run", "down"), ("run", "off"),
                            ("wear", "up"), ("wear", "off"), ("wear", "down"), ("hold", "up"), ("cut", "down"), ("cut", "out"),
                            ("come", "down"), ("roll", "out"), ("stretch", "up"), ("wash", "off"), ("wash", "up"), ("wash", "down"),
                            ("fall", "out"), ("roll", "off"), ("stretch", "off"), ("cut", "up"), ("hold", "down"), ("hold", "off"),
                            ("hold", "out"), ("wash", "out"), ("stick", "up"), ("ride", "out"), ("ride", "off"), ("ride", "down"),
                            ("cut", "off"), ("break", "down"), ("break", "out"), ("turn", "up")} and not place:  # fmt: skip
        return
    subject = _subject(reading, at)
    part = _part_name(reading, subject)
    verb_form = third_person(verb) if subject is None or part == singular(part) else verb
    if part:
        verb_form = third_person(verb)
    label = " ".join([*([part] if part else []), verb_form, *([particle] if particle else []), *place])
    words = [*([part] if part else []), verb, particle, *place]
    start = at
    if subject is not None and all(word in _BETWEEN for word in reading.words[subject + 1 : at]):
        start = subject
    traits = ["sure" if sure else "particle", *(["part"] if part else []), *(["where"] if place else [])]
    if reading.word(at - 1) in ("i", "we", "you"):
        traits.append("by-person")
    if reading.word(at).endswith("ing"):
        traits.append("gerund")
    yield _make(reading, "trouble-verb", label, [word for word in words if word], start, end, *traits)


_BEFORE_VERB = _NEGATED | frozenset(
    """to i you we they these those can could will would might may must should did do does always often sometimes really
    also and just easily quickly constantly all both mine ones it""".split()
)


def _is_verb(reading: Reading, at: int) -> bool:
    """Tell whether the word at ``at`` is a verb there: a bare form needs somebody or several that do it."""
    word, before = reading.word(at), reading.word(at - 1)
    if word != known(word, "breaks", "turns") or reading.word(at + 1) in PARTICLES:
        return True
    return before in _BEFORE_VERB or (before.endswith("s") and not before.endswith("ss")) or before in ("feet", "did")


def _part_name(reading: Reading, at: int | None) -> str:
    return "" if at is None else singular(reading.word(at).removesuffix("'s"))


def _trouble_word(reading: Reading, at: int) -> Iterator[Candidate]:
    """Read *too tight in the shoulders*, *itchy fabric*, *the sleeves are a bit short*, *it looks boxy*."""
    bad, extent = reading.base(at, "bad"), reading.base(at, "extent")
    if (bad is None and extent is None) or reading.is_a(at - 1, "weather"):
        return
    word = reading.word(at)
    too = reading.word(at - 1) in _TOO or (reading.word(at - 1) in ("to",) and extent is not None and reading.is_mark(at + 1))
    strong = reading.word(at - 1) == "too" or reading.word(at - 2) == "too" or (reading.word(at - 1) == "way")
    if reading.word(at + 1) in ("enough",) and any(item in _NEGATED for item in reading.words[max(0, at - 4) : at]):
        yield _make(reading, "not-adj-enough", f"not {word} enough", ["not-enough", word], at, at + 2, "extent", surface=False)
        return
    end, place = _where(reading, at + 1)
    subject = None
    for back in range(1, 5):
        if reading.is_mark(at - back):
            break
        if reading.is_a(at - back, "part", "body") and reading.word(at - back) not in FUNCTION:
            subject = at - back
            if bad is None and (_is_ones(reading, subject) or reading.word(subject) == "sizes"):
                return  # "my shoulders are really big" is no complaint about the thing
            break
        if reading.word(at - back) not in _LINKS:
            break
    follows = reading.is_a(at + 1, "part") and not reading.is_mark(at + 1)
    if bad is None and not (too and (strong or subject is not None or place)):
        return
    said = "too " + word if bad is None else word
    traits = ["bad" if bad else "extent", *(["too"] if strong else []), *(["where"] if place else []), *(["part"] if subject is not None else [])]
    if follows and bad:
        part = reading.word(at + 1)
        yield _make(reading, "bad-part", f"{word} {part}", [word, singular(part)], at, at + 2, *traits)
        return
    if subject is not None:
        part = reading.word(subject)
        label = f"{part} {said}"
        yield _make(reading, "part-is", label, [*said.split(), singular(part)], subject, at + 1, *traits)
        return
    if place:
        yield _make(reading, "too-where", f"{said} {' '.join(place)}", [*said.split(), *place], at, end, *traits)
    yield _make(reading, "too" if bad is None else "bad", said, said.split(), at - 1 if strong and bad is None else at, at + 1, *traits)


def _is_ones(reading: Reading, at: int) -> bool:
    return reading.is_a(at, "body") and reading.word(at - 1) in ("my", "your", "his", "her", "our", "their")


_MASS = frozenset(CLASSES["good"].values()) | {"padding", "cushioning", "material", "fabric", "elasticity", "give", "fabric"}


def _lacking(reading: Reading, at: int) -> Iterator[Candidate]:
    """Read *not enough pockets*, *needs more padding*, *I prefer more compartments*, *wish it had a hood*."""
    word = reading.word(at)
    begin, pattern = None, ""
    if word == "enough" and any(item in _NEGATED for item in reading.words[max(0, at - 3) : at]):
        begin, pattern = at + 1, "not-enough"
    elif word == "more" and _wished(reading, at):
        begin, pattern = at + 1, "wish-more"
    elif word in ("lacks", "lack", "lacking", "missing", "insufficient"):
        begin, pattern = at + (2 if reading.word(at + 1) == "of" else 1), "lacks"
    elif word in OPPOSITES and _wished(reading, at):
        yield from _wished_other(reading, at)
        return
    elif word in ("had", "has", "have", "came", "comes") and _wished(reading, at) and reading.word(at - 1) in ("it", "they", "this", "these"):
        begin, pattern = at + (2 if reading.word(at + 1) == "with" else 1), "wish-had"
        if reading.word(begin) in ("more", "a") and reading.word(begin + 1) in ("more", "few", "bit"):
            return
        if reading.word(begin) == "more":
            return
    if begin is None:
        return
    chunk = reading.chunk(begin)
    if chunk is None:
        return
    words = reading.telling(chunk.start, chunk.end)
    if not words or len(words) > 3 or words[-1] in OPPOSITES or reading.is_a(chunk.head, "bad", "extent") or words[-1] in ("colors", "color", "stars", "time", "money"):
        return
    thing = " ".join(words)
    if pattern == "wish-had":
        if reading.word(begin) in ("actual", "better"):
            return
        label, normal = f"no {singular(thing)}" if len(words) == 1 else f"no {thing}", ["lack", *words]
    else:
        many = thing if words[-1] in _MASS or words[-1].endswith("ing") or not reading.is_a(chunk.head, "part", "goods") else plural(thing)
        label, normal = f"not enough {many}", ["not-enough", *words]
    traits = [f"thing:{name}" for name in reading.classes(chunk.head)] or ["thing:unknown"]
    yield _make(reading, pattern, label, normal, at, chunk.end, *traits, surface=pattern in ("lacks", "wish-more"))


def _wished(reading: Reading, at: int) -> bool:
    before = reading.words[max(0, at - 8) : at]
    return any(
        word in ("wish", "wished", "prefer", "need", "needs", "needed", "hoping", "want", "wanted", "would", "i'd", "could", "should", "liked", "lacks")
        for word in before
    ) and not any(word in ("buy", "buying", "get", "order", "own", "no") for word in before[-2:])


def _wished_other(reading: Reading, at: int) -> Iterator[Candidate]:
    """Read *wish it was longer*, *wanted the handles to be longer*: it is the opposite now."""
    opposite = OPPOSITES[reading.word(at)]
    subject = next(
        (at - back for back in range(1, 7) if reading.is_a(at - back, "part") and reading.word(at - back) not in FUNCTION), None
    )
    if reading.is_a(at + 1, "part") and subject is None:
        subject = at + 1
    if subject is None:
        yield _make(reading, "wish-other", f"too {opposite}", ["too", opposite], at, at + 1, "extent", surface=False)
    else:
        part = reading.word(subject)
        yield _make(
            reading, "wish-other", f"{part} too {opposite}", [singular(part), "too", opposite], at, at + 1, "part", surface=False
        )


def _fails(reading: Reading, at: int) -> Iterator[Candidate]:
    """Read *doesn't keep me dry*, *won't stay in place*, *didn't hold up*, *doesn't breathe*."""
    if reading.word(at) not in _NEGATED or reading.word(at) in ("no", "without", "never"):
        return
    verb_at = reading.skip(at + 1, frozenset("really even always seem to actually quite keep exactly be".split()) - {"keep"})
    verb = reading.word(verb_at)
    label: str | None = None
    end = verb_at + 1
    if verb in ("keep", "keeping", "kept"):
        state = next((place for place in range(end, min(end + 4, len(reading))) if reading.is_a(place, "state")), None)
        if state is not None:
            label, end = f"doesn't keep {reading.word(state)}", state + 1
    elif verb in ("stay", "staying"):
        if reading.is_a(end, "state") or reading.word(end) in ("put", "up", "on", "in"):
            stop = end + (2 if reading.word(end) == "in" and reading.word(end + 1) == "place" else 1)
            label, end = f"doesn't stay {reading.surface(end, stop).lower()}", stop
    elif verb in ("fit", "breathe", "last", "stretch", "adjust", "close", "grip", "drain", "wick", "lock", "seal"):
        label = f"doesn't {verb}"
    elif verb in ("hold",) and reading.word(end) in ("up", "much", "water"):
        label, end = f"doesn't hold {reading.word(end)}", end + 1
    if label is None:
        return
    yield _make(reading, "fails", label, ["not", *label.split()[1:]], at, end, "benefit", surface=end - at <= 3)


def _hard_to(reading: Reading, at: int) -> Iterator[Candidate]:
    """Read *hard to clean*, *difficult to get on*."""
    if reading.word(at) not in ("hard", "difficult", "impossible", "tough", "tricky") or reading.word(at + 1) != "to":
        return
    verb = reading.word(at + 2)
    if not verb or verb in ("be", "do", "say", "tell", "believe", "find", "beat", "imagine", "explain", "know"):
        return
    end = at + 3
    if reading.word(end) in PARTICLES or reading.word(end) in ("on", "in"):
        end += 1
    label = f"hard to {reading.surface(at + 2, end).lower()}"
    yield _make(reading, "hard-to", label, ["hard", *reading.words[at + 2 : end]], at, end)


def _rid_of(reading: Reading, at: int) -> Iterator[Candidate]:
    """Read *no more blisters*, *prevents chafing*, *without the bulk*, *say goodbye to odor*, *chafe-free*."""
    word = reading.word(at)
    begin, pattern = None, "relief"
    if word == "no" and reading.word(at + 1) == "more":
        begin, pattern = at + 2, "no-more"
    elif word in ("goodbye", "good-bye", "bye") and reading.word(at + 1) == "to":
        begin, pattern = at + 2, "no-more"
    elif word == "without":
        begin, pattern = at + 1, "without"
    elif stem(word) in _RELIEF:
        begin = at + 1
    elif word.endswith("-free") and len(word) > 7 and not word.startswith(("hands", "worry", "care")):
        name = word.removesuffix("-free")
        yield _make(reading, "x-free", name, [name], at, at + 1, *(f"thing:{item}" for item in _named(name)), surface=False)
        return
    elif word in ("suffer", "suffers", "suffering") and reading.word(at + 1) == "from":
        begin, pattern = at + 2, "suffer-from"
    elif word == "free" and reading.word(at + 1) in ("of", "from"):
        begin, pattern = at + 2, "x-free"
    if begin is None:
        return
    for _ in range(3):
        chunk = reading.chunk(begin)
        if chunk is None:
            return
        words = reading.telling(chunk.start, chunk.end)
        if reading.is_a(chunk.head, "ailment", "breaks"):
            words = [word for word in words[:-1] if not known(word, "bad", "breaks", "extent")] + words[-1:]
        if words and len(words) <= 3:
            traits = [f"thing:{name}" for name in reading.classes(chunk.head)] or ["thing:unknown"]
            yield _make(reading, pattern, " ".join(words), words, chunk.start, chunk.end, *traits)
        if reading.word(chunk.end) not in ("and", "or", ","):
            return
        begin = chunk.end + 1
        if reading.word(begin) in ("and", "or"):
            begin += 1


def _named(word: str) -> list[str]:
    return [name for name, table in CLASSES.items() if stem(word) in table] or ["unknown"]
