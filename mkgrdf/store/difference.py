"""What has to be written so that some graphs hold exactly some new content, and the SPARQL update that writes it.

Both stores commit in the same way: read the graphs concerned, compare, write only what differs. One update request with
``DELETE DATA`` and ``INSERT DATA`` is one transaction in Oxigraph, and on disk it is four to five times faster than
dropping the graphs and writing them again.

Beside the named graphs every commit keeps the *mirror*: the default graph proper holds each statement once, however
many named graphs make it. Engines offer to query the union of all graphs, but Oxigraph's union returns a statement
once for each graph that makes it: counts come out too high, and joins multiply (a category described in 200 record
graphs: 11 s against 1 ms). On the mirror a query sees a set of statements, as the RDF semantics has it, and it is
faster too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from mkgrdf.errors import StoreError
from mkgrdf.vocabulary import RDF, XSD

__all__ = ["MIRROR_ALL", "Change", "compare", "normalise", "wanted_quads"]

MIRROR_ALL: Final = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
"""The update that makes the mirror of a store that something else than mkgrdf has filled."""

_PLAIN = frozenset({XSD.string, RDF.langString})
_KEY = "urn:x-mkgrdf:literal:"


@dataclass(frozen=True, slots=True)
class Change:
    """What a commit has to write: drop the graphs ``drop``, delete the quads ``delete``, then add ``add``.

    ``added`` and ``removed`` count quads before against after, whatever is written to get there. ``emptied`` are
    graphs that hold nothing afterwards and have to vanish from the list of graphs too.
    """

    delete: tuple[Quad, ...]
    add: tuple[Quad, ...]
    drop: tuple[NamedNode, ...]
    emptied: tuple[NamedNode, ...]
    added: int
    removed: int

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to write."""
        return not (self.delete or self.add or self.drop)

    @property
    def only_adds(self) -> bool:
        """Tell whether nothing has to go."""
        return not (self.delete or self.drop)

    def sparql(self) -> str:
        """Return the change as one SPARQL 1.1 update request."""
        operations = [f"DROP SILENT GRAPH {graph}" for graph in self.drop]
        if self.delete:
            operations.append(f"DELETE DATA {{\n{_blocks(self.delete)}}}")
        operations += [f"DROP SILENT GRAPH {graph}" for graph in self.emptied]
        operations += self._clear_mirror()
        if self.add:
            operations.append(f"INSERT DATA {{\n{_blocks(self.add)}{''.join(_lines(self.mirrored()))}}}")
        return " ;\n".join(operations)

    def mirrored(self) -> dict[Triple, None]:
        """Return the statements that the mirror has to hold because of what is added."""
        return dict.fromkeys(quad.triple for quad in self.add)

    def _clear_mirror(self) -> Iterator[str]:
        """Yield the operations that take out of the mirror what no named graph says any more.

        The engine decides that, in the same transaction, so nobody can add the statement elsewhere meanwhile.
        """
        orphans = "FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } }"
        gone = dict.fromkeys(quad.triple for quad in self.delete)
        if gone:
            rows = "\n".join(f"({triple.subject} {triple.predicate} {triple.object})" for triple in gone)
            yield f"DELETE {{ ?s ?p ?o }} WHERE {{ VALUES (?s ?p ?o) {{\n{rows}\n}} {orphans} }}"
        if self.drop:
            yield f"DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o {orphans} }}"


def wanted_quads(
    replace: Mapping[NamedNode, Iterable[Triple]], remove: Iterable[NamedNode]
) -> dict[NamedNode, set[Quad]]:
    """Return the quads that each graph shall hold afterwards; nothing for those to remove.

    Every iterable is read to its end here, before anything is written.

    Raises:
        StoreError: a graph is to be replaced and removed, or a triple has a blank node, which has no name by which a
            later commit could find it.
    """
    wanted: dict[NamedNode, set[Quad]] = {}
    for graph, triples in replace.items():
        quads = {Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples}
        for quad in quads:
            if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
                raise StoreError(
                    f"graph {graph.value}: the triple {quad.triple} has a blank node; expected IRIs, minted from "
                    "content, so that committing again replaces the node instead of adding another"
                )
        wanted[graph] = quads
    for graph in remove:
        if wanted.setdefault(graph, set()):
            raise StoreError(f"graph {graph.value} is to be replaced and removed in one commit; choose one")
    return wanted


def normalise(quads: Iterable[Quad]) -> dict[Quad, Quad]:
    """Map each quad to itself with its literals as Oxigraph stores them (``9.90`` becomes ``9.9``), in order.

    Two spellings of one value have to compare as equal, else an unchanged price is written at each import.
    """
    kept = list(quads)
    spelt = {quad.object for quad in kept if isinstance(quad.object, Literal) and quad.object.datatype not in _PLAIN}
    # No function gives the stored form of a literal, so a store of its own is asked.
    scratch = Store()
    keys = {f"{_KEY}{number}": term for number, term in enumerate(spelt)}
    scratch.extend(Quad(NamedNode(key), RDF.value, term) for key, term in keys.items())
    forms = {keys[quad.subject.value]: quad.object for quad in scratch if isinstance(quad.subject, NamedNode)}
    changed = {term: form for term, form in forms.items() if term != form}
    return {quad: _spell(quad, changed) for quad in kept}


def _spell(quad: Quad, changed: Mapping[Literal, NamedNode | BlankNode | Literal | Triple]) -> Quad:
    if isinstance(quad.object, Literal) and quad.object in changed:
        return Quad(quad.subject, quad.predicate, changed[quad.object], quad.graph_name)
    return quad


def compare(wanted: Mapping[NamedNode, set[Quad]], present: Iterable[Quad]) -> Change:
    """Return the change that turns ``present``, the present content of the graphs in ``wanted``, into ``wanted``."""
    # Deleting needs the store's own spelling, adding takes the normalised one.
    old = {form: spelt for spelt, form in normalise(present).items()}
    new = dict.fromkeys(normalise(quad for quads in wanted.values() for quad in quads).values())
    gone = [quad for quad in old if quad not in new]
    fresh = [quad for quad in new if quad not in old]
    # A blank node cannot be named in DELETE DATA; its whole graph is dropped and written again.
    drop = {quad.graph_name for quad in gone if _has_blank(quad)}
    kept = {quad.graph_name for quad in new}
    emptied = {quad.graph_name for quad in gone} - kept - drop
    return Change(
        delete=tuple(old[quad] for quad in gone if quad.graph_name not in drop),
        add=tuple(fresh) if not drop else tuple(quad for quad in new if quad not in old or quad.graph_name in drop),
        drop=_named(drop),
        emptied=_named(emptied),
        added=len(fresh),
        removed=len(gone),
    )


def _has_blank(quad: Quad) -> bool:
    return isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)


def _named(graphs: Iterable[NamedNode | BlankNode | DefaultGraph]) -> tuple[NamedNode, ...]:
    return tuple(sorted((graph for graph in graphs if isinstance(graph, NamedNode)), key=lambda graph: graph.value))


def _blocks(quads: Sequence[Quad]) -> str:
    by_graph: dict[object, list[Quad]] = {}
    for quad in quads:
        by_graph.setdefault(quad.graph_name, []).append(quad)
    return "".join(f"GRAPH {graph} {{\n{''.join(_lines(group))}}}\n" for graph, group in by_graph.items())


def _lines(quads: Iterable[Quad | Triple]) -> Iterator[str]:
    for quad in quads:
        yield f"{quad.subject} {quad.predicate} {quad.object} .\n"
