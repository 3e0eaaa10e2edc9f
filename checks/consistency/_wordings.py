"""When two wordings of one name compete with each other, and when one is merely the other one made shorter."""

from __future__ import annotations

from functools import lru_cache

from yizhi.termbase.text.lazy import compiled

_PLAIN = compiled(r"[\W_]+")
_ORGANISATION = compiled(r"联合国|欧洲联盟|欧洲委员会|非洲联盟|东盟|欧盟|unitednations")
_INSTRUMENT = compiled(r"(?P<stem>(?P<year>[12]\d{3}年)|.+?)(?P<sort>公约|条约|议定书|宪章|规则|宣言|协定)")
ALIKE = 0.55
"""A wording that is shorter than this part of the other one is a short form of its own."""
DROPPED = 0.6
"""The same for a wording that only leaves characters out: 不扩散条约 is short for 不扩散核武器条约."""
SHORTEST = 6
"""Below this length leaving characters out makes an abbreviation: 全环基金."""


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """Letters, figures and Han characters alone: what a wording is without marks, spaces and capitals."""
    return _PLAIN.sub("", text).lower()


@lru_cache(maxsize=4096)
def compete(first: str, second: str, titled: bool) -> bool:
    """Return whether two keys of one name are two wordings.

    A part of the other one is a short mention, unless all that is missing is the organization at the head of a title.
    """
    if first == second:
        return False
    short, long = sorted((first, second), key=len)
    if _other_name(short, long):
        return False
    if short in long:
        return titled and long.endswith(short) and _ORGANISATION.fullmatch(long[: -len(short)]) is not None
    if left_out(short, long):
        return len(short) >= SHORTEST and len(short) >= DROPPED * len(long)
    return len(short) >= ALIKE * len(long)


def _other_name(short: str, long: str) -> bool:
    """Return whether an instrument is named after its place or year, beside its title: 芝加哥公约, 1971年公约."""
    match = _INSTRUMENT.fullmatch(short)
    if not match or not long.endswith(match["sort"]):
        return False
    return match["year"] is not None or set(match["stem"]).isdisjoint(long.removesuffix(match["sort"]))


def left_out(short: str, long: str) -> bool:
    """Return whether the short one is the long one with characters left out."""
    rest = iter(long)
    return all(char in rest for char in short)
