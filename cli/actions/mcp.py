"""What `yizhi mcp` does: a server for assistants, on standard input and output or on a local port."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from yizhi.cli.actions import listening_sockets
from yizhi.cli.actions.serve import ServeRequest, resources
from yizhi.cli.actions.settings import settings
from yizhi.cli.display import terminal
from yizhi.termbase.errors import YizhiError

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer


def serve(request: ServeRequest, *, http: bool) -> None:
    """Serve until the client leaves, over HTTP until it is interrupted. Raise YizhiError where the extra is not installed."""
    if find_spec("mcp") is None:
        raise YizhiError("the assistants' server needs the mcp package", hint="pip install 'yizhi[mcp]'")
    if http and not listening_sockets.is_loopback(request.host):
        raise YizhiError(f"{request.host} is not this machine alone", hint="assistants connect to 127.0.0.1")
    from yizhi.faces.mcp.server import build
    from yizhi.service.session import Session

    with Session(resources(settings(request.termbases, request.no_builtin), request)) as session:
        server = build(session)
        if http:
            _over_http(server, request)
        else:
            server.run("stdio")


def _over_http(server: MCPServer, request: ServeRequest) -> None:
    from yizhi.faces.mcp.http import PATH, application
    from yizhi.faces.web.guard import GuardRules, own_hosts

    token = listening_sockets.token()
    listening = listening_sockets.listen(request.host, request.port)
    port = listening.getsockname()[1]
    address = f"http://{listening_sockets.shown(request.host)}:{port}"
    terminal.out(f"yizhi answers assistants at {address}{PATH} (Authorization: Bearer {token})")
    terminal.out(f"for clients that send no header: {address}/t/{token}{PATH}  ·  Ctrl-C ends it")
    listening_sockets.run(
        application(server, GuardRules(own_hosts(request.host, port), token)), listening, lambda: None
    )
