"""The built-in UN terms: tables, read through termbase; no logic of its own."""

from pathlib import Path

FOLDER = Path(__file__).parent
"""Where the tables lie (`*.tsv`, see README.md there)."""
