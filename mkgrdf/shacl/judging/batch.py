"""One judgement of the gate: stage a batch, check it, lead violations back, refuse, and look again until all is quiet.

Refusing a candidate can break others: what referred to its nodes now refers to nothing, and if it was to replace a
graph, the old graph stays. Replacing or removing graphs can break graphs in the store that refer to what goes away.
Both are found here, so that what is accepted conforms together with what the store keeps.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from mkgrdf.shacl.graph_index import plain
from mkgrdf.shacl.judgement import Judgement
from mkgrdf.shacl.judging.contents import Contents
from mkgrdf.shacl.judging.going import Going
from mkgrdf.shacl.judging.view import Surroundings, View
from mkgrdf.shacl.origins.nearby import Nearby
from mkgrdf.shacl.origins.tracing import recorded_origin, traced_to_candidate
from mkgrdf.shacl.paths import predicate_of
from mkgrdf.shacl.report import Report, Violation
from mkgrdf.shacl.terms import Node
from mkgrdf.statements import Candidate
from mkgrdf.store.interface import Store
from mkgrdf.vocabulary import MKG, RDF

if TYPE_CHECKING:
    from mkgrdf.shacl.gate import Gate

__all__ = ["Batch", "stored_candidate"]


_State = tuple[frozenset[NamedNode], frozenset[NamedNode]]
"""The graphs of the store that do not count, and the graphs that are staged and do."""


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

    def __init__(
        self,
        gate: Gate,
        candidates: Sequence[Candidate],
        store: Store,
        remove: Iterable[NamedNode],
        outdated: Mapping[NamedNode, Collection[NamedNode]],
    ) -> None:
        self._gate = gate
        self._store = store
        self._candidates = {candidate.graph: candidate for candidate in candidates}
        if len(self._candidates) != len(candidates):
            seen: set[NamedNode] = set()
            double = next(one.graph for one in candidates if one.graph in seen or seen.add(one.graph))  # type: ignore[func-returns-value]
            raise ValueError(f"two candidates of one batch are for the graph {double}; expected one for each graph")
        self._outdated = {graph: set(others) - self._candidates.keys() for graph, others in outdated.items()}
        self._removed = set(remove).union(*self._outdated.values()) - self._candidates.keys()
        self._staged = Contents()
        self._around = Surroundings(store)
        self._near = Nearby(store, self._staged)
        for candidate in candidates:
            self._staged.put(candidate.graph, candidate.triples)
        self._alive: dict[NamedNode, Candidate] = dict(self._candidates)
        self._stored: dict[NamedNode, Candidate] = {}
        self._going = Going(store, _contents(store, [*self._candidates, *self._removed]))
        self._refused: dict[NamedNode, Report] = {}
        self._fallen: dict[NamedNode, Report] = {}
        self._warned: dict[NamedNode, Report] = {}
        self._seen: tuple[_State, View] | None = None
        # Stored nodes that only what candidates add can have broken, and what they add.
        self._gained: set[Node] = set()
        self._additions: set[Triple] = set()

    def judge(self) -> Judgement:
        """Check until no further graph has to go."""
        waiting = set(self._alive)
        # Stored graphs come last, when the candidates are settled: one that is refused breaks nothing in the store.
        # Should one still be refused then, all stored graphs are back, and looked for anew.
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

    def _check(self, graphs: set[NamedNode]) -> Set[NamedNode]:
        """Check what ``graphs`` hold, note the reports, and return the graphs that are to blame and so refused."""
        ordered = sorted(graphs, key=str)
        own = self._staged.subjects(ordered)
        seen = self._gate.reaches.objects_of
        if seen:
            triples = (triple for graph in ordered for triple in self._staged.of(graph))
            own.update(dict.fromkeys(plain(triple)[2] for triple in triples if triple.predicate in seen))
        view = self._view()
        report = self._gate.inspect(self._gate.reaches.slice(own, view), own.__contains__)
        blamed: dict[NamedNode, list[Violation]] = {}
        for violation in report.violations:
            root = violation.targeted
            blamable = self._culprits(root, view) or self._blame(violation)
            # The node at fault may be of a record in the store, and the batch what brought a shape to look at it.
            for graph in blamable or self._blame(replace(violation, focus=root, path=None, value=None)):
                blamed.setdefault(graph, []).append(self._traced(violation, graph))
        for graph in graphs:
            self._warned.pop(graph, None)
        refused: dict[NamedNode, Report] = {}
        for graph, violations in blamed.items():
            blame = Report(tuple(violations), len(self._staged.subjects([graph])))
            if blame.conforms:
                self._warned[graph] = blame
            else:
                refused[graph] = blame
        if not refused.keys() <= self._stored.keys():
            refused = {graph: blame for graph, blame in refused.items() if graph not in self._stored}
            self._restore()
        for graph, blame in refused.items():
            del self._alive[graph]
            self._warned.pop(graph, None)
            (self._fallen if graph in self._stored else self._refused)[graph] = blame
        return refused.keys()

    def _restore(self) -> None:
        """Let go of the stored graphs that were taken in, and let stand what fell: a candidate less is to come."""
        for graph in self._stored:
            self._alive.pop(graph, None)
            self._staged.drop(graph)
        self._stored.clear()
        self._fallen.clear()
        self._gained = set()

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
        subject: NamedNode | BlankNode | None,
        predicate: NamedNode | None,
        object_: NamedNode | BlankNode | Literal | None,
    ) -> set[NamedNode]:
        graphs = {quad.graph_name for quad in self._staged.matching(subject, predicate, object_)}
        return {graph for graph in graphs if isinstance(graph, NamedNode) and graph in self._alive}

    def _traced(self, violation: Violation, graph: NamedNode) -> Violation:
        """Add where the candidate for ``graph`` came from, who claimed it, and what would mend it."""
        return traced_to_candidate(violation, self._gate.shapes, self._alive[graph], self._near)

    def _culprits(self, focus: Node, view: View) -> list[NamedNode]:
        """Return the candidates whose additions broke a node of the store that conformed before.

        Who comes last has to give way: what is in the store got in by the same rules.
        """
        if focus not in self._gained:
            return []
        return self._reaching(
            focus, sorted(self._alive.keys() & self._candidates.keys() - self._stored.keys(), key=str), view
        )

    def _reaching(self, focus: Node, graphs: list[NamedNode], view: View) -> list[NamedNode]:
        """Return those of ``graphs`` whose additions alone concern ``focus``; by halves, as they are few of many."""
        added = [triple for graph in graphs for triple in self._staged.of(graph) if triple in self._additions]
        if not added or focus not in self._gate.reaches.affected(added, view):
            return []
        if len(graphs) == 1:
            return graphs
        half = len(graphs) // 2
        return [*self._reaching(focus, graphs[:half], view), *self._reaching(focus, graphs[half:], view)]

    # -- what a refusal, a replacement or a removal concerns ---------------------------------------------------------

    def _view(self) -> View:
        """Return the store as it would be now: the same view, and all that it has read, until a graph comes or goes."""
        hidden = self._hidden()
        state = frozenset(hidden), frozenset(self._alive)
        if self._seen is None or self._seen[0] != state:
            self._seen = state, self._look(hidden)
        return self._seen[1]

    def _look(self, hidden: set[NamedNode]) -> View:
        # What replaced graphs say is there all the same where a candidate says it too.
        lost = self._going.said_by(hidden).difference(*(self._staged.of(graph) for graph in self._alive))
        return View(
            self._around,
            hidden=hidden,
            gone=lost - self._going.staying(lost, hidden),
            staged=self._staged,
            shown=frozenset(self._alive),
            classes=self._gate.narrower,
        )

    def _concerned(self, refused: Set[NamedNode]) -> set[NamedNode]:
        """Return the graphs to look at again because ``refused`` do not come in (or, being in the store, go)."""
        if not refused:
            return set()
        going = {triple for graph in refused for triple in self._staged.of(graph)}
        # What they were to replace or made outdated stays, and is a change where nobody else said it.
        back = set(refused - self._stored.keys())
        back.update(*(self._outdated.get(graph, ()) for graph in back))
        back.difference_update(*(self._outdated.get(graph, ()) for graph in self._alive))
        self._removed -= back
        staying = {one for one in self._going.said_by(back) - going if not self._graphs(*plain(one))}
        staying -= self._going.staying(staying, self._hidden() | back)
        for graph in refused:
            self._staged.drop(graph)
        view = self._view()
        going.difference_update(view.about(plain(triple)[0] for triple in set(going)))
        changes = going | staying
        nodes = {plain(triple)[0] for triple in changes} | self._affected(changes, view)
        # Others may say of the nodes at fault what was refused, so that these are as they were.
        reports = (self._fallen.get(graph) or self._refused[graph] for graph in refused)
        nodes.update(violation.targeted for report in reports for violation in report.violations)
        return {graph for node in nodes for graph in self._graphs_with(node)}

    def _affected(self, changes: set[Triple], view: View, but: Set[Node] = frozenset()) -> set[Node]:
        """Return the nodes whose verdict ``changes`` can have altered, that by the gate's own rules too."""
        return self._gate.reaches.affected(changes, view, but) | self._gate.reaches.released(changes, view) - but

    def _graphs_with(self, focus: Node) -> Iterator[NamedNode]:
        """Yield the graphs that describe ``focus``, or make it a focus node by mentioning it."""
        if not isinstance(focus, Literal):
            yield from self._graphs(focus, None, None)
        for predicate in self._gate.reaches.objects_of:
            yield from self._graphs(None, predicate, focus)

    def _admit(self, candidates: Iterable[Candidate]) -> set[NamedNode]:
        admitted: set[NamedNode] = set()
        for candidate in candidates:
            self._staged.put(candidate.graph, candidate.triples)
            self._going.also(candidate.graph, candidate.triples)
            self._alive[candidate.graph] = self._stored[candidate.graph] = candidate
            admitted.add(candidate.graph)
        return admitted

    def _dependents(self, hidden: set[NamedNode]) -> list[Candidate]:
        """Return the stored graphs outside ``hidden`` that describe nodes at fault now.

        Only the nodes whose verdict can have changed are looked at: those that some statement which is lost or new
        is seen from, and those that lost one.
        """
        lost, gained = self._changes(hidden)
        if not lost and not gained:
            return []
        view = self._view()
        # What the batch itself describes was judged with it.
        own = set(self._staged.subjects(self._alive))
        losing = ({plain(triple)[0] for triple in lost} | self._affected(lost, view)) - own
        gaining = self._affected(gained, view, own)
        self._gained, self._additions = gaining - losing, gained
        concerned = losing | gaining
        if not concerned:
            return []
        report = self._gate.inspect(self._gate.reaches.slice(concerned, view), concerned.__contains__)
        at_fault = {violation.targeted for violation in report.violations}
        terms = [node for node in at_fault if isinstance(node, NamedNode | Literal)]
        mentions = (self._store.mentioning(terms, predicate) for predicate in self._gate.reaches.objects_of)
        graphs = {
            quad.graph_name
            for quad in chain(self._store.about(node for node in terms if isinstance(node, NamedNode)), *mentions)
            if isinstance(quad.graph_name, NamedNode) and quad.graph_name not in hidden
        }
        contents = _contents(self._store, sorted(graphs, key=str))
        return [stored_candidate(graph, triples) for graph, triples in contents.items()]

    def _changes(self, hidden: set[NamedNode]) -> tuple[set[Triple], set[Triple]]:
        """Return what is not said any more by any graph, and what is said for the first time."""
        if self._around.empty:
            return set(), set()
        before = self._going.said_by(hidden)
        after = {triple for graph in self._alive for triple in self._staged.of(graph)}
        lost, gained = before - after, after - before
        # A shared node (a brand, a category) loses nothing, and gains nothing, that another graph says of it.
        subjects = {triple: plain(triple)[0] for triple in gained}
        known = self._around.about(set(subjects.values()))
        gained = {triple for triple, subject in subjects.items() if triple not in known.get(subject, ())}
        return lost - self._going.staying(lost, hidden), gained


def _contents(store: Store, graphs: Iterable[NamedNode]) -> dict[NamedNode, list[Triple]]:
    """Return what each of ``graphs`` says."""
    found: dict[NamedNode, list[Triple]] = {graph: [] for graph in graphs}
    for quad in store.quads(found):
        if isinstance(quad.graph_name, NamedNode):
            found[quad.graph_name].append(quad.triple)
    return found


def _reported(
    candidates: dict[NamedNode, Candidate], reports: dict[NamedNode, Report]
) -> tuple[tuple[Candidate, Report], ...]:
    return tuple((candidate, reports[graph]) for graph, candidate in candidates.items() if graph in reports)
