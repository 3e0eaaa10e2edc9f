"""Concepts, terms in texts, the manual of the rules: what can be looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yizhi.checks import registry
from yizhi.faces.web.answers import NotThere, answer, asked, query
from yizhi.service.catalogue import catalogue
from yizhi.service.plain import plain_hits, plain_lookup, plain_rule
from yizhi.termbase.serialisation import to_plain

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from yizhi.faces.web.backend import Backend
    from yizhi.service.session import Session

MOST = 200
"""Concepts to an answer."""


async def lookup(request: Request, backend: Backend) -> Response:
    """Concepts by any of their terms: exactly, written otherwise, by a part, near misses."""
    fields = await asked(request)
    wanted, limit = fields.text("q"), fields.number("limit", 20, 1, MOST)

    def question(session: Session) -> dict[str, object]:
        matches = session.look_up(wanted, limit)
        concepts = plain_lookup(matches)
        for concept in concepts:
            concept["termbase"] = session.source_of(concept["id"])
        return {"version": 1, "query": wanted, "concepts": concepts, "signature": session.signature()}

    return answer(await backend.ask(question, backend.session))


async def concept(request: Request, backend: Backend) -> Response:
    """A concept by its id."""
    id_ = request.path_params["id"]
    concept_entry = await backend.ask(backend.session.concept, id_)
    if concept_entry is None:
        raise NotThere("no concept of that id", hint="a look-up shows ids")
    return answer({"version": 1, "concept": {**to_plain(concept_entry), "termbase": backend.session.source_of(id_)}})


async def recognize(request: Request, backend: Backend) -> Response:
    """The termbase's terms in a text, with their counterparts."""
    fields = await asked(request)
    text, tag, covered = fields.text("text"), fields.text("language", "") or None, fields.flag("covered")

    def question(session: Session) -> dict[str, object]:
        hits = list(plain_hits(text, session.recognize(text, tag, covered=covered), session.concept))
        return {"version": 1, "documents": [{"path": None, "hits": hits}], "signature": session.signature()}

    return answer(await backend.ask(question, backend.session))


async def rules(request: Request, backend: Backend) -> Response:
    """The rules with their manual pages; with `running` those alone that run here."""
    names = list(registry.modules())
    if query(request).flag("running"):
        names = [rule.name for rule in backend.session.rules()]
    return answer({"version": 1, "rules": [plain_rule(registry.rule(name), registry.manual(name)) for name in names]})


async def rule(request: Request, backend: Backend) -> Response:  # noqa: ARG001 - as all of them
    """The manual page of a rule."""
    name = request.path_params["name"]
    if name not in registry.modules():
        raise NotThere("no rule of that name", hint="/api/v1/rules lists them")
    return answer({"version": 1, "rules": [plain_rule(registry.rule(name), registry.manual(name))]})


async def messages(request: Request, backend: Backend) -> Response:  # noqa: ARG001 - as all of them
    """What findings say in a language, as (template, translation); {0}, {1} … stand for the words of a draft."""
    words = catalogue(query(request).text("language", "en"))
    return answer({"version": 1, "language": words.language, "messages": words.messages()})


async def status(request: Request, backend: Backend) -> Response:  # noqa: ARG001 - as all of them
    """What the server works with."""
    resources = backend.session.resources
    features = {
        "memory": resources.memory is not None,
        "proposals": resources.own is not None,
        "dismissals": resources.baseline is not None,
    }
    signature = await backend.ask(backend.session.signature)
    return answer({"version": 1, "signature": signature, "features": features})
