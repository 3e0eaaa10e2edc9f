"""What can be wrong with a draft: one rule, one file."""
