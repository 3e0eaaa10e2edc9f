"""What a reviewer sees: one proposal with its evidence, or a table of them. Texts in, a screen out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yizhi.cli.display import terminal
from yizhi.service.presentation.columns import cell, flat, shorten, width
from yizhi.termbase.model import Concept, Kind
from yizhi.tm.mining.deciding import parted

_BOLD, _DIM, _GREEN, _YELLOW, _CYAN, _INVERSE = "1", "2", "32", "33", "36", "7"
_KEYS = (
    ("a", "accept"), ("e", "edit"), ("m", "merge"), ("r", "reject"), ("s", "skip"), ("u", "undo"), ("t", "table"),
    ("?", "help"), ("q", "quit"),
)  # fmt: skip
HELP = """\
a        accept: the concept is in force from now on
e        edit its terms, domain and note; then accept it
m        merge into another concept: its terms become variants of that one
r        reject: it goes, and mining does not propose it again
s space  skip: it stays proposed and comes again next time
u        undo the last decision of this session
b ↑      back to the one before
t        table of proposals, and back; ↑ ↓ move, a and r decide there
q        quit: everything decided is kept, the rest waits

While editing: Enter keeps the line, Ctrl-U empties it, Ctrl-C leaves
everything as it was. ↑ at the English line offers what else was seen."""


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A proposal with what helps to decide: similar concepts, and where it comes among how many."""

    concept: Concept
    similar: Sequence[Concept]
    number: int
    total: int
    decided: int
    message: str = ""


def colour(text: str, code: str) -> str:
    """In colour."""
    return f"\x1b[{code}m{text}\x1b[0m" if text else ""


def one(shown: ReviewRow, columns: int, lines: int) -> str:
    """Return a proposal in full, as much of it as there is room for; the keys are always at the foot."""
    head = _head(shown, columns)
    body = [*_terms(shown.concept, columns), ""]
    foot = _foot(shown.message, columns)
    body = body[: max(1, lines - len(head) - len(foot))]
    room = lines - len(head) - len(body) - len(foot)
    similar = _similar(shown.similar, columns)
    evidence = _evidence(shown.concept, columns, max(0, room - min(len(similar), max(0, room - 4))))
    below = (evidence + similar)[: max(0, room)]
    filler = [""] * max(0, room - len(below))
    return "\n".join(head + body + below + filler + foot)


def _head(shown: ReviewRow, columns: int) -> list[str]:
    words = terminal.wording()
    position = words("{0} of {1}").format(shown.number, shown.total)
    right = words("{0} decided").format(shown.decided) if shown.decided else ""
    return [colour(cell(position, max(0, columns - width(right))), _DIM) + colour(right, _GREEN), ""]


def _terms(concept: Concept, columns: int) -> list[str]:
    """Return the terms by language, the full forms in bold; then what mining said."""
    shown_lines = []
    for term in sorted(concept.terms, key=lambda item: (item.language[:2] == "en", item.kind is not Kind.FULL)):
        full = term.kind is Kind.FULL
        label = cell(term.language[:2] if full else "", 4)
        about = "" if full else f"  {term.kind.value}"
        parts = shorten(term.text, columns - 4 - len(about), 3)
        for number, part in enumerate(parts):
            last = number + 1 == len(parts)
            shown_lines.append(
                (colour(label, _DIM) if not number else " " * 4)
                + colour(part, _BOLD if full else "")
                + (colour(about, _DIM) if last and about else "")
            )
    if not any(term.language.startswith("en") for term in concept.terms):
        shown_lines.append(
            colour(cell("en", 4), _DIM)
            + colour(shorten(terminal.wording()("none yet: e to give one"), columns - 4, 1)[0], _YELLOW)
        )
    mined, own_note = _notes(concept)
    for text in filter(None, (mined, own_note, concept.domain, concept.definition)):
        shown_lines += [colour(f"    {part}", _DIM) for part in shorten(text, columns - 4, 2)]
    for link in concept.links:
        shown_lines.append(
            colour(
                f"    {'new form of' if link.relation.value == 'related' else link.relation.value} {link.concept}",
                _CYAN,
            )
        )
    return shown_lines


def _notes(concept: Concept) -> tuple[str, str]:
    mined, own_note = parted(concept.note)
    return mined.removeprefix("Mined: ").removesuffix(";;"), own_note


def _evidence(concept: Concept, columns: int, room: int) -> list[str]:
    """Return the sentences that show it, the term marked."""
    shown_lines: list[str] = []
    words = [term.text for term in concept.terms]
    for reference in concept.references:
        location, _, text = reference.title.partition(": ")
        if not text:
            location, text = "", reference.title
        sentence, _, translation = text.partition(" = ")
        block = [colour(part, _DIM) for part in shorten(location, columns, 1)] if location else []
        for part in (sentence, translation):
            block += [f"  {_marked(line, words)}" for line in shorten(part, columns - 2, 5)] if part else []
        if len(shown_lines) + len(block) + 1 > room and shown_lines:
            break
        shown_lines += [*block, ""]
    return shown_lines[:room]


def _marked(line: str, words: Sequence[str]) -> str:
    """Return a line with the terms in it underlined. One that is broken between two lines stays plain."""
    for word in sorted(words, key=len, reverse=True):
        offset = line.casefold().find(word.casefold())
        if offset >= 0:
            return line[:offset] + colour(line[offset : offset + len(word)], "1;33") + line[offset + len(word) :]
    return line


def _similar(concepts: Sequence[Concept], columns: int) -> list[str]:
    if not concepts:
        return []
    shown_lines = [colour(terminal.wording()("Similar"), _DIM)]
    for number, concept in enumerate(concepts, 1):
        shown_lines.append(f" {number} " + " ".join(shorten(brief(concept), columns - 3, 1)))
    return [*shown_lines, ""]


def brief(concept: Concept) -> str:
    """Return a concept in one line: Chinese, English, id."""
    texts = [
        term.text
        for tag in ("zh", "en")
        if (term := concept.preferred(tag) or next(iter(concept.in_language(tag)), None))
    ]
    return "  ".join([*texts, f"({concept.id})"])


def _foot(message: str, columns: int) -> list[str]:
    """Return a line for what just happened, and the keys."""
    spoken_message = terminal.spoken(message)
    message_line = shorten(spoken_message, columns, 1)[0] if message else ""
    return [colour(message_line, _GREEN), *_keys(columns)]


def _keys(columns: int) -> list[str]:
    """Return the keys in as many lines as they need."""
    lines: list[str] = []
    used = columns + 1
    words = terminal.wording()
    for key, name in _KEYS:
        what = words(name)
        wide = len(key) + 1 + width(what) + 2
        if used + wide > columns + 2:
            lines.append("")
            used = 0
        lines[-1] += colour(key, _BOLD) + " " + colour(what, _DIM) + "  "
        used += wide
    return [line.rstrip() for line in lines]


def table(
    concepts: Sequence[Concept], selected: int, total: int, decided: int, message: str, columns: int, lines: int
) -> str:
    """Proposals, one a line, the chosen one marked."""
    foot = _foot(message, columns)
    room = max(1, lines - 2 - len(foot))
    first = max(0, min(selected - room // 2, len(concepts) - room))
    first_width = max(8, (columns - 3) * 2 // 5)
    shown_lines = _head(ReviewRow(concepts[selected], (), selected + 1, total, decided), columns)
    for number in range(first, min(len(concepts), first + room)):
        concept = concepts[number]
        zh = next((term.text for term in concept.in_language("zh")), "–")
        en = next((term.text for term in concept.in_language("en")), "–")
        line = f" {cell(shorten(zh, first_width, 1)[0], first_width)} {cell(shorten(en, columns - first_width - 3, 1)[0], columns - first_width - 3)}"
        shown_lines.append(colour(line, _INVERSE) if number == selected else line)
    shown_lines += [""] * (room - (len(shown_lines) - 2))
    return "\n".join([*shown_lines, *foot])


def help_page(columns: int, lines: int) -> str:
    """Return what the keys do."""
    words = terminal.wording()
    shown_lines = [colour(words("Keys"), _BOLD), ""]
    for line in words(HELP).split("\n"):
        shown_lines += shorten(flat(line), columns, 3) if line.strip() else [""]
    return "\n".join([*shown_lines[: lines - 2], "", colour(words("any key goes back"), _DIM)])
