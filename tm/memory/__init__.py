"""The translation memory: store, index, fuzzy scoring."""
