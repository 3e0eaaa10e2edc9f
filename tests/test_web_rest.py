"""The server's own interface: it answers as the command line does, and keeps drafts only for those who have the token."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from servers import TERMS, TOKEN, WITH_TOKEN, client, error, resources
from starlette.testclient import TestClient

from yizhi.checks import baseline
from yizhi.faces.web.backend import SMALL
from yizhi.faces.web.shelf import MOST_DRAFTS, MOST_STEPS, Shelf, file_name
from yizhi.service.jobs import DraftData
from yizhi.service.reports import forms
from yizhi.tm.memory.writing import MemoryWriter
from yizhi.tm.model import Pair, Segment

DRAFT = "id\tzh\ten\nu7\t共有45名代表。\tThere were 54 representatives.\nu8\t安理会开会。\tThe Council met.\n"
UNITS = (
    ("安全理事会通过了3项决议。", "The Security Council adopted 3 resolutions."),
    ("大会审议了报告。", "The General Assembly considered the report."),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rest")
    with MemoryWriter(path / "tm.db") as writer:
        pairs = [Pair(Segment(zh, "zh-Hans"), Segment(en, "en")) for zh, en in UNITS]
        assert [counts.units for counts in writer.take(pairs, "A-1.tmx")][-1] == len(UNITS)
    return path


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[TestClient]:
    with client(resources(folder, folder / "tm.db")) as opened:
        opened.headers.update(WITH_TOKEN)
        yield opened


def sent(server: TestClient, content: str = DRAFT, name: str = "draft.tsv", **more: str) -> str:
    """The id of a draft that was sent."""
    answer = server.put("/api/v1/drafts", params={"name": name, **more}, content=content.encode())
    assert answer.status_code == 201
    assert answer.headers["location"] == f"/api/v1/drafts/{answer.json()['id']}"
    return str(answer.json()["id"])


def findings(server: TestClient, id_: str) -> list[dict[str, Any]]:
    answer = server.get(f"/api/v1/drafts/{id_}/findings")
    assert answer.status_code == 200, answer.text
    return list(answer.json()["findings"])


def test_lookup_both_ways(server: TestClient) -> None:
    for answer in (server.get("/api/v1/lookup", params={"q": "安理会"}), server.post("/api/v1/lookup", json={"q": "安理会"})):  # fmt: skip
        [concept] = answer.json()["concepts"]
        assert (concept["id"], concept["match"], Path(concept["termbase"]).name) == ("sc", "exact", "terms.tsv")
    assert answer.json()["signature"].startswith("yizhi ")
    assert server.get("/api/v1/concepts/sc").json()["concept"]["terms"][0]["text"] == "安全理事会"
    assert server.get("/api/v1/concepts/none").status_code == 404


def test_recognised_terms_have_their_counterparts(server: TestClient) -> None:
    [document] = server.post("/api/v1/recognize", json={"text": "请安全理事会审议"}).json()["documents"]
    [hit] = document["hits"]
    assert (hit["start"], hit["end"], hit["counterparts"][0]["text"]) == (1, 6, "Security Council")
    answer = server.post("/api/v1/recognize", json={"text": "大会", "language": "en"})
    assert answer.json()["documents"] == [{"path": None, "hits": []}]


def test_a_pair_and_a_text_are_checked(server: TestClient) -> None:
    pair = {"source": "共有45名代表。", "target": "There were 54 representatives."}
    for answer in (server.post("/api/v1/check", json=pair), server.get("/api/v1/check", params=pair)):
        [finding] = answer.json()["findings"]
        assert (finding["rule"], finding["side"], finding["text"]) == ("number-mismatch", "target", "54")
        assert answer.json()["summary"]["error"] == 1
    text = "大会审议了报告,并通过决定。"
    [finding] = server.post("/api/v1/check", json={"text": text}).json()["findings"]
    assert (finding["rule"], text[finding["start"]]) == ("half-width-punctuation", ",")


def test_a_long_text_is_checked_elsewhere_and_alike(server: TestClient) -> None:
    line = "大会审议了报告，通过了决定。\n"
    text = line * (SMALL // len(line) + 1) + "大会审议了报告,并通过决定。"
    [finding] = server.post("/api/v1/check", json={"text": text}).json()["findings"]
    assert (finding["rule"], finding["start"]) == ("half-width-punctuation", text.index(","))


@pytest.mark.parametrize(("body", "said"), [
    ({}, "source must be a text"),
    ({"text": "a", "source": "b"}, "a text and a pair at once"),
    ({"text": 3}, "text must be a text"),
    ({"source": "a", "target": "b", "source_language": "?"}, "not a language tag: '?'"),
    ([], "the body is no JSON object"),
])  # fmt: skip
def test_a_bad_question_is_one_clear_answer(server: TestClient, body: object, said: str) -> None:
    answer = server.post("/api/v1/check", json=body)
    assert (answer.status_code, error(answer)) == (400, said)


def test_no_json_is_said_to_be_none(server: TestClient) -> None:
    assert error(server.post("/api/v1/check", content=b"{")) == "the body is no JSON"
    assert error(server.post("/api/v1/check", content=b"[" * 100_000)) == "the body is no JSON"
    assert error(server.get("/api/v1/lookup?q=a&limit=0")) == "limit must be a number from 1 to 200"


def test_half_a_surrogate_pair_is_no_character(server: TestClient) -> None:
    answer = server.post("/api/v1/check", content=b'{"text": "\\ud800\\u5927\\u4f1a,\\u4f11\\u4f1a\\u3002"}')
    [finding] = answer.json()["findings"]
    assert (finding["rule"], finding["start"]) == ("half-width-punctuation", 3)


def test_the_rules_have_their_pages(server: TestClient) -> None:
    rules = server.get("/api/v1/rules").json()["rules"]
    assert next(rule for rule in rules if rule["name"] == "number-mismatch")["manual"].startswith("A number of")
    assert server.get("/api/v1/rules/number-mismatch").json()["rules"][0]["severity"] == "error"
    assert server.get("/api/v1/rules/no-such").status_code == 404
    running = {rule["name"] for rule in server.get("/api/v1/rules?running=1").json()["rules"]}
    assert running == {rule["name"] for rule in rules if rule["default"]}


def test_the_memory_is_searched_and_shown(server: TestClient) -> None:
    [match] = server.get("/api/v1/tm/search", params={"q": "安全理事会通过了5项决议。", "min": 60}).json()["matches"]
    assert (match["target"], match["proposal"]) == (UNITS[0][1], "The Security Council adopted 5 resolutions.")
    answer = server.get("/api/v1/concordance", params={"q": "安理会", "concept": "1"}).json()
    [line] = answer["lines"]
    start, end = line["places"][0]
    first, last = line["target_places"][0]
    assert (line["source"][start:end], line["target"][first:last]) == ("安全理事会", "Security Council")
    assert server.get("/api/v1/concordance", params={"q": "审"}).json()["total"] == 1, "one Han character is enough"


def test_pairs_are_kept_in_the_memory(server: TestClient) -> None:
    body = {"pairs": [{"source": "会议闭幕。", "target": "The meeting closed."}], "document": "A/2", "source_language": "zh", "target_language": "en"}  # fmt: skip
    assert server.post("/api/v1/tm/units", json=body).json() == {"version": 1, "pairs": 1, "units": 1, "known": 0}
    [match] = server.get("/api/v1/tm/search", params={"q": "会议闭幕。"}).json()["matches"]
    assert (match["target"], match["origin"]["document"]) == ("The meeting closed.", "A/2")
    assert server.post("/api/v1/tm/units", json={**body, "pairs": [{"source": "a"}]}).status_code == 400


def test_texts_are_aligned_and_corrections_hold(server: TestClient) -> None:
    texts = {"source": "安全理事会开会。秘书长发言。会议闭幕。", "target": "The Security Council met. The Secretary-General spoke. It closed."}  # fmt: skip
    aligned = server.post("/api/v1/align", json=texts).json()
    assert [(bead["source"], bead["target"]) for bead in aligned["beads"]] == [([0], [0]), ([1], [1]), ([2], [2])]
    fixed = [{"source": [0, 1], "target": [0]}]
    again = server.post("/api/v1/align", json={**texts, "fixed": fixed}).json()
    assert {key: again["beads"][0][key] for key in ("source", "target")} == fixed[0]
    assert sorted(number for bead in again["beads"] for number in bead["target"]) == [0, 1, 2]


@pytest.mark.parametrize("fixed", [
    [{"source": [0], "target": [9]}], [{"source": [1], "target": [0]}, {"source": [0], "target": [1]}],
    [{"source": [0, 2], "target": [0]}], [{"source": [True], "target": []}], [{"source": 0}], ["a"], [{"source": [-1], "target": [0]}],
])  # fmt: skip
def test_impossible_corrections_are_refused(server: TestClient, fixed: object) -> None:
    texts = {"source": "一。二。三。", "target": "One. Two. Three.", "fixed": fixed}
    assert server.post("/api/v1/align", json=texts).status_code == 400


def test_a_draft_is_read_checked_and_shown(server: TestClient) -> None:
    id_ = sent(server)
    [finding] = findings(server, id_)
    assert (finding["rule"], finding["path"], finding["unit"], finding["text"]) == ("number-mismatch", "draft.tsv", "u7", "54")  # fmt: skip
    state = server.get(f"/api/v1/drafts/{id_}").json()
    assert (state["state"], state["units"], state["findings"], state["revision"]) == ("ready", 2, 1, 1)
    units = server.get(f"/api/v1/drafts/{id_}/units?start=1&limit=5").json()
    assert (units["total"], [unit["id"] for unit in units["units"]]) == (2, ["u8"])
    assert units["units"][0]["target"]["text"] == "The Council met."
    assert server.get(f"/api/v1/drafts/{id_}/text").json()["text"] is None


@pytest.mark.parametrize("form", forms.names())
def test_findings_come_in_every_form(server: TestClient, form: str) -> None:
    answer = server.get(f"/api/v1/drafts/{sent(server)}/findings?form={form}")
    assert answer.status_code == 200
    if form != "json":
        ending = forms.form(form).ending
        assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''draft.tsv.findings{ending}"
    if form in ("json", "sarif"):
        assert "number-mismatch" in json.dumps(answer.json())


def test_an_unknown_form_is_refused_before_any_work(server: TestClient) -> None:
    assert error(server.get(f"/api/v1/drafts/{sent(server)}/findings?form=pdf")) == "unknown form"


def test_suggestions_are_applied_as_chosen(server: TestClient) -> None:
    id_ = sent(server)
    assert server.post(f"/api/v1/drafts/{id_}/fix", json={}).content.decode() == DRAFT, "none of them is safe"
    corrected = server.post(f"/api/v1/drafts/{id_}/fix", json={"findings": [0], "revision": 1})
    assert corrected.content.decode() == DRAFT.replace("54", "45")
    assert server.post(f"/api/v1/drafts/{id_}/fix", json={"findings": [7]}).status_code == 400
    assert server.post(f"/api/v1/drafts/{id_}/fix", json={"findings": [0], "revision": 9}).status_code == 409


def test_suggestions_are_applied_in_place_and_taken_back(server: TestClient) -> None:
    id_ = sent(server)
    [number] = findings(server, id_)
    assert number["rule"] == "number-mismatch"
    state = server.post(f"/api/v1/drafts/{id_}/apply", json={"findings": [0], "revision": 1}).json()
    assert (state["changes"], state["revision"], state["state"]) == (1, 2, "checking")
    assert findings(server, id_) == []
    assert server.get(f"/api/v1/drafts/{id_}/file").content.decode() == DRAFT.replace("54", "45")
    assert server.post(f"/api/v1/drafts/{id_}/apply", json={"revision": 1}).status_code == 409
    assert server.post(f"/api/v1/drafts/{id_}/undo", json={}).json()["changes"] == 0
    assert findings(server, id_) == [number]
    assert server.get(f"/api/v1/drafts/{id_}/file").content.decode() == DRAFT
    assert error(server.post(f"/api/v1/drafts/{id_}/undo", json={})) == "nothing to take back"


def test_only_the_last_changes_can_be_taken_back() -> None:
    shelf = Shelf()
    id_ = shelf.put(DraftData("a.txt", b"0")).id
    for number in range(1, MOST_STEPS + 3):
        shelf.corrected(id_, b"%d" % number)
    steps = []
    while (shelved := shelf.taken_back(id_)) is not None:
        steps.append(shelved.draft.data)
    assert steps == [b"%d" % number for number in range(MOST_STEPS + 1, 1, -1)]
    assert shelf.corrected("gone", b"") is None


def test_a_draft_comes_back_with_comments(server: TestClient) -> None:
    draft = 'msgid ""\nmsgstr "Language: en\\n"\n\nmsgid "共有45名代表。"\nmsgstr "There were 54 representatives."\n'
    commented = server.post(f"/api/v1/drafts/{sent(server, draft, 'draft.po')}/annotate").content.decode()
    assert "# yizhi: error: Number: “45” in the source is “54” in the translation" in commented
    assert commented.replace(next(line + "\n" for line in commented.splitlines() if "yizhi" in line), "") == draft


def test_dismissed_findings_go_into_the_one_baseline(server: TestClient, folder: Path) -> None:
    id_ = sent(server, DRAFT.replace("45", "46"), "dismissed.tsv")
    assert len(findings(server, id_)) == 1
    answer = server.post(f"/api/v1/drafts/{id_}/dismiss", json={"findings": [0], "revision": 1}).json()
    assert (answer["findings"], answer["revision"]) == (0, 2)
    assert baseline.read(folder / "baseline.json").total() == 1
    assert findings(server, sent(server, DRAFT.replace("45", "46"), "dismissed.tsv")) == []


def test_a_translation_is_checked_against_its_source_document(server: TestClient) -> None:
    source = sent(server, "安全理事会开会。共有45名代表出席。", "source.txt")
    id_ = sent(server, "The Security Council met. There were 54 representatives.", "target.txt", source=source)
    [finding] = [one for one in findings(server, id_) if one["rule"] == "number-mismatch"]
    assert (finding["path"], finding["text"]) == ("target.txt", "54")
    assert server.put("/api/v1/drafts?source=gone", content=b"a").status_code == 404


@pytest.mark.parametrize(("content", "name", "said"), [
    ("", "a.txt", "a.txt: the text is empty; nothing to check in it"),
    ("<xliff", "a.xlf", "a.xlf:1: not well-formed XML: unclosed token; repair it or export it again"),
])  # fmt: skip
def test_what_cannot_be_read_says_why(server: TestClient, content: str, name: str, said: str) -> None:
    id_ = sent(server, content, name)
    assert error(server.get(f"/api/v1/drafts/{id_}/findings")) == said
    assert server.get(f"/api/v1/drafts/{id_}").json()["state"] == "failed"


def test_a_file_in_an_old_encoding_says_how_it_was_read_and_how_it_is_written(server: TestClient) -> None:
    draft = (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=Big5\\nLanguage: zh\\n"\n\n'
        'msgid "The Security Council met again."\nmsgstr "大會又舉行了會議，並通過了決議。"\n'
    )
    id_ = server.put("/api/v1/drafts", params={"name": "old.po"}, content=draft.encode("big5")).json()["id"]
    found = findings(server, id_)
    [number] = [number for number, finding in enumerate(found) if finding["suggestion"] == "安全理事会"]
    fixed = server.post(f"/api/v1/drafts/{id_}/fix", json={"findings": [number]})
    assert fixed.status_code == 200, fixed.text
    note = unquote(fixed.headers["x-yizhi-notes"])
    assert "UTF-8" in note
    assert "安全理事会又舉行了" in fixed.content.decode("utf-8")
    assert server.post(f"/api/v1/drafts/{id_}/apply", json={"findings": [number]}).json()["notes"] == [note]


def test_what_is_said_of_a_source_document_bears_its_name(server: TestClient) -> None:
    content = "安全理事会开会，讨论了各国的报告。".encode("gb18030")
    source = server.put("/api/v1/drafts", params={"name": "source.txt"}, content=content).json()["id"]
    id_ = sent(server, "The Security Council met and discussed the reports of States.", "target.txt", source=source)
    [note] = server.get(f"/api/v1/drafts/{id_}/findings").json()["notes"]
    assert (note["path"], note["message"]) == ("source.txt", "read as GB18030: guessed, the file does not say")


def test_drafts_are_taken_away(server: TestClient) -> None:
    id_ = sent(server)
    assert server.get("/api/v1/drafts").json()["drafts"][0]["id"] == id_
    assert server.delete(f"/api/v1/drafts/{id_}").status_code == 200
    assert [server.get(f"/api/v1/drafts/{id_}{rest}").status_code for rest in ("", "/findings", "/units")] == [404] * 3
    assert server.delete(f"/api/v1/drafts/{id_}").status_code == 404


def test_the_shelf_holds_only_so_many() -> None:
    shelf = Shelf()
    ids = [shelf.put(DraftData("a.txt", b"a")).id for _ in range(MOST_DRAFTS + 1)]
    assert (shelf.get(ids[0]), len(shelf.every())) == (None, MOST_DRAFTS)
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(("given", "name"), [
    ("../../etc/passwd", "passwd"), ("C:\\drafts\\a.docx", "a.docx"), ("", "draft.txt"), ("..", "draft.txt"),
    ("a\x1b[2J\r\n.txt", "a[2J.txt"), ("/", "draft.txt"), (".htaccess", "htaccess"),
])  # fmt: skip
def test_a_client_never_names_a_path(given: str, name: str) -> None:
    assert file_name(given) == name


def test_a_proposal_is_made_decided_and_taken_back(server: TestClient, folder: Path) -> None:
    answer = server.post("/api/v1/proposals", json={"zh": "会期", "en": "session", "reference": "A/2"})
    concept = answer.json()["concept"]
    assert (answer.status_code, {term["status"] for term in concept["terms"]}) == (201, {"proposed"})
    assert error(server.post("/api/v1/proposals", json={"zh": "会期", "en": "session"})) == f"{concept['id']} is there already"  # fmt: skip
    waiting = server.get("/api/v1/proposals").json()
    assert (waiting["total"], waiting["concepts"][0]["id"]) == (1, concept["id"])
    decided = server.post(f"/api/v1/proposals/{concept['id']}", json={"decision": "accept"}).json()
    assert decided["action"] == "accept"
    [found] = server.get("/api/v1/lookup?q=会期").json()["concepts"]
    assert ({term["status"] for term in found["terms"]}, Path(found["termbase"]).name) == ({"preferred"}, "own.db")
    assert server.get("/api/v1/proposals").json()["total"] == 0
    assert server.post("/api/v1/proposals/undo", json={"change": decided["change"]}).json()["concepts"] == [concept["id"]]  # fmt: skip
    assert server.get("/api/v1/proposals").json()["total"] == 1
    assert server.post(f"/api/v1/proposals/{concept['id']}", json={"decision": "merge", "into": "ga"}).json()["action"] == "merge"  # fmt: skip
    [found] = server.get("/api/v1/lookup?q=会期").json()["concepts"]
    assert found["id"] == "ga"


@pytest.mark.parametrize("body", [{}, {"decision": "perhaps"}, {"decision": "merge", "into": "none"}])
def test_a_bad_decision_changes_nothing(server: TestClient, body: dict[str, str]) -> None:
    assert server.post("/api/v1/proposals/none", json=body).status_code == 400


def test_openapi_describes_every_operation(server: TestClient) -> None:
    document = server.get("/api/v1/openapi.json").json()
    described = [one for path in document["paths"].values() for one in path.values()]
    assert all(one["summary"].endswith((".", ";")) or len(one["summary"]) > 20 for one in described)
    assert len({one["operationId"] for one in described}) == len(described)
    check = document["paths"]["/api/v1/check"]["post"]
    assert "source_language" in check["requestBody"]["content"]["application/json"]["schema"]["properties"]
    assert "security" not in check
    assert document["paths"]["/api/v1/drafts"]["put"]["security"] == [{"token": []}]


def test_the_state_of_the_server(server: TestClient) -> None:
    status = server.get("/api/v1/status").json()
    assert status["features"] == {"memory": True, "proposals": True, "dismissals": True}


def test_without_a_memory_it_says_so(tmp_path: Path) -> None:
    with client(resources(tmp_path)) as server:
        answer = server.get("/api/v1/concordance?q=大会")
        assert (answer.status_code, error(answer)) == (400, "this session has no memory")


def test_a_changed_termbase_is_noticed(tmp_path: Path) -> None:
    with client(resources(tmp_path)) as server:
        assert server.get("/api/v1/lookup?q=秘书处").json()["concepts"] == []
        (tmp_path / "terms.tsv").write_text(TERMS + "s\tname\t秘书处\tSecretariat\t\n", encoding="utf-8")
        assert server.get("/api/v1/lookup?q=秘书处").json()["concepts"][0]["id"] == "s"


def test_the_token_is_never_shown(server: TestClient) -> None:
    for path in ("/", "/api/v1/status", "/api/v1/openapi.json", f"/t/{TOKEN}/nowhere"):
        assert TOKEN not in server.get(path).text
