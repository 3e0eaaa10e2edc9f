"""Collections that one process cannot hold: parts in files, mapped and reduced by workers."""
