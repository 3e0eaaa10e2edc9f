"""What a client asks: the parameters of a check, from an address or a body, however the client wrote them.

The form is read whatever the Content-Type says (TeXstudio says `text/json`). LibreOffice up to 7.4 and Lokalize do not encode:
`text=R&D …&language=en-US`. Such a body shows itself: an encoded form has no character beyond ASCII, no space and no parameter
that nobody knows. Its text then runs to the last `&language=`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

TEXT, LANGUAGE = "text=", "&language="
_KNOWN = frozenset({
    "text", "data", "language", "motherTongue", "srctext", "preferredVariants", "preferredLanguages", "enabledRules",
    "disabledRules", "enabledCategories", "disabledCategories", "enabledOnly", "level", "mode", "username", "apiKey",
    "tokenV2", "allowIncompleteResults", "useragent", "textSessionId", "ltp", "v", "instanceId", "dicts", "multilingual",
})  # fmt: skip
_NEVER_IN_A_FORM = re.compile(r"[^!-~]|[\"<>\\^`{|}]")
"""What an encoded form cannot hold."""
_MOST_PARAMETERS = 1_000


@dataclass(frozen=True, slots=True)
class CheckParameters:
    """The parameters of a check. `text` is what to check, or `data` (JSON) says it with its markup apart; `source` is what
    it translates. Empty: not said."""

    text: str = ""
    data: str = ""
    language: str = "auto"
    source: str = ""
    mother_tongue: str = ""
    is_picky: bool = False
    disabled_rules: frozenset[str] = frozenset()
    enabled_rules: frozenset[str] = frozenset()
    disabled_categories: frozenset[str] = frozenset()
    enabled_categories: frozenset[str] = frozenset()
    enabled_only: bool = False
    has_text: bool = False
    """Whether a text was given, be it empty."""


def parameters(query: str, body: bytes) -> CheckParameters:
    """Return the parameters of a request; those of the body win over those of the address."""
    values = dict(parse_qsl(query, keep_blank_values=True, max_num_fields=_MOST_PARAMETERS))
    values |= _of_body(body)
    return CheckParameters(
        text=values.get("text", ""),
        data=values.get("data", ""),
        language=values.get("language", "") or "auto",
        source=values.get("srctext", ""),
        mother_tongue=values.get("motherTongue", ""),
        is_picky=values.get("level", "") == "picky",
        disabled_rules=_names(values, "disabledRules"),
        enabled_rules=_names(values, "enabledRules"),
        disabled_categories=_names(values, "disabledCategories"),
        enabled_categories=_names(values, "enabledCategories"),
        enabled_only=values.get("enabledOnly", "") in ("true", "yes"),
        has_text="text" in values or "data" in values,
    )


def _of_body(body: bytes) -> dict[str, str]:
    content = body.decode("utf-8", "replace").removesuffix("\r\n")
    before, has_text, after = _split_at_text(content)
    if has_text:
        text, has_language, rest = after.rpartition(LANGUAGE)
        if has_language and _is_not_encoded(content, text):
            tail = LANGUAGE[1:] + rest
            return dict([*_pairs(before), ("text", text), *_pairs(tail)])
    return dict(_pairs(content))


def _split_at_text(content: str) -> tuple[str, bool, str]:
    """Return what stands before the text, whether there is one, what follows its name."""
    if content.startswith(TEXT):
        return "", True, content.removeprefix(TEXT)
    before, name, after = content.partition("&" + TEXT)
    return before, bool(name), after


def _is_not_encoded(content: str, text: str) -> bool:
    if _NEVER_IN_A_FORM.search(content):
        return True
    names = [piece.partition("=")[0] for piece in text.split("&")[1:]]
    return any(name not in _KNOWN for name in names)


def _pairs(form: str) -> list[tuple[str, str]]:
    return parse_qsl(form, keep_blank_values=True, max_num_fields=_MOST_PARAMETERS)


def _names(values: Mapping[str, str], field: str) -> frozenset[str]:
    return frozenset(filter(None, map(str.strip, values.get(field, "").split(","))))
