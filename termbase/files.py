"""Write output files so that nothing is lost: whole or not at all, never over an input, never in place of a device.

What is no regular file (a device, a pipe, `/dev/stdout`) is written to directly. A read-only file is refused. An existing
file keeps its mode, its owner and the links that lead to it; a new one follows the umask. Temporary files are named after
the process that writes them, and what a killed process left is swept away by the next one.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from yizhi.termbase.errors import YizhiError

_STREAMS = ("/dev/", "/proc/")
"""Folders whose entries stand for open streams and devices, whatever they lead to."""
_TEMPORARY = re.compile(r"\.(?P<target>.+)\.(?P<process>\d+)-[a-z0-9_]+\.part")


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Give an empty file to write to; it takes the place of `path` when the block ends well, else it goes.

    OSError goes through, named after `path`. Raises YizhiError for a folder and for a read-only file.
    """
    if is_stream(path):
        with _named_after(path), _through(path) as written:
            yield written
        return
    with _named_after(path):
        target = _resolved(path)
        state = _state(target)
        _refuse(path, state)
        sweep(target)
        import tempfile

        handle, name = tempfile.mkstemp(prefix=f".{target.name}.{os.getpid()}-", suffix=".part", dir=target.parent)
    os.close(handle)
    written = Path(name)
    try:
        with _named_after(path, written):
            yield written
            _adopt(written, state)
            written.replace(target)
    finally:
        written.unlink(missing_ok=True)


def is_stream(path: Path) -> bool:
    """Return True for what is written to and never replaced: a device, a pipe, a socket, `/dev/stdout`."""
    if str(path.absolute()).startswith(_STREAMS):
        return True
    state = _state(path)
    return state is not None and not stat.S_ISREG(state.st_mode) and not stat.S_ISDIR(state.st_mode)


def distinct(outputs: Iterable[Path | None], inputs: Iterable[Path | None]) -> None:
    """Raise YizhiError where an output of a run is one of its inputs, under whatever name, or two outputs are one file."""
    readings = [path for path in inputs if path is not None]
    taken: list[Path] = []
    for output in outputs:
        if output is None or is_stream(output):
            continue
        for path in readings:
            if _is_one_file(output, path):
                raise YizhiError("this file is read by the same command", hint="write to another file", path=output)
        if any(_is_one_file(output, path) for path in taken):
            raise YizhiError("two results would go into this file", hint="name one file for each", path=output)
        taken.append(output)


@contextmanager
def exclusively(path: Path) -> Iterator[None]:
    """Hold the lock of a file while it is read, changed and written; others wait. (A lock of its folder, where there are such.)"""
    try:
        import fcntl

        folder = os.open(path.absolute().parent, os.O_RDONLY)
    except (ImportError, OSError):
        yield
        return
    try:
        with suppress(OSError):  # file systems without locks
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def sweep(target: Path) -> None:
    """Remove the temporary files that killed processes left beside a file."""
    with suppress(OSError):
        for entry in os.scandir(target.parent):
            match = _TEMPORARY.fullmatch(entry.name)
            if match and match["target"] == target.name and not _is_running(int(match["process"])):
                with suppress(OSError):
                    Path(entry.path).unlink()


def new_file_mode() -> int:
    """Return the mode of new files under this process's umask. (The umask can only be read by setting it.)"""
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask


@contextmanager
def _through(path: Path) -> Iterator[Path]:
    """A temporary file whose content goes into a stream when the block ends well."""
    import shutil
    import tempfile

    handle, name = tempfile.mkstemp(prefix="yizhi-")
    os.close(handle)
    written = Path(name)
    try:
        yield written
        with written.open("rb") as content, path.open("wb") as stream:
            shutil.copyfileobj(content, stream)
    finally:
        written.unlink(missing_ok=True)


@contextmanager
def _named_after(path: Path, temporary: Path | None = None) -> Iterator[None]:
    """Let OSErrors of the block name the file that the user knows, not a temporary one beside it."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        concerned = error.filename is None or temporary is None or str(error.filename) == str(temporary)
        if error.errno is None or not concerned:
            raise
        raise type(error)(error.errno, error.strerror, str(path)) from error


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (RuntimeError, OSError):  # Python below 3.13 says RuntimeError
        raise YizhiError("a link that leads to itself", hint="name another file", path=path) from None


def _state(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


def _refuse(path: Path, state: os.stat_result | None) -> None:
    """Refuse folders and read-only files; root too, who could write to them."""
    if state is None:
        return
    if stat.S_ISDIR(state.st_mode):
        raise YizhiError("a folder, not a file", hint="name a file in it", path=path)
    if not state.st_mode & 0o222 or not os.access(path, os.W_OK):
        raise YizhiError("the file is read-only", hint="change its mode, or name another file", path=path)


def _adopt(written: Path, state: os.stat_result | None) -> None:
    """Give a new file the mode and the owner of the one that it replaces."""
    if state is None:
        written.chmod(new_file_mode())
        return
    if hasattr(os, "chown"):
        with suppress(OSError):  # only root may give files away
            os.chown(written, state.st_uid, state.st_gid)
    written.chmod(stat.S_IMODE(state.st_mode))


def _is_one_file(first: Path, second: Path) -> bool:
    try:
        return first.samefile(second)
    except OSError:
        with suppress(OSError, RuntimeError):
            return first.resolve() == second.resolve()
        return False


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
