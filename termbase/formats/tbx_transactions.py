"""Transactions in TBX: who made or changed what, and when: a `transacGrp` with its type, its date and who answers for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from xml.etree.ElementTree import Element

from yizhi.termbase.model import Term, Transaction

_KINDS = ("origination", "modification")
"""What TBX-Basic and TBX-Linguist know; TBX-Default has more."""

_DATE = re.compile(r"[1-9]\d{3}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)?)?", re.ASCII)


def held(told: Iterable[Transaction], terms: Iterable[Term]) -> tuple[Transaction, ...]:
    """Those that a file with these terms has a place for, in the order in which it has them."""
    places = {("", ""): 0}
    for term in terms:
        for place in ((term.language, ""), (term.language, term.text)):
            places.setdefault(place, len(places))
    fitting = [one for one in told if (one.language, one.term) in places and _fits(one)]
    return tuple(sorted(fitting, key=lambda one: places[one.language, one.term]))


def _fits(one: Transaction) -> bool:
    """Whether the dialects can say it: one of their two kinds, a date that is none or real, a name that is no mere space."""
    return one.kind in _KINDS and (not one.date or _real(one.date)) and (not one.who or bool(one.who.strip()))


def _real(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        _ = datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return False
    return True


def by_place(told: Iterable[Transaction]) -> dict[tuple[str, str], list[Transaction]]:
    """Transactions by the language and the term that they are about."""
    found: dict[tuple[str, str], list[Transaction]] = {}
    for one in told:
        found.setdefault((one.language, one.term), []).append(one)
    return found


def read(
    group: Element, text: Callable[[Element], str], unread: Callable[[str], object], language: str, term: str
) -> Iterator[Transaction]:
    """The transaction of a group (or of a type that stands alone); what else is said in it goes to `unread`."""
    kind = day = who = ""
    for child in group if len(group) else [group]:
        name = str(child.tag).rpartition("}")[2]
        said = child.get("type") or name
        if name == "date" and not day:
            day = text(child).strip()
        elif said == "responsibility" and not who:
            who = text(child)
        elif not kind and (name == "transac" or said == "transactionType"):
            kind = text(child).strip()
        else:
            unread(f"{said} of transactions")
    if kind:
        yield Transaction(kind, day, who if who.strip() else "", language, term)
    else:
        unread("transactions")
