"""Web addresses alone on their lines: the link targets that extraction heaps up at the end of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yizhi.termbase.text.lazy import compiled
from yizhi.tm.cleaning.page import PageLine, RemovalCandidate

REASON = "web address"
_URL = compiled(r"(?:https?://|www\.)[^\s\u3000-\u9fff]+$")
_LINKED = compiled(r"https?://(?:www\.)?(?:daccess-ods\.un\.org|documents-dds-ny\.un\.org|(?:daccess-)?undocs\.org)/")
_TAIL = compiled(r"[\w.%#?=&()-]*[/_=%][\w./%#?=&()-]*$", re.ASCII)


def find(lines: Sequence[PageLine]) -> Iterator[RemovalCandidate]:
    """Links to the documents system and heaps of addresses are sure; a single other address is likely."""
    urls = {
        index for index, line in enumerate(lines) if line.text.startswith(("http", "www.")) and _URL.match(line.text)
    }
    for index in sorted(urls):
        heap = index - 1 in urls or index + 1 in urls
        yield RemovalCandidate(index, REASON, sure=heap or _LINKED.match(lines[index].text) is not None)
        after = index + 1
        if after < len(lines) and after not in urls and lines[index].width > 60 and _TAIL.match(lines[after].text):
            yield RemovalCandidate(after, REASON, sure=False)
