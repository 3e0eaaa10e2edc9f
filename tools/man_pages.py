"""Writes man pages of all commands and the completion of three shells into out/man/ and out/completion/ (`make man`)."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import click
from click_man.core import generate_man_page

from yizhi.cli.command_tree import build

ROOT = Path(__file__).resolve().parent.parent
SHELLS = ("bash", "zsh", "fish")


def contexts(command: click.Command, name: str, parent: click.Context | None = None) -> Iterator[click.Context]:
    """Yield the context of a command and of all below it."""
    context = click.Context(command, info_name=name, parent=parent)
    yield context
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            below = command.get_command(context, child)
            assert below is not None
            yield from contexts(below, child, context)


def man_pages() -> dict[str, str]:
    """Return {file name: page} of every command; a group's page lists its commands."""
    pages = {}
    for context in contexts(build(), "yizhi"):
        page = generate_man_page(context, version=version("yizhi"), date=os.environ.get("MAN_DATE"))
        if isinstance(context.command, click.Group):
            page += "\n.SH COMMANDS\n" + "\n".join(
                f".TP\n\\fB{name}\\fP\n{child.get_short_help_str(100)}\n"
                f"See \\fB{context.command_path.replace(' ', '-')}-{name}(1)\\fP."
                for name in context.command.list_commands(context)
                if (child := context.command.get_command(context, name))
            )
        pages[f"{context.command_path.replace(' ', '-')}.1"] = page + "\n"
    return pages


def completion(shell: str) -> str:
    """Return the script that completes commands and options in a shell."""
    command = [str(Path(sys.executable).parent / "yizhi")]
    environment = {**os.environ, "_YIZHI_COMPLETE": f"source_{shell}"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def main() -> None:
    """Write all files; say how many."""
    man, completions = ROOT / "out" / "man", ROOT / "out" / "completion"
    for folder in (man, completions):
        folder.mkdir(parents=True, exist_ok=True)
    pages = man_pages()
    for name, page in pages.items():
        (man / name).write_text(page, "utf-8")
    for shell in SHELLS:
        (completions / f"yizhi.{shell}").write_text(completion(shell), "utf-8")
    print(
        f"{len(pages)} pages in {man.relative_to(ROOT)}/, completion of {', '.join(SHELLS)} in {completions.relative_to(ROOT)}/"
    )


if __name__ == "__main__":
    main()
