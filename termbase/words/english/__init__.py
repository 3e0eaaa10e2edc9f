"""English words: a dictionary of British Oxford spelling, a language model, and which words are written for which."""
