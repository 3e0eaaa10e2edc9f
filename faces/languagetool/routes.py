"""`/v2/`: check, languages, info, maxtextlength, healthcheck."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yizhi.faces.languagetool.annotated_text import AnnotatedText, annotated_text, plain_text
from yizhi.faces.languagetool.form import CheckParameters, parameters
from yizhi.faces.languagetool.matches import matches
from yizhi.faces.web.answers import answer, raw
from yizhi.faces.web.backend import SMALL
from yizhi.faces.web.guard import TEXT_LIMIT
from yizhi.service import jobs
from yizhi.termbase import language as languages
from yizhi.termbase.errors import YizhiError
from yizhi.termbase.packages import version

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from yizhi.checks.model import Finding
    from yizhi.faces.web.backend import Backend

API = 1
MOST_TEXT = (TEXT_LIMIT - 1_000) // 9
"""Characters of a text that fit a body whatever they are: three bytes, each encoded as three."""
LANGUAGES = (
    ("Chinese (simplified)", "zh", "zh-CN"), ("Chinese (traditional)", "zh", "zh-TW"), ("Chinese", "zh", "zh"),
    ("English (US)", "en", "en-US"), ("English (GB)", "en", "en-GB"), ("English", "en", "en"),
)  # fmt: skip
_OURS = ("zh", "en")


def routes(backend: Backend) -> list[BaseRoute]:
    """Return the routes of the protocol."""
    from starlette.routing import Route

    async def check(request: Request) -> Response:
        asked = parameters(request.url.query, await request.body() if request.method == "POST" else b"")
        if not asked.has_text:
            raise YizhiError("neither text nor data", hint="text=…&language=zh-CN")
        text = annotated_text(asked.data) if asked.data else plain_text(asked.text)
        code = _code(asked.language, text.text)
        findings = await _findings(backend, asked, text, code)
        return answer({
            "software": _software(),
            "warnings": {"incompleteResults": False},
            "language": _language(code, text.text),
            "matches": matches(findings, text, asked),
        })  # fmt: skip

    async def listed(_: Request) -> Response:
        return answer([{"name": name, "code": code, "longCode": long} for name, code, long in LANGUAGES])

    async def info(_: Request) -> Response:
        return answer({"software": _software()})

    async def longest(_: Request) -> Response:
        return raw(str(MOST_TEXT).encode(), "text/plain")

    async def health(_: Request) -> Response:
        return raw(b"OK", "text/plain")

    return [
        Route("/v2/check", check, methods=["GET", "POST"]),
        Route("/v2/languages", listed, methods=["GET"]),
        Route("/v2/info", info, methods=["GET"]),
        Route("/v2/maxtextlength", longest, methods=["GET"]),
        Route("/v2/healthcheck", health, methods=["GET"]),
    ]


async def _findings(backend: Backend, asked: CheckParameters, text: AnnotatedText, code: str) -> list[Finding]:
    """Return the findings in a text, or in a pair; none where there is nothing to read, or in a language without rules."""
    if not text.text.strip() or code.split("-")[0] not in _OURS:
        return []
    if asked.source.strip():
        tags = _ours(asked.mother_tongue), _ours(asked.language)
        return await backend.ask(backend.session.check_pair, asked.source, text.text, *tags)
    if len(text.text) > SMALL:
        return await backend.work(jobs.check_text, text.text)
    return await backend.ask(backend.session.check_text, text.text)


def _ours(tag: str) -> str:
    """Return a tag that the checks know, empty where the script of the text must tell."""
    return tag if languages.is_language(tag) else ""


def _code(tag: str, text: str) -> str:
    """Return the language as the client calls it; where it wants to be told, what the text is in."""
    codes = {long.lower(): long for _, _, long in LANGUAGES}
    if tag.lower() in codes:
        return codes[tag.lower()]
    if tag == "auto" or _ours(tag):
        normal = languages.guess(text) if tag == "auto" else languages.normalise(tag)
        return {languages.ZH_HANS: "zh-CN", languages.ZH_HANT: "zh-TW"}.get(normal, "en-US")
    return "".join(char for char in tag[:20] if char.isalnum() or char == "-")


def _language(code: str, text: str) -> dict[str, Any]:
    names = {long: name for name, _, long in LANGUAGES}
    guessed = "zh-CN" if languages.is_chinese(languages.guess(text)) else "en-US"
    detected = {"name": names[guessed], "code": guessed, "confidence": 1.0}
    return {"name": names.get(code, code), "code": code, "detectedLanguage": detected}


def _software() -> dict[str, Any]:
    return {
        "name": "yizhi",
        "version": version("yizhi"),
        "buildDate": "",
        "apiVersion": API,
        "premium": False,
        "premiumHint": "",
        "status": "",
    }
