"""Findings in a text or a pair of texts, and the alignment of two texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yizhi.faces.web.answers import answer, asked, body, raw
from yizhi.faces.web.backend import SMALL
from yizhi.service import jobs
from yizhi.service.reports import forms
from yizhi.termbase.errors import YizhiError
from yizhi.tm.model import Bead

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from yizhi.faces.web.backend import Backend
    from yizhi.service.session import AlignedText, Session


async def check(request: Request, backend: Backend) -> Response:
    """Findings in `text`, or in `target` as a translation of `source`."""
    fields = await asked(request)
    if fields.has("text"):
        if fields.has("source") or fields.has("target"):
            raise YizhiError("a text and a pair at once", hint="give text, or source and target")
        text = fields.text("text")
        if len(text) > SMALL:
            return raw(await backend.work(jobs.report_text, text))
        return raw(await backend.ask(jobs.report_text, backend.session, text))
    tags = fields.text("source_language", ""), fields.text("target_language", "")
    pair = fields.text("source"), fields.text("target", "")

    def question(session: Session) -> bytes:
        document = forms.form("json").render(session.report_pair(*pair, *tags))
        return document if isinstance(document, bytes) else document.encode("utf-8", "backslashreplace")

    return raw(await backend.ask(question, backend.session))


async def align(request: Request, backend: Backend) -> Response:
    """The sentences of two texts, paired; `fixed` beads stay as they are and the rest is aligned around them."""
    fields = await body(request)
    texts = fields.text("source"), fields.text("target")
    fixed = [_bead(item) for item in fields.each("fixed")]
    aligned = await backend.work(jobs.align, *texts, fixed)
    return answer(plain_alignment(aligned, await backend.ask(backend.session.signature)))


def plain_alignment(aligned: AlignedText, signature: str) -> dict[str, Any]:
    """Return an alignment as JSON."""
    beads = [{"source": list(b.source), "target": list(b.target), "score": round(b.score, 4)} for b in aligned.beads]
    sides = {"source": list(aligned.source), "target": list(aligned.target)}
    return {"version": 1, **sides, "beads": beads, "signature": signature}


def _bead(value: object) -> Bead:
    """A bead that a person fixed."""
    sides = [value.get(side) if isinstance(value, dict) else None for side in ("source", "target")]
    for side in sides:
        if not isinstance(side, list) or any(type(number) is not int for number in side):
            raise YizhiError("a fixed bead must have lists of numbers", hint='{"source": [0], "target": [0, 1]}')
    first, second = (tuple(side or ()) for side in sides)
    return Bead(first, second, 1.0)
