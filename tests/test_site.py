"""The documentation site: it builds without a warning, asks nothing of the outside, and its search finds Chinese words."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
_OUTSIDE = re.compile(r"""<(?:script|link|img|iframe)[^>]+(?:src|href)=["'](?:https?:)?//""")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("sphinx", reason="the extra `docs` is not installed")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", "-d", str(folder / "trees")]
    done = subprocess.run(
        [*command, str(ROOT / "docs"), str(folder / "html")], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return folder / "html"


def _pages_with(site: Path, words: list[str]) -> set[str]:
    index = (site / "searchindex.js").read_text("utf-8")
    data = json.loads(index[index.index("{") : index.rindex("}") + 1])
    pages = [
        {data["docnames"][number] for number in ([place] if isinstance(place, int) else place)}
        for place in (data["terms"].get(word, []) for word in words)
    ]
    return set.intersection(*pages)


def test_no_page_asks_for_anything_outside(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 10
    assert [page.name for page in pages if _OUTSIDE.search(page.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    ("words", "page"),
    [
        (["基线"], "zh/checking"),
        (["词界"], "zh/index"),
        (["记"], "zh/tutorial"),
        (["翻译", "译记", "记忆"], "zh/index"),
    ],
)
def test_search_finds_parts_of_chinese_words(site: Path, words: list[str], page: str) -> None:
    assert page in _pages_with(site, words)


def test_the_page_cuts_a_query_as_the_index_was_cut(site: Path) -> None:
    script = (site / "_static" / "language_data.js").read_text("utf-8")
    assert "word.slice(index, index + 2)" in script


def test_every_page_is_in_the_site(site: Path) -> None:
    sources = {path.relative_to(ROOT / "docs").with_suffix("") for path in (ROOT / "docs").rglob("*.md")}
    assert {str(page) for page in sources if not (site / f"{page}.html").exists()} == set()
