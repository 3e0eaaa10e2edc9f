"""Search that finds Chinese: a run of Han characters is indexed and asked for by its single characters and its pairs.

Sphinx takes a run of Han characters for one word, so that 审计 would not be found within 内部审计办公室. Pairs need no dictionary,
and the page and the query are cut in the same way (n-gram indexing; see Manning, Raghavan and Schütze 2008, section 2.2.1).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sphinx.search import languages
from sphinx.search.en import SearchEnglish

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_WORD = re.compile(r"[㐀-䶿一-鿿豈-﫿]+|[^\W㐀-䶿一-鿿豈-﫿]+")
_HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿]")
_SPLITTER = """
function splitQuery(query) {
  const words = [];
  for (const word of query.match(/[㐀-䶿一-鿿豈-﫿]+|[^\\s\\p{P}㐀-䶿一-鿿豈-﫿]+/gu) || []) {
    if (!/[㐀-䶿一-鿿豈-﫿]/.test(word) || word.length === 1) words.push(word);
    else for (let index = 0; index + 1 < word.length; index++) words.push(word.slice(index, index + 2));
  }
  return words;
}
"""


class HanAndEnglish(SearchEnglish):
    """Cut Han characters into pairs, the rest as English."""

    lang = "zh"
    language_name = "Chinese"
    js_splitter_code = _SPLITTER

    def split(self, input: str) -> list[str]:  # noqa: A002 - the name is that of the class above
        """Return the words of a text; a run of n Han characters gives its n characters and n - 1 pairs."""
        words: list[str] = []
        for word in _WORD.findall(input):
            words += [*word, *map("".join, pairwise(word))] if _HAN.match(word) else [word]
        return words

    def stem(self, word: str) -> str:
        """Return a Han word as it is, an English one without its ending."""
        return word if _HAN.match(word) else str(super().stem(word))


def setup(_: Sphinx) -> dict[str, Any]:
    """Register the language of the search; called by Sphinx."""
    languages["zh"] = HanAndEnglish
    return {"parallel_read_safe": True, "parallel_write_safe": True}
