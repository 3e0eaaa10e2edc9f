"""What can be done about findings: mend, dismiss, switch a rule off; and a term proposed from the selection."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from yizhi.checks.baseline import fingerprint
from yizhi.faces.lsp.buffer import Buffer
from yizhi.faces.lsp.corrections import correction, safe_corrections
from yizhi.faces.lsp.desk import CheckedBuffer
from yizhi.faces.lsp.diagnostics import diagnostic
from yizhi.faces.lsp.hover import words_at
from yizhi.faces.lsp.places import PlacedFinding

DISMISS, SWITCH_OFF, PROPOSE = "yizhi.dismiss", "yizhi.switchOff", "yizhi.propose"
"""Commands that the server carries out."""
FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.yizhi"
LONGEST_PROPOSAL = 80
"""Characters of a selection that may be a term."""
KINDS = (types.CodeActionKind.QuickFix, FIX_ALL, types.CodeActionKind.RefactorExtract)


def actions(checked: CheckedBuffer, start: int, end: int, only: tuple[str, ...]) -> list[types.CodeAction]:
    """Return what can be done at `text[start:end]` of a buffer; `only` are the kinds that are asked for, empty: all."""
    offered: list[types.CodeAction] = []
    if _is_wanted(types.CodeActionKind.QuickFix.value, only):
        touched = [placed for placed in checked.findings if placed.covers(start, end)]
        offered += [action for placed in touched if (action := _mending(checked, placed)) is not None]
        offered += [_dismissal(checked, placed) for placed in touched]
        offered += _switches(checked, touched)
    if _is_wanted(FIX_ALL, only):
        offered += _everything(checked)
    if _is_wanted(types.CodeActionKind.RefactorExtract.value, only):
        offered += _proposal(checked, start, end)
    return offered


def changes(buffer: Buffer, edits: list[types.TextEdit]) -> types.WorkspaceEdit:
    """Return edits of one version of a buffer; an editor whose text is newer refuses them."""
    document = types.OptionalVersionedTextDocumentIdentifier(buffer.uri, buffer.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, list(edits))])


def _is_wanted(kind: str, only: tuple[str, ...]) -> bool:
    return not only or any(not asked or kind == asked or kind.startswith(f"{asked}.") for asked in only)


def _mending(checked: CheckedBuffer, placed: PlacedFinding) -> types.CodeAction | None:
    edit = correction(checked, placed)
    if edit is None:
        return None
    finding = placed.finding
    old, new = _short(finding.text), _short(finding.suggestion or "")
    title = checked.words.text("Replace “{0}” by “{1}”", old, new)
    if not finding.suggestion:
        title = checked.words.text("Remove “{0}”", old)
    elif not finding.text:
        title = checked.words.text("Insert “{0}”", new)
    return types.CodeAction(
        title,
        types.CodeActionKind.QuickFix,
        diagnostics=[diagnostic(checked, placed)],
        is_preferred=True if finding.safe else None,
        edit=changes(checked.buffer, [edit]),
    )


def _dismissal(checked: CheckedBuffer, placed: PlacedFinding) -> types.CodeAction:
    title = checked.words.text("Dismiss: {0}", _short(checked.words.message(placed.finding.message)))
    mark = fingerprint(placed.finding)
    return types.CodeAction(
        title,
        types.CodeActionKind.QuickFix,
        diagnostics=[diagnostic(checked, placed)],
        command=types.Command(title, DISMISS, arguments=[checked.buffer.uri, mark, placed.span.start]),
    )


def _switches(checked: CheckedBuffer, touched: list[PlacedFinding]) -> Iterator[types.CodeAction]:
    for rule in dict.fromkeys(placed.finding.rule for placed in touched):
        title = checked.words.text("Switch {0} off in yizhi.toml", rule)
        command = types.Command(title, SWITCH_OFF, arguments=[checked.buffer.uri, rule])
        yield types.CodeAction(title, types.CodeActionKind.QuickFix, command=command)


def _everything(checked: CheckedBuffer) -> Iterator[types.CodeAction]:
    edits = safe_corrections(checked)
    if edits:
        title = checked.words.text("Make all safe corrections of yizhi: {0}", len(edits))
        yield types.CodeAction(title, FIX_ALL, edit=changes(checked.buffer, edits))


def _proposal(checked: CheckedBuffer, start: int, end: int) -> Iterator[types.CodeAction]:
    words = words_at(checked.buffer, start, end)
    if words and len(words) <= LONGEST_PROPOSAL and any(map(str.isalpha, words)):
        title = checked.words.text("Propose “{0}” as a term", _short(words))
        command = types.Command(title, PROPOSE, arguments=[checked.buffer.uri, words])
        yield types.CodeAction(title, types.CodeActionKind.RefactorExtract, command=command)


def _short(text: str, size: int = 48) -> str:
    words = " ".join(text.split())
    return words if len(words) <= size else words[: size - 1] + "…"
