"""The SQLite termbase: what is put in comes out, changes are whole or not at all, and every obstacle is one clear line."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from concepts import CONCEPTS, SEVERAL, simple
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yizhi.termbase import database
from yizhi.termbase.errors import YizhiError
from yizhi.termbase.formats import sqlite_db
from yizhi.termbase.formats.form import ExportOptions
from yizhi.termbase.library import open_library
from yizhi.termbase.model import Concept, Term, Transaction
from yizhi.termbase.store import schema
from yizhi.termbase.store.grams import containing, gram_text
from yizhi.termbase.store.reading import Store
from yizhi.termbase.store.writing import Termbase, compile_store

ROOT = Path(__file__).parent.parent
TIMEOUT = 60


def in_memory(concepts: list[Concept]) -> Store:
    return compile_store(sqlite3.connect(":memory:", isolation_level=None), "test", concepts, [])


@pytest.fixture
def base(tmp_path: Path) -> Termbase:
    return Termbase.open_or_create(tmp_path / "t.db")


def put(base: Termbase, *concepts: Concept) -> None:
    with base.change("add") as writer:
        for concept in concepts:
            writer.put(concept)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SEVERAL)
def test_what_is_put_comes_out(concepts: list[Concept]) -> None:
    store = in_memory(concepts)
    assert list(store.concepts()) == concepts
    assert [store.concept(concept.id) for concept in concepts] == concepts
    assert store.counts == (len(concepts), sum(len(concept.terms) for concept in concepts))
    assert [term for _, _, term in store.terms()] == [term for concept in concepts for term in concept.terms]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from("ab"), CONCEPTS, st.booleans()), max_size=6))
def test_any_changes_leave_what_a_dict_would_hold(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, Concept, bool]]
) -> None:
    expected: dict[str, Concept] = {}
    with Termbase.open_or_create(tmp_path_factory.mktemp("base") / "t.db") as base:
        for id_, concept, keep in changes:
            concept = Concept(id_, concept.terms, note=concept.note, references=concept.references, links=concept.links)
            with base.change("test") as writer:
                if keep:
                    writer.put(concept)
                    expected[id_] = concept
                elif id_ in expected:
                    writer.remove(id_)
                    del expected[id_]
        assert {concept.id: concept for concept in base.concepts()} == expected
        assert base.counts == (len(expected), sum(len(concept.terms) for concept in expected.values()))
        rows = base.connection.execute("SELECT rowid FROM gram WHERE gram MATCH ?", (containing("国"),)).fetchall()
        keys = base.connection.execute("SELECT number FROM term WHERE instr(key, '国')").fetchall()
        assert sorted(rows) == sorted(keys), "the index holds what the table holds"
        base.connection.execute("INSERT INTO gram (gram) VALUES ('integrity-check')")


def test_a_termbase_of_the_first_schema_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    with Termbase.open_or_create(path) as base:
        put(base, simple("a", "甲", "x"))
        base.connection.execute("DROP TABLE said")
        base.connection.execute("DELETE FROM _sqlite_migrations WHERE name = '002_transactions'")
        base.connection.execute("PRAGMA user_version = 1")
        base.settle()
    with Store.open(path) as store:
        assert list(store.concepts()) == [simple("a", "甲", "x")]
    told = (Transaction("origination", "2018", "lin"),)
    with Termbase.open_or_create(path) as base:
        put(base, replace(simple("a", "甲", "x"), transactions=told))
        assert base.concept("a") == replace(simple("a", "甲", "x"), transactions=told)


PARTS = st.text("联合国大会abc -x", min_size=1, max_size=9)


@settings(deadline=None)
@given(st.lists(PARTS, min_size=1, max_size=8), PARTS)
def test_part_search_finds_exactly_what_holds_the_part(texts: list[str], part: str) -> None:
    store = sqlite3.connect(":memory:")
    store.execute(
        f'CREATE VIRTUAL TABLE gram USING fts5 (grams, content="", detail=none, tokenize="{schema.TOKENIZER}")'
    )
    store.executemany("INSERT INTO gram (rowid, grams) VALUES (?, ?)", [(n, gram_text(t)) for n, t in enumerate(texts)])
    for lengths in ((), range(1, 4)):
        query = containing(part, lengths)
        found = {number for (number,) in store.execute("SELECT rowid FROM gram WHERE gram MATCH ?", (query,))}
        right = {n for n, t in enumerate(texts) if part in t and (not lengths or len(t) in lengths)}
        assert right <= found
        assert all(not lengths or len(texts[number]) in lengths for number in found)


def test_the_shortest_come_first_however_many_there_are() -> None:
    texts = ["国" + chr(0x4E00 + at // 40) * (at % 40) + str(at) for at in range(2_000)]
    store = in_memory([simple(f"c{at}", zh=text) for at, text in enumerate(texts)])
    found = [hit.term.text for hit in store.containing("国")]
    assert sorted(found) == sorted(texts)
    assert [len(text) for text in found] == sorted(map(len, texts))


def test_an_id_that_comes_twice_in_one_change_is_one_concept(base: Termbase) -> None:
    put(base, simple("a", zh="甲", note="x"), simple("b", zh="乙"), simple("a", zh="甲", en="first", note="y"))
    found = base.concept("a")
    assert found is not None
    assert [term.text for term in found.terms] == ["甲", "first"]
    assert found.note == "x y"
    assert base.counts == (2, 3)


def test_every_change_gives_another_stamp_and_the_same_again_none(base: Termbase) -> None:
    stamps = [base.stamp]
    for concept in (simple("a", zh="甲"), simple("a", zh="乙"), simple("a", zh="甲")):
        put(base, concept)
        stamps.append(base.stamp)
    assert len(set(stamps)) == 4
    put(base, simple("a", zh="甲"))
    assert base.stamp == stamps[-1]


def test_two_termbases_never_share_a_stamp(tmp_path: Path) -> None:
    stamps = []
    for name in ("a.db", "b.db"):
        with Termbase.open_or_create(tmp_path / name) as base:
            stamps.append(base.stamp)
    assert stamps[0] != stamps[1]


def test_a_change_that_fails_leaves_nothing(base: Termbase) -> None:
    put(base, simple("a", zh="甲"))
    before = base.stamp
    with pytest.raises(RuntimeError), base.change("add") as writer:
        writer.put(simple("b", zh="乙"))
        writer.remove("a")
        raise RuntimeError
    assert [concept.id for concept in base.concepts()] == ["a"]
    assert base.stamp == before


@pytest.mark.parametrize(
    ("concept", "said"),
    [
        (simple(" ", zh="甲"), "a concept without an id"),
        (simple("a", zh="甲\x0b"), "a term of a holds U+000B at character 2, which no exchange file can hold"),
        (simple("a", zh="甲", note="x\ud800"), "the note of a holds U+D800 at character 2"),
        (Concept("a", (Term(" ", "en"),)), "a has an empty term"),
        (Concept("a", (Term("x", "zh-CN"),)), "'x' has 'zh-CN', which is not a language tag in its usual form"),
        (Concept("a", (Term("x", "?"),)), "'x' has '?', which is not a language tag in its usual form"),
    ],
)
def test_what_cannot_be_stored_is_refused_with_the_place(base: Termbase, concept: Concept, said: str) -> None:
    with pytest.raises(YizhiError) as caught:
        put(base, concept)
    assert str(caught.value).startswith(said)
    assert base.counts == (0, 0)


def _text(path: Path) -> None:
    path.write_text("zh\ten\n", encoding="utf-8")


def _other(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()


def _newer(path: Path) -> None:
    Termbase.open_or_create(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    connection.close()


def _damaged(path: Path) -> None:
    with Termbase.open_or_create(path) as base:
        put(base, *(simple(f"c{at}", zh="甲" * 9, en="x" * 99) for at in range(200)))
        base.settle()
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: None, "no such termbase"),
        (lambda path: path.mkdir(), "a folder, not a termbase"),
        (lambda path: path.touch(), "not a termbase (no SQLite database)"),
        (_text, "not a termbase (no SQLite database)"),
        (_other, "a database, but not a termbase of yizhi"),
        (_newer, f"made by a newer yizhi (schema {schema.VERSION + 1}, this one knows {schema.VERSION})"),
        (_damaged, "the termbase is damaged"),
    ],
)
def test_what_is_no_termbase_gets_one_line(tmp_path: Path, make: Callable[[Path], None], said: str) -> None:
    path = tmp_path / "x.db"
    make(path)
    with pytest.raises(YizhiError) as caught, Store.open(path) as store:
        list(store.concepts())
    assert str(caught.value).startswith(f"{path}: {said}")
    if make.__name__ in ("_text", "_other", "_newer"):
        before = path.read_bytes()
        with pytest.raises(YizhiError):
            Termbase.open_or_create(path)
        assert path.read_bytes() == before


def test_a_read_only_file_is_read_and_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.db"
    with Termbase.open_or_create(path) as base:
        put(base, simple("a", zh="甲"))
    monkeypatch.setattr(database.os, "access", lambda *_: False)
    with Store.open(path) as store:
        assert store.has("a")
    with pytest.raises(YizhiError, match="the termbase is read-only"):
        Termbase.open_or_create(path)


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    Termbase.open_or_create(tmp_path / "x.db").close()
    with Store.open(tmp_path / "x.db") as store, pytest.raises(sqlite3.OperationalError, match="readonly"):
        store.connection.execute("DELETE FROM concept")


def test_readers_leave_no_files_behind(tmp_path: Path) -> None:
    with Termbase.open_or_create(tmp_path / "x.db") as base:
        put(base, simple("a", zh="甲"))
    with Store.open(tmp_path / "x.db") as store:
        assert store.has("a")
    assert [path.name for path in tmp_path.iterdir()] == ["x.db"]


def test_keys_of_another_normalisation_are_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with Termbase.open_or_create(path) as base:
        put(base, simple("a", zh="聯合國", en="UN"))
        base.connection.execute("UPDATE state SET keys = 'old'")
        base.connection.execute("UPDATE term SET key = 'old'")
        base.connection.execute("INSERT INTO gram (gram) VALUES ('delete-all')")
    with open_library([path], builtin=False) as library:
        assert [match.kind for match in library.lookup("联合国")] == ["normalised"]
        assert [match.kind for match in library.lookup("合")] == ["part"]


def test_an_exported_termbase_is_one_whole_file(tmp_path: Path) -> None:
    concepts = [simple("a", zh="甲", en="first"), simple("b", zh="乙")]
    report = sqlite_db.write(concepts, tmp_path / "out.db", ExportOptions())
    assert (report.concepts, report.terms) == (2, 3)
    assert [path.name for path in tmp_path.iterdir()] == ["out.db"]
    assert list(sqlite_db.read(tmp_path / "out.db")) == concepts
    with pytest.raises(YizhiError, match="exists already"):
        sqlite_db.write(concepts, tmp_path / "out.db", ExportOptions())


WRITER = """
import sys
from pathlib import Path
from yizhi.termbase.model import Concept, Term
from yizhi.termbase.store.writing import Termbase
path, name, changes = sys.argv[1:]
with Termbase.open_or_create(Path(path)) as base:
    for number in range(int(changes)):
        with base.change("add", who=name) as writer:
            writer.put(Concept(f"{name}{number}", (Term("x", "en"),)))
"""


def test_two_processes_may_make_and_write_it_at_once(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    command = [sys.executable, "-c", WRITER, str(path)]
    running = [subprocess.Popen([*command, name, "25"], cwd=ROOT, stderr=subprocess.PIPE) for name in "ab"]
    for process in running:
        _, said = process.communicate(timeout=TIMEOUT)
        assert process.returncode == 0, said.decode()
    with Store.open(path) as store:
        assert store.counts == (50, 50)
        assert sorted(store.ids()) == sorted(f"{name}{number}" for name in "ab" for number in range(25))
        assert store.connection.execute("SELECT count(*), count(DISTINCT number) FROM change").fetchone() == (50, 50)


KILLED = """
import sys
from pathlib import Path
from yizhi.termbase.model import Concept, Term
from yizhi.termbase.store.writing import Termbase
with Termbase.open_or_create(Path(sys.argv[1])) as base, base.change("import") as writer:
    for number in range(30_000):
        writer.put(Concept(f"k{number}", (Term(f"killed {number}", "en"),)))
    print("in the middle", flush=True)
    sys.stdin.read()
"""


def test_a_killed_process_loses_its_own_change_alone(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    with Termbase.open_or_create(path) as base:
        put(base, simple("a", zh="甲"))
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"in the middle\n"
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=TIMEOUT)
    with Termbase.open_or_create(path) as base:
        assert [concept.id for concept in base.concepts()] == ["a"]
        assert base.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        put(base, simple("b", zh="乙"))
        assert base.counts == (2, 2)
