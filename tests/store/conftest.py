"""A real Oxigraph server on the loopback interface, and one store of each kind."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from mkgrdf.store import EmbeddedStore, Store, open_store


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answers(url: str, process: subprocess.Popen[bytes]) -> bool:
    """Wait until the server answers; False when it ended, because another process took the port meanwhile."""
    for _ in range(400):
        if process.poll() is not None:
            return False
        try:
            with urllib.request.urlopen(f"{url}/query?query=ASK%7B%7D", timeout=5):
                return True
        except urllib.error.URLError:
            time.sleep(0.025)
    raise AssertionError(f"the Oxigraph server at {url} did not answer within ten seconds")


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """The base URL of an Oxigraph server with an empty store in memory; each worker process has its own."""
    command = Path(sys.executable).with_name("oxigraph")  # the package `oxigraph` of the dev group installs it
    for _ in range(5):
        url = f"http://127.0.0.1:{free_port()}"
        with subprocess.Popen(
            [str(command), "serve", "--bind", url.removeprefix("http://")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            try:
                if answers(url, process):
                    yield url
                    return
            finally:
                process.kill()
    raise AssertionError("no free port for the Oxigraph server after five attempts")


@pytest.fixture
def endpoint_url(server_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The server's base URL, its store emptied, and no credentials in the environment."""
    for name in ("MKGRDF_STORE_USER", "MKGRDF_STORE_PASSWORD", "MKGRDF_STORE_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    request = urllib.request.Request(f"{server_url}/store", method="DELETE")
    with urllib.request.urlopen(request, timeout=10):
        return server_url


@pytest.fixture(
    params=["memory", "folder", pytest.param("endpoint", marks=pytest.mark.network), "endpoint without graph store"]
)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind: the same tests hold for all."""
    if request.param == "memory":
        opened: Store = EmbeddedStore()
    elif request.param == "folder":
        opened = EmbeddedStore(tmp_path / "store")
    else:
        url: str = request.getfixturevalue("endpoint_url")
        opened = open_store(url if request.param == "endpoint" else f"{url}/query")
    with opened:
        yield opened
