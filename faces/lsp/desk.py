"""What the language server works on: a session for each folder that has settings of its own, and checks of buffers."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from threading import RLock
from typing import NamedTuple

from pygls.uris import to_fs_path, uri_scheme

from yizhi.checks.configuration import Configuration, find
from yizhi.checks.model import Finding
from yizhi.faces.lsp.buffer import Buffer
from yizhi.faces.lsp.places import BYTE_ORDER_MARK, BufferPlaces, PlacedFinding, in_text_order
from yizhi.service.catalogue import ENGLISH, Catalogue, catalogue, preferred_language
from yizhi.service.configured import MEMORY, ConfiguredFolder, configured
from yizhi.service.resources import Resources
from yizhi.service.session import Session
from yizhi.termbase.errors import Problem, YizhiError, internal_fault
from yizhi.tm.drafts.reader import chosen
from yizhi.tm.drafts.source import DraftFile
from yizhi.tm.model import Draft

LONGEST = 1_000_000
"""Characters of a buffer that is checked while it is edited: a longer one takes seconds each time (`yizhi check` takes any)."""
_ENDINGS = {
    "plaintext": ".txt", "markdown": ".md", "po": ".po", "gettext": ".po", "xliff": ".xlf", "tsv": ".tsv", "csv": ".csv",
    "html": ".html", "tmx": ".tmx",
}  # fmt: skip
"""Endings for buffers that have no file yet, by what the editor calls their language."""
_NOT_DRAFTS = (".tbx", ".toml", ".json", ".db")


class CheckedBuffer(NamedTuple):
    """What is known of one version of a buffer: findings in its order, what could not be read, segments with their places.

    `draft` is None where nothing was read; `settings` is what is wrong with the configuration, None where it is in order.
    """

    buffer: Buffer
    findings: tuple[PlacedFinding, ...] = ()
    draft: Draft | None = None
    places: BufferPlaces | None = None
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    settings: YizhiError | None = None
    words: Catalogue = ENGLISH
    """What is said of it is said in this language."""


class DeskOptions(NamedTuple):
    """What the client says when it starts: the folder of files that lie nowhere, termbases, (translation, source) pairs of
    documents, their paths relative to the folder or absolute, and the language of its own messages."""

    root: Path
    termbases: tuple[Path, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    locale: str = ""


class ConfiguredSession(NamedTuple):
    """A session and the folder whose settings it has."""

    folder: ConfiguredFolder
    session: Session


class Desk:
    """Sessions by folder. Safe for threads; a session answers one question after the other."""

    def __init__(self, options: DeskOptions) -> None:
        self._options = options
        self._lock = RLock()
        self._sessions: dict[Path, ConfiguredSession] = {}
        self._last: dict[Path, ConfiguredSession] = {}
        self._states: dict[Path, object] = {}

    def close(self) -> None:
        """Let all files go."""
        with self._lock:
            for opened in self._sessions.values():
                opened.session.close()
            self._sessions.clear()
            self._last.clear()
            self._states.clear()

    def folder(self, uri: str) -> ConfiguredFolder:
        """Return the folder whose settings hold for a buffer. Raise YizhiError where they are broken."""
        return self._opened(uri).folder

    def session(self, uri: str) -> Session:
        """Return the session for a buffer; where the settings are broken, the one that was open before, else one without."""
        try:
            return self._opened(uri).session
        except YizhiError:
            with self._lock:
                start = self._start(uri)
                if start not in self._last:
                    plain = ConfiguredFolder(start, Configuration(), Resources(self._options.termbases))
                    self._last[start] = ConfiguredSession(plain, Session(plain.resources))
                return self._last[start].session

    def check(self, buffer: Buffer) -> CheckedBuffer:
        """Return the findings of a buffer with their places. What cannot be read is a problem in the result."""
        name = _name(buffer)
        if not _is_draft(buffer, name):
            return CheckedBuffer(buffer)
        if len(buffer.text) > LONGEST:
            message = f"{len(buffer.text):,} characters (limit {LONGEST:,}): not checked while it is edited; `yizhi check` does"
            return CheckedBuffer(buffer, problems=(Problem(name, None, message),))
        fault: YizhiError | None = None
        try:
            self.folder(buffer.uri)
        except YizhiError as error:
            fault = error
        words = self.words(buffer.uri)
        try:
            source = self._source(buffer.uri)
            report = self.session(buffer.uri).report_draft(name, _data(buffer), source=source)
        except YizhiError as error:
            return CheckedBuffer(buffer, problems=(error.problem(name),), settings=fault, words=words)
        except Exception as error:  # a fault of ours is told in the buffer; the server goes on
            return CheckedBuffer(buffer, problems=(internal_fault(error).problem(name),), settings=fault, words=words)
        draft = report.drafts[0]
        places = BufferPlaces(buffer, draft)
        findings = in_text_order(map(places.placed, report.findings))
        return CheckedBuffer(buffer, findings, draft, places, tuple(report.errors), tuple(report.remarks), fault, words)

    def read(self, buffer: Buffer) -> CheckedBuffer:
        """Return the segments of a buffer with their places, and no findings: at once, for what is asked while keys come."""
        name = _name(buffer)
        if not _is_draft(buffer, name) or len(buffer.text) > LONGEST:
            return CheckedBuffer(buffer)
        source = DraftFile(Path(name), _data(buffer))
        try:
            draft = chosen(source).read(source)
        except YizhiError:
            return CheckedBuffer(buffer)
        return CheckedBuffer(buffer, (), draft, BufferPlaces(buffer, draft), words=self.words(buffer.uri))

    def words(self, uri: str) -> Catalogue:
        """Return the catalogue of the language in which the user of a buffer is spoken to: that of the settings, else of the
        editor, else of the system."""
        configured_language = None
        with suppress(YizhiError):
            configured_language = self.folder(uri).configuration.language
        environment = {"LANG": self._options.locale} if self._options.locale else None
        return catalogue(preferred_language(configured_language, environment))

    def dismiss(self, uri: str, finding: Finding) -> int:
        """Keep a finding from coming back; return how many the baseline holds then."""
        return self.session(uri).dismiss([finding])

    def _source(self, uri: str) -> tuple[str, bytes] | None:
        """Return the document that a buffer translates, where the client or the configuration names it."""
        path = file_path(uri)
        if path is None:
            return None
        named = {self._absolute(target): self._absolute(source) for target, source in self._options.sources}
        with suppress(YizhiError):
            named = {**self.folder(uri).configuration.sources, **named}
        source = named.get(path.resolve())
        if source is None:
            return None
        try:
            return str(source), source.read_bytes()
        except OSError as error:
            raise YizhiError(f"the source cannot be read: {error.strerror or error}", path=source) from None

    def _absolute(self, name: str) -> Path:
        return (self._options.root / name).resolve()

    def _start(self, uri: str) -> Path:
        path = file_path(uri)
        return path.parent if path is not None and path.parent.is_dir() else self._options.root

    def _opened(self, uri: str) -> ConfiguredSession:
        """Return the session for the folder of a file, opened anew where its settings have changed."""
        with self._lock:
            start = self._start(uri)
            state = _settings_state(start)
            if start in self._last and self._states.get(start) == state:
                return self._last[start]
            result = configured(start, self._options.termbases)
            opened = self._sessions.get(result.folder)
            if opened is None or opened.folder.resources != result.resources:
                if opened is not None:
                    opened.session.close()
                opened = ConfiguredSession(result, Session(result.resources))
            opened = opened._replace(folder=result)
            self._sessions[result.folder] = self._last[start] = opened
            self._states[start] = state
            return opened


def file_path(uri: str) -> Path | None:
    """Return the path that an address stands for; None for a buffer that has no file."""
    path = to_fs_path(uri) if uri_scheme(uri) == "file" else None
    return None if path is None else Path(path)


def file_uri(path: Path) -> str:
    """Return the address of a file."""
    return path.absolute().as_uri()


def _settings_state(start: Path) -> object:
    """Return what tells that the settings of a folder are others: their file, and whether there is a memory beside it."""
    path = find(start)
    folder = start if path is None else path.parent
    changed = None
    if path is not None:
        with suppress(OSError):  # gone meanwhile
            state = path.stat()
            changed = (state.st_ino, state.st_size, state.st_mtime_ns)
    return path, changed, (folder / MEMORY).exists()


def _data(buffer: Buffer) -> bytes:
    """Return the bytes of a buffer as a file of UTF-8 that says so: an encoding that its text declares is that of the file on disk."""
    text = buffer.text if buffer.text.startswith(BYTE_ORDER_MARK) else BYTE_ORDER_MARK + buffer.text
    return text.encode("utf-8", "surrogatepass")


def _name(buffer: Buffer) -> str:
    """Return the path of a buffer's file; a name with an ending that tells its format where it has none yet."""
    path = file_path(buffer.uri)
    return str(path) if path is not None else f"untitled{_ENDINGS.get(buffer.language, '.txt')}"


def _is_draft(buffer: Buffer, name: str) -> bool:
    """Return whether there is something in a buffer, and it is no termbase or file of settings."""
    return bool(buffer.text.strip(f"{BYTE_ORDER_MARK} \t\r\n")) and not name.lower().endswith(_NOT_DRAFTS)
