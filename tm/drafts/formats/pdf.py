"""PDF: its text layer, page by page, cleaned of what pages leave. A PDF cannot be written back."""

from __future__ import annotations

import io
import logging

from yizhi.termbase.errors import Malformed, YizhiError
from yizhi.tm.cleaning.clean import clean
from yizhi.tm.drafts import monolingual
from yizhi.tm.drafts.format import DraftFormat
from yizhi.tm.drafts.source import DraftFile
from yizhi.tm.model import Draft

MAX_PAGES = 3000
MAX_CHARACTERS = 50_000_000
PAGE_END = "\n\f"


def _read(source: DraftFile) -> Draft:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(source.data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise YizhiError("the PDF is encrypted", hint="save it without password", path=source.path)
        count = len(reader.pages)
        if count > MAX_PAGES:
            raise YizhiError(f"{count} pages (limit {MAX_PAGES})", hint="split the PDF", path=source.path)
        pages: list[str] = []
        size = 0
        for page in reader.pages:
            pages.append(page.extract_text().strip("\n"))
            size += len(pages[-1])
            if size > MAX_CHARACTERS:
                raise YizhiError("too much text in the PDF", hint="split it", path=source.path)
    except YizhiError:
        raise
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
        AssertionError,
        NotImplementedError,
    ) as error:
        raise Malformed(
            "the PDF is damaged or of a kind that is not read", hint="print it to a new PDF", path=source.path
        ) from error
    except ImportError as error:
        raise YizhiError("the PDF is encrypted with AES", hint="save it without password", path=source.path) from error
    text = PAGE_END.join(pages)
    if not text.strip():
        raise YizhiError(
            "the PDF has no text layer (it is a scan)", hint="run text recognition over it first", path=source.path
        )
    empty = sum(not page.strip() for page in pages)
    notes = [f"text layer of {count} pages"] + ([f"{empty} of them without text"] if empty else [])
    return monolingual.draft(source, FORMAT.name, text, clean(text), [", ".join(notes)])


def _sniff(head: bytes) -> bool:
    return head.startswith(b"%PDF")


FORMAT = DraftFormat("pdf", (".pdf",), _read, _sniff, title="PDF")
