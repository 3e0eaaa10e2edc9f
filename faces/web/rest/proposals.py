"""Proposed concepts: those that wait, new ones, decisions, and taking a decision back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yizhi.faces.web.answers import answer, body, query
from yizhi.service.proposals import Decision, ProposedTerm
from yizhi.termbase.errors import YizhiError
from yizhi.termbase.serialisation import to_plain

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from yizhi.faces.web.backend import Backend

MOST = 1_000
"""Proposals to an answer."""


async def waiting(request: Request, backend: Backend) -> Response:
    """What waits for a decision, in the order in which it came."""
    fields = query(request)
    start, limit = fields.number("start", 0, 0, 10**9), fields.number("limit", 100, 1, MOST)
    page = await backend.ask(backend.session.proposals, start, limit)
    return answer({"version": 1, "total": page.total, "concepts": [to_plain(concept) for concept in page.concepts]})


async def propose(request: Request, backend: Backend) -> Response:
    """A new proposal: a Chinese term, an English one, or both."""
    fields = await body(request)
    names = {"chinese": "zh", "english": "en", "note": "note", "reference": "reference", "domain": "domain"}
    term = ProposedTerm(**{name: fields.text(field, "") for name, field in names.items()})
    concept = await backend.ask(backend.session.propose, term, fields.text("who", ""))
    return answer({"version": 1, "concept": to_plain(concept)}, 201)


async def decide(request: Request, backend: Backend) -> Response:
    """A decision on a proposal: accept, reject, or merge `into` another concept."""
    fields = await body(request)
    try:
        decision = Decision(fields.text("decision"))
    except ValueError:
        raise YizhiError("unknown decision", hint=f"one of: {', '.join(Decision)}") from None
    id_, who = request.path_params["id"], fields.text("who", "")
    decided = await backend.ask(backend.session.decide, id_, decision, fields.text("into", ""), who)
    return answer({"version": 1, "concept": decided.concept, "action": decided.action, "change": decided.change})


async def take_back(request: Request, backend: Backend) -> Response:
    """The undoing of a decision, by the number of its change."""
    fields = await body(request)
    change = fields.number("change", 0, 1, 10**9)
    concepts = await backend.ask(backend.session.take_back, change, fields.text("who", ""))
    return answer({"version": 1, "concepts": list(concepts)})
