"""Labels in text: word boundaries, folding with offsets, longest match, and agreement with a slow reference."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mkgrdf.text.automaton import LabelAutomaton, _fold_by_clusters, fold
from mkgrdf.text.language import is_han

AUTOMATON = LabelAutomaton(
    [
        ("gym", "en", "gym"),
        ("gym bag", "en", "bag"),
        ("dry skin", "en", "dry"),
        ("non-stick", "en", "stick"),
        ("light", "en", "bright"),
        ("light", "en", "weightless"),
        ("健身", "zh", "fitness"),
        ("健身房", "zh", "gym"),
        ("T恤", "zh", "tee"),
        ("一", "zh", "never: too short"),
    ]
)


def found(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(text[match.start : match.end], match.keys) for match in AUTOMATON.find(text)]


@pytest.mark.parametrize("text", ["gymnast", "agym", "gym-goer", "pre-gym", "gym_1", "gym2", "gym'll", "o'gym", "一"])
def test_part_of_a_word_is_no_match(text: str) -> None:
    """Inside a longer word, a hyphenated one or a contraction, a label does not match."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The GYM.", "GYM"),
        ("two gyms", "gyms"),
        ("the gym's floor", "gym's"),
        ("the gym’s floor", "gym’s"),
        ("'gym'", "gym"),
        ("- gym -", "gym"),
        ("去gym练", "gym"),
        ("ｇｙｍ", "ｇｙｍ"),
        ("non‑stick", "non‑stick"),
        ("dry   skin", "dry   skin"),
        ("我的Ｔ恤好", "Ｔ恤"),
    ],
)
def test_whole_word_matches_in_any_form(text: str, words: str) -> None:
    """Case, width, plural, possessive, odd hyphens and blanks do not matter, and offsets are those of the original."""
    assert [match for match, _ in found(text)] == [words]


def test_longest_match_wins() -> None:
    """Of labels at one place, the longest is taken and nothing inside it."""
    assert found("my gym bag, 在健身房健身") == [("gym bag", ("bag",)), ("健身房", ("gym",)), ("健身", ("fitness",))]


def test_ambiguous_label_gives_all() -> None:
    """A label of several concepts names all of them."""
    assert found("so light") == [("light", ("bright", "weightless"))]


def test_no_match_across_lines() -> None:
    """A line break ends a sentence, so it is no blank inside a label."""
    assert found("dry\nskin") == []


def test_plurals_can_be_off() -> None:
    """Without the option a plural is another word."""
    assert LabelAutomaton([("gym", "en", 1)], plurals=False).find("gyms") == ()


def test_accept_clears_the_way() -> None:
    """A label that is not accepted does not hide a shorter one under it."""
    matches = AUTOMATON.find("gym bag", accept=lambda key: key != "bag")
    assert [match.keys for match in matches] == [("gym",)]


def test_empty_and_pickled() -> None:
    """An automaton without labels finds nothing, and one sent to a worker finds the same."""
    assert LabelAutomaton([]).find("gym") == ()
    sent = pickle.loads(pickle.dumps(AUTOMATON))  # noqa: S301 - made one line above
    assert sent.find("two gyms, 健身房") == AUTOMATON.find("two gyms, 健身房")


@given(st.text(st.sampled_from("aAßéＡ１ \u3000\t\n字e\u0301’ŉ"), max_size=12))
def test_fold_keeps_offsets(text: str) -> None:
    """Each folded character knows its original: stretches are in order and folding them anew gives the same."""
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    clusters = list(dict.fromkeys(zip(folded.starts, folded.ends, strict=True)))
    assert clusters == sorted(clusters)
    assert "".join(fold(text[start:end]).text for start, end in clusters) == folded.text


def _is_word(character: str) -> bool:
    return character.isalnum() and not is_han(character)


def _joined(text: str, left: int, right: int) -> bool:
    """Tell whether a word goes on between positions ``left`` and ``right`` (next to each other) of ``text``."""
    if not min(left, right) >= 0 or max(left, right) >= len(text):
        return False
    step = right - left
    beyond = right + step
    if text[right] in "-'" and 0 <= beyond < len(text):
        return _is_word(text[beyond])
    return _is_word(text[right]) or text[right] == "_"


def _reference(labels: list[tuple[str, str, int]], text: str) -> list[tuple[int, int, str, tuple[int, ...]]]:
    """Find the same by trying each label at each place; for texts whose folding keeps the length."""
    folded = text.lower()
    result = []
    for language in dict.fromkeys(label[1] for label in labels):
        entries: dict[str, list[int]] = {}
        for label, own, key in labels:
            if own == language and len(label) >= 2 and key not in entries.setdefault(label.lower(), []):
                entries[label.lower()].append(key)
        place = 0
        while place < len(folded):
            best: tuple[int, int, list[int]] | None = None
            for label, keys in entries.items():
                end = place + len(label)
                if not folded.startswith(label, place) or (_is_word(label[0]) and _joined(folded, place, place - 1)):
                    continue
                latin = _is_word(label[-1])
                for suffix in ("'s", "es", "s", "") if latin and label[-1].isalpha() else ("",):
                    stop = end + len(suffix)
                    if folded.startswith(suffix, end) and not (latin and _joined(folded, stop - 1, stop)):
                        if best is None or (stop, len(label)) > best[:2]:
                            best = stop, len(label), keys
                        break
            if best is None:
                place += 1
            else:
                result.append((place, best[0], language, tuple(best[2])))
                place = best[0]
    return sorted(result, key=lambda match: match[:3])


_TEXT = st.text(st.sampled_from("abes '-_1字好"), max_size=25)
_LABEL = st.text(st.sampled_from("abes '-1字好"), min_size=1, max_size=4).filter(
    lambda label: label == label.strip() and "  " not in label
)


@given(
    st.lists(st.tuples(_LABEL, st.sampled_from(["en", "zh"]), st.integers(0, 3)), max_size=6),
    _TEXT.filter(lambda text: "  " not in text),
)
@example([("as", "en", 1), ("a", "en", 2), ("ae", "en", 3)], "aes as a")
def test_agrees_with_brute_force(labels: list[tuple[str, str, int]], text: str) -> None:
    """On any labels and text the automaton finds what trying each label at each place finds."""
    matches = LabelAutomaton(labels).find(text)
    assert [(match.start, match.end, match.language, match.keys) for match in matches] == _reference(labels, text)


@given(
    st.text(alphabet=st.sampled_from("aZß ’‑\n\t，。ＡＢ！好包é́　“…《〉1'-\u0301"), max_size=12) | st.text(max_size=12)
)
def test_folding_at_once_is_folding_by_clusters(text: str) -> None:
    """The short way for plain texts gives what the long way gives, with the same places."""
    short, long = fold(text), _fold_by_clusters(text)
    assert (short.text, *short.starts, *short.ends) == (long.text, *long.starts, *long.ends)
