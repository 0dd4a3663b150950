"""Opens a store from what a user writes: a folder, ``memory``, or the URL of an endpoint."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from mkgrdf.store.embedded import EmbeddedStore
from mkgrdf.store.interface import Store

__all__ = ["open_store"]


def open_store(
    place: Path | str,
    *,
    read_only: bool = False,
    update_url: str | None = None,
    graph_store_url: str | None = None,
) -> Store:
    """Open the store at ``place``: a folder (made when missing), ``memory``, or an http(s) URL.

    A URL without a path is an Oxigraph server, whose query, update and graph store URLs are known. From a URL that
    ends in ``/query`` (Oxigraph, Fuseki) or ``/repositories/NAME`` (RDF4J, GraphDB) the update URL follows; for any
    other, give ``update_url`` in order to write. :class:`~mkgrdf.store.endpoint.EndpointStore` explains the rest.

    Raises:
        StoreError: the folder is locked or not a store, or the URL is malformed. Whether an endpoint can be reached
            shows at its first use.
    """
    text = str(place)
    if not text.lower().startswith(("http://", "https://")):
        return EmbeddedStore(None if text == "memory" else Path(place), read_only=read_only)
    # SPARQLWrapper takes a tenth of a second to import; only users of endpoints pay.
    from mkgrdf.store.endpoint import EndpointStore  # noqa: PLC0415

    query_url, derived_update, derived_graphs = _endpoint_urls(text)
    return EndpointStore(
        query_url,
        None if read_only else update_url or derived_update,
        graph_store_url or derived_graphs,
    )


def _endpoint_urls(url: str) -> tuple[str, str | None, str | None]:
    """Return the query URL, and the update and graph store URLs as far as they follow from ``url``."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/")

    def at(place: str) -> str:
        return urlunsplit((parts.scheme, parts.netloc, place, "", ""))

    if not path:
        return at("/query"), at("/update"), at("/store")
    head, _, last = path.rpartition("/")
    if last == "query":
        return url, at(f"{head}/update"), None
    if head.endswith("/repositories"):
        return url, at(f"{path}/statements"), None
    return url, None, None
