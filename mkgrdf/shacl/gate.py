"""The gate: nothing enters the store that does not conform, and each refusal says why and where it came from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple

from mkgrdf.resources import resource
from mkgrdf.shacl import gate_rules
from mkgrdf.shacl.judgement import Judgement
from mkgrdf.shacl.report import Report
from mkgrdf.shacl.shapes import Shapes, load_shapes
from mkgrdf.shacl.sight import Sight
from mkgrdf.shacl.terms import Node
from mkgrdf.statements import Candidate
from mkgrdf.store.interface import Store
from mkgrdf.vocabulary import MKG

__all__ = ["Gate", "Judgement"]


class Gate:
    """Shapes, ontology and the gate's own rules. Cheap to make; pySHACL is loaded by the first check.

    Args:
        shapes: the shipped shapes when ``None``.
        ontology: the triples of the pattern layer; those of the shipped ontology when ``None``.
    """

    def __init__(self, shapes: Shapes | None = None, ontology: Iterable[Triple] | None = None) -> None:
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
        self.sight = Sight(self.shapes.index)

    def check(self, data: Iterable[Triple | Quad] | pyoxigraph.Store) -> Report:
        """Check a whole graph, the union of all its named graphs.

        What the ontology itself says is set aside first, so a file that brings it along is not blamed for it;
        anything else that the file says about ``mkg:`` terms is data like the rest.

        Raises:
            ShapesError: the shapes cannot be evaluated.
            MkgError: the data hold terms of RDF 1.2.
        """
        from mkgrdf.shacl.pyshacl_engine import normalised  # noqa: PLC0415 - loads pySHACL

        triples = [triple for triple in normalised(data) if triple not in self.ontology]
        return self.inspect(triples, ())

    def judge(self, candidates: Sequence[Candidate], store: Store, remove: Iterable[NamedNode] = ()) -> Judgement:
        """Check a batch together with what it refers to in ``store``, and tell who may enter.

        The accepted candidates conform together with what the store holds outside their graphs, ``remove`` and the
        graphs of ``dependents``. Nothing is written.

        Raises:
            ValueError: two candidates are for the same graph.
            ShapesError, StoreError, MkgError: as :meth:`check`, and when the store cannot be read.
        """
        from mkgrdf.shacl.batch import Batch  # noqa: PLC0415 - only who judges needs it

        return Batch(self, candidates, store, remove).judge()

    def inspect(
        self,
        triples: Sequence[Triple],
        context: Collection[Triple],
        own: Callable[[Node], bool] | None = None,
    ) -> Report:
        """Check ``triples`` (staged already: see ``normalised``) with ``context`` beside them.

        Only nodes that ``own`` accepts are reported on; the gate's rules apply to ``triples`` alone.
        """
        from mkgrdf.shacl.pyshacl_engine import validate_staged  # noqa: PLC0415 - loads pySHACL

        everything = list(dict.fromkeys([*triples, *context]))
        present = set(everything)
        background = [triple for triple in self.ontology if triple not in present]
        focus = self.shapes.targets.find([*everything, *background])
        accept = own or (lambda _: True)
        report = validate_staged(everything, background, self.shapes, focus, accept)
        violations = [
            *gate_rules.untargeted(everything, focus.all(), accept),
            *gate_rules.undeclared(triples, self.declared),
        ]
        if not violations:
            return report
        return replace(report, violations=tuple(sorted({*report.violations, *violations}, key=lambda one: one.order)))
