"""Text as XML has it (`xml.sax.saxutils` does the same, but loads an HTTP client to do so)."""

from __future__ import annotations


def escape(text: str) -> str:
    """Return character data for the inside of an element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def quoteattr(text: str) -> str:
    """Return an attribute's value with its quotes."""
    quoted = escape(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
    return f'"{quoted}"'
