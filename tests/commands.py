"""Runs a command as a user does, in the process of the tests."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import pytest

from yizhi.cli.app import main


class Result(NamedTuple):
    """What a command gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The report as a program reads it."""
        return json.loads(self.out)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> Result:
    """Runs `yizhi ARGUMENTS…`; what was printed before is left out, and no user ever sees a traceback."""
    capsys.readouterr()
    with pytest.raises(SystemExit) as stop:
        main(list(arguments))
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return Result(int(stop.value.code or 0), out, err)
