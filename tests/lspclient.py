"""A client of the language server in the same process: it opens, types, asks, and keeps what it is sent."""

from __future__ import annotations

import json
import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path
from queue import Queue
from typing import Any, Self

from yizhi.faces.lsp.server import build

# As the command has it; what pytest keeps of a log holds the texts of the moment.
logging.getLogger("pygls").setLevel(logging.CRITICAL)
PATIENCE = 30
"""Seconds after which a test gives up on an answer that does not come."""


class Client:
    """Speaks the protocol over two pipes to a server that runs in a thread."""

    def __init__(
        self,
        root: Path,
        encoding: str = "utf-32",
        *,
        pull: bool = False,
        delay: float = 0.0,
        locale: str = "en",
        **options: Any,
    ) -> None:
        read_end, self._write_end = (
            os.fdopen(handle, mode) for handle, mode in zip(os.pipe(), ("rb", "wb"), strict=True)
        )
        self._read_end, write_end = (
            os.fdopen(handle, mode) for handle, mode in zip(os.pipe(), ("rb", "wb"), strict=True)
        )
        self.server = build(delay=delay)
        self._thread = threading.Thread(target=self.server.start_io, args=(read_end, write_end), daemon=True)
        self._thread.start()
        self._answers: dict[int, Queue[dict[str, Any]]] = {}
        self._changed = threading.Condition()
        self.published: dict[str, dict[str, Any]] = {}
        self.history: list[dict[str, Any]] = []
        self.messages: list[str] = []
        self.requests: list[dict[str, Any]] = []
        self._number = 0
        threading.Thread(target=self._listen, daemon=True).start()
        text: dict[str, Any] = {"publishDiagnostics": {"relatedInformation": True, "versionSupport": True}}
        if pull:
            text["diagnostic"] = {"dynamicRegistration": False}
        self.root = root
        self.answer = self.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": root.as_uri(),
                "locale": locale,
                "capabilities": {
                    "general": {"positionEncodings": ["utf-16", encoding]},
                    "textDocument": text,
                    "workspace": {
                        "workspaceEdit": {"documentChanges": True},
                        "diagnostics": {"refreshSupport": True},
                        "didChangeWatchedFiles": {"dynamicRegistration": True},
                    },
                },
                "initializationOptions": options,
            },
        )
        self.tell("initialized", {})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, fault: object, *_: object) -> None:
        if fault is None:
            self.ask("shutdown", None)
            self.tell("exit", None)
            self._thread.join(PATIENCE)
            assert not self._thread.is_alive(), "the server does not end"
        self._write_end.close()

    def uri(self, name: str) -> str:
        return (self.root / name).as_uri()

    def open(self, name: str, text: str, language: str = "plaintext", version: int = 1) -> str:
        uri = name if ":" in name else self.uri(name)
        item = {"uri": uri, "languageId": language, "version": version, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": item})
        return uri

    def change(self, uri: str, version: int, *changes: dict[str, Any]) -> None:
        self.tell(
            "textDocument/didChange",
            {"textDocument": {"uri": uri, "version": version}, "contentChanges": list(changes)},
        )

    def close(self, uri: str) -> None:
        self.tell("textDocument/didClose", {"textDocument": {"uri": uri}})

    def ask_at(self, method: str, uri: str, line: int, character: int, **more: Any) -> Any:
        where = {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}
        return self.ask(method, {**where, **more})["result"]

    def actions(self, uri: str, start: tuple[int, int], end: tuple[int, int], *only: str) -> list[dict[str, Any]]:
        place = {
            "start": dict(zip(("line", "character"), start, strict=True)),
            "end": dict(zip(("line", "character"), end, strict=True)),
        }
        context = {"diagnostics": [], **({"only": list(only)} if only else {})}
        asked = {"textDocument": {"uri": uri}, "range": place, "context": context}
        return list(self.ask("textDocument/codeAction", asked)["result"])

    def run(self, command: dict[str, Any]) -> Any:
        return self.ask("workspace/executeCommand", {"command": command["command"], "arguments": command["arguments"]})

    def diagnostics(
        self, uri: str, version: int | None = 1, after: Callable[[dict[str, Any]], bool] = lambda _: True
    ) -> list[dict[str, Any]]:
        """The diagnostics of a version, when they have come."""

        def is_there() -> bool:
            sent = self.published.get(uri)
            return sent is not None and sent.get("version") == version and after(sent)

        with self._changed:
            assert self._changed.wait_for(is_there, PATIENCE), f"no diagnostics of version {version}"
            return list(self.published[uri]["diagnostics"])

    def ask(self, method: str, params: Any) -> dict[str, Any]:
        """The answer to a request: its `result` or its `error`."""
        return self.wait(self.begin(method, params))

    def begin(self, method: str, params: Any) -> int:
        self._number += 1
        self._answers[self._number] = Queue()
        self._send({"id": self._number, "method": method, **({} if params is None else {"params": params})})
        return self._number

    def forget_answers(self) -> None:
        """Drop the answers that have come and that nobody waits for."""
        for number in [number for number, answer in list(self._answers.items()) if not answer.empty()]:
            del self._answers[number]

    def wait(self, number: int) -> dict[str, Any]:
        answer = self._answers[number].get(timeout=PATIENCE)
        del self._answers[number]
        return answer

    def tell(self, method: str, params: Any) -> None:
        self._send({"method": method, **({} if params is None else {"params": params})})

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._write_end.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self._write_end.flush()

    def _listen(self) -> None:
        while message := self._read():
            with self._changed:
                self._take(message)
                self._changed.notify_all()

    def _read(self) -> dict[str, Any] | None:
        length = 0
        while (line := self._read_end.readline()).strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        return json.loads(self._read_end.read(length)) if length else None

    def _take(self, message: dict[str, Any]) -> None:
        method = message.get("method")
        if method is None:
            self._answers[message["id"]].put(message)
        elif method == "textDocument/publishDiagnostics":
            self.published[message["params"]["uri"]] = message["params"]
            self.history.append(message["params"])
        elif method == "window/showMessage":
            self.messages.append(message["params"]["message"])
        elif "id" in message:
            self.requests.append(message)
            self._send({"id": message["id"], "result": None})
