"""Ids as XML wants them: an ASCII letter first, then letters, digits, dots, hyphens. (Lokalize loses an entry without one.)"""

from __future__ import annotations

import re

_ODD = re.compile(r"^[^A-Za-z_]|[^A-Za-z0-9._-]|_(?=x[0-9a-f]{4,6}_)")
_CODED = re.compile(r"_x([0-9a-f]{4,6})_")


def xml_id(text: str) -> str:
    """Return an id for XML; different ids give different ones: `安理会` → `_x5b89__x7406__x4f1a_`."""
    return _ODD.sub(lambda match: f"_x{ord(match[0]):04x}_", text)


def id_of(text: str) -> str:
    """Return the id that `xml_id` made it from."""
    return _CODED.sub(lambda match: chr(int(match[1], 16)), text)
