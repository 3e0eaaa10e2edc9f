"""The guard before every face: what a web page, a stranger on the network or a careless client may not do.

It answers, in this order, 421 to another Host (a name that was bent to this address), 405 to odd methods, 403 to other origins,
401 where the token is missing, 413 and 408 to bodies that are too long or too slow. What reaches the faces is then a request of
this machine's user. Every answer gets headers that keep it from being framed, sniffed, cached or read by other pages.

A program that is no browser sends neither `Origin` nor `Sec-Fetch-Site`; a browser cannot leave both out of a request that is
not a plain GET. So a request without either is no page's, and may ask; to write it needs the token like everybody.
"""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from yizhi.termbase.errors import YizhiError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

TEXT_LIMIT = 1_000_000
"""Bytes of a request's body: a text of a few hundred pages."""
DRAFT_LIMIT = 200_000_000
"""Bytes of a draft that is sent: what a file may have."""
SLOWEST = 30.0
"""Seconds that a client may take for the next piece of a body."""
TOKEN_PATH = "/t/"  # noqa: S105 - where the token stands in an address, not the token
"""An address of a client that can send no header: `/t/TOKEN/v2/check`."""
DRAFTS = "/api/v1/drafts"
PRIVATE = (DRAFTS, "/api/v1/proposals")
"""What cannot even be read without the token: other people's texts and undecided terms."""
QUESTIONS = frozenset({
    "/api/v1/check", "/api/v1/recognize", "/api/v1/lookup", "/api/v1/align", "/api/v1/tm/search", "/api/v1/concordance",
    "/v2/check", "/translate",
})  # fmt: skip
"""What is asked with POST and changes nothing. Whatever else has an unsafe method needs the token."""
_SAFE = ("GET", "HEAD", "OPTIONS")
_METHODS = (*_SAFE, "POST", "PUT", "DELETE")
_HEADERS = (
    (b"content-security-policy", b"default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)  # fmt: skip
_PREFLIGHT = (
    (b"access-control-allow-methods", b"GET, POST, PUT, DELETE"),
    (b"access-control-allow-headers", b"authorization, content-type"),
    (b"access-control-max-age", b"600"),
)


@dataclass(frozen=True, slots=True)
class GuardRules:
    """Whom the guard lets through: the values of Host that are ours, the token, the origins of extensions that may ask.

    `strict` wants the token for everything, as on an address that others can reach.
    """

    hosts: frozenset[str]
    token: str
    origins: frozenset[str] = frozenset()
    strict: bool = False


def own_hosts(host: str, port: int) -> frozenset[str]:
    """Return the values of Host under which the server is meant: the loopback names, and `host` where it is another."""
    names = {"127.0.0.1", "localhost", "[::1]"}
    if host and host not in ("127.0.0.1", "localhost", "::1", "0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        names.add(f"[{host}]" if ":" in host else host.lower())
    hosts = {f"{name}:{port}" for name in names}
    return frozenset(hosts | names if port == 80 else hosts)


def checked_origin(origin: str) -> str:
    """Return an origin that may ask from a browser. Raise YizhiError for what is no single origin (`*`, `null`, an address)."""
    parts = urlsplit(origin)
    if not parts.scheme or not parts.netloc or origin != f"{parts.scheme}://{parts.netloc}":
        hint = "such as moz-extension://…, without a path"
        raise YizhiError(f"--allow-origin {origin!r:.80} is no origin", hint=hint)
    return origin


class Refusal(NamedTuple):
    """Why a request is turned away."""

    status: int
    message: str
    hint: str = ""


class BodyRefused(Exception):
    """A body that is too long or too slow; raised into the face that reads it."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


class Guard:
    """An ASGI application before another one."""

    def __init__(self, app: ASGIApp, rules: GuardRules, slowest: float = SLOWEST) -> None:
        self._app = app
        self._rules = rules
        self._slowest = slowest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand the request on with its body counted and its answer secured."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # web sockets are not spoken here
            await send({"type": "websocket.close", "code": 1008})
            return
        request = _Request(scope)
        scope, has_token = self._without_token(scope, request)
        request = _Request(scope)
        allowed = request.one("origin") if request.one("origin") in self._rules.origins else ""
        secured = _Secured(send, allowed)
        refusal = self._refusal(request, has_token)
        if refusal is not None:
            await secured.refuse(refusal)
            return
        if request.method == "OPTIONS":
            await secured.preflight()
            return
        try:
            await self._app(scope, self._counted(receive, request), secured)
        except BodyRefused as refused:
            if not secured.has_begun:
                await secured.refuse(refused.refusal)

    def _refusal(self, request: _Request, has_token: bool) -> Refusal | None:
        rules = self._rules
        if request.many("host") != 1 or request.one("host").lower() not in rules.hosts:
            return Refusal(421, "this server does not answer for that Host")
        if request.method not in _METHODS:
            return Refusal(405, "no such method here")
        if not self._is_from_here(request):
            return Refusal(403, "requests of other pages are not answered", "start `yizhi serve` with --allow-origin")
        if request.method == "OPTIONS":
            return None
        if not has_token and self._wants_token(request):
            return Refusal(401, "this needs the token", "open the address that `yizhi serve` printed")
        return self._body_refusal(request)

    def _body_refusal(self, request: _Request) -> Refusal | None:
        length = request.one("content-length")
        if length and not length.isdigit():
            return Refusal(400, "Content-Length is no number")
        return _too_long(request.limit) if length and int(length[:20]) > request.limit else None

    def _is_from_here(self, request: _Request) -> bool:
        """Return whether a request is our own page's, a named extension's, or no browser's."""
        origin, site = request.one("origin"), request.one("sec-fetch-site")
        if request.many("origin") > 1 or request.many("sec-fetch-site") > 1:
            return False
        if origin in self._rules.origins:
            return True
        if request.method == "OPTIONS":  # a preflight: another page asks whether it may
            return False
        if origin and origin.lower() != f"http://{request.one('host').lower()}":
            return False
        if site in ("", "same-origin", "none"):
            return True
        # A link on another page may lead to a page of ours, and to nothing else.
        is_page = request.one("sec-fetch-mode") == "navigate" and not request.path.startswith(("/api/", "/v2/"))
        return request.method in ("GET", "HEAD") and is_page

    def _wants_token(self, request: _Request) -> bool:
        if self._rules.strict:
            return not request.is_page
        if any(request.path == path or request.path.startswith(path + "/") for path in PRIVATE):
            return True
        return request.method not in _SAFE and request.path not in QUESTIONS

    def _without_token(self, scope: Scope, request: _Request) -> tuple[Scope, bool]:
        """Return the request without the token in its path, and whether it has the right one there or in its header."""
        scheme, _, given = request.one("authorization").partition(" ")
        has_token = scheme.lower() == "bearer" and self._is_token(given.strip())
        path: str = scope["path"]
        if path.startswith(TOKEN_PATH):
            given, slash, rest = path.removeprefix(TOKEN_PATH).partition("/")
            if slash and self._is_token(given):
                has_token = True
                scope = {**scope, "path": "/" + rest, "raw_path": _rest(scope.get("raw_path"))}
        return scope, has_token

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode("utf-8", "replace"), self._rules.token.encode())

    def _counted(self, receive: Receive, request: _Request) -> Receive:
        """Return the body of a request, counted while it comes, and not waited for longer than is fair."""
        size = 0
        is_complete = False

        async def counted() -> Message:
            nonlocal size, is_complete
            if is_complete:
                return await receive()
            try:
                async with asyncio.timeout(self._slowest):
                    message = await receive()
            except TimeoutError:
                raise BodyRefused(Refusal(408, "the body did not come in time")) from None
            size += len(message.get("body", b""))
            is_complete = not message.get("more_body", False)
            if size > request.limit:
                raise BodyRefused(_too_long(request.limit))
            return message

        return counted


class _Request:
    """What the guard looks at."""

    def __init__(self, scope: Scope) -> None:
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self._headers: list[tuple[bytes, bytes]] = list(scope["headers"])

    @property
    def limit(self) -> int:
        """The most bytes of its body."""
        is_draft = self.path == DRAFTS or self.path.startswith(DRAFTS + "/")
        return DRAFT_LIMIT if is_draft and self.method == "PUT" else TEXT_LIMIT

    @property
    def is_page(self) -> bool:
        """Whether it asks for a page or what a page is made of: no data of anybody's."""
        faces = ("/api/", "/v2/", "/tmserver", "/translate")
        return self.method in ("GET", "HEAD") and not self.path.startswith(faces)

    def one(self, name: str) -> str:
        """Return the value of a header, empty where it is absent."""
        wanted = name.encode()
        return next((value.decode("latin-1") for key, value in self._headers if key.lower() == wanted), "")

    def many(self, name: str) -> int:
        """Return how often a header is there."""
        wanted = name.encode()
        return sum(key.lower() == wanted for key, _ in self._headers)


class _Secured:
    """Where an answer goes: with the headers that every answer has."""

    def __init__(self, send: Send, allowed_origin: str) -> None:
        self._send = send
        self._allowed_origin = allowed_origin
        self.has_begun = False

    async def __call__(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.has_begun = True
            present = {key.lower() for key, _ in message["headers"]}
            more = [pair for pair in (*_HEADERS, (b"cache-control", b"no-store")) if pair[0] not in present]
            if self._allowed_origin:
                more += [(b"access-control-allow-origin", self._allowed_origin.encode("latin-1")), (b"vary", b"Origin")]
            message = {**message, "headers": [*message["headers"], *more]}
        await self._send(message)

    async def refuse(self, refusal: Refusal) -> None:
        """Answer with a reason, and let the connection go: what is left of the body is not read."""
        error = {"message": refusal.message, **({"hint": refusal.hint} if refusal.hint else {})}
        body = json.dumps({"error": error}).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        headers += [(b"connection", b"close")]
        headers += [(b"www-authenticate", b"Bearer")] if refusal.status == 401 else []
        await self.answer(refusal.status, headers, body)

    async def preflight(self) -> None:
        """Tell an extension what it may send."""
        await self.answer(204, _PREFLIGHT, b"")

    async def answer(self, status: int, headers: Iterable[tuple[bytes, bytes]], body: bytes) -> None:
        """Send a whole answer."""
        await self({"type": "http.response.start", "status": status, "headers": list(headers)})
        await self({"type": "http.response.body", "body": body})


def _too_long(limit: int) -> Refusal:
    return Refusal(413, f"more than {limit:,} bytes", "send a long text as a draft" if limit == TEXT_LIMIT else "")


def _rest(raw_path: bytes | None) -> bytes | None:
    """Return a raw path without the token in it."""
    if raw_path is None:
        return None
    return b"/" + raw_path.removeprefix(TOKEN_PATH.encode()).partition(b"/")[2]
