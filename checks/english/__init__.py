"""How English is written in United Nations documents (Editorial Manual)."""
