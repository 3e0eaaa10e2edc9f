"""A concept with all that TBX has places for, and reading and writing it."""

from __future__ import annotations

from pathlib import Path

from concepts import simple

from yizhi.termbase.clients import profiles
from yizhi.termbase.formats import form_of
from yizhi.termbase.formats.form import ExportOptions, ExportReport, Problem
from yizhi.termbase.formats.tbx_categories import DIALECTS
from yizhi.termbase.model import Concept, Kind, Link, Reference, Relation, Status, Strictness, Term, Transaction

V3 = [(dialect, style) for dialect in DIALECTS for style in ("dca", "dct")]
CLIENTS = sorted(profiles())


def read(path: Path) -> tuple[list[Concept], list[Problem]]:
    items = list(form_of(path, "read").read(path))
    return [i for i in items if isinstance(i, Concept)], [i for i in items if isinstance(i, Problem)]


def write(concepts: list[Concept], path: Path, **options: str) -> ExportReport:
    return form_of(path, "write").write(concepts, path, ExportOptions(**options))


FULL = Concept(
    "unodc",
    (
        Term("联合国毒品和犯罪问题办公室", "zh-Hans", part_of_speech="noun", reference="A/RES/46/185 C"),
        Term("毒罪办", "zh-Hans", kind=Kind.SHORT, note="第二次提到时使用\n[register] neutralRegister"),
        Term(
            "联合国毒品与犯罪办公室",
            "zh-Hans",
            Status.DEPRECATED,
            Kind.VARIANT,
            note="[administrativeStatus] supersededTerm-admn-sts",
        ),
        Term("毒品办", "zh-Hans", Status.FORBIDDEN, Kind.VARIANT),
        Term("United Nations Office on Drugs and Crime", "en", note="[context] The UNODC report [source] E/2020/30"),
        Term("UNODC", "en", kind=Kind.ABBREVIATION, case_sensitive=True),
        Term("Office on Crime", "en", Status.PROPOSED),
    ),
    domain="organs & offices",
    definition="Secretariat entity <in Vienna>\nwith field offices",
    note="seen\n[definition:zh-Hans] 秘书处的实体 [source] 手册",
    references=(
        Reference("ST/SGB/2004/6", "Organization"),
        Reference("", "UNODC", "https://www.unodc.org/"),
        Reference(url="ftp://x"),
    ),
    links=(Link(Relation.BROADER, "secretariat"), Link(Relation.REPLACED_BY, "nowhere")),
    strictness=Strictness.NAME,
    valid_from="2002",
    transactions=(
        Transaction("origination", "2018-04-19", "林 & co"),
        Transaction("modification", "2019-04-15T10:11:12+00:00", "wei"),
        Transaction("modification", "", "wei", "zh-Hans"),
        Transaction("origination", "2018-04-19", "", "en", "UNODC"),
        Transaction("approval", "2020-01-01"),
        Transaction("modification", "in spring"),
    ),
)
BODY = simple("secretariat", "秘书处", "Secretariat")
