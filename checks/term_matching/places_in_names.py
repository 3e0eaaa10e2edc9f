"""A Chinese place that is but a part of a longer name which nobody has listed: 特斯法马里亚姆 names no Mali, and the Atomic Energy
Commission of a continent is named by its head alone (the Commission)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yizhi.checks.term_matching.senses import senses
from yizhi.termbase.lexicon.families import family
from yizhi.termbase.text.lazy import compiled
from yizhi.termbase.words.dictionary import segment
from yizhi.termbase.words.neighbours import transliterating

if TYPE_CHECKING:
    from yizhi.checks.document import RecognisedSegment
    from yizhi.checks.term_matching.concepts import Concepts
    from yizhi.termbase.recognition.hit import Hit

SPELT = 2
"""Characters that spell foreign names, beside a place, from which they and the place are one name."""
LONGEST = 6
"""So many characters beside a place are looked at."""
_BODY = compiled(
    r"(?:(?![的了和与及或在于从对向由将已是为被、，])[\u4e00-\u9fff]){1,12}?(委员会|理事会|大会|议会|组织|机构|联盟|市场|共同体|中心|研究所|大学|法院|法庭|协会|联合会|"
    r"基金|银行|论坛|公司|[局署处厅司])"
)
"""What follows a place that begins the name of a body; the group is its head."""
_BY_HEAD = compiled(r"\b(?:[Tt]he|[Ii]ts|[Tt]his) ([A-Z][a-z]+)\b(?! (?:of|for|on|[A-Z]))")
"""A body that English mentions by its head alone."""
_ACRONYM = compiled(r"(?<![A-Za-z0-9/-])[A-Z]{3,}(?![A-Za-z0-9/])")


def spelt_on(hit: Hit, side: RecognisedSegment) -> bool:
    """Return whether a place is some syllables of a longer foreign name: 马里 in 特斯法马里亚姆."""
    if side.lang != "zh":
        return False
    spelling, text = transliterating(), side.text
    taken = [(item.start, item.end) for item in side.hits if item.start != hit.start and item.end > item.start]
    # An ordinary word beside a place spells nothing: 加入 behind 毛里塔尼亚.
    taken += [
        (start, end) for start, end in segment(text) if end - start > 1 and (end <= hit.start or start >= hit.end)
    ]

    def free(offset: int) -> bool:
        return text[offset] in spelling and not any(start <= offset < end for start, end in taken)

    before = after = 0
    while before < LONGEST and hit.start - before > 0 and free(hit.start - before - 1):
        before += 1
    while after < LONGEST and hit.end + after < len(text) and free(hit.end + after):
        after += 1
    return max(before, after) >= SPELT


def of_body(hit: Hit, side: RecognisedSegment, counterpart: RecognisedSegment, glossary: Concepts) -> bool:
    """Return whether a place begins the name of a body that English mentions by its head or an acronym of its own: 非洲原子能委员会,
    the Commission."""
    if side.lang != "zh" or counterpart.lang != "en":
        return False
    body = _BODY.match(side.text, hit.end)
    if body is None:
        return False
    heads = [match[1] for match in _BY_HEAD.finditer(counterpart.text)]
    if heads:
        meant = frozenset().union(*(result for _, _, result in senses(glossary.library).of(body[1])))
        if any(family(word.lower()) in meant for word in heads):
            return True
    answering = {
        position.start for position in counterpart.hits if position.concept in side.meant
    }  # they answer for something else
    return any(
        match.group() not in side.text and match.start() not in answering
        for match in _ACRONYM.finditer(counterpart.text)
    )
