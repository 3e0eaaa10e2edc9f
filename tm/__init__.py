"""Drafts and pairs: reading files, cleaning, alignment, memory."""
