"""Shares of a check in processes: pieces of drafts whose documents are whole, looked at in two rounds.

In the first round the rules of single documents run and the terms are tallied; in the second, with the tallies of all shares
added up, the rules about terms. So it makes no difference how documents are dealt out.
"""

from __future__ import annotations

import multiprocessing
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from yizhi.checks.document import Document, documents, joined
from yizhi.checks.runner import NOT_OF_A_DRAFT, Examined, Selection, as_one, by_document
from yizhi.checks.term_matching.scoring import TermTally, tally
from yizhi.termbase.collector import paused
from yizhi.termbase.errors import YizhiError, internal_fault
from yizhi.tm.model import Draft

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from yizhi.checks.context import Context
    from yizhi.checks.parallel import Tools
    from yizhi.termbase.recognition.recogniser import Recogniser

Pieces = Sequence[tuple[int, Draft]]
"""(number of the draft in its run, a piece of it)."""
Tallies = dict[int, TermTally]
"""The tally of each draft."""


class Share:
    """The pieces that one process looks at."""

    def __init__(self, pieces: Pieces, recogniser: Recogniser, context: Context, selection: Selection) -> None:
        self._single = replace(selection, rules=tuple(rule for rule in selection.rules if not rule.across))
        self._tallied = [rule for rule in selection.rules if rule.across]
        self._selection = selection
        self._recogniser = recogniser
        self._context = context
        self._wholes: list[tuple[int, Document]] = []
        self._seen: list[tuple[int, Examined]] = []
        with paused():
            for number, piece in _together(pieces):
                self._seen.append((number, self._examined(number, piece)))

    def _examined(self, number: int, piece: Draft) -> Examined:
        try:
            parts = documents(piece, self._recogniser)
            if (self._tallied and piece.bilingual) or self._tallied:
                self._wholes.append((number, joined(piece, parts)))
            return by_document(parts, self._context, self._single)
        except NOT_OF_A_DRAFT:
            raise
        except Exception as error:
            return Examined([], [], [internal_fault(error).problem(piece.path)])

    def tallies(self) -> Tallies:
        """Return the tallies of the pieces."""
        with paused():
            return {number: tally(whole, self._context.library, self._context.usage) for number, whole in self._wholes}

    def examined(self, tallies: Tallies) -> Iterator[tuple[int, Examined]]:
        """Yield all that was found, with the tallies of the whole drafts."""
        yield from self._seen
        for number, whole in self._wholes:
            context = replace(self._context, whole=tallies[number])
            second = Examined([], [], [])
            with paused():
                second.findings.extend(as_one(whole, self._tallied, context, self._selection, second.faults))
            yield number, second


def _together(pieces: Pieces) -> Iterator[tuple[int, Draft]]:
    """Yield one piece a draft."""
    of_draft: dict[int, list[Draft]] = {}
    for number, piece in pieces:
        of_draft.setdefault(number, []).append(piece)
    for number, parts in of_draft.items():
        units = tuple(unit for part in parts for unit in part.units)
        numbers = tuple(position for part in parts for position in part.numbers or ())
        yield number, replace(parts[0], units=units, numbers=numbers)


class Helper:
    """Another process with a share."""

    def __init__(self, process: BaseProcess, connection: Connection) -> None:
        self.process = process
        self._connection = connection

    def tallies(self) -> Tallies:
        """Return the tallies of its share, when it has them."""
        result: Tallies = self._answer()
        return result

    def go_on(self, tallies: Tallies) -> None:
        """Let it go on with the tallies of the whole drafts."""
        with suppress(OSError):
            self._connection.send(tallies)

    def examined(self) -> list[tuple[int, Examined]]:
        """Return all that it found."""
        collected: list[tuple[int, Examined]] = self._answer()
        return collected

    def _answer(self) -> Any:
        try:
            answer = self._connection.recv()
        except (EOFError, OSError):
            message = "a process of the check was ended from outside, perhaps for want of memory"
            raise YizhiError(message, hint="use fewer --jobs") from None
        if isinstance(answer, BaseException):
            raise answer
        return answer


@contextmanager
def helpers(shares: Sequence[Pieces], tools: Tools, selection: Selection) -> Iterator[list[Helper]]:
    """Start a process for each share; none is left behind when the block ends, however it ends."""
    context: Any = multiprocessing.get_context(_method())
    started: list[Helper] = []
    try:
        for share in shares:
            here, there = context.Pipe()
            process = context.Process(target=_work, args=(there, share, tools, selection), daemon=True)
            process.start()
            there.close()
            started.append(Helper(process, here))
        yield started
    finally:
        for helper in started:
            helper.process.terminate()
            helper.process.join()


def _method() -> str:
    """Forking costs nothing; it is safe where there is one thread, and where the system's own libraries allow it."""
    forks = sys.platform.startswith("linux") and threading.active_count() == 1
    return "fork" if forks else "spawn"


def _work(connection: Connection, pieces: Pieces, tools: Tools, selection: Selection) -> None:
    """The life of a helper."""
    try:
        # Opened anew: a database connection must not be carried into another process.
        share = Share(pieces, *tools.open_anew(), selection)
        connection.send(share.tallies())
        answer = list(share.examined(connection.recv()))
    except EOFError:
        return
    except BaseException as error:  # whatever it is, it is told where it can be shown
        with suppress(OSError):
            connection.send(error)
        return
    connection.send(answer)
    connection.close()
