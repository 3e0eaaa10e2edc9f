"""How names are written and introduced."""
