"""`yizhi.toml` with a rule switched off, everything else in it as it was."""

from __future__ import annotations

import re
import tomllib

from yizhi.termbase.errors import YizhiError

_TABLE = re.compile(r"^[ \t]*\[")
_RULES = re.compile(r"^[ \t]*\[[ \t]*(?:tool[ \t]*\.[ \t]*yizhi[ \t]*\.[ \t]*)?rules[ \t]*\][ \t]*(?:#.*)?$")


def switched_off(text: str, rule: str, *, project: bool = False) -> str:
    """Return a file of settings in which a rule is off; `project`: it is a `pyproject.toml`, ours is a table in it.

    Raise YizhiError where the file is not in a form that can be changed by a line (`rules = {…}`), or is no TOML.
    """
    heading = "[tool.yizhi.rules]" if project else "[rules]"
    setting = f'{rule} = "off"'
    lines = text.split("\n")
    table = next((number for number, line in enumerate(lines) if _RULES.match(line.rstrip("\r"))), None)
    if table is None:
        separator = "" if not text or text.endswith("\n") else "\n"
        changed = f"{text}{separator}{'' if not text.strip() else chr(10)}{heading}\n{setting}\n"
    else:
        end = next((number for number in range(table + 1, len(lines)) if _TABLE.match(lines[number])), len(lines))
        name = re.compile(rf"""^[ \t]*(["']?){re.escape(rule)}\1[ \t]*=""")
        row = next((number for number in range(table + 1, end) if name.match(lines[number])), None)
        ending = "\r" if lines[table].endswith("\r") else ""
        if row is None:
            lines.insert(table + 1, setting + ending)
        else:
            lines[row] = setting + ending
        changed = "\n".join(lines)
    if not _is_off(changed, rule, project):
        raise YizhiError(
            "the settings are in a form that cannot be changed here", hint=f"write {setting} under {heading}"
        )
    return changed


def _is_off(text: str, rule: str, project: bool) -> bool:
    try:
        table = tomllib.loads(text)
        settings = table["tool"]["yizhi"] if project else table
        return bool(settings["rules"][rule] == "off")
    except (tomllib.TOMLDecodeError, KeyError, TypeError):
        return False
