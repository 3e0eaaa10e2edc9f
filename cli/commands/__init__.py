"""The commands: one command, one file; a module here is a command of the same name."""
