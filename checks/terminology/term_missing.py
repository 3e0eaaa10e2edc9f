"""A term of the source did not arrive in the translation.

Any rendering that the termbase allows will do, in any surface form, also a declared short form, a later short mention (the
Office, 该公约), an acronym, or a rendering in the next segment. Where none of them is there, the words of the translation
are weighed: a free rendering that a dictionary or the termbase's other terms can account for is none of this rule's
business, nor is a term that the draft renders freely elsewhere too.

Why: what is left out is not noticed by a reader who has the translation alone.

Example: 这座博物馆由教科文组织与国际海事组织出资修缮。 | The museum was restored with funds from UNESCO.
Better: 这座博物馆由教科文组织与国际海事组织出资修缮。 | The museum was restored with funds from UNESCO and IMO.

Silence: dismiss the single finding, add the rendering to the termbase as admitted, or set `term-missing = "off"` under `[rules]`.
Source: the termbase (each term names its own source).
"""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.checks.context import Context
from yizhi.checks.document import Document
from yizhi.checks.model import Issue, Rule, Severity
from yizhi.checks.term_matching.messages import MISSING, PLAIN, issues


def check(document: Document, context: Context) -> Iterator[Issue]:
    """Yield the issues of one file."""
    return issues(document, context, MISSING, PLAIN)


RULE = Rule("term-missing", Severity.WARNING, ("zh", "en"), check, across=True, tallied=True)
