"""A session for a folder: what `yizhi.toml` and the files beside it say, for faces that are given a file and no options."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from yizhi.checks import configuration, registry
from yizhi.checks.configuration import Configuration
from yizhi.service.resources import Resources

MEMORY, TERMBASE, BASELINE = "yizhi-tm.db", "yizhi.db", "yizhi-baseline.json"
"""The files beside the drafts that are used where the configuration names no others."""


class ConfiguredFolder(NamedTuple):
    """A folder whose settings hold, the settings, and what a session works with there."""

    folder: Path
    configuration: Configuration
    resources: Resources


def configured(start: Path, extra_termbases: tuple[Path, ...] = ()) -> ConfiguredFolder:
    """Return what holds for the files of a folder. Raise YizhiError, with file and line, for a broken configuration.

    Paths are absolute. Where no configuration is found, `start` itself is the folder. `extra_termbases` win over those of
    the configuration; the folder's own termbase, to which proposals go, wins over all.
    """
    settings = configuration.load(start, registry.modules())
    folder = (settings.path.parent if settings.path is not None else start).resolve()
    named = [Path(part) for part in os.environ.get("YIZHI_TERMBASE", "").split(os.pathsep) if part]
    termbases = dict.fromkeys([*settings.termbases, *(path.resolve() for path in named), *extra_termbases])
    memory = folder / MEMORY
    resources = Resources(
        termbases=tuple(termbases),
        builtin=settings.builtin,
        memory=settings.memory or (memory if memory.exists() else None),
        rules=tuple(rule.name for rule in settings.select(registry.rules())),
        severities=settings.severities,
        options=settings.options,
        own=folder / TERMBASE,
        baseline=settings.baseline or folder / BASELINE,
    )
    return ConfiguredFolder(folder, settings, resources)
