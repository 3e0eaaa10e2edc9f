"""Text as a terminal, a log and a build server may safely see it: quoted words cannot steer what reads them.

File names, unit ids and drafts are other people's. Control characters, terminal sequences (OSC, C1), characters that turn
the direction of text, and lines that a build server would take for a command are neutralised in the one place that prints.
"""

from __future__ import annotations

import re

from yizhi.termbase.text.lazy import compiled

REPLACEMENT = "�"
"""What stands for a character that a terminal would act upon."""
_COLOUR = r"\x1b\[(?!8)[0-9;]{0,12}m"
"""Colours and weights (SGR) as our own output has them; 8 would hide text."""
_STEERING = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
"""C0 but tab and line feed, DEL, C1, marks and overrides of direction, line separators, lone surrogates."""
_COLOURED = compiled(f"({_COLOUR})|[{_STEERING}]")
_PLAIN = compiled(f"[{_STEERING}]")
_IN_JSON = compiled("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_COMMAND = compiled(r"^(\s*)::", re.M)
"""How GitHub Actions knows a workflow command in a log."""


def harmless(text: str, *, colours: bool) -> str:
    """Return a text without what steers terminals and build servers; `colours` lets our own colours through."""
    if text.isascii() and text.isprintable() and not text.lstrip().startswith("::"):
        return text
    pattern = _COLOURED if colours else _PLAIN
    neutral = pattern.sub(lambda match: (match[1] if colours else None) or REPLACEMENT, text)
    return _COMMAND.sub(r"\1·::", neutral)


def harmless_json(document: str) -> str:
    """Return a JSON document that says the same with those characters escaped."""
    return _IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", document)
