"""The XML form of the United Nations Parallel Corpus: documents with numbered sentences, and files that link the sentences of two
languages (`<linkGrp fromDoc toDoc><link xtargets="3:1 3:2;3:1"/>`). Source: Ziemski, Junczys-Dowmunt and Pouliquen, *The United
Nations Parallel Corpus v1.0*, 2016.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from yizhi.corpus.collection import CollectionPair
from yizhi.termbase.errors import ProblemSink, YizhiError
from yizhi.tm.model import Problem

_LOOK = 4096
_LANGUAGES = {"zh": "zh-Hans", "en": "en"}


def is_links(path: Path) -> bool:
    """Return whether a file links the sentences of documents."""
    if path.suffix.lower() not in (".xml", ".lnk"):
        return False
    with path.open("rb") as file:
        return b"<linkGrp" in file.read(_LOOK)


def pairs(path: Path, problems: ProblemSink) -> Iterator[CollectionPair]:
    """Yield the linked pairs of a file. Documents that are not there go into `problems`.

    Raise YizhiError for XML that cannot be read, and for documents of other languages.
    """
    for group in _elements(path, "linkGrp"):
        names = [group.get(side, "") for side in ("fromDoc", "toDoc")]
        files = [_resolved(path, name) for name in names]
        collected = [file for file in files if file is not None]
        if len(collected) < 2:
            absent = names[files.index(None)]
            problems.append(
                Problem(str(path), group.sourceline, f"the linked document {absent or 'without a name'} is not there")
            )
        else:
            yield from _linked(group, names, collected)
        group.clear()


def _resolved(path: Path, name: str) -> Path | None:
    """Return the file of a linked document: named from the folder of the links, or from one above it."""
    return next((folder / name for folder in path.absolute().parents if name and (folder / name).is_file()), None)


def _linked(group: Any, names: list[str], files: list[Path]) -> Iterator[CollectionPair]:
    languages = [_language(name, file) for name, file in zip(names, files, strict=True)]
    texts = [_sentences(file) for file in files]
    document = names[0].split(f"/{_short(names[0])}/", 1)[-1].removesuffix(".xml")
    for number, link in enumerate(group, 1):
        sides = (link.get("xtargets") or "").split(";")
        joined = [
            ("" if language != "en" else " ").join(text.get(item, "") for item in side.split())
            for side, text, language in zip(sides, texts, languages, strict=False)
        ]
        if len(joined) == 2 and all(joined):
            yield CollectionPair(document, sides[0] or str(number), *languages, *joined)


def _short(name: str) -> str:
    """Return the language in the path of a document: `zh` of `Xml/zh/2015/a/70/1.xml`."""
    return next((part for part in Path(name).parts if part in _LANGUAGES), "")


def _language(name: str, file: Path) -> str:
    short = _short(name)
    if not short:
        hint = "only the Chinese and English documents can be used"
        raise YizhiError("the path of a linked document names no language of ours", hint=hint, path=file)
    return _LANGUAGES[short]


def _sentences(path: Path) -> dict[str, str]:
    """Return the sentences of a document by their ids."""
    return {item.get("id", ""): " ".join("".join(item.itertext()).split()) for item in _elements(path, "s")}


def _elements(path: Path, tag: str) -> Iterator[Any]:
    from lxml import etree

    try:
        events = etree.iterparse(str(path), events=("end",), tag=tag, resolve_entities=False, no_network=True)
        for _, element in events:
            yield element
    except etree.XMLSyntaxError as error:
        raise YizhiError(
            f"this XML cannot be read: {error.msg}", hint="fetch it again", path=path, line=error.lineno
        ) from None
