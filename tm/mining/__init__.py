"""How new terms show themselves in texts: one pattern, one module."""
