"""Names are nouns: words that say nothing of what a variable holds are counted, and the count may only fall."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROOMS = ("termbase", "tm", "checks", "corpus", "service", "faces", "cli", "seeds")
VAGUE = frozenset({"found", "one", "other", "known", "at", "said", "left", "kept", "own", "place"})
VAGUE_AT_MOST = 0.02
"""Such names in an average function. `left` and `right` as a pair are a name."""
POINTING = frozenset({"ours", "theirs", "there", "out", "told", "wanted", "same", "rest"})
"""Words that point at what a reader has to look for: which list is `out`, of which two sides is `theirs`?"""
POINTING_AT_MOST = 0.05


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def _bound(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """Return the names that a function binds itself: parameters, targets of assignments, loops, comprehensions, lambdas."""
    names: set[str] = set()
    nodes: list[ast.AST] = [function]
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            names.add(node.name)
        inner = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
        nodes += [child for child in ast.iter_child_nodes(node) if not isinstance(child, inner)]
    return names


def test_names_say_what_they_hold() -> None:
    functions = vague = pointing = 0
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            for function in _functions(ast.parse(path.read_text("utf-8"))):
                functions += 1
                names = _bound(function)
                vague += len(VAGUE & names)
                pointing += len(POINTING & names)
    assert functions > 3_000
    assert vague / functions <= VAGUE_AT_MOST, f"{vague} in {functions} functions"
    assert pointing / functions <= POINTING_AT_MOST, f"{pointing} in {functions} functions"


DESCRIBING = frozenset({"The", "A", "An", "Whether", "What", "How", "Issues", "All", "Every", "Where"})
"""First words of a docstring that describes a value instead of saying what a function does."""
DESCRIBING_AT_MOST = 0.03
_VALUES = frozenset({"property", "once", "cached_property", "setter", "contextmanager", "asynccontextmanager"})
_DESCRIPTIONS = ("faces/mcp", "faces/web/rest")
"""Where docstrings are what a client reads of a tool or an operation."""


def _describes(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool | None:
    """Return whether a docstring describes a value; None for an attribute, or where there is none."""
    decorators = {ast.unparse(item).partition("(")[0].rpartition(".")[2] for item in function.decorator_list}
    text = ast.get_docstring(function)
    return None if text is None or decorators & _VALUES else text.split()[0] in DESCRIBING


def test_docstrings_say_what_a_function_does() -> None:
    paths = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    paths = [path for path in paths if not path.relative_to(ROOT).as_posix().startswith(_DESCRIPTIONS)]
    verdicts = [_describes(function) for path in paths for function in _functions(ast.parse(path.read_text("utf-8")))]
    known = [verdict for verdict in verdicts if verdict is not None]
    assert len(known) > 1_500
    assert sum(known) / len(known) <= DESCRIBING_AT_MOST


def test_no_two_public_classes_share_a_name() -> None:
    names = [
        node.name
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]
    assert sorted(name for name, count in Counter(names).items() if count > 1) == []
