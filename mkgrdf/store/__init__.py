"""Where the graph lives: an embedded Oxigraph (folder or memory), or any SPARQL 1.1 endpoint."""

from mkgrdf.store.interface import Commit, Rows, Store, Term

__all__ = ["Commit", "Rows", "Store", "Term"]
