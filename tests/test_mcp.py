"""The assistants' server through the official SDK's own client, in the process, over pipes and over HTTP behind the guard."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import httpx2
import pytest
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from mcp.server.mcpserver import MCPServer
from mcp.shared.exceptions import MCPError

from yizhi.faces.mcp.http import PATH, application
from yizhi.faces.mcp.server import LONGEST_TEXT, MOST_TOKENS, build
from yizhi.faces.web.guard import GuardRules, own_hosts
from yizhi.service.session import Resources, Session
from yizhi.tm.memory.writing import MemoryWriter
from yizhi.tm.model import Pair, Segment

T = TypeVar("T")
TOKEN = "a-token-of-the-tests"
HOST = "127.0.0.1:8478"
TERMS = (
    "id\tdomain\tstrictness\treference\tzh-Hans\tzh-Hans.abbreviation\tzh-Hans.forbidden\ten\n"
    "sc\tbodies\tname\tCharter, Article 23\t安全理事会\t安理会\t安全委员会\tSecurity Council\n"
)
TOOLS = ["check_text", "check_translation", "concordance", "explain", "lookup", "propose_term", "recognize"]


@pytest.fixture
def resources(tmp_path: Path) -> Resources:
    (tmp_path / "terms.tsv").write_text(TERMS, "utf-8")
    with MemoryWriter(tmp_path / "tm.db") as writer:
        pair = Pair(Segment("The Council adopted the agenda.", "en"), Segment("安理会通过了议程。", "zh-Hans"))
        list(writer.take([pair], "minutes", document="S/PV.1"))
    return Resources((tmp_path / "terms.tsv",), False, memory=tmp_path / "tm.db", own=tmp_path / "own.db")


@pytest.fixture
def server(resources: Resources) -> MCPServer:
    return build(Session(resources))


def through(server: MCPServer, question: Callable[[Client], Awaitable[T]]) -> T:
    async def asked() -> T:
        async with Client(server) as client:
            return await question(client)

    return asyncio.run(asked())


def call(server: MCPServer, tool: str, **arguments: Any) -> str:
    result = through(server, lambda client: client.call_tool(tool, arguments))
    assert not result.is_error, result.content
    return str(result.content[0].text)


def refused(server: MCPServer, tool: str, **arguments: Any) -> str:
    result = through(server, lambda client: client.call_tool(tool, arguments))
    assert result.is_error
    return str(result.content[0].text)


# ---------------------------------------------------------------- what it costs, what it may


def test_seven_tools_at_a_small_price(server: MCPServer) -> None:
    tools = through(server, lambda client: client.list_tools()).tools
    assert sorted(tool.name for tool in tools) == TOOLS
    listed = json.dumps([tool.model_dump(by_alias=True, exclude_none=True) for tool in tools])
    assert len(listed) / 4 <= MOST_TOKENS, "about four characters of English JSON are a token"


def test_one_tool_writes_and_none_takes_a_path(server: MCPServer) -> None:
    tools = through(server, lambda client: client.list_tools()).tools
    writing = {tool.name for tool in tools if not (tool.annotations and tool.annotations.read_only_hint)}
    assert writing == {"propose_term"}
    parameters = {name for tool in tools for name in tool.input_schema["properties"]}
    assert parameters == {
        "query",
        "limit",
        "text",
        "words",
        "source",
        "target",
        "rule",
        "chinese",
        "english",
        "reference",
        "note",
    }


# ---------------------------------------------------------------- answers


def test_a_look_up_cites_concept_status_and_reference(server: MCPServer) -> None:
    answer = call(server, "lookup", query="security council")
    assert answer.startswith("[normalised] concept sc (name; bodies)\n")
    assert (
        "zh-Hans: 安全理事会 (preferred) | 安理会 (preferred, abbreviation) | 安全委员会 (forbidden, variant)" in answer
    )
    assert "reference: Charter, Article 23" in answer
    assert answer.splitlines()[-1].startswith("yizhi ")
    assert "/" not in answer.splitlines()[-1], "where the files lie is nobody's affair"


def test_what_is_not_known_is_said_to_be_not_known(server: MCPServer) -> None:
    assert call(server, "lookup", query="外层空间委员会").startswith(
        "“外层空间委员会”: not in the termbases. Nothing official is known"
    )
    assert "Nothing official is known" in call(server, "recognize", text="天气很好。")
    assert call(server, "concordance", words="天气").startswith("“天气”: not in the translation memory.")


def test_a_near_miss_is_not_passed_off_as_the_term(server: MCPServer) -> None:
    assert call(server, "lookup", query="Securiti Council").startswith("None of these is the term")


def test_terms_of_a_text_with_what_may_be_used(server: MCPServer) -> None:
    answer = call(server, "recognize", text="安全理事会开会。安全理事会休会。安全委员会不存在。")
    assert "- 安全理事会 ×2 [sc, name] = Security Council (preferred)" in answer
    assert "- 安全委员会 [sc, name, forbidden] (use: 安全理事会) = Security Council (preferred)" in answer


@pytest.mark.parametrize("turned", [False, True])
def test_a_translation_is_checked_either_way(server: MCPServer, turned: bool) -> None:
    chinese, english = "安全理事会共有45名代表。", "There were 54 representatives in the Security Council."
    source, target = (english, chinese) if turned else (chinese, english)
    answer = call(server, "check_translation", source=source, target=target)
    assert answer.startswith("- error [number-mismatch] target ")
    assert ("“45”" if turned else "“54”") in answer.splitlines()[0]


def test_a_text_is_checked_by_itself(server: MCPServer) -> None:
    assert call(server, "check_text", text="委员会审议了报告,并通过了决定。").startswith(
        "- warning [half-width-punctuation] 8–9 “,”: half-width “,” in Chinese text → ， (safe)"
    )
    assert call(server, "check_text", text="委员会审议了报告。").startswith("No findings. This is no proof")


def test_the_memory_is_asked_with_its_documents(server: MCPServer) -> None:
    answer = call(server, "concordance", words="议程")
    assert answer.startswith(
        "1 pairs have it; 1 are shown\n- 安理会通过了议程。\n  The Council adopted the agenda.\n  document: S/PV.1"
    )


def test_a_rule_is_explained(server: MCPServer) -> None:
    assert "\nWhy: " in call(server, "explain", rule="number-mismatch")
    assert "unknown rule 'no-such'" in refused(server, "explain", rule="no-such")


def test_a_proposal_is_only_proposed(server: MCPServer) -> None:
    answer = call(server, "propose_term", chinese="全球契约", english="Global Compact", reference="A/RES/1")
    assert answer.endswith("not official until a person accepts it (yizhi review)")
    assert "全球契约 (proposed)" in call(server, "lookup", query="全球契约")
    assert "needs a term" in refused(server, "propose_term", note="nothing")


def test_too_much_is_refused(server: MCPServer) -> None:
    assert str(LONGEST_TEXT) in refused(server, "check_text", text="会" * (LONGEST_TEXT + 1))
    assert "empty" in refused(server, "check_text", text=" ")


def test_without_a_memory_it_says_so(tmp_path: Path) -> None:
    assert "no memory" in refused(build(Session(Resources(builtin=False))), "concordance", words="x")


CITED = ["yizhi://concept/sc", "yizhi://rule/number-mismatch", "yizhi://concept/none", "yizhi://rule/none", "yizhi://concept/..%2F..%2Fetc%2Fpasswd"]  # fmt: skip


def test_concepts_and_rules_can_be_read(server: MCPServer) -> None:
    async def read(client: Client) -> list[str]:
        texts = []
        for uri in CITED:
            try:
                texts.append(str((await client.read_resource(uri)).contents[0].text))
            except MCPError as error:
                texts.append(f"refused: {error}")
        return texts

    concept, rule, *strange = through(server, read)
    assert concept.startswith("concept sc (name; bodies)")
    assert "\nWhy: " in rule
    assert [text[:9] for text in strange] == ["refused: "] * 3
    assert "no concept 'none'" in strange[0]


def test_the_prompt_has_both_texts(server: MCPServer) -> None:
    arguments = {"source": "{大会}", "target": "{General Assembly}"}
    prompt = through(server, lambda client: client.get_prompt("revise", arguments))
    text = prompt.messages[0].content.text
    assert "Source:\n{大会}\n\nTranslation:\n{General Assembly}" in text


# ---------------------------------------------------------------- transports


def test_over_standard_input_and_output(tmp_path: Path) -> None:
    (tmp_path / "terms.tsv").write_text(TERMS, "utf-8")
    arguments = ["-c", "from yizhi.cli.app import main; main()", "mcp", "--no-builtin", "--termbase", "terms.tsv"]

    async def asked() -> str:
        async with Client(StdioServerParameters(command=sys.executable, args=arguments, cwd=tmp_path)) as client:
            return str((await client.call_tool("lookup", {"query": "安理会"})).content[0].text)

    assert "concept sc" in asyncio.run(asked())


@asynccontextmanager
async def serving(server: MCPServer) -> AsyncIterator[httpx2.ASGITransport]:
    """The application with its lifespan, as a server runs it."""
    app = application(server, GuardRules(own_hosts("127.0.0.1", 8478), TOKEN))
    sent: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    told: asyncio.Queue[Any] = asyncio.Queue()
    await sent.put({"type": "lifespan.startup"})
    task = asyncio.create_task(app({"type": "lifespan", "asgi": {"version": "3.0"}}, sent.get, told.put))
    assert (await told.get())["type"] == "lifespan.startup.complete"
    yield httpx2.ASGITransport(app)
    await sent.put({"type": "lifespan.shutdown"})
    await task


@pytest.mark.parametrize(("path", "headers"), [(PATH, {"Authorization": f"Bearer {TOKEN}"}), (f"/t/{TOKEN}{PATH}", {})])
def test_over_http_with_the_token(server: MCPServer, path: str, headers: dict[str, str]) -> None:
    async def asked() -> str:
        async with (
            serving(server) as transport,
            httpx2.AsyncClient(transport=transport, headers=headers) as http,
            Client(streamable_http_client(f"http://{HOST}{path}", http_client=http)) as client,
        ):
            return str((await client.call_tool("lookup", {"query": "安理会"})).content[0].text)

    assert "concept sc" in asyncio.run(asked())


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Host": "evil.example:8478"}, 421),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Authorization": "Bearer another-token-entirely"}, 401),
        ({"Authorization": ""}, 401),
    ],
)
@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_strangers_are_turned_away(server: MCPServer, headers: dict[str, str], status: int, method: str) -> None:
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    sent = {"Authorization": f"Bearer {TOKEN}", "Accept": "application/json, text/event-stream", **headers}

    async def asked() -> httpx2.Response:
        async with serving(server) as transport, httpx2.AsyncClient(transport=transport) as http:
            return await http.request(method, f"http://{HOST}{PATH}", headers=sent, json=body)

    answer = asyncio.run(asked())
    assert (answer.status_code, "lookup" in answer.text) == (status, False)


def test_without_the_extra_the_command_says_one_line(tmp_path: Path) -> None:
    code = (
        "import importlib.util as util; real = util.find_spec\n"
        "util.find_spec = lambda name, *rest: None if name == 'mcp' else real(name, *rest)\n"
        "from yizhi.cli.app import main; main(['mcp'])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    line = "yizhi: the assistants' server needs the mcp package; pip install 'yizhi[mcp]'\n"
    assert (done.returncode, done.stderr) == (2, line)
