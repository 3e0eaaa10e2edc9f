"""Real programs ask a real server; `make test-clients` installs them and runs this."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = [
    pytest.mark.clients,
    pytest.mark.skipif("YIZHI_CLIENTS" not in os.environ, reason="make test-clients runs these"),
]
ROOT = Path(__file__).parent.parent
ZH, EN = "研发（R&D）部门的报告,已经通过。", "The R&D unit will recieve the report."
Record = Callable[[str, object], None]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that runs as a user starts it."""
    folder = tmp_path_factory.mktemp("server")
    yizhi = str(Path(sys.executable).parent / "yizhi")
    memory = [yizhi, "tm", "import", str(ROOT / "examples" / "draft.tsv"), "--memory", "memory.db"]
    subprocess.run(memory, cwd=folder, check=True, capture_output=True)
    command = [yizhi, "serve", "--port", "0", "--memory", "memory.db"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert found is not None
        yield found[0]
        process.terminate()


def curl(*arguments: str) -> Any:
    done = subprocess.run(["curl", "-sS", "--fail-with-body", *arguments], capture_output=True, check=True)
    return json.loads(done.stdout)


def words(answer: Any, text: str) -> list[str]:
    return [text[match["offset"] :][: match["length"]] for match in answer["matches"]]


@pytest.fixture
def with_curl(record_property: Record) -> None:
    version = subprocess.run(["curl", "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
    record_property("client", f"curl {version}")


@pytest.mark.usefixtures("with_curl")
def test_a_body_as_texstudio_sends_it(server: str, record_property: Record) -> None:
    record_property("what", "TeXstudio's body: `text/json`, an encoded form")
    encoded = f"language=en-US&text={EN.replace(' ', '%20').replace('&', '%26')}"
    answer = curl("-H", "Content-Type: text/json", "--data", encoded, f"{server}/v2/check")
    assert words(answer, EN) == ["recieve"]


@pytest.mark.usefixtures("with_curl")
@pytest.mark.parametrize(("text", "tag", "word"), [(ZH, "zh-CN", ","), (EN, "en-US", "recieve")])
def test_a_body_that_is_not_encoded(server: str, text: str, tag: str, word: str, record_property: Record) -> None:
    record_property("what", f"a body that is not encoded, with `R&D`, {tag}")
    assert words(curl("--data-binary", f"text={text}&language={tag}", f"{server}/v2/check"), text) == [word]


@pytest.mark.usefixtures("with_curl")
def test_a_pair_as_omegat_sends_it(server: str, record_property: Record) -> None:
    record_property("what", "OmegaT's body with `srctext` and `motherTongue`: bilingual findings")
    text = "共有54名代表。"
    form = {"text": text, "language": "ZH-CN", "srctext": "There were 45 representatives.", "motherTongue": "EN-US"}
    fields = [part for name, value in form.items() for part in ("--data-urlencode", f"{name}={value}")]
    assert words(curl(*fields, f"{server}/v2/check"), text) == ["54"]


def test_language_tool_python(server: str, record_property: Record) -> None:
    folder = Path(os.environ["YIZHI_CLIENTS"]) / "python"
    [metadata] = folder.glob("language_tool_python-*.dist-info")
    record_property("client", f"language_tool_python {metadata.name.removesuffix('.dist-info').split('-')[1]}")
    record_property("what", "finds and corrects, en-US and zh-CN")
    code = (
        "import json, language_tool_python as client, sys\n"
        "for tag, text in json.load(sys.stdin):\n"
        f"    print(client.LanguageTool(tag, remote_server={server!r}).correct(text))\n"
    )
    asked = json.dumps([["en-US", EN], ["zh-CN", ZH]])
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", code], input=asked, env=environment, capture_output=True, text=True, check=True)  # fmt: skip
    assert done.stdout.splitlines() == [EN.replace("recieve", "receive"), ZH.replace(",", "，")]


def test_weblate(server: str, record_property: Record) -> None:
    folder = Path(os.environ["YIZHI_CLIENTS"])
    [metadata] = (folder / "weblate").glob("weblate-*.dist-info")
    record_property("client", f"Weblate {metadata.name.removesuffix('.dist-info').split('-')[1]}")
    record_property("what", "its own class for tmserver, without its database: languages, an exact and a similar unit")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder / "weblate"), str(folder / "python")])}
    for text, quality in (("秘书处的说明", 100), ("秘书处的几点说明", 75)):
        command = [sys.executable, str(ROOT / "tools" / "weblate_asks.py"), f"{server}/tmserver", "zh_Hans", "en", text]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        asked = json.loads(done.stdout)
        assert (asked["codes"], asked["supported"]) == (["zh_hans", "en"], True)
        assert [(answer["text"], answer["quality"]) for answer in asked["answers"]] == [
            ("Note by the Secretariat", quality)
        ]


def test_libreoffice(server: str, tmp_path: Path, record_property: Record) -> None:
    office = shutil.which("soffice")
    if office is None or not Path("/usr/bin/python3").exists():
        pytest.skip("no LibreOffice on this machine")
    version = subprocess.run([office, "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
    record_property("client", f"LibreOffice {version}")
    record_property("what", "its own LanguageTool client over UNO: the right words in en-US and zh-CN, `R&D` too")
    asked = json.dumps([["en-US", EN], ["zh-CN", ZH], ["en-US", "All is well."]])
    command = ["/usr/bin/python3", str(ROOT / "tools" / "libreoffice_asks.py"), office, f"{server}/v2", str(tmp_path)]
    done = subprocess.run(command, input=asked, capture_output=True, text=True, check=True, timeout=300)
    english, chinese, nothing = json.loads(done.stdout)
    assert [error[:2] for error in english] == [["recieve", ["receive"]]]
    assert [error[:2] for error in chinese] == [[",", ["，"]]]
    assert nothing == []
