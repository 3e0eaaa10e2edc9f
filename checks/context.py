"""What rules may know beside the draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from yizhi.checks.model import Rule
    from yizhi.termbase.library import Library


class ApprovedMemory(Protocol):
    """The translation memory as the checks see it."""

    def exact(self, text: str, source_language: str, target_language: str) -> tuple[str, ...]:
        """The approved translations of this very sentence, the newest first."""


@dataclass(frozen=True, slots=True)
class Context:
    """The termbase, perhaps a memory, and the settings of single rules (`{rule: {option: value}}`)."""

    library: Library
    memory: ApprovedMemory | None = None
    settings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def option(self, rule: Rule, name: str) -> Any:
        """A rule's setting: the configured one, else its default."""
        return self.settings.get(rule.name, {}).get(name, dict(rule.options).get(name))
