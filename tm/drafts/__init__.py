"""Reading drafts: one format, one file, one type out."""
