"""Units of a memory in which a term may stand, for asking how its translators render it."""

from __future__ import annotations

from collections.abc import Sequence

from yizhi.tm.memory.approved import same_language
from yizhi.tm.memory.concordance import candidates
from yizhi.tm.memory.keys import key
from yizhi.tm.memory.memory import MemoryRow, TranslationMemory


def sample(memory: TranslationMemory, forms: Sequence[str], languages: tuple[str, str], most: int) -> list[MemoryRow]:
    """Return at most `most` units that may have one of the forms, spread evenly over the memory, in its order.

    `languages` are that of the forms and that of the other side. What a unit really has is for the caller to see: the
    index says where the characters of a form are likely.
    """
    keys = [form for form in dict.fromkeys(map(key, forms)) if form]
    rows_value: list[MemoryRow] = []
    if not keys or most < 1:
        return rows_value
    with memory.snapshot():
        for side in memory.sides(languages[0]):
            numbers, _ = candidates(memory.index(side), keys, None)
            step = max(1, -(-len(numbers) // most))
            rows = memory.rows(list(numbers[::step]), side)
            rows_value += [
                row
                for _, row in sorted(rows.items())
                if same_language(row.source_language, languages[0]) and same_language(row.target_language, languages[1])
            ]
    return rows_value[:most]
