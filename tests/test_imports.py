"""No module imports itself by way of others. Imports for types alone do not count: they are gone when the program runs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROOMS = ("termbase", "tm", "checks", "corpus", "service", "faces", "cli", "seeds")


def _module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(("yizhi", *(parts[:-1] if parts[-1] == "__init__" else parts)))


def _imports(tree: ast.AST) -> Iterator[tuple[str, list[str]]]:
    """Yield (module, names) of every import that runs, within functions too."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, [alias.name for alias in node.names]
        elif isinstance(node, ast.Import):
            yield from ((alias.name, []) for alias in node.names)
        else:
            yield from _imports(node)


def test_no_circles_of_imports() -> None:
    paths = {_module(path): path for room in ROOMS for path in (ROOT / room).rglob("*.py")}
    graph: dict[str, set[str]] = {}
    for name, path in paths.items():
        imported = set()
        for module, names in _imports(ast.parse(path.read_text("utf-8"))):
            parts = {f"{module}.{item}" for item in names} & paths.keys()
            imported |= parts or ({module} & paths.keys())
        graph[name] = imported - {name}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        raise AssertionError(" imports ".join(reversed(error.args[1]))) from None
