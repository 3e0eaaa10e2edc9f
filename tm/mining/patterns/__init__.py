"""The patterns: each module here with a `PATTERN` is one, found by its file."""
