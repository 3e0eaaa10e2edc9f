"""`/tmserver/` as amaGama has it (Virtaal, Weblate), and `/translate` as Apertium has it (OmegaT): the memory's answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from yizhi.faces.web.answers import answer
from yizhi.termbase import language as languages
from yizhi.termbase.errors import YizhiError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from yizhi.faces.web.backend import Backend
    from yizhi.tm.memory.match import MemoryMatch

LEAST = 70
"""Score, in per cent, of a match that is offered where the client names none."""
MOST = 10
"""Matches that are offered where the client names no number."""
_LIMIT = 100
SPELLINGS = {
    languages.ZH_HANS: ("zh_hans", "zh_Hans", "zh_cn", "zh_CN", "zh"),
    languages.ZH_HANT: ("zh_hant", "zh_Hant", "zh_tw", "zh_TW"),
    languages.EN: ("en", "en_us", "en_US", "en_gb", "en_GB"),
}
"""How clients write a language: they look for their own spelling in the list."""
_OK = 200


def routes(backend: Backend) -> list[BaseRoute]:
    """Return the routes of both protocols."""
    from starlette.routing import Route

    async def listed(_: Request) -> Response:
        tags = await backend.ask(backend.session.memory_languages)
        names = [name for tag in tags for name in SPELLINGS.get(tag, (tag.replace("-", "_"),))]
        return answer({"sourceLanguages": names, "targetLanguages": names})

    async def unit(request: Request) -> Response:
        given = request.query_params
        text = request.path_params.get("text") or given.get("source", "")
        least = _number(given.get("min_similarity"), LEAST)
        limit = _number(given.get("max_candidates"), MOST)
        pair = request.path_params["source"], request.path_params["target"]
        matches = await _matches(backend, text, pair, least, max(1, limit))
        return answer([_plain(match) for match in matches])

    async def translate(request: Request) -> Response:
        body = (await request.body()).decode("utf-8", "replace") if request.method == "POST" else ""
        given = dict(request.query_params) | dict(parse_qsl(body, keep_blank_values=True))
        source, _, target = given.get("langpair", "").partition("|")
        matches = await _matches(backend, given.get("q", ""), (source, target), LEAST, 1)
        text = matches[0].proposal if matches else ""
        return answer({"responseData": {"translatedText": text}, "responseDetails": None, "responseStatus": _OK})

    return [
        Route("/tmserver/languages/", listed, methods=["GET"]),
        Route("/tmserver/languages", listed, methods=["GET"]),
        Route("/tmserver/{source}/{target}/unit/{text:path}", unit, methods=["GET"]),
        Route("/tmserver/{source}/{target}/unit", unit, methods=["GET"]),
        Route("/translate", translate, methods=["GET", "POST"]),
    ]


async def _matches(backend: Backend, text: str, pair: tuple[str, str], least: int, limit: int) -> list[MemoryMatch]:
    """Return the matches of the memory; none without a memory, a text or languages that it has."""
    try:
        tags = [languages.normalise(tag) for tag in pair]
    except ValueError:
        return []
    if not text.strip() or backend.session.resources.memory is None:
        return []
    try:
        return await backend.ask(backend.session.search_memory, text, least / 100, limit, *tags)
    except YizhiError:
        if backend.session.resources.memory.exists():
            raise
        return []


def _plain(match: MemoryMatch) -> dict[str, Any]:
    # What was repaired is worth less than what stands as it was: `worth` says so.
    quality = round(match.worth * 100)
    return {"source": match.source, "target": match.proposal, "quality": quality, "rank": 100}


def _number(given: str | None, default: int) -> int:
    """Return a number of an address, within reason; the default where it is none."""
    if given is None or not given.isdigit() or len(given) > 6:
        return default
    return min(int(given), _LIMIT)
