"""What rules may know beside the draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from yizhi.termbase.records import dataclass, field

if TYPE_CHECKING:
    from yizhi.checks.model import Rule
    from yizhi.checks.term_matching.scoring import TermTally
    from yizhi.termbase.library import Library
    from yizhi.termbase.recognition.hit import Hit


class ApprovedMemory(Protocol):
    """The translation memory as the checks see it."""

    def exact(self, text: str, source_language: str, target_language: str) -> tuple[str, ...]:
        """Return the approved translations of this very sentence, the newest first."""


class TermMemory(Protocol):
    """What a translation memory teaches about terms and words, as the checks see it."""

    most: float
    """The most that `change` adds."""

    def __hash__(self) -> int:
        """A memory is itself and no other."""

    def change(self, hit: Hit, rendering: str, rivals: bool) -> float:
        """Return what the memory adds to the doubt about a hit that the text `other` has no listed rendering of; `rivals` says whether
        something is left over in that text too."""

    def slips(self, text: str, language: str) -> Iterator[tuple[int, int, str, int]]:
        """Yield words of a text in `zh` or `en` that the memory never has: start, end, a word that it has often, in how many units."""

    def told(self, hit: Hit) -> str:
        """Return what is worth telling of how the memory renders a term; empty where it has no rendering of its own."""


@dataclass(frozen=True, slots=True)
class Context:
    """The termbase, perhaps a memory, and the settings of single rules (`{rule: {option: value}}`)."""

    library: Library
    memory: ApprovedMemory | None = None
    settings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    usage: TermMemory | None = None
    """What the memory teaches about terms."""
    whole: TermTally | None = None
    """How the whole file treats its terms, where a part of it is checked apart."""

    def option(self, rule: Rule, name: str) -> Any:
        """Return a rule's setting: the configured one, else its default."""
        return self.settings.get(rule.name, {}).get(name, dict(rule.options).get(name))
