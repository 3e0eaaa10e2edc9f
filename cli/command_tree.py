"""The whole command line: finds commands by their file.

A module in `cli/commands/` is a command of the same name (an underscore at the end is dropped, one inside becomes a
hyphen), its function `command` the Typer command; a package is a group. Only the module that is asked for is imported,
for a linter is run a hundred times a day.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from typing import Any

import click
import typer
from typer.core import TyperGroup

from yizhi.cli import commands
from yizhi.service.catalogue import catalogue, preferred_language
from yizhi.termbase import plugins

INTERRUPTED = 130
"""What a shell sees of every program that Ctrl-C ends."""
_NO_ARGUMENTS: tuple[type, ...] = tuple(filter(None, [getattr(click.exceptions, "NoArgsIsHelpError", None)]))
"""How click from 8.2 on says that a group was named alone; before, it prints the help itself."""


def _names(package: str) -> dict[str, str]:
    """{command: module} of a package of commands, without importing them."""
    names = plugins.module_names(importlib.import_module(package))
    return {name.rstrip("_").replace("_", "-"): f"{package}.{name}" for name in names}


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


def run(arguments: list[str] | None, fail: Callable[..., int]) -> int:
    """Run a call and return its exit code; what click says of a misuse goes to `fail`."""
    try:
        code = build().main(args=arguments, prog_name="yizhi", standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort as stop:
        raise KeyboardInterrupt from stop
    except click.UsageError as error:
        return _misused(error, fail)
    except click.ClickException as error:
        return fail(error.format_message())
    if code == INTERRUPTED:  # typer makes an exit code of Ctrl-C
        raise KeyboardInterrupt
    return code if isinstance(code, int) else 0


def _misused(error: click.UsageError, fail: Callable[..., int]) -> int:
    """Return the help of a group that was named alone, else one line about what is wrong with the arguments."""
    if error.ctx and isinstance(error, _NO_ARGUMENTS):
        print(error.ctx.get_help(), file=sys.stderr)  # noqa: T201 - the error boundary
        return 2
    command = error.ctx.command_path if error.ctx else "yizhi"
    return fail(f"{error.format_message().removesuffix('.')}; see `{command} --help`")
