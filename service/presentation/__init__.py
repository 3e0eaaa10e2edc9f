"""Text and findings as people and programs are shown them: columns, excerpts, harmless text."""
