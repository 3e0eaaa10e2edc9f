"""The memory through the protocols of Virtaal, Weblate and OmegaT, by their documented calls."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from servers import client, resources
from starlette.testclient import TestClient

from yizhi.tm.memory.writing import MemoryWriter
from yizhi.tm.model import Pair, Segment

EN, ZH = "The Security Council adopted 3 resolutions.", "安全理事会通过了3项决议。"
SLASHED, SLASHED_ZH = "See A/RES/72/1 and/or 50% of it?", "见A/RES/72/1和（或）其50%？"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("tmserver")
    with MemoryWriter(folder / "tm.db") as writer:
        pairs = [Pair(Segment(en, "en"), Segment(zh, "zh-Hans")) for en, zh in ((EN, ZH), (SLASHED, SLASHED_ZH))]
        list(writer.take(pairs, "A-1.tmx"))
    with client(resources(folder, folder / "tm.db")) as opened:
        yield opened


def test_weblate_finds_its_spelling_of_the_languages(server: TestClient) -> None:
    answer = server.get("/tmserver/languages/").json()
    assert {"en", "zh_hans"} <= set(answer["sourceLanguages"])
    assert answer["sourceLanguages"] == answer["targetLanguages"]


@pytest.mark.parametrize(("source", "target"), [("en", "zh_hans"), ("en", "zh_CN"), ("en_US", "zh-Hans")])
@pytest.mark.parametrize("text", [EN, SLASHED])
def test_a_unit_is_found_by_its_text_in_the_path(server: TestClient, source: str, target: str, text: str) -> None:
    [match] = server.get(f"/tmserver/{source}/{target}/unit/{quote(text, safe='')}").json()
    assert match == {"source": text, "target": ZH if text == EN else SLASHED_ZH, "quality": 100, "rank": 100}


def test_a_unit_is_found_by_its_text_in_the_query(server: TestClient) -> None:
    for path in ("unit", "unit/"):
        [match] = server.get(f"/tmserver/zh_hans/en/{path}", params={"source": ZH}).json()
        assert (match["source"], match["target"]) == (ZH, EN)


def test_a_repaired_match_is_worth_less(server: TestClient) -> None:
    path = f"/tmserver/en/zh/unit/{quote(EN.replace('3', '5'))}"
    [match] = server.get(path).json()
    assert (match["target"], match["quality"] < 100) == (ZH.replace("3", "5"), True)
    assert server.get(path + "?min_similarity=100").json() == []
    assert len(server.get(path + "?max_candidates=0").json()) == 1


@pytest.mark.parametrize("path", ["en/fr/unit/x", "%3F/!/unit/x", "en/zh/unit/%20", "en/zh/unit/", "en/zh/unit/nothing%20like%20it"])  # fmt: skip
def test_nothing_is_an_empty_list(server: TestClient, path: str) -> None:
    answer = server.get(f"/tmserver/{path}")
    assert (answer.status_code, answer.json()) == (200, [])


def test_omegat_asks_as_it_asks_apertium(server: TestClient) -> None:
    asked = {"q": EN, "markUnknown": "no", "format": "omegat", "langpair": "en|zh", "key": "k"}
    for answer in (server.get("/translate", params=asked), server.post("/translate", data=asked)):
        assert answer.json() == {"responseData": {"translatedText": ZH}, "responseDetails": None, "responseStatus": 200}
    assert '{"translatedText":"' in answer.text, "older clients look for these very characters"


@pytest.mark.parametrize("asked", [{}, {"q": ""}, {"q": "nothing like it", "langpair": "en|zh"}, {"q": EN, "langpair": "en"}])  # fmt: skip
def test_nothing_is_an_empty_translation(server: TestClient, asked: dict[str, str]) -> None:
    assert server.get("/translate", params=asked).json()["responseData"] == {"translatedText": ""}


def test_without_a_memory_there_is_nothing_and_no_error(tmp_path: Path) -> None:
    with client(resources(tmp_path)) as server:
        assert server.get("/tmserver/languages/").json() == {"sourceLanguages": [], "targetLanguages": []}
        assert server.get("/tmserver/en/zh/unit/x").json() == []
