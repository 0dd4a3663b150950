"""Endpoints that refuse, break or speak otherwise; and credentials, which never show."""

from __future__ import annotations

import base64
import logging
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from mkgrdf.errors import QueryError, StoreError
from mkgrdf.store import Commit, open_store
from mkgrdf.store.endpoint import EndpointStore
from mkgrdf.store.transport import Credentials
from mkgrdf.vocabulary import SCHEMA

pytestmark = pytest.mark.network

BAG = NamedNode("https://example.org/shop/product/bag")
GRAPH = NamedNode("https://example.org/shop/graph/source/demo/product/bag")
OTHER = NamedNode("https://example.org/shop/graph/runs/1")
NAME = Triple(BAG, SCHEMA.name, Literal("Day bag", language="en"))
SECRET = "s3cr3t-Wörd"


@dataclass
class Scripted:
    """A server that gives the same answer to every request (updates aside), and what it was asked."""

    url: str
    status: int = 200
    update_status: int | None = None
    delay: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Scripted]:
    for name in ("MKGRDF_STORE_USER", "MKGRDF_STORE_PASSWORD", "MKGRDF_STORE_TOKEN"):
        monkeypatch.delenv(name, raising=False)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", "0")))
            answer.asked.append({"path": self.path, **{name.lower(): value for name, value in self.headers.items()}})
            body = answer.body.encode()
            time.sleep(answer.delay)
            is_update = self.path.startswith("/update")
            self.send_response(answer.update_status if is_update and answer.update_status else answer.status)
            for name, value in {"Content-Length": str(len(body)), **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST  # noqa: N815 - the name that http.server looks for

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as http.server calls it
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        answer = Scripted(f"http://127.0.0.1:{server.server_address[1]}/query")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield answer
        server.shutdown()
        thread.join()


def test_nobody_there(server_url: str) -> None:
    """An endpoint that cannot be reached is named, with what to look at."""
    with pytest.raises(StoreError, match=r"http://127\.0\.0\.1:9/query cannot be reached \(.*refused\); is the server"):
        open_store("http://127.0.0.1:9").ask("ASK { ?s ?p ?o }")


@pytest.mark.parametrize("status", [401, 403])
def test_credentials_asked_for(scripted: Scripted, status: int) -> None:
    """A server that wants credentials leads to the names of the environment variables."""
    scripted.status, scripted.body = status, "Members only"
    with pytest.raises(StoreError, match=r"none were given; set MKGRDF_STORE_USER.*Members only"):
        open_store(scripted.url).ask("ASK { ?s ?p ?o }")


def test_credentials_refused_are_not_repeated(scripted: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refusal does not show the password, even when the server repeats it."""
    monkeypatch.setenv("MKGRDF_STORE_USER", "ann")
    monkeypatch.setenv("MKGRDF_STORE_PASSWORD", SECRET)
    encoded = base64.b64encode(f"ann:{SECRET}".encode()).decode()
    scripted.status, scripted.body = 401, f"wrong password {SECRET} in {encoded}"
    store = open_store(scripted.url)
    with pytest.raises(StoreError, match=r"those given were not accepted.*wrong password \*\*\* in \*\*\*") as refusal:
        store.ask("ASK { ?s ?p ?o }")
    assert scripted.asked[0]["authorization"] == f"Basic {encoded}"
    assert refusal.value.__suppress_context__
    assert SECRET not in repr(store) + store.place + repr(refusal.value)


def test_a_token_goes_before_a_password(scripted: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
    """MKGRDF_STORE_TOKEN is sent as a bearer token, to queries, updates and the graph store."""
    monkeypatch.setenv("MKGRDF_STORE_USER", "ann")
    monkeypatch.setenv("MKGRDF_STORE_PASSWORD", SECRET)
    monkeypatch.setenv("MKGRDF_STORE_TOKEN", "t0ken")
    base = scripted.url.removesuffix("/query")
    scripted.headers = {"Content-Type": "application/sparql-results+json"}
    scripted.body = '{"head": {"vars": ["s", "p", "o", "g"]}, "results": {"bindings": []}}'
    store = open_store(base)
    store.commit({GRAPH: [NAME]})
    scripted.headers, scripted.body = {"Content-Type": "application/n-quads"}, ""
    assert list(store.quads()) == []
    assert {request["path"] for request in scripted.asked} == {"/query", "/update?", "/store"}
    assert {request["authorization"] for request in scripted.asked} == {"Bearer t0ken"}


def test_credentials_in_the_url_are_used_and_hidden(scripted: Scripted) -> None:
    """User, password and query string of a URL work, and are not part of its place."""
    host = scripted.url.removeprefix("http://")
    store = open_store(f"http://ann:p%40ss@{host}?key=k3y#top")
    scripted.status, scripted.body = 503, "busy with p@ss"
    with pytest.raises(StoreError, match=r"answers with status 503: busy with \*\*\*$"):
        store.ask("ASK { ?s ?p ?o }")
    assert scripted.asked[0]["path"] == "/query?key=k3y"
    assert scripted.asked[0]["authorization"] == "Basic " + base64.b64encode(b"ann:p@ss").decode()
    assert store.place == scripted.url
    assert repr(store) == f"EndpointStore({scripted.url!r})"


def test_credentials_do_not_follow_redirects(scripted: Scripted, server_url: str) -> None:
    """A redirect is reported, not followed, so nobody else is sent a password."""
    scripted.status, scripted.headers = 302, {"Location": f"{server_url}/query?token=x"}
    with pytest.raises(StoreError, match=rf"has moved \(status 302\) to {server_url}/query; give that URL"):
        open_store(scripted.url).ask("ASK { ?s ?p ?o }")
    assert len(scripted.asked) == 1


def test_credentials_over_plain_http_are_warned_of(caplog: pytest.LogCaptureFixture) -> None:
    """Credentials for a distant server over http:// are logged as unencrypted (the request itself fails here)."""
    store = EndpointStore("http://store.invalid/query", credentials=Credentials("ann", SECRET), timeout=5)
    with caplog.at_level(logging.WARNING), pytest.raises(StoreError, match="cannot be reached"):
        store.ask("ASK { ?s ?p ?o }")
    assert "credentials for http://store.invalid/query travel unencrypted" in caplog.text
    assert SECRET not in caplog.text
    assert repr(Credentials("ann", SECRET, SECRET)) == "Credentials(user='ann')"


@pytest.mark.parametrize(
    ("status", "headers", "body", "said"),
    [
        (404, {}, "no such page", r"is not a SPARQL endpoint \(status 404\).*no such page"),
        (500, {}, "x" * 600, "answers with status 500: x{500}…"),
        (500, {}, "", "answers with status 500: it does not say why"),
        (200, {"Content-Type": "text/html"}, "<html>", "answers with text/html instead of SPARQL results"),
        (200, {}, "", "answers with no content type instead of SPARQL results"),
        (200, {"Content-Type": "application/sparql-results+json"}, '{"head": ', "an answer that cannot be read"),
        (
            200,
            {"Content-Type": "application/sparql-results+json", "Content-Length": "99"},
            "{}",
            "cannot be read|broke",
        ),
    ],
)
def test_answers_that_are_none(scripted: Scripted, status: int, headers: dict[str, str], body: str, said: str) -> None:
    """Whatever else a server may answer becomes an error that says what came."""
    scripted.status, scripted.headers, scripted.body = status, headers, body
    with pytest.raises(StoreError, match=said):
        open_store(scripted.url).ask("ASK { ?s ?p ?o }")


def test_a_slow_server(scripted: Scripted) -> None:
    """A server that does not answer in time is given up."""
    scripted.delay = 0.5
    with pytest.raises(StoreError, match=r"did not answer within 0\.1 s; make the query smaller"):
        EndpointStore(scripted.url, timeout=0.1).ask("ASK { ?s ?p ?o }")


def test_construct_wants_rdf(scripted: Scripted) -> None:
    """A CONSTRUCT that is answered with a page is an error."""
    store = EndpointStore(scripted.url)
    scripted.headers = {"Content-Type": "application/sparql-results+json"}
    scripted.body = '{"head": {"vars": ["s", "p", "o", "g"]}, "results": {"bindings": []}}'
    with pytest.raises(StoreError, match=r"answers with application/sparql-results\+json instead of RDF"):
        store.construct("CONSTRUCT WHERE { ?s ?p ?o }")


def test_a_graph_store_without_datasets(scripted: Scripted) -> None:
    """A graph store that sends triples only, without their graphs, is refused with the way out."""
    store = EndpointStore(scripted.url, graph_store_url=scripted.url)
    scripted.headers = {"Content-Type": "text/turtle"}
    with pytest.raises(StoreError, match=r"answers with Turtle, .*Leave the graph store URL out"):
        list(store.quads())


def test_the_servers_own_words_on_a_query(endpoint_url: str) -> None:
    """What the server says about a malformed query is passed on."""
    with pytest.raises(QueryError, match=r"/query finds the request malformed: error at 1:\d+: expected"):
        open_store(endpoint_url).select("SELECT ?s WHERE { ?s ?p }")


def test_a_refused_update_is_no_query_error(scripted: Scripted) -> None:
    """When the server finds the commit malformed, it is the store that failed, and nothing changed."""
    scripted.headers = {"Content-Type": "application/sparql-results+json"}
    scripted.body = '{"head": {"vars": ["s", "p", "o", "g"]}, "results": {"bindings": []}}'
    scripted.update_status = 400
    with pytest.raises(StoreError, match=r"the store is as before: .*finds the request malformed"):
        open_store(scripted.url).commit({GRAPH: [NAME]})


def test_without_an_update_url_one_can_only_read(endpoint_url: str) -> None:
    """An endpoint opened for reading refuses a change, but accepts a commit of what is there."""
    open_store(endpoint_url).commit({GRAPH: [NAME]})
    for store in (open_store(endpoint_url, read_only=True), EndpointStore(f"{endpoint_url}/query")):
        assert store.commit({GRAPH: [NAME]}) == Commit(0, 0)
        with pytest.raises(StoreError, match="opened for reading only"):
            store.commit({}, remove=[GRAPH])


def test_an_update_url_with_a_query_string(endpoint_url: str) -> None:
    """Updates reach a URL that has parameters of its own."""
    store = EndpointStore(f"{endpoint_url}/query", f"{endpoint_url}/update?note=1")
    assert store.commit({GRAPH: [NAME]}) == Commit(added=1, removed=0)


def load_by_other_means(endpoint_url: str) -> None:
    lines = "".join(f"{NAME} <{graph.value}> .\n" for graph in (GRAPH, OTHER))
    request = urllib.request.Request(
        f"{endpoint_url}/store", data=lines.encode(), headers={"Content-Type": "application/n-quads"}
    )
    with urllib.request.urlopen(request, timeout=10):
        pass


def test_graphs_loaded_by_other_means_are_seen(endpoint_url: str, caplog: pytest.LogCaptureFixture) -> None:
    """On an Oxigraph server, graphs that mkgrdf did not write are queried, though with repeats until a commit."""
    load_by_other_means(endpoint_url)
    store = open_store(endpoint_url)
    with caplog.at_level(logging.WARNING):
        assert store.select("SELECT ?s WHERE { ?s ?p ?o }").rows == ((BAG,), (BAG,))
    assert "may count several times" in caplog.text
    sku = Triple(BAG, SCHEMA.sku, Literal("1"))
    assert store.commit({GRAPH: [NAME, sku]}) == Commit(added=1, removed=0)
    assert set(store.select("SELECT ?o WHERE { ?s ?p ?o }").rows) == {(NAME.object,), (sku.object,)}
    assert len(store.select("SELECT ?o WHERE { ?s ?p ?o }").rows) == 2
    assert len(store) == 3


def test_an_endpoint_that_hides_its_graphs_is_found_out(endpoint_url: str) -> None:
    """When queries cannot see the named graphs, that is an error and not an empty answer; a commit mends it."""
    load_by_other_means(endpoint_url)
    # Naming another default graph switches the union off, as on a server that knows no union.
    hidden = (
        f"{endpoint_url}/query?default-graph-uri=urn:none&named-graph-uri={GRAPH.value}&named-graph-uri={OTHER.value}"
    )
    store = EndpointStore(hidden, f"{endpoint_url}/update")
    for ask in (store.select, store.construct):
        with pytest.raises(StoreError, match=r"do not see its named graphs.*commit something with mkgrdf, or make"):
            ask("SELECT ?s WHERE { ?s ?p ?o }" if ask == store.select else "CONSTRUCT WHERE { ?s ?p ?o }")
    assert store.commit({OTHER: []}) == Commit(added=0, removed=1)
    assert open_store(endpoint_url).select("SELECT ?s WHERE { ?s ?p ?o }").rows == ((BAG,),)
