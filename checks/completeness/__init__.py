"""Whether everything arrived: segments, list items, inline codes."""
