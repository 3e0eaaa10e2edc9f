"""What the program says of a call on stderr, as it stands in the code: each message and each remedy, with {0}, {1} … for what fills it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROOMS = ("termbase", "tm", "corpus", "service", "cli")
"""`faces` answers programs, in English."""
_SAYING = {"YizhiError", "Malformed", "Problem", "complain", "note", "fault"}
_NAMED = {"message", "hint", "remedy", "remark", "why"}


def lines() -> dict[str, str]:
    """Return {template: where it stands}, without those that are a name or a hole alone."""
    return {
        template: f"{path.relative_to(ROOT)}:{line}"
        for room in ROOMS
        for path in sorted([*(ROOT / room).rglob("*.py"), *(ROOT / "checks").glob("*.py")])
        for template, line in _in(ast.parse(path.read_text("utf-8")))
        if " " in template.strip() and any(word.isalpha() and len(word) > 1 for word in template.split())
    }


def _in(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in _SAYING:
            given = [*node.args, *(word.value for word in node.keywords if word.arg in _NAMED)]
            for value in given:
                yield from _templates(value)
        elif isinstance(node, ast.Assign) and any(
            _name(target).strip("_").lower() in _NAMED for target in node.targets
        ):
            yield from _templates(node.value)


def _name(node: ast.expr) -> str:
    return getattr(node, "id", None) or getattr(node, "attr", "")


def _templates(node: ast.expr) -> Iterator[tuple[str, int]]:
    if isinstance(node, ast.IfExp):
        yield from _templates(node.body)
        yield from _templates(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value, node.lineno
    elif isinstance(node, ast.JoinedStr):
        parts = [value.value if isinstance(value, ast.Constant) else None for value in node.values]
        holes = iter(range(len(parts)))
        yield "".join(f"{{{next(holes)}}}" if part is None else str(part) for part in parts), node.lineno
