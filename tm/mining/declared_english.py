"""Declared short forms in English: Full Name (ACRONYM), Full Name (“the Short Form”), also known as, hereinafter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yizhi.termbase.language import EN
from yizhi.termbase.model import Kind
from yizhi.termbase.text.lazy import compiled
from yizhi.tm.mining.declaration import ACRONYM, HEADS_EN, SMALL, Declaration, Known, KnownTerms

_BRACKET_EN = compiled(r"\((?P<inside>[^()]{2,160})\)")
_SAID_EN = compiled(
    r"\s*(?P<naming>(?:hereinafter|hereafter|henceforth|below|in short|for short|abbreviated)(?:[,\s]+(?:referred to|called|known|cited|as|collectively|to|also|jointly|the))*\s*)?"
    r"(?P<alias>(?:also|otherwise|commonly|formerly|previously|better|so-)\s*(?:known|called|referred to)(?:\s+as|\s+by)?\s*)?(?P<so>so-called\s*)?"
    r"(?P<the>the\s+)?"
)
INLINE = compiled(
    r",?\s+(?:(?P<naming>(?:hereinafter|hereafter)(?: (?:referred to|called|known|as|to|the))+)|(?P<alias>(?:also|commonly|otherwise) (?:known|called|referred to)(?: as)?))\s+(?:the\s+)?"
    r"(?:[“\"‘](?P<quoted>[^”\"’]{2,80})[”\"’]|(?P<plain>[A-Z][A-Za-z0-9&'’-]*(?: (?:of|and|the|for|on|in|[A-Z][\w’'-]*))*))"
)
_AUXILIARY = compiled(r"\b(?:is|are|was|were|be|been|being)(?: [a-z]+)?\Z")
"""What makes "known as" a part of a sentence: its subject may stand anywhere."""
_INLINE = ("hereinafter", "hereafter", " known", " called", " referred to")
"""What one of them is in each form of `INLINE`."""
_QUOTED_EN = compiled(r"[“\"‘](?:the\s+)?(?P<short>[^”\"’]{2,80})[”\"]|‘(?:the\s+)?(?P<single>[^’]{2,80})’")
_WORD_EN = compiled(r"[A-Za-zÀ-ɏ0-9][A-Za-zÀ-ɏ0-9’'.&/-]*")
REACH_EN = 200


def find(text: str, known: Known) -> Iterator[Declaration]:
    known_terms = KnownTerms(known)
    for match in _BRACKET_EN.finditer(text):
        yield from _bracketed_en(text, match, known_terms)
    for match in INLINE.finditer(text) if any(word in text for word in _INLINE) else ():
        if _AUXILIARY.search(text, max(0, match.start() - 12), match.start()):
            continue
        group = "quoted" if match["quoted"] else "plain"
        short, short_start = match[group], match.start(group)
        begin = _phrase(text, match.start())
        if begin is not None:
            kind = Kind.SHORT if match["naming"] else Kind.VARIANT
            yield _made_en(text, begin, match.start(), short, short_start, kind, True, 0.8)


def _bracketed_en(text: str, match: re.Match[str], known_terms: KnownTerms) -> Iterator[Declaration]:
    end = match.start()
    while end and text[end - 1] in " ”\"’'\n\t":
        end -= 1
    if not end or not (text[end - 1].isalnum() or text[end - 1] in ".)"):
        return
    inside, inside_start = match["inside"], match.start("inside")
    words = _SAID_EN.match(inside)
    is_named = bool(words and (words["naming"] or words["alias"] or words["so"]))
    kind = Kind.VARIANT if words and words["alias"] else Kind.SHORT
    shift = words.end() if words else 0
    remaining, inside_start = inside[shift:], inside_start + shift
    quoted = _QUOTED_EN.match(remaining)
    if quoted:
        begin = _full_start_en(text, end, quoted["short"] or quoted["single"], known_terms)
        if begin is not None and _telling(text[begin:end]) and _kin(text[begin:end], quoted[0]):
            group = "short" if quoted["short"] else "single"
            yield _made_en(text, begin, end, quoted[group], inside_start + quoted.start(group), kind, True, 0.9)
        return
    head = re.match(r"[^,;]+", remaining)
    if not head:
        return
    short = head[0].strip()
    acronym = ACRONYM.fullmatch(short) is not None
    if acronym and (
        re.fullmatch(r"[IVXLC]+|[A-Z]\d*|\d+[A-Za-z]*", short)
        or re.match(r"[A-Z]+/[A-Z0-9]", short)
        or (any(map(str.isdigit, short)) and not re.fullmatch(r"[A-Z][A-Za-z]*-?\d{1,3}", short))
    ):
        return
    if not acronym and not is_named and not known_terms.same(end, inside_start, inside_start + len(short)):
        return
    if not acronym and not short[:1].isupper():
        return
    begin = _full_start_en(text, end, short, known_terms)
    if begin is None or not _telling(text[begin:end]):
        return
    spelt = acronym and spells(text[begin:end], short)
    score = 0.95 if spelt or is_named else 0.7
    yield _made_en(text, begin, end, short, inside_start, Kind.ABBREVIATION if acronym else kind, is_named, score)


def _telling(full: str) -> bool:
    """Return whether a phrase can be a name: no date, no pronoun."""
    return not re.match(r"(?:this|that|these|those|its|their|it)\b|\d+\b", full) and any(map(str.isalpha, full))


def _kin(full: str, short: str) -> bool:
    """Return whether a word of the short form, or a letter for one, is in the full form."""
    words = {word.lower()[:5] for word in _WORD_EN.findall(full) if word.lower() not in SMALL}
    shorter = [word for word in _WORD_EN.findall(short) if word.lower() not in SMALL]
    return any(word.lower()[:5] in words for word in shorter) or any(
        spells(full, word) for word in shorter if word.isupper()
    )


def _made_en(
    text: str, begin: int, end: int, short: str, short_start: int, kind: Kind, is_named: bool, score: float
) -> Declaration:
    bare = short.strip(" ,.;:“”\"‘’'")
    short_start += short.find(bare)
    if ACRONYM.fullmatch(bare) and kind is Kind.SHORT and " " not in bare and not bare.istitle():
        kind = Kind.ABBREVIATION
    return Declaration(
        text[begin:end], begin, end, EN, bare, short_start, short_start + len(bare), EN, kind, is_named, score
    )


def _full_start_en(text: str, end: int, short: str, known_terms: KnownTerms) -> int | None:
    """Return where the full form before a bracket begins: a known term, else by the initials, else the phrase with capitals."""
    if ACRONYM.fullmatch(short) and " " not in short:
        begin = _by_initials(text, end, short)
        if begin is not None:
            return begin
        starts = [start for start, _ in known_terms.ending(end)]
        if starts:
            return min(starts)
        begin = _phrase(text, end)
        if begin is None:
            return None
        begin = _after_article(text, begin, end, short)
        first = next((char for char in text[begin:end] if char.isalnum()), "")
        words = [word for word in _WORD_EN.findall(text[begin:end]) if word.lower() not in SMALL]
        shared = sum(word[0].upper() in short.upper() for word in words)
        # Initials of another language's name (ICRC aside, OAS for OEA): some of them must agree.
        return begin if len(words) >= 2 and (first.upper() == short[0].upper() or 2 * shared >= len(words)) else None
    starts = [start for start, _ in known_terms.ending(end)]
    return min(starts) if starts else _phrase(text, end)


def _after_article(text: str, begin: int, end: int, short: str) -> int:
    """Summit of the Community of … (CELAC): the part after an article that begins as the acronym does."""
    if text[begin].upper() == short[0].upper():
        return begin
    parts = [begin + article.end() for article in re.finditer(r"\bthe\s+", text[begin:end])]
    return next((part for part in parts if text[part].upper() == short[0].upper()), begin)


def _words_before(text: str, end: int) -> list[tuple[int, int]]:
    """Return the words of the clause before a place, as spans; brackets, semicolons and sentence ends bound it, commas do not."""
    low = max(0, end - REACH_EN)
    marks = list(re.finditer(r"[;:()\[\]\n“\"]|[.!?]\s", text[low:end]))
    if marks:
        low += marks[-1].end()
    return [(match.start(), match.end()) for match in _WORD_EN.finditer(text, low, end)]


def _by_initials(text: str, end: int, short: str) -> int | None:
    """Return the words whose initials spell an acronym, small words in between aside (WHO, UNODC, MoU, FAO)."""
    letters = [char.lower() for char in re.sub(r"(?<=[A-Z])s$", "", short) if char.isalpha()]
    spans = _words_before(text, end)
    parts: list[tuple[int, str]] = []
    for start, stop in spans:
        part_start, word = start, text[start:stop]
        for part in re.split(r"([-/])", word) if "-" in word or "/" in word else (word,):
            if part and part not in "-/":
                parts.append((part_start, part))
            part_start += len(part)
    part_start = len(parts)
    begin = None
    skipped = 0
    for number, letter in enumerate(reversed(letters)):
        part_start -= 1
        small = short[-number - 1 :][:1].islower()
        while part_start >= 0 and not (
            parts[part_start][1][0].lower() == letter and (small or parts[part_start][1].lower() not in SMALL)
        ):
            if parts[part_start][1].lower() not in SMALL:
                skipped += 1
                if skipped > 1 or (not number and parts[part_start][1] not in HEADS_EN):
                    return None
            part_start -= 1
        if part_start < 0:
            return None
        begin = parts[part_start][0]
    return begin if len(letters) > 1 else None


def spells(full: str, short: str) -> bool:
    """Return whether the initials of a name hold the letters of an acronym in their order."""
    letters = [char.lower() for char in short.rstrip("s") if char.isalpha()]
    initials = [word[0].lower() for word in re.split(r"[\s/-]+", full) if word]
    letter_index = 0
    for letter in initials:
        if letter_index < len(letters) and letter == letters[letter_index]:
            letter_index += 1
    return letter_index == len(letters)


def _phrase(text: str, end: int) -> int | None:
    """Return the beginning of the noun phrase with capitals that ends at a place, small words inside it allowed."""
    spans = _words_before(text, end)
    begin = None
    for number in range(len(spans) - 1, -1, -1):
        start, stop = spans[number]
        word = text[start:stop]
        if begin is not None and "," in text[stop:begin] and _list(text[stop:end]):
            break
        if word[:1].isupper() or word[:1].isdigit():
            if word in ("The", "This", "These", "In", "At", "On", "By", "For", "And", "As", "With", "From"):
                break
            begin = start
        elif word.lower() not in SMALL or begin is None:
            if begin is None:
                # Common nouns: back to the article.
                return _common(text, spans, number)
            break
    return begin


def _list(remaining: str) -> bool:
    """Return whether what follows a comma is the next item of a list, not more of one name (Educational, Scientific and Cultural …)."""
    return bool(re.match(r",\s*(?:and\s+)?(?:the|a|an)\b", remaining)) or not re.search(r"\band\b", remaining)


def _common(text: str, spans: list[tuple[int, int]], last: int) -> int | None:
    """Of a phrase of common nouns, the word after the last article or preposition."""
    begin = None
    for number in range(last, max(-1, last - 6), -1):
        start, stop = spans[number]
        if text[start:stop].lower() in SMALL:
            return begin
        begin = start
    return begin
