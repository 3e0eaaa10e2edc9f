"""LanguageTool's protocol as its clients speak it, each in its own manner."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from servers import client, error, resources
from starlette.testclient import TestClient

from yizhi.checks import registry
from yizhi.faces.languagetool.annotated_text import annotated_text, plain_text
from yizhi.faces.languagetool.form import parameters
from yizhi.faces.languagetool.matches import CATEGORIES, CONTEXT, category
from yizhi.faces.languagetool.routes import MOST_TEXT
from yizhi.faces.web.backend import SMALL

ZH = "大会审议了报告,并通过决定。"
EN = "The R&D unit will recieve the report."
ITS = {
    "terminology", "mistranslation", "omission", "untranslated", "addition", "duplication", "inconsistency", "grammar", "legal",
    "register", "locale-specific-content", "locale-violation", "style", "characters", "misspelling", "typographical",
    "formatting", "inconsistent-entities", "numbers", "markup", "pattern-problem", "whitespace", "internationalization",
    "length", "non-conformance", "uncategorized", "other",
}  # fmt: skip
"""The types of localization quality issues of ITS 2.0."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client(resources(tmp_path_factory.mktemp("languagetool"))) as opened:
        yield opened


def post(server: TestClient, body: str | bytes, content_type: str = "application/x-www-form-urlencoded") -> Any:
    content = body.encode() if isinstance(body, str) else body
    answer = server.post("/v2/check", content=content, headers={"Content-Type": content_type})
    assert answer.status_code == 200, answer.text
    return answer.json()


def words(answer: Any, text: str) -> list[str]:
    """The words that the matches point at, as a client that counts UTF-16 units sees them."""
    units = text.encode("utf-16-le")
    return [units[2 * m["offset"] : 2 * (m["offset"] + m["length"])].decode("utf-16-le") for m in answer["matches"]]


def test_get_and_post_say_the_same(server: TestClient) -> None:
    form = {"text": ZH, "language": "zh-CN"}
    got = server.get("/v2/check", params=form).json()
    assert words(got, ZH) == [","]
    assert got == post(server, urlencode(form))


def test_a_match_has_all_its_parts(server: TestClient) -> None:
    text = f"The report was adopted. {EN} It was long."
    [match] = post(server, urlencode({"text": text, "language": "en-US"}))["matches"]
    assert match["rule"] == {
        "id": "likely-typo",
        "description": registry.manual("likely-typo").split("\n")[0],
        "issueType": "misspelling",
        "category": {"id": "YIZHI_SPELLING", "name": "Spelling and words"},
    }
    assert (match["replacements"], match["sentence"]) == ([{"value": "receive"}], EN)
    context = match["context"]
    assert context["text"] in text
    assert context["text"][context["offset"] :][: context["length"]] == "recieve"
    assert context["offset"] == CONTEXT
    assert match["shortMessage"] and match["message"].startswith("“recieve”")


def test_the_software_says_which_protocol_it_speaks(server: TestClient) -> None:
    answer = post(server, "text=&language=en-US")
    assert (answer["software"]["apiVersion"], answer["matches"]) == (1, [])
    assert answer["software"] == server.get("/v2/info").json()["software"]


def test_omegat_asks_whether_we_are_there(server: TestClient) -> None:
    answer = post(server, "text=Test&language=en-US&disabledCategories=FOO")
    assert (answer["matches"], answer["language"]["code"]) == ([], "en-US")


def test_omegat_gets_bilingual_findings(server: TestClient) -> None:
    source, target = "There were 45 representatives.", "共有54名代表。"
    form = {"text": target, "language": "ZH-CN", "srctext": source, "motherTongue": "EN-US", "disabledCategories": "SPELL,TYPOS", "disabledRules": "", "enabledRules": ""}  # fmt: skip
    answer = post(server, urlencode(form))
    assert (words(answer, target), answer["matches"][0]["rule"]["id"]) == (["54"], "number-mismatch")
    assert answer["matches"][0]["replacements"] == [{"value": "45"}]


def test_what_the_translation_lacks_is_shown_on_the_whole_of_it(server: TestClient) -> None:
    form = {
        "text": " There were representatives. ",
        "language": "en",
        "srctext": "共有45名代表。",
        "motherTongue": "zh",
    }
    [match] = post(server, urlencode(form))["matches"]
    assert (match["rule"]["id"], match["offset"], match["length"]) == ("number-mismatch", 1, 27)
    assert "45" in match["message"]
    assert match["replacements"] == []


def test_what_is_wrong_with_the_source_alone_is_not_shown(server: TestClient) -> None:
    form = {"text": "会议很长。", "language": "zh", "srctext": "The meeting was a a long one.", "motherTongue": "en"}
    assert post(server, urlencode({"text": form["srctext"], "language": "en"}))["matches"] != []
    assert [m for m in post(server, urlencode(form))["matches"] if m["rule"]["id"] == "doubled-word"] == []


def test_omegat_would_switch_off_two_categories() -> None:
    ids = {group.id for group in CATEGORIES.values()}
    assert ids.isdisjoint({"SPELL", "TYPOS"})
    assert {group.issue_type for group in CATEGORIES.values()} <= ITS
    assert {category(name).id for name in registry.modules()} <= ids, "every rule has a category of its room"


@pytest.mark.parametrize("content_type", ["text/json", "application/json", "text/plain", "multipart/form-data; boundary=x", ""])  # fmt: skip
def test_texstudio_and_others_say_another_type(server: TestClient, content_type: str) -> None:
    body = f"language=en-US&text={quote(EN)}&enabledOnly=false"
    assert words(post(server, body, content_type), EN) == ["recieve"]


@pytest.mark.parametrize("text", [
    "研发（R&D）报告,已通过。", "100%的报告,已通过。", "A&language=xx的报告,已通过。", "a+b的事,大会通过。", "报告%2C已,通过。",
])  # fmt: skip
def test_libreoffice_and_lokalize_do_not_encode(server: TestClient, text: str) -> None:
    answer = post(server, f"text={text}&language=zh-CN")
    assert words(answer, text)[-1:] == [","]
    assert answer["language"]["code"] == "zh-CN"
    after = post(server, f"text={text}&language=zh-CN&apiKey=k&username=u&level=default")
    assert after == answer


def test_an_english_text_that_is_not_encoded_is_known_by_its_spaces(server: TestClient) -> None:
    assert words(post(server, f"text={EN}&language=en-US"), EN) == ["recieve"]


def test_an_unknown_parameter_is_a_part_of_the_text() -> None:
    assert parameters("", b"text=R&D&language=en-US").text == "R&D"
    assert parameters("", b"text=R&level=picky&language=en-US") == parameters("level=picky&language=en-US&text=R", b"")


def test_an_encoded_form_is_read_as_one() -> None:
    body = urlencode({"text": "R&D + 100% & more", "language": "en-US", "motherTongue": "zh-CN"}).encode()
    assert parameters("", body).text == "R&D + 100% & more"
    assert parameters("", b"username=u&apiKey=k&text=a%26b+c&language=en").text == "a&b c"
    assert parameters("text=a&language=en", b"language=zh").language == "zh"


def test_offsets_count_utf16_units(server: TestClient) -> None:
    text = "𠮷野先生（😀）说,大会通过了决定。"
    answer = post(server, urlencode({"text": text, "language": "zh-CN"}))
    assert words(answer, text) == [","]
    [match] = answer["matches"]
    units = match["context"]["text"].encode("utf-16-le")
    assert units[2 * match["context"]["offset"] :][:2].decode("utf-16-le") == ","


def test_markup_is_no_text_and_counts_in_offsets(server: TestClient) -> None:
    pieces = [{"text": "大会𠮷"}, {"markup": "<b>"}, {"text": "审议了"}, {"markup": "</b><br/>", "interpretAs": "\n"}, {"text": "报告,并通过。"}]  # fmt: skip
    whole = "".join(piece.get("text") or piece.get("markup") or "" for piece in pieces)
    answer = post(server, urlencode({"data": json.dumps({"annotation": pieces}), "language": "zh-CN"}))
    assert words(answer, whole) == [","]


def test_annotated_text_maps_every_character() -> None:
    data = {"annotation": [{"text": "a𠮷"}, {"markup": "<x😀>", "interpretAs": "BC"}, {"text": "d"}]}
    text = annotated_text(json.dumps(data))
    assert text.text == "a𠮷BCd"
    assert [text.span(i, i + 1) for i in range(5)] == [(0, 1), (1, 2), (3, 5), (3, 5), (8, 1)]
    assert (text.span(0, 5), text.span(5, 5), text.span(2, 2)) == ((0, 9), (9, 0), (3, 0))
    assert plain_text("abc").starts is None
    assert plain_text("").span(0, 0) == (0, 0)


@pytest.mark.parametrize("data", ["", "{", "[]", "{}", '{"annotation": 1}', '{"annotation": [1]}', '{"annotation": [{}]}', '{"annotation": [{"text": "a", "markup": "b"}]}'])  # fmt: skip
def test_bad_annotations_are_one_clear_error(server: TestClient, data: str) -> None:
    answer = server.post("/v2/check", data={"data": data, "language": "en"})
    expected = "data is no annotated text" if data else None
    assert (answer.status_code, error(answer) if data else None) == (400 if data else 200, expected)


def test_nothing_to_check_is_an_error_of_the_client(server: TestClient) -> None:
    answer = server.post("/v2/check", content=b"language=en-US")
    assert (answer.status_code, error(answer)) == (400, "neither text nor data")


@pytest.mark.parametrize("text", ["", " \n\t", "\u3000"])
def test_an_empty_paragraph_has_no_matches(server: TestClient, text: str) -> None:
    assert post(server, urlencode({"text": text, "language": "zh-CN"}))["matches"] == []


@pytest.mark.parametrize("language", ["fr-FR", "de", "x<script>", "?"])
def test_other_languages_have_no_rules_and_no_error(server: TestClient, language: str) -> None:
    answer = post(server, urlencode({"text": EN, "language": language}))
    assert answer["matches"] == []
    assert "<" not in answer["language"]["code"]


@pytest.mark.parametrize(("text", "code"), [(ZH, "zh-CN"), (EN, "en-US")])
def test_the_language_is_told_where_it_is_asked(server: TestClient, text: str, code: str) -> None:
    answer = post(server, urlencode({"text": text, "language": "auto"}))
    assert (answer["language"]["code"], answer["language"]["detectedLanguage"]["code"]) == (code, code)
    assert len(answer["matches"]) == 1


@pytest.mark.parametrize(("more", "found"), [
    ({}, True),
    ({"disabledRules": "a, half-width-punctuation"}, False),
    ({"disabledCategories": "YIZHI_MARKS"}, False),
    ({"disabledCategories": "YIZHI_MARKS", "enabledRules": "half-width-punctuation"}, True),
    ({"enabledOnly": "true", "enabledRules": "number-mismatch"}, False),
    ({"enabledOnly": "true", "enabledRules": "half-width-punctuation"}, True),
    ({"enabledOnly": "true", "enabledCategories": "YIZHI_MARKS"}, True),
])  # fmt: skip
def test_rules_and_categories_are_switched(server: TestClient, more: dict[str, str], found: bool) -> None:
    matches = post(server, urlencode({"text": ZH, "language": "zh-CN", **more}))["matches"]
    assert [match["rule"]["id"] for match in matches] == ["half-width-punctuation"] * found


def test_what_is_worth_a_look_is_for_the_picky(server: TestClient) -> None:
    form = {"text": "There were 7 meetings.", "language": "en"}
    shown = [m["rule"]["id"] for m in post(server, urlencode(form))["matches"]]
    picky = [m["rule"]["id"] for m in post(server, urlencode({**form, "level": "picky"}))["matches"]]
    assert set(shown) < set(picky) or shown == picky == []


def test_a_long_text_is_checked_alike(server: TestClient) -> None:
    text = "大会审议了报告，通过了决定。\n" * (SMALL // 15 + 1) + ZH
    assert words(post(server, urlencode({"text": text, "language": "zh-CN"})), text) == [","]


def test_what_clients_ask_besides(server: TestClient) -> None:
    languages = server.get("/v2/languages").json()
    assert {"name", "code", "longCode"} == set(languages[0])
    assert {"zh-CN", "en-US", "en-GB", "zh-TW"} <= {one["longCode"] for one in languages}
    assert server.get("/v2/healthcheck").text == "OK"
    assert server.get("/v2/maxtextlength").text == str(MOST_TEXT)
    longest = urlencode({"text": "字" * MOST_TEXT}).encode()
    assert len(longest) <= 1_000_000
