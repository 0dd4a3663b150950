"""Does the pattern layer hold? What can be told without a reasoner, and what HermiT says.

Problems are values; raising is the caller's choice. The same rules hold for a user's own changes to ``ontology/``,
``shapes/`` and ``queries/`` in a checkout.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import mkgrdf
from mkgrdf.ontology.axioms import Axioms, read_turtle, used_in_query, used_in_triples
from mkgrdf.ontology.reasoner import reason_over
from mkgrdf.records import text_in
from mkgrdf.resources import resource
from mkgrdf.vocabulary import MKG, OWL, RDFS, shorten

__all__ = ["OntologyProblem", "OntologyReport", "check"]

_ONTOLOGY = MKG.iri.rstrip("#")


@dataclass(frozen=True, slots=True)
class OntologyProblem:
    """One thing that is wrong: ``term`` is a prefixed name or IRI, ``rule`` a short stable name of what it breaks.

    Rules: ``undeclared``, ``defined-by``, ``version``, ``cycle``, ``inconsistent``, ``unsatisfiable``, or the name of
    a shape of ``shapes/meta``.
    """

    term: str
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.term}: {self.message} [{self.rule}]"


@dataclass(frozen=True, slots=True)
class OntologyReport:
    """All problems found, sorted. ``terms`` counts the terms of our namespace; ``reasoned`` tells if HermiT ran."""

    problems: tuple[OntologyProblem, ...]
    terms: int
    reasoned: bool

    @property
    def holds(self) -> bool:
        """Tell whether there is no problem."""
        return not self.problems

    def summary(self) -> str:
        """Return one line, e.g. ``131 terms, 0 problems, consistent according to HermiT``."""
        broken = any(problem.rule == "inconsistent" for problem in self.problems)
        verdict = f"{'inconsistent' if broken else 'consistent'} according to HermiT"
        if not self.reasoned:
            verdict = "not reasoned over"
        count = len(self.problems)
        return f"{self.terms} terms, {count} problem{'' if count == 1 else 's'}, {verdict}"


def check(reason: bool = True, *, root: Path | None = None) -> OntologyReport:
    """Check the shipped ontology, and the terms that shapes and queries use; or those of another checkout.

    Args:
        reason: ask HermiT too.
        root: a folder with ``ontology/``, ``shapes/`` and ``queries/``; the shipped ones when ``None``.

    Without a reasoner: every term that is used is declared; declared terms say what the meta-shapes ask (labels and
    comments in two languages, domain, range, …); the version is the package's; no circle of sub-classes or
    sub-properties. With one also: consistent, alignments included, and every class can have instances.

    Raises:
        ModelError: ``reason`` is set, and Owlready2 or Java is missing; says how to get it.
        OntologyError: a file is not Turtle, or not OWL 2 DL.
    """
    ontology, shapes, queries = (
        resource(folder) if root is None else root / folder for folder in ("ontology", "shapes", "queries")
    )
    core = read_turtle([ontology / "mkg.ttl"])
    alignments = read_turtle(sorted((ontology / "alignments").glob("*.ttl")))
    problems = [
        *_undeclared(core, alignments, shapes, queries),
        *_not_ours(core),
        *_versions(core),
        *_cycles(core),
        *_meta_shapes(core, shapes / "meta"),
    ]
    if reason:
        problems += _reasoned(Axioms(core.triples + alignments.triples))
    terms = sum(iri.startswith(MKG.iri) for iri in core.declared())
    return OntologyReport(tuple(sorted(set(problems), key=lambda p: (p.term, p.rule, p.message))), terms, reason)


def _undeclared(core: Axioms, alignments: Axioms, shapes: Path, queries: Path) -> Iterator[OntologyProblem]:
    """Find terms that are used but not declared. Alignments may name foreign terms, but no unknown ones of ours."""
    used: dict[str, set[str]] = defaultdict(set)
    for iri in used_in_triples(core):
        used[iri].add("ontology/mkg.ttl")
    for iri in used_in_triples(alignments):
        if iri.startswith(MKG.iri):
            used[iri].add("ontology/alignments")
    for file in sorted(shapes.rglob("*.ttl")):
        for iri in used_in_triples(read_turtle([file])):
            used[iri].add(f"shapes/{file.relative_to(shapes)}")
    for file in sorted(queries.rglob("*.rq")):
        for iri in used_in_query(file.read_text(encoding="utf-8")):
            used[iri].add(f"queries/{file.relative_to(queries)}")
    for iri in used.keys() - core.declared():
        places = ", ".join(sorted(used[iri]))
        message = f"used in {places} but not declared; correct its spelling, or declare it in ontology/mkg.ttl"
        yield OntologyProblem(shorten(iri), "undeclared", message)


def _not_ours(core: Axioms) -> Iterator[OntologyProblem]:
    """Find terms of our namespace that do not say so; the meta-shapes look only at those that do."""
    ours = {subject for subject, _ in core.pairs(RDFS.isDefinedBy)}
    for iri in core.declared() - ours:
        if iri.startswith(MKG.iri):
            message = f"say rdfs:isDefinedBy <{_ONTOLOGY}>; without it no other rule looks at the term"
            yield OntologyProblem(shorten(iri), "defined-by", message)


def _versions(core: Axioms) -> Iterator[OntologyProblem]:
    version = mkgrdf.__version__
    infos = [text.value for subject, text in core.texts(OWL.versionInfo) if subject == _ONTOLOGY]
    iris = [iri for subject, iri in core.pairs(OWL.versionIRI) if subject == _ONTOLOGY]
    if infos != [version]:
        message = f"owl:versionInfo is {', '.join(infos) or 'missing'}; expected the package's version, {version}"
        yield OntologyProblem(_ONTOLOGY, "version", message)
    if iris != [f"{_ONTOLOGY}/{version}"]:
        message = f"owl:versionIRI is {', '.join(iris) or 'missing'}; expected {_ONTOLOGY}/{version}"
        yield OntologyProblem(_ONTOLOGY, "version", message)


def _cycles(core: Axioms) -> Iterator[OntologyProblem]:
    for predicate, words in ((RDFS.subClassOf, "sub-class"), (RDFS.subPropertyOf, "sub-property")):
        above: dict[str, set[str]] = defaultdict(set)
        for lower, upper in core.pairs(predicate):
            above[lower].add(upper)
        for term in sorted(above):
            if term in _reachable(term, above):
                message = f"is a {words} of itself; remove one {shorten(predicate.value)} of the circle"
                yield OntologyProblem(shorten(term), "cycle", message)


def _reachable(term: str, above: dict[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = list(above[term])
    while waiting:
        upper = waiting.pop()
        if upper not in reached:
            reached.add(upper)
            waiting += above.get(upper, ())
    return reached


def _meta_shapes(core: Axioms, folder: Path) -> Iterator[OntologyProblem]:
    """Ask the shapes that look at the ontology's header and terms."""
    # Loaded here, because they load rdflib and pySHACL, and `import mkgrdf.ontology` is to stay light.
    from mkgrdf.shacl.pyshacl_engine import validate  # noqa: PLC0415
    from mkgrdf.shacl.shapes import load_shapes  # noqa: PLC0415

    report = validate(core.triples, load_shapes([folder]))
    for violation in report.violations:
        value = "" if violation.value is None else f" (found {violation.value})"
        message = text_in(violation.message, "en").rstrip(".") + value
        term = getattr(violation.focus, "value", str(violation.focus))
        yield OntologyProblem(shorten(term), shorten(violation.shape), message)


def _reasoned(axioms: Axioms) -> Iterable[OntologyProblem]:
    verdict = reason_over(axioms.triples)
    if not verdict.consistent:
        message = "contradicts itself according to HermiT; look at disjoint classes, domains and ranges changed last"
        yield OntologyProblem(_ONTOLOGY, "inconsistent", message)
    for iri in verdict.unsatisfiable:
        message = "can have no instance: its super-classes, or what is said of its properties, exclude each other"
        yield OntologyProblem(shorten(iri), "unsatisfiable", message)
