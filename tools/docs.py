"""Writes what the docs take from the code: the manual of the rules, and the real output shown in README.

`--check` writes nothing and fails where something is stale. In a page, a block

    <!-- output: yizhi lookup 毒罪办 -->
    ```
    …
    ```

holds what the command prints (run from the project's folder; `| head -N` cuts it). `mcp TOOL {…}` is not a command: it is what the
assistants' server answers to a call.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"(<!-- output: (?P<command>[^\n]+?) -->\n```[a-z]*\n)(?P<body>.*?)(```\n)", re.S)


def manual() -> str:
    """The page docs/rules.md."""
    sys.path.insert(0, str(ROOT))
    from yizhi.checks import registry

    rooms: dict[str, list[str]] = {}
    for name, module in registry.modules().items():
        rooms.setdefault(module.split(".")[2], []).append(name)
    lines = ["# The rules", "", "Generated from the rules themselves; `yizhi explain RULE` prints the same page.", ""]
    for room, names in sorted(rooms.items()):
        lines += [f"## {room.capitalize()}", ""]
        for name in names:
            rule = registry.rule(name)
            languages = " and ".join({"zh": "Chinese", "en": "English"}[lang] for lang in rule.languages)
            state = "" if rule.default else ", off unless switched on"
            lines += [
                f"### `{name}`",
                "",
                f"*{rule.severity.value}, {languages}{state}*",
                "",
                registry.manual(name),
                "",
            ]
    return "\n".join(lines).rstrip() + "\n"


def output(command: str) -> str:
    """What a command prints, as a reader would see it."""
    line, _, cut = command.partition(" | head -")
    if line.startswith("mcp "):
        return _cut(_tool(*line.split(" ", 2)[1:]), cut)
    words = shlex.split(line)
    words[0] = str(Path(sys.executable).parent / words[0])
    environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1"}
    environment.pop("YIZHI_TERMBASE", None)
    with tempfile.TemporaryDirectory() as folder:
        words = [word.replace("out/", f"{folder}/") for word in words]
        done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        text = done.stdout.replace(f"{folder}/", "out/")
    # The digest of the termbases changes with every row and with the code that compiles them: of no use to a reader.
    return _cut(re.sub(r"\([0-9a-f]{12}\)", "(…)", text), cut)


def _cut(text: str, cut: str) -> str:
    lines = [item.rstrip() for item in text.rstrip().splitlines()]
    return "\n".join(lines[: int(cut)] if cut else lines) + "\n"


def _tool(name: str, arguments: str) -> str:
    """What a tool of the assistants' server answers."""
    import asyncio

    from mcp.client import Client

    from yizhi.faces.mcp.server import build
    from yizhi.service.session import Session

    async def asked() -> str:
        with Session() as session:
            async with Client(build(session)) as client:
                return str((await client.call_tool(name, json.loads(arguments))).content[0].text)

    return asyncio.run(asked())


def refreshed(text: str) -> str:
    """A page with the output of its commands as it is now."""
    return BLOCK.sub(lambda found: found[1] + output(found["command"]) + found[4], text)


def main() -> None:
    """Writes, or with --check compares."""
    check = "--check" in sys.argv
    wanted = {ROOT / "docs" / "rules.md": manual()}
    for page in PAGES:
        if page.exists() and page.name != "rules.md":
            wanted[page] = refreshed(page.read_text(encoding="utf-8"))
    stale = [page for page, text in wanted.items() if not page.exists() or page.read_text(encoding="utf-8") != text]
    if check and stale:
        sys.exit(f"stale: {', '.join(str(page.relative_to(ROOT)) for page in stale)}; run `make docs`")
    for page in stale:
        page.parent.mkdir(exist_ok=True)
        page.write_text(wanted[page], encoding="utf-8")
        print(f"written: {page.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
