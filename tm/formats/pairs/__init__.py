"""Sentence pairs out, for a person or a CAT tool: one file a form, found by its `FORM`."""
