"""Hard-wrapped lines: which of them go on in the next one, and what stands at the joint."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yizhi.termbase.language import is_han
from yizhi.termbase.records import dataclass
from yizhi.termbase.text.han import HAN
from yizhi.termbase.text.lazy import compiled
from yizhi.tm.cleaning import broken_symbols
from yizhi.tm.cleaning.page import PageLine, cells

_NARROWEST, _WIDEST = 24, 170
"""Cells of a full line, between which a text can be one that a page wrapped."""
_FULL, _CAPITAL, _NEARLY, _LOWER = 0.93, 0.88, 0.8, 0.6
"""Share of the measure that a line and the next word must reach: after a comma; before a capital letter or figure; in Han
text (headings have a narrower measure); before a small letter, with which no paragraph begins."""
_OPENERS = compiled(r"[a-z]")
_WORD = compiled(r"\S+")
_STICKY = compiled(rf"[\u3000-\u9fff{HAN}\uff00-\uffef“”‘’…—·]")
_BEFORE_FIGURE = compiled(r"([^\x00-\xff])( ?)\d")
_NAMED = compiled(r"(?:Article|Section|Chapter|Part|Annex)\s+[\dIVXLCA-Z]{1,6}\s+[a-z]|[(（][IVXLC]{1,6}[)）]\s+[a-z]")
"""A label's look, but a sentence goes on behind it: `Article 4 of the Protocol`, `(X) of 15 December`."""
_CLAUSE = compiled(
    r"""(?:(?:Also|Further|Deeply|Gravely|Strongly|Seriously|Profoundly|Again)\s+)?(?i:acknowledging|affirming|alarmed|appreciating|aware
    |bearing\ in\ mind|believing|commending|concerned|condemning|confirming|conscious|considering|convinced|deploring|desiring|determined
    |emphasizing|encouraged|endorsing|expressing|guided|having|highlighting|mindful|noting|observing|reaffirming|realizing|recalling
    |recognizing|reiterating|stressing|taking|underlining|underscoring|urging|welcoming)\b
    | (?:[又还再]|深为|深切|严重)?(?:回顾|重申|铭记|深信|认识到|注意到|意识到|考虑到|念及|关切地|赞赏地|表示关切|表示注意到)""",
    re.VERBOSE,
)
"""How a clause of a resolution's preamble begins; the one before it ends with a comma."""
_COMMA, _COLON = ("，", ","), ("：", ":")
_CERTAIN = 12
"""Lines that certainly go on from which one can tell how full this text's lines are."""
_CELLS_APART = compiled(r"\S(?:\t| {3,})\S")


@dataclass(frozen=True, slots=True)
class Measure:
    """How a text was wrapped. `width` is the measure in cells, 0 where the lines are as a person broke them.

    `gap` is the number of blank lines between two lines of a paragraph; `indent` how far its continuation lines are
    set in, `page_indent` the first line of a page; `spaced` says that figures in Han text have a space around them;
    `full` is the share of the measure that nearly every line of this text that goes on reaches with the next word.
    """

    width: int = 0
    gap: int = 0
    indent: int = 0
    page_indent: int = 0
    spaced: bool = False
    full: float = 0.0


def spaced(text: str) -> bool:
    """Return whether the text sets a space between Han characters and figures; a glued figure is then a footnote mark."""
    gaps = [gap for character, gap in _BEFORE_FIGURE.findall(text) if is_han(character)]
    return gaps.count(" ") > 1.5 * gaps.count("")


def measure(lines: Sequence[PageLine], bridged: Sequence[bool], style: bool) -> Measure:
    """Return the measure of the running text. `bridged[i]` says that something was set aside before line i, `style` what `spaced` does.

    A text counts as wrapped where the lines that end without any mark are of one width.
    """
    widths = sorted(line.width for line in lines)
    if len(widths) < 2:
        return Measure(spaced=style)
    width = widths[min(int(len(widths) * 0.95), len(widths) - 1)]
    if not _NARROWEST <= width <= _WIDEST:
        width = _mode(widths)
        if not width:
            return Measure(spaced=style)
    cut = [
        (line, after, over)
        for line, after, over in zip(lines, lines[1:], bridged[1:], strict=False)
        if not line.ends_sentence and not line.ends_clause and not after.labelled
    ]
    full = [pair for pair in cut if width * 0.85 <= pair[0].width <= width * 1.08]
    long = [line for line in lines if line.width > width * 0.5]
    regular = sum(width * 0.85 <= line.width <= width * 1.08 for line in long)
    longer = sum(line.width > width * 1.2 for line in lines)
    if not full or len(full) * 5 < len(long) or regular * 2 < len(long) or longer * 20 > len(lines):
        return Measure(spaced=style)
    if len(full) < 2 and len(lines) > 6:
        return Measure(spaced=style)
    gaps = sorted(after.gap for _, after, over in full if not over) or [0]
    indents = sorted(after.indent for _, after, over in full if not over) or [0]
    pages = [line.indent for line, over in zip(lines, bridged, strict=True) if over]
    first = min(pages, default=0)
    return Measure(width, gaps[len(gaps) // 2], indents[int(len(indents) * 0.85)], first, style, _reached(full, width))


def _reached(full: Sequence[tuple[PageLine, PageLine, bool]], width: int) -> float:
    """Return how full lines are that certainly go on: those before a small letter, or Han text that no mark ends."""
    shares = sorted(
        (line.width + _first(after.text)) / width
        for line, after, over in full
        if not over and (_OPENERS.match(after.text) or _STICKY.match(after.text))
    )
    return min(shares[len(shares) // 50] - 1 / width, 1.0) if len(shares) >= _CERTAIN else 0.0


def _mode(widths: Sequence[int]) -> int:
    """Return the width that most lines have, for a text in which single lines are longer than any page."""
    counts: dict[int, int] = {}
    for width in widths:
        if _NARROWEST <= width <= _WIDEST:
            counts[width // 4] = counts.get(width // 4, 0) + 1
    if not counts:
        return 0
    best = max(counts, key=lambda key: counts[key])
    return best * 4 + 3 if counts[best] * 4 > len(widths) else 0


def goes_on(before: PageLine, after: PageLine, measure: Measure, *, bridged: bool, filled: int, raised: bool) -> bool:
    """Return whether the paragraph of `before` goes on in `after`.

    `bridged`: something was set aside between them; `filled`: the width of the visual line that `before` ends (a raised
    mark breaks it into several); `raised`: such a mark stands at its end.
    """
    if broken_symbols.broken(before.text, after.text) and (measure.width or bridged):
        return True
    if (after.labelled and not _named(before, after, measure)) or _apart(after.text) or _apart(before.text):
        return False
    if raised and after.gap <= measure.gap:
        return True
    if before.ends_sentence and not _OPENERS.match(after.text):
        return False
    if not measure.width:
        return bridged and _interrupted(before, after)
    if not bridged and after.gap > measure.gap:
        return False
    first = _first(after.text)
    cut = not before.ends_clause and not before.ends_sentence
    set_in = after.indent > (measure.page_indent if bridged else measure.indent)
    if set_in and not (cut and (bridged or filled + first > measure.width * _FULL)):
        return False
    if _OPENERS.match(after.text):
        return filled + first > measure.width * _LOWER
    if before.text.endswith(_COLON) or (before.text.endswith(_COMMA) and _CLAUSE.match(after.text)):
        return False  # a colon at a line's end leads to a list far more often than the page cut there
    if before.ends_clause or before.ends_sentence:
        return filled + first > measure.width * max(_FULL, measure.full)
    return filled + first > measure.width * (_NEARLY if _STICKY.match(after.text) else max(_CAPITAL, measure.full))


def _named(before: PageLine, after: PageLine, measure: Measure) -> bool:
    """Return whether what looks like a label is a reference in a sentence that goes on."""
    cut = not before.ends_clause and not before.ends_sentence
    return cut and before.width > measure.width * _LOWER > 0 and _NAMED.match(after.text) is not None


def _interrupted(before: PageLine, after: PageLine) -> bool:
    """Return where lines are whole paragraphs: whether a page's end cut a sentence, which shows in a long line that nothing ends."""
    if before.ends_sentence:
        return False
    if _OPENERS.match(after.text):
        return True
    return not before.ends_clause and before.width >= 60 and _STICKY.match(after.text) is not None


def _first(text: str) -> int:
    """Return the width of what must stay together at the beginning of a line: a word, or a Han character and the mark behind it."""
    if _STICKY.match(text):
        return 4 if len(text) > 1 and text[1] in "，。；：、！？）》”’」』" else 2
    match = _WORD.match(text)
    word = match.group() if match else ""
    han = _STICKY.search(word)
    return 1 + min(cells(word[: han.start()] if han else word), 40)


def joint(before: str, after: str, measure: Measure) -> str:
    """Return what stands between two joined lines: a space between words, nothing inside Han text and symbols."""
    if broken_symbols.broken(before, after):
        return ""
    left, right = before[-1:], after[:1]
    if _STICKY.match(left) and _STICKY.match(right):
        return ""
    if _STICKY.match(left) or _STICKY.match(right):
        han = left if _STICKY.match(left) else right
        neighbour = right if _STICKY.match(left) else left
        if not is_han(han) or not neighbour.isalnum():
            return ""
        return " " if measure.spaced else ""
    if left in "-–/" and right.isalnum() and before[-2:-1].isalnum():
        return ""
    return " "


def _apart(text: str) -> bool:
    """Return whether a line holds cells of a table, with a tab or several spaces between."""
    return ("\t" in text or "   " in text) and _CELLS_APART.search(text) is not None


def breaks(after: PageLine, filled: int, measure: Measure) -> bool:
    """Return whether a raised mark before `after` broke a visual line, of which `filled` cells are already there.

    Extraction sets what follows the mark on a line of its own, with a space before it, and often without the blank line
    that all others have.
    """
    if not after.indent or after.gap > measure.gap or after.labelled or not measure.width:
        return False
    return (after.gap < measure.gap) or filled + after.width <= measure.width * 1.08
