"""Pairs made ready for the tables: all that needs no database, so that meanwhile another process may write."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from yizhi.termbase.collector import paused
from yizhi.tm.memory import keys
from yizhi.tm.model import Pair, Segment


class PreparedPairs(NamedTuple):
    """A pair as it goes into the tables; the side with the language tag that sorts first is the first."""

    languages: tuple[str, str]
    first: str
    second: str
    first_key: str
    second_key: str
    hashes: tuple[int, int]
    document: str
    id: str
    backward: int
    facts: tuple[str, str, str, str | None, str | None]


@paused()
def prepare(numbered: Iterable[tuple[int, Pair]], document: str) -> tuple[int, list[PreparedPairs]]:
    """Return how many pairs there were, and all about them that needs no database. Those with an empty side are left out."""
    pairs = list(numbered)
    sides = [_ordered(pair) for _, pair in pairs]
    first_keys = keys.all_keys([first.text for _, first, _ in sides])
    second_keys = keys.all_keys([second.text for _, _, second in sides])
    digest = keys.digest
    prepared = []
    for (number, pair), (backward, first, second), first_key, second_key in zip(
        pairs, sides, first_keys, second_keys, strict=True
    ):
        if not first_key or not second_key:
            continue
        prepared.append(
            PreparedPairs(
                (first.language, second.language),
                first.text,
                second.text,
                first_key,
                second_key,
                (digest(first_key), digest(second_key)),
                pair.document or document,
                pair.id or f"#{number}",
                backward,
                (
                    pair.created,
                    pair.changed or pair.created,
                    pair.author,
                    json.dumps(pair.attributes, ensure_ascii=False) if pair.attributes else None,
                    _codes(first, second) if first.tags or second.tags else None,
                ),
            )
        )
    return len(pairs), prepared


def _ordered(pair: Pair) -> tuple[int, Segment, Segment]:
    """Return (1 where the source is the second, first, second): the language tag that sorts first stands first."""
    source, target = pair.source, pair.target
    return (1, target, source) if source.language > target.language else (0, source, target)


def _codes(first: Segment, second: Segment) -> str:
    return json.dumps(
        [[(tag.at, tag.kind, tag.id, tag.raw) for tag in side.tags] for side in (first, second)], ensure_ascii=False
    )
