"""Normalisation with offset maps: matching happens on keys, positions belong to the user's text."""
