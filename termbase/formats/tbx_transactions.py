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
    """Return those that a file with these terms has a place for, in the order in which it has them."""
    places = {("", ""): 0}
    for term in terms:
        for position in ((term.language, ""), (term.language, term.text)):
            places.setdefault(position, len(places))
    fitting = [item for item in told if (item.language, item.term) in places and _fits(item)]
    return tuple(sorted(fitting, key=lambda item: places[item.language, item.term]))


def _fits(transaction: Transaction) -> bool:
    """Return whether the dialects can say it: one of their two kinds, a date that is none or real, a name that is no mere space."""
    return (
        transaction.kind in _KINDS
        and (not transaction.date or _real(transaction.date))
        and (not transaction.who or bool(transaction.who.strip()))
    )


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
    by_position: dict[tuple[str, str], list[Transaction]] = {}
    for item in told:
        by_position.setdefault((item.language, item.term), []).append(item)
    return by_position


def read(
    group: Element, text: Callable[[Element], str], unread: Callable[[str], object], language: str, term: str
) -> Iterator[Transaction]:
    """Yield the transaction of a group (or of a type that stands alone); what else is said in it goes to `unread`."""
    kind = day = who = ""
    for child in group if len(group) else [group]:
        name = str(child.tag).rpartition("}")[2]
        kind_value = child.get("type") or name
        if name == "date" and not day:
            day = text(child).strip()
        elif kind_value == "responsibility" and not who:
            who = text(child)
        elif not kind and (name == "transac" or kind_value == "transactionType"):
            kind = text(child).strip()
        else:
            unread(f"{kind_value} of transactions")
    if kind:
        yield Transaction(kind, day, who if who.strip() else "", language, term)
    else:
        unread("transactions")
