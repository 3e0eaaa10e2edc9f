"""SQLite files of ours: made whole, opened safely, and refused in one clear line where they are something else."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from yizhi.termbase.errors import YizhiError
from yizhi.termbase.files import exclusively, new_file_mode
from yizhi.termbase.records import dataclass

_MAGIC = b"SQLite format 3\0"
_DAMAGE = ("malformed", "not a database", "no such table", "no such column", "Could not decode", "rootpage", "datatype")
"""Parts of what SQLite says of a database that is not what it was."""
_LOGS = ("-wal", "-shm", "-journal")
"""What SQLite adds to the name of a database for its logs."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of database: what people call it, how its files are marked, the newest schema, the command that fills it."""

    name: str
    short: str
    application: int
    version: int
    command: str
    option: str
    """The option that names another file of this kind."""
    patience: float = 60.0
    """Seconds to wait while another process writes."""

    def create(self, path: Path, build: Callable[[sqlite3.Connection], object]) -> None:
        """Make a file at `path`, unless another process is quicker. Nobody ever sees half of one."""
        import tempfile

        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        os.close(handle)
        made = Path(name)
        try:
            with self.plainly(path):
                connection = sqlite3.connect(made, isolation_level=None)
                try:
                    build(connection)
                finally:
                    connection.close()
            made.chmod(new_file_mode())
            with exclusively(path):
                if path.exists():  # somebody was quicker
                    return
                _forget(path)
                made.replace(path)
        finally:
            made.unlink(missing_ok=True)

    def open_reading(self, path: Path, *, settled: bool = False) -> tuple[sqlite3.Connection, int]:
        """Return a connection that cannot write, and the file's schema. `settled`: nobody writes to the file any more."""
        self._look_at(path)
        # Who may write opens for writing, so that the write-ahead log is cleared away with the last reader.
        able = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
        with self.plainly(path):
            connection = self._connect(path, "immutable=1" if settled else "mode=rw" if able else "mode=ro")
            try:
                version = self._version(connection, path)
            except sqlite3.OperationalError as error:
                connection.close()
                if "open" not in str(error) and "readonly" not in str(error):
                    raise
                # A file in WAL mode in a folder that we may not write to.
                if _log_size(path):
                    message = f"the {self.short} has changes that are not merged yet, and its folder cannot be written"
                    hint = "open it once as a user who may write there, or copy it with its -wal file"
                    raise YizhiError(message, hint=hint, path=path) from None
                connection = self._connect(path, "immutable=1")
                version = self._version(connection, path)
            connection.execute("PRAGMA query_only = ON")
        return connection, version

    def open_writing(self, path: Path) -> tuple[sqlite3.Connection, int]:
        """Return a connection for changes to a file that is there, with a write-ahead log, and the file's schema."""
        self._look_at(path)
        if not os.access(path, os.W_OK):
            hint = f"change its mode, or name another with {self.option}"
            raise YizhiError(f"the {self.short} is read-only", hint=hint, path=path)
        with self.plainly(path):
            connection = self._connect(path, "mode=rw")
            version = self._version(connection, path)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
        return connection, version

    @contextmanager
    def plainly(self, path: Path | str) -> Iterator[None]:
        """What SQLite complains of inside becomes one clear line."""
        try:
            yield
        except sqlite3.Error as error:
            reason = str(error)
            if reason == "interrupted":  # what SQLite makes of Ctrl-C while it shows how far it is
                raise KeyboardInterrupt from None
            for part, message, hint in (
                ("readonly", f"the {self.short} is read-only", "change its mode or its folder's"),
                ("locked", "another process is writing to it", "try again when it is done"),
                *((part, f"the {self.short} is damaged ({reason})", "take a copy from a backup") for part in _DAMAGE),
                ("full", "the disk is full", "what was committed before is in"),
                ("disk I/O error", "the disk is full or failing", "what was committed before is in"),
            ):
                if part in reason:
                    raise YizhiError(message, hint=hint, path=path) from None
            raise YizhiError(f"SQLite cannot go on: {reason}", path=path) from None

    def _look_at(self, path: Path) -> None:
        """Refuse what is no SQLite file at all; SQLite itself would only say so at the first query."""
        try:
            with path.open("rb") as file:
                start = file.read(len(_MAGIC))
        except IsADirectoryError:
            raise YizhiError(f"a folder, not a {self.name}", path=path) from None
        except FileNotFoundError:
            raise YizhiError(f"no such {self.name}", hint=f"`{self.command}` makes one", path=path) from None
        except OSError as error:
            raise YizhiError(f"cannot be read ({error.strerror})", path=path) from None
        if start != _MAGIC:
            hint = f"`{self.command}` reads other forms"
            raise YizhiError(f"not a {self.name} (no SQLite database)", hint=hint, path=path)

    def _version(self, connection: sqlite3.Connection, path: Path) -> int:
        """Return the schema version of a file of ours. YizhiError where it is another program's, or newer than this code."""
        application, version = (
            connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
        )
        if application != self.application:
            hint = f"`{self.command}` makes one"
            raise YizhiError(f"a database, but not a {self.name} of yizhi", hint=hint, path=path)
        if version > self.version:
            message = f"made by a newer yizhi (schema {version}, this one knows {self.version})"
            raise YizhiError(message, hint="update yizhi", path=path)
        strangers = connection.execute(
            "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view') LIMIT 1"
        ).fetchone()
        if strangers is not None:
            message = f"has a trigger or view that yizhi did not make ({strangers[0]})"
            raise YizhiError(
                message, hint="export it with the program that made it, or take a copy from a backup", path=path
            )
        return int(version)

    def _connect(self, path: Path, mode: str) -> sqlite3.Connection:
        address = f"file:{quote(str(path.absolute()))}?{mode}"
        connection = sqlite3.connect(
            address, uri=True, isolation_level=None, timeout=self.patience, check_same_thread=False
        )
        # What a stranger wrote into the schema calls no functions of ours.
        connection.execute("PRAGMA trusted_schema = OFF")
        return connection


def _forget(path: Path) -> None:
    """Remove the logs of an earlier database of this name: SQLite would replay them onto the new one."""
    for ending in _LOGS:
        with suppress(FileNotFoundError):
            path.with_name(path.name + ending).unlink()


def _log_size(path: Path) -> int:
    """Return the bytes of the write-ahead log beside a database."""
    try:
        return path.with_name(path.name + "-wal").stat().st_size
    except OSError:
        return 0
