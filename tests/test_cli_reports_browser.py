"""The findings page in a real browser: it filters, jumps, dismisses, prints, and runs nothing that a draft says."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from browser import CHROMIUM, Browser
from reportcases import FINDINGS, HOSTILE, PAIRS, REPORT

from yizhi.checks import baseline
from yizhi.checks.model import Finding, Severity
from yizhi.service.reports import forms
from yizhi.service.reports.report import FindingsReport
from yizhi.tm.model import Draft, Segment, Unit

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as one:
        yield one


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Browser:
    browser.size(1200, 800)
    browser.scheme("light")
    return opened(browser, REPORT, tmp_path)


def opened(browser: Browser, report: FindingsReport, folder: Path) -> Browser:
    browser.events.clear()
    forms.write(forms.form("html"), report, folder / "report.html")
    browser.open(folder / "report.html")
    return browser


def messages(page: Browser) -> list[str]:
    return list(page.js("[...document.querySelectorAll('.said')].map((one) => one.textContent)"))


def click(page: Browser, selector: str) -> None:
    page.js(f"document.querySelector({json.dumps(selector)}).click()")


def search(page: Browser, words: str) -> None:
    """Types into the search field and waits for what it shows."""
    page.js(
        f"new Promise((done) => {{ const list = document.getElementById('list'); new MutationObserver(done).observe(list, {{ childList: true }});"
        f"const field = document.querySelector('input[type=search]'); field.value = {json.dumps(words)}; field.dispatchEvent(new Event('input')); }})"
    )


def test_everything_is_shown_with_its_words_marked(page: Browser) -> None:
    assert len(messages(page)) == len(FINDINGS)
    marked = page.js("[...document.querySelectorAll('.card mark')].map((one) => [one.className, one.textContent])")
    assert ["error", "21"] in marked
    assert ["related", "12"] in marked
    assert ["info", "countries, two"] in marked
    assert ["warning", "<script>"] in marked
    assert ["gap warning", ""] in marked
    assert "see unit 4 Twelve" in messages(page)[0]
    assert "Not read: drafts/broken.xlf:3" in page.js("document.body.textContent")


def test_hostile_text_is_shown_and_not_run(page: Browser) -> None:
    assert page.js("document.querySelectorAll('script').length") == 2
    assert page.js("document.querySelectorAll('.card script, .said script').length") == 0
    shown = page.js("document.querySelectorAll('.pair')[1].textContent")
    assert HOSTILE.replace("\x1b", "U+001B").replace("‮", "U+202E") in shown
    ran = {one["method"] for one in page.events} & {
        "Page.javascriptDialogOpening",
        "Runtime.exceptionThrown",
        "Log.entryAdded",
    }
    assert not ran


def test_a_script_that_got_in_would_not_run(page: Browser) -> None:
    page.js("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = 1\">')")
    page.js(
        "const one = document.createElement('script'); one.textContent = 'window.ran = 2'; document.body.append(one)"
    )
    assert page.js("window.ran") is None


def test_nothing_outside_is_asked_for(page: Browser) -> None:
    asked = [one["params"]["request"]["url"] for one in page.events if one["method"] == "Network.requestWillBeSent"]
    assert asked
    assert all(url.startswith("file://") and url.endswith("/report.html") for url in asked)


def test_filters(page: Browser) -> None:
    click(page, "[data-level=warning]")
    click(page, "[data-level=info]")
    assert messages(page) == messages(page)[:1]
    assert "“12”" in messages(page)[0]
    click(page, "[data-level=warning]")
    click(page, "[data-level=info]")
    click(page, "[data-rule=demo-word]")
    assert messages(page) == ["“countries, two” again"]
    click(page, "[data-rule=demo-mark]")
    assert len(messages(page)) == 2
    assert page.js("document.querySelector('[data-rule=demo-word]').getAttribute('aria-pressed')") == "true"
    click(page, "[data-rule=demo-word]")
    click(page, "[data-rule=demo-mark]")
    page.js("const s = document.querySelector('select'); s.value = '1'; s.dispatchEvent(new Event('change'))")
    assert messages(page) == ["half-width “.” → 。"]
    page.js("const t = document.querySelector('select'); t.value = '-1'; t.dispatchEvent(new Event('change'))")
    search(page, "ALERT(1)")
    assert len(messages(page)) == 1
    search(page, "no such words")
    assert messages(page) == []
    assert "Nothing matches" in page.js("document.getElementById('list').textContent")


def test_charts_count_and_jump(page: Browser) -> None:
    bars = page.js("[...document.querySelectorAll('.bars button')].map((one) => one.textContent)")
    assert sorted(bars) == sorted(
        f"{name}1" for name in ("demo-number", "demo-word", "demo-hostile", "demo-missing", "demo-mark")
    )
    page.js("[...document.querySelectorAll('.map button:not(:disabled)')].at(-1).click()")
    assert page.js("document.activeElement.textContent").startswith("3:8")


def test_keys(page: Browser) -> None:
    page.key("j")
    page.key("j")
    assert page.js("document.activeElement.dataset.at") == "1"
    page.key("k")
    assert page.js("document.activeElement.dataset.at") == "0"
    page.key("d")
    assert page.js("document.querySelectorAll('.finding.gone').length") == 2
    page.key("d")
    assert page.js("document.querySelectorAll('.finding.gone').length") == 0
    page.key("2")
    assert len(messages(page)) == 2
    page.key("2")
    page.key("/")
    assert page.js("document.activeElement.type") == "search"
    page.key("j")
    assert page.js("document.activeElement.value") == "j", "keys type where one types"
    page.js("document.activeElement.blur()")
    page.key("?")
    assert page.js("document.querySelector('dialog').open")


def test_dismissals_are_copied_out_as_a_baseline(page: Browser, tmp_path: Path) -> None:
    page.key("j")
    page.key("d")
    click(page, "#export")
    text = page.js("document.querySelector('textarea').value")
    path = tmp_path / "baseline.json"
    path.write_text(text, "utf-8")
    shown, hidden = baseline.split(FINDINGS, baseline.read(path))
    assert (hidden, shown) == (list(FINDINGS[:2]), list(FINDINGS[2:]))
    assert json.loads(text)["dismissed"][0]["path"] == Path(PAIRS).name
    # The browser stores what a page keeps a moment after the page kept it.
    for _ in range(50):
        page.open(tmp_path / "report.html")
        if page.js("document.querySelectorAll('.finding.gone').length"):
            break
    assert page.js("document.querySelectorAll('.finding.gone').length") == 2, "remembered"
    page.js("[...document.querySelectorAll('.tray button')].at(-1).click()")
    assert page.js("document.querySelector('.tray').hidden")


def test_rule_pages(page: Browser, tmp_path: Path) -> None:
    from yizhi.checks import registry

    name = next(iter(registry.modules()))
    opened(page, replace(REPORT, findings=[replace(FINDINGS[0], rule=name)]), tmp_path)
    click(page, ".rule")
    assert page.js("document.querySelector('dialog pre').textContent") == registry.manual(name)


def test_narrow_screens_need_no_sideways_scrolling(page: Browser, tmp_path: Path) -> None:
    page.size(360, 700)
    opened(page, REPORT, tmp_path)
    assert page.js("document.documentElement.scrollWidth") <= 360


def test_both_themes(page: Browser, tmp_path: Path) -> None:
    colours = []
    for scheme in ("light", "dark"):
        page.scheme(scheme)
        opened(page, REPORT, tmp_path)
        colours.append(
            page.js("getComputedStyle(document.body).backgroundColor + getComputedStyle(document.body).color")
        )
        assert contrast(page) >= 4.5
    assert colours[0] != colours[1]
    page.js("[...document.querySelectorAll('header button')][0].click()")
    assert (
        page.js("getComputedStyle(document.body).backgroundColor + getComputedStyle(document.body).color") == colours[0]
    )


def contrast(page: Browser) -> float:
    """The worst contrast (WCAG 2) of the texts on their grounds."""
    return float(
        page.js("""(() => {
      const lum = (text) => { const [r, g, b] = text.match(/[\\d.]+/g).slice(0, 3).map((v) => v / 255).map((v) => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
      const ground = (one) => { for (; one; one = one.parentElement) { const c = getComputedStyle(one).backgroundColor; if (!c.endsWith(', 0)')) return c; } return 'rgb(255,255,255)'; };
      return Math.min(...[...document.querySelectorAll('.where, .said, .level, ins, .rule, mark, h2, .told, .signature, .control')].map((one) => {
        const [a, b] = [lum(getComputedStyle(one).color), lum(ground(one))].sort((x, y) => y - x); return (a + .05) / (b + .05); }));
    })()""")
    )


def test_it_prints_whole(page: Browser, tmp_path: Path) -> None:
    from pypdf import PdfReader

    unit = [Unit(str(at), Segment(f"第{at}段。", "zh-Hans"), Segment(f"Paragraph {at}.", "en")) for at in range(250)]
    draft = Draft("a.tsv", "tsv", "zh-Hans", "en", tuple(unit))
    findings = [
        Finding(
            "r", Severity.ERROR, f"message {at}", "a.tsv", str(at), "target", 0, 9, at, 1, "Paragraph", unit_index=at
        )
        for at in range(250)
    ]
    opened(page, replace(REPORT, drafts=(draft,), findings=findings), tmp_path)
    assert page.js("document.querySelectorAll('.card').length") == 100
    text = "".join(one.extract_text() for one in PdfReader(io.BytesIO(page.pdf())).pages)
    assert all(f"message {at}" in text for at in (0, 99, 100, 249))
    assert "Dismiss" not in text


def test_fifty_thousand_units(page: Browser, tmp_path: Path) -> None:
    size = 50_000
    units = tuple(
        Unit(
            str(at),
            Segment(f"第{at}段讲的是技术援助和能力建设。", "zh-Hans"),
            Segment(f"Paragraph {at} is about technical assistance.", "en"),
        )
        for at in range(size)
    )
    draft = Draft("big.tsv", "tsv", "zh-Hans", "en", units)
    findings = [
        Finding(
            f"rule-{at % 20}",
            list(Severity)[at % 3],
            f"message {at}",
            "big.tsv",
            str(at),
            "target",
            10,
            12,
            at + 2,
            20,
            str(at)[:2],
            unit_index=at,
        )
        for at in range(0, size, 2)
    ]
    opened(
        page,
        FindingsReport(findings, (draft,), {"units": size, "error": 1, "warning": 1, "info": 1}, (), "s"),
        tmp_path,
    )
    assert page.js("document.querySelectorAll('*').length") < 5_000
    search(page, "message 49998")
    assert messages(page) == ["message 49998"]
    search(page, "")
    page.js("[...document.querySelectorAll('.map button')].at(-1).click()")
    assert "page 245 of 250" in page.js("document.querySelector('.told').textContent")
    assert page.js("document.querySelectorAll('.card').length") == 100
    page.key("n")
    assert "page 246 of 250" in page.js("document.querySelector('.told').textContent")
