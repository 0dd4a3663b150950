"""Where the graph lives: an embedded Oxigraph (folder or memory), or any SPARQL 1.1 endpoint."""

from mkgrdf.store.embedded import EmbeddedStore
from mkgrdf.store.interface import Commit, Rows, Store, Term
from mkgrdf.store.opening import open_store

__all__ = ["Commit", "EmbeddedStore", "Rows", "Store", "Term", "open_store"]
