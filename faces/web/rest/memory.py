"""The translation memory: matches for a sentence, a word in its contexts, pairs that are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yizhi.faces.web.answers import answer, asked, body, scalar
from yizhi.service.concordance import ConcordanceQuestion
from yizhi.service.plain import plain_concordance, plain_match
from yizhi.termbase.errors import YizhiError
from yizhi.termbase.language import normalise

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from yizhi.faces.web.backend import Backend

MOST = 500
"""Lines or matches to an answer."""
MOST_PAIRS = 20_000


async def concordance(request: Request, backend: Backend) -> Response:
    """Every unit with a word, its places on both sides; with `concept` in all the forms of its concept."""
    fields = await asked(request)
    tag = fields.text("language", "")
    try:
        language = normalise(tag) if tag else ""
    except ValueError as error:
        raise YizhiError(str(error), hint="such as en or zh-Hans") from None
    question = ConcordanceQuestion(
        fields.text("q"), fields.flag("concept"), fields.number("limit", 50, 1, MOST), language
    )
    answer_value = await backend.ask(backend.session.concordance, question)
    signature = await backend.ask(backend.session.signature)
    return answer({"version": 1, **plain_concordance(answer_value), "signature": signature})


async def search(request: Request, backend: Backend) -> Response:
    """What the memory has for a sentence, the best first; `min` is a score in per cent."""
    fields = await asked(request)
    least, limit = fields.number("min", 70, 0, 100), fields.number("limit", 5, 1, MOST)
    tags = fields.text("source_language", ""), fields.text("target_language", "")
    matches = await backend.ask(backend.session.search_memory, fields.text("q"), least / 100, limit, *tags)
    return answer({"version": 1, "matches": [plain_match(match) for match in matches]})


async def keep(request: Request, backend: Backend) -> Response:
    """Pairs of sentences into the memory, as units of a document."""
    fields = await body(request)
    pairs = [_pair(item) for item in fields.each("pairs")]
    if not 0 < len(pairs) <= MOST_PAIRS:
        raise YizhiError(f"from 1 to {MOST_PAIRS:,} pairs at once", hint="send them in parts")
    tags = fields.text("source_language"), fields.text("target_language")
    counts = await backend.ask(backend.session.remember, pairs, fields.text("document"), tags)
    return answer({"version": 1, "pairs": counts.pairs, "units": counts.units, "known": counts.known}, 201)


def _pair(value: object) -> tuple[str, str]:
    sides = [value.get(side) if isinstance(value, dict) else None for side in ("source", "target")]
    first, second = (side if isinstance(side, str) else "" for side in sides)
    if not first.strip() or not second.strip():
        raise YizhiError("a pair must have a source and a target")
    return scalar(first), scalar(second)
