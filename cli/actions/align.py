"""What `yizhi align` does: reads pairs of documents, aligns them, keeps a person's corrections, writes and shows the pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yizhi.cli.display import terminal
from yizhi.termbase.errors import YizhiError
from yizhi.termbase.files import distinct
from yizhi.tm.model import Bead, Draft, Pair, Problem, Segment

if TYPE_CHECKING:
    from yizhi.tm.alignment.align import Aligner
    from yizhi.tm.alignment.corrections import Correction
    from yizhi.tm.alignment.documents import SentenceDocument


@dataclass(frozen=True, slots=True)
class Aligned:
    """Two documents and their beads; `corrections` by the bead that they fixed."""

    source: SentenceDocument
    target: SentenceDocument
    beads: tuple[Bead, ...]
    corrections: dict[tuple[tuple[int, ...], tuple[int, ...]], Correction]
    threshold: float

    def review(self, bead: Bead) -> bool:
        """Return whether a person should look at a bead."""
        return bead.score < self.threshold

    @property
    def name(self) -> str:
        """What its rows are called in a table over several documents."""
        return Path(self.target.path).name


def read(path: Path, plain: bool, input_format: str | None) -> SentenceDocument:
    """Return the sentences of a file; `plain`: one a line, as it stands."""
    from yizhi.tm.alignment import documents

    if plain:
        from yizhi.tm.drafts.source import load

        return documents.lines(str(path), load(path).decoded().text)
    from yizhi.tm.drafts.reader import read as read_draft

    draft = read_draft(path, input_format)
    for remark in draft.notes:
        terminal.complain(f"{path}: {remark}")
    return documents.document(draft)


def align(
    source: SentenceDocument, target: SentenceDocument, aligner: Aligner, table: Draft | None, threshold: float
) -> tuple[Aligned, list[Problem]]:
    """Aligns two documents; the corrections in `table` hold."""
    from yizhi.tm.alignment import corrections, documents

    corrections_value: list[Correction] = []
    problems: list[Problem] = []
    name = Path(target.path).name
    if table is not None:
        turned = _primary(table.source_language) != _primary(source.language)
        corrections_value, problems = corrections.read(table, source.texts, target.texts, name, turned)
    beads = documents.align(source, target, aligner, [item.bead for item in corrections_value])
    by_bead = {(item.bead.source, item.bead.target): item for item in corrections_value}
    for item in corrections_value:
        # Sentences without a translation come out one by one.
        if not (item.bead.source and item.bead.target):
            by_bead |= {((index,), ()): item for index in item.bead.source} | {
                ((), (index,)): item for index in item.bead.target
            }
    return Aligned(source, target, tuple(beads), by_bead, threshold), problems


def _primary(tag: str | None) -> str:
    return (tag or "").split("-")[0]


def pairs(aligned: Sequence[Aligned]) -> list[Pair]:
    """Return the beads as pairs, with what a person needs to correct them."""
    return [_pair(item, number, bead) for item in aligned for number, bead in enumerate(item.beads, 1)]


def _pair(item: Aligned, number: int, bead: Bead) -> Pair:
    from yizhi.tm.alignment import corrections, documents

    source = documents.joined(item.source, bead.source).text if bead.source else ""
    target = documents.joined(item.target, bead.target).text if bead.target else ""
    correction = item.corrections.get((bead.source, bead.target))
    written = corrections.check(source, target)
    if correction is not None and bead.source and bead.target:
        source, target = corrections.wording(correction, source, target)
    attributes = (
        ("score", f"{bead.score:.2f}"),
        ("review", "yes" if item.review(bead) else ""),
        ("decision", correction.decision if correction else ""),
        ("source-sentences", corrections.numbers(bead.source)),
        ("target-sentences", corrections.numbers(bead.target)),
        ("check", written),
    )
    return Pair(
        Segment(source, item.source.language),
        Segment(target, item.target.language),
        str(number),
        item.name,
        attributes=attributes,
    )


def as_json(item: Aligned) -> dict[str, Any]:
    """Return one pair of documents as the interface has it."""
    beads = []
    for bead in item.beads:
        entry: dict[str, Any] = {"source": list(bead.source), "target": list(bead.target), "score": bead.score}
        if item.review(bead):
            entry["review"] = True
        if (bead.source, bead.target) in item.corrections:
            entry["decision"] = item.corrections[bead.source, bead.target].decision
        beads.append(entry)
    removed = []
    for side, document in (("source", item.source), ("target", item.target)):
        draft = document.draft
        for start, end, reason in draft.removed if draft else ():
            text = (draft.text or "")[start:end] if draft else ""
            removed.append({"side": side, "start": start, "end": end, "reason": reason, "text": text})
    return {
        "paths": [item.source.path, item.target.path],
        "source": item.source.texts,
        "target": item.target.texts,
        "beads": beads,
        "removed": removed,
    }


def show(item: Aligned, worst: int) -> None:
    """A summary that a person can judge: beads by kind, the least certain pairs side by side."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    console = terminal.console()
    kinds: dict[str, int] = {}
    for bead in item.beads:
        kind = f"{len(bead.source)}-{len(bead.target)}"
        kinds[kind] = kinds.get(kind, 0) + 1
    doubtful = sum(map(item.review, item.beads))
    console.print(Text(f"{item.source.path} ↔ {item.target.path}", style="bold"))
    console.print(
        f"{len(item.source.sentences):,} and {len(item.target.sentences):,} sentences, {len(item.beads):,} beads, "
        f"{doubtful:,} to review"
    )
    ranked = sorted(kinds.items(), key=lambda entry: -entry[1])
    console.print("  ".join(f"{kind}: {count:,}" for kind, count in ranked))
    aside = _aside(item)
    if aside:
        console.print(f"set aside: {aside} (--format json lists them)")
    # Where nothing needs a person's eye, a few pairs show how good the rest is.
    most = min(worst, max(doubtful, _FEW))
    lowest = sorted(item.beads, key=lambda bead: bead.score)[:most]
    if not lowest:
        return
    console.print("the least certain pairs:")
    table = Table(box=box.SIMPLE_HEAD, expand=True, padding=(0, 1))
    table.add_column("score", no_wrap=True)
    table.add_column(item.source.language, ratio=1)
    table.add_column(item.target.language, ratio=1)
    for bead in lowest:
        cells = [
            _shown(document, indexes) for document, indexes in ((item.source, bead.source), (item.target, bead.target))
        ]
        table.add_row(f"{bead.score:.2f}", *cells)
    console.print(table)


def _aside(item: Aligned) -> str:
    """Return what cleaning took out of both documents, counted by kind."""
    counts = Counter(reason for side in (item.source, item.target) if side.draft for _, _, reason in side.draft.removed)
    return ", ".join(f"{count:,} × {reason}" for reason, count in counts.most_common())


_FEW = 3
"""Pairs that the summary shows of a document in which none is doubtful."""
_SHOWN = 160
"""Characters of a side that the summary shows."""


def _shown(document: SentenceDocument, indexes: Sequence[int]) -> Any:
    from rich.text import Text

    if not indexes:
        return Text("—", style="dim")
    whole = " | ".join(document.sentences[index].text for index in indexes)
    cut = whole if len(whole) <= _SHOWN else whole[: _SHOWN - 1] + "…"
    return Text(cut)


def embedder(name: str) -> Any:
    """`MODULE:NAME`: what it names, called if it is a class or function. Raise YizhiError where it cannot be had."""
    import importlib
    import sys

    module, _, attribute = name.partition(":")
    sys.path.insert(0, str(Path.cwd()))
    try:
        class_ = getattr(importlib.import_module(module), attribute)
        made = class_() if callable(class_) else class_
    except Exception as error:  # whatever the user's own module raises
        raise YizhiError(f"no embedding model at {name!r}: {error}", hint="give MODULE:CLASS") from error
    if not hasattr(made, "embed"):
        raise YizhiError(f"{name!r} has no method embed(sentences, language)", hint="see tm/alignment/embedding.py")
    return made


@dataclass(frozen=True, slots=True)
class AlignRequest:
    """The options of one call."""

    files: tuple[Path, ...]
    output: Path | None = None
    corrections: Path | None = None
    sentences: bool = False
    threshold: float = 0.75
    worst: int = 10
    tags: str = ""
    embed: str = ""
    input_format: str | None = None
    json: bool = False


def run(request: AlignRequest, termbases: list[Path] | None, no_builtin: bool) -> int:
    """Return the exit code of a call: 0, or 2 when a file could not be read or a correction not be kept."""
    from yizhi.cli.actions.settings import settings, signature
    from yizhi.termbase.lexicon.cedict import is_ready
    from yizhi.tm.alignment import naming
    from yizhi.tm.alignment.align import Aligner
    from yizhi.tm.formats.pairs.form import form_of

    couples = naming.pairs(request.files)
    if not is_ready():
        terminal.note("preparing the dictionary; this is done once")
    if request.output is not None:
        form_of(request.output)
        distinct([request.output], [path for couple in couples for path in couple])
    table = _corrections(request)
    tags = _tags(request.tags)
    model = embedder(request.embed) if request.embed else None
    aligned: list[Aligned] = []
    problems: list[Problem] = []
    with settings(termbases, no_builtin).library() as library:
        aligner = Aligner(
            terms=(library,), embedder=model, watch=lambda blocks: terminal.progress(blocks, "aligning", len(blocks))
        )
        for source, target in terminal.progress(couples, "documents", len(couples)) if len(couples) > 1 else couples:
            try:
                sides = [read(path, request.sentences, request.input_format) for path in (source, target)]
                _warn_of_one_language(*sides)
                item, wrong = align(sides[0], sides[1], aligner, table, request.threshold)
            except YizhiError as error:
                if len(couples) == 1:
                    raise
                hint = f"; {error.hint}" if error.hint else ""
                problems.append(Problem(error.path or str(source), error.line, error.message + hint))
                continue
            aligned.append(item)
            problems += wrong
        line = signature(
            library, [f"review below {request.threshold:g}", *(["sentences as given"] if request.sentences else [])]
        )
    left_out = _write(request, aligned, tags)
    if request.json:
        _print_json(aligned, problems, line, several=len(couples) > 1)
    else:
        for item in aligned:
            show(item, request.worst)
        if request.output is not None and aligned:
            missing = f"; {left_out:,} without a counterpart left out" if left_out else ""
            terminal.out(f"{request.output}: {sum(len(item.beads) for item in aligned) - left_out:,} pairs{missing}")
        terminal.out(line)
    for problem in problems:
        terminal.complain(str(YizhiError(problem.message, path=problem.path, line=problem.line)))
    return 2 if problems else 0


def _warn_of_one_language(source: SentenceDocument, target: SentenceDocument) -> None:
    if source.language == target.language:
        both = f"{source.path} and {target.path} look as if both were in {source.language}"
        terminal.complain(f"{both}; give a document and its translation")


def _corrections(request: AlignRequest) -> Draft | None:
    """Return the table with a person's corrections: the one named, else the output of an earlier run."""
    from yizhi.tm.drafts.reader import read as read_draft
    from yizhi.tm.formats.pairs.form import form_of

    path = request.corrections
    if (
        path is None
        and request.output is not None
        and request.output.exists()
        and form_of(request.output).keeps_decisions
    ):
        path = request.output
    return None if path is None else read_draft(path)


def _tags(option: str) -> tuple[tuple[str, str], ...]:
    pairs_of_tags = [part.partition("=") for part in option.split(",") if part]
    if not all(left and right for left, _, right in pairs_of_tags):
        raise YizhiError(f"not understood: --tags {option}", hint="write zh-Hans=zh-CN,en=en-US")
    return tuple((left.strip(), right.strip()) for left, _, right in pairs_of_tags)


def _write(request: AlignRequest, aligned: Sequence[Aligned], tags: tuple[tuple[str, str], ...]) -> int:
    """Write the output, if one is wanted; how many pairs it has no place for."""
    if request.output is None or not aligned:
        return 0
    from yizhi.tm.formats.pairs.form import Heading, write

    first = aligned[0]
    title = f"{first.source.path} ↔ {first.target.path}" if len(aligned) == 1 else f"{len(aligned)} pairs of documents"
    heading = Heading(first.source.language, first.target.language, title, tags)
    return write(request.output, pairs(aligned), heading).left_out


def _print_json(aligned: Sequence[Aligned], problems: Sequence[Problem], line: str, *, several: bool) -> None:
    report: dict[str, Any] = {"version": 1}
    if several:
        report["documents"] = [as_json(item) for item in aligned]
    else:
        report |= as_json(aligned[0])
    report["signature"] = line
    if problems:
        report["errors"] = [{"path": item.path, "line": item.line, "message": item.message} for item in problems]
    terminal.out_json(report)
