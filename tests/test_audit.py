"""What `make audit` makes of the answers of pip-audit."""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))
import audit


def test_a_vulnerability_fails_and_is_named() -> None:
    found = {"id": "PYSEC-1", "fix_versions": ["1.2", "2.0"], "aliases": [], "description": "bad"}
    answer = {
        "dependencies": [
            {"name": "sound", "version": "1.0", "vulns": []},
            {"name": "leaky", "version": "1.1", "vulns": [found]},
            {"name": "unknown", "skip_reason": "not on the index"},
        ],
        "fixes": [],
    }
    assert audit.verdict("constraints.txt", json.dumps(answer), "") == (
        [
            "constraints.txt: leaky 1.1: PYSEC-1; mended in 1.2, 2.0",
            "constraints.txt: 2 dependencies audited, 1 known vulnerabilities",
        ],
        True,
    )


def test_what_cannot_be_asked_is_said_and_fails_nothing() -> None:
    errors = "WARNING: x\nERROR:pip_audit._cli:Connection refused\n"
    assert audit.verdict("constraints.txt", "", errors) == (
        ["constraints.txt: not audited: ERROR:pip_audit._cli:Connection refused"],
        False,
    )
