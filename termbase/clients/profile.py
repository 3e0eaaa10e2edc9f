"""What is decided for a client: which tags, which terms, which form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from yizhi.termbase.language import EN, ZH_HANS, ZH_HANT

SIMPLE = {ZH_HANS: "zh", ZH_HANT: "zh-TW", EN: "en"}
REGIONAL = {ZH_HANS: "zh-CN", ZH_HANT: "zh-TW", EN: "en"}
BOTH_REGIONAL = {ZH_HANS: "zh-CN", ZH_HANT: "zh-TW", EN: "en-US"}
SCRIPTS = {ZH_HANS: "zh-Hans", ZH_HANT: "zh-Hant", EN: "en"}


@dataclass(frozen=True, slots=True)
class Profile:
    """The decisions for one client, for its terms (TBX version 2) and its memories (TMX). The module's docstring says why.

    - `tags`: the tag for each of our languages; others keep theirs.
    - `invalid`: what becomes of deprecated and forbidden terms: left out (`omit`), with their status (`keep`), or in
      entries of their own that the client shows as forbidden (`apart`).
    - `several`: whether the client sees more than one term of a language in an entry; else every valid term gets an
      entry of its own beside its best counterpart.
    - `statuses`: whether `administrativeStatus` is written; `kinds`: whether `termType` and `partOfSpeech` are.
    - `definition`: the element for the definition, before the languages; empty where it shows as a term or not at all.
    - `transactions`: whether it is written who made and changed a concept when; only where a client is known to take it.
    - `ascii_ids`: ids that begin with a letter.
    - `tmx_notes`: whether notes and properties go into TMX; `tmx_level`: 2 with inline codes, 1 without.
    """

    name: str
    title: str
    tags: Mapping[str, str] = field(default_factory=lambda: REGIONAL)
    invalid: str = "omit"
    several: bool = True
    statuses: bool = True
    kinds: bool = True
    definition: bool = True
    transactions: bool = False
    tmx_notes: bool = True
    tmx_level: int = 2

    def tag(self, language: str) -> str:
        """Return how a language is called in files for this client."""
        return self.tags.get(language, language)
