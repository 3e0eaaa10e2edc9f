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
        statistics = opened.statistics()
    if form is Plain.json:
        terminal.out_json(
            {
                "version": 1,
                "units": statistics.units,
                "languages": statistics.languages,
                "documents": statistics.documents,
                "bytes": statistics.bytes,
                "origins": statistics.origins,
                "unfinished": [{"path": path, "taken": taken} for path, taken in statistics.unfinished],
                "signature": signed(memory, statistics.units),
            }
        )
        return
    units, documents = terminal.counted(statistics.units, "unit"), terminal.counted(statistics.documents, "document")
    origins = terminal.counted(statistics.origins, "origin")
    terminal.out(f"{memory}: {units} from {documents} ({origins})")
    if statistics.languages:
        terminal.out("  " + ", ".join(f"{tag} {number:,}" for tag, number in statistics.languages.items()))
    terminal.out(f"  {statistics.bytes / 1e6:,.1f} MB")
    for path, taken in statistics.unfinished:
        terminal.out(f"  interrupted: {path} after {terminal.counted(taken, 'unit')}; import it again to go on")
