"""The pages: one shell for all, and every file of `faces/web/pages/` by its name and by no other path."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from yizhi.faces.web.answers import NotThere, raw

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

FOLDER = Path(__file__).parent / "pages"
MEDIA = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
}
SHELL = "shell.html"
SCRIPTS = {
    "/": "lookup", "/concordance": "concordance", "/check": "check", "/pair": "pair", "/review": "review", "/align": "align",
}  # fmt: skip
"""The script that makes each page; the shell is the same."""


def routes() -> list[BaseRoute]:
    """Return the routes of the pages, and `/static/…` for what they are made of."""
    from starlette.routing import Route

    pages = [Route(path, page, methods=["GET"]) for path in SCRIPTS]
    return [*pages, Route("/static/{path:path}", resource, methods=["GET"])]


async def page(request: Request) -> Response:
    """Return a page: the shell with the script of its address."""
    shell = (FOLDER / SHELL).read_text("utf-8").replace("SCRIPT", SCRIPTS[request.url.path])
    return raw(shell.encode(), MEDIA[".html"], headers={"Cache-Control": "no-cache"})


async def resource(request: Request) -> Response:
    """Return a script, a style sheet, a picture."""
    return _sent(request.path_params["path"])


def _sent(name: str) -> Response:
    path = _files().get(name)
    if path is None:
        raise NotThere("nothing here")
    return raw(path.read_bytes(), MEDIA[path.suffix], headers={"Cache-Control": "no-cache"})


@lru_cache(maxsize=1)
def _files() -> dict[str, Path]:
    """Return the files that may be sent, by their names inside the folder: what is asked for is never made a path."""
    return {
        path.relative_to(FOLDER).as_posix(): path
        for path in FOLDER.rglob("*")
        if path.is_file() and path.suffix in MEDIA
    }
