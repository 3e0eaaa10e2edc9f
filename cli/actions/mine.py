"""What `yizhi mine` does: reads, mines, sifts by the termbases, shows or stores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
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
        existing_terms = ExistingTerms(library, Recogniser.of(library))
        corpus = read(request.files, request.source, request.input_format, errors)
        _say_if_sampled(corpus)
        candidates = mine(corpus, Cedict, existing_terms, wanted, terminal.watch, engine)
        remaining, suspects = (candidates, []) if wanted.terms else existing_terms.sifted(candidates, corpus)
        remaining = [item for item in remaining if item.score >= request.min_score and _asked(item, request.patterns)]
        if request.limit:
            remaining = remaining[: request.limit]
        signed = signature(library)
    stored = _store(request.into, corpus, remaining) if request.into else None
    if request.json:
        document: dict[str, object] = {"version": 1, "candidates": [_plain(item, corpus) for item in remaining]}
        document["suspects"] = [_suspect(item, corpus) for item in suspects]
        if stored is not None:
            document["into"] = {
                "path": str(request.into),
                "added": stored[0],
                "known": stored[1],
                "rejected": stored[2],
            }
        terminal.out_json({**document, "errors": errors, "signature": signed})
    else:
        _show(request, corpus, remaining, suspects, stored)
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
    """Return what learns the words of pairs; nothing for the built-in engine."""
    if not request.eflomal:
        return None
    from yizhi.tm.mining.eflomal_engine import eflomal

    return eflomal()


def _asked(candidate: Candidate, patterns: Sequence[str]) -> bool:
    return not patterns or any(candidate.pattern.startswith(pattern) for pattern in patterns)


def _listed(path: Path) -> list[str]:
    """Return the terms of a list: a table of terms, or one term a line."""
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
    terms = [line.split("\t")[0].strip() for line in text.splitlines()]
    return list(dict.fromkeys(line for line in terms if line))


# ------------------------------------------------------------------ showing


def _plain(candidate: Candidate, corpus: Corpus) -> dict[str, object]:
    """Return a candidate as the interface has it."""
    return {
        "source": candidate.source,
        "target": candidate.target,
        "language": candidate.language,
        "score": round(candidate.score, 4),
        "frequency": candidate.frequency,
        "pattern": candidate.pattern,
        "variants": list(candidate.variants),
        "alternatives": list(candidate.alternatives),
        "concept": candidate.concept,
        "evidence": _evidence(candidate.rows, candidate.language, candidate.source, corpus),
    }


def _evidence(rows: Sequence[int], language: str, around: str, corpus: Corpus) -> list[dict[str, object]]:
    shown = []
    for row in rows[:_EVIDENCE]:
        example = corpus.evidence(row, language, around)
        item: dict[str, object] = {"path": example.path, "line": example.line, "text": example.text}
        if example.translation:
            item["translation"] = example.translation
        shown.append(item)
    return shown


def _suspect(suspect: Suspect, corpus: Corpus) -> dict[str, object]:
    return {
        "text": suspect.text, "language": suspect.language, "official": suspect.official, "concept": suspect.concept,
        "evidence": _evidence(suspect.rows, suspect.language, suspect.text, corpus),
    }  # fmt: skip


_LEFT, _RIGHT = 34, 36


def _show(
    request: MineRequest,
    corpus: Corpus,
    candidates: Sequence[Candidate],
    suspects: Sequence[Suspect],
    stored: tuple[int, int, int] | None,
) -> None:
    """The candidates as a table, the near misses under it."""
    shown = candidates if request.limit else candidates[:_SHOWN]
    counts = Counter(item.pattern for item in candidates)
    terminal.out(
        paint(f"{len(candidates):,} candidates", "1")
        + (": " if counts else "")
        + ", ".join(f"{n:,} {p}" for p, n in counts.most_common())
    )
    for item in shown:
        _line(item)
    if len(candidates) > len(shown):
        terminal.out(
            paint(f"… {len(candidates) - len(shown):,} more (--limit, --format json, or --into for review)", "2")
        )
    if suspects:
        terminal.out()
        terminal.out(paint("Nearly official names, probably errors of the text", "1"))
        for suspect in suspects:
            example = corpus.evidence(suspect.rows[0], suspect.language, suspect.text) if suspect.rows else None
            location = (
                f"  {example.path}:{example.line}"
                if example and example.line
                else f"  {example.path}"
                if example
                else ""
            )
            terminal.out(f"  {flat(suspect.text)} → {flat(suspect.official)}{paint(location, '2')}")
    if stored is not None:
        added, stored_term, rejected = stored
        more = [
            f"{stored_term:,} there already" if stored_term else "",
            f"{rejected:,} rejected before" if rejected else "",
        ]
        rest = ", ".join(filter(None, more))
        terminal.out(
            f"{request.into}: {added:,} proposed concepts added"
            + (f" ({rest})" if rest else "")
            + "; `yizhi review` goes through them"
        )
    terminal.out()


def _line(former: Candidate) -> None:
    source_lines = shorten(former.source, _LEFT, 2)
    target_text = former.target or ""
    if former.variants:
        target_text += ("; " if target_text else "") + "also " + ", ".join(former.variants)
    if former.concept:
        target_text += f" (new variant of {former.concept})"
    right = shorten(target_text, _RIGHT, 2) if target_text else [""]
    for number in range(max(len(source_lines), len(right))):
        first = source_lines[number] if number < len(source_lines) else ""
        second = right[number] if number < len(right) else ""
        count = f"{former.frequency:>5}" if not number else " " * 5
        terminal.out(f"{count}  {paint(cell(first, _LEFT), '1')} {second}".rstrip())


# ------------------------------------------------------------------ storing


def _store(into: Path, corpus: Corpus, candidates: Sequence[Candidate]) -> tuple[int, int, int]:
    """Put the candidates into a termbase as proposed concepts: (added, known already, rejected before)."""
    from yizhi.termbase.store.writing import Termbase
    from yizhi.tm.mining.proposals import propose

    with Termbase.open_or_create(into) as base:
        return propose(base, corpus, candidates)
