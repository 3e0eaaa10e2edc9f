"""Termbases from and to files: one form, one file."""
