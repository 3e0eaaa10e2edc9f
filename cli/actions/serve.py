"""What `yizhi serve` does: opens a socket, says where it is, serves until it is interrupted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from yizhi.checks import registry
from yizhi.cli.actions import listening_sockets
from yizhi.cli.actions.settings import Settings, settings
from yizhi.cli.display import terminal
from yizhi.service.resources import Resources
from yizhi.termbase.errors import YizhiError

if TYPE_CHECKING:
    pass

MEMORY, OWN, BASELINE = Path("yizhi-tm.db"), Path("yizhi.db"), Path("yizhi-baseline.json")


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

    is_local = listening_sockets.is_loopback(request.host)
    if not is_local and not request.strict:
        raise YizhiError(f"{request.host} is not this machine alone", hint="add --token: everything then needs it")
    origins = frozenset(map(checked_origin, request.origins))
    token = listening_sockets.token()
    listening = listening_sockets.listen(request.host, request.port)
    port = listening.getsockname()[1]
    rules = GuardRules(own_hosts(request.host, port), token, origins, request.strict)
    backend = Backend(resources(settings(request.termbases, request.no_builtin), request))
    address = f"http://{listening_sockets.shown(request.host)}:{port}/"
    terminal.out(f"yizhi serves at {address}#token={token}")
    terminal.out(f"LanguageTool: {address}{'' if not request.strict else f't/{token}/'}v2  ·  Ctrl-C ends it")
    if not is_local:
        terminal.complain(f"{request.host} can be reached by others, and what is sent is not encrypted")
    if request.is_opened:
        import webbrowser

        webbrowser.open(f"{address}#token={token}")
    listening_sockets.run(application(backend, rules), listening, backend.close)
    return 0


def resources(configured: Settings, request: ServeRequest) -> Resources:
    """Return what the server works with: options win over the configuration; a memory in the working folder is used."""
    configuration = configured.configuration
    memory = request.memory or configuration.memory or (MEMORY if MEMORY.exists() else None)
    if request.memory is not None and not request.memory.exists():
        raise YizhiError("no such memory", hint="make one: yizhi tm import FILE…", path=request.memory)
    return Resources(
        termbases=configured.termbases,
        builtin=configured.builtin,
        memory=memory,
        rules=tuple(rule.name for rule in configuration.select(registry.rules())),
        severities=configuration.severities,
        options=configuration.options,
        own=request.into or OWN,
        baseline=request.baseline or configuration.baseline or BASELINE,
    )
