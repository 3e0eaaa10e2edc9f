"""Mutated files against every command: no traceback, no hang, no flood of memory, whole JSON."""
