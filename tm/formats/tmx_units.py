"""One `<tu>` of a TMX file as values: one expression reads the usual ones, an XML parser the others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from xml.etree import ElementTree

from yizhi.termbase.xml_stream import Chunk, Shape, without_illegal_references
from yizhi.tm.formats.tmx_codes import read_codes
from yizhi.tm.model import Tag

Facts = tuple[tuple[str, str], ...]
"""Notes and properties: (`note` or `prop:TYPE`, text)."""

SHAPE = Shape("TMX", ["tmx"], ["tu"], "export it again as TMX 1.4")

# Possessive repeats (`*+`) never go back: nothing that they take could belong to what follows.
_SAID = r"((?:\s*+<(?:prop|note)\b[^<>]*+>[^<]*+</(?:prop|note)>)*+)"
_VARIANT = rf"\s*+<tuv(\s[^<>]*+)>{_SAID}\s*+<seg>([^<]*+)</seg>\s*+</tuv>"
USUAL = re.compile(
    rf"""\s*+<tu(?: tuid="([^"<>&\t\n]*+)")?+(?P<given>(?:\s[^<>]*+)?+)>{_SAID}{_VARIANT}{_VARIANT}\s*+</tu>"""
)
"""A unit of two variants without inline codes. Its groups: an id that comes first, the other attributes, notes and
properties, then attributes, notes and text of either variant."""

_ATTRIBUTE = re.compile(r"""\s+([\w:.-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
_SIMPLE = re.compile(r' ([\w:.-]+)="([^"<&]*)"')
_FACT = re.compile(r"<(prop|note)\b([^<>]*)>([^<]*)</(\w+)>")
_ODD_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)")
_XML = "{http://www.w3.org/XML/1998/namespace}"


@dataclass(frozen=True, slots=True)
class Variant:
    """A `<tuv>`: the language tag as the file has it (empty where there is none), the text and what else it says."""

    tag: str
    text: str
    codes: tuple[Tag, ...] = ()
    attributes: dict[str, str] | None = None
    facts: Facts = ()


@dataclass(frozen=True, slots=True)
class Raw:
    """A `<tu>` as the file has it. `fault` says why it cannot be used (then there are no variants), `note` what was mended."""

    variants: tuple[Variant, ...] = ()
    attributes: dict[str, str] | None = None
    facts: Facts = ()
    note: str = ""
    fault: str = ""


def usual(match: re.Match[str]) -> Raw | None:
    """Return the unit of a match of `USUAL`; None where it takes an XML parser after all."""
    id_, given, attributes_text, variant, one_said, one_text, two, two_said, two_text = match.groups()
    try:
        attributes = attributes_of(given) if given else {}
        if id_ is not None:
            if "tuid" in attributes:
                return None
            attributes = {"tuid": id_, **attributes}
        return Raw(
            (variant_of(variant, one_said, one_text), variant_of(two, two_said, two_text)),
            attributes,
            facts_of(attributes_text) if attributes_text else (),
        )
    except ValueError:
        return None


def variant_of(given: str, language: str, text: str) -> Variant:
    """Return a variant from the three parts of its match. ValueError where it takes an XML parser."""
    attributes = variant_attributes(given)
    tag = attributes.get("xml:lang") or attributes.get("lang") or ""
    return Variant(tag, unescaped(text), (), attributes, facts_of(language) if language else ())


def unescaped(text: str) -> str:
    """Return character data as text. ValueError where there is a reference that is none of the five of XML."""
    if "&" not in text:
        return text
    if _ODD_REFERENCE.search(text):
        raise ValueError(text)
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&apos;", "'")
    return text.replace("&amp;", "&")


def attributes_of(text: str) -> dict[str, str]:
    """Return the attributes of a start tag. ValueError where they are not written as XML wants them."""
    pairs = _SIMPLE.findall(text)
    attributes = dict(pairs)
    if sum(map(len, attributes)) + sum(map(len, attributes.values())) + 4 * len(attributes) == len(text):
        return attributes
    attributes, position = {}, 0
    for match in _ATTRIBUTE.finditer(text):
        if match.start() != position or match[1] in attributes:
            raise ValueError(text)
        position = match.end()
        attributes[match[1]] = unescaped(match[2] if match[2] is not None else match[3])
    if text[position:].strip():
        raise ValueError(text)
    return attributes


# The same few tags stand in every variant of a memory, the same document before thousands of units.
variant_attributes = lru_cache(maxsize=512)(attributes_of)


def facts_of(text: str) -> Facts:
    """Note and properties of plain text. ValueError where they are not written as XML wants them."""
    facts = []
    for kind, given, inside, end in _FACT.findall(text):
        if kind != end:
            raise ValueError(text)
        facts.append(_fact(kind, attributes_of(given).get("type", ""), unescaped(inside)))
    return tuple(facts)


def _fact(kind: str, about: str, text: str) -> tuple[str, str]:
    return ("note" if kind == "note" else f"prop:{about}"), text


def parse(chunk: Chunk) -> Raw:
    """Any unit, by the XML parser. (No DTD stands before it, so there are no entities that could be expanded.)"""
    if chunk.fault:
        return Raw(fault=chunk.fault)
    text, note = without_illegal_references(chunk.text), chunk.note
    if text != chunk.text:
        note = note or "references to characters that no XML file can hold were replaced"
    if not chunk.whole:
        text, note = text.rstrip() + "</tu>", "a unit without its end tag; taken as it stands"
    try:
        unit = ElementTree.fromstring(text)  # noqa: S314 - see above
    except ElementTree.ParseError as error:
        if not chunk.whole:
            return Raw(fault="a unit that breaks off")
        line = chunk.line + error.position[0] - 1
        return Raw(fault=f"a unit that is not well-formed ({str(error).partition(':')[0]} in line {line})")
    variants = []
    for element in unit.iter("tuv"):
        segment = element.find("seg")
        if segment is None:
            continue
        plain, codes = read_codes(segment)
        attributes = _named(element)
        tag = attributes.get("xml:lang") or attributes.get("lang") or ""
        variants.append(Variant(tag, plain, codes, attributes, _said(element)))
    return Raw(tuple(variants), _named(unit), _said(unit), note)


def _named(element: ElementTree.Element) -> dict[str, str]:
    return {name.replace(_XML, "xml:"): value for name, value in element.items()}


def _said(element: ElementTree.Element) -> Facts:
    return tuple(
        _fact(str(child.tag), child.get("type", ""), "".join(child.itertext()))
        for child in element
        if child.tag in ("note", "prop")
    )
