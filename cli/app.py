"""The root of the command line: finds commands by their file, and is the single place where errors become lines.

A module in `cli/commands/` is a command of the same name (an underscore at the end is dropped, one inside becomes a
hyphen), its function `command` the Typer command; a package is a group. Only the module that is asked for is imported,
for a linter is run a hundred times a day.
"""

from __future__ import annotations

import importlib
import io
import os
import pkgutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import click
import typer
from typer.core import TyperGroup

from yizhi.cli import commands
from yizhi.cli.display import terminal
from yizhi.cli.faults import fault_of_call
from yizhi.service.catalogue import catalogue, preferred_language
from yizhi.termbase.errors import YizhiError

INTERRUPTED = 130
PIPE_CLOSED = 141
"""128 and the number of SIGPIPE: what a shell sees of every program that a closed pipe ends."""
_NO_ARGUMENTS: tuple[type, ...] = tuple(filter(None, [getattr(click.exceptions, "NoArgsIsHelpError", None)]))
"""How click from 8.2 on says that a group was named alone; before, it prints the help itself."""


def _names(package: str) -> dict[str, str]:
    """{command: module} of a package of commands, without importing them."""
    folder = importlib.import_module(package).__path__
    return {
        item.name.rstrip("_").replace("_", "-"): f"{package}.{item.name}"
        for item in pkgutil.iter_modules(folder)
        if not item.name.startswith("_")
    }


class LazyGroup(TyperGroup):
    """A group whose commands are modules, imported when they are asked for."""

    package: str = commands.__name__

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names, in alphabetical order."""
        return sorted(_names(self.package))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Return the command of a name, or None."""
        module = _names(self.package).get(cmd_name)
        return None if module is None else _load(cmd_name, module)


def _load(name: str, module: str) -> click.Command:
    """Return a module as a command, or a package as a group."""
    loaded = importlib.import_module(module)
    if hasattr(loaded, "__path__"):
        return _group(loaded.__name__, name, (loaded.__doc__ or "").strip())
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(name)(loaded.command)
    return _localised(typer.main.get_command(app))


def _group(package: str, name: str, text: str, callback: Callable[..., Any] | None = None) -> click.Command:
    """Return a group over a package of command modules."""

    class Group(LazyGroup):
        pass

    Group.package = package
    app = typer.Typer(
        name=name,
        cls=Group,
        help=text,
        no_args_is_help=True,
        add_completion=callback is not None,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(help=text)(callback or _nothing)
    return _localised(typer.main.get_command(app))


def _localised(command: click.Command) -> click.Command:
    """Return the same command with its help in the language of the locale."""
    language = preferred_language()
    if language != "en":
        words = catalogue(language)
        command.help = words.text(command.help or "")
        for parameter in command.params:
            described = getattr(parameter, "help", None)
            if described:
                parameter.help = words.text(described)  # type: ignore[attr-defined]
    return command


def _nothing() -> None:
    """A group of commands."""


def _version(is_asked: bool) -> None:
    if is_asked:
        from importlib.metadata import version

        typer.echo(f"yizhi {version('yizhi')}")
        raise typer.Exit


def _root(
    version: bool = typer.Option(
        False, "--version", is_eager=True, callback=_version, help="Show the version and exit."
    ),
) -> None:
    """Root options."""


def build() -> click.Command:
    """Return the whole command line as one click command."""
    return _group(
        commands.__name__,
        "yizhi",
        "Chinese–English terminology and translation memory for United Nations language work.",
        _root,
    )


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
        code = build().main(args=arguments, prog_name="yizhi", standalone_mode=False)
        sys.stdout.flush()
        if code == INTERRUPTED:  # typer makes an exit code of Ctrl-C
            return _fail(_STOPPED, INTERRUPTED)
        return code if isinstance(code, int) else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except (KeyboardInterrupt, click.Abort):
        return _fail(_STOPPED, INTERRUPTED)
    except click.UsageError as error:
        return _misused(error)
    except click.ClickException as error:
        return _fail(error.format_message())
    except YizhiError as error:
        return _fail(str(error))
    except (BrokenPipeError, SystemExit) as stop:
        # click and rich leave with 1 where the reader has gone, which stands for findings here.
        if isinstance(stop, BrokenPipeError) or isinstance(stop.__context__, BrokenPipeError):
            return _reader_gone()
        raise
    except OSError as error:
        location = f"{error.filename}: " if error.filename else ""
        return _fail(f"{location}{error.strerror or error}")
    except Exception as error:
        return _fail(str(fault_of_call(error, sys.argv[1:] if arguments is None else arguments)))


_STOPPED = "interrupted; nothing is half-written"


def _misused(error: click.UsageError) -> int:
    """Return the help of a group that was named alone, else one line about what is wrong with the arguments."""
    if error.ctx and isinstance(error, _NO_ARGUMENTS):
        print(error.ctx.get_help(), file=sys.stderr)  # noqa: T201 - the error boundary
        return 2
    command = error.ctx.command_path if error.ctx else "yizhi"
    return _fail(f"{error.format_message().removesuffix('.')}; see `{command} --help`")


def _reader_gone() -> int:
    """The reader of our output has gone (`| head`): no error, nothing more can be said, and not known to be clean."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return PIPE_CLOSED


def _fail(line: str, code: int = 2) -> int:
    terminal.complain(line)
    return code
