"""The concepts that the graph has already, found by the normal form of any of their names.

A mined phrase whose normal form is one of these is no new concept: it joins the one that is there. Both languages share
one table, so a phrase in either meets the concept that somebody listed in both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mkgrdf.extract import KnownConcept
from mkgrdf.extract.discovery.candidates import Candidate
from mkgrdf.extract.discovery.chinese_words import chinese_normal
from mkgrdf.extract.discovery.reading import normal_form
from mkgrdf.records import Label
from mkgrdf.text.language import is_han

__all__ = ["KnownNames", "normal_of"]


def normal_of(name: str) -> tuple[str, ...]:
    """Return the normal form of a name in the language of its script."""
    if any(is_han(character) for character in name):
        return chinese_normal(name)
    return normal_form(name.split())


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Concepts by normal form and by IRI."""

    by_normal: dict[tuple[str, ...], tuple[KnownConcept, ...]]

    @classmethod
    def of(cls, concepts: Sequence[KnownConcept]) -> KnownNames:
        """Make the table; of two concepts that share a name both are kept, the one whose first name it is in front."""
        found: dict[tuple[str, ...], dict[KnownConcept, bool]] = {}
        for concept in sorted(concepts, key=lambda concept: concept.iri.value):
            for place, (_, name) in enumerate(concept.names):
                for normal in _readings(normal_of(name), concept.kind):
                    first = place < 2
                    at = found.setdefault(normal, {})
                    at[concept] = at.get(concept, False) or first
        return cls({
            normal: tuple(sorted(at, key=lambda concept: (not at[concept], concept.iri.value)))
            for normal, at in found.items()
        })  # fmt: skip

    def concept(self, normal: tuple[str, ...], kind: str) -> KnownConcept | None:
        """Return the concept of ``kind`` that has a name with this normal form."""
        found = next((item for item in self.by_normal.get(normal, ()) if item.kind == kind), None)
        if found is None and kind == "Scene" and "weather" not in normal:
            # *in the cold* is said of cold weather
            return self.concept(tuple(sorted({*normal, "weather"})), kind)
        return found

    def is_other(self, normal: tuple[str, ...], kind: str) -> bool:
        """Tell whether it names a concept, but none of ``kind``."""
        found = self.by_normal.get(normal, ())
        return bool(found) and all(item.kind != kind for item in found)

    def key_of(self, candidate: Candidate) -> tuple[str, ...]:
        """Return what phrases that say the same share: for a composed one the concepts that its parts name."""
        if not candidate.parts:
            return candidate.normal
        keys = []
        for part in candidate.parts:
            concept = self.concept(part.normal, "Scene")
            keys.append("=" + concept.iri.value.rsplit("/", 1)[-1] if concept else "-".join(part.normal))
        return tuple(keys)

    def label_of(self, candidate: Candidate) -> Label:
        """Return the names of a candidate: for one composed of concepts those of its parts, in all their languages."""
        found = [self.concept(part.normal, "Scene") for part in candidate.parts]
        concepts = [concept for concept in found if concept is not None]
        if not concepts or len(concepts) < len(found):
            return ((candidate.language, candidate.label),)
        names = [_first_names(concept.names) for concept in concepts]
        both = [language for language in names[0] if all(language in other for other in names[1:])]
        return tuple(sorted((language, compose([item[language] for item in names], language)) for language in both))


def compose(parts: Sequence[str], language: str) -> str:
    """Return the name of condition and activity together: *cold-weather running*, 冬天跑步."""
    if language == "zh":
        return "".join(parts)
    return f"{parts[0].replace(' ', '-')} {parts[1]}"


def _first_names(names: Label) -> dict[str, str]:
    found: dict[str, str] = {}
    for language, name in names:
        found.setdefault(language, name)
    return found


def _readings(normal: tuple[str, ...], kind: str) -> Iterable[tuple[str, ...]]:
    yield normal
    if kind == "PainPoint" and "mor" in normal and len(normal) > 1:
        # *more pockets* is how people ask for them: there are not enough
        yield tuple(sorted({"not", "enough", *(part for part in normal if part not in ("mor", "need", "wish"))}))
