"""Single keys and edited lines from a terminal, and a screen of its own that leaves the terminal as it was."""

from __future__ import annotations

import os
import select
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from yizhi.cli.display import terminal

_TICK = 0.3
_ARROWS = {
    "\x1b[A": "up",
    "\x1b[B": "down",
    "\x1b[C": "right",
    "\x1b[D": "left",
    "\x1b[5~": "page up",
    "\x1b[6~": "page down",
}
_NAMES = {
    "\r": "enter",
    "\n": "enter",
    "\x7f": "back",
    "\x08": "back",
    "\x1b": "escape",
    "\x03": "quit",
    "\x04": "quit",
}


class Keyboard(Protocol):
    """What a screen needs of a terminal."""

    def size(self) -> tuple[int, int]:
        """Return columns and lines."""

    def draw(self, text: str) -> None:
        """Show a screen in the place of the one before."""

    def key(self) -> str:
        """Return the next key, by name where it has one; `resize` when the window has changed."""

    def ask(self, prompt: str, given: str = "", choices: Sequence[str] = ()) -> str | None:
        """Return a line, edited from what is given; `choices` come with the up key. None: the user thought better of it."""


class Terminal:
    """The terminal that the command runs in."""

    def __init__(self) -> None:
        self._input = sys.stdin.fileno()
        self._size = self.size()
        self._waiting = b""

    def size(self) -> tuple[int, int]:
        """Return columns and lines."""
        terminal_size = shutil.get_terminal_size()
        return max(20, terminal_size.columns), max(8, terminal_size.lines)

    def draw(self, text: str) -> None:
        """Show a screen in the place of the one before, without flicker: line by line, what is left over cleared."""
        lines = text.split("\n")[: self.size()[1]]
        sys.stdout.write("\x1b[?25l\x1b[H" + "\x1b[K\r\n".join(lines) + "\x1b[K\x1b[J")
        sys.stdout.flush()

    def key(self) -> str:
        """Return the next key."""
        while True:
            if self.size() != self._size:
                self._size = self.size()
                return "resize"
            if not self._waiting:
                ready, _, _ = select.select([self._input], [], [], _TICK)
                if not ready:
                    continue
                self._waiting = os.read(self._input, 64)
                if not self._waiting:
                    return "quit"
            return self._next()

    def _next(self) -> str:
        """Return the first key of what was typed; a sequence of an arrow key is one."""
        text = self._waiting.decode("utf-8", "replace")
        for sequence, name in _ARROWS.items():
            if text.startswith(sequence):
                self._waiting = text[len(sequence) :].encode()
                return name
        if text[0] == "\x1b":
            # A sequence that we do not know, or the key itself.
            self._waiting = b""
            return "escape" if len(text) == 1 else "unknown"
        self._waiting = text[1:].encode()
        return _NAMES.get(text[0], text[0])

    def ask(self, prompt: str, given: str = "", choices: Sequence[str] = ()) -> str | None:
        """Return a line at the foot of the screen."""
        import readline

        lines = self.size()[1]
        sys.stdout.write(f"\x1b[?25h\x1b[{lines};1H\x1b[K")
        sys.stdout.flush()
        readline.clear_history()
        readline.set_auto_history(False)
        for choice in reversed(choices):
            readline.add_history(choice)
        readline.set_startup_hook(lambda: readline.insert_text(given))
        try:
            with self._cooked():
                return input(terminal.wording()(prompt))
        except (KeyboardInterrupt, EOFError):
            return None
        finally:
            readline.set_startup_hook(None)

    @contextmanager
    def opened(self) -> Iterator[Terminal]:
        """Keys come one by one and unseen, on a screen of its own; whatever happens, the terminal is put right again."""
        import termios
        import tty

        before = termios.tcgetattr(self._input)
        sys.stdout.write("\x1b[?1049h\x1b[2J\x1b[H")
        sys.stdout.flush()
        try:
            tty.setcbreak(self._input)
            mode = termios.tcgetattr(self._input)
            mode[3] &= ~termios.ISIG  # Ctrl-C is a key: nothing is half-decided
            termios.tcsetattr(self._input, termios.TCSADRAIN, mode)
            yield self
        finally:
            termios.tcsetattr(self._input, termios.TCSADRAIN, before)
            sys.stdout.write("\x1b[?25h\x1b[?1049l")
            sys.stdout.flush()

    @contextmanager
    def _cooked(self) -> Iterator[None]:
        """Lines come whole, and Ctrl-C interrupts."""
        import termios

        raw = termios.tcgetattr(self._input)
        cooked = termios.tcgetattr(self._input)
        cooked[3] |= termios.ICANON | termios.ECHO | termios.ISIG
        termios.tcsetattr(self._input, termios.TCSADRAIN, cooked)
        try:
            yield
        finally:
            termios.tcsetattr(self._input, termios.TCSADRAIN, raw)
