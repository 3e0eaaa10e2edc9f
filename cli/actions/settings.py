"""From options and configuration to the things a command works with: termbases, recogniser, settings, signature."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from yizhi.checks import configuration, registry
from yizhi.checks.configuration import Configuration
from yizhi.cli.display import terminal
from yizhi.service.signature import signature as signature

if TYPE_CHECKING:
    from yizhi.termbase.library import Library


class Settings(NamedTuple):
    """What a run works with."""

    configuration: Configuration
    termbases: tuple[Path, ...]
    builtin: bool

    def library(self) -> Library:
        """Return the termbases as one."""
        from yizhi.termbase.library import open_library

        return open_library(self.termbases, builtin=self.builtin)


def settings(given: list[Path] | None, no_builtin: bool) -> Settings:
    """Options win over the environment, that over the configuration."""
    configured = configuration.load(Path.cwd(), registry.modules())
    for path in configured.distrusted:
        terminal.complain(f"{path}: passed over, for it belongs to another user; copy it, or change its owner")
    paths = termbase_paths(given)
    if not given:
        paths = [*configured.termbases, *(path for path in paths if path.resolve() not in configured.termbases)]
    return Settings(configured, tuple(paths), configured.builtin and not no_builtin)


def termbase_paths(given: list[Path] | None) -> list[Path]:
    """Return the termbases to use: `--termbase`, else `YIZHI_TERMBASE`, else `yizhi.db` in the working folder where there is one."""
    if given:
        return given
    named = os.environ.get("YIZHI_TERMBASE")
    if named:
        return [Path(part) for part in named.split(os.pathsep) if part]
    default = Path("yizhi.db")
    return [default] if default.exists() else []
