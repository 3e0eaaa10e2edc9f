"""What a check is and what it returns: values, so that every face (terminal, SARIF, Word, an editor) shows the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from yizhi.termbase.records import dataclass

if TYPE_CHECKING:
    from yizhi.checks.context import Context
    from yizhi.checks.document import Document, RecognisedUnit


class Severity(StrEnum):
    """How sure and how grave: `error` is wrong, `warning` very probably wrong, `info` worth a look."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for info to 2 for error."""
        return ("info", "warning", "error").index(self.value)


class Mark(NamedTuple):
    """Words in a view's source or target segment: `start`, `end` in that segment's text."""

    view: RecognisedUnit
    side: str
    start: int
    end: int


class Issue(NamedTuple):
    """What a rule says: the words, why, and what to write instead. The runner turns it into a finding with places.

    `severity` overrides the rule's default for this one issue. `safe` says that the suggestion may be applied unseen.
    """

    mark: Mark
    message: str
    suggestion: str | None = None
    safe: bool = False
    concept: str | None = None
    severity: Severity | None = None
    related: tuple[Mark, ...] = ()


class Spot(NamedTuple):
    """A mark in the file's own terms: offsets in code points, line and column 1-based (None: not known)."""

    path: str
    unit: str | None
    side: str | None
    start: int
    end: int
    line: int | None
    column: int | None
    text: str
    unit_index: int | None = None
    """The place of the unit among those of its draft, from 0: its identity, for ids repeat in real files."""
    end_line: int | None = None
    end_column: int | None = None
    """Where the words end in the file: the column behind the last character."""


class Trace(NamedTuple):
    """What a rule noted in one document for its conclusion over all of them: plain values, for they travel between processes.

    `file` and `document` tell where it was noted: several documents may be parts of one file (rows of a table).
    """

    rule: str
    spot: Spot
    file: str
    document: str
    bilingual: bool
    note: Any


class Conclusion(NamedTuple):
    """What a rule concludes about a trace: the like of an issue."""

    trace: Trace
    message: str
    suggestion: str | None = None
    safe: bool = False
    concept: str | None = None
    severity: Severity | None = None
    related: tuple[Trace, ...] = ()


class Related(NamedTuple):
    """A place that belongs to a finding; `unit` and `path` where it lies elsewhere."""

    side: str | None
    start: int
    end: int
    text: str
    unit: str | None = None
    path: str | None = None
    unit_index: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """An issue with its place in the user's file: offsets in code points, line and column 1-based (None: not known).

    `unit` is the id that is shown; files repeat ids, so `unit_index` (see `Spot`) says which unit is meant.
    """

    rule: str
    severity: Severity
    message: str
    path: str
    unit: str | None
    side: str | None
    start: int
    end: int
    line: int | None
    column: int | None
    text: str
    suggestion: str | None = None
    safe: bool = False
    concept: str | None = None
    related: tuple[Related, ...] = ()
    unit_index: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    """Where the words end in the file, codes and references in them counted: the column behind the last character."""


def nothing(document: Document, context: Context) -> Iterable[Issue]:  # noqa: ARG001 - the signature of a check
    """Return the check of a rule that only gathers and concludes."""
    return ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong. The manual page is the docstring of the module that holds the rule.

    `languages` are what it reads: `("zh",)` or `("en",)` for text that the draft's author wrote in that language,
    `("zh", "en")` for a bilingual pair in either direction. `check` sees one document at a time. A rule over all
    documents of a run (consistency between files) has `gather` and `conclude` instead: what `gather` takes from a
    document (marks, each with a note) must be plain values, because documents may be read in several processes;
    `conclude` sees the traces of all documents, in order.
    """

    name: str
    severity: Severity
    languages: tuple[str, ...]
    check: Callable[[Document, Context], Iterable[Issue]] = nothing
    default: bool = True
    """Whether the rule runs unless the configuration says otherwise."""
    monolingual: bool | None = None
    """For rules of one language: True, only in monolingual drafts; False, only in bilingual ones; None, both."""
    across: bool = False
    """Whether the rule sees all documents of a file (or of a run) as one."""
    tallied: bool = False
    """Whether all that a rule `across` asks of other documents is in the tally of their terms (`Context.whole`), so that parts
    of a file can be checked apart."""
    style: bool = False
    """Whether it leaves alone the paragraphs that are someone else's (`Document.own`)."""
    habit: bool = False
    """Whether a draft may have the fault throughout; it is then told once (`checks.recurring_findings`)."""
    yields: tuple[str, ...] = ()
    """Rules that say more of a slip: where one of them tells something of the same words, just as gravely, this one says nothing."""
    options: tuple[tuple[str, Any], ...] = ()
    """Settings and their defaults, which the configuration may change."""
    gather: Callable[[Document, Context], Iterable[tuple[Mark, Any]]] | None = None
    conclude: Callable[[Sequence[Trace], Context], Iterable[Conclusion]] | None = None
