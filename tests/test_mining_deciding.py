"""Proposals and decisions: what mining stores, what a reviewer does with it, by screen, by option and by spreadsheet."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import commands
import pytest
from commands import Result
from rich.cells import cell_len
from rich.text import Text

from yizhi.cli.actions.review import Review
from yizhi.cli.display import review_screen as screen
from yizhi.termbase.library import open_library
from yizhi.termbase.model import Concept, Kind, Status, Term
from yizhi.termbase.store.history import history
from yizhi.termbase.store.reading import Store
from yizhi.termbase.store.writing import Termbase
from yizhi.tm.mining import deciding
from yizhi.tm.mining.model import Candidate, Corpus
from yizhi.tm.mining.proposals import propose, rejected

TEXTS = ("国际灯塔组织（灯塔组织）通过了《湖泊守则》。", "渡轮")
FOUND = [
    Candidate("国际灯塔组织", "zh-Hans", "declared abbreviation", 0.95, 3, "Lighthouse Organization", ("灯塔组织", "LO"), rows=(0,),
              alternatives=("Lights Body",)),
    Candidate("湖泊守则", "zh-Hans", "title marks", 0.8, 1, rows=(0,)),
    Candidate("渡轮", "zh-Hans", "parallel", 0.5, 4, "ferry", rows=(1,)),
]  # fmt: skip


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Termbase]:
    with Termbase.open_or_create(tmp_path / "own.db") as made:
        assert propose(made, corpus(), FOUND) == (3, 0, 0)
        yield made


def corpus() -> Corpus:
    made = Corpus()
    for number, text in enumerate(TEXTS, 1):
        made.add(text, "", "draft.txt", number)
    return made


def by_term(base: Store, text: str) -> Concept:
    return next(concept for concept in base.concepts() if any(term.text == text for term in concept.terms))


# ------------------------------------------------------------------ deciding


def test_proposals_are_proposed_with_their_evidence(base: Termbase) -> None:
    concept = by_term(base, "国际灯塔组织")
    assert deciding.is_proposed(concept)
    assert [(term.text, term.kind) for term in concept.terms] == [
        ("国际灯塔组织", Kind.FULL), ("Lighthouse Organization", Kind.FULL), ("灯塔组织", Kind.SHORT), ("LO", Kind.ABBREVIATION),
    ]  # fmt: skip
    assert concept.references[0].title == f"draft.txt:1: {TEXTS[0]}"
    assert history(base)[0].action == "mine"


def test_accepting_puts_the_terms_in_force(base: Termbase) -> None:
    concept = by_term(base, "国际灯塔组织")
    done = deciding.accept(base, concept, who="li")
    accepted = base.concept(concept.id)
    assert accepted is not None
    assert {term.status for term in accepted.terms} == {Status.PREFERRED}
    assert accepted.note == ""
    assert (history(base)[0].who, history(base)[0].action, history(base)[0].number) == ("li", "accept", done.change)


def test_a_second_full_form_is_admitted() -> None:
    terms = tuple(Term(text, "en", Status.PROPOSED) for text in ("ferry", "ferryboat"))
    assert [term.status for term in deciding.accepted(Concept("x", terms)).terms] == [Status.PREFERRED, Status.ADMITTED]


def test_the_note_of_a_person_stays() -> None:
    note = "Mined: parallel, 4 times, score 0.50. Also seen: boat; ship;; Only on lakes."
    assert deciding.without_mined(note) == "Only on lakes."


def test_what_was_rejected_does_not_come_back(base: Termbase) -> None:
    deciding.reject(base, by_term(base, "渡轮"))
    assert rejected(base) == {("zh", "渡轮")}
    assert propose(base, corpus(), FOUND) == (0, 2, 1)


def test_a_rejection_that_was_taken_back_is_none(base: Termbase) -> None:
    from yizhi.termbase.store.history import undo

    done = deciding.reject(base, by_term(base, "渡轮"))
    undo(base, done.change)
    assert rejected(base) == set()
    assert propose(base, corpus(), FOUND) == (0, 3, 0)


def test_merging_adds_variants_to_the_other_concept(base: Termbase) -> None:
    target = Concept("boats", (Term("轮渡", "zh-Hans"), Term("ferry", "en")))
    proposal = by_term(base, "渡轮")
    deciding.merge(base, proposal, target)
    merged = base.concept("boats")
    assert merged is not None
    assert [(term.text, term.status, term.kind) for term in merged.terms] == [
        ("轮渡", Status.PREFERRED, Kind.FULL), ("ferry", Status.PREFERRED, Kind.FULL), ("渡轮", Status.ADMITTED, Kind.VARIANT),
    ]  # fmt: skip
    assert base.concept(proposal.id) is None
    assert propose(base, corpus(), FOUND) == (0, 3, 0)


# ------------------------------------------------------------------ the screen


class Keys:
    """A keyboard that types what it was told."""

    def __init__(self, keys: Sequence[str], lines: Sequence[str | None] = (), size: tuple[int, int] = (80, 30)) -> None:
        self._keys, self._lines, self._size = iter(keys), iter(lines), size
        self.screens: list[str] = []
        self.asked: list[tuple[str, str, tuple[str, ...]]] = []

    def size(self) -> tuple[int, int]:
        return self._size

    def draw(self, text: str) -> None:
        self.screens.append(Text.from_ansi(text).plain)

    def key(self) -> str:
        return next(self._keys)

    def ask(self, prompt: str, given: str = "", choices: Sequence[str] = ()) -> str | None:
        self.asked.append((prompt, given, tuple(choices)))
        line = next(self._lines)
        return given if line == "=" else line


def sit(base: Termbase, keyboard: Keys) -> Review:
    with open_library([Path(base.name)], builtin=False) as library:
        review = Review(base, library, keyboard)
        review.run()
    return review


def test_a_sitting_is_written_key_by_key(base: Termbase) -> None:
    review = sit(base, Keys("arsq"))
    assert [one.action for one in review.decided] == ["accept", "reject"]
    assert review.waiting == 1
    assert [change.action for change in history(base)] == ["reject", "accept", "mine"]


def test_it_ends_when_nothing_waits(base: Termbase) -> None:
    assert sit(base, Keys("aaa")).waiting == 0


def test_undo_brings_the_last_one_back(base: Termbase) -> None:
    keyboard = Keys("rurq")
    review = sit(base, keyboard)
    assert "took back: reject" in keyboard.screens[2]
    assert [one.action for one in review.decided] == ["reject"]
    assert [change.action for change in history(base)] == ["reject", "undo", "reject", "mine"]


def test_undo_with_nothing_to_undo(base: Termbase) -> None:
    keyboard = Keys("uq")
    sit(base, keyboard)
    assert "nothing to undo" in keyboard.screens[1]


def test_editing_line_by_line(base: Termbase) -> None:
    lines = ["=", "=", "International Lighthouse Organization | Lighthouse Organization", "ILO", "lakes", "New name."]
    keyboard = Keys("eaq", lines)
    sit(base, keyboard)
    assert keyboard.asked[2] == ("English: ", "Lighthouse Organization", ("Lights Body",))
    concept = by_term(base, "国际灯塔组织")
    english = [(term.text, term.status, term.kind) for term in concept.in_language("en")]
    assert english == [
        ("International Lighthouse Organization", Status.PREFERRED, Kind.FULL), ("ILO", Status.PREFERRED, Kind.ABBREVIATION),
        ("Lighthouse Organization", Status.ADMITTED, Kind.FULL),
    ]  # fmt: skip
    assert (concept.domain, concept.note) == ("lakes", "New name.")
    assert "灯塔组织" in [term.text for term in concept.terms]


def test_thinking_better_of_an_edit(base: Termbase) -> None:
    before = by_term(base, "国际灯塔组织")
    sit(base, Keys("eq", ["别的", None]))
    assert by_term(base, "国际灯塔组织") == before


def test_an_edit_that_leaves_no_term_is_refused(base: Termbase) -> None:
    keyboard = Keys("seq", ["", "", "", "", "", ""])
    sit(base, keyboard)
    assert "a concept needs a term" in keyboard.screens[-1]


def test_merging_by_number_and_by_a_wrong_id(base: Termbase) -> None:
    with base.change("add") as writer:
        writer.put(Concept("boats", (Term("渡轮船", "zh-Hans"), Term("ferry", "en"))))
    keyboard = Keys("ssmmq", ["nothing-there", "1"])
    review = sit(base, keyboard)
    assert "there is no concept 'nothing-there'" in keyboard.screens[3]
    assert [one.action for one in review.decided] == ["merge"]
    assert "渡轮" in [term.text for term in (base.concept("boats") or Concept("")).terms]


def test_the_table_moves_and_decides(base: Termbase) -> None:
    keyboard = Keys(["t", "down", "r", "t", "q"])
    sit(base, keyboard)
    assert [("国际灯塔组织" in line, "湖泊守则" in line) for line in keyboard.screens[1].split("\n")[2:4]] == [
        (True, False),
        (False, True),
    ]
    assert {concept.terms[0].text for concept in base.concepts()} == {"国际灯塔组织", "渡轮"}


def test_help_goes_back_with_any_key(base: Termbase) -> None:
    keyboard = Keys("?xq")
    sit(base, keyboard)
    assert "mining does not propose it again" in keyboard.screens[1]
    assert len(keyboard.screens) == 3


@pytest.mark.parametrize("columns", [24, 40, 80, 200])
@pytest.mark.parametrize("lines", [8, 14, 40])
def test_no_screen_is_wider_or_longer_than_the_window(base: Termbase, columns: int, lines: int) -> None:
    keyboard = Keys("tt?xsq", size=(columns, lines))
    sit(base, keyboard)
    for shown in keyboard.screens:
        assert all(cell_len(line) <= columns for line in shown.split("\n")), shown
    # What is essential is there in the smallest window: what it is about, and how to leave.
    assert "国际灯塔组织" in keyboard.screens[0]
    assert all(len(shown.split("\n")) <= lines for shown in keyboard.screens if lines >= 14)


def test_the_evidence_is_shown_with_its_place(base: Termbase) -> None:
    keyboard = Keys("q")
    sit(base, keyboard)
    assert "draft.txt:1" in keyboard.screens[0]
    assert TEXTS[0] in keyboard.screens[0]
    assert "declared abbreviation, 3 times, score 0.95. Also seen: Lights Body" in keyboard.screens[0]


def test_similar_concepts_are_shown() -> None:
    concept = Concept("new", (Term("渡轮", "zh-Hans", Status.PROPOSED),))
    other = Concept("boats", (Term("轮渡", "zh-Hans"), Term("ferry", "en")))
    shown = Text.from_ansi(screen.one(screen.ReviewRow(concept, (other,), 1, 1, 0), 80, 24)).plain
    assert " 1 轮渡  ferry  (boats)" in shown


# ------------------------------------------------------------------ the commands


Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("YIZHI_USER", "li")
    Path("draft.txt").write_text(
        "国际湖泊灯塔保护组织（灯塔组织）于2019年通过了《湖泊灯塔守则》。\n\n灯塔组织由极地渡轮公司（极地渡轮）资助。\n",
        "utf-8",
    )

    return partial(commands.run, capsys)


def mined(run: Run, *more: str) -> Any:
    return json.loads(run("mine", "draft.txt", "--no-builtin", "--format", "json", *more).out)


def test_mine_as_json(run: Run) -> None:
    found = mined(run)
    assert {"version", "candidates", "signature"} <= found.keys()
    first = next(one for one in found["candidates"] if one["source"] == "国际湖泊灯塔保护组织")
    assert {key: first[key] for key in ("target", "language", "pattern", "variants", "concept")} == {
        "target": None, "language": "zh-Hans", "pattern": "declared abbreviation", "variants": ["灯塔组织"], "concept": None,
    }  # fmt: skip
    assert first["evidence"][0]["path"] == "draft.txt"
    assert first["evidence"][0]["line"] == 1
    assert "湖泊灯塔守则" in [one["source"] for one in found["candidates"]]


def test_mine_reports_a_missing_file_and_goes_on(run: Run) -> None:
    result = run("mine", "nothing.txt", "draft.txt", "--no-builtin", "--format", "json")
    assert result.code == 2
    assert json.loads(result.out)["candidates"]
    assert json.loads(result.out)["errors"][0]["path"] == "nothing.txt"
    assert result.err.count("\n") == 1


def test_mined_proposals_are_recognised_and_never_enforced(run: Run) -> None:
    mined(run, "--into", "yizhi.db")
    hits = json.loads(run("recognize", "draft.txt", "--no-builtin", "--format", "json").out)["documents"][0]["hits"]
    assert {(hit["text"], hit["status"]) for hit in hits} >= {("国际湖泊灯塔保护组织", "proposed")}
    assert run("check", "draft.txt", "--no-builtin", "--fail-on", "info").out.count("灯塔组织") <= 1


def test_decisions_by_option(run: Run) -> None:
    mined(run, "--into", "yizhi.db")
    listed = json.loads(run("review", "--format", "json").out)["proposed"]
    ids = {one["terms"][0]["text"]: one["id"] for one in listed}
    assert run("review", "--accept", ids["国际湖泊灯塔保护组织"], "--reject", ids["湖泊灯塔守则"], "--list").code == 0
    assert run("review", "--reject", ids["湖泊灯塔守则"]).code == 2
    actions = [change["action"] for change in json.loads(run("history", "--format", "json").out)["changes"]]
    assert actions == ["reject", "accept", "mine"]


@pytest.mark.parametrize("name", ["proposed.xlsx", "proposed.tsv", "proposed.csv"])
def test_decisions_by_spreadsheet(run: Run, name: str) -> None:
    mined(run, "--into", "yizhi.db")
    assert run("export", name, "--proposed", "--no-builtin").code == 0
    fill(
        Path(name),
        {
            "国际湖泊灯塔保护组织": ("接受", "Lake Lighthouse Organization"),
            "湖泊灯塔守则": ("no", ""),
            "极地渡轮公司": ("maybe", ""),
        },
    )
    result = run("import", "--decisions", name)
    assert result.code == 2
    assert "'maybe' is no decision" in result.err
    assert "1 accepted, 0 merged, 1 rejected" in result.out
    with Store.open(Path("yizhi.db")) as base:
        accepted = by_term(base, "国际湖泊灯塔保护组织")
        assert {term.text: term.status for term in accepted.terms} == {
            "国际湖泊灯塔保护组织": Status.PREFERRED, "灯塔组织": Status.PREFERRED, "Lake Lighthouse Organization": Status.PREFERRED,
        }  # fmt: skip
        assert (history(base)[0].who, history(base)[0].action, history(base)[0].source) == ("li", "decide", name)
        assert rejected(base) == {("zh", "湖泊灯塔守则")}
    assert (
        "湖泊灯塔守则"
        not in run("mine", "draft.txt", "--no-builtin", "--into", "yizhi.db").out.split("proposed concepts")[1]
    )


def test_a_table_without_decisions_is_refused(run: Run) -> None:
    mined(run, "--into", "yizhi.db")
    Path("other.tsv").write_text("zh-Hans\ten\n灯\tlamp\n", "utf-8")
    result = run("import", "--decisions", "other.tsv")
    assert (result.code, "no column `decision`" in result.err) == (2, True)


def test_merging_by_table_into_a_concept(run: Run) -> None:
    Path("own.tsv").write_text("id\tzh-Hans\ten\nboats\t渡轮公司\tferry company\n", "utf-8")
    run("import", "own.tsv")
    mined(run, "--into", "yizhi.db")
    run("export", "p.tsv", "--proposed", "--no-builtin")
    fill(Path("p.tsv"), {"极地渡轮公司": ("merge boats", "")})
    assert "1 merged" in run("import", "--decisions", "p.tsv").out
    with Store.open(Path("yizhi.db")) as base:
        merged = base.concept("boats")
        assert merged is not None
        assert [term.text for term in merged.terms] == ["渡轮公司", "ferry company", "极地渡轮公司", "极地渡轮"]


def fill(path: Path, decisions: dict[str, tuple[str, str]]) -> None:
    """Writes decisions, and an English, into the rows of a table."""
    from yizhi.termbase.formats import table_csv, table_tsv, table_xlsx

    form = {".xlsx": table_xlsx, ".tsv": table_tsv, ".csv": table_csv}[path.suffix]
    rows = [list(cells) for _, cells in form.rows(path)]
    header = rows[0]
    for cells in rows[1:]:
        cells += [""] * (len(header) - len(cells))
        decision, english = decisions.get(cells[header.index("zh-Hans")], ("", ""))
        cells[header.index("decision")] = decision
        if english:
            cells[header.index("en")] = english
    form.write_rows_to(rows, path)
