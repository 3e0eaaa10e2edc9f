"""What `yizhi review` does: goes through the proposals of a termbase, key by key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from yizhi.cli.display import review_screen as screen
from yizhi.cli.display.keyboard import Keyboard
from yizhi.termbase.errors import YizhiError
from yizhi.termbase.language import EN, ZH_HANS
from yizhi.termbase.model import Concept, Kind, Status, Term
from yizhi.termbase.store.history import undo
from yizhi.termbase.validation import fault
from yizhi.tm.mining import deciding
from yizhi.tm.mining.deciding import Decided, is_proposed
from yizhi.tm.mining.proposals import REJECT

if TYPE_CHECKING:
    from yizhi.termbase.library import Library
    from yizhi.termbase.store.writing import Termbase

_SIMILAR = 5
_ASKED = 8


class Review:
    """One sitting. Every decision is written at once, so it can be broken off anywhere and taken up again."""

    def __init__(self, base: Termbase, library: Library, keyboard: Keyboard) -> None:
        self._base = base
        self._library = library
        self._keyboard = keyboard
        self._waiting = [concept.id for concept in deciding.proposed(base)]
        self._at = 0
        self._done: list[Decided] = []
        self._table = False
        self._message = ""
        self._likes: dict[str, list[Concept]] = {}

    @property
    def decided(self) -> Sequence[Decided]:
        """What was decided and not taken back."""
        return [item for item in self._done if item.action != deciding.EDIT]

    @property
    def waiting(self) -> int:
        """How many still wait."""
        return len(self._waiting)

    def run(self) -> None:
        """Until nothing waits any more, or the user quits."""
        while self._waiting:
            self._at = min(max(0, self._at), len(self._waiting) - 1)
            self._draw()
            key = self._keyboard.key()
            if key in ("q", "quit"):
                return
            self._message = ""
            action = self._actions().get(key)
            if action is not None:
                try:
                    action()
                except YizhiError as error:
                    self._message = str(error)

    def _actions(self) -> dict[str, Callable[[], None]]:
        return {
            "a": self._accept, "e": self._edit, "m": self._merge, "r": self._reject, "u": self._undo, "t": self._switch,
            "?": self._help, "enter": self._enter,
            **dict.fromkeys(("s", " ", "n", "j", "down", "right"), lambda: self._move(1)),
            **dict.fromkeys(("b", "p", "k", "up", "left"), lambda: self._move(-1)),
            "page down": lambda: self._move(10), "page up": lambda: self._move(-10),
        }  # fmt: skip

    # ------------------------------------------------------------------ showing

    def _draw(self) -> None:
        columns, lines = self._keyboard.size()
        if self._table:
            concepts = [concept for id_ in self._waiting if (concept := self._base.concept(id_)) is not None]
            shown = screen.table(
                concepts, self._at, len(self._waiting), len(self.decided), self._message, columns, lines
            )
        else:
            concept = self._concept
            shown = screen.one(
                screen.ReviewRow(
                    concept, self._similar(concept), self._at + 1, len(self._waiting), len(self.decided), self._message
                ),
                columns,
                lines,
            )
        self._keyboard.draw(shown)

    @property
    def _concept(self) -> Concept:
        concept_entry = self._base.concept(self._waiting[self._at])
        if concept_entry is None:
            raise YizhiError(f"{self._waiting[self._at]} is gone", hint="another process took it out")
        return concept_entry

    def _similar(self, concept: Concept) -> list[Concept]:
        """Return concepts that may be the same: those that it says it belongs to, those with a term like one of its own."""
        if concept.id not in self._likes:
            concepts_by_id: dict[str, Concept] = {}
            for link in concept.links:
                linked = self._library.concept(link.concept)
                if linked is not None:
                    concepts_by_id[linked.id] = linked
            for term in concept.terms:
                for match in self._library.lookup(term.text, _SIMILAR):
                    if match.concept.id != concept.id and not is_proposed(match.concept):
                        concepts_by_id.setdefault(match.concept.id, match.concept)
            self._likes[concept.id] = list(concepts_by_id.values())[:_SIMILAR]
        return self._likes[concept.id]

    def _help(self) -> None:
        self._keyboard.draw(screen.help_page(*self._keyboard.size()))
        while self._keyboard.key() == "resize":
            self._keyboard.draw(screen.help_page(*self._keyboard.size()))

    def _switch(self) -> None:
        self._table = not self._table

    def _enter(self) -> None:
        self._table = False

    def _move(self, by: int) -> None:
        offset = self._at + by
        if offset >= len(self._waiting):
            self._message = "that was the last one; skipped ones wait until next time"
        self._at = min(max(0, offset), len(self._waiting) - 1)

    # ------------------------------------------------------------------ deciding

    def _take(self, decided: Decided, action: str) -> None:
        self._done.append(decided)
        self._message = action
        self._waiting.remove(decided.concept)

    def _accept(self) -> None:
        concept = self._concept
        self._take(deciding.accept(self._base, concept), f"accepted {screen.brief(concept)}")

    def _reject(self) -> None:
        concept = self._concept
        self._take(deciding.reject(self._base, concept), f"rejected {screen.brief(concept)}")

    def _merge(self) -> None:
        concept = self._concept
        similar = self._similar(concept)
        given = self._keyboard.ask("merge into (number or id): ", "1" if len(similar) == 1 else "")
        if not given or not given.strip():
            return
        wanted = given.strip()
        if wanted.isdigit() and 1 <= int(wanted) <= len(similar):
            wanted = similar[int(wanted) - 1].id
        target = self._base.concept(wanted) or self._library.concept(wanted)
        if target is None:
            raise YizhiError(f"there is no concept {wanted!r:.40}", hint="`yizhi lookup` shows ids")
        self._take(deciding.merge(self._base, concept, target), f"merged into {screen.brief(target)}")

    def _edit(self) -> None:
        concept = self._concept
        edited = ask_for(concept, self._keyboard)
        if edited is None or edited == concept:
            self._message = "nothing was changed"
            return
        wrong = fault(edited)
        if wrong or not edited.terms:
            raise YizhiError(wrong or "a concept needs a term")
        self._done.append(deciding.edit(self._base, edited))
        self._likes.pop(concept.id, None)
        self._message = "changed; a accepts it"

    def _undo(self) -> None:
        if not self._done:
            self._message = "nothing to undo in this session; `yizhi history --undo` goes further back"
            return
        last = self._done[-1]
        undo(self._base, last.change)
        self._done.pop()
        if last.concept not in self._waiting:
            self._waiting.insert(min(self._at, len(self._waiting)), last.concept)
        self._at = self._waiting.index(last.concept)
        self._message = f"took back: {last.action}"


# ------------------------------------------------------------------ editing

_FIELDS = (
    (ZH_HANS, Kind.FULL, "Chinese: "),
    (ZH_HANS, Kind.SHORT, "Chinese short: "),
    (EN, Kind.FULL, "English: "),
    (EN, Kind.ABBREVIATION, "English abbr.: "),
)


def ask_for(concept: Concept, keyboard: Keyboard) -> Concept | None:
    """Return the concept as the user wants it, line by line; None where the user thought better of it. Several terms of a kind are
    separated by ` | `, as in tables."""
    from yizhi.termbase.formats.table import pieces
    from yizhi.tm.memory.approved import same_language

    terms: list[Term] = []
    asked = set()
    for language, kind, prompt in _FIELDS:
        mine = [term for term in concept.terms if same_language(term.language, language) and term.kind is kind]
        asked |= {(term.text, term.language) for term in mine}
        choices = _seen(concept) if (language, kind) == (EN, Kind.FULL) else ()
        given = keyboard.ask(prompt, " | ".join(term.text for term in mine), choices)
        if given is None:
            return None
        tag = mine[0].language if mine else language
        terms_value = {term.text: term for term in mine}
        terms += [terms_value.get(text) or Term(text, tag, Status.PROPOSED, kind) for text in pieces(given)]
    terms += [term for term in concept.terms if (term.text, term.language) not in asked]
    fields = {}
    mined, noted = deciding.parted(concept.note)
    for name, prompt, field_name in (("domain", "Domain: ", concept.domain), ("note", "Note: ", noted)):
        given = keyboard.ask(prompt, field_name)
        if given is None:
            return None
        fields[name] = given.strip()
    note = f"{mined} {fields['note']}".strip()
    unique = {(term.text, term.language): term for term in reversed(terms)}
    return replace(concept, terms=tuple(unique.values())[::-1], domain=fields["domain"], note=note)


def _seen(concept: Concept) -> list[str]:
    """Return the other counterparts that mining noted."""
    _, note_parts, rest = concept.note.partition("Also seen: ")
    return [text.strip() for text in rest.partition(";;")[0].split(";") if text.strip()][:_ASKED] if note_parts else []


# ------------------------------------------------------------------ the command


def run(into: Path, termbases: list[Path] | None, no_builtin: bool) -> int:
    """Reviews on a terminal; the exit code."""
    from yizhi.cli.actions.settings import settings
    from yizhi.cli.display import terminal
    from yizhi.cli.display.keyboard import Terminal
    from yizhi.termbase.store.writing import Termbase

    with settings(termbases, no_builtin).library() as library, Termbase.open_or_create(into) as base:
        if next(deciding.proposed(base), None) is None:
            terminal.out(terminal.spoken(f"{into}: nothing waits for a decision"))
            return 0
        with Terminal().opened() as keyboard:
            review = Review(base, library, keyboard)
            review.run()
        terminal.out(terminal.spoken(f"{into}: {summary(review.decided)}, {review.waiting:,} still wait"))
    return 0


def summary(decided: Sequence[Decided]) -> str:
    """Return what was decided, in numbers."""
    words = {deciding.ACCEPT: "accepted", deciding.MERGE: "merged", REJECT: "rejected"}
    counts = {word: sum(decision.action == action for decision in decided) for action, word in words.items()}
    told = [f"{number:,} {word}" for word, number in counts.items() if number]
    return ", ".join(told) or "nothing decided"
