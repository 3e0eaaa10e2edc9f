"""An editor that types, undoes, jumps, renames and closes, at random; what the server tells must be of the text as it is."""

from __future__ import annotations

import random
import re
import resource
from pathlib import Path
from typing import Any

import pytest
from lspclient import Client

from yizhi.faces.lsp.places import BYTE_ORDER_MARK
from yizhi.service.configured import configured
from yizhi.service.session import Session

TERMS = "id\tstrictness\tzh-Hans\ten\nsc\tname\t安全理事会\tSecurity Council\npeace\tterm\t和平\tpeace\n"
PIECES = (
    "会", "安全理事会", "和平", ",", "，", "。", "；", ";", "45", " ", "\n", "\r\n", "\n\n", "\u2028", "\x0c", "😀", "报告（", "）", "的的", "Peace ",
    "委员会审议了报告,并通过了决定。", "\t", "“", "\"", BYTE_ORDER_MARK,
)  # fmt: skip
QUESTIONS = ("textDocument/hover", "textDocument/completion", "textDocument/documentSymbol", "textDocument/codeAction")
_LINE_END = re.compile(r"\r\n|\n|\r")
OPEN_REQUESTS = 30
"""Requests that may still be worked on at the end."""
GROWTH = 12_000
"""Kilobytes by which server and editor together may grow over ten thousand changes of random text, once the tables that rules
look up are loaded (a check of two reports loads them); measured: 5,000, all of it in caches of words and runs, which have a limit."""
SAMPLES = Path(__file__).parent / "samples"


class Editor:
    """Holds the text as the person sees it, and tells the server of each change in units of UTF-16."""

    def __init__(self, client: Client, seed: int) -> None:
        self.client = client
        self.random = random.Random(seed)
        self.text = ""
        self.version = 0
        self.names = 0
        self.undone: list[str] = []
        self.uri = ""
        self.rename()

    def step(self) -> None:
        """Do one thing."""
        doing = self.random.choices(
            (self.type, self.delete, self.undo, self.replace, self.ask, self.rename), (60, 20, 10, 4, 5, 1)
        )[0]
        doing()

    def type(self) -> None:
        place = self.random.randint(0, len(self.text))
        self.edit(place, place, self.random.choice(PIECES))

    def delete(self) -> None:
        start = self.random.randint(0, len(self.text))
        self.edit(start, min(len(self.text), start + self.random.randint(1, 12)), "")

    def undo(self) -> None:
        if self.undone:
            self.whole(self.undone.pop())

    def replace(self) -> None:
        """Two changes in one message, the second in the text that the first left."""
        first, before = self.changing(0, 0, "甲"), self.text
        self.text = "甲" + self.text
        second = self.changing(0, 1, "乙")
        self.text = "乙" + before
        self.send(first, second)

    def rename(self) -> None:
        if self.uri:
            self.client.close(self.uri)
        self.names += 1
        self.version += 1
        self.uri = self.client.open(f"draft-{self.names}.txt", self.text, version=self.version)

    def ask(self) -> None:
        """Ask something at a place and wait for no answer: a later change may make it void."""
        place = self.position(self.random.randint(0, len(self.text)))
        asked: dict[str, Any] = {"textDocument": {"uri": self.uri}, "position": place}
        method = self.random.choice(QUESTIONS)
        if method == "textDocument/codeAction":
            asked |= {"range": {"start": place, "end": place}, "context": {"diagnostics": []}}
        self.client.begin(method, asked)

    def edit(self, start: int, end: int, new: str) -> None:
        change = self.changing(start, end, new)
        if self.splits_line_end(start) or self.splits_line_end(end):
            return
        self.undone = [*self.undone[-20:], self.text]
        self.text = self.text[:start] + new + self.text[end:]
        self.send(change)

    def whole(self, text: str) -> None:
        self.text = text
        self.send({"text": text})

    def send(self, *changes: dict[str, Any]) -> None:
        self.version += 1
        self.client.change(self.uri, self.version, *changes)

    def splits_line_end(self, place: int) -> bool:
        return self.text[place - 1 : place + 1] == "\r\n" if place else False

    def changing(self, start: int, end: int, new: str) -> dict[str, Any]:
        return {"range": {"start": self.position(start), "end": self.position(end)}, "text": new}

    def position(self, place: int) -> dict[str, int]:
        ends = [match.end() for match in _LINE_END.finditer(self.text) if match.end() <= place]
        start = ends[-1] if ends else 0
        return {"line": len(ends), "character": len(self.text[start:place].encode("utf-16-le")) // 2}

    def shown(self) -> list[tuple[str, dict[str, Any]]]:
        """What the server tells of the newest version, when it has."""
        sent = self.client.diagnostics(self.uri, self.version)
        return sorted(((item["code"], item["range"]["start"]) for item in sent), key=str)

    def expected(self, session: Session) -> list[tuple[str, dict[str, Any]]]:
        """What a check of the same text finds."""
        before = self.text.startswith(BYTE_ORDER_MARK)
        if not self.text.strip(f"{BYTE_ORDER_MARK} \t\r\n"):
            return []
        data = self.text.removeprefix(BYTE_ORDER_MARK).encode()
        report = session.report_draft(f"draft-{self.names}.txt", b"\xef\xbb\xbf" + data)
        found = [(finding.rule, self.position(finding.start + before)) for finding in report.findings if finding.text]
        notes = [("passed-over", {"line": 0, "character": 0}) for _ in report.remarks]
        return sorted([*found, *notes], key=str)


def memory() -> int:
    """The memory of this process, in kilobytes; elsewhere than on Linux the most that it has had."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text("ascii").split()[1]) * resource.getpagesize() // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def simulate(folder: Path, changes: int, seed: int, every: int) -> int:
    """Edit at random, and compare what is told with what is there; the kilobytes by which the process grew."""
    (folder / "terms.tsv").write_text(TERMS, "utf-8")
    (folder / "yizhi.toml").write_text('termbases = ["terms.tsv"]\nbuiltin = false\n', "utf-8")
    with Client(folder, "utf-16") as client, Session(configured(folder).resources) as session:
        desk = client.server.bench.desk.session(client.uri("a.txt"))
        desk.terms_beginning("an", pinyin=True)  # loads once
        if changes > 1_000:
            for name in ("report.zh.txt", "report.en.txt"):
                desk.report_draft(name, (SAMPLES / name).read_bytes())
        before = memory()
        editor = Editor(client, seed)
        for number in range(1, changes + 1):
            editor.step()
            if number % every == 0:
                told = [entry for entry in editor.shown() if entry[0] != "too-many-findings"]
                assert [entry for entry in told if entry in editor.expected(session)] == told
                assert len(told) >= len(editor.expected(session))
            if len(editor.text) > 1_500:
                editor.whole(editor.text[:300])
            client.history.clear()
            client.forget_answers()
            for uri in [uri for uri in client.published if uri != editor.uri]:
                del client.published[uri]
        assert not [message for message in client.messages if "rror" in message]
        editor.shown()
        server = client.server
        assert set(server.bench._read) <= set(server.bench.uris()), "what was closed is forgotten"
        assert len(server.protocol._request_futures) < OPEN_REQUESTS, "what was answered is forgotten"
        return memory() - before


@pytest.mark.parametrize("seed", [1, 2])
def test_an_editor_at_work(tmp_path: Path, seed: int) -> None:
    simulate(tmp_path, 250, seed, 25)


@pytest.mark.slow
def test_an_editor_at_work_all_day(tmp_path: Path) -> None:
    assert simulate(tmp_path, 10_000, 3, 100) < GROWTH
