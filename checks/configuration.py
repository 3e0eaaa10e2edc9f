"""Settings from `yizhi.toml` or `[tool.yizhi]` in `pyproject.toml`, found upwards from the working folder.

A configuration is data: it loads no code, writes nothing, and names no path outside its own folder.

    termbases = ["terms/project.tsv"]   # later ones win; the built-in terms lie underneath
    builtin = true
    memory = "yizhi-tm.db"
    baseline = "yizhi-baseline.json"
    fail-on = "warning"

    [rules]
    default = "on"                      # or "off": then only what is named runs
    acronym-undeclared = "off"
    number-mismatch = "warning"         # on, off, or a severity
    length-outlier = { severity = "warning", margin = 1.5 }
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from yizhi.checks.model import Rule, Severity
from yizhi.termbase.errors import YizhiError

NAMES = ("yizhi.toml", "pyproject.toml")
_KEYS = {"termbases", "builtin", "memory", "baseline", "fail-on", "rules", "languages"}


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings of a run; the defaults where no file was found. Paths are absolute, inside the file's folder."""

    path: Path | None = None
    termbases: tuple[Path, ...] = ()
    builtin: bool = True
    memory: Path | None = None
    baseline: Path | None = None
    fail_on: Severity = Severity.WARNING
    languages: tuple[str, ...] = ()
    """Only rules for these languages run (`zh`, `en`); all where it is empty."""
    default: bool = True
    switches: Mapping[str, bool] = field(default_factory=dict)
    severities: Mapping[str, Severity] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def select(self, rules: Iterable[Rule]) -> tuple[Rule, ...]:
        """The rules that run."""
        chosen = []
        for rule in rules:
            on = self.switches.get(rule.name, rule.default and self.default)
            if on and (not self.languages or set(rule.languages) <= set(self.languages)):
                chosen.append(rule)
        return tuple(chosen)


def find(start: Path) -> Path | None:
    """The configuration file that holds for a folder: `yizhi.toml`, else a `pyproject.toml` with `[tool.yizhi]`, upwards."""
    for folder in (start, *start.parents):
        own = folder / NAMES[0]
        if own.is_file():
            return own
        project = folder / NAMES[1]
        if project.is_file() and "yizhi" in _parse(project).get("tool", {}):
            return project
    return None


def load(start: Path, known: Iterable[str]) -> Configuration:
    """The settings that hold for a folder. Raises YizhiError for a broken file, an unknown key or an unknown rule."""
    path = find(start.resolve())
    if path is None:
        return Configuration()
    table = _parse(path)
    if path.name != NAMES[0]:
        table = table["tool"]["yizhi"]
    return _read(path, table, set(known))


def _parse(path: Path) -> dict[str, Any]:
    import tomllib  # most folders have no configuration

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise YizhiError(f"not valid TOML: {error}", hint="mend the file, or remove it", path=path) from None


def _read(path: Path, table: Mapping[str, Any], known: set[str]) -> Configuration:
    unknown = sorted(set(table) - _KEYS)
    if unknown:
        raise YizhiError(f"unknown setting {unknown[0]!r}", hint=f"known: {', '.join(sorted(_KEYS))}", path=path)
    rules = _table(path, "rules", table.get("rules", {}))
    switches, severities, options = _rules(path, rules, known)
    return Configuration(
        path=path,
        termbases=tuple(
            _inside(path, "termbases", name) for name in _list(path, "termbases", table.get("termbases", []))
        ),
        builtin=bool(table.get("builtin", True)),
        memory=_inside(path, "memory", table["memory"]) if "memory" in table else None,
        baseline=_inside(path, "baseline", table["baseline"]) if "baseline" in table else None,
        fail_on=_severity(path, "fail-on", table.get("fail-on", "warning")),
        languages=tuple(_list(path, "languages", table.get("languages", []))),
        default=rules.get("default", "on") != "off",
        switches=switches,
        severities=severities,
        options=options,
    )


def _rules(
    path: Path, table: Mapping[str, Any], known: set[str]
) -> tuple[dict[str, bool], dict[str, Severity], dict[str, dict[str, Any]]]:
    switches: dict[str, bool] = {}
    severities: dict[str, Severity] = {}
    options: dict[str, dict[str, Any]] = {}
    for name, value in table.items():
        if name == "default":
            continue
        if name not in known:
            raise YizhiError(f"unknown rule {name!r}", hint="`yizhi explain` lists the rules", path=path)
        own = dict(value) if isinstance(value, Mapping) else {"severity": value}
        level = own.pop("severity", "on")
        options[name] = own
        if level in ("on", "off", True, False):
            switches[name] = level in ("on", True)
        else:
            severities[name] = _severity(path, name, level)
            switches[name] = True
    return switches, severities, options


def _severity(path: Path, key: str, value: object) -> Severity:
    try:
        return Severity(str(value))
    except ValueError:
        raise YizhiError(
            f"{key}: {value!r} is no severity", hint="on, off, info, warning or error", path=path
        ) from None


def _list(path: Path, key: str, value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise YizhiError(f"{key} must be a list of texts", hint=f'{key} = ["…"]', path=path)
    return value


def _table(path: Path, key: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise YizhiError(f"{key} must be a table", hint=f"write [{key}] and the settings under it", path=path)
    return value


def _inside(path: Path, key: str, name: object) -> Path:
    """A path that the configuration names; it may not leave the configuration's folder."""
    folder = path.parent.resolve()
    wanted = (folder / str(name)).resolve()
    if not wanted.is_relative_to(folder):
        raise YizhiError(f"{key}: {name} lies outside {folder}", hint="name files beside the configuration", path=path)
    return wanted
