"""The settings for editors in docs/editors.md: every snippet is of its form, and real editors work with theirs.

`make test-clients` installs Neovim and Emacs and runs what is marked `clients`; what they showed goes into the page.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "editors.md").read_text("utf-8")
EXTENSION = ROOT / "editors" / "vscode"
DRAFT = "安全理事会审议了报告,并通过了决定。各方公平和平等地参加。\n"
PATIENCE = 120
Record = Callable[[str, object], None]
run_by_make = [
    pytest.mark.clients,
    pytest.mark.skipif("YIZHI_CLIENTS" not in os.environ, reason="make test-clients runs these"),
]


def snippet(heading: str, language: str) -> str:
    """The first block of code in a language under a heading of the page."""
    section = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S)
    assert section is not None
    block = re.search(rf"```{language}\n(.*?)```", section[1], re.S)
    assert block is not None, f"no {language} under {heading}"
    return block[1]


def test_settings_of_yizhi_are_toml() -> None:
    assert tomllib.loads(snippet("Settings", "toml"))["sources"] == {"report.zh.md": "report.en.md"}


def test_helix_starts_the_server() -> None:
    settings = tomllib.loads(snippet("Helix", "toml"))
    assert settings["language-server"]["yizhi"] == {"command": "yizhi", "args": ["lsp"]}
    assert all(language["language-servers"] == ["yizhi"] for language in settings["language"])


@pytest.mark.parametrize(("heading", "key"), [("Kate", "servers"), ("Sublime Text", "clients")])
def test_json_settings_start_the_server(heading: str, key: str) -> None:
    assert json.loads(snippet(heading, "json"))[key]["yizhi"]["command"] == ["yizhi", "lsp"]


def test_the_extension_names_files_that_are_there() -> None:
    package = json.loads((EXTENSION / "package.json").read_text("utf-8"))
    assert (EXTENSION / package["main"]).is_file()
    assert package["contributes"]["configuration"]["properties"]["yizhi.command"]["default"] == ["yizhi", "lsp"]
    started = {event.removeprefix("onLanguage:") for event in package["activationEvents"]}
    code = (EXTENSION / package["main"]).read_text("utf-8")
    listed = re.search(r"const LANGUAGES = (\[.*?\]);", code)
    assert listed is not None
    assert set(json.loads(listed[1])) == started


# ---------------------------------------------------------------- real editors

NEOVIM = """
local out = {}
vim.cmd.edit('draft.txt')
local function found() return vim.diagnostic.get(0) end
vim.wait(PATIENCE, function() return #found() > 0 end, 50)
out.diagnostics = vim.tbl_map(function(d)
  local line = vim.api.nvim_buf_get_lines(0, d.lnum, d.lnum + 1, false)[1]
  return { code = d.code, words = line:sub(d.col + 1, d.end_col) }
end, found())
local client = vim.lsp.get_clients({ bufnr = 0 })[1]
out.encoding = client.offset_encoding
out.version = tostring(vim.version())
local function hover(character)
  vim.api.nvim_win_set_cursor(0, { 1, vim.str_byteindex(vim.fn.getline(1), 'utf-32', character) })
  local place = vim.lsp.util.make_position_params(0, client.offset_encoding)
  return client:request_sync('textDocument/hover', place, PATIENCE, 0).result.contents.value
end
out.term, out.none = hover(1), hover(22)
local first = found()[1]
vim.api.nvim_win_set_cursor(0, { first.lnum + 1, first.col })
vim.lsp.buf.code_action({ apply = true, filter = function(a) return a.isPreferred end })
vim.wait(PATIENCE, function() return #found() == 0 end, 50)
out.text, out.left = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\\n'), #found()
local file = io.open('out.json', 'w')
file:write(vim.json.encode(out))
file:close()
vim.cmd('qall!')
""".replace("PATIENCE", str(PATIENCE * 1000))

EMACS = """
(setq eglot-sync-connect PATIENCE)
(find-file "draft.txt")
(apply #'eglot (eglot--guess-contact))
(flymake-start)
(with-timeout (PATIENCE nil)
  (while (null (flymake-diagnostics)) (accept-process-output nil 0.05)))
(let* ((server (eglot--current-server-or-lose))
       (first (car (flymake-diagnostics)))
       (begin (flymake-diagnostic-beg first)) (end (flymake-diagnostic-end first))
       (words (buffer-substring-no-properties begin end))
       (said (flymake-diagnostic-text first))
       (hover (progn (goto-char 2)
                     (jsonrpc-request server :textDocument/hover (eglot--TextDocumentPositionParams))))
       (fix (seq-find (lambda (action) (eq t (plist-get action :isPreferred)))
                      (eglot-code-actions begin end "quickfix"))))
  (eglot--apply-workspace-edit (plist-get fix :edit))
  (with-temp-file "out.json"
    (insert (json-encode (list :version emacs-version :words words :said said
                               :term (plist-get (plist-get hover :contents) :value)
                               :text (with-current-buffer "draft.txt" (buffer-string)))))))
(eglot-shutdown (eglot--current-server-or-lose))
""".replace("PATIENCE", str(PATIENCE))


def run(folder: Path, *command: str) -> dict[str, Any]:
    """What an editor wrote; the command `yizhi` is that of this Python."""
    (folder / "draft.txt").write_text(DRAFT, "utf-8")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "HOME": str(folder), "XDG_CACHE_HOME": str(folder / "cache")}
    subprocess.run(command, cwd=folder, env=environment, check=False, timeout=3 * PATIENCE, capture_output=True)
    return dict(json.loads((folder / "out.json").read_text("utf-8")))


class TestRealEditors:
    """Each with the settings of the page."""

    pytestmark = run_by_make

    def test_neovim(self, tmp_path: Path, record_property: Record) -> None:
        (tmp_path / "init.lua").write_text(snippet("Neovim", "lua"), "utf-8")
        (tmp_path / "drive.lua").write_text(NEOVIM, "utf-8")
        shown = run(tmp_path, program("nvim"), "--headless", "-u", "init.lua", "-c", "luafile drive.lua")
        record_property("client", f"Neovim {shown['version']}")
        record_property(
            "what", f"finding on its words, terms under the pointer, correction; positions {shown['encoding']}"
        )
        assert shown["diagnostics"] == [{"code": "half-width-punctuation", "words": ","}]
        assert "✓ **安全理事会** — whole words" in shown["term"]
        assert shown["none"].startswith("✗ **和平**")
        assert (shown["text"], shown["left"]) == (DRAFT.strip().replace(",", "，"), 0)
        assert shown["encoding"] == "utf-32"

    def test_emacs(self, tmp_path: Path, record_property: Record) -> None:
        (tmp_path / "init.el").write_text(snippet("Emacs", "elisp"), "utf-8")
        (tmp_path / "drive.el").write_text(EMACS, "utf-8")
        shown = run(tmp_path, program("emacs"), "--batch", "-l", "init.el", "-l", "drive.el")
        record_property("client", f"Emacs {shown['version']} (eglot)")
        record_property("what", "finding on its words, terms under the pointer, correction")
        assert shown["words"] == ","
        assert "half-width-punctuation" in shown["said"]
        assert "✓ **安全理事会** — whole words" in shown["term"]
        assert shown["text"] == DRAFT.replace(",", "，")

    def test_kate(self, tmp_path: Path, record_property: Record) -> None:
        sent = kate(tmp_path, snippet("Kate", "json"))
        version = subprocess.run(
            [program("kate"), "--version"], capture_output=True, text=True, check=False, env=OFFSCREEN
        )
        record_property("client", version.stdout.strip().capitalize())
        record_property(
            "what", "starts the server, opens the draft, is sent the finding; what it shows was not looked at"
        )
        (finding,) = sent["params"]["diagnostics"]
        assert (finding["code"], finding["range"]["start"]) == ("half-width-punctuation", {"line": 0, "character": 10})


OFFSCREEN = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
ALLOWED = "[lspclient]\nAllowedServerCommandLines={}\n"
"""Kate asks once whether a server may be started; this is the answer of the person."""


def kate(folder: Path, settings: str) -> dict[str, Any]:
    """What Kate with these settings is sent of a draft: its server is ours, with a copy of all that it says."""
    binary = folder / "bin" / "yizhi"
    for name, text in (
        (".config/kate/lspclient/settings.json", settings),
        (".config/katerc", ALLOWED.format(f"{binary} lsp,yizhi lsp")),
        (".local/share/kate/anonymous.katesession", "[Kate Plugins]\nlspclientplugin=true\n"),
        ("draft.md", DRAFT.splitlines()[0][:18] + "\n"),
        ("yizhi.toml", ""),
        ("bin/yizhi", f'#!/bin/sh\n"{Path(sys.executable).parent}/yizhi" "$@" | tee -a "{folder}/said"\n'),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    binary.chmod(0o755)
    environment = {
        **OFFSCREEN,
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder),
        "PATH": f"{binary.parent}{os.pathsep}{os.environ['PATH']}",
    }
    command = ["dbus-run-session", "--", "sh", "-c", f"kbuildsycoca5; exec {program('kate')} -b draft.md"]
    editor = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            said = (folder / "said").read_bytes().decode("utf-8", "replace") if (folder / "said").exists() else ""
            for message in re.findall(r"\r\n\r\n(\{.*?\})(?=Content-Length|\Z)", said, re.S):
                if '"textDocument/publishDiagnostics"' in message:
                    return dict(json.loads(message))
            time.sleep(0.2)
    finally:
        os.killpg(editor.pid, signal.SIGTERM)
        editor.wait()
    raise AssertionError("Kate was sent nothing")


def program(name: str) -> str:
    """A program that `make test-clients` installed, else the system's."""
    installed = Path(os.environ["YIZHI_CLIENTS"]) / "editors" / "bin" / name
    chosen = str(installed) if installed.exists() else shutil.which(name)
    assert chosen is not None, f"{name} is not installed"
    return chosen
