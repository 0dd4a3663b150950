"""What the linear model gets to see of a candidate: its pattern, its words' classes, and the sentence around it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from mkgrdf.extract.discovery.candidates import Candidate
from mkgrdf.extract.discovery.english_words import classes
from mkgrdf.extract.discovery.known_names import KnownNames
from mkgrdf.extract.discovery.stems import stem
from mkgrdf.extract.polarity import Opinion, opinion
from mkgrdf.records import DocumentKind

__all__ = ["Setting", "features"]


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a candidate stands: the sentence's opinion, the kind of document, its stars."""

    found: Opinion
    source: DocumentKind
    rating: Decimal | None

    @classmethod
    def of(cls, text: str, language: str, source: DocumentKind, rating: Decimal | None) -> Setting:
        """Judge the sentence ``text``."""
        return cls(opinion(text, language), source, rating)


def features(candidate: Candidate, setting: Setting, names: KnownNames) -> dict[str, float]:
    """Return the features of ``candidate``, each with the value 1."""
    pattern = f"{candidate.language}:{candidate.pattern}"
    found = {pattern, f"guess:{candidate.guess}", f"language:{candidate.language}"}
    found |= {f"{candidate.guess}|{trait}" for trait in candidate.traits}
    found |= {f"{pattern}|{trait}" for trait in candidate.traits}
    for word in candidate.label.split() if candidate.language == "en" else ():
        kinds = classes(word.rsplit("-", 1)[-1])
        found |= {f"has:{kind}" for kind in kinds} | {f"{candidate.guess}|has:{kind}" for kind in kinds}
        if not kinds:
            found.add(f"{candidate.guess}|has:unknown")
        found.add(f"word:{stem(word)}")
    if candidate.language == "zh":
        label = candidate.label
        found |= {f"zh:{label[at : at + 2]}" for at in range(len(label) - 1)} | {f"zh-last:{label[-1]}"}
    found.add(f"{candidate.guess}|length:{min(len(candidate.normal), 5)}")
    mood = (setting.found.praise > setting.found.complaint) - (setting.found.complaint > setting.found.praise)
    found.add(f"{candidate.guess}|mood:{mood:+d}")
    found.add(f"{candidate.guess}|source:{'page' if setting.source is DocumentKind.DETAIL_PAGE else 'people'}")
    if setting.rating is not None:
        found.add(
            f"{candidate.guess}|stars:{'low' if setting.rating <= 2 else 'high' if setting.rating >= 4 else 'middle'}"
        )
    for kind in {concept.kind for concept in names.by_normal.get(candidate.normal, ())}:
        found.add(f"listed:{kind}")
        found.add("listed" if kind == candidate.guess else "listed otherwise")
    return dict.fromkeys(sorted(found), 1.0)
