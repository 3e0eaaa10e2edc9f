"""Findings gained and lost between two versions on any drafts: what a change of a rule does, before it lands.

    python tools/compare_findings.py --before OLD/.venv/bin/yizhi --after .venv/bin/yizhi DRAFT… [-- OPTIONS OF CHECK]

Prints the counts by rule and severity, then the findings that only one of the two has, each with its words and its place.
Exit code 0: the same findings; 1: some were gained or lost; 2: a version could not run.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from typing import Any, NamedTuple


class ComparedFinding(NamedTuple):
    """What makes two findings the same, whatever their message says."""

    path: str
    unit: str
    side: str
    start: int
    rule: str
    severity: str
    text: str

    @classmethod
    def of(cls, entry: dict[str, Any]) -> ComparedFinding:
        """A finding of the JSON report."""
        return cls(
            entry["path"], entry["unit"] or "", entry["side"] or "", entry["start"], entry["rule"], entry["severity"], entry["text"]
        )  # fmt: skip


def findings(command: str, drafts: list[str], options: list[str]) -> Counter[ComparedFinding]:
    """The findings of a version. Exits with 2 where it cannot run."""
    done = subprocess.run([command, "check", *drafts, "--format", "json", *options], capture_output=True, text=True, check=False)  # fmt: skip
    if done.returncode not in (0, 1) and not done.stdout:
        sys.exit(f"{command}: {done.stderr.strip()}")
    return Counter(map(ComparedFinding.of, json.loads(done.stdout)["findings"]))


def show(title: str, items: Counter[ComparedFinding]) -> None:
    """The counts by rule, then each finding."""
    print(f"\n{title}: {items.total()}")
    for (rule, severity), count in sorted(Counter((item.rule, item.severity) for item in items.elements()).items()):
        print(f"  {count:5}  {severity:8} {rule}")
    for item in sorted(items):
        where = ":".join(filter(None, [item.path, item.unit, item.side, str(item.start)]))
        print(f"  {title[0].lower()} {where}  {item.rule}  “{item.text}”")


def main() -> None:
    """Compare two versions."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--before", required=True, help="the command of the version before")
    parser.add_argument("--after", required=True, help="the command of the version after")
    parser.add_argument("drafts", nargs="+")
    arguments = sys.argv[1:]
    cut = arguments.index("--") if "--" in arguments else len(arguments)
    options = parser.parse_args(arguments[:cut])
    before, after = (
        findings(command, options.drafts, arguments[cut + 1 :]) for command in (options.before, options.after)
    )
    show("Gained", after - before)
    show("Lost", before - after)
    sys.exit(int(before != after))


if __name__ == "__main__":
    main()
