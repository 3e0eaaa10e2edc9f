"""The entry: the single place where errors become lines.

A linter is run a hundred times a day, so nothing is imported here that a plain `yizhi check FILE` can do without.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import IO

from yizhi.cli import short_way
from yizhi.cli.display import terminal
from yizhi.termbase.collector import paused
from yizhi.termbase.errors import YizhiError, of_system
from yizhi.termbase.text.expressions import keep

INTERRUPTED = 130
PIPE_CLOSED = 141
"""128 and the number of SIGPIPE: what a shell sees of every program that a closed pipe ends."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exits: 0 clean, 1 findings, 2 something could not be done."""
    for name in ("stdout", "stderr"):
        _prepare(name)
    sys.exit(_run(arguments))


def _prepare(name: str) -> None:
    """Make a standard stream write UTF-8; one that was closed before we came leads nowhere."""
    stream = getattr(sys, name)
    if stream is None or _is_closed(stream):
        setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - for the whole run
    elif hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _is_closed(stream: IO[str]) -> bool:
    """Return True for a stream whose file is gone; a stream without a file (in a test, in another program) is open."""
    try:
        os.fstat(stream.fileno())
    except (io.UnsupportedOperation, AttributeError):
        return False
    except (OSError, ValueError):
        return True
    return False


def _run(arguments: list[str] | None) -> int:
    """Return the exit code; every error becomes one line on stderr here."""
    try:
        code = _called(sys.argv[1:] if arguments is None else arguments, arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return _fail(_STOPPED, INTERRUPTED)
    except YizhiError as error:
        return _fail(str(error))
    except (BrokenPipeError, SystemExit) as stop:
        # click and rich leave with 1 where the reader has gone, which stands for findings here.
        if isinstance(stop, BrokenPipeError) or isinstance(stop.__context__, BrokenPipeError):
            return _reader_gone()
        raise
    except OSError as error:
        return _fail(str(of_system(error)))
    except Exception as error:
        from yizhi.cli.faults import fault_of_call

        return _fail(str(fault_of_call(error, sys.argv[1:] if arguments is None else arguments)))
    return code


def _called(words: list[str], arguments: list[str] | None) -> int:
    """Return the exit code of a call: the short way where its words are plain, else by the whole command line."""
    action = short_way.plain(words)
    if action is not None:
        with paused():
            code = action()
        keep()
        return code
    from yizhi.cli import command_tree

    return command_tree.run(arguments, _fail)


_STOPPED = "interrupted; nothing is half-written"


def _reader_gone() -> int:
    """The reader of our output has gone (`| head`): no error, nothing more can be said, and not known to be clean."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return PIPE_CLOSED


def _fail(line: str, code: int = 2) -> int:
    terminal.complain(line)
    return code
