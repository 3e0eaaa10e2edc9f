"""TBX: what a dialect holds comes back, and the files of others are read as far as they go."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from concepts import SEVERAL, simple
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from tbxcases import BODY, CLIENTS, FULL, V3, read, write

from yizhi.termbase.clients import profiles, reasons
from yizhi.termbase.errors import Malformed, YizhiError
from yizhi.termbase.formats.form import Problem
from yizhi.termbase.formats.tbx_categories import DIALECTS
from yizhi.termbase.formats.tbx_held import Holder
from yizhi.termbase.formats.tbx_ids import id_of, xml_id
from yizhi.termbase.formats.tbx_writing import ids_in
from yizhi.termbase.importing import take_in
from yizhi.termbase.model import Concept, Kind, Link, Reference, Relation, Status, Transaction
from yizhi.termbase.store.history import history, with_history
from yizhi.termbase.store.writing import Termbase


def parsed(tmp_path: Path, text: str) -> tuple[list[Concept], list[Problem]]:
    path = tmp_path / "in.tbx"
    path.write_text(text, encoding="utf-8")
    return read(path)


V2 = '<martif type="TBX" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></martifHeader><text><body>\n{}</body></text></martif>\n'


def test_everything_that_basic_has_a_place_for(tmp_path: Path) -> None:
    report = write([FULL, BODY], tmp_path / "a.tbx")
    (back, _), problems = read(tmp_path / "a.tbx")
    assert [problem.message for problem in problems] == [
        "kept as notes: 1 administrativeStatus, 1 context, 1 definition"
    ]
    assert back.id == "unodc"
    assert (back.domain, back.definition, back.note) == (FULL.domain, FULL.definition, FULL.note)
    assert back.references == (*FULL.references[:2], Reference(title="ftp://x"))
    assert back.links == (Link(Relation.BROADER, "secretariat"),)
    assert [(term.text, term.status, term.kind) for term in back.terms] == [
        ("联合国毒品和犯罪问题办公室", Status.PREFERRED, Kind.FULL),
        ("毒罪办", Status.PREFERRED, Kind.SHORT),
        ("联合国毒品与犯罪办公室", Status.DEPRECATED, Kind.VARIANT),
        ("毒品办", Status.DEPRECATED, Kind.VARIANT),
        ("United Nations Office on Drugs and Crime", Status.PREFERRED, Kind.FULL),
        ("UNODC", Status.PREFERRED, Kind.ABBREVIATION),
    ]
    assert [term.note for term in back.terms] == [term.note for term in FULL.terms[:6]]
    assert back.terms[0].reference == "A/RES/46/185 C"
    assert back.transactions == FULL.transactions[:4]
    assert report.left_out == Counter(
        {
            "proposed terms (not decided, so not written)": 1,
            "forbidden as such (written as deprecated)": 1,
            "relations": 1,
            "references": 1,
            "strictnesses": 1,
            "validity dates": 1,
            "case marks": 1,
            "transactions": 2,
        }
    )
    text = (tmp_path / "a.tbx").read_text("utf-8")
    assert (
        '<descripGrp><descrip type="context">The UNODC report</descrip><admin type="source">E/2020/30</admin></descripGrp>'
        in text
    )
    assert "[register] neutralRegister" in text, "a category of another dialect stays in the note"


def test_linguist_has_more_places(tmp_path: Path) -> None:
    write([FULL, BODY], tmp_path / "a.tbx", dialect="linguist")
    text = (tmp_path / "a.tbx").read_text("utf-8")
    assert '<termNote type="register">neutralRegister</termNote>' in text
    (back, _), _ = read(tmp_path / "a.tbx")
    assert back.terms[1].note == FULL.terms[1].note


def test_core_writes_no_term_that_must_not_be_used(tmp_path: Path) -> None:
    report = write([FULL], tmp_path / "a.tbx", dialect="core")
    (back,), _ = read(tmp_path / "a.tbx")
    assert all(term.status.valid for term in back.terms)
    assert report.left_out["deprecated terms (the dialect has no statuses)"] == 1
    assert report.left_out["forbidden terms (the dialect has no statuses)"] == 1


@pytest.mark.parametrize(("dialect", "style"), V3)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(concepts=SEVERAL)
@example(concepts=[FULL, BODY])
def test_what_a_dialect_holds_comes_back(tmp_path: Path, dialect: str, style: str, concepts: list[Concept]) -> None:
    path = tmp_path / f"{dialect}-{style}.tbx"
    report = write(concepts, path, dialect=dialect, style=style)
    categories = DIALECTS[dialect][1]
    holder = Holder(categories, ids_in(concepts, "administrativeStatus" in categories))
    expected = [held.concept for concept in concepts if (held := holder.held(concept, Counter())) is not None]
    back, problems = read(path)
    assert back == expected
    assert not any(problem.lost for problem in problems)
    assert (report.concepts, report.terms) == (len(back), sum(len(one.terms) for one in back))
    again = tmp_path / "again.tbx"
    report = write(back, again, dialect=dialect, style=style)
    assert read(again)[0] == back, "what has come back once comes back for ever"
    assert set(report.left_out) <= {"relations"}, report.left_out


@settings(max_examples=200, deadline=None)
@given(text=st.text(min_size=1))
def test_ids_come_back(text: str) -> None:
    made = xml_id(text)
    assert id_of(made) == text
    assert etree.QName(made).localname == made
    assert made.isascii()


@pytest.mark.parametrize("client", CLIENTS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(concepts=SEVERAL)
@example(concepts=[FULL, BODY])
def test_files_for_clients_are_read_back(tmp_path: Path, client: str, concepts: list[Concept]) -> None:
    path = tmp_path / f"{client}.tbx"
    try:
        report = write(concepts, path, client=client)
    except YizhiError as error:
        assert "could use" in str(error)
        return
    back, problems = read(path)
    assert not any(problem.lost for problem in problems)
    assert (report.concepts, report.terms) == (len(back), sum(len(one.terms) for one in back))
    if profiles()[client].invalid == "omit":
        assert all(term.status.valid for concept in back for term in concept.terms)
    if not profiles()[client].several:
        assert all(len({term.language for term in one.terms}) == len(one.terms) for one in back)
    proposed = {term.text for one in concepts for term in one.terms if term.status is Status.PROPOSED}
    others = {term.text for one in concepts for term in one.terms if term.status is not Status.PROPOSED}
    assert not {term.text for one in back for term in one.terms} & (proposed - others)


@pytest.mark.parametrize(
    "options", [{}, {"style": "dct"}, {"dialect": "min"}, {"client": "omegat"}, {"client": "trados"}]
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(concepts=SEVERAL)
@example(concepts=[FULL, BODY])
def test_the_quick_way_reads_what_the_parser_reads(
    tmp_path: Path, options: dict[str, str], concepts: list[Concept]
) -> None:
    path = tmp_path / "a.tbx"
    try:
        write(concepts, path, **options)
    except YizhiError:
        return
    for exact in (True, False):
        text = path.read_text("utf-8")
        if not exact:
            path.write_text(text.replace("<p>yizhi", "<p>other"), encoding="utf-8")
        quick = read(path)[0]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("yizhi.termbase.formats.tbx_quick.concept", lambda text, exact: None)
            assert read(path)[0] == quick


@pytest.mark.shared
def test_the_quick_way_reads_samples_alike(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = sorted((shared / "standards").rglob("*.tbx"))
    quick = [read(path)[0] for path in paths]
    monkeypatch.setattr("yizhi.termbase.formats.tbx_quick.concept", lambda text, exact: None)
    assert [read(path)[0] for path in paths] == quick


@pytest.mark.parametrize("client", CLIENTS)
def test_every_client_says_why(client: str) -> None:
    assert len(reasons(client)) > 100


def test_weblate_gets_forbidden_terms_apart(tmp_path: Path) -> None:
    write([FULL], tmp_path / "a.tbx", client="weblate")
    text = (tmp_path / "a.tbx").read_text("utf-8")
    assert text.count(">forbidden<") == 2
    assert text.count("<termEntry ") == 5
    assert "<term>UNODC</term>" in text


def test_unknown_dialects_styles_and_clients_are_refused(tmp_path: Path) -> None:
    for options in ({"dialect": "large"}, {"style": "dcx"}, {"client": "wordstar"}):
        with pytest.raises(YizhiError, match=r"no (TBX|client)"):
            write([BODY], tmp_path / "a.tbx", **options)
    assert not (tmp_path / "a.tbx").exists()


def test_who_changed_what_when_goes_through_a_termbase(tmp_path: Path) -> None:
    write([replace(BODY, transactions=FULL.transactions[:2])], tmp_path / "a.tbx")
    with Termbase.open_or_create(tmp_path / "t.db") as base:
        with base.change("add", who="wei") as writer:
            writer.put(simple("own", "自己", "own"))
        take_in(base, tmp_path / "a.tbx", who="lin")
        with base.change("edit", who="mei") as writer:
            writer.put(replace(BODY, note="x", transactions=FULL.transactions[:2]))
        added, _, edited = (change.at for change in reversed(history(base)))
        whole = list(with_history(base, base.concepts()))
        assert [one.transactions for one in whole] == [
            (Transaction("origination", added, "wei"),),
            (*FULL.transactions[:2], Transaction("modification", edited, "mei")),
        ]
        write(whole, tmp_path / "b.tbx")
        tally, _ = take_in(base, tmp_path / "b.tbx")
        assert (tally.added, tally.replaced, tally.same) == (0, 0, 2), "our own history is nothing new to us"
    with Termbase.open_or_create(tmp_path / "other.db") as other:
        take_in(other, tmp_path / "b.tbx")
        assert list(with_history(other, other.concepts())) == whole, "an import is no origination"


def test_transactions_of_other_editions_are_kept(tmp_path: Path) -> None:
    group = (
        '<transacGrp><transac type="terminologyManagementTransactions">{}</transac>'
        '<transacNote type="responsibility" target="p1">Jane</transacNote><date>2007-07-22</date></transacGrp>'
    )
    entry = (
        f'<termEntry id="a">{group.format("approval")}<langSet xml:lang="zh-CN"><tig><term>词</term>'
        f"{group.format('input')}</tig></langSet></termEntry>"
    )
    (concept,), problems = parsed(tmp_path, V2.format(entry))
    assert problems == []
    assert concept.transactions == (
        Transaction("approval", "2007-07-22", "Jane"),
        Transaction("input", "2007-07-22", "Jane", "zh-Hans", "词"),
    )
    assert write([concept], tmp_path / "b.tbx").left_out == Counter({"transactions": 2})


MICROSOFT = """<termEntry id="7_1">
  <langSet xml:lang="en-US"><descripGrp><descrip type="definition">A room for
     meetings.</descrip></descripGrp>
    <ntig><termGrp><term id="t1">meeting room</term><termNote type="partOfSpeech">Noun</termNote></termGrp></ntig></langSet>
  <langSet xml:lang="zh-cn"><ntig><termGrp><term id="t2">会议室</term>
    <termNote type="geographicalUsage">zh-CN</termNote></termGrp></ntig></langSet>
  <langSet xml:lang="zh-tw"><ntig><termGrp><term>會議室</term></termGrp></ntig></langSet>
</termEntry>
"""


def test_ntig_and_definitions_of_a_language(tmp_path: Path) -> None:
    (concept,), problems = parsed(tmp_path, V2.format(MICROSOFT))
    assert concept.definition == "A room for meetings."
    assert [(term.text, term.language, term.part_of_speech) for term in concept.terms] == [
        ("meeting room", "en", "noun"),
        ("会议室", "zh-Hans", ""),
        ("會議室", "zh-Hant", ""),
    ]
    assert concept.terms[1].note == "[geographicalUsage] zh-CN"
    assert [problem.lost for problem in problems] == [False]


def test_statuses_in_every_spelling(tmp_path: Path) -> None:
    words = {
        "preferredTerm-admn-sts": Status.PREFERRED,
        "Preferred Term": Status.PREFERRED,
        "admitted": Status.ADMITTED,
        "supersededTerm-admn-sts": Status.DEPRECATED,
        "deprecatedTerm": Status.DEPRECATED,
        "forbidden": Status.FORBIDDEN,
        "proposedTerm": Status.PROPOSED,
    }
    tigs = "".join(
        f'<tig><term>t{at}</term><termNote type="administrativeStatus">{word}</termNote></tig>'
        for at, word in enumerate(words)
    )
    (concept,), _ = parsed(
        tmp_path, V2.format(f'<termEntry id="a"><langSet xml:lang="en">{tigs}</langSet></termEntry>')
    )
    assert [term.status for term in concept.terms] == list(words.values())


def test_without_a_status_the_first_is_preferred(tmp_path: Path) -> None:
    entry = '<termEntry><langSet xml:lang="en"><tig><term>a</term></tig><tig><term>b</term></tig><tig><term>C</term><termNote type="termType">acronym</termNote></tig></langSet></termEntry>'
    (concept,), _ = parsed(tmp_path, V2.format(entry))
    assert [term.status for term in concept.terms] == [Status.PREFERRED, Status.ADMITTED, Status.PREFERRED]
    assert concept.id.startswith("a-"), "an entry without an id gets one from its terms"


BROKEN = {
    "no term": ('<termEntry id="x"><langSet xml:lang="en"><tig/></langSet></termEntry>', "without a term"),
    "not well-formed": (
        '<termEntry id="x"><langSet xml:lang="en"><tig><term>a</trm></tig></langSet></termEntry>',
        "not well-formed",
    ),
    "no language": (
        "<termEntry id='x'><langSet><tig><term>a</term></tig></langSet></termEntry>",
        "without a language tag",
    ),
    "an entity": (
        '<termEntry id="x"><langSet xml:lang="en"><tig><term>&a;</term></tig></langSet></termEntry>',
        "not well-formed",
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_entry_costs_one_and_says_where(tmp_path: Path, what: str) -> None:
    entry, message = BROKEN[what]
    good = '<termEntry id="g{}"><langSet xml:lang="en"><tig><term>good</term></tig></langSet></termEntry>\n'
    concepts, problems = parsed(tmp_path, V2.format(good.format(1) + entry + "\n" + good.format(2)))
    assert [concept.id for concept in concepts] == ["g1", "g2"]
    assert message in problems[0].message
    assert problems[0].line == 3
    assert problems[0].lost


def test_a_second_term_in_a_section_is_kept_with_what_is_said_of_both(tmp_path: Path) -> None:
    tig = '<tig><term>well</term><term>borehole</term><termNote type="partOfSpeech">noun</termNote></tig>'
    group = "<ntig><termGrp><term>井</term><term>水井</term></termGrp></ntig>"
    entry = (
        f'<termEntry id="a"><langSet xml:lang="en">{tig}</langSet><langSet xml:lang="zh">{group}</langSet></termEntry>'
    )
    (concept,), problems = parsed(tmp_path, V2.format(entry))
    assert [(term.text, term.part_of_speech) for term in concept.terms] == [
        ("well", "noun"),
        ("borehole", "noun"),
        ("井", ""),
        ("水井", ""),
    ]
    assert problems == []


def test_empty_terms_of_an_export_are_one_remark(tmp_path: Path) -> None:
    entry = '<termEntry id="{}"><langSet xml:lang="en"><tig><term>{}</term></tig></langSet><langSet xml:lang="zh"><tig><term/></tig></langSet></termEntry>'
    concepts, problems = parsed(tmp_path, V2.format("".join(entry.format(n, "a" * (n % 3)) for n in range(1, 7))))
    assert [concept.id for concept in concepts] == ["1", "2", "4", "5"]
    assert [(problem.lost, problem.message) for problem in problems] == [
        (False, "empty terms were left out (8; 2 entries have no other)")
    ]


def test_prefixes_that_were_never_declared(tmp_path: Path) -> None:
    entry = '<t:termEntry id="a" hs:x="1"><t:langSet xml:lang="en"><t:tig><t:term>term</t:term></t:tig></t:langSet></t:termEntry>'
    (concept,), _ = parsed(tmp_path, V2.format(entry))
    assert concept.terms[0].text == "term"


def test_illegal_characters_are_cleaned_with_a_note(tmp_path: Path) -> None:
    entry = '<termEntry id="a"><langSet xml:lang="en"><tig><term>a\x0bb&#11;c</term></tig></langSet></termEntry>'
    (concept,), problems = parsed(tmp_path, V2.format(entry))
    assert concept.terms[0].text == "a b c"
    assert [problem.lost for problem in problems] == [False]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"<html/>", "not TBX"),
        (b"<martif><!-- x", "not TBX|breaks off"),
        (b'<!DOCTYPE martif [<!ENTITY a "b">]><martif/>', "declares an entity"),
    ],
)
def test_what_is_no_tbx(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "a.tbx"
    path.write_bytes(content)
    try:
        _, problems = read(path)
    except Malformed as error:
        problems = [error]  # type: ignore[list-item]
    assert any(__import__("re").search(message, str(problem)) for problem in problems)


def test_translate_toolkit_reads_every_term_and_status(tmp_path: Path) -> None:
    from translate.storage.tbx import tbxfile

    concepts = [FULL, BODY, simple("会议", "会 议 <&>", "meet & greet")]
    write(concepts, tmp_path / "a.tbx", client="translate-toolkit")
    with (tmp_path / "a.tbx").open("rb") as file:
        store = tbxfile(file)
    wanted = {
        Status.PREFERRED: "preferred",
        Status.ADMITTED: "admitted",
        Status.DEPRECATED: "deprecated",
        Status.FORBIDDEN: "deprecated",
    }
    assert len(store.units) == len(concepts)
    for unit, concept in zip(store.units, concepts, strict=True):
        for tag in ("en", "zh-Hans"):
            theirs = {(term.text, term.administrative_status) for term in unit.get_target_terms(tag)}
            ours = {
                (term.text, f"{wanted[term.status]}Term-admn-sts")
                for term in concept.terms
                if term.language == tag and term.status is not Status.PROPOSED
            }
            assert theirs == ours
