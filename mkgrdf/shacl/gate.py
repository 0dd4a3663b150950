"""The gate: nothing enters the store that does not conform, and each refusal says why and where it came from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple

from mkgrdf.resources import resource
from mkgrdf.shacl import gate_rules
from mkgrdf.shacl.aside import Aside
from mkgrdf.shacl.compiled.data import Data, StagedData, StoredData
from mkgrdf.shacl.compiled.screen import Screen
from mkgrdf.shacl.engines import Engine, Validation, membership
from mkgrdf.shacl.graph_index import plain
from mkgrdf.shacl.judgement import Judgement
from mkgrdf.shacl.judging.affected import Reaches
from mkgrdf.shacl.report import Report, Violation
from mkgrdf.shacl.shapes import Shapes, load_shapes
from mkgrdf.shacl.staging import stage, stage_files
from mkgrdf.shacl.terms import Node
from mkgrdf.statements import Candidate
from mkgrdf.store.interface import Store
from mkgrdf.vocabulary import MKG, RDFS

__all__ = ["Gate", "Judgement"]


class Gate:
    """Shapes, ontology and the gate's own rules.

    Args:
        shapes: the shipped shapes when ``None``.
        ontology: the triples of the pattern layer; those of the shipped ontology when ``None``.
        engine: who checks the shapes. The gate's own rules are checked the same way whoever does.
    """

    def __init__(
        self,
        shapes: Shapes | None = None,
        ontology: Iterable[Triple] | None = None,
        engine: Engine | str = Engine.AUTO,
    ) -> None:
        self.engine = Engine(engine)
        self.shapes = load_shapes() if shapes is None else shapes
        if ontology is None:
            path = str(resource("ontology", "mkg.ttl"))
            ontology = (quad.triple for quad in pyoxigraph.parse(path=path, format=RdfFormat.TURTLE))
        # By way of a store, as all data: the same number then has the same spelling everywhere.
        store = pyoxigraph.Store()
        store.extend(Quad(triple.subject, triple.predicate, triple.object) for triple in ontology)
        self.ontology = frozenset(quad.triple for quad in store)
        self.declared = frozenset(
            triple.subject
            for triple in self.ontology
            if isinstance(triple.subject, NamedNode) and triple.subject in MKG
        )

    def check(self, data: Iterable[Triple | Quad]) -> Report:
        """Check a whole graph, the union of all its named graphs.

        What the ontology itself says is set aside first, so a file that brings it along is not blamed for it;
        anything else that the file says about ``mkg:`` terms is data like the rest.

        Raises:
            ShapesError: the shapes cannot be evaluated.
        """
        return self._judged(self._set_aside(stage(data, self.shapes)), None)

    def check_files(self, files: Sequence[tuple[Path, Iterable[Quad]]]) -> tuple[Report, pyoxigraph.Store]:
        """Check what ``files``, each with its quads, say together; as :meth:`check`.

        Returns:
            The report, and a store with what was checked in its default graph.

        Raises:
            CatalogError: a file cannot be read; with file, line and column.
        """
        staged = self._set_aside(stage_files(files, self.shapes))
        return self._judged(staged, None), staged.store

    def _set_aside(self, staged: StagedData) -> StagedData:
        """Take out of what was staged what the ontology says."""
        self._aside.take_from(staged.store)
        return staged

    @cached_property
    def _aside(self) -> Aside:
        return Aside(self.ontology)

    def check_store(self, store: Store) -> Report:
        """Check all that ``store`` holds, by queries to it: nothing is copied but, for pySHACL, everything.

        Raises:
            ShapesError: the shapes cannot be evaluated.
            StoreError: the store cannot be read.
        """
        if self.engine is Engine.PYSHACL:
            return self.check(store.quads())
        return self._report(StoredData(store), None)

    def judge(
        self,
        candidates: Sequence[Candidate],
        store: Store,
        remove: Iterable[NamedNode] = (),
        outdated: Mapping[NamedNode, Collection[NamedNode]] = MappingProxyType({}),
    ) -> Judgement:
        """Check a batch together with what it refers to in ``store``, and tell who may enter.

        The accepted candidates conform together with what the store holds outside their graphs, ``remove``, what they
        make ``outdated`` and the graphs of ``dependents``. Nothing is written.

        Args:
            candidates: what wants to enter.
            store: where to.
            remove: graphs that go whatever becomes of the candidates.
            outdated: for the graph of a candidate, others that go if it enters, and only then.

        Raises:
            ValueError: two candidates are for the same graph.
            ShapesError, StoreError, MkgError: as :meth:`check`, and when the store cannot be read.
        """
        from mkgrdf.shacl.judging.batch import Batch  # noqa: PLC0415 - only who judges needs it

        return Batch(self, candidates, store, remove, outdated).judge()

    def inspect(
        self,
        data: Iterable[Triple | Quad],
        own: Callable[[Node], bool] | None = None,
    ) -> Report:
        """Check ``data`` in memory, few as a batch has, reporting only on nodes that ``own`` accepts."""
        return self._judged(stage(data, self.shapes), own, self._screen)

    def _judged(self, staged: StagedData, own: Callable[[Node], bool] | None, screen: Screen | None = None) -> Report:
        if self.engine is not Engine.PYSHACL:
            return self._report(staged, own, screen)
        from mkgrdf.shacl.pyshacl_engine import normalised, validate  # noqa: PLC0415 - loads pySHACL

        report = validate(normalised(staged.store), self.shapes, self._membership, about=own)
        return self._with_rules(report, Validation(staged, self.shapes, self._membership, own), staged, own)

    @cached_property
    def reaches(self) -> Reaches:
        """What each shape reads, and so whose verdict a change can alter."""
        return Reaches.of(self.shapes.model)

    @cached_property
    def narrower(self) -> dict[Node, set[Node]]:
        """Each class of the ontology with the classes right below it."""
        found: dict[Node, set[Node]] = {}
        for triple in self._membership:
            if triple.predicate == RDFS.subClassOf:
                subject, _, broader = plain(triple)
                found.setdefault(broader, set()).add(subject)
        return found

    @cached_property
    def _membership(self) -> list[Triple]:
        return membership(self.ontology)

    @cached_property
    def _screen(self) -> Screen:
        return Screen(self.shapes.model, self._membership)

    def _report(self, data: Data, own: Callable[[Node], bool] | None, screen: Screen | None = None) -> Report:
        validation = Validation(data, self.shapes, self._membership, own, screen)
        return self._with_rules(validation.report(), validation, data, own)

    def _with_rules(
        self, report: Report, validation: Validation, data: Data, own: Callable[[Node], bool] | None
    ) -> Report:
        """Add what the gate demands besides."""
        accept = own or _everything
        violations: list[Violation] = []
        if own is None and validation.targets_classes_only and gate_rules.count_subjects(data) == report.targeted:
            # Focus nodes are subjects, and there are as many of the ones as of the others: each subject is targeted.
            nodes = gate_rules.typed_terms(data)
        else:
            nodes = gate_rules.subjects(data)
            violations += gate_rules.untargeted(data, nodes, validation.focus, accept)
        violations += gate_rules.undeclared(data, nodes, self.declared, accept)
        if not violations:
            return report
        return replace(report, violations=tuple(sorted([*report.violations, *violations], key=lambda one: one.order)))


def _everything(_: Node) -> bool:
    return True
