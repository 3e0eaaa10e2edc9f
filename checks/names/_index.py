"""The official names of a termbase, indexed for finding what nearly is one of them.

A name that was changed in one place still begins or still ends as it should: the beginning and the end of every name are
anchors. Chinese anchors are characters in an automaton, English ones pairs of words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from yizhi.termbase import cache, packages
from yizhi.termbase.language import is_chinese
from yizhi.termbase.model import Kind, Strictness
from yizhi.termbase.text.lazy import compiled
from yizhi.termbase.text.normal import normal, table_key

if TYPE_CHECKING:
    import daachorse

    from yizhi.termbase.library import Library, TermEntry

_DIGEST = 16
LEAST_ZH, LEAST_EN = 4, 3
"""Characters, words of the shortest name that is compared."""
CROWD = 40
"""An anchor of more names than this tells nothing (联合国)."""
GROUP, RECORD, FIELD, ITEM = "\x1d", "\x1e", "\x1f", "\x1c"
"""Between tables, rows, columns and what is in one column of what is stored."""
Row = tuple[str, str, str, bool]
Tables = Iterable[Iterable[str]]
CROWD_EN = 12
"""The same for the first or last two words of English names."""
LONGEST = 14
"""Characters from which a Chinese name may lack a whole part and still be meant."""
BEYOND = 1
"""So many characters more than the name a text has at most where it nearly is the name."""
HEADS = (
    "委员会", "理事会", "办公室", "办事处", "秘书处", "小组", "基金", "公约", "议定书", "条约", "协定", "宣言", "计划",
    "纲领", "战略", "方案", "会议", "大会", "组织", "联盟", "中心", "报告员", "代表", "特派团", "工作队",
)  # fmt: skip
"""What the names that are looked for in another order of their words end with there."""
ORDERED = 7
"""Characters of the shortest of them."""
Head = tuple[str | None, ...]
WORD = compiled(r"[^\W_]+(?:['’][^\W_]+)?")


class Name(NamedTuple):
    """A name: normalised, as listed, its concept, whether it is an abbreviation."""

    key: str
    text: str
    concept: str
    abbreviation: bool


Guards = dict[str, list[int]]
Anchor = tuple[Guards, int, Guards, int]
"""The names that begin with an anchor, by their guards, and their reach; the same for the names that end with it.

A name nearly stands there only where one of its guards stands within that reach from the start, or up to the end, of the
anchor. (A plain tuple, for it is unpacked wherever an anchor stands.)
"""


class Chinese(NamedTuple):
    """Names with the automaton of their anchors; `orders`: {sum over the characters: name}.

    `alphabets`: for each of HEADS the characters of all names that have its own.
    """

    names: Mapping[int, Name]
    automaton: daachorse.CharwiseDoubleArrayAhoCorasick | None
    anchors: Mapping[int, Anchor]
    orders: dict[int, int]
    alphabets: dict[str, frozenset[str]]


class English(NamedTuple):
    """Names and their words, also turned round, by their first words of either; all words of the termbase."""

    names: Mapping[int, Name]
    words: list[list[str]]
    backwards: list[list[str]]
    heads: dict[Head, list[int]]
    tails: dict[Head, list[int]]
    ends: frozenset[Head]
    """The last two words of names, as they stand."""
    vocabulary: frozenset[str]


@lru_cache(maxsize=2)
def chinese(library: Library) -> Chinese:
    """The Chinese names of a library."""
    names, anchors, uses, totals, alphabets = _stored(library, "zh")
    automaton = _automaton(anchors) if anchors else None
    orders = {int(total): int(number) for total, number in map(str.split, totals)}
    heads = {head: frozenset(alphabet) for head, alphabet in zip(HEADS, alphabets, strict=True)}
    return Chinese(_Names(names), automaton, _Anchors(uses), orders, heads)


class _Names(dict[int, Name]):
    """Names by number, each made when it is asked for: a page needs few."""

    def __init__(self, rows: Sequence[str]) -> None:
        super().__init__()
        self._rows = rows

    def __missing__(self, number: int) -> Name:
        key, text, concept, abbreviation = self._rows[number].split(FIELD)
        name = self[number] = Name(key, text, concept, bool(abbreviation))
        return name


class _Anchors(dict[int, Anchor]):
    """Anchors by number, each made when it is asked for."""

    def __init__(self, rows: Sequence[str]) -> None:
        super().__init__()
        self._rows = rows

    def __missing__(self, number: int) -> Anchor:
        begins, ahead, ends, behind = self._rows[number].split(FIELD)
        anchor = self[number] = _guards(begins), int(ahead), _guards(ends), int(behind)
        return anchor


def _guards(items: str) -> Guards:
    """{character: names that it guards} as stored: a name, a space, its guards."""
    found: Guards = {}
    for item in items.split(ITEM) if items else ():
        number, _, chars = item.partition(" ")
        for char in chars:
            found.setdefault(char, []).append(int(number))
    return found


def _automaton(anchors: list[str]) -> daachorse.CharwiseDoubleArrayAhoCorasick:
    """The automaton of anchors: from the cache, or built and put there."""
    import daachorse

    key = cache.key("anchors", packages.installed("daachorse"), cache.code_key(Path(__file__)), "\n".join(anchors))
    path = cache.path("anchors", key)
    if path is not None:
        with suppress(OSError):
            content = path.read_bytes()
            body = content[_DIGEST:]
            if blake2b(body, digest_size=_DIGEST).digest() == content[:_DIGEST]:
                return daachorse.CharwiseDoubleArrayAhoCorasick.deserialize(body)
    built = daachorse.CharwiseDoubleArrayAhoCorasick(anchors)
    body = built.serialize()
    cache.write("anchors", key, blake2b(body, digest_size=_DIGEST).digest() + body)
    return built


@lru_cache(maxsize=2)
def english(library: Library) -> English:
    """The English names of a library."""
    names, keys, vocabulary = _stored(library, "en")
    words = [key.split(FIELD) for key in keys]
    backwards = [found[::-1] for found in words]
    ends = frozenset((found[1], found[0]) for found in backwards)
    return English(_Names(names), words, backwards, _grouped(words), _grouped(backwards), ends, frozenset(vocabulary))


def _stored(library: Library, lang: str) -> list[list[str]]:
    """What is prepared for a language, as tables: from the cache, or made and put there."""
    key = cache.key("near", library.fingerprint, table_key(), cache.code_key(Path(__file__)), lang)
    path = cache.path("near", key)
    content = None
    if path is not None:
        with suppress(OSError, ValueError):
            content = path.read_bytes().decode("utf-8")
    if content is None:
        tables = (_chinese if lang == "zh" else _english)(library.terms())
        content = GROUP.join(RECORD.join(rows) for rows in tables)
        cache.write("near", key, content.encode("utf-8"))
    return [table.split(RECORD) if table else [] for table in content.split(GROUP)]


def _chinese(entries: Iterable[TermEntry]) -> Tables:
    """Names, anchors, their uses and guards, sums over the characters with their names, the alphabets of HEADS."""
    rows: dict[str, Row] = {}
    for concept, strictness, term in entries:
        if strictness is Strictness.NAME and term.status.valid and is_chinese(term.language):
            key = normal(term.text).text.strip()
            if len(key) >= LEAST_ZH:
                rows.setdefault(key, (key, term.text, concept, term.kind is Kind.ABBREVIATION))
    found: dict[str, list[tuple[int, bool]]] = {}
    orders: dict[int, int] = {}
    for number, key in enumerate(rows):
        length = anchor_length(len(key))
        found.setdefault(key[:length], []).append((number, False))
        found.setdefault(key[-length:], []).append((number, True))
        if len(key) >= ORDERED:
            orders.setdefault(sum(map(weight, key)), number)
    kept = {anchor: uses for anchor, uses in found.items() if len(uses) <= CROWD}
    keys, often = list(rows), Counter("".join(rows))
    guarded = (
        FIELD.join((*_guard(keys, uses, False, often), *_guard(keys, uses, True, often))) for uses in kept.values()
    )
    alphabets = ("".join(sorted(set().union(*_holding(head, keys)))) for head in HEADS)
    return _rows(rows), kept, guarded, [f"{total} {number}" for total, number in orders.items()], alphabets


def _holding(head: str, keys: Iterable[str]) -> Iterator[str]:
    """The names that have the characters of a head, wherever they stand."""
    return (key for key in keys if len(key) >= ORDERED and all(key.count(char) >= head.count(char) for char in head))


def _rows(names: Mapping[str, Row]) -> Iterator[str]:
    """Names as rows of a table."""
    for key, text, concept, abbreviation in names.values():
        yield FIELD.join((key, text, concept, "1" if abbreviation else ""))


def _guard(keys: Sequence[str], uses: Sequence[tuple[int, bool]], end: bool, often: Counter[str]) -> tuple[str, str]:
    """The guards of the names that begin or end with an anchor: two characters of each that cannot both be lacking; their reach."""
    reach, items = 0, []
    for number in (number for number, at_end in uses if at_end is end):
        key = keys[number]
        reach = max(reach, len(key) + BEYOND)
        length = anchor_length(len(key))
        rest = key[:-length] if end else key[length:]
        if len(key) < LONGEST:
            # Mostly one character of a name is another one or lacks.
            chars = set(sorted(rest, key=often.__getitem__)[:2])
        else:
            # A part is left out of the middle, or the far end is another one.
            parts = (rest[2:], rest[:2]) if end else (rest[:-2], rest[-2:])
            chars = {min(part, key=often.__getitem__) for part in parts}
        items.append(f"{number} {''.join(sorted(chars))}")
    return ITEM.join(items), str(reach)


def _english(entries: Iterable[TermEntry]) -> Tables:
    """Names, their words, and all words of the termbase."""
    rows: dict[str, Row] = {}
    vocabulary: set[str] = set()
    for concept, strictness, term in entries:
        if is_chinese(term.language):
            continue
        key = normal(term.text).text.strip()
        words = WORD.findall(key)
        vocabulary.update(words)
        name = strictness is Strictness.NAME and term.status.valid and term.kind is not Kind.ABBREVIATION
        if name and len(words) >= LEAST_EN:
            rows.setdefault(key, (key, term.text, concept, False))
    return _rows(rows), [FIELD.join(WORD.findall(key)) for key in rows], sorted(vocabulary)


def _grouped(names: Sequence[Sequence[str]]) -> dict[Head, list[int]]:
    """{first two words: names}; where too many share them none, but these by three words, and by two with the fourth."""
    found: dict[Head, list[int]] = {}
    for number, words in enumerate(names):
        found.setdefault((words[0], words[1]), []).append(number)
    for pair, numbers in [item for item in found.items() if len(item[1]) > CROWD_EN]:
        found[pair] = []
        for number in numbers:
            words = names[number]
            found.setdefault((*pair, words[2]), []).append(number)
            if len(words) > 3:
                found.setdefault((*pair, None, words[3]), []).append(number)
    return found


def weight(char: str) -> int:
    """What a character adds to a sum that tells which characters a string has, whatever their order."""
    return ord(char) ** 3


def anchor_length(length: int) -> int:
    """Characters of the beginning and of the end of a name that is so long."""
    return 2 if length < 7 else 3 if length < 9 else 4
