"""Sentence alignment by dynamic programming over beads."""
