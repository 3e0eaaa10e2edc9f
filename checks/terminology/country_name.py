"""The name of a country or another place is another one in the translation, is missing there, or has no source.

Adjectives and nationals may render a name (Afghan for 阿富汗), and so may any listed name of the place.

Why: a wrong country is the error that delegations notice first.

Example: 尼日尔设立了两个委员会。 | Nigeria established two committees.
Better: 尼日尔设立了两个委员会。 | Niger established two committees.

Silence: dismiss the single finding, or set `country-name = "off"` under `[rules]`.
Source: UNTERM, country names; Standard Country or Area Codes for Statistical Use (M49).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.context import Context
from checks.document import Document
from checks.model import Issue, Rule, Severity
from checks.terminology._issues import PLACE, issues


def check(document: Document, context: Context) -> Iterator[Issue]:
    """Issues of one file."""
    return issues(document, context, None, PLACE)


RULE = Rule("country-name", Severity.ERROR, ("zh", "en"), check, across=True)
