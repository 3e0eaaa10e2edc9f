"""The engine behind the rules about terms: which concepts arrived, and how sure it is that one did not."""

RULES = False
