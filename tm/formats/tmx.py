"""TMX 1.4b, streaming both ways: pairs out of a file of any size, and into one that every client reads.

What a pair keeps of a unit: `id` is `tuid`, `created` and `changed` are its dates in ISO 8601, `author` is `creationid`,
`document` the property `x-document`. Everything else is in `attributes` by the name that the file gives it: attributes of
`<tu>` (`changeid`, `usagecount`, …), `note`, and properties by their type; what a `<tuv>` says has `source:` or `target:`
before its name. A property whose type would be taken for one of these keeps `prop:` before it. `write` puts all of it
back where it was.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from yizhi.termbase.errors import ProblemSink
from yizhi.termbase.language import normalise, primary
from yizhi.termbase.xml_stream import Chunk, XmlSource, unnested
from yizhi.tm.formats import fast_values
from yizhi.tm.formats.tmx_pairs import odd_dates, pair_of, said_of_unit, told
from yizhi.tm.formats.tmx_units import SHAPE, USUAL, Facts, Raw, Variant, parse, unescaped, usual, variant_of
from yizhi.tm.formats.tmx_writing import TmxOptions, TmxReport, options_for, write
from yizhi.tm.model import Pair, Place, Problem, Segment

__all__ = ["Header", "TmxOptions", "TmxReport", "header", "options_for", "read", "write"]

_ODD_DATES = "dates that are no dates were left out"
_MEMORY = 512  # pairs of start tags whose order is kept


@dataclass(frozen=True, slots=True)
class Header:
    """What a TMX file says about itself: the attributes of its header as they are, its notes and properties."""

    attributes: dict[str, str]
    facts: Facts

    @property
    def source_language(self) -> str:
        """`srclang` as the file has it; empty for `*all*` or where there is none."""
        given = self.attributes.get("srclang", "").strip()
        return "" if given == "*all*" else given


def header(path: Path) -> Header:
    """Return what a file says about itself. Raise Malformed where it is no TMX, YizhiError where it cannot be read."""
    return _header(XmlSource(path, SHAPE))


def _header(opened: XmlSource) -> Header:
    attributes = next((part.attributes for part in opened.parts if part.name == "header"), {})
    facts = tuple(
        ("note" if part.name == "note" else f"prop:{part.attributes.get('type', '')}", part.text)
        for part in opened.parts
        if part.name in ("note", "prop")
    )
    return Header(attributes, facts)


def read(path: Path, problems: ProblemSink | None = None, *, source: str = "", target: str = "") -> Iterator[Pair]:
    """Yield the pairs of a file, one after the other; what could not be used goes into `problems`.

    The source is what `srclang` says, or the language `source`; each variant in another language makes a pair, or only
    that of the language `target`. Raises Malformed where the file is no TMX, YizhiError where it cannot be read.
    """
    opened = XmlSource(path, SHAPE)
    problem_sink: ProblemSink = [] if problems is None else problems
    for note in opened.notes:
        problem_sink.append(Problem(str(path), None, note, lost=False))
    yield from _Reading(opened, problem_sink, source, target).pairs()


class _Reading:
    """One file on its way to pairs."""

    def __init__(self, opened: XmlSource, problems: ProblemSink, source: str, target: str) -> None:
        self.opened = opened
        self.path = str(opened.path)
        self.problems = problems
        self.declared = source or _header(opened).source_language
        self.wanted = (normalise(source) if source else "", normalise(target) if target else "")
        self.left: Counter[str] = Counter()
        self.orders: dict[tuple[str, str], tuple[str, str, bool]] = {}

    def pairs(self) -> Iterator[Pair]:
        """Yield the pairs; at the end, what was left aside in numbers."""
        for line, match in self.opened.entries(USUAL):
            if isinstance(match, re.Match):
                pair = self._plain(match, line)
                if pair is not None:
                    yield pair
                    continue
                raw = usual(match)
                if raw is not None:
                    yield from self._pairs(raw, line)
                    continue
                match = Chunk(match[0].lstrip(), line)
            for piece in unnested(match, SHAPE):
                raw = parse(piece)
                if raw.fault:
                    self._say(piece.line, f"{raw.fault}; left out")
                    continue
                if raw.note:
                    self._say(piece.line, raw.note, lost=False)
                yield from self._pairs(raw, piece.line)
        if not self.opened.complete:
            self.problems.append(Problem(self.path, None, "the file breaks off before its end"))
        for what, number in self.left.items():
            self.problems.append(Problem(self.path, None, f"{number:,} {what}", lost=False))

    def _plain(self, match: re.Match[str], line: int) -> Pair | None:
        """Return the pair of a unit whose variants say nothing but their texts, None for any other: most of a memory, so quick."""
        id_, given, language, text, one_said, one_text, two, two_said, two_text = match.groups()
        if one_said or two_said:
            return None
        order = self.orders.get((text, two))
        if order is None:
            order = self.orders[text, two] = self._order(text, two)
        source, target, turned = order
        if not source:
            return None
        try:
            if "&" in one_text or "&" in two_text:
                one_text, two_text = unescaped(one_text), unescaped(two_text)
            if turned:
                one_text, two_text = two_text, one_text
            more = told(given)
            if more is None:
                return None
            created, changed, author, others, odd = more
            if odd:
                self.left[_ODD_DATES] += odd
            document = ""
            if language:
                document, facts = said_of_unit(language)
                others += facts
            return fast_values.pair(
                line, one_text, source, two_text, target, id_ or "", document, created, changed, author, others
            )
        except ValueError:
            return None

    def _order(self, item: str, two: str) -> tuple[str, str, bool]:
        """Return the languages of two start tags, the source first, and whether it comes second; empty where more is to be said."""
        if len(self.orders) > _MEMORY:
            self.orders.clear()
        try:
            variants = [variant_of(given, "", "") for given in (item, two)]
        except ValueError:
            return "", "", False
        tagged = [(_language(variant.tag), variant) for variant in variants]
        if not (tagged[0][0] and tagged[1][0]) or any(len(variant.attributes or {}) > 1 for variant in variants):
            return "", "", False
        first = self._first(tagged, "")
        if first is None or tagged[0][0] == tagged[1][0]:
            return "", "", False
        source, target = tagged[first][0], tagged[1 - first][0]
        return ("", "", False) if self.wanted[1] and target != self.wanted[1] else (source, target, first == 1)

    def _say(self, line: int, message: str, *, lost: bool = True) -> None:
        self.problems.append(Problem(self.path, line, message, lost))

    def _pairs(self, raw: Raw, line: int) -> Iterator[Pair]:
        variants = [(_language(variant.tag), variant) for variant in raw.variants]
        for language, variant in variants:
            if not language:
                self._say(line, f"a variant whose language {variant.tag!r:.20} is no language tag; left out")
        variants = [variant_item for variant_item in variants if variant_item[0]]
        if len(variants) < 2:
            self._say(line, "a unit without two languages; left out")
            return
        attributes = raw.attributes or {}
        odd = sum(map(odd_dates, (attributes, *(variant.attributes or {} for _, variant in variants))))
        if odd:
            self.left[_ODD_DATES] += odd
        first = self._first(variants, attributes.get("srclang", ""))
        if first is None:
            self.left["units without the language that was asked for were not read"] += 1
            return
        language, source = variants[first]
        made, position = 0, Place(line)
        for index, (partner, variant) in enumerate(variants):
            if index == first or (self.wanted[1] and partner != self.wanted[1]):
                continue
            if partner == language:
                self.left["variants in the language of the source were not read"] += 1
                continue
            made += 1
            first_segment = Segment(source.text, language, position, source.codes)
            second = Segment(variant.text, partner, position, variant.codes)
            yield pair_of(raw, attributes, first_segment, second, source, variant)
        if not made:
            self.left["units without a second language were not read"] += 1

    def _first(self, variants: list[tuple[str, Variant]], given: str) -> int | None:
        """Return which variant is the source: the language asked for, else that of the unit or the header, else the first."""
        if self.wanted[0]:
            return next((index for index, variant in enumerate(variants) if variant[0] == self.wanted[0]), None)
        declared = given if given and given != "*all*" else self.declared
        if not variants:
            return None
        if not declared or variants[0][1].tag == declared:
            return 0
        usual = _language(declared)
        ways = (
            lambda variant: variant[1].tag.casefold() == declared.casefold(),
            lambda variant: variant[0] == usual,
            lambda variant: bool(usual) and primary(variant[0]) == primary(usual),
        )
        for fits in ways:
            for index, variant in enumerate(variants):
                if fits(variant):
                    return index
        return 0


@lru_cache(maxsize=512)
def _language(tag: str) -> str:
    try:
        return normalise(tag)
    except ValueError:
        return ""
