"""The marks round Chinese titles and quotations are dropped: 《公约》缔约方会议 is 公约缔约方会议.

Recognition looks at them again: a hit holds both marks of a pair, or stands against the one that it lacks.
"""

from __future__ import annotations

from yizhi.termbase.language import is_han

CHARACTERS = '《》〈〉「」『』〔〕【】"'


def changes_ascii(text: str) -> bool:  # noqa: ARG001 - a rule's signature
    """Straight marks stay where nothing is Han."""
    return False


def change(before: str, run: str, after: str) -> str:
    """Return nothing, but for straight quotation marks in a text that is not Chinese."""
    if '"' in run and not (before and is_han(before)) and not (after and is_han(after)):
        return run
    return ""
