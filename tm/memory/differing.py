"""What differs between two texts, word by word: Chinese by characters, other scripts by words."""

from __future__ import annotations

import re

from yizhi.tm.memory.match import MatchDifference

_PIECE = re.compile(r"[^\W\d_\u2e80-\U0003ffff]+(?:['’-][^\W\d_\u2e80-\U0003ffff]+)*|\d+(?:[.,/]\d+)*|\s+|.", re.DOTALL)


def pieces(text: str) -> list[tuple[str, int, int]]:
    """(piece, start, end): words, figures, single Han characters and marks, white space."""
    return [(found[0], *found.span()) for found in _PIECE.finditer(text)]


def differences(text: str, stored: str) -> tuple[MatchDifference, ...]:
    """Where `text` differs from `stored`, in its order; case and width count. What stands beside is one difference."""
    from rapidfuzz.distance import Levenshtein

    ours, theirs = pieces(text), pieces(stored)
    found: list[list[int]] = []
    for operation in Levenshtein.opcodes([piece[0] for piece in ours], [piece[0] for piece in theirs]):
        if operation.tag == "equal":
            continue
        spot = [operation.src_start, operation.src_end, operation.dest_start, operation.dest_end]
        # A single space that happens to be equal between two differences is part of them.
        if found and spot[0] - found[-1][1] <= 1 and all(ours[at][0].isspace() for at in range(found[-1][1], spot[0])):
            found[-1][1], found[-1][3] = spot[1], spot[3]
        else:
            found.append(spot)
    out = []
    for first, last, other_first, other_last in found:
        start = ours[first][1] if first < len(ours) else len(text)
        end = ours[last - 1][2] if last > first else start
        low = theirs[other_first][1] if other_first < len(theirs) else len(stored)
        high = theirs[other_last - 1][2] if other_last > other_first else low
        out.append(MatchDifference(start, end, text[start:end], stored[low:high]))
    return tuple(out)
