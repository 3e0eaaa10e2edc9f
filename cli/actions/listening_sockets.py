"""A socket of this machine that a server listens on, its token, and serving until somebody interrupts."""

from __future__ import annotations

import ipaddress
import os
import re
import secrets
import socket
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from yizhi.termbase.errors import YizhiError

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,200}")
_BACKLOG = 256
"""Connections that wait while all is being loaded."""
_QUIET = 3
"""Seconds that open connections may take to end."""


def run(app: ASGIApp, listening: socket.socket, close: Callable[[], object]) -> None:
    """Serve on an open socket until SIGINT or SIGTERM; then call `close`."""
    import uvicorn

    config = uvicorn.Config(
        app, http="h11", ws="none", loop="asyncio", lifespan="on", log_level="warning", access_log=False, server_header=False,
        timeout_graceful_shutdown=_QUIET, proxy_headers=False,
    )  # fmt: skip
    sys.stdout.flush()
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        close()
        listening.close()


def token() -> str:
    """Return the token of the environment, else a new one. Raise YizhiError for what is none."""
    given = os.environ.get("YIZHI_TOKEN")
    if given is None:
        return secrets.token_urlsafe(24)
    if not _TOKEN.fullmatch(given):
        raise YizhiError("YIZHI_TOKEN is no token", hint="16 to 200 letters, digits, - or _")
    return given


def listen(host: str, port: int) -> socket.socket:
    """Return an open socket. Raise YizhiError where the port is taken or the address is not this machine's."""
    try:
        addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, _, protocol, _, address = addresses[0]
        # With its protocol named the event loop knows that it is TCP and sends small answers at once (after 40 ms else).
        listening = socket.socket(family, socket.SOCK_STREAM, protocol)
        try:
            if os.name != "nt":
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
            listening.listen(_BACKLOG)  # whoever comes before all is loaded waits for a moment
        except OSError:
            listening.close()
            raise
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise YizhiError(f"cannot listen on {host}:{port}: {reason}", hint="another one with --port") from None
    return listening


def is_loopback(host: str) -> bool:
    """Return whether a host is this machine alone."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def shown(host: str) -> str:
    """Return a host as it stands in an address: one that stands for all is shown as this machine."""
    if host in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
