"""How results are shown: reports, tables, excerpts, the terminal."""
