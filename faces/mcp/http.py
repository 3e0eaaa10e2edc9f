"""The assistant's server over HTTP, behind the guard of the local server: this machine's user alone, with the token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yizhi.faces.web.guard import Guard, GuardRules

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

PATH = "/mcp"


def application(server: MCPServer, rules: GuardRules) -> Guard:
    """Return an ASGI application that speaks the streamable transport at `PATH`; whatever writes or asks needs the token."""
    from mcp.server.transport_security import TransportSecuritySettings

    # The guard has refused other Hosts and origins before; a port that was not named beforehand is no reason to refuse again.
    security = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    app = server.streamable_http_app(
        streamable_http_path=PATH, json_response=True, stateless_http=True, transport_security=security
    )
    return Guard(app, rules)
