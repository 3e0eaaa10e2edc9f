"""Words, phrases and clauses that a text says twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yizhi.termbase.text.han import HAN
from yizhi.termbase.text.lazy import compiled

JOINED = {
    "en": compiled(
        r"(?<![A-Za-z'’-])(?P<phrase>(?![A-Z]{1,2}\b)[A-Za-z][A-Za-z'’-]+(?: [A-Za-z'’-]+){0,5})(?:,? (?:and|or|and/or|as well as) |(?P<comma>, ?)| )(?P<again>(?P=phrase))\b(?![-'’])",
        re.IGNORECASE,
    ),
    "zh": compiled(rf"(?P<phrase>[{HAN}]{{2,12}}?)(?:以?及|[、和与或暨 ])(?P<again>(?P=phrase))"),
}
"""A word or phrase and the same again, joined or side by side: fair and fair, 会员国 会员国."""
_CUSTOM = compiled(
    r"\b(?:more|again|over|on|by|year|day|step|time|face|side|hand|one|two|half|arm|case|country|word|back|through|so|very|had|that|is|vice|door|person|peer|State|business|end|point|line|shoulder|yen|New|only)\Z",
    re.IGNORECASE,
)
"""What English says twice by custom: more and more, step by step, had had."""
_OPEN = compiled(
    r"(?:\A|[^A-Za-z'’ -]|\b(?:the|an?|of|to|in|on|for|by|with|from|and|or|as|at|its|their|this|these|that|such|be|is|are|was|were|been|all|any|has|have|not|no|both|its|between|under|into|always|ensuring|ensure)) ?\Z",
    re.IGNORECASE,
)
"""What may stand before a word that has no word of its own before it."""
_COMPLEMENT = compiled(r" [a-z]")
"""What tells the second of two equal words from the first, where a word of its own stands before that: crimes against humanity,
Member States and States parties."""
_LISTED = compiled(r",| and | or ")
_BEFORE_HAN, _BEHIND_HAN = (
    compiled(rf"(?:\A|[^{HAN}]|[的了对在为以如是将把被与向从由及])\Z"),
    compiled(rf"\Z|[^{HAN}]|[的等和及或与]"),
)
"""Beside a whole word: 几内亚比绍 and 共同主席 are longer ones."""


def joined(text: str, lang: str) -> Iterator[tuple[int, int]]:
    """Yield where the second of two equal words or phrases stands that nothing tells apart."""
    if lang == "en" and not _close(text):
        return
    told: set[str] = set()
    for match in _joined_english(text) if lang == "en" else JOINED[lang].finditer(text):
        phrase = match["phrase"]
        if phrase not in told and (_distinct_chinese if lang == "zh" else _distinct_english)(text, match):
            told.add(phrase)
            yield match.span("again")


def _joined_english(text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of the expression, tried only where a word begins that comes again close by: it is dear to try everywhere."""
    words = [(match.start(), match.group().lower()) for match in _BEGINNING.finditer(text)]
    nexts: dict[str, int] = {}
    again = [False] * len(words)
    for number in range(len(words) - 1, -1, -1):
        word = words[number][1]
        again[number] = nexts.get(word, number + _NEAR + 1) - number <= _NEAR
        nexts[word] = number
    done = 0
    for (start, _), comes_again in zip(words, again, strict=True):
        if comes_again and start >= done and (match := JOINED["en"].match(text, start)):
            yield match
            done = match.end()


_BEGINNING = compiled(r"(?<![A-Za-z'’-])[A-Za-z]+", re.IGNORECASE)
"""The first letters of a word, with which a phrase may begin."""
_NEAR = 9
"""Words between the beginnings of two equal phrases that may be joined: six of the phrase, three of what joins them."""


def _close(text: str) -> bool:
    """Return whether an English word of some length stands twice close by: a quick question that most text answers with no."""
    last: dict[str, int] = {}
    for number, word in enumerate(text.lower().replace(",", " ").split()):
        if len(word) >= _LETTERS:
            if number - last.get(word, -_NEAR - 1) <= _NEAR:
                return True
            last[word] = number
    return False


def _distinct_english(text: str, occurrence: re.Match[str]) -> bool:
    phrase, (start, end) = occurrence["phrase"], occurrence.span()
    if len(phrase) < _LETTERS or _CUSTOM.search(phrase) or text[end : end + 1] == "(":
        return False
    if phrase[0].isupper() and end - start == 2 * len(phrase) + 1:  # Pago Pago
        return False
    if occurrence["comma"]:
        return _LISTED.match(text, end) is not None
    return _OPEN.search(text, max(0, start - 12), start) is not None or _COMPLEMENT.match(text, end) is None


_LETTERS = 4
"""Letters of the shortest word that is told: in in and is is are the business of other rules."""


def _distinct_chinese(text: str, occurrence: re.Match[str]) -> bool:
    start, end = occurrence.span()
    return _BEFORE_HAN.search(text, max(0, start - 1), start) is not None and _BEHIND_HAN.match(text, end) is not None


_WORD = compiled(r"[A-Za-z0-9'’-]+")
_HAN = compiled(f"[{HAN}]+")
WORDS, CHARACTERS = 8, 12
"""Words and characters of a clause that nobody says twice in a sentence by chance."""
_SOURCE_WORDS, _SOURCE_CHARACTERS = 3, 4
"""And of what the source may say twice, to excuse it."""


def clauses(text: str, lang: str, size: int) -> Iterator[tuple[int, int]]:
    """Yield where a run of so many words (characters in Chinese) stands that stood before in the text, as long as it goes on."""
    words = list("".join(_HAN.findall(text))) if lang == "zh" else list(map(str.lower, _WORD.findall(text)))
    if len(words) - len(set(words)) < size:
        return
    if lang == "zh":
        tokens = [(position, position + 1) for match in _HAN.finditer(text) for position in range(*match.span())]
    else:
        tokens = [match.span() for match in _WORD.finditer(text)]
    seen: dict[tuple[str, ...], int] = {}
    number = 0
    while number + size <= len(words):
        run = tuple(words[number : number + size])
        first = seen.setdefault(run, number)
        if first + size > number:
            number += 1
            continue
        length = size
        while (
            number + length < len(words) and first + length < number and words[first + length] == words[number + length]
        ):
            length += 1
        yield tokens[number][0], tokens[number + length - 1][1]
        number += length


def repeats(text: str, lang: str) -> bool:
    """Return whether a source says anything twice that may excuse a repetition in its translation."""
    return JOINED[lang].search(text) is not None or any(
        clauses(text, lang, _SOURCE_CHARACTERS if lang == "zh" else _SOURCE_WORDS)
    )
