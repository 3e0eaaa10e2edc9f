"""Undoing what page extraction did: one kind of damage, one file."""
