"""Sound files of every form that a command reads: what the mutations start from. Made by our own writers and by hand."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

PAIRS = (
    ("大会第七十四届会议审议了毒品和犯罪问题办公室的报告（A/74/127）。", "At its seventy-fourth session the General Assembly considered the report of UNODC (A/74/127)."),
    ("会员国应在2019年4月15日前缴付430万美元。", "Member States shall pay $4.3 million by 15 April 2019."),
    ("<安全理事会>请秘书长“尽快”报告 R&D。", "The <Security Council> requests the Secretary-General to report on R&D “soon”."),
)  # fmt: skip


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _xliff1(path: Path) -> None:
    units = "".join(
        f'<trans-unit id="u{n}" resname="r{n}"><source>{_escape(zh)}<g id="1">句<ph id="2">&lt;br/></ph></g></source>'
        f'<target state="translated">{_escape(en)} <g id="1">end<ph id="2">&lt;br/></ph></g></target>'
        f"<note>n{n}</note></trans-unit>"
        for n, (zh, en) in enumerate(PAIRS)
    )
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
        f'<file original="a" source-language="zh-CN" target-language="en" datatype="plaintext"><body><group id="g">{units}'
        "</group></body></file></xliff>\n",
        encoding="utf-8",
    )


def _xliff2(path: Path) -> None:
    units = "".join(
        f'<unit id="u{n}"><segment id="s1" state="final"><source>{_escape(zh)}<pc id="1">句</pc></source>'
        f'<target>{_escape(en)} <pc id="1">end</pc></target></segment><ignorable><source> </source></ignorable></unit>'
        for n, (zh, en) in enumerate(PAIRS)
    )
    path.write_text(
        '<?xml version="1.0"?>\n<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="zh" trgLang="en">'
        f'<file id="f1"><notes><note>x</note></notes>{units}</file></xliff>\n',
        encoding="utf-8",
    )


def _po(path: Path) -> None:
    entries = "".join(
        f'#: a.c:{n}\n#, fuzzy\nmsgctxt "c{n}"\nmsgid {json.dumps(zh, ensure_ascii=False)}\nmsgstr {json.dumps(en, ensure_ascii=False)}\n\n'
        for n, (zh, en) in enumerate(PAIRS)
    )
    header = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n"X-Source-Language: zh_CN\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    path.write_text(header + entries, encoding="utf-8")


def _text(path: Path) -> None:
    path.write_text("".join(zh + "\n\n" for zh, _ in PAIRS) + "一、联合国\n（1）《宪章》\n", encoding="utf-8")


def _english(path: Path) -> None:
    path.write_text("# Report\n\n" + "".join(f"- {en}\n" for _, en in PAIRS), encoding="utf-8")


def _html(path: Path) -> None:
    body = "".join(f"<p>{_escape(zh)}<br>{_escape(en)}</p>" for zh, en in PAIRS)
    path.write_text(f"<html><head><script>x()</script></head><body><table><tr><td>{body}</td></tr></table></body></html>", encoding="utf-8")  # fmt: skip


def _tsv(path: Path) -> None:
    rows = "".join(f"{n}\t{zh}\t{en}\td{n}\n" for n, (zh, en) in enumerate(PAIRS))
    path.write_text("id\tzh-Hans\ten\tdocument\n" + rows, encoding="utf-8")


def _csv(path: Path) -> None:
    rows = "".join(f'{n},"{zh}","{en}"\r\n' for n, (zh, en) in enumerate(PAIRS))
    path.write_text("id,zh,en\r\n" + rows, encoding="utf-8")


def _terms(path: Path) -> None:
    path.write_text(
        "id\tdomain\tdefinition\tstrictness\tzh-Hans\tzh-Hans.short\tzh-Hans.deprecated\ten\ten.abbreviation\n"
        "body\tun\t一个机构\tname\t难民事务高级专员公署\t难民署\t难民高专办\tOffice of the High Commissioner for Refugees\tUNHCR\n"
        "goal\t\t\tterm\t可持续发展目标\t\t\tSustainable Development Goal\tSDG\n",
        encoding="utf-8",
    )


def _docx(path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_heading("报告", 1)
    table = document.add_table(rows=0, cols=2)
    for zh, en in PAIRS:
        document.add_paragraph(zh)
        row = table.add_row()
        row.cells[0].text, row.cells[1].text = zh, en
    document.save(str(path))


def _xlsx(path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["id", "zh", "en"])
    for n, (zh, en) in enumerate(PAIRS):
        sheet.append([n, zh, en])
    book.create_sheet("second").append(["zh", "en"])
    book.save(path)


def _config(path: Path) -> None:
    path.write_text(
        'termbases = ["terms.tsv"]\nbuiltin = false\nfail-on = "error"\nlanguages = ["zh"]\n[rules]\n'
        'default = "on"\nnumber-mismatch = "warning"\nabbreviation-undeclared = { accepted = ["OHCHR"] }\n',
        encoding="utf-8",
    )


WRITERS: dict[str, Callable[[Path], None]] = {
    "draft.xlf": _xliff1,
    "draft2.xlf": _xliff2,
    "draft.po": _po,
    "draft.txt": _text,
    "draft.md": _english,
    "draft.html": _html,
    "draft.tsv": _tsv,
    "draft.csv": _csv,
    "draft.docx": _docx,
    "draft.xlsx": _xlsx,
    "terms.tsv": _terms,
    "yizhi.toml": _config,
}
"""Files that need nothing else."""


def make(folder: Path, run: Callable[..., object]) -> list[Path]:
    """Write every original into a folder; `run(*arguments)` runs yizhi there. Returns the files."""
    for name, write in WRITERS.items():
        write(folder / name)
    (folder / "yizhi.toml").rename(folder / "settings.toml")
    alone = ("--no-builtin", "--termbase", "terms.tsv")
    run("import", "terms.tsv", "--into", "base.db")
    for name in ("terms.tbx", "terms.json", "terms.xlsx", "terms.csv"):
        run("export", name, *alone)
    run("export", "client.tbx", "--for", "omegat", *alone)
    run("tm", "import", "draft.tsv", "--memory", "memory.db")
    run("tm", "export", "draft.tmx", "--memory", "memory.db")
    run("check", "draft.tsv", "--format", "xlsx:findings.xlsx", "--format", "json:findings.json", *alone)
    run("dismiss", "draft.tsv", "--baseline", "baseline.json", *alone)
    (folder / "settings.toml").rename(folder / "yizhi.toml")
    for database in ("base.db", "memory.db"):
        connection = sqlite3.connect(folder / database)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
    return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.endswith(("-wal", "-shm")))


def is_archive(path: Path) -> bool:
    """Return True for files that are ZIP archives."""
    return zipfile.is_zipfile(path)


def has_command(name: str) -> bool:
    """Return True where a program is installed."""
    return subprocess.run(["which", name], capture_output=True, check=False).returncode == 0
