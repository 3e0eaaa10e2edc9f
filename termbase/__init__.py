"""What the official terms are: concepts, normalised text, words, recognition, exchange."""
