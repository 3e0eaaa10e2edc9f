"""A warm session: termbases, memory and settings opened once; look-ups, recognition, checks and alignment as plain values.

A session is safe for threads: questions are answered one after the other. It notices when a file that it was opened on has
changed and opens it again before the next question. Nothing here prints, reads options or writes a file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, NamedTuple, Self, TypeVar

from yizhi.checks import registry
from yizhi.checks.context import Context
from yizhi.checks.model import Finding, Rule, Severity
from yizhi.checks.parallel import Tools
from yizhi.checks.runner import Selection, check
from yizhi.termbase import language
from yizhi.termbase.errors import YizhiError
from yizhi.termbase.library import LookupMatch
from yizhi.termbase.recognition.hit import CandidateVerdict, Hit
from yizhi.termbase.recognition.recogniser import Recogniser
from yizhi.tm.model import Bead, Draft, Segment, Unit

if TYPE_CHECKING:
    from yizhi.tm.memory.match import MemoryMatch

T = TypeVar("T")
PAIR_NAME = "pair"
"""What a pair of texts that came from no file is called in its findings."""
TEXT_NAME = "text.txt"
"""What a text that came from no file is called in its findings."""


class AlignedText(NamedTuple):
    """The sentences of two texts and the beads between them: indexes into both lists, in order, with a score from 0 to 1."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    beads: tuple[Bead, ...]


@dataclass(frozen=True, slots=True)
class Resources:
    """What a session works with: termbases (later ones win; the built-in terms lie underneath unless `builtin` is off), a
    memory with approved translations, the rules that run (None: all that are on by default), their severities and options."""

    termbases: tuple[Path, ...] = ()
    builtin: bool = True
    memory: Path | None = None
    rules: tuple[str, ...] | None = None
    severities: Mapping[str, Severity] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def tools(self) -> Tools:
        """What the runner of the checks opens."""
        return Tools(self.termbases, self.builtin, self.memory, json.dumps(self.options))

    def files(self) -> tuple[Path, ...]:
        """The files whose changes are noticed."""
        return (*self.termbases, *filter(None, [self.memory]))


class Session:
    """Termbases, memory and rules, ready for questions. Use it in a `with` statement, or close it."""

    def __init__(self, resources: Resources | None = None) -> None:
        self._resources = resources or Resources()
        self._lock = RLock()
        self._states: tuple[tuple[int, int, int] | None, ...] = ()
        self._recogniser: Recogniser | None = None
        self._context: Context | None = None
        self._selection = _selection(self._resources)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the files go; the next question opens them again."""
        with self._lock:
            if self._context is not None:
                self._context.library.close()
            self._recogniser = self._context = None

    def look_up(self, query: str, limit: int = 20) -> list[LookupMatch]:
        """Return at most `limit` concepts that have a term like `query`, the best first."""
        return self._ask(lambda _, context: context.library.lookup(query, limit))

    def recognize(self, text: str, tag: str | None = None, *, covered: bool = False) -> list[Hit]:
        """Return the terms in a text, in its order; only those of the language `tag` where it is given."""
        wanted = None if tag is None else _tag(tag)
        return self._ask(lambda recogniser, _: list(recogniser.iter_hits(text, wanted, covered)))

    def explain_terms(self, text: str, tag: str | None = None) -> list[CandidateVerdict]:
        """Return every candidate in a sentence, kept or dropped, with the reason."""
        wanted = None if tag is None else _tag(tag)
        return self._ask(lambda recogniser, _: recogniser.explain(text, wanted))

    def check_text(self, text: str) -> list[Finding]:
        """Return the findings in a text of one language; offsets count its characters."""
        return self.check_draft(TEXT_NAME, text.encode("utf-8", "surrogatepass"))

    def check_pair(self, source: str, target: str, source_tag: str = "", target_tag: str = "") -> list[Finding]:
        """Return the findings in a segment and its translation; without tags their scripts tell the languages."""
        first, second = (_tag(tag) if tag else language.guess(text) for tag, text in ((source_tag, source), (target_tag, target)))  # fmt: skip
        unit = Unit("1", Segment(source, first), Segment(target, second), document=PAIR_NAME)
        return self._check(Draft(PAIR_NAME, PAIR_NAME, first, second, (unit,)))

    def check_draft(self, name: str, data: bytes, input_format: str | None = None) -> list[Finding]:
        """Return the findings in a draft given as the bytes of a file; the ending of `name` tells its format.

        Raises YizhiError for what cannot be read. No file is opened.
        """
        return self._check(_draft(name, data, input_format))

    def explain(self, rule: str) -> str:
        """Return the manual page of a rule. Raises YizhiError where there is none."""
        if rule not in registry.modules():
            raise YizhiError(f"unknown rule {rule!r}", hint="`rules` lists them")
        return registry.manual(rule)

    def rules(self) -> tuple[Rule, ...]:
        """Return the rules that run."""
        return self._selection.rules

    def align(self, source: str, target: str) -> AlignedText:
        """Return the sentences of two texts, paired; the termbases' terms are evidence."""
        from yizhi.tm.alignment.align import Aligner
        from yizhi.tm.alignment.documents import align, document

        first, second = (document(_draft(f"{side}.txt", text.encode("utf-8", "surrogatepass"))) for side, text in (("source", source), ("target", target)))  # fmt: skip
        beads = self._ask(lambda _, context: align(first, second, Aligner(terms=(context.library,))))
        return AlignedText(tuple(first.texts), tuple(second.texts), tuple(beads))

    def search_memory(self, text: str, minimum: float = 0.7, limit: int = 10) -> list[MemoryMatch]:
        """Return the best matches of the memory for a sentence, the best first; `minimum` is a score from 0 to 1."""
        from yizhi.tm.memory.memory import open_memory

        if self._resources.memory is None:
            raise YizhiError("this session has no memory", hint="name one when it is opened")
        with self._lock, open_memory(self._resources.memory) as memory:
            return memory.search(text, minimum=minimum, limit=limit)

    def _check(self, draft: Draft) -> list[Finding]:
        return self._ask(lambda recogniser, context: check(draft, recogniser, context, self._selection))

    def _ask(self, question: Callable[[Recogniser, Context], T]) -> T:
        """Answer a question with what is open, opened anew where a file has changed."""
        with self._lock:
            states = tuple(map(_state, self._resources.files()))
            if self._recogniser is None or self._context is None or states != self._states:
                self.close()
                self._recogniser, self._context = self._resources.tools().open_anew()
                self._states = states
            return question(self._recogniser, self._context)


def _draft(name: str, data: bytes, input_format: str | None = None) -> Draft:
    from yizhi.tm.drafts.reader import chosen
    from yizhi.tm.drafts.source import DraftFile

    if not data.strip():
        raise YizhiError("the text is empty", hint="nothing to check in it", path=name)
    source = DraftFile(Path(name), data)
    return chosen(source, input_format).read(source)


def _selection(resources: Resources) -> Selection:
    names = resources.rules
    if names is None:
        rules: Sequence[Rule] = [rule for rule in registry.rules() if rule.default]
    else:
        for name in names:
            if name not in registry.modules():
                raise YizhiError(f"unknown rule {name!r}", hint="`yizhi explain` lists the rules")
        rules = [registry.rule(name) for name in names]
    return Selection(tuple(rules), resources.severities)


def _tag(tag: str) -> str:
    try:
        return language.normalise(tag)
    except ValueError as error:
        raise YizhiError(str(error), hint="such as en or zh-Hans") from None


def _state(path: Path) -> tuple[int, int, int] | None:
    """What tells that a file was changed or replaced."""
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_ino, state.st_size, state.st_mtime_ns
