"""Requests to an endpoint: credentials go to the one server that they are for, and never into a message."""

from __future__ import annotations

import base64
import ipaddress
import logging
import os
from dataclasses import dataclass, field
from typing import IO, Self
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit, urlunsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from mkgrdf.errors import QueryError, StoreError

__all__ = ["Address", "Credentials", "Transport"]

_log = logging.getLogger(__name__)

_SHOWN = 500
"""How many characters of a server's answer an error message repeats."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user with a password, or a bearer token. Neither appears in ``repr``."""

    user: str | None = None
    password: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)

    @classmethod
    def from_environment(cls) -> Self:
        """Read ``MKGRDF_STORE_TOKEN``, or else ``MKGRDF_STORE_USER`` and ``MKGRDF_STORE_PASSWORD``."""
        return cls(
            user=os.environ.get("MKGRDF_STORE_USER") or None,
            password=os.environ.get("MKGRDF_STORE_PASSWORD") or None,
            token=os.environ.get("MKGRDF_STORE_TOKEN") or None,
        )

    def header(self) -> str | None:
        """Return the value of the ``Authorization`` header, or ``None`` without credentials."""
        if self.token is not None:
            return f"Bearer {self.token}"
        if self.user is not None:
            pair = f"{self.user}:{self.password or ''}".encode()
            return "Basic " + base64.b64encode(pair).decode("ascii")
        return None

    def redact(self, text: str) -> str:
        """Return ``text`` without the password and the token, in case a server repeats them."""
        header = self.header()
        secrets = [self.password, self.token, header and header.partition(" ")[2]]
        for secret in filter(None, secrets):
            text = text.replace(secret, "***")
        return text


@dataclass(frozen=True, slots=True)
class Address:
    """A URL without user and password. ``shown`` also leaves out the query string, which may hold a key."""

    url: str = field(repr=False)
    shown: str

    @classmethod
    def parse(cls, url: str) -> tuple[Self, Credentials | None]:
        """Split ``url`` into the address and the credentials written into it, if any.

        Raises:
            StoreError: it is not an http or https URL with a host.
        """
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError:
            # `from None`: the cause may repeat a piece of the password that it took for a port.
            raise StoreError("the store's URL is malformed (host or port); expected http://host:port/path") from None
        if parts.scheme not in ("http", "https") or not host:
            raise StoreError(
                f"the store's URL has the scheme {parts.scheme or 'none'!r} and {'a' if host else 'no'} host; "
                "expected http://host:port/path or https://host/path"
            )
        place = f"[{host}]" if ":" in host else host
        netloc = place if port is None else f"{place}:{port}"
        address = cls(
            url=urlunsplit((parts.scheme, netloc, parts.path, parts.query, "")),
            shown=urlunsplit((parts.scheme, netloc, parts.path, "", "")),
        )
        if parts.username is None:
            return address, None
        return address, Credentials(unquote(parts.username), unquote(parts.password or "") or None)

    @property
    def is_loopback(self) -> bool:
        """Tell whether the host is this machine."""
        host = urlsplit(self.url).hostname or ""
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return host == "localhost"


class Transport:
    """Opens requests to one endpoint and turns what goes wrong into errors with the next step in them."""

    def __init__(self, address: Address, credentials: Credentials, timeout: float) -> None:
        self.address = address
        self._credentials = credentials
        self._timeout = timeout
        self._opener = _opener(address)
        if credentials.header() and address.url.startswith("http:") and not address.is_loopback:
            _log.warning("credentials for %s travel unencrypted; use an https URL", address.shown)

    def __repr__(self) -> str:
        return f"Transport({self.address.shown!r})"

    def open(self, request: Request, shown: str) -> IO[bytes]:
        """Send ``request``; ``shown`` is its URL as messages may print it.

        Raises:
            QueryError: the server finds the text malformed (status 400).
            StoreError: it cannot be reached, or answers with another status than 2xx.
        """
        header = self._credentials.header()
        if header is not None:
            request.add_unredirected_header("Authorization", header)
        try:
            response: IO[bytes] = self._opener.open(request, timeout=self._timeout)
        except HTTPError as error:
            with error:
                said = self._said(error)
            # `from None`: the cause would only repeat the status, and its traceback holds the request.
            raise self._refusal(error.code, said, error.headers.get("Location"), shown) from None
        except TimeoutError:
            raise StoreError(
                f"{shown} did not answer within {self._timeout:g} s; make the query smaller or raise the time limit"
            ) from None
        except URLError as error:
            raise StoreError(
                f"{shown} cannot be reached ({self._credentials.redact(str(error.reason))}); "
                "is the server running, and is the URL right?"
            ) from None
        except OSError as error:
            raise StoreError(f"{shown}: the connection broke off ({error}); see the server's log") from None
        return response

    def _said(self, error: HTTPError) -> str:
        text = error.read(4 * _SHOWN).decode("utf-8", "replace").strip()
        text = self._credentials.redact(text)
        return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"

    def _refusal(self, status: int, said: str, location: str | None, shown: str) -> StoreError | QueryError:
        if status == 400:
            return QueryError(f"{shown} finds the request malformed: {said or 'it does not say why'}")
        if status in (401, 403):
            given = "those given were not accepted" if self._credentials.header() else "none were given"
            return StoreError(
                f"{shown} asks for credentials (status {status}) and {given}; set MKGRDF_STORE_USER and "
                f"MKGRDF_STORE_PASSWORD, or MKGRDF_STORE_TOKEN{f'. The server says: {said}' if said else ''}"
            )
        if 300 <= status < 400 and location:
            elsewhere = location.partition("?")[0].rpartition("@")[2]
            return StoreError(f"{shown} has moved (status {status}) to {elsewhere}; give that URL instead")
        if status in (404, 405):
            return StoreError(
                f"{shown} is not a SPARQL endpoint (status {status}); give the URL of the query endpoint itself, "
                f"e.g. http://localhost:7878/query{f'. The server says: {said}' if said else ''}"
            )
        return StoreError(f"{shown} answers with status {status}: {said or 'it does not say why'}")


def _opener(address: Address) -> OpenerDirector:
    # No handler of redirects: urllib would turn a POST into a GET without its query.
    opener = OpenerDirector()
    # A proxy's loopback is not ours.
    opener.add_handler(ProxyHandler({} if address.is_loopback else None))
    for handler in (HTTPHandler(), HTTPSHandler(), HTTPDefaultErrorHandler(), HTTPErrorProcessor()):
        opener.add_handler(handler)
    return opener
