"""What the graphs say that a batch replaces or removes, and which of it stays because another graph says it too."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from pyoxigraph import NamedNode, Triple

from mkgrdf.store.interface import Store

__all__ = ["Going"]


class Going:
    """Graphs of ``store`` whose content is known because they go, or may.

    A shared node (a brand, a category) is described in the graph of each product that has it, so what one graph takes
    along, another may keep. The store is asked once for what graphs outside these say; which of these go is only
    settled as the judgement goes on.
    """

    def __init__(self, store: Store, contents: Mapping[NamedNode, Sequence[Triple]]) -> None:
        self._store = store
        self._contents = dict(contents)
        self._elsewhere: dict[Triple, bool] = {}

    def also(self, graph: NamedNode, triples: Sequence[Triple]) -> None:
        """Count ``graph``, which says ``triples``, among those that may go."""
        if graph not in self._contents:
            self._contents[graph] = triples
            self._elsewhere.clear()

    def said_by(self, graphs: Iterable[NamedNode]) -> set[Triple]:
        """Return what ``graphs`` say; those that are not known here say nothing."""
        return set().union(*(self._contents.get(graph, ()) for graph in graphs))

    def staying(self, statements: Iterable[Triple], without: Collection[NamedNode]) -> set[Triple]:
        """Return those of ``statements``, all said by graphs known here, that a graph other than ``without`` says."""
        wanted = set(statements)
        unknown = wanted - self._elsewhere.keys()
        if unknown:
            stated = self._store.stated(unknown, self._contents)
            self._elsewhere.update((one, one in stated) for one in unknown)
        here = self.said_by(graph for graph in self._contents if graph not in without)
        return {one for one in wanted if one in here or self._elsewhere[one]}
