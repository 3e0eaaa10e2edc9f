"""What differs between two texts, word by word: Chinese by characters, other scripts by words."""

from __future__ import annotations

import re

from yizhi.tm.memory.match import MatchDifference

_PIECE = re.compile(r"[^\W\d_\u2e80-\U0003ffff]+(?:['’-][^\W\d_\u2e80-\U0003ffff]+)*|\d+(?:[.,/]\d+)*|\s+|.", re.DOTALL)


def pieces(text: str) -> list[tuple[str, int, int]]:
    """Return (piece, start, end): words, figures, single Han characters and marks, white space."""
    return [(match[0], *match.span()) for match in _PIECE.finditer(text)]


def differences(text: str, stored: str) -> tuple[MatchDifference, ...]:
    """Return where `text` differs from `stored`, in its order; case and width count. What stands beside is one difference."""
    from rapidfuzz.distance import Levenshtein

    text_pieces, stored_pieces = pieces(text), pieces(stored)
    spots: list[list[int]] = []
    for operation in Levenshtein.opcodes([piece[0] for piece in text_pieces], [piece[0] for piece in stored_pieces]):
        if operation.tag == "equal":
            continue
        spot = [operation.src_start, operation.src_end, operation.dest_start, operation.dest_end]
        # A single space that happens to be equal between two differences is part of them.
        if (
            spots
            and spot[0] - spots[-1][1] <= 1
            and all(text_pieces[index][0].isspace() for index in range(spots[-1][1], spot[0]))
        ):
            spots[-1][1], spots[-1][3] = spot[1], spot[3]
        else:
            spots.append(spot)
    differing = []
    for first, last, other_first, other_last in spots:
        start = text_pieces[first][1] if first < len(text_pieces) else len(text)
        end = text_pieces[last - 1][2] if last > first else start
        low = stored_pieces[other_first][1] if other_first < len(stored_pieces) else len(stored)
        high = stored_pieces[other_last - 1][2] if other_last > other_first else low
        differing.append(MatchDifference(start, end, text[start:end], stored[low:high]))
    return tuple(differing)
