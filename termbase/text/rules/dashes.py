"""Hyphens, dashes and the minus sign become `-`; the middle dots of names (·•・‧) become one."""

from __future__ import annotations


def table() -> dict[int, str]:
    """Return the marks that look alike and are typed for each other."""
    return {**dict.fromkeys(map(ord, "‐‑‒–—―−﹣"), "-"), **dict.fromkeys(map(ord, "•・‧∙⋅･"), "·")}
