"""Settings from `yizhi.toml` or `[tool.yizhi]` in `pyproject.toml`, found upwards from the working folder.

A configuration is data: it loads no code, writes nothing, and names no path outside its own folder. One that belongs to
another user (neither this one nor root) is not read; the run says so.

    termbases = ["terms/project.tsv"]   # later ones win; the built-in terms lie underneath
    builtin = true
    memory = "yizhi-tm.db"
    baseline = "yizhi-baseline.json"
    fail-on = "warning"

    [sources]
    "draft.zh.txt" = "draft.en.txt"     # a translation and its source, which editors check as a pair

    [rules]
    default = "on"                      # or "off": then only what is named runs
    title-mark-list = "off"
    number-mismatch = "warning"         # on, off, or a severity
    abbreviation-undeclared = { severity = "info", accepted = ["OHCHR"] }
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from yizhi.checks.model import Rule, Severity
from yizhi.termbase.errors import YizhiError
from yizhi.termbase.records import dataclass, field, replace

NAMES = ("yizhi.toml", "pyproject.toml")
LANGUAGES = ("zh", "en")
"""Languages that there are rules for."""
_TABLE = re.compile(r"^\s*\[\s*tool\s*\.\s*yizhi\b", re.M)
_KEYS = {"termbases", "builtin", "memory", "baseline", "fail-on", "rules", "languages", "language", "sources"}


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
    """Only rules that read one of these languages run (`zh`, `en`); all where it is empty."""
    language: str | None = None
    """What messages and reports are written in, `zh` or `en`; None: what the locale asks for."""
    default: bool = True
    switches: Mapping[str, bool] = field(default_factory=dict)
    severities: Mapping[str, Severity] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    sources: Mapping[Path, Path] = field(default_factory=dict)
    """{translation: the document that it translates}, for editors, which are given a file and no options."""
    distrusted: tuple[Path, ...] = ()
    """Files that were passed over, for they belong to another user."""

    def select(self, rules: Iterable[Rule]) -> tuple[Rule, ...]:
        """Return those of `rules` that run, and the rules of other distributions that these settings switch on."""
        from yizhi.checks import registry

        chosen = []
        for rule in (*rules, *registry.added(self.switches)):
            on = self.switches.get(rule.name, rule.default and self.default)
            if on and (not self.languages or not set(self.languages).isdisjoint(rule.languages)):
                chosen.append(rule)
        return tuple(chosen)


def _is_added(name: str) -> bool:
    from yizhi.checks import registry

    return registry.is_known(name)


def find(start: Path) -> Path | None:
    """Return the file that holds for a folder: `yizhi.toml`, else a `pyproject.toml` with `[tool.yizhi]`, upwards."""
    return next((path for path in _candidates(start) if _is_trusted(path)), None)


def load(start: Path, rule_names: Iterable[str]) -> Configuration:
    """Return the settings that hold for a folder; `known` are the names of the rules.

    Raise YizhiError, with the line, for a broken file, an unknown key, rule or option, and a value of another type.
    """
    start = start.resolve()
    distrusted = tuple(path for path in _candidates(start) if not _is_trusted(path))
    path = find(start)
    if path is None:
        return Configuration(distrusted=distrusted)
    text = _text(path)
    table = _parse(path, text)
    if path.name != NAMES[0]:
        table = table["tool"]["yizhi"]
    settings = _Settings(path, text)
    return replace(settings.read(table, set(rule_names)), distrusted=distrusted)


def _candidates(start: Path) -> Iterator[Path]:
    for folder in (start, *start.parents):
        paths, project = (folder / name for name in NAMES)
        if paths.is_file():
            yield paths
        elif project.is_file() and _has_table(project):
            yield project


def _has_table(project: Path) -> bool:
    """Return True if a project file has settings of ours; what is wrong with others' tables is not our affair."""
    try:
        text = project.read_text(encoding="utf-8")
        return _TABLE.search(text) is not None or "yizhi" in _parse(project, text).get("tool", {})
    except (OSError, UnicodeDecodeError, YizhiError):
        return False


def _is_trusted(path: Path) -> bool:
    """Return True for files of this user and of root."""
    return not hasattr(os, "getuid") or path.stat().st_uid in (0, os.getuid())


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise YizhiError(f"not UTF-8 text: {error.reason}", hint="save it as UTF-8", path=path) from None


def _parse(path: Path, text: str) -> dict[str, Any]:
    import tomllib  # most folders have no configuration

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise YizhiError(f"not valid TOML: {error}", hint="mend the file, or remove it", path=path) from None


class _Settings(NamedTuple):
    """A file of settings: reads values of the right type and says where a wrong one stands."""

    path: Path
    text: str

    def fault(self, key: str, message: str, hint: str) -> YizhiError:
        """Return an error at the line where a key stands, as far as that can be seen."""
        pattern = re.compile(rf"""^\s*\[?\s*["']?{re.escape(key)}["']?\s*[=\].]""", re.M)
        match = pattern.search(self.text)
        line = None if match is None else self.text.count("\n", 0, match.end()) + 1
        return YizhiError(message, hint=hint, path=self.path, line=line)

    def read(self, table: Mapping[str, Any], rule_names: set[str]) -> Configuration:
        """Return the settings of a table."""
        for key in table:
            if key not in _KEYS:
                raise self.fault(key, f"unknown setting {key!r}", f"known: {', '.join(sorted(_KEYS))}")
        rules = self.table("rules", table.get("rules", {}))
        switches, severities, options = self.rules(rules, rule_names)
        return Configuration(
            path=self.path,
            termbases=tuple(self.inside("termbases", name) for name in self.names("termbases", table)),
            builtin=self.switch("builtin", table.get("builtin", True)),
            memory=self.inside("memory", table["memory"]) if "memory" in table else None,
            baseline=self.inside("baseline", table["baseline"]) if "baseline" in table else None,
            fail_on=self.severity("fail-on", table.get("fail-on", "warning")),
            languages=self.languages(table),
            language=self.one_language(table.get("language")),
            default=self.switch("default", rules.get("default", "on")),
            switches=switches,
            severities=severities,
            options=options,
            sources=self.sources(table.get("sources", {})),
        )

    def sources(self, value: object) -> dict[Path, Path]:
        """Return which document is the source of which translation."""
        table = self.table("sources", value)
        return {self.inside("sources", name): self.inside("sources", source) for name, source in table.items()}

    def rules(
        self, table: Mapping[str, Any], rule_names: set[str]
    ) -> tuple[dict[str, bool], dict[str, Severity], dict[str, dict[str, Any]]]:
        """Return which rules run, how grave they are, their options."""
        switches: dict[str, bool] = {}
        severities: dict[str, Severity] = {}
        options: dict[str, dict[str, Any]] = {}
        for name, value in table.items():
            if name == "default":
                continue
            if name not in rule_names and not _is_added(name):
                raise self.fault(name, f"unknown rule {name!r}", "`yizhi explain` lists the rules")
            given = dict(value) if isinstance(value, Mapping) else {"severity": value}
            level = given.pop("severity", "on")
            options[name] = self.options(name, given)
            if level in ("on", "off", True, False):
                switches[name] = level in ("on", True)
            else:
                severities[name] = self.severity(name, level)
                switches[name] = True
        return switches, severities, options

    def options(self, rule: str, given: dict[str, Any]) -> dict[str, Any]:
        """Return the options of a rule, each of the type of its default."""
        if given:
            from yizhi.checks import registry

            defaults = dict(registry.rule(rule).options)
            for key, value in given.items():
                if key not in defaults:
                    there = ", ".join(sorted(["severity", *defaults]))
                    raise self.fault(rule, f"{rule} has no option {key!r}", f"it has: {there}")
                if not _is_like(value, defaults[key]):
                    raise self.fault(rule, f"{rule}: {key} = {value!r} is of the wrong type", f"as {defaults[key]!r}")
        return given

    def switch(self, key: str, value: object) -> bool:
        """True or false, also written on and off."""
        if value not in (True, False, "on", "off"):
            raise self.fault(key, f"{key} must be true or false, not {value!r}", f"{key} = true")
        return value in (True, "on")

    def languages(self, table: Mapping[str, Any]) -> tuple[str, ...]:
        """Languages that rules are for, by their first part."""
        names = self.names("languages", table)
        for name in names:
            if name.split("-")[0].lower() not in LANGUAGES:
                raise self.fault("languages", f"no rules for the language {name!r}", f"one of: {', '.join(LANGUAGES)}")
        return tuple(name.split("-")[0].lower() for name in names)

    def severity(self, key: str, value: object) -> Severity:
        """Return a severity by its name."""
        try:
            return Severity(str(value))
        except ValueError:
            raise self.fault(key, f"{key}: {value!r} is no severity", "on, off, info, warning or error") from None

    def one_language(self, value: object) -> str | None:
        """Return the language of messages; None where none is named."""
        if value is not None and value not in LANGUAGES:
            raise self.fault("language", f"there are no messages in {value!r}", f"one of: {', '.join(LANGUAGES)}")
        return str(value) if value is not None else None

    def names(self, key: str, table: Mapping[str, Any]) -> list[str]:
        """Return a list of texts."""
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.fault(key, f"{key} must be a list of texts", f'{key} = ["…"]')
        return value

    def table(self, key: str, value: object) -> Mapping[str, Any]:
        """Return a table of settings."""
        if not isinstance(value, Mapping):
            raise self.fault(key, f"{key} must be a table", f"write [{key}] and the settings under it")
        return value

    def inside(self, key: str, name: object) -> Path:
        """Return a path that the configuration names; it may not leave the configuration's folder."""
        folder = self.path.parent.resolve()
        if not isinstance(name, str) or not name or "\0" in name:
            raise self.fault(key, f"{key}: {name!r} is no file name", f'{key} = "…"')
        target = (folder / name).resolve()
        if not target.is_relative_to(folder):
            raise self.fault(key, f"{key}: {name} lies outside {folder}", "name files beside the configuration")
        return target


def _is_like(value: object, default: object) -> bool:
    """Return True if a value may stand for a default: numbers for numbers, lists of texts for collections of texts."""
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(value, bool) and isinstance(default, bool)
    if isinstance(default, int | float):
        return isinstance(value, int | float)
    if isinstance(default, str):
        return isinstance(value, str)
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
