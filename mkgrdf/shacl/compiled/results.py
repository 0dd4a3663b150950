"""One validation result, as the checks find it, and what it looks like to people: a :class:`Violation`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from mkgrdf.records import Label
from mkgrdf.shacl.compiled.model import Constraint, CustomConstraint, Shape, SparqlConstraint
from mkgrdf.shacl.compiled.words import demand
from mkgrdf.shacl.paths import Path, Predicate, path_text
from mkgrdf.shacl.report import Violation, severity_of
from mkgrdf.shacl.terms import Node

__all__ = ["PLACEHOLDER", "Result", "spoken"]

PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")
"""Where a message has the value of a variable put in (SHACL, section 5.3.3)."""


@dataclass(frozen=True, slots=True)
class Result:
    """A validation result (SHACL, section 3.6.2).

    ``said`` are the variables of the solution that made it; ``root`` is the targeted node that the focus node, that
    of a property shape inside another, was reached from.
    """

    shape: Shape
    constraint: Constraint
    focus: Node
    value: Node | None = None
    path: Path | None = None
    said: tuple[tuple[str, Node], ...] = ()
    root: Node | None = None

    @property
    def targeted(self) -> Node:
        """The node that a shape targets: ``root``, or the focus node itself."""
        return self.focus if self.root is None else self.root

    def violation(self, name: Callable[[Node], str]) -> Violation:
        """Return the result for a report; ``name`` tells what to call a shape."""
        severity, severity_iri = severity_of(self.shape.severity.value)
        constraint = self.constraint
        node = constraint.node if isinstance(constraint, SparqlConstraint) else None
        return Violation(
            focus=self.focus,
            shape=name(self.shape.node),
            component=constraint.component.value,
            severity=severity,
            message=self._message(),
            path=None if self.path is None else path_text(self.path),
            value=self.value,
            constraint=node.value if isinstance(node, NamedNode) else None,
            source_shape=self.shape.node,
            root=None if self.root == self.focus else self.root,
            severity_iri=severity_iri,
        )

    def _message(self) -> Label:
        """Return what is to be said: by the solution, the constraint, the shape, or the constraint's own nature."""
        variables = dict(self.said)
        spoken = variables.get("message")
        if isinstance(spoken, Literal):
            return ((spoken.language or "und", spoken.value),)
        templates: tuple[Literal, ...] = ()
        match self.constraint:
            case SparqlConstraint(messages=messages):
                templates = messages
            case CustomConstraint(validator=validator, bindings=bindings):
                templates = validator.messages
                variables |= dict(bindings)
        templates = templates or self.shape.messages
        if not templates:
            return demand(self.constraint)
        variables |= {"this": self.focus} | ({} if self.value is None else {"value": self.value})
        if isinstance(self.path, Predicate):
            variables["path"] = self.path.iri
        return tuple((text.language or "und", _filled(text.value, variables)) for text in templates)


def _filled(template: str, variables: Mapping[str, Node]) -> str:
    def term(match: re.Match[str]) -> str:
        found = variables.get(match[1])
        return match[0] if found is None else found.value

    return PLACEHOLDER.sub(term, template)


def spoken(solution: Mapping[str, Node]) -> tuple[tuple[str, Node], ...]:
    """Return what a solution says besides the focus node, the same whichever way that was put into the query."""
    return tuple(sorted((name, term) for name, term in solution.items() if name != "this" and name[0] != "_"))
