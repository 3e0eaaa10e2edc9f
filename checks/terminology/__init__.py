"""Terms and names against the termbase."""
