"""Drafts that are sent as raw bytes: findings in any form of report, a corrected or commented file, dismissals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from yizhi.faces.web.answers import NotThere, OutOfDate, answer, attachment, body, query, raw
from yizhi.faces.web.shelf import ShelvedDraft, file_name
from yizhi.service import jobs
from yizhi.service.reports import forms
from yizhi.termbase.errors import YizhiError, internal_fault

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from yizhi.faces.web.backend import Backend

MOST_UNITS = 2_000
"""Units to an answer: a page asks for what it shows."""


async def send(request: Request, backend: Backend) -> Response:
    """A draft as the raw body, `name` telling its format; `source` is the id of a draft that it translates.

    The check begins at once; `GET` of the draft says how far it is.
    """
    fields = query(request)
    data = await request.body()
    source = None
    if fields.has("source"):
        document = _shelved(backend, fields.text("source")).draft
        source = (document.name, document.data)
    name = file_name(fields.text("name", ""))
    draft = jobs.DraftData(name, data, fields.text("input_format", "") or None, source)
    shelved = backend.shelf.put(draft)
    backend.start(shelved.id, _examine(backend, shelved))
    return answer(_plain(shelved), 201, {"Location": f"/api/v1/drafts/{shelved.id}"})


async def _examine(backend: Backend, shelved: ShelvedDraft) -> None:
    try:
        backend.shelf.examined(shelved.id, await backend.work(jobs.examine, shelved.draft))
    except YizhiError as error:
        backend.shelf.failed(shelved.id, str(error))
    except Exception as error:
        backend.shelf.failed(shelved.id, str(internal_fault(error)))


async def every(request: Request, backend: Backend) -> Response:  # noqa: ARG001 - as all of them
    """The drafts that are here, the newest first."""
    return answer({"version": 1, "drafts": [_plain(shelved) for shelved in backend.shelf.every()]})


async def one(request: Request, backend: Backend) -> Response:
    """How far the work on a draft is, and how much it holds."""
    return answer(_plain(_shelved(backend, request.path_params["id"])))


async def remove(request: Request, backend: Backend) -> Response:
    """A draft that is no longer wanted."""
    if not backend.shelf.remove(request.path_params["id"]):
        raise _gone()
    return answer({"version": 1})


async def units(request: Request, backend: Backend) -> Response:
    """The units of a draft, from `start` on: what its findings stand on."""
    examined = (await _ready(backend, request))[1]
    fields = query(request)
    start, limit = fields.number("start", 0, 0, 10**9), fields.number("limit", 200, 1, MOST_UNITS)
    chosen = b",".join(examined.units[start : start + limit])
    return raw(b'{"version":1,"total":%d,"units":[%s]}' % (len(examined.units), chosen))


async def text(request: Request, backend: Backend) -> Response:
    """The text of a document of one language, in which its findings count; null where the draft has two."""
    return answer({"version": 1, "text": (await _ready(backend, request))[1].text})


async def findings(request: Request, backend: Backend) -> Response:
    """The findings of a draft in any form of report; waits until the check is done."""
    shelved, examined = await _ready(backend, request)
    form = query(request).text("form", "json")
    if form == "json":
        return raw(examined.document)
    if form not in forms.names():
        raise YizhiError("unknown form", hint=f"one of: {', '.join(forms.names())}")
    rendered = await backend.work(jobs.render, examined.report, form)
    return attachment(rendered.content, f"{shelved.draft.name}.findings{rendered.ending}")


async def fix(request: Request, backend: Backend) -> Response:
    """The draft with suggestions applied: those of `findings` by number, else all that are safe."""
    shelved, examined = await _ready(backend, request)
    fields = await body(request)
    _same_revision(fields.number("revision", shelved.revision, 0, 10**9), shelved)
    chosen = fields.numbers("findings") if fields.has("findings") else None
    made = await backend.work(jobs.correct, examined.report, shelved.draft, chosen)
    return attachment(made.data, shelved.draft.name, made.notes)


async def apply(request: Request, backend: Backend) -> Response:
    """Suggestions applied to the draft that is here: those of `findings` by number, else all that are safe.

    Its check begins anew; `undo` takes the change back.
    """
    shelved, examined = await _ready(backend, request)
    fields = await body(request)
    revision = fields.number("revision", shelved.revision, 0, 10**9)
    _same_revision(revision, shelved)
    chosen = fields.numbers("findings") if fields.has("findings") else None
    made = await backend.work(jobs.correct, examined.report, shelved.draft, chosen)
    # Somebody else may have changed it while this was worked out.
    _same_revision(shelved.revision, _shelved(backend, shelved.id))
    return _checked_anew(backend, backend.shelf.corrected(shelved.id, made.data), made.notes)


async def undo(request: Request, backend: Backend) -> Response:
    """The last change of a draft taken back; its check begins anew."""
    shelved = (await _ready(backend, request))[0]
    if not shelved.earlier:
        raise YizhiError("nothing to take back")
    return _checked_anew(backend, backend.shelf.taken_back(shelved.id))


def _checked_anew(backend: Backend, shelved: ShelvedDraft | None, notes: Sequence[str] = ()) -> Response:
    if shelved is None:
        raise _gone()
    backend.start(shelved.id, _examine(backend, shelved))
    return answer(_plain(shelved) | ({"notes": list(notes)} if notes else {}))


async def file(request: Request, backend: Backend) -> Response:
    """The file of a draft as it is now."""
    draft = _shelved(backend, request.path_params["id"]).draft
    return attachment(draft.data, draft.name)


async def annotate(request: Request, backend: Backend) -> Response:
    """The draft with its findings as comments."""
    shelved, examined = await _ready(backend, request)
    made = await backend.work(jobs.annotate, examined.report, shelved.draft)
    return attachment(made.data, shelved.draft.name, made.notes)


async def dismiss(request: Request, backend: Backend) -> Response:
    """Findings, by number, that shall not come back: they go into the baseline that the command line reads."""
    shelved, examined = await _ready(backend, request)
    fields = await body(request)
    _same_revision(fields.number("revision", shelved.revision, 0, 10**9), shelved)
    remaining = await backend.work(jobs.dismiss, examined.report, fields.numbers("findings"))
    return answer(_plain(backend.shelf.examined(shelved.id, remaining) or shelved))


def _plain(shelved: ShelvedDraft) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "version": 1,
        "id": shelved.id,
        "name": shelved.draft.name,
        "bytes": len(shelved.draft.data),
        "state": shelved.state.value,
        "revision": shelved.revision,
        "changes": len(shelved.earlier),
    }
    if shelved.examined is not None:
        plain |= {"units": len(shelved.examined.units), "findings": shelved.examined.findings}
    return plain | ({"error": shelved.error} if shelved.error else {})


def _shelved(backend: Backend, id_: str) -> ShelvedDraft:
    shelved = backend.shelf.get(id_)
    if shelved is None:
        raise _gone()
    return shelved


def _gone() -> NotThere:
    return NotThere("no draft of that id", hint="send it again")


async def _ready(backend: Backend, request: Request) -> tuple[ShelvedDraft, jobs.ExaminedDraft]:
    """A draft whose check is done. Raise YizhiError where it could not be checked."""
    id_ = request.path_params["id"]
    await backend.finished(id_)
    shelved = _shelved(backend, id_)
    if shelved.examined is None:
        raise YizhiError(shelved.error or "the check was broken off")
    return shelved, shelved.examined


def _same_revision(revision: int, shelved: ShelvedDraft) -> None:
    if revision != shelved.revision:
        raise OutOfDate("the findings have changed", hint="get them again")
