"""One judgement of the gate: stage a batch, check it, lead violations back, refuse, and look again until all is quiet.

Refusing a candidate can break others: what referred to its nodes now refers to nothing, and if it was to replace a
graph, the old graph stays. Replacing or removing graphs can break graphs in the store that refer to what goes away.
Both are found here, so that what is accepted conforms together with what the store keeps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, Triple

from mkgrdf.shacl.judgement import Judgement
from mkgrdf.shacl.nearby import Nearby
from mkgrdf.shacl.report import Report, Violation
from mkgrdf.shacl.surroundings import View, surroundings
from mkgrdf.shacl.tracing import recorded_origin, traced_to_candidate
from mkgrdf.statements import Candidate
from mkgrdf.store.interface import Store
from mkgrdf.vocabulary import MKG, PREFIXES, RDF

if TYPE_CHECKING:
    from mkgrdf.shacl.gate import Gate

__all__ = ["Batch", "predicate_of", "stored_candidate"]


def stored_candidate(graph: NamedNode, content: Iterable[Triple]) -> Candidate:
    """Rebuild a candidate from what the store holds in ``graph``; its origin is read off its ``mkg:SourceRecord``."""
    triples = tuple(content)
    said = {triple.predicate: triple.object for triple in triples if triple.subject == graph}
    digest = said.get(MKG.digest)
    subject = said.get(MKG.describes)
    if not isinstance(subject, NamedNode):
        subject = next((triple.subject for triple in triples if isinstance(triple.subject, NamedNode)), graph)
    return Candidate(
        graph, subject, triples, recorded_origin(said), (), digest.value if isinstance(digest, Literal) else None
    )


class Batch:
    """The state of one judgement. ``staged`` holds candidates and re-judged stored graphs in an in-memory store."""

    def __init__(self, gate: Gate, candidates: Sequence[Candidate], store: Store, remove: Iterable[NamedNode]) -> None:
        self._gate = gate
        self._store = store
        self._candidates = {candidate.graph: candidate for candidate in candidates}
        if len(self._candidates) != len(candidates):
            seen: set[NamedNode] = set()
            double = next(one.graph for one in candidates if one.graph in seen or seen.add(one.graph))  # type: ignore[func-returns-value]
            raise ValueError(f"two candidates of one batch are for the graph {double}; expected one for each graph")
        self._removed = set(remove) - self._candidates.keys()
        self._staged = pyoxigraph.Store()
        self._near = Nearby(store, self._staged)
        for candidate in candidates:
            self._stage(candidate)
        self._alive: dict[NamedNode, Candidate] = dict(self._candidates)
        self._stored: dict[NamedNode, Candidate] = {}
        self._old: dict[NamedNode, list[Triple]] = {}
        for quad in store.quads([*self._candidates, *self._removed]) if len(store) else ():
            if isinstance(quad.graph_name, NamedNode):
                self._old.setdefault(quad.graph_name, []).append(quad.triple)
        self._refused: dict[NamedNode, Report] = {}
        self._fallen: dict[NamedNode, Report] = {}
        self._warned: dict[NamedNode, Report] = {}

    def _stage(self, candidate: Candidate) -> None:
        graph = candidate.graph
        self._staged.extend(Quad(t.subject, t.predicate, t.object, graph) for t in candidate.triples)

    def judge(self) -> Judgement:
        """Check until no further graph has to go."""
        waiting = set(self._alive)
        # Stored graphs come last, when the candidates are settled: one that is refused breaks nothing in the store.
        while waiting or (waiting := self._admit(self._dependents(self._hidden()))):
            waiting = self._concerned(self._check(waiting))
        ordered = [one for one in self._candidates.values() if self._alive.get(one.graph) is one]
        return Judgement(
            accepted=tuple(ordered),
            refused=_reported(self._candidates, self._refused),
            warnings=_reported({one.graph: one for one in ordered}, self._warned),
            dependents=_reported(dict(sorted(self._stored.items(), key=lambda item: item[0].value)), self._fallen),
        )

    def _hidden(self) -> set[NamedNode]:
        """The stored graphs that no longer count: removed, replaced, or staged for judgement themselves."""
        return self._removed | self._alive.keys() | self._fallen.keys()

    # -- checking -------------------------------------------------------------------------------------------------

    def _check(self, graphs: set[NamedNode]) -> set[NamedNode]:
        """Check what ``graphs`` hold, note the reports, and return the graphs that are to blame and so refused."""
        triples = list(dict.fromkeys(triple for graph in sorted(graphs, key=str) for triple in self._content(graph)))
        view = View(self._store, self._hidden(), self._staged, self._alive.keys() - graphs)
        context = surroundings(triples, view, self._gate.sight)
        own: set[object] = {triple.subject for triple in triples}
        own.update(triple.object for triple in triples if triple.predicate in self._gate.shapes.targets.objects_of)
        report = self._gate.inspect([*triples, *context], own.__contains__)
        blamed: dict[NamedNode, list[Violation]] = {}
        for violation in report.violations:
            for graph in self._blame(violation):
                blamed.setdefault(graph, []).append(self._traced(violation, graph))
        refused: set[NamedNode] = set()
        for graph in graphs:
            self._warned.pop(graph, None)
        for graph, violations in blamed.items():
            blame = Report(tuple(violations), len({triple.subject for triple in self._content(graph)}))
            if blame.conforms:
                self._warned[graph] = blame
            else:
                candidate = self._alive.pop(graph)
                went = self._fallen if self._stored.get(graph) is candidate else self._refused
                went[graph] = blame
                self._warned.pop(graph, None)
                refused.add(graph)
        return refused

    def _content(self, graph: NamedNode) -> Iterator[Triple]:
        for quad in self._staged.quads_for_pattern(None, None, None, graph):
            yield quad.triple

    def _blame(self, violation: Violation) -> set[NamedNode]:
        """Return the graphs that a violation is to be led back to: those that say what is wrong, else who the node is.

        From the most to the least telling: who states the value, who states the path, who gives the node its type
        (where something is missing), who says anything about it, who mentions it.
        """
        focus, predicate = violation.focus, predicate_of(violation.path)
        if isinstance(focus, Literal):
            return self._graphs(None, predicate, focus) or self._graphs(None, None, focus)
        if predicate is not None:
            stating = violation.value is not None and self._graphs(focus, predicate, violation.value)
            if found := stating or self._graphs(focus, predicate, None):
                return found
        elif violation.value is not None and (found := self._graphs(focus, None, violation.value)):
            return found
        return (
            self._graphs(focus, RDF.type, None)
            or self._graphs(focus, None, None)
            or (self._graphs(None, None, focus) if isinstance(focus, NamedNode) else set())
        )

    def _graphs(
        self,
        subject: NamedNode | pyoxigraph.BlankNode | None,
        predicate: NamedNode | None,
        object_: NamedNode | pyoxigraph.BlankNode | Literal | None,
    ) -> set[NamedNode]:
        graphs = {quad.graph_name for quad in self._staged.quads_for_pattern(subject, predicate, object_, None)}
        return {graph for graph in graphs if isinstance(graph, NamedNode) and graph in self._alive}

    def _traced(self, violation: Violation, graph: NamedNode) -> Violation:
        """Add where the candidate for ``graph`` came from, who claimed it, and what would mend it."""
        return traced_to_candidate(violation, self._gate.shapes, self._alive[graph], self._near)

    # -- what a refusal, a replacement or a removal concerns ---------------------------------------------------------

    def _concerned(self, refused: set[NamedNode]) -> set[NamedNode]:
        """Return the graphs to look at again because ``refused`` do not come in (or, being in the store, go)."""
        if not refused:
            return set()
        back = {graph for graph in refused if graph in self._old and graph not in self._fallen}
        sight = self._gate.sight
        touched: set[object] = {triple.subject for graph in refused for triple in self._content(graph)}
        touched |= {t.object for g in refused for t in self._content(g) if sight.looks_back(t.predicate)}
        touched |= {triple.subject for graph in back for triple in self._old[graph]}
        concerned: set[NamedNode] = set()
        for node in touched:
            if isinstance(node, NamedNode):
                concerned |= self._graphs(node, None, None) | self._graphs(None, None, node)
        # What the refused graphs no longer replace stays, and is judged with the rest.
        for graph in back:
            self._staged.remove_graph(graph)
        returned = self._admit(stored_candidate(graph, self._old[graph]) for graph in sorted(back, key=str))
        return concerned | returned

    def _admit(self, candidates: Iterable[Candidate]) -> set[NamedNode]:
        admitted: set[NamedNode] = set()
        for candidate in candidates:
            self._stage(candidate)
            self._alive[candidate.graph] = self._stored[candidate.graph] = candidate
            admitted.add(candidate.graph)
        return admitted

    def _dependents(self, hidden: set[NamedNode]) -> list[Candidate]:
        """Return the stored graphs outside ``hidden`` whose checks could come out differently now."""
        changed, backwards = self._changes(hidden)
        graphs: set[NamedNode] = set()
        for quad in self._store.mentioning(changed) if changed else ():
            if isinstance(quad.graph_name, NamedNode):
                graphs.add(quad.graph_name)
        for quad in self._store.about(changed | backwards) if changed or backwards else ():
            if isinstance(quad.graph_name, NamedNode):
                graphs.add(quad.graph_name)
        graphs -= hidden
        if not graphs:
            return []
        contents: dict[NamedNode, list[Triple]] = {graph: [] for graph in sorted(graphs, key=str)}
        for quad in self._store.quads(contents):
            if isinstance(quad.graph_name, NamedNode):
                contents[quad.graph_name].append(quad.triple)
        return [stored_candidate(graph, triples) for graph, triples in contents.items()]

    def _changes(self, hidden: set[NamedNode]) -> tuple[set[NamedNode], set[NamedNode]]:
        """Return the nodes that change in a way other nodes' checks can see, and those seen backwards that do.

        Losses count for all that the shapes look at from afar. Gains count where a path of the shapes does; that a
        SPARQL constraint of a stored node could object to something new elsewhere is not looked for.
        """
        sight = self._gate.sight
        before = {t for g in hidden & self._old.keys() for t in self._old[g]}
        before |= {t for g in hidden & self._stored.keys() for t in self._stored[g].triples}
        if not before:
            return set(), set()
        after = {triple for graph in self._alive for triple in self._content(graph)}
        lost, gained = before - after, after - before
        losers = {triple.subject for triple in lost if isinstance(triple.subject, NamedNode)}
        # A shared node (a brand, a category) loses nothing while another graph says the same of it.
        lost -= {quad.triple for quad in self._store.about(losers) if quad.graph_name not in hidden}
        changed = {t.subject for t in lost if sight.sees(t.predicate)}
        changed |= {t.subject for t in gained if t.predicate in sight.inverse}
        seen = {t.object for t in lost if sight.looks_back(t.predicate)}
        seen |= {t.object for t in gained if t.predicate in sight.inverse}
        # A node that other graphs describe too can miss what only this graph said of it.
        seen |= {t.subject for t in lost}
        return (
            {node for node in changed if isinstance(node, NamedNode)},
            {node for node in seen if isinstance(node, NamedNode)},
        )


def _reported(
    candidates: dict[NamedNode, Candidate], reports: dict[NamedNode, Report]
) -> tuple[tuple[Candidate, Report], ...]:
    return tuple((candidate, reports[graph]) for graph, candidate in candidates.items() if graph in reports)


def predicate_of(path: str | None) -> NamedNode | None:
    """Return the predicate that a path text consists of, or ``None`` for a longer path."""
    if path is None:
        return None
    if path.startswith("<") and path.endswith(">"):
        return NamedNode(path[1:-1]) if path.count("<") == 1 else None
    prefix, _, local = path.partition(":")
    if prefix in PREFIXES and local and local.replace("-", "").replace("_", "").replace(".", "").isalnum():
        return NamedNode(PREFIXES[prefix] + local)
    return None
