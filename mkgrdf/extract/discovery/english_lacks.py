"""Where English sentences say what is missing, what fails, what is hard, and what somebody is rid of."""

from __future__ import annotations

from collections.abc import Iterator

from mkgrdf.extract.discovery.english_troubles import NEGATED, RELIEVES, Find, things
from mkgrdf.extract.discovery.english_words import CLASSES, FUNCTION, OPPOSITES, PARTICLES, known
from mkgrdf.extract.discovery.reading import Reading
from mkgrdf.extract.discovery.stems import plural, singular, stem
from mkgrdf.extract.discovery.word_lists import words

__all__ = ["lacks"]

_MASS = frozenset(CLASSES["good"].values()) | {"padding", "cushioning", "material", "fabric", "elasticity", "give"}
_WISHES = frozenset(words("wish wished prefer need needs needed hoping want wanted would i'd could should liked lacks"))
_BUYS = frozenset(words("buy buying get order own no"))
_NO_LACK = frozenset(words("colors color stars time money"))
_FAILING = frozenset(words("fit breathe last stretch adjust close grip drain wick lock seal"))
_FILLERS = frozenset(words("really even always seem to actually quite exactly be"))
_NOT_HARD = frozenset(words("be do say tell believe find beat imagine explain know"))


def lacks(reading: Reading, at: int) -> Iterator[Find]:
    """Yield what the word at ``at`` begins: a lack, a failure, a difficulty, or relief."""
    word = reading.word(at)
    if word in OPPOSITES and _wished(reading, at):
        yield _other(reading, at)
    yield from _lacking(reading, at)
    if word in NEGATED and word not in ("no", "without", "never"):
        yield from _fails(reading, at)
    if word in ("hard", "difficult", "impossible", "tough", "tricky") and reading.word(at + 1) == "to":
        yield from _hard_to(reading, at)
    yield from _rid_of(reading, at)


def _wished(reading: Reading, at: int) -> bool:
    before = reading.words[max(0, at - 8) : at]
    return not _WISHES.isdisjoint(before) and _BUYS.isdisjoint(before[-2:])


def _lacking(reading: Reading, at: int) -> Iterator[Find]:
    """Read *not enough pockets*, *needs more padding*, *I prefer more compartments*, *wish it had a hood*."""
    found = _lack_at(reading, at)
    chunk = None if found is None else reading.chunk(found[1])
    if found is None or chunk is None:
        return
    pattern = found[0]
    told = reading.telling(chunk.start, chunk.end)
    if not told or len(told) > 3 or reading.is_a(chunk.head, "bad", "extent") or told[-1] in {*OPPOSITES, *_NO_LACK}:
        return
    thing = " ".join(told)
    if pattern == "wish-had":
        label, telling = f"no {singular(thing)}" if len(told) == 1 else f"no {thing}", ("lack", *told)
    else:
        counted = reading.is_a(chunk.head, "part", "goods") and told[-1] not in _MASS and not told[-1].endswith("ing")
        label, telling = f"not enough {plural(thing) if counted else thing}", ("not-enough", *told)
    surface = pattern in ("lacks", "wish-more")
    yield Find(pattern, label, telling, at, chunk.end, things(reading, chunk.head), surface=surface)


def _lack_at(reading: Reading, at: int) -> tuple[str, int] | None:
    """Return the pattern of a lack that stands at ``at``, and where what is lacking begins."""
    word, after = reading.word(at), reading.word(at + 1)
    if word == "enough" and not NEGATED.isdisjoint(reading.words[max(0, at - 3) : at]):
        return "not-enough", at + 1
    if word == "more" and _wished(reading, at):
        return "wish-more", at + 1
    if word in ("lacks", "lack", "lacking", "missing", "insufficient"):
        return "lacks", at + (2 if after == "of" else 1)
    owned = word in ("had", "has", "have", "came", "comes") and reading.word(at - 1) in ("it", "they", "this", "these")
    if not owned or not _wished(reading, at):
        return None
    begin = at + (2 if after == "with" else 1)
    many = reading.word(begin) == "a" and reading.word(begin + 1) in ("more", "few", "bit")
    return None if many or reading.word(begin) in ("more", "actual", "better") else ("wish-had", begin)


def _other(reading: Reading, at: int) -> Find:
    """Read *wish it was longer*, *wanted the handles to be longer*: it is the opposite now."""
    opposite = OPPOSITES[reading.word(at)]
    parts = [place for place in range(at - 1, at - 7, -1) if reading.is_a(place, "part")]
    subject = next((place for place in parts if reading.word(place) not in FUNCTION), None)
    if subject is None and reading.is_a(at + 1, "part"):
        subject = at + 1
    if subject is None:
        return Find("wish-other", f"too {opposite}", ("too", opposite), at, at + 1, ("extent",), surface=False)
    part = reading.word(subject)
    telling = (singular(part), "too", opposite)
    return Find("wish-other", f"{part} too {opposite}", telling, at, at + 1, ("part",), surface=False)


def _fails(reading: Reading, at: int) -> Iterator[Find]:
    """Read *doesn't keep me dry*, *won't stay in place*, *didn't hold up*, *doesn't breathe*."""
    verb_at = reading.skip(at + 1, _FILLERS)
    verb, end = reading.word(verb_at), verb_at + 1
    said = ""
    if verb in ("keep", "keeping", "kept"):
        state = next((place for place in range(end, min(end + 4, len(reading))) if reading.is_a(place, "state")), None)
        if state is not None:
            said, end = f"keep {reading.word(state)}", state + 1
    elif verb in ("stay", "staying") and (reading.is_a(end, "state") or reading.word(end) in ("put", "up", "on", "in")):
        stop = end + (2 if reading.word(end) == "in" and reading.word(end + 1) == "place" else 1)
        said, end = f"stay {reading.surface(end, stop).lower()}", stop
    elif verb in _FAILING:
        said = verb
    elif verb == "hold" and reading.word(end) in ("up", "much", "water"):
        said, end = f"hold {reading.word(end)}", end + 1
    if said:
        telling = ("not", *said.split())
        yield Find("fails", f"doesn't {said}", telling, at, end, ("benefit",), surface=end - at <= 3)


def _hard_to(reading: Reading, at: int) -> Iterator[Find]:
    """Read *hard to clean*, *difficult to get on*."""
    verb = reading.word(at + 2)
    if verb and verb not in _NOT_HARD and reading.word(at - 1) not in ("as", "works", "work", "worked"):
        end = at + 3 + (reading.word(at + 3) in PARTICLES or reading.word(at + 3) in ("on", "in"))
        label = f"hard to {reading.surface(at + 2, end).lower()}"
        yield Find("hard-to", label, ("hard", *reading.words[at + 2 : end]), at, end)


def _rid_of(reading: Reading, at: int) -> Iterator[Find]:
    """Read *no more blisters*, *prevents chafing*, *without the bulk*, *say goodbye to odor*, *chafe-free*."""
    word = reading.word(at)
    if word.endswith("-free") and len(word) > 7 and not word.startswith(("hands", "worry", "care")):
        name = word.removesuffix("-free")
        traits = tuple(f"thing:{kind}" for kind, table in CLASSES.items() if stem(name) in table) or ("thing:unknown",)
        yield Find("x-free", name, (name,), at, at + 1, traits, surface=False)
        return
    found = _relief_at(reading, at)
    if found is None:
        return
    pattern, begin = found
    for _ in range(3):
        chunk = reading.chunk(begin)
        if chunk is None:
            return
        told = reading.telling(chunk.start, chunk.end)
        if reading.is_a(chunk.head, "ailment", "breaks"):
            told = [item for item in told[:-1] if not known(item, "bad", "breaks", "extent")] + told[-1:]
        thing = reading.is_a(chunk.head, "goods", "part") and not reading.is_a(chunk.head, "ailment")
        if 0 < len(told) <= 3 and not thing and not told[-1].endswith("ed"):
            traits = things(reading, chunk.head)
            yield Find(pattern, " ".join(told), tuple(told), chunk.start, chunk.end, traits)
        if reading.word(chunk.end) not in ("and", "or", ","):
            return
        begin = reading.skip(chunk.end + 1, frozenset({"and", "or"}))


def _relief_at(reading: Reading, at: int) -> tuple[str, int] | None:
    """Return the pattern of relief that stands at ``at``, and where what somebody is rid of begins."""
    word, after = reading.word(at), reading.word(at + 1)
    if (word == "no" and after == "more") or (word in ("goodbye", "good-bye", "bye") and after == "to"):
        return "no-more", at + 2
    if word == "without":
        return "without", at + 1
    if stem(word) in RELIEVES:
        return "relief", at + 1
    if word in ("suffer", "suffers", "suffering") and after == "from":
        return "suffer-from", at + 2
    return ("x-free", at + 2) if word == "free" and after in ("of", "from") else None
