"""`edit --where … --set …`: one change to all concepts of which something holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from yizhi.cli.actions.edit import ConceptOptions
from yizhi.cli.display import terminal
from yizhi.termbase.errors import YizhiError
from yizhi.termbase.model import Concept, Status, Strictness
from yizhi.termbase.selection import chosen, conditions
from yizhi.termbase.store.writing import Termbase

_FIELDS = ("domain", "definition", "note", "strictness", "status", "valid-from", "valid-to")
_SHOWN = 10


def edit_many(into: Path, where: Sequence[str], assignments: Sequence[str], *, dry_run: bool) -> None:
    """Change every concept of a termbase of which the conditions hold; one change, undone as one."""
    asked = conditions(where)
    if not asked:
        raise YizhiError("--set without --where", hint="say which concepts: --where domain=5C")
    options, status = _options(assignments)
    if not into.exists():
        raise YizhiError("no such termbase", hint="`yizhi import` makes one", path=into)
    with Termbase.open_or_create(into) as base:
        pairs = [(concept, _changed(concept, options, status)) for concept in base.concepts() if chosen(concept, asked)]
        changed = [(before, after) for before, after in pairs if before != after]
        for before, _ in changed[:_SHOWN]:
            terminal.out(f"  {before.id}")
        if len(changed) > _SHOWN:
            terminal.out(f"  and {len(changed) - _SHOWN:,} more")
        if changed and not dry_run:
            with base.change("edit") as writer:
                for _, after in changed:
                    writer.put(after)
    verb = "would change" if dry_run else "changed"
    terminal.out(f"{terminal.counted(len(changed), 'concept')} of {len(pairs):,} {verb} (in {into}).")


def _options(assignments: Sequence[str]) -> tuple[ConceptOptions, Status | None]:
    """Return what is set. Raise YizhiError for a field or value that is none."""
    fields: dict[str, object] = {}
    status: Status | None = None
    for text in assignments:
        name, equals, value = text.partition("=")
        name = name.strip()
        if not equals or name not in _FIELDS:
            raise YizhiError(f"{text!r:.60} sets nothing", hint=f"FIELD=VALUE with one of {', '.join(_FIELDS)}")
        try:
            if name == "status":
                status = Status(value.strip())
            else:
                fields[name.replace("-", "_")] = Strictness(value.strip()) if name == "strictness" else value.strip()
        except ValueError:
            allowed = Status if name == "status" else Strictness
            raise YizhiError(f"{name} is {', '.join(allowed)}, not {value!r:.40}") from None
    if not assignments:
        raise YizhiError("--where without --set", hint="say what becomes of them: --set domain=crime")
    return ConceptOptions(**fields), status  # type: ignore[arg-type] # each is of its field's type


def _changed(concept: Concept, options: ConceptOptions, status: Status | None) -> Concept:
    after = options.applied(concept)
    if status is None:
        return after
    return replace(after, terms=tuple(replace(term, status=status) for term in after.terms))
