"""Blocks come back as they were, and damaged ones not at all."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from yizhi.termbase import blocks


@given(st.lists(st.binary(max_size=40), max_size=6))
def test_blocks_come_back(parts: list[bytes]) -> None:
    again = blocks.unpacked(blocks.packed(parts))
    assert again is not None
    assert [bytes(part) for part in again] == parts


@given(st.integers(0, 200), st.integers(1, 255))
def test_any_changed_byte_is_noticed(place: int, change: int) -> None:
    content = bytearray(blocks.packed([b"words", b"", bytes(70)]))
    content[place % len(content)] ^= change
    assert blocks.unpacked(bytes(content)) is None


@given(st.integers(1, 200))
def test_what_was_cut_off_is_noticed(lost: int) -> None:
    content = blocks.packed([b"words", b"", bytes(70)])
    assert blocks.unpacked(content[: max(0, len(content) - lost)]) is None


def test_a_file_is_mapped(tmp_path: Path) -> None:
    file = tmp_path / "blocks"
    file.write_bytes(blocks.packed([b"words", b"costs"]))
    again = blocks.unpacked(blocks.mapped(file))
    assert again is not None
    assert [bytes(part) for part in again] == [b"words", b"costs"]
