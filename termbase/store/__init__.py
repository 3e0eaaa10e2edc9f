"""The SQLite termbase. All SQL about concepts is in this folder: tables, reading, writing, history."""
