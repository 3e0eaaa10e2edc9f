"""A PO glossary as Weblate keeps it: the term is `msgid`, its counterpart `msgstr`, the concept's id `msgctxt`.

Terms that must not be used are entries with the flag `forbidden`, all others are flagged `terminology`; the definition
stands in an extracted comment, where translators see it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from yizhi.termbase.files import beside
from yizhi.termbase.formats.form import ExportOptions, ExportReport
from yizhi.termbase.formats.glossary import REMARKED, GlossaryEntry, remark, write_lines
from yizhi.termbase.model import Concept

NAME = "po"
ENDINGS = (".po",)


def write(concepts: Iterable[Concept], path: Path, options: ExportOptions) -> ExportReport:
    """Write the pairs of terms."""
    with beside(path) as written, written.open("w", encoding="utf-8", newline="\n") as file:
        head = (
            "MIME-Version: 1.0\n",
            "Content-Type: text/plain; charset=UTF-8\n",
            "Content-Transfer-Encoding: 8bit\n",
            f"Language: {options.target.replace('-', '_')}\n",
            f"X-Source-Language: {options.source.replace('-', '_')}\n",
        )
        file.write('msgid ""\nmsgstr ""\n' + "".join(f"{_string(line)}\n" for line in head))
        numbers: dict[str, int] = {}

        def put(entry: GlossaryEntry) -> None:
            numbers[entry.concept.id] = numbers.get(entry.concept.id, 0) + 1
            number = numbers[entry.concept.id]
            comment = remark(entry.concept)
            file.write(
                "\n"
                + (f"#. {comment}\n" if comment else "")
                + f"#, {'terminology' if entry.valid else 'forbidden'}\n"
                + f"msgctxt {_string(entry.concept.id + (f' {number}' if number > 1 else ''))}\n"
                + f"msgid {_string(entry.source.text)}\nmsgstr {_string(entry.target.text)}\n"
            )

        return write_lines(concepts, options, REMARKED, True, put)


_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})


def _string(text: str) -> str:
    return f'"{text.translate(_ESCAPES)}"'
