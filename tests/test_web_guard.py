"""Each attack on the local server, and that it is turned away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from servers import EXTENSION, HOST, TOKEN, WITH_TOKEN, client, error, resources
from starlette.testclient import TestClient

from yizhi.faces.web import guard
from yizhi.faces.web.guard import Guard, GuardRules, checked_origin, own_hosts
from yizhi.faces.web.operations import OPERATIONS, ROOT
from yizhi.termbase.errors import YizhiError

PAIR = {"source": "共有45名代表。", "target": "There were 45 representatives."}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client(resources(tmp_path_factory.mktemp("guard"))) as opened:
        yield opened


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8477", "127.0.0.1", "127.0.0.1:80", "localhost:1", "", "127.0.0.1:8477.evil.example", "[::1]:84770"])  # fmt: skip
def test_a_bent_name_is_not_answered(server: TestClient, host: str) -> None:
    answer = server.get("/api/v1/lookup?q=大会", headers={"Host": host})
    assert (answer.status_code, "大会" in answer.text) == (421, False)


@pytest.mark.parametrize("host", [HOST, "localhost:8477", "LOCALHOST:8477", "[::1]:8477"])
def test_this_machine_is_answered(server: TestClient, host: str) -> None:
    assert server.get("/v2/healthcheck", headers={"Host": host}).text == "OK"


def test_two_hosts_are_none(server: TestClient) -> None:
    answer = server.get("/v2/healthcheck", headers=[("Host", HOST), ("Host", "evil.example")])
    assert answer.status_code == 421


FOREIGN: list[dict[str, str]] = [
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost:3000", "Sec-Fetch-Site": "same-site"},
    {"Origin": f"https://{HOST}"},
    {"Origin": f"http://{HOST}.evil.example"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "http://evil.example"},
    {"Origin": "moz-extension://another"},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
@pytest.mark.parametrize(("method", "path"), [("POST", "/api/v1/check"), ("POST", "/v2/check"), ("POST", "/api/v1/proposals"), ("PUT", "/api/v1/drafts"), ("DELETE", "/api/v1/drafts/x")])  # fmt: skip
def test_another_page_may_not_send(server: TestClient, headers: dict[str, str], method: str, path: str) -> None:
    answer = server.request(method, path, headers={**headers, **WITH_TOKEN}, content=b"{}")
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_another_page_may_not_read(server: TestClient, headers: dict[str, str]) -> None:
    assert server.get("/api/v1/lookup?q=大会", headers=headers).status_code == 403


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "none"}, {"Sec-Fetch-Site": "same-origin"}, {"Origin": f"http://{HOST}"}, {"Origin": f"http://{HOST}", "Sec-Fetch-Site": "same-origin"}], ids=str)  # fmt: skip
def test_our_own_page_and_programs_may(server: TestClient, headers: dict[str, str]) -> None:
    assert server.post("/api/v1/check", json=PAIR, headers=headers).json()["findings"] == []


def test_a_link_elsewhere_may_lead_to_a_page(server: TestClient) -> None:
    linked = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert server.get("/", headers=linked).status_code == 200
    assert server.get("/v2/check?text=a&language=en", headers=linked).status_code == 403


def test_there_is_no_cors_but_for_named_extensions(server: TestClient) -> None:
    asked = {"Access-Control-Request-Method": "PUT"}
    answer = server.options("/api/v1/drafts", headers={"Origin": "http://evil.example", **asked})
    assert (answer.status_code, "access-control-allow-origin" in answer.headers) == (403, False)
    answer = server.options("/api/v1/drafts", headers={"Origin": EXTENSION, **asked})
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (204, EXTENSION)
    answer = server.get("/api/v1/lookup?q=大会", headers={"Origin": EXTENSION, "Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, EXTENSION)
    assert answer.headers["vary"] == "Origin"
    # It may ask; to write it needs the token.
    assert server.post("/api/v1/proposals", json={}, headers={"Origin": EXTENSION}).status_code == 401


@pytest.mark.parametrize("origin", ["*", "null", "evil.example", "http://a.example/", "http://a.example/path", ""])
def test_only_a_single_origin_can_be_allowed(origin: str) -> None:
    with pytest.raises(YizhiError, match="no origin"):
        checked_origin(origin)


PRIVATE = [operation for operation in OPERATIONS if operation.is_private]


@pytest.mark.parametrize("operation", PRIVATE, ids=lambda operation: f"{operation.method} {operation.path}")
def test_what_writes_or_holds_texts_needs_the_token(server: TestClient, operation: Any) -> None:
    path = ROOT + operation.path.replace("{id}", "x")
    for headers in (
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": TOKEN},
        {"Authorization": "Basic " + TOKEN},
    ):
        answer = server.request(operation.method, path, headers=headers, content=b"{}")
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert server.request(operation.method, path, headers=WITH_TOKEN, content=b"{}").status_code != 401


def test_every_writing_operation_is_private() -> None:
    open_ones = {(one.method, one.path) for one in OPERATIONS if not one.is_private and one.method != "GET"}
    assert open_ones == {("POST", path) for path in ("/lookup", "/recognize", "/check", "/align", "/concordance", "/tm/search")}  # fmt: skip


def test_the_token_may_stand_in_the_path(server: TestClient) -> None:
    assert server.get(f"/t/{TOKEN}/api/v1/drafts").json()["version"] == 1
    assert server.get(f"/t/{TOKEN}x/api/v1/drafts").status_code == 404
    assert server.get(f"/t/{TOKEN[:-1]}/api/v1/drafts").status_code == 404
    # It is no way round the other rules.
    assert server.get(f"/t/{TOKEN}/api/v1/drafts", headers={"Host": "evil.example"}).status_code == 421
    assert server.get(f"/t/{TOKEN}/api/v1/drafts", headers={"Origin": "http://evil.example"}).status_code == 403


def test_a_server_for_others_wants_the_token_for_everything(tmp_path: Path) -> None:
    with client(resources(tmp_path), strict=True) as server:
        for path in ("/api/v1/lookup?q=大会", "/v2/check?text=a&language=en", "/tmserver/languages/", "/translate?q=a"):
            assert server.get(path).status_code == 401
            assert server.get(path, headers=WITH_TOKEN).status_code == 200
        assert server.get(f"/t/{TOKEN}/v2/healthcheck").text == "OK"
        assert server.get("/").status_code == 200, "the page itself says nothing; its questions need the token"


def test_hosts_are_those_that_are_ours() -> None:
    assert own_hosts("0.0.0.0", 80) == {f"{name}{port}" for name in ("127.0.0.1", "localhost", "[::1]") for port in ("", ":80")}  # fmt: skip
    assert own_hosts("fe80::7", 9) >= {"[fe80::7]:9"}


def test_a_long_text_is_refused_before_it_is_read(server: TestClient) -> None:
    exact = b'{"text":"' + b"a" * (guard.TEXT_LIMIT - 11) + b'"}'
    assert server.post("/v2/check", content=b"text=" + b"a" * guard.TEXT_LIMIT).status_code == 413
    assert server.post("/api/v1/recognize", content=exact).status_code == 200
    assert server.post("/api/v1/recognize", content=exact + b" ").status_code == 413


def test_a_long_text_is_refused_while_it_streams(server: TestClient) -> None:
    sent = 0

    def pieces() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(100):
            sent += 50_000
            yield b"a" * 50_000

    answer = server.post("/v2/check", content=pieces())
    assert (answer.status_code, error(answer)) == (413, "more than 1,000,000 bytes")


def test_a_length_that_is_no_number_is_refused(server: TestClient) -> None:
    assert server.post("/v2/check", headers={"Content-Length": "-5"}, content=b"").status_code == 400


def test_only_drafts_may_be_long() -> None:
    """Counted without sending 200 MB: the sizes of the pieces are what the guard sees."""
    assert (guard.TEXT_LIMIT, guard.DRAFT_LIMIT) == (1_000_000, 200_000_000)
    piece = b"a" * 1_000_000
    for method, path, most in (("PUT", "/api/v1/drafts", 200), ("POST", "/api/v1/drafts/x/fix", 1), ("PUT", "/v2/check", 1)):  # fmt: skip
        status, read = asyncio.run(_stream(method, path, [piece] * (most + 2)))
        assert (status, read) == (413, most + 1)


def test_a_body_that_never_comes_is_not_waited_for() -> None:
    status, _ = asyncio.run(_stream("PUT", "/api/v1/drafts", [b"a"], stalls=True))
    assert status == 408


async def _stream(method: str, path: str, pieces: list[bytes], *, stalls: bool = False) -> tuple[int, int]:
    """(status, pieces read) of a request whose body comes in pieces, to an application that reads all of it."""
    read = 0
    answers: list[dict[str, Any]] = []

    async def app(_: Any, receive: Any, __: Any) -> None:
        while (await receive())["more_body"]:
            pass

    async def bodies() -> AsyncIterator[dict[str, Any]]:
        for piece in pieces:
            yield {"type": "http.request", "body": piece, "more_body": True}
        if stalls:
            await asyncio.Event().wait()
        yield {"type": "http.request", "body": b"", "more_body": False}

    coming = bodies()

    async def receive() -> dict[str, Any]:
        nonlocal read
        read += 1
        return await anext(coming)

    async def send(message: Any) -> None:
        answers.append(message)

    rules = GuardRules(own_hosts("", 1), TOKEN)
    headers = [(b"host", b"localhost:1"), (b"authorization", f"Bearer {TOKEN}".encode())]
    scope = {"type": "http", "method": method, "path": path, "raw_path": path.encode(), "headers": headers}
    await Guard(app, rules, slowest=0.05 if stalls else 5)(scope, receive, send)
    return answers[0]["status"], read


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PATCH", "PROPFIND"])
def test_odd_methods_are_refused(server: TestClient, method: str) -> None:
    assert server.request(method, "/api/v1/check", headers=WITH_TOKEN).status_code == 405


ODD_PATHS = ["/api/v1/lookup/", "/v2/check/", "/api/v1//lookup?q=a", "/static/../guard.py", "/static/%2e%2e/guard.py", "/static/..%2f..%2f..%2fpyproject.toml", "/static//etc/passwd", "/../../etc/passwd", "/<script>alert(1)</script>", "/static/index.html%00"]  # fmt: skip


@pytest.mark.parametrize("path", ODD_PATHS)
def test_there_is_no_way_out_of_the_folder_and_no_redirect(server: TestClient, path: str) -> None:
    answer = server.get(path, follow_redirects=False)
    assert answer.status_code == 404
    assert "location" not in answer.headers
    assert answer.json() == {"error": {"message": "nothing here"}}, "nothing is reflected"


@pytest.mark.parametrize("path", ["/", "/api/v1/lookup?q=大会", "/nowhere", "/v2/check", "/api/v1/drafts"])
def test_every_answer_is_secured(server: TestClient, path: str) -> None:
    headers = server.get(path).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    secured = {name: headers[name] for name in ("x-content-type-options", "x-frame-options", "referrer-policy", "cross-origin-resource-policy")}  # fmt: skip
    assert secured == {
        "x-content-type-options": "nosniff", "x-frame-options": "DENY", "referrer-policy": "no-referrer",
        "cross-origin-resource-policy": "same-origin",
    }  # fmt: skip
    assert "server" not in headers


@pytest.mark.parametrize("path", ["/api/v1/rules/%3Cscript%3E", "/api/v1/concepts/%3Cimg%20src=x%3E", "/api/v1/lookup?q=%3Cscript%3E&limit=%3Cb%3E"])  # fmt: skip
def test_what_a_client_writes_is_never_a_page(server: TestClient, path: str) -> None:
    answer = server.get(path)
    assert answer.headers["content-type"] == "application/json"
    assert "<" not in answer.text


def test_a_web_socket_is_closed(server: TestClient) -> None:
    from starlette.websockets import WebSocketDisconnect

    with pytest.raises(WebSocketDisconnect), server.websocket_connect("/api/v1/check"):
        pass
