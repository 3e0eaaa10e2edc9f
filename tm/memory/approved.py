"""The memory as the checks see it: the translations of this very sentence."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from yizhi.termbase.language import is_chinese
from yizhi.tm.memory import keys, schema


def open_approved(path: Path) -> Approved:
    """Return the memory at `path`, for reading. Raise YizhiError where there is none."""
    return Approved(path)


class Approved:
    """Exact translations, without differences of width, case, script, quotation marks and white space."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection = schema.open_reading(path)
        self._languages: dict[int, tuple[str, str]] = {}

    def exact(self, text: str, source_language: str, target_language: str) -> tuple[str, ...]:
        """Return what the memory has for a text in either direction, the newest first, each once; () where it is not known.

        Chinese in one script stands for both.
        """
        key = keys.key(text)
        if not key:
            return ()
        with schema.plainly(self._path):
            return self._exact(key, source_language, target_language)

    def _exact(self, key: str, source_language: str, target_language: str) -> tuple[str, ...]:
        digest = keys.digest(key)
        translations: list[tuple[str, str]] = []
        for side, counterpart, source_index in (("first", "second", 0), ("second", "first", 1)):
            for tags, unit, translation in self._connection.execute(
                f"SELECT languages, unit.number, {counterpart} FROM unit JOIN {side}_key ON {side}_key.number = unit.number"
                f" WHERE {side}_hash = ? AND key = ?",
                (digest, key),
            ):
                pair = self._pair(tags)
                if same_language(pair[source_index], source_language) and same_language(
                    pair[1 - source_index], target_language
                ):
                    translations.append((self._changed(unit), translation))
        translations.sort(key=lambda item: item[0], reverse=True)
        return tuple(dict.fromkeys(translation for _, translation in translations))

    def _pair(self, number: int) -> tuple[str, str]:
        if number not in self._languages:
            self._languages = languages(self._connection)
        return self._languages[number]

    def _changed(self, unit: int) -> str:
        row = self._connection.execute("SELECT max(changed) FROM origin WHERE unit = ?", (unit,)).fetchone()
        return row[0] or ""

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()


def languages(connection: sqlite3.Connection) -> dict[int, tuple[str, str]]:
    """Return the pairs of languages of the units."""
    return {number: (first, second) for number, first, second in connection.execute("SELECT * FROM languages")}


def same_language(first: str, second: str) -> bool:
    """Return whether two tags are of one language; the scripts of Chinese are."""
    return first == second or (is_chinese(first) and is_chinese(second))
