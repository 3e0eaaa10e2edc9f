"""Concepts on the screen: one in full, several as a list, the difference between two. 80 columns, Han counting two."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from yizhi.termbase.model import Concept, Kind, Status, Term

if TYPE_CHECKING:
    from rich.console import Group, RenderableType
    from rich.table import Table
    from rich.text import Text

_STYLES = {
    Status.PREFERRED: "bold",
    Status.ADMITTED: "",
    Status.DEPRECATED: "red strike",
    Status.FORBIDDEN: "bold red strike",
    Status.PROPOSED: "yellow",
}
_MARKS = {Status.DEPRECATED: "✗", Status.FORBIDDEN: "✗", Status.PROPOSED: "?"}


def in_full(concept: Concept, match: str = "", source: str = "") -> Group:
    """Return a concept with all that it holds: the chain of its terms in each language, with their statuses, then the rest."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    head = Table.grid(expand=True, padding=(0, 1))
    head.add_column(overflow="fold")
    head.add_column(justify="right", style="dim", no_wrap=True)
    facts = [concept.domain, concept.strictness.value, _validity(concept), source]
    head.add_row(Text.assemble((concept.id, "bold cyan"), ("  " + " · ".join(filter(None, facts)), "dim")), match)
    body = Table.grid(padding=(0, 2, 0, 0))
    body.add_column(style="dim", no_wrap=True)
    body.add_column(overflow="fold")
    body.add_column(style="dim", no_wrap=True)
    for language in languages(concept):
        shown = language
        for term in sorted((t for t in concept.terms if t.language == language), key=_order):
            body.add_row(shown, _term(term), _about(term))
            shown = ""
    details = Table.grid(padding=(0, 2, 0, 0))
    details.add_column(style="dim", no_wrap=True)
    details.add_column(overflow="fold")
    last = ""
    for what, text in _rest(concept):
        details.add_row("" if what == last else what, text)
        last = what
    return Group(head, _indented(body), *([_indented(details)] if details.rows else []))


def _indented(shown: RenderableType) -> RenderableType:
    from rich.padding import Padding

    return Padding(shown, (0, 0, 0, 2))


def languages(concept: Concept) -> list[str]:
    """Return the languages of a concept: Chinese, English, then the others."""
    return sorted(
        {term.language for term in concept.terms}, key=lambda tag: (tag[:2] not in ("zh", "en"), tag[:2] == "en", tag)
    )


def _order(term: Term) -> tuple[int, int]:
    return list(Status).index(term.status), list(Kind).index(term.kind)


def _term(term: Term) -> Text:
    from rich.text import Text

    mark = _MARKS.get(term.status)
    text = Text(term.text, style=_STYLES[term.status])
    shown = Text.assemble((f"{mark} ", "red" if mark == "✗" else "yellow"), text) if mark else text
    for remark in (term.note, term.reference):
        if remark:
            shown = Text.assemble(shown, (f"  {remark}", "dim italic"))
    return shown


def _about(term: Term) -> str:
    """Return what is not plain from the place of a term: status and kind, where they are not preferred and full."""
    status = "" if term.status is Status.PREFERRED else term.status.value
    plain = term.kind is Kind.FULL or (term.kind is Kind.VARIANT and not term.status.valid)
    kind = "" if plain else term.kind.value
    return ", ".join(filter(None, (status, kind, term.part_of_speech)))


def _rest(concept: Concept) -> Iterable[tuple[str, str]]:
    if concept.definition:
        yield "is", concept.definition
    if concept.note:
        yield "note", concept.note
    for reference in concept.references:
        yield (
            "see",
            "  ".join(filter(None, (", ".join(filter(None, (reference.symbol, reference.title))), reference.url))),
        )
    for link in concept.links:
        yield link.relation.value, link.concept
    for transaction in concept.transactions:
        yield (
            transaction.kind,
            "  ".join(filter(None, (transaction.date[:10], transaction.who, transaction.language, transaction.term))),
        )


def _validity(concept: Concept) -> str:
    if not (concept.valid_from or concept.valid_to):
        return ""
    return f"{concept.valid_from or '…'}–{concept.valid_to or '…'}"


def as_list(concepts: Iterable[tuple[Concept, Term | None]]) -> Table:
    """Return concepts, one a line or two: the preferred Chinese, the preferred English, the id. A term that was found and is
    neither of the two stands under the one of its language.
    """
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(overflow="fold", ratio=4)
    table.add_column(overflow="fold", ratio=5)
    table.add_column(style="cyan", overflow="ellipsis", no_wrap=True, max_width=22)
    table.expand = True
    for concept, matched_term in concepts:
        cells = {tag: Text(_best(concept, tag)) for tag in ("zh", "en")}
        if matched_term is not None and all(matched_term.text != cell.plain for cell in cells.values()):
            cell = cells["zh" if matched_term.language.startswith("zh") else "en"]
            cell.append(
                f"\n{_MARKS.get(matched_term.status, '≈')} {matched_term.text}",
                "red" if matched_term.status in _WRONG else "dim",
            )
        table.add_row(cells["zh"], cells["en"], concept.id)
    return table


_WRONG = (Status.DEPRECATED, Status.FORBIDDEN)


def _best(concept: Concept, tag: str) -> str:
    term = concept.preferred(tag) or next(iter(concept.in_language(tag)), None)
    return term.text if term else "—"


def difference(before: Concept | None, after: Concept | None) -> list[tuple[str, str]]:
    """Return what changed, as (sign, line): `+` is there now, `-` was there."""
    old, new = set(_lines(before)), set(_lines(after))
    gone = [("-", line) for line in _lines(before) if line not in new]
    return gone + [("+", line) for line in _lines(after) if line not in old]


def _lines(concept: Concept | None) -> list[str]:
    if concept is None:
        return []
    lines = [f"{term.language}  {term.text}" + (f"  ({_all_about(term)})") for term in concept.terms]
    lines += [f"{what}  {text}" for what, text in _rest(concept)]
    facts = ("domain", concept.domain), ("strictness", concept.strictness.value), ("valid", _validity(concept))
    return lines + [f"{what}  {text}" for what, text in facts if text]


def _all_about(term: Term) -> str:
    facts = (term.status.value, term.kind.value, term.part_of_speech, term.note, term.reference)
    case = {None: "", True: "case-sensitive", False: "any case"}[term.case_sensitive]
    return ", ".join(filter(None, (*facts, case)))
