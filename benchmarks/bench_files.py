"""Reading and annotating workbooks and documents: seconds and peak memory, each in a process of its own."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZES = (3_000, 30_000)


def make(path: Path, rows: int) -> None:
    """A file with so many pairs."""
    pairs = [
        (f"委员会第{n}次会议审议了议程项目{n}。", f"At meeting {n} the Committee considered item {n}.")
        for n in range(rows)
    ]
    if path.suffix == ".xlsx":
        import openpyxl

        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("pairs")
        for pair in [("zh", "en"), *pairs]:
            sheet.append(pair)
        book.save(path)
        return
    import docx

    document = docx.Document()
    table = document.add_table(rows=0, cols=2)
    for pair in pairs:
        for cell, text in zip(table.add_row().cells, pair, strict=True):
            cell.text = text
    document.save(str(path))


def measure(path: Path) -> None:
    """Read a file and write a remark at each of its units."""
    from yizhi.tm.drafts.format import Note
    from yizhi.tm.drafts.reader import edit, read

    before = time.perf_counter()
    units = len(read(path).units)
    after = time.perf_counter()
    edit(
        path,
        [],
        path.with_stem("out"),
        [Note(number, 0, 2, "warning: a remark") for number in range(min(units, 30_000))],
    )
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{path.suffix:6} {units:>7,} units: read {after - before:5.2f} s, annotate {time.perf_counter() - after:5.2f} s, {megabytes} MB"
    )


def main() -> None:
    """Every size and format."""
    if len(sys.argv) > 1:
        measure(Path(sys.argv[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        for rows in SIZES:
            for ending in (".xlsx", ".docx") if rows == SIZES[0] else (".xlsx",):
                path = Path(folder) / f"{rows}{ending}"
                make(path, rows)
                subprocess.run([sys.executable, __file__, str(path)], check=True)


if __name__ == "__main__":
    main()
