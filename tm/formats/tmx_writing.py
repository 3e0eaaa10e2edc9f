"""Pairs as a TMX 1.4 file, DTD-valid, whole or not at all, at the speed of plain strings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path

from yizhi.termbase.files import beside
from yizhi.termbase.validation import mended
from yizhi.tm.drafts.escaping import escape, quoteattr
from yizhi.tm.formats.tmx_codes import write_codes
from yizhi.tm.model import Pair, Segment

DOCUMENT = "prop:x-document"
"""The fact of a unit that names its document."""
ATTRIBUTES = {
    "o-encoding", "datatype", "usagecount", "lastusagedate", "creationtool", "creationtoolversion", "creationdate",
    "creationid", "changedate", "segtype", "changeid", "o-tmf",
}  # fmt: skip
"""Attributes of `<tu>` and `<tuv>` that a pair's attributes may name. (`<tuv>` has no `segtype`.)"""

_SEGMENT_TYPES = {"block", "paragraph", "sentence", "phrase"}
_CONTROLS = bytes(set(range(32)) - {9, 10, 13})
_BATCH = 500
_WHOLE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_DATE = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|\+00:00)?)?)?|(\d{4})")


@dataclass(frozen=True, slots=True)
class TmxOptions:
    """How a file is to be: the tag to write for each language, 1 for text alone or 2 with inline codes, the segment type."""

    tags: Mapping[str, str] = field(default_factory=dict)
    level: int = 2
    segment_type: str = "sentence"
    notes: bool = True
    """False: notes and properties stay behind, as some clients show them as text."""


@dataclass(slots=True)
class TmxReport:
    """How many units were written, and what stayed behind: {what: how many of it}."""

    units: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


def write(pairs: Iterable[Pair], path: Path, options: TmxOptions | None = None) -> TmxReport:
    """Write a TMX file, streaming. The source language of the first pair is that of the file; others say their own."""
    options = options or TmxOptions()
    report = TmxReport()
    pair_iterator = iter(pairs)
    first = next(pair_iterator, None)
    writer = _Writer(options, report, first.source.language if first else "en")
    with beside(path) as written, written.open("wb") as file:
        file.write(writer.head().encode("utf-8"))
        every = chain([first] if first else [], pair_iterator)
        while batch := list(islice(every, _BATCH)):
            file.write(_encoded("".join(map(writer.unit, batch)), report))
            report.units += len(batch)
        file.write(b"</body>\n</tmx>\n")
    return report


def _encoded(text: str, report: TmxReport) -> bytes:
    """UTF-8 that any XML parser takes: the last door before the file."""
    try:
        data = text.encode("utf-8")
        rare = b"\xef\xbf\xbe" in data or b"\xef\xbf\xbf" in data
        if not rare and len(data.translate(None, _CONTROLS)) == len(data):
            return data
    except UnicodeEncodeError:
        pass
    clean = mended(text)
    report.left_out["characters that XML cannot hold"] += sum(a != b for a, b in zip(text, clean, strict=True))
    return clean.encode("utf-8")


class _Writer:
    """Turns pairs into `<tu>` elements."""

    def __init__(self, options: TmxOptions, report: TmxReport, language: str) -> None:
        self.options = options
        self.report = report
        self.language = language
        self.plain = options.notes
        self.heads: dict[str, str] = {}

    def head(self) -> str:
        """Return everything before the first unit."""
        from importlib.metadata import version

        tag = quoteattr(self.tag(self.language))
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
            '<tmx version="1.4">\n'
            f'<header creationtool="yizhi" creationtoolversion="{version("yizhi")}" '
            f'segtype="{self.options.segment_type}" o-tmf="yizhi" adminlang="en" srclang={tag} datatype="plaintext"/>\n'
            "<body>\n"
        )

    def tag(self, language: str) -> str:
        """Return the tag that this file has for a language."""
        return self.options.tags.get(language, language)

    def unit(self, pair: Pair) -> str:
        """Return a pair as a `<tu>`. The many that say no more than id, dates, author and document take the short way."""
        source, target = pair.source, pair.target
        if pair.attributes or source.tags or target.tags or not self.plain or source.language != self.language:
            return self._full(pair)
        id_, created, changed = pair.id, pair.created, pair.changed
        given = ""
        if id_:
            given = f' tuid="{id_}"' if id_.isalnum() else f" tuid={quoteattr(id_)}"
        if created:
            if not (created := tmx_date(created)):
                return self._full(pair)
            given += f' creationdate="{created}"'
        if changed:
            if not (changed := tmx_date(changed)):
                return self._full(pair)
            given += f' changedate="{changed}"'
        if pair.author:
            given += f" creationid={_quoted(pair.author)}"
        heads, key, two = self.heads, source.text, target.text
        if "&" in key or "<" in key or ">" in key or "\r" in key:
            key = escape(key)
        if "&" in two or "<" in two or ">" in two or "\r" in two:
            two = escape(two)
        return (
            f"<tu{given}>{_document(pair.document) if pair.document else ''}"
            f"{heads.get(source.language) or self._open(source.language)}<seg>{key}</seg></tuv>"
            f"{heads.get(target.language) or self._open(target.language)}<seg>{two}</seg></tuv></tu>\n"
        )

    def _full(self, pair: Pair) -> str:
        """Any pair."""
        given: dict[str, dict[str, str]] = {"": {}, "source:": {}, "target:": {}}
        facts: dict[str, str] = {"": "", "source:": "", "target:": ""}
        if pair.id:
            given[""]["tuid"] = pair.id
        for name, value in (("creationdate", pair.created), ("changedate", pair.changed)):
            if value:
                self._dated(name, value, given, facts)
        if pair.author:
            given[""]["creationid"] = pair.author
        if pair.source.language != self.language:
            given[""]["srclang"] = self.tag(pair.source.language)
        if pair.document:
            facts[""] += _prop("x-document", pair.document)
        for name, value in pair.attributes:
            side = name[:7] if name.startswith(("source:", "target:")) else ""
            rest = name[len(side) :]
            if _attribute(rest, value, side) and rest not in given[side]:
                given[side][rest] = value
            elif rest == "note":
                facts[side] += f"<note>{escape(value)}</note>"
            else:
                facts[side] += _prop(rest.removeprefix("prop:"), value)
        if not self.options.notes and any(facts.values()):
            self.report.left_out["notes and properties"] += 1
            facts = dict.fromkeys(facts, "")
        sides = "".join(
            f"{self._open(segment.language, _attributes(given[side]))}{facts[side]}<seg>{self._text(segment)}</seg></tuv>"
            for side, segment in (("source:", pair.source), ("target:", pair.target))
        )
        return f"<tu{_attributes(given[''])}>{facts['']}{sides}</tu>\n"

    def _dated(self, name: str, value: str, given: dict[str, dict[str, str]], facts: dict[str, str]) -> None:
        date = tmx_date(value)
        if date:
            given[""][name] = date
        else:
            facts[""] += _prop(name, value)

    def _open(self, language: str, given: str = "") -> str:
        head = self.heads.get(language)
        if head is None:
            head = self.heads[language] = f"<tuv xml:lang={quoteattr(self.tag(language))}>"
        return f"{head[:-1]}{given}>" if given else head

    def _text(self, segment: Segment) -> str:
        if segment.tags:
            if self.options.level > 1:
                return write_codes(segment.text, segment.tags)
            self.report.left_out["inline codes"] += len(segment.tags)
        return escape(segment.text)


def _attribute(name: str, value: str, side: str) -> bool:
    """Return whether something that a pair says goes into the start tag, as the DTD has it."""
    if name == "segtype":
        return not side and value in _SEGMENT_TYPES
    return name in ATTRIBUTES


def _attributes(given: Mapping[str, str]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in given.items())


def _prop(about: str, text: str) -> str:
    return f"<prop type={quoteattr(about)}>{escape(text)}</prop>"


@lru_cache(maxsize=512)
def _document(name: str) -> str:
    return _prop("x-document", name)


_quoted = lru_cache(maxsize=512)(quoteattr)


@lru_cache(maxsize=4096)
def tmx_date(value: str) -> str:
    """Return an ISO 8601 date or time as `YYYYMMDDThhmmssZ` (missing parts are their first value); empty for anything else."""
    if _WHOLE.fullmatch(value):
        return value.replace("-", "").replace(":", "")
    match = _DATE.fullmatch(value)
    if not match:
        return ""
    year, month, day, hour, minute, second, alone = match.groups()
    return f"{year or alone}{month or '01'}{day or '01'}T{hour or '00'}{minute or '00'}{second or '00'}Z"


def options_for(client: str) -> TmxOptions:
    """Return what a client imports best. YizhiError where there is none of that name."""
    from yizhi.termbase.clients import profile_of

    profile = profile_of(client)
    return TmxOptions(tags=profile.tags, level=profile.tmx_level, notes=profile.tmx_notes)
