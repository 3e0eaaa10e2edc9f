"""What a report is made from: the findings of a run and what reproduces it."""

from __future__ import annotations

from collections.abc import Sequence

from yizhi.checks.model import Finding
from yizhi.service.catalogue import ENGLISH, Catalogue
from yizhi.termbase.records import dataclass
from yizhi.tm.model import Draft, Problem


@dataclass(frozen=True, slots=True)
class FindingsReport:
    """Everything a form may show.

    `summary` counts units and findings by severity; `dismissed` those not shown; `remarks` say how files were read.
    """

    findings: Sequence[Finding]
    drafts: Sequence[Draft]
    summary: dict[str, int]
    errors: Sequence[Problem]
    signature: str
    dismissed: int = 0
    remarks: Sequence[Problem] = ()
    catalogue: Catalogue = ENGLISH
    """The language of the forms that a person reads; those for programs stay as they are."""
