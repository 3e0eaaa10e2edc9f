"""Terms in running text: candidates, word-edge evidence, the best cover."""
