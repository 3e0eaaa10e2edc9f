"""Text as XML holds it, and how a file of ours is known."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape as _escape

_USUAL = re.compile(r"[\w .:/-]*", re.ASCII)


def creator() -> str:
    """Return how a file of ours is known: what stands in its `sourceDesc`."""
    from importlib.metadata import version

    return f"yizhi {version('yizhi')}"


def escape(text: str) -> str:
    """Return character data; a carriage return would become a line feed."""
    if "&" in text or "<" in text or ">" in text or "\r" in text:
        return _escape(text, {"\r": "&#13;"})
    return text


def quoted(text: str) -> str:
    """Return an attribute value with its quotes."""
    if _USUAL.fullmatch(text):
        return f'"{text}"'
    return '"' + _escape(text, {'"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}) + '"'
