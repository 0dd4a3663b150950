"""Shapes in plain words, in English or Chinese: their targets, paths and constraints, those inside others too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode

from mkgrdf.shacl.compiled.model import (
    AllOf,
    AnyOf,
    Closed,
    Conforms,
    Constraint,
    Count,
    CustomConstraint,
    Datatype,
    ExactlyOneOf,
    HasValue,
    InstanceOf,
    LanguageIn,
    Length,
    Model,
    NodeKind,
    NoneOf,
    OneOf,
    Pair,
    Pattern,
    Properties,
    Qualified,
    Range,
    Shape,
    ShapeNode,
    SparqlConstraint,
    Target,
    UniqueLang,
)
from mkgrdf.shacl.paths import Alternative, Inverse, Path, Predicate, Repeat
from mkgrdf.shacl.paths import Sequence as Steps
from mkgrdf.shacl.terms import Node
from mkgrdf.shacl.wording.phrasebook import NODE_KINDS, PHRASES, SEVERITIES
from mkgrdf.vocabulary import SH, XSD, shorten, written

__all__ = ["PlainWords"]

_BARE = frozenset({XSD.integer, XSD.decimal, XSD.double, XSD.boolean})
_MOST_NESTED = 20
"""How deep shapes inside shapes are told."""
_LONGEST = 2000
"""How many characters what a shape inside another asks may take."""


class PlainWords:
    """Tells the shapes of a model in one language.

    Args:
        model: the shapes.
        language: ``en`` or ``zh``.
    """

    def __init__(self, model: Model, language: str = "en") -> None:
        self._model = model
        self._language = language
        self._phrases = PHRASES[language]
        self._told: dict[tuple[ShapeNode, int], str] = {}

    def target(self, target: Target) -> str:
        """Return what a target declaration selects, e.g. ``each mkg:Product``."""
        return self._say(target.predicate.value.removeprefix(SH.iri), term(target.value))

    def severity(self, severity: NamedNode) -> str:
        """Return the word for a severity; one of the user's own making is named."""
        return SEVERITIES[self._language].get(severity) or term(severity)

    def path(self, path: Path) -> str:
        """Return a path in words, e.g. ``schema:offers backwards, then schema:price``."""
        match path:
            case Predicate(iri):
                return term(iri)
            case Inverse(inner):
                return self._say("inverse", self._part(inner))
            case Repeat(inner):
                return self._say(f"repeat {path.mark}", self._part(inner))
            case Steps(parts):
                return _close(self._phrases["sequence"].join(map(self._part, parts)))
            case Alternative(parts):
                return _close(self._phrases["alternative"].join(map(self._part, parts)))

    def _part(self, path: Path) -> str:
        text = self.path(path)
        return text if isinstance(path, Predicate) else self._say("brackets", text)

    def constraints(self, shape: Shape) -> list[str]:
        """Return one line for each constraint of a shape but ``sh:property``; two counts make one line."""
        lines: list[str] = []
        for constraint in shape.constraints:
            if isinstance(constraint, Properties):
                continue
            if isinstance(constraint, Count) and constraint.least:
                most = [other for other in shape.constraints if isinstance(other, Count) and not other.least]
                if most and most[0].number == constraint.number > 0:
                    lines.append(self._counted("exactly", constraint.number))
                    continue
            if isinstance(constraint, Count) and not constraint.least:
                least = Count(constraint.number, least=True)
                if constraint.number and least in shape.constraints:
                    continue  # told with it
            lines.append(self.constraint(constraint, shape))
        return lines

    def constraint(self, constraint: Constraint, shape: Shape) -> str:
        """Return one constraint of ``shape`` in words."""
        return self._constraint(constraint, shape, 0)

    def _constraint(self, constraint: Constraint, shape: Shape, depth: int) -> str:
        each = "" if shape.path is None else self._phrases["each"]
        said = (
            self._on_value(constraint)
            or self._by_shape(constraint, depth)
            or self._on_values(constraint, shape)
            or self._by_query(constraint)
        )
        if said is None:
            raise TypeError(f"there are no words for {constraint}")
        return said.replace("\0", each)

    def _on_value(self, constraint: Constraint) -> str | None:
        """Say what is asked of a value by itself."""
        match constraint:
            case InstanceOf(node) | Datatype(node):
                phrase, value = ("class" if isinstance(constraint, InstanceOf) else "datatype"), term(node)
            case NodeKind(kind):
                phrase, value = "nodeKind", NODE_KINDS[self._language][kind]
            case Range(operator, bound):
                phrase, value = operator, term(bound)
            case Length(number, least):
                phrase, value = ("minLength" if least else "maxLength"), str(number)
            case Pattern(pattern, flags):
                phrase, value = ("pattern with flags" if flags else "pattern"), self._quoted(pattern)
                return self._say(phrase, value, flags=flags)
            case LanguageIn(ranges):
                phrase, value = "languageIn", self._listed(ranges)
            case OneOf(members):
                phrase, value = "in", self._listed(map(term, members))
            case Closed(allowed):
                phrase, value = ("closed" if allowed else "closed to all"), self._listed(map(term, allowed))
            case _:
                return None
        return self._say(phrase, value)

    def _on_values(self, constraint: Constraint, shape: Shape) -> str | None:
        """Say what is asked of all values together."""
        match constraint:
            case Count(number, least):
                return self._counted("at least" if least else "at most", number)
            case UniqueLang():
                return self._say("uniqueLang")
            case Pair(kind, predicate):
                return self._say(kind.value.removeprefix(SH.iri), term(predicate))
            case HasValue(value):
                return self._say("hasValue of node" if shape.path is None else "hasValue", term(value))
        return None

    def _by_shape(self, constraint: Constraint, depth: int) -> str | None:
        match constraint:
            case Conforms(node) | Properties(node):
                return self._say("node", self._inside(node, depth))
            case NoneOf(node):
                return self._say("not", self._inside(node, depth))
            case AllOf(nodes) | AnyOf(nodes) | ExactlyOneOf(nodes):
                names = {AllOf: "and", AnyOf: "or", ExactlyOneOf: "xone"}
                return self._say(names[type(constraint)], self._listed(self._inside(node, depth) for node in nodes))
            case Qualified(node, number, least, siblings):
                count = self._counted("at least" if least else "at most", number)
                said = self._say("qualified", self._inside(node, depth), count=count)
                if siblings:
                    said += self._say("siblings", self._listed(self._inside(node, depth) for node in siblings))
                return said
        return None

    def _by_query(self, constraint: Constraint) -> str | None:
        match constraint:
            case SparqlConstraint(_, _, messages):
                text = self._message(messages)
                return self._say("sparql saying", self._quoted(text)) if text else self._say("sparql")
            case CustomConstraint(component, _, bindings):
                given = self._listed(f"{name} = {term(value)}" for name, value in bindings)
                return self._say("custom with" if given else "custom", term(component), parameters=given)
        return None

    def _inside(self, node: ShapeNode, depth: int) -> str:
        """Return the name of a shape, or what it asks, in brackets, if it has none."""
        if isinstance(node, NamedNode):
            return term(node)
        return self._say("brackets", self._asked(node, depth + 1))

    def _asked(self, node: ShapeNode, depth: int) -> str:
        """Return what a shape without a name asks; told once, cut where it is too long, since parts may be shared."""
        if (node, depth) not in self._told:
            shape = self._model[node]
            if depth > _MOST_NESTED:
                said = "…"
            elif shape.deactivated:
                said = self._say("off")
            else:
                said = self._phrases["semicolon"].join(self._lines(shape, depth)) or self._say("nothing")
            if len(said) > _LONGEST:
                said = f"{said[:_LONGEST]} …"
            if shape.path is not None:
                said = self._say("on", self.path(shape.path), said)
            self._told[node, depth] = said
        return self._told[node, depth]

    def _lines(self, shape: Shape, depth: int) -> Iterator[str]:
        for constraint in shape.constraints:
            if not isinstance(constraint, Properties):
                yield self._constraint(constraint, shape, depth)
            elif isinstance(constraint.shape, NamedNode):
                yield self._say("node", term(constraint.shape)).replace("\0", "")
            else:
                yield self._asked(constraint.shape, depth + 1)

    def _counted(self, phrase: str, number: int) -> str:
        if phrase == "at most" and number == 0:
            return self._say("none")
        return self._say(phrase, str(number), values=self._phrases["value" if number == 1 else "values"])

    def _message(self, messages: Sequence[Literal]) -> str:
        by_language = {message.language: message.value for message in reversed(messages)}
        texts = [by_language.get(language) for language in (self._language, "en", None)]
        return next((text for text in texts if text), messages[0].value if messages else "")

    def _listed(self, texts: Iterable[str]) -> str:
        return self._phrases["comma"].join(texts)

    def _quoted(self, text: str) -> str:
        return self._phrases["quotes"].format(text)

    def _say(self, phrase: str, *values: str, **named: str) -> str:
        # A mark stands for "each value", which depends on the shape that the phrase ends up in.
        return _close(self._phrases[phrase].format(*values, each="\0", **named))


def _close(text: str) -> str:
    """Take the spaces off full-width brackets, which bring their own."""
    return text.replace(" （", "（").replace("） ", "）")


def term(node: Node) -> str:
    """Return a term as people write it: a prefixed name, a number as it is, text in quotes with its language."""
    if isinstance(node, NamedNode):
        return written(node.value)
    if isinstance(node, Literal):
        if node.datatype in _BARE:
            return node.value
        if node.language is None and node.datatype != XSD.string:
            return f"“{node.value}” ({shorten(node.datatype.value)})"
        return f"“{node.value}”" if node.language is None else f"“{node.value}”@{node.language}"
    return str(node)
