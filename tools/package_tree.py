"""Shows the packages as the wheel holds them: `.venv/tree/yizhi/` with links to the folders of the repository.

Type checkers and import linters look at folders and do not run `yizhi/__init__.py`, which finds the packages beside it.
"""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("termbase", "tm", "checks", "corpus", "service", "faces", "cli", "seeds")


def main() -> None:
    """Makes the tree anew."""
    tree = ROOT / ".venv" / "tree" / "yizhi"
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    (tree / "__init__.py").symlink_to(ROOT / "yizhi" / "__init__.py")
    for name in PACKAGES:
        (tree / name).symlink_to(ROOT / name)


if __name__ == "__main__":
    main()
