"""Rules that are patterns: an expression, what is said of its matches, what is put for them. Data, no code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Mark, Rule, Severity
from yizhi.termbase.records import dataclass


class TextPattern(NamedTuple):
    """An expression for what is wrong. In `message` and `replacement`, `{}` stands for the words that match; a function makes the
    replacement from the match. `replacement` None: nothing is suggested; `severity` None: that of the rule."""

    pattern: re.Pattern[str]
    message: str
    replacement: str | Callable[[re.Match[str]], str] | None = None
    severity: Severity | None = None
    safe: bool = False

    def issue(self, match: re.Match[str], mark: Mark) -> Issue:
        """Return the issue of a match."""
        words = match.group()
        replacement = self.replacement
        better = (
            replacement.replace("{}", words) if isinstance(replacement, str) else replacement and replacement(match)
        )
        message = self.message.replace("{}", words)
        return Issue(mark, message, suggestion=better, safe=self.safe, severity=self.severity)


@dataclass(frozen=True, slots=True)
class PatternCheck:
    """The check of a rule that is patterns: a value, so that it can be sent to another process."""

    language: str
    patterns: tuple[TextPattern, ...]
    quick: re.Pattern[str]

    def __call__(self, document: Document, context: Context) -> Iterator[Issue]:
        """Yield an issue for each match in the paragraphs in which `quick` finds something."""
        del context
        for unit, segment in document.matching(self.language, self.quick):
            for pattern in self.patterns:
                for match in pattern.pattern.finditer(segment.text):
                    yield pattern.issue(match, Mark(unit, segment.name, *match.span()))


def pattern_rule(
    name: str,
    severity: Severity,
    language: str,
    patterns: Sequence[TextPattern],
    quick: re.Pattern[str],
    *,
    style: bool = False,
    habit: bool = False,
) -> Rule:
    """Return a rule over texts of one language, "zh" or "en".

    Paragraphs in which `quick` finds nothing are passed over: it is cheap, and may match more than the patterns do.
    """

    return Rule(name, severity, (language,), PatternCheck(language, tuple(patterns), quick), style=style, habit=habit)
