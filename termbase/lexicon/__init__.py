"""Which words of the two languages may stand for each other: a dictionary, and what a termbase teaches."""
