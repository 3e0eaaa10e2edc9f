"""Requests as values and values as answers: JSON in and out, every problem one object with what is wrong and what to do."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from yizhi.service.presentation.harmless import harmless_json
from yizhi.termbase.errors import YizhiError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

JSON = "application/json"
_HALVES = re.compile("[\ud800-\udfff]")


class NotThere(YizhiError):
    """Nothing of that name or id."""


class OutOfDate(YizhiError):
    """What the client goes by is no longer so."""


def json_bytes(document: object) -> bytes:
    """Return a value as JSON in UTF-8; lone surrogates are escaped."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return harmless_json(text).encode("utf-8", "backslashreplace")


def answer(document: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return a value as an answer."""
    return raw(json_bytes(document), status=status, headers=headers)


def raw(content: bytes, media: str = JSON, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return bytes as an answer."""
    from starlette.responses import Response

    return Response(content, status, dict(headers or {}), media)


NOTES = "X-Yizhi-Notes"
"""The header of a file that says what is to be known of it, percent-encoded: that it is in another encoding now."""


def attachment(content: bytes, name: str, notes: Sequence[str] = ()) -> Response:
    """Return a file that is kept, not shown: what a draft holds never runs as a page of ours."""
    from urllib.parse import quote

    disposition = f"attachment; filename*=UTF-8''{quote(name.encode('utf-8', 'replace'), safe='')}"
    headers = {"Content-Disposition": disposition}
    if notes:
        headers[NOTES] = quote("; ".join(notes))
    return raw(content, "application/octet-stream", headers=headers)


def problem(error: YizhiError) -> Response:
    """Return an error as an answer: 404 for what is not there, 409 for what is out of date, else 400."""
    status = 404 if isinstance(error, NotThere) else 409 if isinstance(error, OutOfDate) else 400
    fields = {"message": error.message, "hint": error.hint or None, "path": error.path, "line": error.line}
    return answer({"error": {name: value for name, value in fields.items() if value is not None}}, status)


def scalar(text: str) -> str:
    """Return a text with a replacement character for each half of a pair of surrogates, which is no character."""
    return text if text.isascii() else _HALVES.sub("\ufffd", text)


class Fields:
    """The fields of a question: of an address or of a JSON body. What is not of the right sort raises YizhiError."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def has(self, name: str) -> bool:
        """Return whether a field is there."""
        return self._values.get(name) is not None

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text; without `default` it must be there and not empty."""
        value = self._values.get(name)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise YizhiError(f"{name} must be a text", hint=f"give {name}")
        return scalar(value)

    def number(self, name: str, default: int, least: int, most: int) -> int:
        """Return a whole number between two others."""
        value = self._values.get(name)
        if value is None:
            return default
        if isinstance(value, str) and value.strip().isdigit() and len(value) <= 9:
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise YizhiError(f"{name} must be a number from {least:,} to {most:,}")
        return value

    def flag(self, name: str) -> bool:
        """Return true or false, false where it is not said."""
        value = self._values.get(name)
        if value in (True, "1", "true", "yes", "on"):
            return True
        if value in (None, False, "0", "false", "no", "off", ""):
            return False
        raise YizhiError(f"{name} must be true or false")

    def each(self, name: str) -> list[Any]:
        """Return a list, empty where it is not there."""
        value = self._values.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise YizhiError(f"{name} must be a list")
        return value

    def numbers(self, name: str) -> list[int]:
        """Return a list of whole numbers."""
        values = self.each(name)
        if any(isinstance(value, bool) or not isinstance(value, int) for value in values):
            raise YizhiError(f"{name} must be a list of numbers")
        return values


def query(request: Request) -> Fields:
    """Return the fields of an address."""
    return Fields(request.query_params)


async def body(request: Request) -> Fields:
    """Return the fields of a JSON body, whatever its type says. Raise YizhiError for what is no JSON object."""
    content = await request.body()
    try:
        values = json.loads(content or b"{}")
    except (ValueError, RecursionError):
        raise YizhiError("the body is no JSON", hint='send an object, such as {"text": "…"}') from None
    if not isinstance(values, dict):
        raise YizhiError("the body is no JSON object", hint='such as {"text": "…"}')
    return Fields(values)


async def asked(request: Request) -> Fields:
    """Return the fields of a question, which may come either way."""
    return query(request) if request.method in ("GET", "HEAD") else await body(request)
