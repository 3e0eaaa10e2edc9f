"""Abbreviations: declared, used, mixed, and those of another body."""
