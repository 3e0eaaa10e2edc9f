"""Spelling: characters and words that are wrong as they stand, in Chinese and English."""
