"""The language server as an editor sees it: places, versions, corrections, terms, settings; over pipes in this process."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lspclient import Client
from lsprotocol import types

from yizhi.faces.lsp.buffer import Buffer, TextLines
from yizhi.faces.lsp.diagnostics import MOST_DIAGNOSTICS
from yizhi.faces.lsp.settings_file import switched_off
from yizhi.termbase.errors import YizhiError

TERMS = (
    "id\tstrictness\tzh-Hans\ten\treference\n"
    "sc\tname\t安全理事会\tSecurity Council\tA/RES/1\n"
    "peace\tterm\t和平\tpeace\t\n"
    "un\tname\t联合国\tUnited Nations\t\n"
)
ENCODINGS = [types.PositionEncodingKind.Utf32, types.PositionEncodingKind.Utf16, types.PositionEncodingKind.Utf8]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Path:
    (tmp_path / "terms.tsv").write_text(TERMS, "utf-8")
    (tmp_path / "yizhi.toml").write_text('termbases = ["terms.tsv"]\nbuiltin = false\n', "utf-8")
    return tmp_path


@pytest.fixture
def client(folder: Path) -> Iterator[Client]:
    with Client(folder) as connected:
        yield connected


def words(text: str, place: dict[str, Any]) -> str:
    """What a range in code points holds."""
    lines = TextLines(text, types.PositionEncodingKind.Utf32)
    start, end = (lines.offset(types.Position(**place[name])) for name in ("start", "end"))
    return text[start:end]


def only(diagnostics: list[dict[str, Any]], rule: str) -> dict[str, Any]:
    (match,) = [item for item in diagnostics if item["code"] == rule]
    return match


def mended(text: str, action: dict[str, Any]) -> str:
    """A text with the edits of an action."""
    lines = TextLines(text, types.PositionEncodingKind.Utf32)
    for edit in reversed(action["edit"]["documentChanges"][0]["edits"]):
        start, end = (lines.offset(types.Position(**edit["range"][name])) for name in ("start", "end"))
        text = text[:start] + edit["newText"] + text[end:]
    return text


# ---------------------------------------------------------------- positions and changes

TEXTS = st.text(st.sampled_from("ab会😀é\u2028\x0c\n\r"), max_size=40)


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=TEXTS)
def test_positions_lead_back_to_their_offsets(encoding: types.PositionEncodingKind, text: str) -> None:
    lines = TextLines(text, encoding)
    for offset in range(len(text) + 1):
        inside_line_end = text[offset - 1 : offset + 1] == "\r\n"
        assert lines.offset(lines.position(offset)) == offset - inside_line_end


@pytest.mark.parametrize(("encoding", "column"), list(zip(ENCODINGS, (2, 3, 7), strict=True)))
def test_a_column_counts_in_the_units_that_were_agreed(encoding: types.PositionEncodingKind, column: int) -> None:
    assert TextLines("x\n😀会，", encoding).position(4) == types.Position(1, column)


def test_lines_end_as_the_protocol_says() -> None:
    lines = TextLines("a\u2028b\x0cc\r\nd\re", types.PositionEncodingKind.Utf32)
    assert [lines.bounds(number) for number in range(len(lines))] == [(0, 5), (7, 8), (9, 10)]


def test_what_lies_beyond_is_the_end() -> None:
    lines = TextLines("ab\ncd", types.PositionEncodingKind.Utf16)
    assert [lines.offset(types.Position(*place)) for place in ((0, 9), (1, 9), (7, 0))] == [2, 5, 5]


@given(text=TEXTS, new=TEXTS, start=st.integers(0, 40), size=st.integers(0, 10))
def test_a_change_of_a_part_is_a_change_of_the_text(text: str, new: str, start: int, size: int) -> None:
    buffer = Buffer("file:///a.txt", "plaintext", 1, text)
    start = min(start, len(text))
    end = min(start + size, len(text))
    place = buffer.lines.range(start, end)
    first, last = buffer.lines.offset(place.start), buffer.lines.offset(place.end)
    newer = buffer.changed([types.TextDocumentContentChangePartial(place, new)], 2)
    assert (newer.text, newer.version) == (text[:first] + new + text[last:], 2)


# ---------------------------------------------------------------- places in files

XLIFF = """<?xml version="1.0" encoding="GB2312"?>
<xliff version="1.2"><file source-language="en" target-language="zh-CN" original="a" datatype="plaintext"><body>
<trans-unit id="u1"><source>R&amp;D (<g id="1">R&amp;D</g>): <ph id="2">{x}</ph>75 members met.</source>
<target>研发（<g id="1">R&amp;D</g>）：<ph id="2">{x}</ph>57名成员开会。</target></trans-unit>
</body></file></xliff>"""
TMX = """<tmx version="1.4"><header srclang="en" adminlang="en" segtype="sentence" datatype="plaintext" o-tmf="x"
 creationtool="x" creationtoolversion="1"/><body><tu tuid="t1"><tuv xml:lang="en"><seg>A &lt; B:
 75 members met.</seg></tuv><tuv xml:lang="zh"><seg>A &lt; B：<bpt i="1">&lt;b></bpt>57<ept i="1">&lt;/b></ept>名成员开会。</seg></tuv></tu></body></tmx>"""
PO = 'msgid "A \\"quoted\\" line\\n"\n"of 75 members met."\nmsgstr "一行“加引号”的\\n"\n"57名成员开会。"\n'
CSV = 'id,zh,en\nu1,"""引号""，共有45名代表。","Quotes, ""there"" were 54 representatives."\n'
FILES = [
    ("a.txt", "\ufeff第一段。\r\n\r\n😀委员会审议了报告,并通过了决定。", "half-width-punctuation", ","),
    ("a.md", "# 报告\n\n委员会**审议**了[报告](http://example.org/a,b),并通过了决定。\n", "half-width-punctuation", ","),
    ("a.html", "<p>委员会 &amp; 理事会<b>审议</b>了报告,并通过了决定。</p>", "half-width-punctuation", ","),
    ("a.tsv", "id\tzh\ten\nu1\t共有45名代表。\tThere were 54 representatives.\n", "number-mismatch", "54"),
    ("a.csv", CSV, "number-mismatch", "54"),
    ("a.po", PO, "number-mismatch", "57"),
    ("a.xlf", XLIFF, "number-mismatch", "57"),
    ("a.tmx", TMX, "number-mismatch", "57"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "rule", "flagged"), FILES, ids=[file[0] for file in FILES])
def test_a_finding_stands_on_its_words_in_the_file(
    client: Client, name: str, text: str, rule: str, flagged: str
) -> None:
    uri = client.open(name, text)
    finding = only(client.diagnostics(uri), rule)
    assert words(text, finding["range"]) == flagged
    if rule == "number-mismatch":
        (related,) = finding["relatedInformation"]
        assert words(text, related["location"]["range"]) in ("75", "45")
    fix = client.actions(uri, *places(finding), "quickfix")[0]
    assert fix["title"].startswith("Replace")
    left = client.open(f"mended-{name}", mended(text, fix))
    assert rule not in [item["code"] for item in client.diagnostics(left)]


def places(diagnostic: dict[str, Any]) -> tuple[tuple[int, int], tuple[int, int]]:
    start, end = (diagnostic["range"][name] for name in ("start", "end"))
    return (start["line"], start["character"]), (end["line"], end["character"])


def test_positions_in_utf16_where_the_client_knows_no_better(folder: Path) -> None:
    with Client(folder, "utf-16") as client:
        assert client.answer["result"]["capabilities"]["positionEncoding"] == "utf-16"
        uri = client.open("a.txt", "😀委员会审议了报告,并通过了决定。")
        assert places(client.diagnostics(uri)[0]) == ((0, 10), (0, 11))


def test_a_finding_says_what_it_is(client: Client) -> None:
    uri = client.open("untitled:Untitled-1", "委员会审议了报告,并通过了决定。")
    (finding,) = client.diagnostics(uri)
    assert (finding["source"], finding["severity"]) == ("yizhi", 2)
    page = Path(finding["codeDescription"]["href"].removeprefix("file://"))
    assert page.read_text("utf-8").startswith("### half-width-punctuation\n")


def test_a_broken_file_is_one_diagnostic_with_its_line(client: Client) -> None:
    uri = client.open("a.xlf", XLIFF.replace("</target>", "</tarket>"))
    (finding,) = client.diagnostics(uri)
    assert (finding["code"], finding["severity"], finding["range"]["start"]["line"]) == ("unreadable", 1, 3)
    assert "not well-formed XML" in finding["message"]


def test_a_damaged_row_is_told_and_the_others_are_checked(client: Client) -> None:
    text = "id\tzh\ten\nu1\t甲\ta\tb\tc\nu2\t共有45名代表。\tThere were 54 representatives.\n"
    found = client.diagnostics(client.open("a.tsv", text))
    assert [(item["code"], item["range"]["start"]["line"]) for item in found] == [
        ("unreadable", 1),
        ("number-mismatch", 2),
    ]


def test_nothing_is_found_in_nothing(client: Client) -> None:
    assert client.diagnostics(client.open("a.txt", " \n")) == []


def test_a_flood_is_capped_and_says_so(client: Client) -> None:
    number = MOST_DIAGNOSTICS + 100
    rows = "".join(f"u{row}\t共有45名代表。\tThere were 5{row % 10} representatives.\n" for row in range(number))
    found = client.diagnostics(client.open("a.tsv", f"id\tzh\ten\n{rows}"))
    assert len(found) == MOST_DIAGNOSTICS + 1
    assert found[0]["code"] == "too-many-findings"
    assert found[0]["message"].startswith(f"{MOST_DIAGNOSTICS} of ")


# ---------------------------------------------------------------- versions


def change(start: tuple[int, int], end: tuple[int, int], text: str) -> dict[str, Any]:
    first, last = ({"line": line, "character": character} for line, character in (start, end))
    return {"range": {"start": first, "end": last}, "text": text}


def test_a_version_that_was_changed_meanwhile_is_never_told(folder: Path) -> None:
    with Client(folder, delay=0.01) as client:
        uri = client.open("a.txt", "委员会审议了报告。")
        for version in range(2, 40):
            client.change(uri, version, change((0, 8), (0, 9), "," if version % 2 else "。"))
        assert client.diagnostics(uri, 39)[0]["code"] == "half-width-punctuation"
        versions = [sent["version"] for sent in client.history]
        assert versions == sorted(set(versions))


def test_changes_of_one_message_follow_each_other(client: Client) -> None:
    uri = client.open("a.txt", "委员会审议了报告。")
    assert client.diagnostics(uri) == []
    client.change(
        uri, 2, {"text": "委员会审议了报告并通过了决定。"}, change((0, 8), (0, 8), "，"), change((0, 8), (0, 9), ",")
    )
    finding = only(client.diagnostics(uri, 2), "half-width-punctuation")
    assert places(finding) == ((0, 8), (0, 9))


def test_a_closed_text_has_no_diagnostics(client: Client) -> None:
    uri = client.open("a.txt", "委员会审议了报告,并通过了决定。")
    assert client.diagnostics(uri)
    client.close(uri)
    assert client.diagnostics(uri, None) == []


def pulled(client: Client, uri: str, previous: str | None = None) -> dict[str, Any]:
    asked: dict[str, Any] = {"textDocument": {"uri": uri}}
    if previous:
        asked["previousResultId"] = previous
    return dict(client.ask("textDocument/diagnostic", asked)["result"])


def test_a_client_that_asks_is_sent_nothing(folder: Path) -> None:
    with Client(folder, pull=True) as client:
        uri = client.open("a.txt", "委员会审议了报告,并通过了决定。")
        answer = pulled(client, uri)
        assert (answer["kind"], [item["code"] for item in answer["items"]]) == ("full", ["half-width-punctuation"])
        assert pulled(client, uri, answer["resultId"]) == {"kind": "unchanged", "resultId": answer["resultId"]}
        client.change(uri, 2, {"text": "委员会审议了报告。"})
        assert pulled(client, uri, answer["resultId"])["items"] == []
        client.close(uri)
        assert pulled(client, uri)["items"] == []
        assert client.published == {}


def test_an_answer_about_an_older_text_is_refused(folder: Path) -> None:
    with Client(folder, pull=True, delay=0.01) as client:
        uri = client.open("a.txt", "委员会审议了报告。")
        number = client.begin("textDocument/diagnostic", {"textDocument": {"uri": uri}})
        client.change(uri, 2, {"text": "委员会审议了报告,并通过了决定。"})
        assert client.wait(number)["error"]["code"] == -32801
        assert len(pulled(client, uri)["items"]) == 1


# ---------------------------------------------------------------- what can be done

SLIP = "委员会审议了报告,并通过了决定。"


def test_a_suggestion_is_preferred_only_when_it_is_safe(client: Client) -> None:
    uri = client.open("a.txt", SLIP)
    (finding,) = client.diagnostics(uri)
    fix = client.actions(uri, *places(finding), "quickfix")[0]
    assert (fix["title"], fix["isPreferred"]) == ("Replace “,” by “，”", True)
    assert mended(SLIP, fix) == SLIP.replace(",", "，")
    table = "id\tzh\ten\nu1\t共有45名代表。\tThere were 54 representatives.\n"
    uri = client.open("a.tsv", table)
    unsure = client.actions(uri, *places(client.diagnostics(uri)[0]), "quickfix")[0]
    assert "isPreferred" not in unsure


def test_all_safe_suggestions_at_once(client: Client) -> None:
    text = f"{SLIP}\n\n会议讨论了议程;并休会。"
    uri = client.open("a.txt", text)
    client.diagnostics(uri)
    (action,) = client.actions(uri, (0, 0), (0, 0), "source.fixAll")
    assert (action["kind"], mended(text, action)) == ("source.fixAll.yizhi", text.replace(",", "，").replace(";", "；"))
    assert client.actions(uri, (0, 0), (0, 0), "source.organizeImports") == []


def test_a_dismissed_finding_stays_away_for_every_editor(client: Client, folder: Path) -> None:
    uri = client.open("a.txt", SLIP)
    (finding,) = client.diagnostics(uri)
    dismissal = next(item for item in client.actions(uri, *places(finding)) if item["title"].startswith("Dismiss"))
    client.run(dismissal["command"])
    assert client.diagnostics(uri, 1, lambda sent: not sent["diagnostics"]) == []
    (entry,) = json.loads((folder / "yizhi-baseline.json").read_text("utf-8"))["dismissed"]
    assert (entry["rule"], entry["text"]) == ("half-width-punctuation", ",")
    client.run(dismissal["command"])
    assert "not there any more" in client.messages[-1]


def test_a_rule_is_switched_off_in_the_settings(client: Client, folder: Path) -> None:
    uri = client.open("a.txt", SLIP)
    (finding,) = client.diagnostics(uri)
    switch = next(item for item in client.actions(uri, *places(finding)) if item["title"].startswith("Switch"))
    client.run(switch["command"])
    assert client.diagnostics(uri, 1, lambda sent: not sent["diagnostics"]) == []
    text = (folder / "yizhi.toml").read_text("utf-8")
    assert text == 'termbases = ["terms.tsv"]\nbuiltin = false\n\n[rules]\nhalf-width-punctuation = "off"\n'


def test_a_selection_becomes_a_proposal(client: Client, folder: Path) -> None:
    uri = client.open("a.txt", "加快落实全球契约。")
    client.diagnostics(uri)
    (action,) = client.actions(uri, (0, 4), (0, 8), "refactor")
    assert action["title"] == "Propose “全球契约” as a term"
    client.run(action["command"])
    assert client.messages[-1].startswith("“全球契约” is proposed as ")
    hover = client.ask_at("textDocument/hover", uri, 0, 5)["contents"]["value"]
    assert "**全球契约** (proposed)" in hover
    client.run(action["command"])
    assert "there already" in client.messages[-1]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '[rules]\nx-y = "off"\n'),
        ("builtin = false\r\n[rules] # ours\r\nz = \"off\"\r\n", 'builtin = false\r\n[rules] # ours\r\nx-y = "off"\r\nz = "off"\r\n'),
        ('[rules]\nx-y = "info"\n[other]\nx-y = 1\n', '[rules]\nx-y = "off"\n[other]\nx-y = 1\n'),
    ],
)  # fmt: skip
def test_settings_keep_everything_else(before: str, after: str) -> None:
    assert switched_off(before, "x-y") == after


def test_settings_that_a_line_cannot_change_are_left_alone() -> None:
    with pytest.raises(YizhiError, match="cannot be changed here"):
        switched_off("rules = { z = 'off' }\n", "x-y")
    assert switched_off("[tool.yizhi]\nbuiltin = false\n", "x-y", project=True).endswith(
        '[tool.yizhi.rules]\nx-y = "off"\n'
    )


# ---------------------------------------------------------------- what is shown


def test_a_term_shows_its_record_and_why_its_edges_hold(client: Client) -> None:
    uri = client.open("a.txt", "各方公平和平等地对待安全理事会。")
    hover = client.ask_at("textDocument/hover", uri, 0, 12)
    text = hover["contents"]["value"]
    assert "✓ **安全理事会** — whole words" in text
    assert "- en: **Security Council**" in text
    assert "reference: A/RES/1" in text
    assert hover["range"] == {"start": {"line": 0, "character": 10}, "end": {"line": 0, "character": 15}}
    dropped = client.ask_at("textDocument/hover", uri, 0, 5)["contents"]["value"]
    assert dropped.startswith("✗ **和平** — its edges cut words")
    assert "公平|和|平等" in dropped
    assert client.ask_at("textDocument/hover", uri, 0, 0) is None


def test_a_finding_shows_the_manual_page_of_its_rule(client: Client) -> None:
    uri = client.open("a.txt", SLIP)
    client.diagnostics(uri)
    text = client.ask_at("textDocument/hover", uri, 0, 8)["contents"]["value"]
    assert "### half-width-punctuation" in text
    assert "**Why:**" in text


def labels(client: Client, uri: str, line: int, character: int) -> list[str]:
    return [item["label"] for item in client.ask_at("textDocument/completion", uri, line, character)["items"]]


def test_the_official_renderings_of_the_source_come_first(client: Client) -> None:
    text = "id\ten\tzh\nu1\tThe Security Council met.\t\nu2\tPeace.\t联\n"
    uri = client.open("a.tsv", text)
    assert labels(client, uri, 1, len("u1\tThe Security Council met.\t"))[0] == "安全理事会"
    items = client.ask_at("textDocument/completion", uri, 2, len("u2\tPeace.\t联"))["items"]
    assert [item["label"] for item in items] == ["和平", "联合国"]
    assert items[1]["textEdit"]["range"]["start"]["character"] == len("u2\tPeace.\t")


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("请安全", "安全理事会"),
        ("请 anquanl", "安全理事会"),
        ("请 lhg", "联合国"),
        ("the security cou", "Security Council"),
    ],
)
def test_terms_by_how_they_begin(client: Client, typed: str, label: str) -> None:
    uri = client.open("a.txt", typed)
    assert label in labels(client, uri, 0, len(typed))


@pytest.mark.parametrize(
    ("name", "text", "names"),
    [
        ("a.md", "# 一\n```\n# no\n```\n## 二 ##\n", ["# 一", "## 二"]),
        ("a.txt", "一、导言\n委员会开会。\nII. Conclusions\n", ["一、导言", "II. Conclusions"]),
        ("a.html", "<h2>导<b>言</b></h2><p>正文。</p>", ["导言"]),
        ("a.tsv", "id\tzh\ten\nu7\t甲\ta\n", ["u7 甲"]),
    ],
)
def test_the_outline(client: Client, name: str, text: str, names: list[str]) -> None:
    uri = client.open(name, text)
    found = client.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri}})["result"]
    assert [item["name"] for item in found] == names


# ---------------------------------------------------------------- settings, termbases, sources


def test_changed_files_are_noticed(client: Client, folder: Path) -> None:
    uri = client.open("a.txt", SLIP)
    assert len(client.diagnostics(uri)) == 1
    globs = [
        glob["globPattern"] for glob in client.requests[0]["params"]["registrations"][0]["registerOptions"]["watchers"]
    ]
    assert "**/yizhi.toml" in globs
    (folder / "yizhi.toml").write_text("builtin = false\n[rules]\ndefault = 'off'\n", "utf-8")
    client.tell("workspace/didChangeWatchedFiles", {"changes": []})
    assert client.diagnostics(uri, 1, lambda sent: not sent["diagnostics"]) == []


def test_broken_settings_are_told_and_the_last_good_ones_hold(client: Client, folder: Path) -> None:
    uri = client.open("a.txt", SLIP)
    client.diagnostics(uri)
    (folder / "yizhi.toml").write_text("[rules]\nno-such-rule = 'off'\n", "utf-8")
    client.change(uri, 2, {"text": SLIP})
    found = client.diagnostics(uri, 2)
    assert [item["code"] for item in found] == ["settings", "half-width-punctuation"]
    assert "yizhi.toml:2: unknown rule 'no-such-rule'" in client.messages[-1]


def test_a_translation_is_checked_with_the_source_that_the_settings_name(client: Client, folder: Path) -> None:
    (folder / "yizhi.toml").write_text('builtin = false\n[sources]\n"a.zh.txt" = "a.en.txt"\n', "utf-8")
    (folder / "a.en.txt").write_text("The meeting was held.\n\nThere were 45 representatives.\n", "utf-8")
    text = "会议已举行。\n\n共有54名代表。\n"
    uri = client.open("a.zh.txt", text)
    finding = only(client.diagnostics(uri), "number-mismatch")
    assert words(text, finding["range"]) == "54"
    (related,) = finding["relatedInformation"]
    assert related["location"]["uri"].endswith("/a.en.txt")
    assert related["location"]["range"]["start"] == {"line": 2, "character": 11}


def test_an_editor_in_chinese_is_answered_in_chinese(folder: Path) -> None:
    with Client(folder, locale="zh-cn") as client:
        uri = client.open("a.txt", SLIP)
        (finding,) = client.diagnostics(uri)
        assert finding["message"] == "中文中有半角标点“,” → ，"
        titles = [action["title"] for action in client.actions(uri, *places(finding), "quickfix")]
        assert titles[0] == "把“,”改为“，”"
        assert titles[2] == "在 yizhi.toml 中关闭规则 half-width-punctuation"
        page = client.ask_at("textDocument/hover", uri, 0, 8)["contents"]["value"]
        assert "**理由：**" in page
        client.change(uri, 2, {"text": "各方公平和平等地对待安全理事会。"})
        client.diagnostics(uri, 2)
        hover = client.ask_at("textDocument/hover", uri, 0, 12)["contents"]["value"]
        assert "✓ **安全理事会** — 前后都是词的边界" in hover
        assert "- 出处：A/RES/1" in hover
        dropped = client.ask_at("textDocument/hover", uri, 0, 5)["contents"]["value"]
        assert dropped.startswith("✗ **和平** — 边界把词切断（存疑度 ")
        assert "此处不是术语" in dropped
        (folder / "yizhi.toml").write_text('builtin = false\nlanguage = "en"\n', "utf-8")
        client.change(uri, 3, {"text": SLIP})
        assert client.diagnostics(uri, 3)[0]["message"].startswith("half-width")


def test_without_the_extra_the_command_says_one_line(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['pygls'] = None\n"
        "import importlib.util as util; real = util.find_spec\n"
        "util.find_spec = lambda name, *rest: None if name == 'pygls' else real(name, *rest)\n"
        "from yizhi.cli.app import main; main(['lsp'])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "yizhi: the language server needs pygls; pip install 'yizhi[lsp]'\n")
