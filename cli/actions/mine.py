"""What `yizhi mine` does: reads, mines, sifts by the termbases, shows or stores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Sized
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yizhi.cli.actions.settings import settings, signature
from yizhi.cli.display import terminal
from yizhi.cli.display.problems import tell
from yizhi.service.presentation.columns import cell, flat, paint, shorten
from yizhi.termbase.errors import YizhiError
from yizhi.termbase.language import EN

if TYPE_CHECKING:
    from yizhi.tm.mining.lexical import LexiconEngine
    from yizhi.tm.mining.model import Candidate, Corpus, Suspect

_CLEAN, _FAILED = 0, 2
_SHOWN = 50
_EVIDENCE = 3


@dataclass(frozen=True, slots=True)
class MineRequest:
    """The options of one call."""

    files: tuple[Path, ...]
    source: Path | None
    into: Path | None
    terms: Path | None
    patterns: tuple[str, ...]
    min_score: float
    limit: int
    input_format: str | None
    json: bool
    eflomal: bool = False


def run(request: MineRequest, termbases: list[Path] | None, no_builtin: bool) -> int:
    """Mines; the exit code."""
    from yizhi.cli.actions.mining_corpus import read
    from yizhi.termbase.recognition.recogniser import Recogniser
    from yizhi.tm.mining.dictionary import Cedict
    from yizhi.tm.mining.existing_terms import ExistingTerms
    from yizhi.tm.mining.mining import mine
    from yizhi.tm.mining.model import MiningTarget

    _check(request)
    engine = _engine(request)
    wanted = MiningTarget(_listed(request.terms) if request.terms else ())
    with settings(termbases, no_builtin).library() as library:
        errors = tell(library.problems)
        known = ExistingTerms(library, Recogniser.of(library))
        corpus = read(request.files, request.source, request.input_format, errors)
        _say_if_sampled(corpus)
        found = mine(corpus, Cedict, known, wanted, _watch, engine)
        kept, suspects = (found, []) if wanted.terms else known.sifted(found, corpus)
        kept = [one for one in kept if one.score >= request.min_score and _asked(one, request.patterns)]
        if request.limit:
            kept = kept[: request.limit]
        signed = signature(library)
    stored = _store(request.into, corpus, kept) if request.into else None
    if request.json:
        document: dict[str, object] = {"version": 1, "candidates": [_plain(one, corpus) for one in kept]}
        document["suspects"] = [_suspect(one, corpus) for one in suspects]
        if stored is not None:
            document["into"] = {
                "path": str(request.into),
                "added": stored[0],
                "known": stored[1],
                "rejected": stored[2],
            }
        terminal.out_json({**document, "errors": errors, "signature": signed})
    else:
        _show(request, corpus, kept, suspects, stored)
        terminal.out(paint(signed, "2"))
    return _FAILED if errors else _CLEAN


def _say_if_sampled(corpus: Corpus) -> None:
    """Of a very large corpus a part is counted: whoever reads frequencies must know."""
    from yizhi.tm.mining.units import sampling

    step = max(sampling(corpus.zh), sampling(corpus.en))
    if step > 1:
        terminal.note(f"{len(corpus):,} rows: units are counted in every {step}th, and so are their frequencies")


def _check(request: MineRequest) -> None:
    if request.source is not None and len(request.files) != 1:
        raise YizhiError("--source goes with one file, its translation", hint="name one file")


def _engine(request: MineRequest) -> LexiconEngine | None:
    """What learns the words of pairs; nothing for the built-in engine."""
    if not request.eflomal:
        return None
    from yizhi.tm.mining.eflomal_engine import eflomal

    return eflomal()


def _asked(one: Candidate, patterns: Sequence[str]) -> bool:
    return not patterns or any(one.pattern.startswith(pattern) for pattern in patterns)


def _watch(items: Iterable[int], what: str) -> Iterable[int]:
    total = len(items) if isinstance(items, Sized) else None
    return terminal.progress(items, what, total)


def _listed(path: Path) -> list[str]:
    """The terms of a list: a table of terms, or one term a line."""
    from yizhi.termbase.formats import form_of
    from yizhi.termbase.model import Concept

    if path.suffix.lower() not in ("", ".txt"):
        try:
            concepts = [item for item in form_of(path, "read").read(path) if isinstance(item, Concept)]
        except YizhiError:
            if path.suffix.lower() not in (".tsv", ".csv"):
                raise
        else:
            return [term.text for concept in concepts for term in concept.in_language("zh") or concept.in_language(EN)]
    from yizhi.tm.drafts.source import decode, load

    text = decode(load(path).data, path).text
    found = [line.split("\t")[0].strip() for line in text.splitlines()]
    return list(dict.fromkeys(line for line in found if line))


# ------------------------------------------------------------------ showing


def _plain(one: Candidate, corpus: Corpus) -> dict[str, object]:
    """A candidate as the interface has it."""
    return {
        "source": one.source,
        "target": one.target,
        "language": one.language,
        "score": round(one.score, 4),
        "frequency": one.frequency,
        "pattern": one.pattern,
        "variants": list(one.variants),
        "alternatives": list(one.alternatives),
        "concept": one.concept,
        "evidence": _evidence(one.rows, one.language, one.source, corpus),
    }


def _evidence(rows: Sequence[int], language: str, around: str, corpus: Corpus) -> list[dict[str, object]]:
    shown = []
    for row in rows[:_EVIDENCE]:
        found = corpus.evidence(row, language, around)
        item: dict[str, object] = {"path": found.path, "line": found.line, "text": found.text}
        if found.translation:
            item["translation"] = found.translation
        shown.append(item)
    return shown


def _suspect(one: Suspect, corpus: Corpus) -> dict[str, object]:
    return {
        "text": one.text, "language": one.language, "official": one.official, "concept": one.concept,
        "evidence": _evidence(one.rows, one.language, one.text, corpus),
    }  # fmt: skip


_LEFT, _RIGHT = 34, 36


def _show(
    request: MineRequest,
    corpus: Corpus,
    kept: Sequence[Candidate],
    suspects: Sequence[Suspect],
    stored: tuple[int, int, int] | None,
) -> None:
    """The candidates as a table, the near misses under it."""
    shown = kept if request.limit else kept[:_SHOWN]
    counts = Counter(one.pattern for one in kept)
    terminal.out(
        paint(f"{len(kept):,} candidates", "1")
        + (": " if counts else "")
        + ", ".join(f"{n:,} {p}" for p, n in counts.most_common())
    )
    for one in shown:
        _line(one)
    if len(kept) > len(shown):
        terminal.out(paint(f"… {len(kept) - len(shown):,} more (--limit, --format json, or --into for review)", "2"))
    if suspects:
        terminal.out()
        terminal.out(paint("Nearly official names, probably errors of the text", "1"))
        for suspect in suspects:
            found = corpus.evidence(suspect.rows[0], suspect.language, suspect.text) if suspect.rows else None
            place = f"  {found.path}:{found.line}" if found and found.line else f"  {found.path}" if found else ""
            terminal.out(f"  {flat(suspect.text)} → {flat(suspect.official)}{paint(place, '2')}")
    if stored is not None:
        added, known, rejected = stored
        more = [f"{known:,} there already" if known else "", f"{rejected:,} rejected before" if rejected else ""]
        rest = ", ".join(filter(None, more))
        terminal.out(
            f"{request.into}: {added:,} proposed concepts added"
            + (f" ({rest})" if rest else "")
            + "; `yizhi review` goes through them"
        )
    terminal.out()


def _line(one: Candidate) -> None:
    left = shorten(one.source, _LEFT, 2)
    other = one.target or ""
    if one.variants:
        other += ("; " if other else "") + "also " + ", ".join(one.variants)
    if one.concept:
        other += f" (new variant of {one.concept})"
    right = shorten(other, _RIGHT, 2) if other else [""]
    for number in range(max(len(left), len(right))):
        first = left[number] if number < len(left) else ""
        second = right[number] if number < len(right) else ""
        count = f"{one.frequency:>5}" if not number else " " * 5
        terminal.out(f"{count}  {paint(cell(first, _LEFT), '1')} {second}".rstrip())


# ------------------------------------------------------------------ storing


def _store(into: Path, corpus: Corpus, kept: Sequence[Candidate]) -> tuple[int, int, int]:
    """Puts the candidates into a termbase as proposed concepts: (added, known already, rejected before)."""
    from yizhi.termbase.store.writing import Termbase
    from yizhi.tm.mining.proposals import propose

    with Termbase.open_or_create(into) as base:
        return propose(base, corpus, kept)
