"""What a person or a program sees: commands and reports."""
