"""A list of shapes for people: what each looks at, what it asks, how grave a fault is, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mkgrdf.records import Label
from mkgrdf.shacl.compiled.model import Model, Properties, Shape, ShapeNode
from mkgrdf.shacl.paths import path_text
from mkgrdf.shacl.shapes import Shapes
from mkgrdf.shacl.wording.plain_words import PlainWords

__all__ = ["Entry", "listed"]

_DEEPEST = 20
"""How deep ``sh:property`` inside ``sh:property`` is listed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One shape in words.

    Attributes:
        name: its IRI; for one without, a blank node's label.
        targets: what it looks at; nothing for one that others refer to.
        path: of a property shape, in SPARQL syntax; ``path_words`` says the same.
        severity: the word for it.
        messages: its ``sh:message`` by language.
        deactivated: whether it is switched off.
        constraints: what it asks, one line each.
        properties: the property shapes that it has.
    """

    name: str
    targets: tuple[str, ...]
    path: str | None
    path_words: str | None
    severity: str
    messages: Label
    deactivated: bool
    constraints: tuple[str, ...]
    properties: tuple[Entry, ...]


def listed(shapes: Shapes, model: Model, language: str = "en", *, only: frozenset[str] | None = None) -> list[Entry]:
    """Return the shapes that stand by themselves, by name, each with its property shapes.

    Args:
        shapes: the shapes.
        model: the same shapes, read.
        language: of the words: ``en`` or ``zh``.
        only: the IRIs of the shapes to return, whether they stand by themselves or not.
    """
    lister = _Lister(shapes, model, language)
    if only is not None:
        chosen = [shape for shape in model.shapes.values() if shapes.name(shape.node) in only and _is_named(shape)]
    else:
        chosen = list(_standing_alone(model))
    return sorted((lister.entry(shape, 0) for shape in chosen), key=lambda entry: entry.name)


def _is_named(shape: Shape) -> bool:
    return str(shape.node).startswith("<")


def _standing_alone(model: Model) -> Iterator[Shape]:
    inside = {node for shape in model.shapes.values() for node in shape.refers_to}
    for shape in model.shapes.values():
        if shape.targets or shape.node not in inside:
            yield shape


class _Lister:
    def __init__(self, shapes: Shapes, model: Model, language: str) -> None:
        self._shapes = shapes
        self._model = model
        self._words = PlainWords(model, language)

    def entry(self, shape: Shape, depth: int) -> Entry:
        inner: list[ShapeNode] = [one.shape for one in shape.constraints if isinstance(one, Properties)]
        return Entry(
            name=self._name(shape),
            targets=tuple(map(self._words.target, shape.targets)),
            path=None if shape.path is None else path_text(shape.path),
            path_words=None if shape.path is None else self._words.path(shape.path),
            severity=self._words.severity(shape.severity),
            messages=tuple((message.language or "und", message.value) for message in shape.messages),
            deactivated=shape.deactivated,
            constraints=tuple(self._words.constraints(shape)),
            properties=tuple(self.entry(self._model[node], depth + 1) for node in inner if depth < _DEEPEST),
        )

    def _name(self, shape: Shape) -> str:
        return self._shapes.name(shape.node) if _is_named(shape) else str(shape.node)
