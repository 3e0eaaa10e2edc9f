"""The server: what the client asks, wired to the modules that answer. Nothing here knows how to check."""

from __future__ import annotations

from collections.abc import Generator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified, JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from yizhi.checks import registry
from yizhi.checks.baseline import fingerprint
from yizhi.faces.lsp import actions as code_actions
from yizhi.faces.lsp.buffer import Buffer
from yizhi.faces.lsp.completion import completions
from yizhi.faces.lsp.desk import CheckedBuffer, Desk, DeskOptions, file_path, file_uri
from yizhi.faces.lsp.diagnostics import NAME, diagnostics
from yizhi.faces.lsp.hover import hover
from yizhi.faces.lsp.settings_file import switched_off
from yizhi.faces.lsp.symbols import symbols
from yizhi.faces.lsp.workbench import DELAY, Workbench
from yizhi.service.proposals import ProposedTerm
from yizhi.termbase.errors import YizhiError
from yizhi.termbase.files import beside, exclusively
from yizhi.termbase.language import guess, is_chinese

WATCHED = ("**/yizhi.toml", "**/pyproject.toml", "**/*baseline*.json", "**/*.{db,tbx,tsv,csv,xlsx}")
"""Files whose changes may change what is found: settings, dismissed findings, termbases."""
_ENCODINGS = (types.PositionEncodingKind.Utf32, types.PositionEncodingKind.Utf16, types.PositionEncodingKind.Utf8)


class YizhiProtocol(LanguageServerProtocol):
    """The protocol with texts of our own: lines end as the protocol says, not as Python does, and positions count code
    points where the client can."""

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(self, params: types.InitializeParams) -> Generator[Any, Any, types.InitializeResult]:
        """Answer the first request; of the client's units for positions the one that needs no counting comes first."""
        general = params.capabilities.general
        if general is not None and general.position_encodings:
            offered = [encoding for encoding in _ENCODINGS if encoding in general.position_encodings]
            general.position_encodings = offered or [types.PositionEncodingKind.Utf16]
        return (yield from super().lsp_initialize(params))

    # Plain functions: of a handler that is a generator the protocol keeps something for each message, for ever.

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Hand an opened text on."""
        self.fm.features[types.TEXT_DOCUMENT_DID_OPEN](params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Hand a change on."""
        self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE](params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Hand a closed text on."""
        self.fm.features[types.TEXT_DOCUMENT_DID_CLOSE](params)


class YizhiServer(LanguageServer):
    """A language server with its workbench, which is set up when the client has said where it works."""

    def __init__(self, termbases: tuple[Path, ...] = (), delay: float = DELAY) -> None:
        super().__init__(NAME, version("yizhi"), protocol_cls=YizhiProtocol)
        self.bench = Workbench(Desk(DeskOptions(Path.cwd(), termbases)), delay)
        self._termbases = termbases
        self._delay = delay
        self._told: set[str] = set()

    def set_up(self, params: types.InitializeParams) -> None:
        """Take the client's folder and options: `termbases`, a list, and `sources`, {translation: source}."""
        folders = [folder.uri for folder in params.workspace_folders or ()]
        root = next(
            (path for uri in [*folders, params.root_uri or ""] if (path := file_path(uri)) is not None), Path.cwd()
        )
        given = params.initialization_options if isinstance(params.initialization_options, dict) else {}
        named = given.get("termbases")
        termbases = (
            tuple((root / name).resolve() for name in named if isinstance(name, str)) if isinstance(named, list) else ()
        )
        pairs = given.get("sources")
        sources = tuple((str(name), str(source)) for name, source in pairs.items()) if isinstance(pairs, dict) else ()
        self.bench.close()
        self.bench = Workbench(
            Desk(DeskOptions(root, (*self._termbases, *termbases), sources, params.locale or "")), self._delay
        )

    @property
    def pulls(self) -> bool:
        """Whether the client asks for diagnostics; it is sent none then, for it would show both."""
        text = self.client_capabilities.text_document
        return text is not None and text.diagnostic is not None

    def recheck(self, uri: str) -> None:
        """Have a buffer checked soon, for a client that does not ask for it."""
        if not self.pulls:
            self.bench.schedule(uri, self.publish)

    def publish(self, checked: CheckedBuffer) -> None:
        """Send the diagnostics of a version."""
        self._tell_settings(checked)
        buffer = checked.buffer
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(buffer.uri, diagnostics(checked), buffer.version)
        )

    def recheck_all(self) -> None:
        """Have everything checked again: what is found depends on more than the texts."""
        self.bench.forget_checks()
        workspace = self.client_capabilities.workspace
        if self.pulls and workspace is not None and workspace.diagnostics is not None:
            self.workspace_diagnostic_refresh(None)
        for uri in self.bench.uris():
            self.recheck(uri)

    def say(self, message: str, kind: types.MessageType = types.MessageType.Info) -> None:
        """Show a message."""
        self.window_show_message(types.ShowMessageParams(kind, message))

    async def current(self, uri: str) -> CheckedBuffer:
        """Return a buffer with its findings. Raise JsonRpcContentModified where it was changed or closed meanwhile."""
        numbered = await self.bench.check(uri)
        if numbered is None:
            raise JsonRpcContentModified("the text was changed meanwhile")
        return numbered.checked

    def _tell_settings(self, checked: CheckedBuffer) -> None:
        """Say once what is wrong with the settings."""
        line = str(checked.settings or "")
        if line and line not in self._told:
            self._told.add(line)
            self.say(line, types.MessageType.Warning)


def build(termbases: tuple[Path, ...] = (), delay: float = DELAY) -> YizhiServer:
    """Return a server that is ready to be started; `delay` is the time after the last key, in seconds."""
    server = YizhiServer(termbases, delay)
    _synchronise(server)
    _watch(server)
    _answer(server)
    _command(server)
    return server


def _synchronise(server: YizhiServer) -> None:
    """What the client says of its texts."""

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.set_up(params)

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        encoding = types.PositionEncodingKind(server.workspace.position_encoding or "utf-16")
        language = str(document.language_id)
        server.bench.put(Buffer(document.uri, language, document.version, document.text, encoding))
        server.recheck(document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: types.DidChangeTextDocumentParams) -> None:
        server.bench.change(params.text_document.uri, params.content_changes, params.text_document.version)
        server.recheck(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def did_save(params: types.DidSaveTextDocumentParams) -> None:
        server.recheck(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        server.bench.drop(uri)
        if not server.pulls:
            server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    @server.feature(types.SHUTDOWN)
    def shutdown(_: None) -> None:
        server.bench.close()


def _watch(server: YizhiServer) -> None:
    """Files that change outside the editor."""

    @server.feature(types.INITIALIZED)
    def initialized(_: types.InitializedParams) -> None:
        workspace = server.client_capabilities.workspace
        watching = None if workspace is None else workspace.did_change_watched_files
        if watching is None or not watching.dynamic_registration:
            return
        options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(glob) for glob in WATCHED])
        wanted = types.Registration("yizhi-watched", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        server.client_register_capability(types.RegistrationParams([wanted]))

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def did_change_watched_files(_: types.DidChangeWatchedFilesParams) -> None:
        server.recheck_all()

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def did_change_configuration(_: types.DidChangeConfigurationParams) -> None:
        server.recheck_all()


def _answer(server: YizhiServer) -> None:
    """What the client asks."""

    @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, types.DiagnosticOptions(True, False, NAME))
    async def diagnostic(params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        uri = params.text_document.uri
        numbered = await server.bench.check(uri) if await server.bench.pause(uri) else None
        if numbered is None:
            if server.bench.buffer(uri) is None:
                return types.RelatedFullDocumentDiagnosticReport([])
            raise JsonRpcContentModified("the text was changed meanwhile")
        server._tell_settings(numbered.checked)
        if params.previous_result_id == numbered.number:
            return types.RelatedUnchangedDocumentDiagnosticReport(numbered.number)
        return types.RelatedFullDocumentDiagnosticReport(diagnostics(numbered.checked), result_id=numbered.number)

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(list(code_actions.KINDS)))
    async def code_action(params: types.CodeActionParams) -> list[types.CodeAction]:
        checked = await server.current(params.text_document.uri)
        lines = checked.buffer.lines
        asked = tuple(str(getattr(kind, "value", kind)) for kind in params.context.only or ())
        offered = code_actions.actions(checked, lines.offset(params.range.start), lines.offset(params.range.end), asked)
        return [_as_the_client_can(server, action) for action in offered]

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hovering(params: types.HoverParams) -> types.Hover | None:
        checked = await server.bench.segments(params.text_document.uri)
        if checked is None:
            return None
        session, offset = server.bench.desk.session(checked.buffer.uri), checked.buffer.lines.offset(params.position)
        return await server.bench.work(lambda: hover(checked, session, offset))

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions())
    async def complete(params: types.CompletionParams) -> types.CompletionList:
        checked = await server.bench.segments(params.text_document.uri)
        if checked is None:
            return types.CompletionList(False, [])
        session, offset = server.bench.desk.session(checked.buffer.uri), checked.buffer.lines.offset(params.position)
        return await server.bench.work(lambda: completions(checked, session, offset))

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def outline(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        checked = await server.bench.segments(params.text_document.uri)
        return [] if checked is None else await server.bench.work(lambda: symbols(checked))


def _as_the_client_can(server: YizhiServer, action: types.CodeAction) -> types.CodeAction:
    """Return an action whose edits name no version, for clients that know none."""
    workspace = server.client_capabilities.workspace
    editing = None if workspace is None else workspace.workspace_edit
    if action.edit is None or (editing is not None and editing.document_changes):
        return action
    edits: dict[str, list[types.TextEdit]] = {}
    for change in action.edit.document_changes or ():
        if isinstance(change, types.TextDocumentEdit):
            edits[change.text_document.uri] = [edit for edit in change.edits if isinstance(edit, types.TextEdit)]
    action.edit = types.WorkspaceEdit(changes=edits)
    return action


def _command(server: YizhiServer) -> None:
    """What the server does itself, so that every editor has it."""

    @server.command(code_actions.DISMISS)
    async def dismiss(uri: str, mark: str, start: int) -> None:
        checked = await server.current(uri)
        alike = [placed for placed in checked.findings if fingerprint(placed.finding) == mark]
        if not alike:
            server.say("this finding is not there any more")
            return
        chosen = min(alike, key=lambda placed: abs(placed.span.start - start))
        await _written(server, lambda: _count_dismissed(server, uri, chosen.finding))

    @server.command(code_actions.SWITCH_OFF)
    async def switch_off(uri: str, rule: str) -> None:
        if not registry.is_known(rule):
            raise JsonRpcInvalidParams(f"unknown rule {rule!r}")
        await _written(server, lambda: _switch_off(server, uri, rule))

    @server.command(code_actions.PROPOSE)
    async def propose(uri: str, words: str) -> None:
        await _written(server, lambda: _propose(server, uri, words))


async def _written(server: YizhiServer, job: Any) -> None:
    """Do something that writes, say what came of it, and check everything again."""
    try:
        server.say(await server.bench.work(job))
    except YizhiError as error:
        server.say(str(error), types.MessageType.Error)
        return
    except OSError as error:
        server.say(f"{error.filename}: {error.strerror or error}", types.MessageType.Error)
        return
    server.recheck_all()


def _count_dismissed(server: YizhiServer, uri: str, finding: Any) -> str:
    total = server.bench.desk.dismiss(uri, finding)
    path = server.bench.desk.session(uri).resources.baseline
    return f"dismissed; {path.name if path else 'the baseline'} holds {total:,}"


def _switch_off(server: YizhiServer, uri: str, rule: str) -> str:
    """Write the setting. An unsaved version in an editor is not ours to change: the editor says that the file changed."""
    folder = server.bench.desk.folder(uri)
    path = folder.configuration.path or folder.folder / "yizhi.toml"
    with exclusively(path):
        text = path.read_bytes().decode("utf-8") if path.exists() else ""  # line ends stay as they are
        changed = switched_off(text, rule, project=path.name == "pyproject.toml")
        with beside(path) as written:
            written.write_text(changed, encoding="utf-8", newline="")
    return f"{rule} is off in {path.name}"


def _propose(server: YizhiServer, uri: str, words: str) -> str:
    chinese = is_chinese(guess(words))
    term = ProposedTerm(words if chinese else "", "" if chinese else words)
    session = server.bench.desk.session(uri)
    concept = session.propose(term)
    chosen = session.resources.own
    return (
        f"“{words}” is proposed as {concept.id} in {chosen.name if chosen else 'the termbase'}; `yizhi review` decides"
    )


__all__ = ["build", "file_uri"]
