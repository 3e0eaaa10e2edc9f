"""Compiles the catalogues of messages: service/locale/*/LC_MESSAGES/yizhi.po → .mo, and the list of its templates (`make messages`)."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "service" / "locale"
_HOLE = re.compile(r"\{[0-9]\}")


def compiled(po: Path) -> dict[Path, bytes]:
    """Return {file: content} of what a catalogue is compiled to.

    Templates are all messages but those marked as help or as of the manual; they come with the most fixed words first.
    """
    with po.open("rb") as file:
        catalogue = read_po(file, locale="zh", abort_invalid=True)
    content = io.BytesIO()
    write_mo(content, catalogue)
    messages = [entry for entry in catalogue if entry.id and entry.string and not entry.auto_comments]
    templates = [str(entry.id) for entry in messages]
    templates.sort(key=lambda template: (-len(_HOLE.sub("", template)), template))
    return {po.with_suffix(".mo"): content.getvalue(), po.with_suffix(".templates"): "\n".join(templates).encode()}


def stale() -> list[Path]:
    """Return the compiled files that are not what their catalogue says."""
    return [
        path
        for po in sorted(LOCALES.rglob("*.po"))
        for path, content in compiled(po).items()
        if not path.is_file() or path.read_bytes() != content
    ]


def main() -> None:
    """Write all, or with --check name what is stale."""
    if "--check" in sys.argv:
        for path in stale():
            print(f"stale: {path.relative_to(ROOT)}; run make messages")
        sys.exit(bool(stale()))
    for po in sorted(LOCALES.rglob("*.po")):
        for path, content in compiled(po).items():
            path.write_bytes(content)


if __name__ == "__main__":
    main()
