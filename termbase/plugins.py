"""What is found instead of listed: the modules of a package that declare a value, and what other packages add by entry points.

A rule, a draft format, a client or a form of report is a module that declares one value of a known type under a known name. Other
distributions add theirs under an entry point group (packaging.python.org, "Entry points specification"); these are loaded only
when somebody names them, so that what happens to be installed changes nothing.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from importlib.machinery import all_suffixes
from pathlib import Path
from types import ModuleType
from typing import TypeVar

from yizhi.termbase.errors import YizhiError

T = TypeVar("T")


def module_names(package: ModuleType) -> tuple[str, ...]:
    """Return the names of the public modules in a package, in order, without importing them."""
    return tuple(sorted({name for name, _ in _entries(package) if not name.startswith("_")}))


def room_names(package: ModuleType) -> tuple[str, ...]:
    """Return the names of the packages in a package, in order, without importing them."""
    return tuple(sorted({name for name, is_package in _entries(package) if is_package}))


def _entries(package: ModuleType) -> Iterator[tuple[str, bool]]:
    """Yield the modules in a package, and whether each is a package itself. (`pkgutil` loads `inspect` for this, at every start.)"""
    for folder in package.__path__:
        for item in Path(folder).iterdir():
            if (item / "__init__.py").is_file():
                yield item.name, True
            elif any(item.name.endswith(suffix) for suffix in all_suffixes()):
                yield item.name.split(".")[0], False


def declared(package: ModuleType, attribute: str, kind: type[T]) -> dict[str, T]:
    """Return {module name: value} of the modules in a package that declare `attribute` as a `kind`. Import all of them."""
    values = {
        name: getattr(importlib.import_module(f"{package.__name__}.{name}"), attribute, None)
        for name in module_names(package)
    }
    return {name: value for name, value in values.items() if isinstance(value, kind)}


def installed(group: str) -> tuple[str, ...]:
    """Return the names of what other distributions add to a group, without loading it."""
    from importlib.metadata import entry_points

    return tuple(sorted(entry_points(group=group).names))


def module_of(group: str, name: str, attribute: str, kind: type[T]) -> tuple[ModuleType, T] | None:
    """Return the module that an entry point of the group names, and the value that it declares; None where there is none.

    Raise YizhiError where it cannot be loaded or declares nothing of this kind: its fault must not look like one of yizhi.
    """
    from importlib.metadata import entry_points

    matches = tuple(entry_points(group=group, name=name))
    if not matches:
        return None
    point = matches[0]
    hint = f"it comes from {point.dist.name if point.dist else point.value}; update or uninstall that"
    try:
        module = point.load()
    except Exception as error:
        raise YizhiError(f"the extension {name!r} cannot be loaded: {error}", hint=hint) from error
    value = getattr(module, attribute, None)
    if not isinstance(module, ModuleType) or not isinstance(value, kind):
        raise YizhiError(f"the extension {name!r} declares no {attribute}", hint=hint)
    return module, value
