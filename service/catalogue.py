"""What yizhi says, in the language of its user: gettext catalogues over messages that are made in English.

Rules put their messages together from fixed words and words of the draft. A catalogue knows each by its template, `“{0}” is
“{1}”, not “{2}”`; a message is matched against the templates, its parts are translated in turn, and what no template matches
stays as it is. So rules, baselines and JSON keep one form, and only what a person reads is translated.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from yizhi.termbase.records import dataclass, field

FOLDER = Path(__file__).parent / "locale"
DOMAIN = "yizhi"
LANGUAGES = ("en", "zh")
MOST_PARTS = 4
"""So deep parts of parts are looked at: a recurring finding, its message, a fragment of that, a word in it."""
_HOLE = re.compile(r"\{[0-9]\}")


@dataclass(frozen=True)
class Catalogue:
    """The words of one language. The one of English leaves everything as it is."""

    language: str = "en"
    translations: NullTranslations = field(default_factory=NullTranslations, compare=False)
    templates: tuple[tuple[re.Pattern[str], str], ...] = field(default=(), compare=False)

    def text(self, words: str, *values: object) -> str:
        """Return fixed words in this language, with `values` in the places of {0}, {1} …"""
        translated = self.translations.gettext(words) if words else words
        return _HOLE.sub(lambda hole: str(values[int(hole.group()[1])]), translated) if values else translated

    def paragraph(self, words: str) -> str:
        """Return a paragraph of a manual page; its line breaks do not count."""
        flat = " ".join(words.split())
        translated = self.translations.gettext(flat) if flat else flat
        if translated == flat:
            translated = self.message(flat)
        return words if translated == flat else translated

    def messages(self) -> list[tuple[str, str]]:
        """Return (template, translation) of everything that is said, in the order in which they are tried."""
        return [(template, self.translations.gettext(template)) for _, template in self.templates]

    def message(self, message: str, depth: int = MOST_PARTS) -> str:
        """Return what a rule says in this language; as it is where no template matches."""
        if not self.templates or depth == 0:
            return message
        exact = self.translations.gettext(message) if message else message
        if exact != message:
            return exact
        for pattern, template in self.templates:
            match = pattern.fullmatch(message)
            if match:
                return self._filled(template, match, depth)
        return message

    def filled(self, message: str, templates: Iterable[str]) -> str:
        """Return a message that one of some templates makes, in this language; what fills it stays as it is."""
        for template in templates:
            match = _pattern(template).fullmatch(message)
            if match:
                return self.text(template, *match.groups())
        return message

    def _filled(self, template: str, match: re.Match[str], depth: int) -> str:
        parts = {name: self.message(part, depth - 1) for name, part in match.groupdict().items()}
        return _HOLE.sub(lambda hole: parts[f"p{hole.group()[1]}"], self.translations.gettext(template))


ENGLISH = Catalogue()


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(language: str) -> Catalogue:
    """Return the catalogue of a language, "en" or "zh"; that of English for any other one."""
    folder = FOLDER / language / "LC_MESSAGES"
    if not (folder / f"{DOMAIN}.mo").is_file():
        return ENGLISH
    with (folder / f"{DOMAIN}.mo").open("rb") as file:
        translations = GNUTranslations(file)
    templates = (folder / f"{DOMAIN}.templates").read_text("utf-8").split("\n")
    return Catalogue(
        language, translations, tuple((_pattern(template), template) for template in templates if template)
    )


def _pattern(template: str) -> re.Pattern[str]:
    """Return the expression of a template: what stands at a hole is kept, and is the same wherever its number comes again."""
    source, done, end = "", set(), 0
    for hole in _HOLE.finditer(template):
        name = f"p{hole.group()[1]}"
        source += re.escape(template[end : hole.start()]) + (f"(?P={name})" if name in done else f"(?P<{name}>.*?)")
        done.add(name)
        end = hole.end()
    return re.compile(source + re.escape(template[end:]), re.S)


def preferred_language(configured: str | None = None, environment: Mapping[str, str] | None = None) -> str:
    """Return "zh" or "en": what is configured, else what the locale asks for (LC_ALL, LC_MESSAGES, LANG, in that order)."""
    if configured in LANGUAGES:
        return configured
    values = os.environ if environment is None else environment
    locale = next((values[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if values.get(name)), "")
    return "zh" if locale.lower().startswith("zh") else "en"
