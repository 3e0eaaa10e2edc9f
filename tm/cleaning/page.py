"""A text seen as the lines of pages: what every kind of damage looks at."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yizhi.termbase.records import dataclass
from yizhi.termbase.text.lazy import compiled

_LINE = compiled(r"([^\r\n\f]*)(\r\n|\n|\r|\f|\Z)")

SYMBOL = r"[A-Z][A-Z0-9.]{0,11}(?:/[A-Z0-9][A-Za-z0-9.]*(?:\([^()\s]{1,12}\))?){1,7}"
"""A document symbol: A/74/127, CTOC/COP/2022/9, S/RES/2388(2017), E/CN.15/2019/L.3/Rev.1."""
JOB = r"(?:(?:[A-Z]{1,4}\.?\s?)?\d{2}-\d{5}(?:\s?\([A-Z]\))?|[A-Z]{2}\.\d{2}[/-]\d{4,5}(?:\s?\([A-Z]\))?|[NVG]\d{7})"
"""A job number of the printing plants: V.19-04874, 19-12345 (C), GE.19-01234, N1912345."""

_LABEL = compiled(
    r"""(?: \d{1,3}(?:\.\d{1,3})*[.．、] (?!\d) | \d{1,2}[)）](?!\d)    # 1.  2.3.  4)
    | [(（](?:\d{1,3}|[a-z]{1,2}|[ivxlc]{1,6}|[A-Z]|[一二三四五六七八九十百]{1,4})[)）]    # (a) (iv) (三)
    | [一二三四五六七八九十百]{1,4}[.．、] | 第[一二三四五六七八九十百千0-9\ ]{1,8}[条章节部编款]
    | [A-Z]\.\s+(?=\S) | [IVXLC]{1,6}\.\s | (?:Article|Section|Chapter|Part|Annex)\s+[\dIVXLCA-Z]{1,6}\b | 附件
    | [-–—•·●○■◆*▪]\s+\S | [a-z]\)\s
    | (?:Report|Note)\s(?:of|by)\sthe\s(?:Secretary-General|Secretariat|Chair)$ | Summary$ | 秘书长的(?:报告|说明)$ | 秘书处的说明$ | 摘要$ )""",
    re.VERBOSE,
)
_NUMBERED = compiled(r"(\d{1,3})[.．、]\s?(?!\d)")
_END = compiled(r"[。！？!?…；;][”’》」』）)\]\"']*$|[.][”’\"')\]）]*$")
_ABBREVIATED = compiled(
    r"(?:\b(?:Nos?|paras?|arts?|vols?|chaps?|sects?|Add|Corr|Rev|pp?|ibid|Mr|Mrs|Ms|Dr|St|e\.g|i\.e|cf|vs|et al|Jr|Prof|Gen|Col|H\.E|U\.S|[A-Z])\.)$"
)
_PUNCTUATED = compiled(r"[，、：:,—–][”’》」』）)\]\"']*$")


@dataclass(slots=True)
class PageLine:
    """A line that is not blank: `text[start:end]` of the original without the white space around it.

    `indent` counts the white space before it, `gap` the blank lines before it, `width` cells (a Han character has two);
    `page` says that a page begins with it, as far as a form feed tells; `stray` that the number at its beginning counts
    no paragraphs: `46. The Office` behind `There are now`.
    """

    start: int
    end: int
    text: str
    indent: int
    gap: int
    width: int
    page: bool = False
    stray: bool = False

    @property
    def labelled(self) -> bool:
        """Whether it begins as a numbered paragraph, list item, bullet or article does."""
        return not self.stray and _LABEL.match(self.text) is not None

    @property
    def ends_sentence(self) -> bool:
        """Whether a sentence or a list item ends with it (a closing quote or bracket may follow)."""
        tail = self.text[-8:]  # enough for a mark and the quotes and brackets behind it
        return _END.search(tail) is not None and (tail[-1] != "." or _ABBREVIATED.search(self.text[-12:]) is None)

    @property
    def ends_clause(self) -> bool:
        """Whether it ends with a comma, a colon or a dash."""
        return _PUNCTUATED.search(self.text[-8:]) is not None


def cells(text: str) -> int:
    """Return the width of a text: about two for a Han character or full-width mark, one for a Latin one."""
    return (len(text.encode("utf-8", "surrogatepass")) + len(text)) // 2


def split(text: str) -> list[PageLine]:
    """Return the lines of a text that are not blank."""
    page_lines: list[PageLine] = []
    gap, page = 0, False
    for match in _LINE.finditer(text):
        raw = match[1]
        inner = raw.strip()
        if inner:
            indent = len(raw) - len(raw.lstrip())
            start = match.start() + indent
            page_lines.append(PageLine(start, start + len(inner), inner, indent, gap, cells(inner), page))
            gap, page = 0, False
        else:
            gap += 1
        page = page or match[2] == "\f"
    _mark_strays(page_lines)
    return page_lines


def _mark_strays(lines: Sequence[PageLine]) -> None:
    """Numbers at the beginning of a line that do not go on from the one before while the next one does."""
    numbered = [(line, int(match[1])) for line in lines for match in [_NUMBERED.match(line.text)] if match]
    last = 0
    for index, (line, number) in enumerate(numbered):
        after = numbered[index + 1][1] if index + 1 < len(numbered) else 0
        if last and number not in (1, last, last + 1) and after == last + 1:
            line.stray = True
        else:
            last = number


@dataclass(frozen=True, slots=True)
class RemovalCandidate:
    """Line number `line` is no running text. Where not `sure`, it counts only beside another line that is set aside."""

    line: int
    reason: str
    sure: bool = True
