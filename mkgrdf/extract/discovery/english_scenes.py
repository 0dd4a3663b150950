"""Where English sentences say in which scene, for whom, or on which occasion a thing is used."""

from __future__ import annotations

from collections.abc import Iterator

from mkgrdf.extract.discovery.candidates import Candidate, Part
from mkgrdf.extract.discovery.english_words import FUNCTION, classes
from mkgrdf.extract.discovery.reading import DETERMINERS, NOISE, Chunk, Reading, normal_form
from mkgrdf.extract.discovery.stems import gerund, plural, stem
from mkgrdf.extract.discovery.word_lists import words

__all__ = ["scenes"]

_VAGUE = frozenset(words("anything everything something nothing everyone range variety lot bunch kind couple"))
_PRAISE = frozenset(
    words("""great good perfect ideal best awesome nice works work suitable excellent wonderful fine amazing
    made meant designed built recommended recommend favorite fantastic comfortable useful handy essential right
    okay ok must-have light enough warm fit ready cool versatile bought got purchased worn love use used wear""")
)
_WHILE = frozenset(words("while when whenever during after before throughout"))
_PLACED = frozenset(words("at on in to through around into from"))
_WEAR = frozenset(stem(word) for word in words("wear use take bring carry throw pack put keep have"))
_CLOCK = frozenset(
    words("""minute minutes hour hours day days week weeks month months year years time times second seconds
    wear wash washes use uses price money reason reasons size fit look looks quality thing things way lot sure
    while now""")
)
_ACTS = ("sport", "doing", "event")
_CONDITIONS = ("weather", "climate", "time", "place")
_HEADS = ("sport", "doing", "event", "place", "weather", "holiday")
_DONE = frozenset({*_ACTS, "goods", "part"})
_NOT_DONE = frozenset(
    stem(word)
    for word in words("""wear use have get be want need put take wash buy look feel know think see hold keep
        make go come try order say tell give find like love hate start stop seem own pull turn receive return
        open arrive fit worry sweat bend touch let bring show lean reach ask pay return lose become include turn
        last expect decide realize add remove dry fold hang tie zip grow learn notice call write read post mind
        help send choose forget cool sit stand lie compare deal pick finish miss hit raise lower provide offer
        spend work live sound stay follow wait""")
)


def scenes(reading: Reading) -> Iterator[Candidate]:
    """Yield the scenes, audiences and occasions that ``reading`` names."""
    for at, (word, kinds) in enumerate(zip(reading.words, reading.kinds, strict=True)):
        if word == "for":
            yield from _for(reading, at)
        elif word in _WHILE:
            yield from _while(reading, at)
        elif word in _PLACED:
            yield from _somewhere(reading, at)
        if not kinds.isdisjoint(_DONE):
            yield from _composed(reading, at)
            yield from _made_for(reading, at)


def _for(reading: Reading, at: int) -> Iterator[Candidate]:
    """Read *great for the gym*, *perfect for running*, *I use it for work*, *good for serious runners*."""
    praised = any(reading.word(at - back) in _PRAISE for back in range(1, 5))
    for chunk in _listed(reading, at + 1):
        yield from _name(reading, chunk, "praised-for" if praised else "for")


def _listed(reading: Reading, at: int) -> Iterator[Chunk]:
    """Yield the noun phrase at ``at`` and those that *and*, *or* and commas add to it."""
    for _ in range(4):
        chunk = reading.chunk(at)
        if chunk is None:
            return
        yield chunk
        after = reading.word(chunk.end)
        if after not in ("and", "or", ",", "&", "/"):
            return
        at = chunk.end + 1
        if reading.word(at) in ("and", "or", "just", "even"):
            at += 1


def _while(reading: Reading, at: int) -> Iterator[Candidate]:
    """Read *while running*, *during my workout*, *when I'm sailing*, *when I run*."""
    after = at + 1
    said = reading.word(after) in (
        "i",
        "you",
        "we",
        "i'm",
        "you're",
        "im",
        "we're",
        "he's",
        "she's",
        "he",
        "she",
        "they're",
    )
    if said:
        after = reading.skip(after + 1, frozenset(words("am are is 'm 're was just only be")))
        word = reading.word(after)
        if not word or stem(word) in _NOT_DONE:
            return
        if not (
            reading.is_a(after, "sport", "doing")
            and (word.endswith("ing") or reading.word(after - 1) in ("i", "you", "we"))
        ):
            return
        yield from _name(reading, _doing(reading, after), "when-i")
        return
    for chunk in _listed(reading, after):
        word = reading.word(chunk.start)
        if word.endswith("ing") and stem(word) in _NOT_DONE:
            return
        doing = word.endswith("ing") and reading.is_a(chunk.start, "sport", "doing")
        if doing:
            yield from _name(reading, _doing(reading, chunk.start), "while")
        elif reading.word(at) in ("during", "before", "after", "throughout") and reading.is_a(
            chunk.head, *_HEADS, "time"
        ):
            yield from _name(reading, chunk, "while")


def _doing(reading: Reading, at: int) -> Chunk:
    """Return what is done at ``at``: the verb, and the noun that some verbs need (*shovel snow*, *play tennis*)."""
    end = at + 1
    if (
        not reading.is_mark(end)
        and reading.word(end) not in FUNCTION
        and reading.is_a(end, "sport", "weather", "event")
    ):
        end += 1
    return Chunk(at, end, end - 1)


def _somewhere(reading: Reading, at: int) -> Iterator[Candidate]:
    """Read *at the gym*, *on the trail*, *to yoga class*, *in the rain*; only with a head that is such a thing."""
    word = reading.word(at)
    chunk = reading.chunk(at + 1)
    if chunk is None or not reading.is_a(chunk.head, *_HEADS, "time"):
        return
    if word in ("to", "from"):
        before = [reading.word(at - back) for back in range(1, 6)]
        moved = any(
            stem(item) in _WEAR or item in ("go", "going", "hit", "trip", "trips", "ride", "walk")
            for item in before
            if item
        )
        if not moved or (
            reading.word(at + 1) == reading.word(chunk.start)
            and not reading.is_a(chunk.head, "place", "sport", "event")
        ):
            return
    yield from _name(reading, chunk, f"{word}-place")


def _composed(reading: Reading, at: int) -> Iterator[Candidate]:
    """Read *running in the winter*, *jogging in cold weather*, *a walk on cool evenings*: what is done, and when."""
    if not _is_act(reading, at):
        return
    word = reading.word(at)
    act = reading.base(at, "sport", "doing", "event") or word
    if at + 1 < len(reading) and word.startswith("play") and reading.is_a(at + 1, "sport"):
        at, word, act = at + 1, reading.word(at + 1), reading.base(at + 1, "sport") or word
    before = at + 1
    if reading.word(before) not in ("in", "on", "at", "through", "during", "along"):
        return
    reached = before + 1
    for turn in range(3):
        chunk = reading.chunk(reached)
        if chunk is None or not reading.is_a(chunk.head, "weather", "time", "place", "climate"):
            return
        condition = reading.telling(chunk.start, chunk.end)
        if condition and condition[-1] not in _CLOCK and condition not in (["home"], ["work"]):
            yield _compose(reading, " ".join(condition), _act_name(word, act), at, chunk.end, whole=turn == 0)
        if reading.word(chunk.end) not in ("and", "or", "at", "on", "in"):
            return
        reached = chunk.end + 1


def _act_name(word: str, base: str) -> str:
    return gerund(base) if word.endswith("ing") else base


def _compose(reading: Reading, condition: str, act: str, start: int, end: int, *, whole: bool) -> Candidate:
    parts = (Part(condition, normal_form(condition.split())), Part(act, normal_form([act])))
    label = f"{condition.replace(' ', '-')} {act}"
    first, last = reading.span(start, end)
    return Candidate(
        language="en",
        pattern="composed",
        guess="Scene",
        label=label,
        normal=tuple(sorted({*parts[0].normal, *parts[1].normal})),
        start=first,
        end=last,
        surface=reading.surface(start, end) if whole else "",
        parts=parts,
        traits=frozenset({f"condition:{name}" for word in condition.split() for name in classes(word)}),
    )


def _made_for(reading: Reading, at: int) -> Iterator[Candidate]:
    """Read *yoga pants*, *golf shirt*, *dog walking pants*, *cold-weather training*: what stands before the head."""
    if not reading.is_a(at, "goods", "part") and not reading.is_a(at, *_ACTS):
        return
    before = reading.word(at - 1)
    if reading.is_mark(at - 1) or before in FUNCTION or before in NOISE:
        return
    if reading.is_a(at, "goods") and reading.is_a(at - 1, "sport"):
        yield from _name(reading, Chunk(at - 1, at, at - 1), "goods-for")
    elif _is_act(reading, at) and _sets_scene(reading, at - 1):
        start = at - 1
        while reading.is_a(start - 1, "climate", "weather", "time") and reading.is_a(start, "weather", "time"):
            start -= 1
        if reading.words[start:at] in (("weather",), ("season",), ("temperature",), ("year",), ("day",)):
            return
        condition = " ".join(reading.words[start:at]).replace("-", " ")
        act = reading.base(at, *_ACTS) or reading.word(at)
        yield _compose(reading, condition, _act_name(reading.word(at), act), start, at + 1, whole=True)


def _sets_scene(reading: Reading, at: int) -> bool:
    word = reading.word(at)
    if "-" in word:
        return reading.is_a(at, "weather", "time", "place")
    return reading.is_a(at, "weather", "time", "climate") or (
        reading.is_a(at, "place") and not reading.is_a(at, "person")
    )


def _name(reading: Reading, chunk: Chunk, pattern: str) -> Iterator[Candidate]:
    """Yield the phrase ``chunk`` as what it names: people, a holiday, or a scene; nothing if it is none of them."""
    found = reading.classes(chunk.head)
    if reading.word(chunk.head).endswith("ing") and reading.word(chunk.end) in ("out", "around"):
        chunk = Chunk(chunk.start, chunk.end + 1, chunk.head)  # hanging out, lounging around
    words = reading.telling(chunk.start, chunk.end)
    if not words or words[-1] in _CLOCK | _VAGUE or words[0] in _VAGUE or len(words) > 4 or words[-1].endswith("ed"):
        return
    if reading.is_a(chunk.start, "body") or (found and not found & _TELLS):
        return
    if _is_composed(reading, chunk):
        return  # what sets the scene and what is done are found together, see _made_for
    if "good" in found and not found & {"sport", "doing", "event", "place", "person"}:
        yield from _aim(reading, chunk, pattern, found)
        return
    head = words[-1]
    if head.endswith("ing") and found and not found & {"sport", "doing", "event", "weather", "time"}:
        return  # tracking, storing: what a thing does for one, no scene
    first, last = reading.span(chunk.start, chunk.end)
    if "person" in found:
        guess, label = "Audience", " ".join([*words[:-1], plural(head)])
    elif "holiday" in found:
        guess, label = "Occasion", " ".join(words)
    else:
        guess, label = "Scene", _scene_label(reading, chunk, words)
    traits = {f"head:{name}" for name in found} or {"head:unknown"}
    traits |= {f"words:{min(len(words), 4)}"} | ({"gerund"} if head.endswith("ing") else set())
    if any(word in DETERMINERS for word in (reading.word(chunk.start - 1),)):
        traits.add("determined")
    yield Candidate(
        "en", pattern, guess, label, normal_form(words), first, last, " ".join(words), traits=frozenset(traits)
    )


_TELLS = frozenset({*_HEADS, "person", "time", "good"})


def _is_composed(reading: Reading, chunk: Chunk) -> bool:
    """Tell whether a noun phrase is a condition and what is done: *cold-weather hikes*."""
    return chunk.end - chunk.start >= 2 and _is_act(reading, chunk.head) and _sets_scene(reading, chunk.head - 1)


def _is_act(reading: Reading, at: int) -> bool:
    """Tell whether the word at ``at`` is something to do, and not rather a place or the first half of another."""
    if not reading.is_a(at, *_ACTS) or reading.is_a(at + 1, *_ACTS):
        return False
    return reading.word(at).endswith("ing") or not reading.is_a(at, "place")


_MODIFIERS = ("body", "good", "weather", "ailment", "state", "climate")


def _aim(reading: Reading, chunk: Chunk, pattern: str, found: frozenset[str]) -> Iterator[Candidate]:
    """Yield what *for better support*, *for arch support* is about: the good, and what it is a good of."""
    words = [
        reading.word(at)
        for at in range(chunk.start, chunk.end)
        if at == chunk.head or (reading.is_a(at, *_MODIFIERS) and reading.word(at) not in NOISE)
    ]
    first, last = reading.span(chunk.start, chunk.end)
    label = " ".join(words)
    traits = frozenset(f"head:{name}" for name in found)
    surface = label if chunk.end - chunk.start == len(words) else ""
    yield Candidate("en", pattern, "Intent", label, normal_form(words), first, last, surface, traits=traits)


def _scene_label(reading: Reading, chunk: Chunk, words: list[str]) -> str:
    """Return the scene's name: a bare verb in *-ing*, a countable thing in the singular of its table."""
    head = words[-1]
    act = reading.base(chunk.head, "sport")
    if (
        len(words) == 1
        and act
        and (head == act or head == act + "s")
        and not reading.is_a(chunk.head, "event", "place")
    ):
        return act
    if len(words) == 1 and (base := reading.base(chunk.head, *_HEADS)) and not head.endswith("ing"):
        return base
    base = reading.base(chunk.head, "event", "place")
    if len(words) == 2 and not head.endswith("ing") and act is None and base:
        return f"{words[0]} {base}"
    return " ".join(words)
