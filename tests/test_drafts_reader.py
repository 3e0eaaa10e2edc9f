"""Reading in general: which format, which encoding, and one clear line for every file that cannot be read."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizhi.termbase.errors import Malformed, YizhiError
from yizhi.tm.drafts import source as drafts_source
from yizhi.tm.drafts.reader import chosen, known, read
from yizhi.tm.drafts.source import DraftFile, decode

FORMATS = Path(__file__).parent.parent / "tm" / "drafts" / "formats"
TEXT = "大会请秘书长提出报告。\n聯合國大會請秘書長就此提出報告。\n"


def write(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return path


def refused(path: Path, input_format: str | None = None) -> str:
    """The line that the user sees, without the folder."""
    with pytest.raises(YizhiError) as error:
        read(path, input_format)
    line = str(error.value)
    assert "\n" not in line
    return line.replace(f"{path.parent}/", "")


def test_every_format_says_what_it_is() -> None:
    formats = known()
    modules = {path.stem.replace("_", "-") for path in FORMATS.glob("[a-z]*.py")}
    assert {name for name in modules if name in formats} == set(formats)
    assert {"txt", "docx", "xliff", "po", "tmx"} <= set(formats)
    endings = [ending for one in known().values() for ending in one.endings]
    assert len(endings) == len(set(endings))
    assert all(one.title and ending == ending.lower() for one in known().values() for ending in one.endings)


def test_the_start_is_light(tmp_path: Path) -> None:
    write(tmp_path, "a.tsv", "zh\ten\n大会\tAssembly\n")
    write(tmp_path, "a.txt", TEXT)
    write(tmp_path, "a.xlf", XLIFF)
    code = (
        "import sys; from pathlib import Path; from yizhi.tm.drafts.reader import read\n"
        f"for name in ('a.tsv', 'a.txt', 'a.xlf'): read(Path({str(tmp_path)!r}) / name)\n"
        "print([m for m in ('lxml', 'translate', 'openpyxl', 'pypdf', 'numpy', 'charset_normalizer', 'urllib.request') if m in sys.modules])"
    )
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1]
    )
    assert out.stdout.strip() == "[]"


XLIFF = """<xliff version="1.2"><file source-language="zh" target-language="en" original="a"><body>
<trans-unit id="u1"><source>大会</source><target>Assembly</target></trans-unit></body></file></xliff>"""


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.XLF", XLIFF, "xliff"),
        ("draft", XLIFF, "xliff"),
        ("draft", "zh-Hans\ten\n大会\tAssembly\n", "tsv"),
        ("draft", 'id,"zh",en\n1,大会,Assembly\n', "csv"),
        ("draft", 'msgid "a"\nmsgstr "b"\n', "po"),
        ("draft", "<!DOCTYPE html><p>x", "html"),
        ("draft", "大会\n", "txt"),
        ("a.md", "# x", "md"),
    ],
)
def test_format_by_ending_or_by_first_bytes(name: str, text: str, expected: str) -> None:
    assert chosen(DraftFile(Path(name), text.encode())).name == expected


def test_input_format_wins(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "zh\ten\n大会\tAssembly\n")
    assert read(path).format == "txt"
    assert read(path, "tsv").format == "tsv"
    assert read(write(tmp_path, "b.bin", XLIFF), ".sdlxliff").format == "xliff"
    assert refused(path, "word").startswith("unknown input format 'word'; one of: csv, docx")


@pytest.mark.parametrize(
    ("encoding", "bom", "note"),
    [
        ("utf-8", b"", ()),
        ("utf-8", b"\xef\xbb\xbf", ()),
        ("utf-16-le", b"\xff\xfe", ()),
        ("utf-16-be", b"\xfe\xff", ()),
        ("gb18030", b"", ("read as GB18030: guessed, the file does not say",)),
    ],
)
def test_encodings(tmp_path: Path, encoding: str, bom: bytes, note: tuple[str, ...]) -> None:
    draft = read(write(tmp_path, "a.txt", bom + TEXT.encode(encoding)))
    assert draft.text == TEXT
    assert draft.notes == note


def test_big5_and_windows_and_unmarked_utf16(tmp_path: Path) -> None:
    traditional = "聯合國大會請秘書長就本決議的執行情況提出報告。"
    draft = read(write(tmp_path, "a.txt", traditional.encode("cp950")))
    assert (draft.text, draft.notes) == (traditional, ("read as Big5: guessed, the file does not say",))
    english = "The communiqué of the Côte d'Ivoire delegation was circulated to all members.\n"
    assert read(write(tmp_path, "b.txt", english.encode("cp1252"))).text == english
    draft = read(write(tmp_path, "c.txt", "Item 5: 大会 report\r\nItem 6\r\n".encode("utf-16-le")))
    assert draft.text == "Item 5: 大会 report\r\nItem 6\r\n"


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1))
def test_what_is_written_as_utf8_or_marked_utf16_comes_back(text: str) -> None:
    if text.startswith("\ufeff"):
        return
    path = Path("a.txt")
    assert decode(text.encode("utf-8"), path).text == text
    marked = decode(b"\xff\xfe" + text.encode("utf-16-le"), path)
    assert marked.text == text or text.startswith("\0")
    assert marked.encode(marked.text) == b"\xff\xfe" + text.encode("utf-16-le")


def test_places_in_a_text(tmp_path: Path) -> None:
    draft = read(write(tmp_path, "a.txt", "甲。\r\n\r\n  乙。\r\n"))
    places = [(unit.source.place.line, unit.source.place.column) for unit in draft.units if unit.source]
    assert places == [(1, 1), (3, 3)]
    assert draft.text is not None
    for unit in draft.units:
        assert unit.source is not None
        assert unit.source.origin is not None
        start, end = unit.source.origin.span(0, len(unit.source.text))
        assert draft.text[start:end] == unit.source.text
        assert (unit.id, unit.target) == (None, None)


ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a {}>]><xliff version="1.2"><file source-language="en" target-language="zh"><body/></file></xliff>'


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        ("a.txt", "", "a.txt: the file is empty; nothing to read in it"),
        ("a.txt", "\ufeff\n \n", "a.txt: the file is empty; nothing to read in it"),
        ("a.txt", b"a\nb\0c\xff", "a.txt:2: a NUL byte: not a text file; remove it or convert the file to UTF-8"),
        (
            "a.txt",
            b"PK\x03\x04abc",
            "a.txt: not a text file (a ZIP archive: perhaps a .docx or .xlsx); give the file its right ending",
        ),
        (
            "a.xlf",
            ENTITY.format('"b"'),
            "a.xlf:1: the file declares an entity (a), which is not read for safety; repair it or export it again",
        ),
        (
            "a.xlf",
            ENTITY.format('SYSTEM "file:///etc/passwd"'),
            "a.xlf:1: the file declares an entity (a), which is not read for safety; repair it or export it again",
        ),
        (
            "a.xlf",
            "<xliff version='1.2'>\n<file>\n</xliff>",
            "a.xlf:3: not well-formed XML: mismatched tag; repair it or export it again",
        ),
        ("a.xlf", "<tmx/>", "a.xlf:1: not XLIFF: the file begins with <tmx>"),
        ("a.xlf", "<xliff version='9'/>", "a.xlf:1: XLIFF of version '9'; 1.x and 2.x are read"),
        ("a.xlf", "<a>" * 300, "a.xlf:1: elements nested more than 200 deep; repair it or export it again"),
        (
            "a.tsv",
            "a\tb\n1\t2\n",
            "a.tsv:1: the header names no two language columns; name the columns of the texts by their language tags, such as zh-Hans and en",
        ),
        (
            "a.csv",
            'zh,en\n"a,b\n',
            'a.csv:2: a quoted cell is not closed, or text stands behind its closing quote; double the quotes inside a cell ("")',
        ),
        ("a.docx", b"PK\x03\x04 no", "a.docx: not an Office file, or damaged; open and save it again"),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0",
            "a.docx: encrypted, or from an Office before 2007; save it without password as .docx or .xlsx",
        ),
        ("a.pdf", b"%PDF-1.7 no", "a.pdf: the PDF is damaged or of a kind that is not read; print it to a new PDF"),
        ("a.json", "{", "a.json: not readable as .json: "),
        ("a.resx", ENTITY.format('"b"'), "a.resx:1: the file declares entities, which are not read for safety"),
        ("a.po", "no po\n", "a.po: no entries in the file; is it PO?"),
    ],
)
def test_one_clear_line(tmp_path: Path, name: str, data: bytes | str, line: str) -> None:
    if name == "a.po":
        assert [problem.line for problem in read(write(tmp_path, name, data)).problems] == [1]
        return
    assert refused(write(tmp_path, name, data)).startswith(line)


def test_missing_and_folder(tmp_path: Path) -> None:
    assert refused(tmp_path / "a.txt") == "a.txt: cannot be read: No such file or directory; check the name"
    assert refused(tmp_path).endswith("this is a folder; name the files in it")


def test_too_big(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts_source, "MAX_BYTES", 1_000_000)
    monkeypatch.setattr(drafts_source, "MAX_LINE", 1000)
    assert (
        refused(write(tmp_path, "a.txt", "a" * 2_000_000)) == "a.txt: the file is too big (2 MB, limit 1 MB); split it"
    )
    assert (
        refused(write(tmp_path, "b.txt", "x\n" + "a" * 2000))
        == "b.txt:2: a line of 2,000 characters (limit 1,000); break it into lines"
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", "<![CDATA[" * 50_000 + '<a "' * 50_000),
        ("a.md", "[" * 20_000 + "*_" * 20_000 + "`" * 9999 + "<" * 20_000),
        ("a.txt", "A/" * 100_000 + "\n" + "1." * 50_000 + "\n" + " " * 100_000 + "x\n" + "E/2020" * 20_000),
        ("a.csv", "zh,en\n" + '"a""' * 100_000 + '"'),
    ],
)
def test_no_text_makes_an_expression_run_wild(tmp_path: Path, name: str, text: str) -> None:
    path = write(tmp_path, name, text)
    code = f"from pathlib import Path; from yizhi.tm.drafts.reader import read\ntry: read(Path({str(path)!r}))\nexcept Exception: pass"
    root = Path(__file__).parents[1]
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=root, timeout=60).returncode == 0


def test_a_text_of_too_many_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts_source, "MAX_TEXT", 100)
    for name in ("a.txt", "a.md", "a.html"):
        assert refused(write(tmp_path, name, "a\n" * 60)) == f"{name}: a text of 120 characters (limit 100); split it"


def test_zip_bomb(tmp_path: Path) -> None:
    for name in ("a.docx", "a.xlsx"):
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as bomb:
            bomb.writestr("word/document.xml", b"0" * 20_000_000)
        assert refused(tmp_path / name) == f"{name}: unpacks to 20 MB in 1 parts: refused as a possible ZIP bomb"


def test_pdf_without_text_and_with_password(tmp_path: Path) -> None:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(tmp_path / "scan.pdf")
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    assert refused(tmp_path / "scan.pdf").startswith("scan.pdf: the PDF has no text layer (it is a scan)")
    assert refused(tmp_path / "locked.pdf") == "locked.pdf: the PDF is encrypted; save it without password"


@given(
    st.binary(max_size=300),
    st.sampled_from(sorted({one.endings[0] for one in known().values() if one.endings} - {".json"})),
)
def test_garbage_never_gets_past_the_boundary(data: bytes, ending: str) -> None:
    one = next(candidate for candidate in known().values() if ending in candidate.endings)
    try:
        one.read(DraftFile(Path("a" + ending), data))
    except YizhiError as error:
        assert isinstance(error, Malformed | YizhiError)
