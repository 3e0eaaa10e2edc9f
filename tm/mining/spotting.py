"""Where the terms of a list stand in a corpus, however many both are: one automaton, one pass."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

from yizhi.termbase.language import EN, ZH_HANS, guess, is_chinese
from yizhi.termbase.text.keys import key
from yizhi.tm.mining.model import Corpus


def spot(corpus: Corpus, terms: Sequence[str]) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    """Yield (term, language, rows) of the terms that stand in the corpus; English ones as whole words.

    Without regard to case, width and script.
    """
    from daachorse import CharwiseDoubleArrayAhoCorasick

    for language in (ZH_HANS, EN):
        mine = [term for term in dict.fromkeys(terms) if is_chinese(guess(term)) is (language == ZH_HANS)]
        keys = {key(term): term for term in reversed(mine)}
        keys.pop("", None)
        side = corpus.side(language)
        if not keys or not any(side):
            continue
        names = list(keys)
        automaton = CharwiseDoubleArrayAhoCorasick(names)
        rows = [array("l") for _ in names]
        for number, text in enumerate(side):
            if not text:
                continue
            folded = key(text)
            for start, end, which in automaton.find_overlapping(folded):
                spotted_rows = rows[which]
                if spotted_rows and spotted_rows[-1] == number:
                    continue
                if language == ZH_HANS or _word(folded, start, end):
                    spotted_rows.append(number)
        for name, places in zip(names, rows, strict=True):
            if places:
                yield keys[name], language, tuple(places)


def _word(text: str, start: int, end: int) -> bool:
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
