"""What a unit of TMX says (dates, author, document, notes, properties) as the fields of a pair."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import lru_cache

from yizhi.tm.formats.tmx_units import Facts, Raw, Variant, attributes_of, facts_of
from yizhi.tm.formats.tmx_writing import ATTRIBUTES, DOCUMENT
from yizhi.tm.model import Pair, Segment

_DATED = frozenset({"creationdate", "changedate", "creationid"})
_UNIT = frozenset({"tuid", "srclang"}) | _DATED
_VARIANT = frozenset({"xml:lang", "lang"})
_DATE = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?(Z|[+-]\d\d:?\d\d|))?", re.ASCII
)
"""TMX writes the basic form of ISO 8601; many tools write the other one."""


@lru_cache(maxsize=4096)
def told(given: str) -> tuple[str, str, str, Facts, int] | None:
    """Return what the start tag of a unit says beside a plain `tuid`: dates, author, the rest, and how many dates are none.

    None where it takes more to read it.
    ValueError where it is not written as XML wants it. (Units that were made together say the same.)
    """
    attributes = attributes_of(given) if given else {}
    if "srclang" in attributes or "tuid" in attributes:
        return None
    rest = tuple(_rest(attributes, _UNIT, ""))
    get = attributes.get
    return iso(get("creationdate", "")), iso(get("changedate", "")), get("creationid", ""), rest, odd_dates(attributes)


def pair_of(
    raw: Raw, attributes: Mapping[str, str], source: Segment, target: Segment, first: Variant, second: Variant
) -> Pair:
    """Return a pair with what the unit and its two variants say."""
    others = second.attributes or {}
    dated, named = attributes, attributes
    if not {"creationdate", "changedate", "creationid"} & attributes.keys():
        dated = named = others  # many tools, OmegaT among them, date the translation and not the unit
    document, document_value = _document(raw.facts)
    of_unit = _UNIT if dated is attributes else _UNIT - _DATED
    of_target = _VARIANT | _DATED if dated is others else _VARIANT
    return Pair(
        source,
        target,
        attributes.get("tuid", ""),
        document,
        iso(dated.get("creationdate", "")),
        iso(dated.get("changedate", "")),
        named.get("creationid", ""),
        (
            *_rest(attributes, of_unit, ""),
            *document_value,
            *_rest(first.attributes or {}, _VARIANT, "source:"),
            *(("source:" + name, text) for name, text in _named(first.facts)),
            *_rest(others, of_target, "target:"),
            *(("target:" + name, text) for name, text in _named(second.facts)),
        ),
    )


def _rest(attributes: Mapping[str, str], existing: frozenset[str], side: str) -> Iterator[tuple[str, str]]:
    return ((side + name, value) for name, value in attributes.items() if name not in existing)


@lru_cache(maxsize=512)
def said_of_unit(text: str) -> tuple[str, Facts]:
    """Return the document and the other notes and properties in the text before the variants. ValueError as `facts_of`."""
    return _document(facts_of(text))


def _document(facts: Facts) -> tuple[str, Facts]:
    """Return the document that the properties of a unit name, and the rest of them by their names in a pair."""
    offset = next((offset for offset, fact in enumerate(facts) if fact[0] == DOCUMENT), None)
    if offset is None:
        return "", _named(facts)
    return facts[offset][1], _named(facts[:offset] + facts[offset + 1 :])


def _named(facts: Facts) -> Facts:
    return tuple((kind if kind == "note" or _taken(kind[5:]) else kind[5:], text) for kind, text in facts)


@lru_cache(maxsize=512)
def _taken(about: str) -> bool:
    """Return whether a property's type would be read as something else by `write`."""
    return not about or about in ATTRIBUTES or about == "note" or about.startswith(("prop:", "source:", "target:"))


@lru_cache(maxsize=4096)
def iso(date: str) -> str:
    """`20180419T101112Z` as `2018-04-19T10:11:12Z`; so also the other forms of ISO 8601. Empty for what is no date."""
    match = _DATE.fullmatch(date.strip())
    if not match:
        return ""
    year, month, day, hour, minute, second, zone = match.groups()
    try:
        moment = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), min(int(second or 0), 59))
        if not hour:
            return moment.date().isoformat()
        if zone and zone != "Z":
            away = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
            moment, zone = (moment - away if zone[0] == "+" else moment + away), "Z"
    except (ValueError, OverflowError):
        return ""
    return f"{moment.isoformat()}{zone}"


def odd_dates(attributes: Mapping[str, str]) -> int:
    """Return how many dates among the attributes of an element are none."""
    return sum(1 for name in ("creationdate", "changedate") if attributes.get(name) and not iso(attributes[name]))
