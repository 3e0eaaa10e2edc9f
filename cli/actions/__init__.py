"""What the commands do: one action, one file."""
