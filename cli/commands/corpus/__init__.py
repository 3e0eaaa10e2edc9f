"""Collections of translations that one process cannot hold."""
