"""How Chinese is written: marks, spaces, characters."""
