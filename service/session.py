"""A warm session: termbases, memory and settings opened once; look-ups, recognition, checks and alignment as plain values.

A session is safe for threads: questions are answered one after the other. It notices when a file that it was opened on has
changed and opens it again before the next question. Nothing here prints or reads options; what
writes (proposals, decisions, dismissals, pairs for the memory) writes to the files that the session was opened with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, NamedTuple, Self, TypeVar

from yizhi.checks import baseline as baselines
from yizhi.checks import registry
from yizhi.checks.context import Context
from yizhi.checks.model import Finding, Rule
from yizhi.checks.recurring_findings import told_once
from yizhi.checks.runner import Selection, found_in, summary
from yizhi.checks.segment_store import SegmentStore
from yizhi.service.drafts import remarks, sort_findings
from yizhi.service.reports.report import FindingsReport
from yizhi.service.resources import Resources as Resources
from yizhi.service.signature import rule_settings, signature
from yizhi.termbase import language
from yizhi.termbase.errors import YizhiError
from yizhi.termbase.library import LookupMatch
from yizhi.termbase.recognition.hit import CandidateVerdict, Hit
from yizhi.termbase.recognition.recogniser import Recogniser
from yizhi.tm.model import Bead, Draft, Segment, Unit

if TYPE_CHECKING:
    from yizhi.service.completion import TermByPrefix, TermPrefixes
    from yizhi.service.concordance import ConcordanceAnswer, ConcordanceQuestion
    from yizhi.service.proposals import Decision, ProposedTerm, WaitingProposals
    from yizhi.termbase.model import Concept
    from yizhi.termbase.store.writing import Termbase
    from yizhi.tm.memory.match import MemoryMatch
    from yizhi.tm.memory.memory import TranslationMemory
    from yizhi.tm.memory.writing import ImportCounts
    from yizhi.tm.mining.deciding import Decided

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


class Session:
    """Termbases, memory and rules, ready for questions. Use it in a `with` statement, or close it."""

    def __init__(self, resources: Resources | None = None) -> None:
        self._resources = resources or Resources()
        self._lock = RLock()
        self._states: tuple[object, ...] = ()
        self._memory: TranslationMemory | None = None
        self._memory_file: int | None = None
        self._recogniser: Recogniser | None = None
        self._context: Context | None = None
        self._prefixes: TermPrefixes | None = None
        self._segments = SegmentStore()
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
            if self._memory is not None:
                self._memory.close()
            self._recogniser = self._context = self._memory = self._prefixes = None
            self._segments = SegmentStore()

    def warm(self) -> None:
        """Open what questions need, so that the first is answered as quickly as the others."""
        self.check_pair("安全理事会通过了3项决议。", "The Security Council adopted 3 resolutions.")

    @property
    def resources(self) -> Resources:
        """What the session works with."""
        return self._resources

    def signature(self) -> str:
        """Return what reproduces an answer: version, termbases with their counts, rules."""
        return self._ask(lambda _, context: signature(context.library, rule_settings(self._selection)))

    def concept(self, id_: str) -> Concept | None:
        """Return the concept of an id, None where there is none."""
        return self._ask(lambda _, context: context.library.concept(id_))

    def source_of(self, id_: str) -> str:
        """Return the name of the termbase that a concept is of, empty where there is none."""
        return self._ask(lambda _, context: context.library.source_of(id_) or "")

    def look_up(self, query: str, limit: int = 20) -> list[LookupMatch]:
        """Return at most `limit` concepts that have a term like `query`, the best first."""
        return self._ask(lambda _, context: context.library.lookup(query, limit))

    def terms_beginning(self, prefix: str, limit: int = 20, *, pinyin: bool = False) -> list[TermByPrefix]:
        """Return at most `limit` terms that may be used and begin with `prefix`, the likeliest first; with `pinyin` the
        Chinese terms that are read so."""

        def beginning(_: Recogniser, context: Context) -> list[TermByPrefix]:
            from yizhi.service.completion import TermPrefixes

            self._prefixes = self._prefixes or TermPrefixes(context.library.terms())
            return self._prefixes.beginning(prefix, limit, pinyin=pinyin)

        return self._ask(beginning)

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
        return self._check(_pair(source, target, source_tag, target_tag))

    def check_draft(self, name: str, data: bytes, input_format: str | None = None) -> list[Finding]:
        """Return the findings in a draft given as the bytes of a file; the ending of `name` tells its format.

        Raise YizhiError for what cannot be read. No file is opened.
        """
        return self._check(_draft(name, data, input_format))

    def report_text(self, text: str) -> FindingsReport:
        """Return the findings in a text of one language as a report."""
        return self.report_draft(TEXT_NAME, text.encode("utf-8", "surrogatepass"))

    def report_pair(self, source: str, target: str, source_tag: str = "", target_tag: str = "") -> FindingsReport:
        """Return the findings in a segment and its translation as a report."""
        return self._report(_pair(source, target, source_tag, target_tag))

    def report_draft(
        self, name: str, data: bytes, input_format: str | None = None, source: tuple[str, bytes] | None = None
    ) -> FindingsReport:
        """Return the findings in a draft as a report, dismissed ones left out.

        `source` is the document that it translates (name and bytes): the two are aligned first.
        """
        draft = _draft(name, data, input_format)
        if source is not None:
            draft = self._aligned(_draft(*source), draft)
        return self._report(draft)

    def dismiss(self, findings: Sequence[Finding]) -> int:
        """Keep findings from coming back; return how many the baseline holds then."""
        if self._resources.baseline is None:
            raise YizhiError("this session has no baseline", hint="name one when it is opened")
        return baselines.write(self._resources.baseline, findings)

    def explain(self, rule: str) -> str:
        """Return the manual page of a rule. Raise YizhiError where there is none."""
        if not registry.is_known(rule):
            raise YizhiError(f"unknown rule {rule!r}", hint="`rules` lists them")
        return registry.manual(rule)

    def rules(self) -> tuple[Rule, ...]:
        """Return the rules that run."""
        return self._selection.rules

    def align(self, source: str, target: str, fixed: Sequence[Bead] = ()) -> AlignedText:
        """Return the sentences of two texts, paired; the termbases' terms are evidence. `fixed` beads stay as they are: what
        a person corrected, in order, without crossing."""
        from yizhi.tm.alignment.align import Aligner
        from yizhi.tm.alignment.documents import align, document

        first, second = (
            document(_draft(f"{side}.txt", text.encode("utf-8", "surrogatepass")))
            for side, text in (("source", source), ("target", target))
        )
        _refuse_impossible(fixed, len(first.texts), len(second.texts))
        beads = self._ask(lambda _, context: align(first, second, Aligner(terms=(context.library,)), fixed))
        return AlignedText(tuple(first.texts), tuple(second.texts), tuple(beads))

    def search_memory(
        self, text: str, minimum: float = 0.7, limit: int = 10, source_tag: str = "", target_tag: str = ""
    ) -> list[MemoryMatch]:
        """Return the best matches of the memory for a sentence, the best first; `minimum` is a score from 0 to 1.

        Without tags the language is guessed; without a memory in the session YizhiError is raised.
        """
        tags = tuple(_tag(tag) if tag else "" for tag in (source_tag, target_tag))
        with self._lock:
            memory = self._opened_memory()
            return memory.search(text, *tags, minimum=minimum, limit=limit)

    def memory_languages(self) -> dict[str, int]:
        """Return the languages of the memory, each with its units; empty where the session has no memory."""
        with self._lock:
            if self._resources.memory is None or not self._resources.memory.exists():
                return {}
            return dict(self._opened_memory().statistics().languages)

    def concordance(self, question: ConcordanceQuestion) -> ConcordanceAnswer:
        """Return the contexts of a word in the memory. Raise YizhiError without a memory, or where no concept is meant."""
        from yizhi.service.concordance import concordance_of

        with self._lock:
            # The memory is opened inside the question: what has changed is opened anew before it, the memory too.
            return self._ask(lambda _, context: concordance_of(question, context.library, self._opened_memory()))

    def remember(self, pairs: Sequence[tuple[str, str]], document: str, tags: tuple[str, str]) -> ImportCounts:
        """Put pairs of sentences into the memory as units of a document; `tags` are the languages of their sides."""
        from yizhi.tm.memory.writing import MemoryWriter
        from yizhi.tm.model import Pair

        path = self._resources.memory
        if path is None:
            raise YizhiError("this session has no memory", hint="name one when it is opened")
        languages = _tag(tags[0]), _tag(tags[1])
        units = [Pair(Segment(first, languages[0]), Segment(second, languages[1])) for first, second in pairs]
        with MemoryWriter(path) as writer:
            *_, counts = writer.take(units, document, document=document)
        return counts

    def proposals(self, start: int = 0, limit: int = 100) -> WaitingProposals:
        """Return the proposed concepts that wait for a decision."""
        from yizhi.service.proposals import WaitingProposals, waiting

        if self._resources.own is None or not self._resources.own.exists():
            return WaitingProposals((), 0)
        with self._own_termbase() as base:
            return waiting(base, start, limit)

    def propose(self, term: ProposedTerm, who: str = "") -> Concept:
        """Put a proposal into the session's own termbase; it is recognised and shown, and enforced when it is accepted."""
        from yizhi.service.proposals import propose

        with self._own_termbase() as base:
            return propose(base, term, who)

    def decide(self, id_: str, decision: Decision, into: str = "", who: str = "") -> Decided:
        """Accept, reject or merge (`into` another concept) a proposal; the change is recorded."""
        from yizhi.service.proposals import decide

        with self._own_termbase() as base:
            return decide(base, id_, decision, self.concept, into, who)

    def take_back(self, change: int, who: str = "") -> Sequence[str]:
        """Undo a decision by the number of its change; return the ids of the concepts that are as before."""
        from yizhi.service.proposals import take_back

        with self._own_termbase() as base:
            return take_back(base, change, who)

    def _own_termbase(self) -> Termbase:
        from yizhi.termbase.store.writing import Termbase

        if self._resources.own is None:
            raise YizhiError("this session has no termbase of its own", hint="name one when it is opened")
        return Termbase.open_or_create(self._resources.own)

    def _opened_memory(self) -> TranslationMemory:
        """Return the memory, opened anew where another file took its place; inside the lock."""
        from yizhi.tm.memory.memory import open_memory

        path = self._resources.memory
        if path is None:
            raise YizhiError("this session has no memory", hint="name one when it is opened")
        number = path.stat().st_ino if path.exists() else None
        if self._memory is None or number != self._memory_file:
            if self._memory is not None:
                self._memory.close()
            self._memory, self._memory_file = None, number
            self._memory = open_memory(path)
        return self._memory

    def _aligned(self, source: Draft, target: Draft) -> Draft:
        from yizhi.tm.alignment.align import Aligner
        from yizhi.tm.alignment.documents import align_drafts

        return self._ask(lambda _, context: align_drafts(source, target, Aligner(terms=(context.library,))))

    def _report(self, draft: Draft) -> FindingsReport:
        """Return the findings of a draft with what a report says of it."""
        findings = self._found(draft)
        path = self._resources.baseline
        baseline = baselines.read(path) if path is not None and path.exists() else Counter()
        parts = sort_findings([draft], [findings], baseline, self._selection)
        counts = summary([draft], parts.shown)
        notes = tuple(remarks(draft))
        return FindingsReport(
            parts.shown, (draft,), counts, draft.problems, self.signature(), len(parts.dismissed), notes
        )

    def _check(self, draft: Draft) -> list[Finding]:
        return told_once(draft, self._found(draft), self._selection)

    def _found(self, draft: Draft) -> list[Finding]:
        """Return the findings of a draft, habits place by place; what did not change since its last check is not recognised again."""

        def findings(recogniser: Recogniser, context: Context) -> list[Finding]:
            with self._segments.loan(draft.path) as recognised:
                return found_in(draft, recogniser, context, self._selection, recognised)

        return self._ask(findings)

    def _ask(self, question: Callable[[Recogniser, Context], T]) -> T:
        """Answer a question with what is open, opened anew where a file has changed."""
        with self._lock:
            states = tuple(map(_state, self._resources.files()))
            if self._recogniser is None or self._context is None or states != self._states:
                self.close()
                self._recogniser, self._context = self._resources.tools().open_anew()
                self._states = states
            return question(self._recogniser, self._context)


def _pair(source: str, target: str, source_tag: str, target_tag: str) -> Draft:
    """Return a segment and its translation as a draft of one unit."""
    sides = ((source_tag, source), (target_tag, target))
    first, second = (_tag(tag) if tag else language.guess(text) for tag, text in sides)
    unit = Unit("1", Segment(source, first), Segment(target, second), document=PAIR_NAME)
    return Draft(PAIR_NAME, PAIR_NAME, first, second, (unit,))


def _refuse_impossible(beads: Sequence[Bead], source: int, target: int) -> None:
    """Raise YizhiError for fixed beads that no alignment can have: out of order, crossing, of sentences that are not there."""
    ends = [-1, -1]
    for bead in beads:
        for side, (indexes, size) in enumerate(((bead.source, source), (bead.target, target))):
            together = tuple(range(indexes[0], indexes[-1] + 1)) if indexes else ()
            if tuple(indexes) != together or (indexes and not ends[side] < indexes[0] <= indexes[-1] < size):
                raise YizhiError("corrections cross, or name sentences that are not there", hint="give them in order")
            ends[side] = indexes[-1] if indexes else ends[side]


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
            if not registry.is_known(name):
                raise YizhiError(f"unknown rule {name!r}", hint="`yizhi explain` lists the rules")
        rules = [registry.rule(name) for name in names]
    return Selection(tuple(rules), resources.severities)


def _tag(tag: str) -> str:
    try:
        return language.normalise(tag)
    except ValueError as error:
        raise YizhiError(str(error), hint="such as en or zh-Hans") from None


def _state(path: Path) -> object:
    """Return what tells that a file was changed or replaced; what is written to a database lies in its log first."""
    return _stamp(path), _stamp(path.with_name(f"{path.name}-wal"))


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """Return the identity of a file with content; an empty log comes and goes with those who read."""
    try:
        state = path.stat()
    except OSError:
        return None
    return (state.st_ino, state.st_size, state.st_mtime_ns) if state.st_size else None
