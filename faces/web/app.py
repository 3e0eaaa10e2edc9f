"""The server as one ASGI application: the guard, then REST, the protocols of other tools, the pages."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TYPE_CHECKING

from yizhi.faces.web.answers import answer, problem
from yizhi.faces.web.backend import Backend
from yizhi.faces.web.guard import BodyRefused, Guard, GuardRules
from yizhi.faces.web.operations import OPERATIONS, ROOT, openapi
from yizhi.termbase.errors import YizhiError, internal_fault
from yizhi.termbase.packages import version

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from yizhi.faces.web.operations import Handler

    Endpoint = Callable[[Request], Awaitable[Response]]


def application(backend: Backend, rules: GuardRules) -> Guard:
    """Return the application; it closes the backend when it ends."""
    from starlette.applications import Starlette

    app = Starlette(routes=_routes(backend), lifespan=_lifespan(backend), exception_handlers=_handlers())
    app.router.redirect_slashes = False  # a redirect would name a Host that the client chose
    return Guard(app, rules)


def _routes(backend: Backend) -> list[BaseRoute]:
    from starlette.routing import Route

    from yizhi.faces.languagetool.routes import routes as languagetool
    from yizhi.faces.tmserver.routes import routes as tmserver
    from yizhi.faces.web.static import routes as pages

    routes_value: list[BaseRoute] = [
        Route(ROOT + operation.path, _endpoint(operation.handler, backend), methods=[operation.method])
        for operation in OPERATIONS
    ]
    routes_value.append(Route(f"{ROOT}/openapi.json", _openapi, methods=["GET"]))
    return [*routes_value, *languagetool(backend), *tmserver(backend), *pages()]


def _endpoint(handler: Handler, backend: Backend) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        return await handler(request, backend)

    return endpoint


async def _openapi(request: Request) -> Response:  # noqa: ARG001 - an endpoint's signature
    return answer(openapi(version("yizhi")))


def _lifespan(backend: Backend) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        # Opened while the first request is on its way.
        backend.start("warming", _warm(backend))
        yield
        backend.close()

    return lifespan


async def _warm(backend: Backend) -> None:
    try:
        await backend.ask(backend.session.warm)
    except YizhiError as error:
        sys.stderr.write(f"yizhi: {error}\n")


def _handlers() -> dict[type[Exception] | int, Callable[[Request, Exception], Awaitable[Response]]]:
    """Return what becomes of errors: one JSON object each, nothing of the program's inside."""

    async def ours(_: Request, error: Exception) -> Response:
        assert isinstance(error, YizhiError)
        return problem(error)

    async def refused(_: Request, error: Exception) -> Response:
        assert isinstance(error, BodyRefused)
        headers = {"Connection": "close"}
        return answer({"error": {"message": error.refusal.message}}, error.refusal.status, headers)

    async def http(_: Request, error: Exception) -> Response:
        status = getattr(error, "status_code", 500)
        message = {404: "nothing here", 405: "no such method here"}.get(status, "this could not be done")
        return answer({"error": {"message": message}}, status, getattr(error, "headers", None))

    async def fault(_: Request, error: Exception) -> Response:
        sys.stderr.write(f"yizhi: {internal_fault(error)}\n")
        return answer({"error": {"message": "a fault in yizhi itself", "hint": "see where the server runs"}}, 500)

    from starlette.exceptions import HTTPException

    return {YizhiError: ours, BodyRefused: refused, HTTPException: http, Exception: fault}
