"""What `yizhi serve` does: opens a socket, says where it is, serves until it is interrupted."""

from __future__ import annotations

import ipaddress
import os
import re
import secrets
import socket
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from yizhi.checks import registry
from yizhi.cli.actions.settings import Settings, settings
from yizhi.cli.display import terminal
from yizhi.service.resources import Resources
from yizhi.termbase.errors import YizhiError

if TYPE_CHECKING:
    from yizhi.faces.web.backend import Backend
    from yizhi.faces.web.guard import Guard

MEMORY, OWN, BASELINE = Path("yizhi-tm.db"), Path("yizhi.db"), Path("yizhi-baseline.json")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,200}")
_BACKLOG = 256
_QUIET = 3
"""Seconds that open connections may take to end."""


class ServeRequest(NamedTuple):
    """The options of one call."""

    host: str
    port: int
    strict: bool = False
    origins: tuple[str, ...] = ()
    is_opened: bool = False
    memory: Path | None = None
    into: Path | None = None
    baseline: Path | None = None
    termbases: list[Path] | None = None
    no_builtin: bool = False


def serve(request: ServeRequest) -> int:
    """Serve until it is interrupted; the exit code."""
    try:
        import starlette  # noqa: F401 - asked whether it is there
        import uvicorn  # noqa: F401
    except ImportError:
        raise YizhiError("the server needs more than the command line", hint="pip install 'yizhi[web]'") from None
    from yizhi.faces.web.app import application
    from yizhi.faces.web.backend import Backend
    from yizhi.faces.web.guard import GuardRules, checked_origin, own_hosts

    is_local = _is_loopback(request.host)
    if not is_local and not request.strict:
        raise YizhiError(f"{request.host} is not this machine alone", hint="add --token: everything then needs it")
    origins = frozenset(map(checked_origin, request.origins))
    token = _token()
    listening = _listen(request.host, request.port)
    port = listening.getsockname()[1]
    rules = GuardRules(own_hosts(request.host, port), token, origins, request.strict)
    backend = Backend(resources(settings(request.termbases, request.no_builtin), request))
    address = f"http://{_shown(request.host)}:{port}/"
    terminal.out(f"yizhi serves at {address}#token={token}")
    terminal.out(f"LanguageTool: {address}{'' if not request.strict else f't/{token}/'}v2  ·  Ctrl-C ends it")
    if not is_local:
        terminal.complain(f"{request.host} can be reached by others, and what is sent is not encrypted")
    if request.is_opened:
        import webbrowser

        webbrowser.open(f"{address}#token={token}")
    _run(application(backend, rules), backend, listening)
    return 0


def resources(found: Settings, request: ServeRequest) -> Resources:
    """Return what the server works with: options win over the configuration; a memory in the working folder is used."""
    configuration = found.configuration
    memory = request.memory or configuration.memory or (MEMORY if MEMORY.exists() else None)
    if request.memory is not None and not request.memory.exists():
        raise YizhiError("no such memory", hint="make one: yizhi tm import FILE…", path=request.memory)
    return Resources(
        termbases=found.termbases,
        builtin=found.builtin,
        memory=memory,
        rules=tuple(rule.name for rule in configuration.select(registry.rules())),
        severities=configuration.severities,
        options=configuration.options,
        own=request.into or OWN,
        baseline=request.baseline or configuration.baseline or BASELINE,
    )


def _run(app: Guard, backend: Backend, listening: socket.socket) -> None:
    """Serve on an open socket until SIGINT or SIGTERM."""
    import sys

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
        backend.close()
        listening.close()


def _token() -> str:
    """The token of the environment, else a new one."""
    given = os.environ.get("YIZHI_TOKEN")
    if given is None:
        return secrets.token_urlsafe(24)
    if not _TOKEN.fullmatch(given):
        raise YizhiError("YIZHI_TOKEN is no token", hint="16 to 200 letters, digits, - or _")
    return given


def _listen(host: str, port: int) -> socket.socket:
    """An open socket. Raise YizhiError where the port is taken or the address is not this machine's."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, _, protocol, _, address = found[0]
        # With its protocol named the event loop knows that it is TCP and sends small answers at once (40 ms else).
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


def _is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _shown(host: str) -> str:
    """A host in an address: one that stands for all is shown as this machine."""
    if host in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
