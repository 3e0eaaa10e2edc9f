"""The pages of the local server in a headless Chromium: every page, both languages, keyboard alone, no fault, nothing from outside."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import CHROMIUM, Browser

pytest.importorskip("starlette", reason="the extra `web` is not installed")
pytest.importorskip("uvicorn", reason="the extra `web` is not installed")

ROOT = Path(__file__).parent.parent
TOKEN = "token-of-the-tests-0123456789"
PAGES = ("/", "/concordance", "/check", "/pair", "/review", "/align")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with the sample draft in its memory and one proposal; the address of its pages."""
    folder = tmp_path_factory.mktemp("serve")
    yizhi = str(Path(sys.executable).parent / "yizhi")
    environment = {**os.environ, "YIZHI_TOKEN": TOKEN, "PYTHONUNBUFFERED": "1"}
    run = [yizhi, "tm", "import", str(ROOT / "examples" / "draft.tsv"), "--memory", "memory.db"]
    subprocess.run(run, cwd=folder, env=environment, check=True, capture_output=True)
    serve = [yizhi, "serve", "--port", "0", "--memory", "memory.db", "--into", "own.db", "--baseline", "baseline.json"]
    server = subprocess.Popen(serve, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    match = re.search(r"http://[0-9.:]+/", server.stdout.readline())
    assert match
    yield match[0]
    server.terminate()
    server.wait(20)


@pytest.fixture
def browser(address: str) -> Iterator[Browser]:
    with Browser() as page:
        page.size(1200, 800)
        page.visit(f"{address}#token={TOKEN}")
        yield page
        assert page.faults() == []


def _said(browser: Browser, words: str) -> None:
    browser.until(f"document.querySelector('.said')?.textContent.includes({json.dumps(words)})")


def _send(browser: Browser, address: str, name: str, text: str) -> None:
    browser.visit(f"{address}check")
    browser.js(
        f"(() => {{ const sent = new DataTransfer(); sent.items.add(new File([{json.dumps(text)}], {json.dumps(name)}));"
        "const field = document.querySelector('#file'); field.files = sent.files; field.dispatchEvent(new Event('change')); })()"
    )


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_in_both_languages(browser: Browser, address: str, page: str, language: str) -> None:
    browser.js(f"localStorage.setItem('yizhi-language', '{language}')")
    browser.visit(address.rstrip("/") + page)
    title = browser.until("document.querySelector('h1')?.textContent")
    assert bool(re.search("[\u4e00-\u9fff]", title)) is (language == "zh")
    browser.size(360, 700)
    assert browser.js("document.documentElement.scrollWidth <= innerWidth"), "wider than a telephone"
    assert browser.js(
        "[...document.querySelectorAll('input, textarea, select')].every((field) => field.labels.length || field.ariaLabel)"
    )


def test_look_up_while_typing_and_the_state_is_an_address(browser: Browser, address: str) -> None:
    browser.visit(address)
    browser.until("document.activeElement?.id === 'q'")
    browser.call("Input.insertText", text="安理会")
    browser.until(
        "[...document.querySelectorAll('.card')].some((card) => card.textContent.includes('Security Council'))"
    )
    assert browser.js("new URLSearchParams(location.search).get('q')") == "安理会"


def test_concordance_marks_both_sides(browser: Browser, address: str) -> None:
    browser.visit(f"{address}concordance?q=讲习班&concept=1")
    browser.until("document.querySelectorAll('.card').length > 0")
    assert "讲习班" in browser.js("[...document.querySelectorAll('p[lang^=zh] mark')].map((mark) => mark.textContent)")
    assert "workshop" in browser.js("[...document.querySelectorAll('p[lang=en] mark')].map((mark) => mark.textContent)")


def test_a_draft_is_checked_filtered_and_a_finding_dismissed(browser: Browser, address: str) -> None:
    _send(browser, address, "draft.tsv", (ROOT / "examples" / "draft.tsv").read_text("utf-8"))
    _said(browser, "60 units")
    browser.until("[...document.querySelectorAll('mark.error')].some((mark) => mark.textContent === '75/280')")
    browser.js(
        "[...document.querySelectorAll('button')].find((button) => button.textContent.startsWith('warning')).click()"
    )
    browser.until("document.querySelectorAll('mark.warning').length === 0")
    assert "levels=error" in browser.js("location.search")
    browser.until("[...document.querySelectorAll('button')].some((button) => button.textContent === 'Dismiss')")
    before = browser.js("document.querySelectorAll('.findings li').length")
    browser.js("[...document.querySelectorAll('button')].find((button) => button.textContent === 'Dismiss').click()")
    _said(browser, "1 dismissed before")
    browser.until(f"document.querySelectorAll('.findings li').length === {before - 1}")


def test_a_suggestion_changes_the_pasted_text_in_place_and_is_taken_back(browser: Browser, address: str) -> None:
    text = "2019年4月15日，会议通过了报告,代表们离开。\n"
    browser.visit(f"{address}check")
    browser.js(f"(() => {{ const area = document.querySelector('#pasted'); area.value = {json.dumps(text)};"
               "area.dispatchEvent(new Event('input')); document.querySelector('button.main').click(); })()")  # fmt: skip
    browser.until("[...document.querySelectorAll('button')].some((button) => button.textContent === 'Apply')")
    browser.js("[...document.querySelectorAll('button')].find((button) => button.textContent === 'Apply').click()")
    _said(browser, "1 change")
    assert browser.js("document.querySelector('#pasted').value") == text.replace(",", "，")
    assert browser.js("sessionStorage.getItem('yizhi-pasted')") == text.replace(",", "，")
    browser.js("[...document.querySelectorAll('button')].find((button) => button.textContent === 'Undo').click()")
    browser.until("[...document.querySelectorAll('button')].some((button) => button.textContent === 'Apply')")
    assert browser.js("document.querySelector('#pasted').value") == text


def test_characters_beyond_the_basic_plane_do_not_shift_the_marks(browser: Browser, address: str) -> None:
    _send(browser, address, "draft.txt", "𠮷野先生于2019年13月5日抵达。\n")
    _said(browser, "1 unit")
    browser.until("document.querySelectorAll('main mark').length > 0")
    assert browser.js("document.querySelector('main mark').textContent") == "13月5日"


def test_side_by_side_goes_from_finding_to_finding_by_keys(browser: Browser, address: str) -> None:
    _send(browser, address, "pair.tsv", (ROOT / "examples" / "draft.tsv").read_text("utf-8"))
    _said(browser, "60 units")
    browser.visit(f"{address}pair")
    _said(browser, "60 units")
    browser.key("j")
    browser.until("document.querySelector('.card.here mark.error')")
    first = browser.js("new URLSearchParams(location.search).get('unit')")
    browser.key("j")
    browser.until(f"new URLSearchParams(location.search).get('unit') !== '{first}'")
    browser.key("k")
    browser.until(f"new URLSearchParams(location.search).get('unit') === '{first}'")


def test_proposals_are_made_rejected_and_taken_back_by_keys(browser: Browser, address: str) -> None:
    browser.visit(f"{address}review?zh=灯塔看守人&en=lighthouse keeper")
    browser.until("document.querySelector('form button.main')")
    browser.js("document.querySelector('form').requestSubmit()")
    browser.until(
        "[...document.querySelectorAll('.card')].some((card) => card.textContent.includes('lighthouse keeper'))"
    )
    browser.js("document.activeElement.blur()")
    browser.key("r")
    _said(browser, "1 decided")
    browser.key("u")
    browser.until(
        "[...document.querySelectorAll('.card')].some((card) => card.textContent.includes('lighthouse keeper'))"
    )


def test_two_texts_are_aligned_split_and_the_change_undone(browser: Browser, address: str) -> None:
    browser.visit(f"{address}align")
    browser.until("document.querySelectorAll('textarea').length === 2")
    browser.js(
        "(() => { const [source, target] = document.querySelectorAll('textarea'); source.value = '大会开幕。主席发言。会议通过了报告。';"
        "target.value = 'The Assembly opened. The President spoke, and the meeting adopted the report.';"
        "document.querySelector('button.main').click(); })()"
    )
    _said(browser, "2 pairs")
    browser.until("document.querySelectorAll('.bead').length === 2")
    browser.js("[...document.querySelectorAll('.bead')].at(-1).querySelectorAll('button')[1].click()")
    _said(browser, "3 pairs")
    browser.visit(f"{address}align")
    _said(browser, "3 pairs")


def test_without_the_token_a_draft_is_not_taken_and_the_page_says_why(address: str) -> None:
    with Browser() as browser:
        _send(browser, address, "draft.txt", "text")
        _said(browser, "token")


def test_fifty_thousand_units_stay_smooth(browser: Browser, address: str) -> None:
    rows = "\n".join(f"第{number}号灯塔已经修复。\tLighthouse {number} was repaired." for number in range(1, 50_001))
    browser.visit(f"{address}align")
    browser.js("0")
    script = (
        "(async () => { const { h, longList } = await import('/static/dom.js'); const rows = %s.split('\\n');"
        "const list = longList(rows.length, 50, (index) => h('p', {}, rows[index])); document.querySelector('main').replaceChildren(list);"
        "await new Promise((done) => setTimeout(done, 100)); const element = await list.show(49000);"
        "await new Promise((done) => setTimeout(done, 100)); return [element.textContent, document.querySelectorAll('.long p').length]; })()"
    )
    text, shown = browser.js(script % json.dumps(rows))
    assert text.startswith("第49001号灯塔")
    assert shown < 1_000
