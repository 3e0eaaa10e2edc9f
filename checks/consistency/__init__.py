"""The draft against itself, and against the memory."""
