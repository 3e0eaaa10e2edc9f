"""What the server's own interface can do: one table, from which the routes and `openapi.json` are made."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yizhi.faces.web.guard import PRIVATE, QUESTIONS
from yizhi.faces.web.rest import checking, drafts, memory, proposals, terms

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from yizhi.faces.web.backend import Backend

    Handler = Callable[[Request, Backend], Awaitable[Response]]

ROOT = "/api/v1"
_TYPES = {"#": {"type": "integer"}, "?": {"type": "boolean"}, "*": {"type": "array", "items": {}}}


@dataclass(frozen=True, slots=True)
class Operation:
    """A method of a path and what does it. `fields` are what it takes: `name` a text, `name#` a number, `name?` true or
    false, `name*` a list; in the address with GET, else in a JSON body. `sends_file`: the body is the bytes of a file."""

    method: str
    path: str
    handler: Handler
    fields: tuple[str, ...] = ()
    sends_file: bool = False

    @property
    def is_private(self) -> bool:
        """Whether it needs the token."""
        path = ROOT + self.path
        return path.startswith(PRIVATE) or (self.method != "GET" and path not in QUESTIONS)

    def described(self) -> dict[str, Any]:
        """Return the operation as OpenAPI has it."""
        inside = [part[1:-1] for part in self.path.split("/") if part.startswith("{")]
        parameters = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in inside]
        named = {field.rstrip("#?*"): _TYPES.get(field[-1], {"type": "string"}) for field in self.fields}
        described: dict[str, Any] = {
            "summary": " ".join((self.handler.__doc__ or "").split()),
            "operationId": f"{self.method.lower()}_{self.handler.__module__.rpartition('.')[2]}_{self.handler.__name__}",
            "responses": {"200": {"description": "done"}, "400": {"description": "what is wrong, and what to do"}},
        }
        if self.method == "GET" or self.sends_file:
            parameters += [{"name": name, "in": "query", "schema": schema} for name, schema in named.items()]
        elif named:
            schema = {"type": "object", "properties": named}
            described["requestBody"] = {"content": {"application/json": {"schema": schema}}}
        if self.sends_file:
            binary = {"schema": {"type": "string", "format": "binary"}}
            described["requestBody"] = {"content": {"application/octet-stream": binary}}
        if self.is_private:
            described["security"] = [{"token": []}]
        return described | ({"parameters": parameters} if parameters else {})


_LOOKUP = ("q", "limit#")
_CONCORDANCE = ("q", "concept?", "language", "limit#")
_SEARCH = ("q", "min#", "limit#", "source_language", "target_language")
_RECOGNIZE = ("text", "language", "covered?")
_CHECK = ("text", "source", "target", "source_language", "target_language")
_DRAFT = ("name", "input_format", "source")

OPERATIONS = (
    Operation("GET", "/status", terms.status),
    Operation("GET", "/lookup", terms.lookup, _LOOKUP),
    Operation("POST", "/lookup", terms.lookup, _LOOKUP),
    Operation("GET", "/concepts/{id}", terms.concept),
    Operation("GET", "/rules", terms.rules, ("running?",)),
    Operation("GET", "/rules/{name}", terms.rule),
    Operation("GET", "/messages", terms.messages, ("language",)),
    Operation("GET", "/recognize", terms.recognize, _RECOGNIZE),
    Operation("POST", "/recognize", terms.recognize, _RECOGNIZE),
    Operation("GET", "/check", checking.check, _CHECK),
    Operation("POST", "/check", checking.check, _CHECK),
    Operation("POST", "/align", checking.align, ("source", "target", "fixed*")),
    Operation("GET", "/concordance", memory.concordance, _CONCORDANCE),
    Operation("POST", "/concordance", memory.concordance, _CONCORDANCE),
    Operation("GET", "/tm/search", memory.search, _SEARCH),
    Operation("POST", "/tm/search", memory.search, _SEARCH),
    Operation("POST", "/tm/units", memory.keep, ("pairs*", "document", "source_language", "target_language")),
    Operation("PUT", "/drafts", drafts.send, _DRAFT, sends_file=True),
    Operation("GET", "/drafts", drafts.every),
    Operation("GET", "/drafts/{id}", drafts.one),
    Operation("DELETE", "/drafts/{id}", drafts.remove),
    Operation("GET", "/drafts/{id}/units", drafts.units, ("start#", "limit#")),
    Operation("GET", "/drafts/{id}/text", drafts.text),
    Operation("GET", "/drafts/{id}/findings", drafts.findings, ("form",)),
    Operation("POST", "/drafts/{id}/fix", drafts.fix, ("findings*", "revision#")),
    Operation("POST", "/drafts/{id}/apply", drafts.apply, ("findings*", "revision#")),
    Operation("POST", "/drafts/{id}/undo", drafts.undo),
    Operation("GET", "/drafts/{id}/file", drafts.file),
    Operation("POST", "/drafts/{id}/annotate", drafts.annotate),
    Operation("POST", "/drafts/{id}/dismiss", drafts.dismiss, ("findings*", "revision#")),
    Operation("GET", "/proposals", proposals.waiting, ("start#", "limit#")),
    Operation("POST", "/proposals", proposals.propose, ("zh", "en", "note", "reference", "domain", "who")),
    Operation("POST", "/proposals/undo", proposals.take_back, ("change#", "who")),
    Operation("POST", "/proposals/{id}", proposals.decide, ("decision", "into", "who")),
)
"""In the order in which paths are matched."""


def openapi(version: str) -> dict[str, Any]:
    """Return the interface as an OpenAPI document."""
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(ROOT + operation.path, {})[operation.method.lower()] = operation.described()
    bearer = {"type": "http", "scheme": "bearer", "description": "printed by `yizhi serve`"}
    return {
        "openapi": "3.1.0",
        "info": {"title": "yizhi", "version": version, "license": {"name": "GPL-3.0-or-later"}},
        "paths": paths,
        "components": {"securitySchemes": {"token": bearer}},
    }
