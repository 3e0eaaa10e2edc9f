"""Everything else that translate-toolkit reads (Qt .ts, .properties, .json, .strings, .resx, .mo, …): the one bridge to it.

A file that holds both languages is a bilingual draft. A file of one language is monolingual: its texts are found again in
the file, so that findings point there; those written with escapes cannot be, and are listed as problems.
"""

from __future__ import annotations

import importlib
import logging
import re
from array import array
from dataclasses import replace
from typing import Any

from yizhi.termbase import language
from yizhi.termbase.errors import Malformed
from yizhi.termbase.text.mapped import Mapped
from yizhi.tm.cleaning.clean import Cleaned
from yizhi.tm.drafts import monolingual
from yizhi.tm.drafts.format import DraftFormat
from yizhi.tm.drafts.source import Decoded, DraftFile, decode
from yizhi.tm.model import Draft, Place, Problem, Segment, Unit

_CLASSES = {
    ".arb": "jsonl10n.ARBJsonFile",
    ".catkeys": "catkeys.CatkeysFile",
    ".dtd": "dtd.dtdfile",
    ".gmo": "mo.mofile",
    ".json": "jsonl10n.JsonFile",
    ".mo": "mo.mofile",
    ".properties": "properties.javautf8file",
    ".qph": "qph.QphFile",
    ".resw": "resx.RESXFile",
    ".resx": "resx.RESXFile",
    ".strings": "properties.stringsutf8file",
    ".stringsdict": "stringsdict.StringsDictFile",
    ".toml": "toml.TOMLFile",
    ".ts": "ts2.tsfile",
    ".utx": "utx.UtxFile",
    ".wxl": "wxl.WxlFile",
}
"""Ending → module and class of translate.storage. (Its readers of YAML, INI, PHP, Fluent and subtitles need further packages.)"""
_BILINGUAL = (".mo", ".gmo", ".ts", ".qph", ".catkeys", ".utx")
_HOSTILE = re.compile(rb"<!ENTITY|<!\x00E\x00N\x00T|\x00<\x00!\x00E\x00N\x00T", re.IGNORECASE)
MAX_BYTES = 20_000_000
"""translate-toolkit keeps everything in memory, many times over."""


def _store(source: DraftFile) -> Any:
    if len(source.data) > MAX_BYTES:
        raise Malformed(
            f"too big for this format ({len(source.data) // 1_000_000} MB, limit {MAX_BYTES // 1_000_000} MB)",
            hint="convert it to XLIFF",
            path=source.path,
        )
    if _HOSTILE.search(source.data) and source.path.suffix.lower() != ".dtd":
        line = source.data.count(b"\n", 0, source.data.upper().find(b"<!ENTITY")) + 1
        raise Malformed("the file declares entities, which are not read for safety", path=source.path, line=line)
    logging.getLogger("translate").setLevel(logging.CRITICAL)
    module, name = _CLASSES.get(source.path.suffix.lower(), _CLASSES[".json"]).split(".")
    try:
        store = getattr(importlib.import_module(f"translate.storage.{module}"), name)()
        store.parse(source.data)
        return store
    except Exception as error:  # every format of the toolkit has errors of its own
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise Malformed(
            f"not readable as {source.path.suffix.lower() or 'this format'}: {reason}", path=source.path
        ) from error


def _texts(store: Any) -> list[tuple[str, str, str]]:
    """Return (id, source, target) of every unit with text."""
    texts = []
    for unit in store.units:
        if unit.isheader() or unit.isobsolete() or (not unit.istranslatable() and not unit.source):
            continue
        source, target = str(unit.source or ""), str(unit.target or "")
        if source or target:
            texts.append((str(unit.getid() or ""), source, target))
    return texts


def _read(source: DraftFile) -> Draft:
    store = _store(source)
    try:
        texts = _texts(store)
    except Exception as error:  # see above
        raise Malformed("damaged", hint="open and save it again", path=source.path) from error
    if not texts:
        raise Malformed("no texts in the file", path=source.path)
    one_language = all(first == second or not first or not second for _, first, second in texts)
    if one_language and source.path.suffix.lower() not in _BILINGUAL:
        return _monolingual(source, texts)
    return _pairs(source, store, texts)


def _pairs(source: DraftFile, store: Any, texts: list[tuple[str, str, str]]) -> Draft:
    path, notes = str(source.path), []
    sides = []
    for name, index in (("source", 1), ("target", 2)):
        declared = str(getattr(store, f"get{name}language", lambda: "")() or "")
        if language.is_language(declared):
            sides.append(language.normalise(declared))
        else:
            sides.append(language.guess("\n".join(text[index] for text in texts[:300])))
            notes.append(f"{name} language {sides[-1]}: guessed, the file does not say")
    units = tuple(
        Unit(
            given if given and given != first and "\n" not in given else str(number),
            Segment(first, sides[0], Place()),
            Segment(second, sides[1], Place()),
            path,
        )
        for number, (given, first, second) in enumerate(texts, 1)
    )
    return Draft(path, FORMAT.name, sides[0], sides[1], units, notes=tuple(notes))


def _monolingual(source: DraftFile, texts: list[tuple[str, str, str]]) -> Draft:
    decoded: Decoded = decode(source.data, source.path)
    text, offset = decoded.text, 0
    mapped: list[Mapped] = []
    lost: list[str] = []
    for _, first, second in texts:
        wanted = (second or first).strip()
        position = text.find(wanted, offset) if wanted else -1
        if position >= 0:
            offset = position + len(wanted)
            mapped.append(
                Mapped(wanted, array("l", range(position, offset)), array("l", range(position + 1, offset + 1)))
            )
        elif wanted:
            lost.append(wanted)
    draft = monolingual.draft(source, FORMAT.name, text, Cleaned(tuple(mapped)), decoded.notes)
    problems = [
        Problem(str(source.path), None, f"a text written with escapes is not checked: {wanted[:40]!r}")
        for wanted in lost
    ]
    return replace(draft, problems=tuple(problems))


FORMAT = DraftFormat("others", tuple(_CLASSES), _read, title="what translate-toolkit reads")
