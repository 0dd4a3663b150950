"""Random Turtle and TriG, in as many ways as there are, by a writer who remembers where it put each statement."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

from pyoxigraph import Literal, NamedNode

from mkgrdf.vocabulary import RDF, XSD

__all__ = ["MARK", "Text", "written"]

BASE = "https://example.org/b/"
PREFIXES = {"ex:": "https://example.org/v#", ":": "https://example.org/", "a.b-1:": "https://example.org/b/c/"}
NAMES = ("p", "q", "x1", "a.b", "a-b", "名", "p/q", "p:q", "1")
MARK = NamedNode("https://example.org/v#mark")
"""Each blank node has one value of this, by which a test knows it again."""

Place = tuple[int, int]
Choice = TypeVar("Choice")

_SPACES = (" ", " ", "  ", "\n", "\t", "\r\n", ' # it\'s <a> "comment" . [ ; \n', "\n\n", "#\n")
_BITS = ("a", " . ", "ex:p", "<x>", "#", "'", '"', "\\", "\n", "包", "𝄞", "]", ";", "\t", "^^")


@dataclass
class Text:
    """A document, and each statement with the place of its subject, its predicate and its object.

    The subject of a statement about a blank node is the number that marks it; an object that is one is ``None``.
    """

    parts: list[str] = field(default_factory=list)
    statements: list[tuple[NamedNode | int, NamedNode, NamedNode | Literal | None, tuple[Place, Place, Place]]] = field(
        default_factory=list
    )
    line: int = 1
    character: int = 1
    marks: int = 0

    def put(self, text: str) -> Place:
        """Write, and return where that begins."""
        place = self.line, self.character
        self.parts.append(text)
        for character in text:
            self.line, self.character = (self.line + 1, 1) if character == "\n" else (self.line, self.character + 1)
        return place

    def __str__(self) -> str:
        return "".join(self.parts)


class _Writer:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.text = Text()

    def one_of(self, *choices: Choice) -> Choice:
        return self.random.choice(choices)

    def space(self) -> None:
        self.text.put(self.one_of(*_SPACES))

    def gap(self) -> None:
        """White space where there need be none."""
        if self.one_of(False, True):
            self.space()

    def iri(self) -> NamedNode:
        namespace = self.one_of(*PREFIXES.values())
        return NamedNode(namespace + self.one_of(*NAMES))

    def spelt(self, iri: NamedNode) -> str:
        ways = [f"<{iri.value}>", "<" + iri.value.replace("p", "\\u0070").replace("x", "\\U00000078") + ">"]
        for prefix, namespace in PREFIXES.items():
            if iri.value.startswith(namespace):
                local = iri.value.removeprefix(namespace)
                ways.append(prefix + local.replace("/", "\\/").replace("#", "\\#"))
        if iri.value.startswith(BASE) and ":" not in iri.value.removeprefix(BASE):
            ways.append(f"<{iri.value.removeprefix(BASE)}>")
        if iri.value.startswith("https://example.org/v#"):
            ways.append(f"</v#{iri.value.removeprefix('https://example.org/v#')}>")
        return self.one_of(*ways)

    def literal(self) -> tuple[Literal, str]:
        kind = self.one_of("text", "text", "integer", "decimal", "double", "boolean")
        if kind == "integer":
            number = self.one_of("0", "-5", "+12", "7")
            return Literal(number, datatype=XSD.integer), number
        if kind == "decimal":
            number = self.one_of("1.5", "-.5", "12.25")
            return Literal(number, datatype=XSD.decimal), number
        if kind == "double":
            number = self.one_of("1e0", "-1.5E3", "2.E-1", ".5e1")
            return Literal(number, datatype=XSD.double), number
        if kind == "boolean":
            truth = self.one_of("true", "false")
            return Literal(truth, datatype=XSD.boolean), truth
        return self.string()

    def string(self) -> tuple[Literal, str]:
        text = "".join(self.random.choices(_BITS, k=self.random.randrange(7)))
        quote = self.one_of('"', "'", '"""', "'''")
        written = text.replace("\\", "\\\\").replace(quote[0], "\\" + quote[0])
        if len(quote) == 1:
            written = written.replace("\n", "\\n")
        if self.one_of(False, True):
            written = written.replace("包", "\\u5305").replace("\t", "\\t")
        written = f"{quote}{written}{quote}"
        kind = self.one_of("plain", "language", "datatype")
        if kind == "language":
            return Literal(text, language="zh-hans"), f"{written}@zh-hans"
        if kind == "datatype":
            datatype = self.iri()
            return Literal(text, datatype=datatype), f"{written}^^{self.spelt(datatype)}"
        return Literal(text), written

    def document(self, *, graphs: bool) -> None:
        for prefix, namespace in (*PREFIXES.items(), ("", BASE)):
            word = "prefix" if prefix else "base"
            said = f"{prefix} <{namespace}>" if prefix else f"<{namespace}>"
            self.text.put(self.one_of(f"@{word} {said} .", f"{word.upper()} {said}", f"{word} {said}"))
            self.space()
        for _ in range(self.random.randint(1, 5)):
            if graphs and self.one_of(False, True):
                self.text.put(self.one_of("", "GRAPH ex:g ", "graph <g>", "ex:g", "[]", "_:g "))
                self.gap()
                self.text.put("{")
                for number in range(3):
                    self.gap()
                    self.statement(self.one_of(".", "") if number == 2 else ".")
                self.gap()
                self.text.put("}")
            else:
                self.statement(".")
            self.gap()

    def statement(self, end: str) -> None:
        kind = self.one_of("iri", "iri", "iri", "blank", "label", "alone")
        if kind == "iri":
            subject = self.iri()
            at = self.text.put(self.spelt(subject))
            self.space()
            self.said(subject, at, self.random.randint(1, 3), 0)
        elif kind == "label":
            self.text.marks += 1
            mark = self.text.marks
            at = self.text.put(f"_:b.{mark}-x")
            self.space()
            self.marked(mark, at, 0)
        else:
            self.blank(0)
            if kind == "blank":
                self.space()
                self.text.put(f"{self.spelt(MARK)} 'again'")
        self.space()
        self.text.put(end)

    def marked(self, mark: int, at: Place, depth: int) -> None:
        """Write the mark of a blank node, and perhaps more."""
        at_predicate = self.text.put(self.spelt(MARK))
        self.space()
        at_object = self.text.put(str(mark))
        value = Literal(str(mark), datatype=XSD.integer)
        self.text.statements.append((mark, MARK, value, (at, at_predicate, at_object)))
        if self.one_of(False, True):
            self.gap()
            self.text.put(self.one_of(";", "; ;"))
            self.gap()
            self.said(mark, at, 1, depth)

    def blank(self, depth: int) -> None:
        self.text.marks += 1
        mark = self.text.marks
        at = self.text.put("[")
        self.gap()
        self.marked(mark, at, depth + 1)
        self.space()
        self.text.put("]")

    def said(self, subject: NamedNode | int, at: Place, number: int, depth: int) -> None:
        for count in range(number):
            predicate = self.one_of(RDF.type, self.iri())
            at_predicate = self.text.put("a" if predicate == RDF.type else self.spelt(predicate))
            self.space()
            for more in range(self.random.randint(1, 2)):
                if more:
                    self.gap()
                    self.text.put(",")
                    self.gap()
                self.value(subject, predicate, (at, at_predicate), depth)
            if count + 1 < number:
                self.space()
                self.text.put(";")
                self.gap()
        if self.one_of(False, False, True):
            self.space()
            self.text.put(";")

    def value(self, subject: NamedNode | int, predicate: NamedNode, at: tuple[Place, Place], depth: int) -> None:
        kind = self.one_of("iri", "literal", "literal", "blank", "list") if depth < 3 else "iri"
        if kind in ("blank", "list"):
            place = self.text.line, self.text.character
            self.text.statements.append((subject, predicate, None, (*at, place)))
        if kind == "blank":
            self.blank(depth)
        elif kind == "list":
            self.text.put("(")
            for _ in range(self.random.randint(0, 3)):
                self.gap()
                if self.one_of(False, True):
                    self.blank(depth + 1)
                else:
                    self.text.put(self.literal()[1])
                self.space()
            self.text.put(")")
        else:
            term, written = self.literal() if kind == "literal" else (iri := self.iri(), self.spelt(iri))
            self.text.statements.append((subject, predicate, term, (*at, self.text.put(written))))


def written(seed: int, *, graphs: bool) -> Text:
    """Return the document of that number, of TriG if it is to have ``graphs``."""
    writer = _Writer(Random(seed))
    writer.document(graphs=graphs)
    return writer.text
