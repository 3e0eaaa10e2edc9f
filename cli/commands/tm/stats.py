"""`yizhi tm stats`: what a translation memory holds."""

from __future__ import annotations

from yizhi.cli.display import terminal
from yizhi.cli.display.memory_units import DEFAULT, MemoryPath, signed
from yizhi.cli.options import Plain, PlainFormat


def command(memory: MemoryPath = DEFAULT, form: PlainFormat = Plain.text) -> None:
    """Count the units, languages and documents of a memory.

    Imports that were interrupted are named.
    """
    from yizhi.tm.memory.memory import open_memory

    with open_memory(memory) as opened:
        found = opened.statistics()
    if form is Plain.json:
        terminal.out_json(
            {
                "version": 1,
                "units": found.units,
                "languages": found.languages,
                "documents": found.documents,
                "bytes": found.bytes,
                "origins": found.origins,
                "unfinished": [{"path": path, "taken": taken} for path, taken in found.unfinished],
                "signature": signed(memory, found.units),
            }
        )
        return
    units, documents = terminal.counted(found.units, "unit"), terminal.counted(found.documents, "document")
    origins = terminal.counted(found.origins, "origin")
    terminal.out(f"{memory}: {units} from {documents} ({origins})")
    if found.languages:
        terminal.out("  " + ", ".join(f"{tag} {number:,}" for tag, number in found.languages.items()))
    terminal.out(f"  {found.bytes / 1e6:,.1f} MB")
    for path, taken in found.unfinished:
        terminal.out(f"  interrupted: {path} after {terminal.counted(taken, 'unit')}; import it again to go on")
