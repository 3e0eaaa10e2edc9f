"""Which version of a package is installed, for cache keys, without the 30 ms that importlib.metadata costs to import."""

from __future__ import annotations

import sys
from contextlib import suppress
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path


def folder(module: str) -> Path | None:
    """Return where a package's files are, without importing it; None if it is not installed."""
    spec = find_spec(module)
    return Path(spec.origin).parent if spec and spec.origin else None


@lru_cache(maxsize=16)
def installed(module: str) -> str:
    """Return what tells one installed version of a package from another: its `dist-info` folder, else its main file's state."""
    directory = folder(module)
    if directory is None:
        return f"{module}: none"
    names: list[str] = []
    with suppress(OSError):
        sought = module.replace("_", "-").casefold()
        for entry in directory.parent.iterdir():
            name, _, remainder = entry.name.partition("-")
            if remainder.endswith(".dist-info") and name.replace("_", "-").casefold() == sought:
                names.append(entry.name)
        if not names:
            state = (directory / "__init__.py").stat()
            names.append(f"{directory}:{state.st_size}:{state.st_mtime_ns}")
    return f"{module}: {sorted(names)}"


@lru_cache(maxsize=16)
def version(distribution: str) -> str:
    """Return the version of an installed distribution, from the name of its `dist-info` folder."""
    sought = distribution.replace("-", "_").casefold()
    for directory in sys.path:
        # What cannot be listed (a zip file, a folder that is gone) holds no package.
        with suppress(OSError):
            for entry in Path(directory or ".").glob("*.dist-info"):
                name, _, number = entry.name.removesuffix(".dist-info").partition("-")
                if name.casefold() == sought:
                    return number
    from importlib.metadata import version as look_up

    return look_up(distribution)
