"""Real CAT tools load what we write; `make test-clients` installs them and runs this. What they wrote is compared, for
OmegaT ends with success whatever happens.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from concepts import simple

from yizhi.termbase.formats import form_of
from yizhi.termbase.formats.form import ExportOptions
from yizhi.termbase.formats.glossary import valid_terms
from yizhi.termbase.model import Concept, Kind, Status, Term
from yizhi.tm.formats import tmx
from yizhi.tm.model import Pair, Segment, Tag

pytestmark = [
    pytest.mark.clients,
    pytest.mark.skipif("YIZHI_CLIENTS" not in os.environ, reason="make test-clients runs these"),
]
Record = Callable[[str, object], None]

CONCEPTS = [
    Concept(
        "unodc",
        (
            Term("联合国毒品和犯罪问题办公室", "zh-Hans"),
            Term("毒罪办", "zh-Hans", kind=Kind.SHORT),
            Term("毒品办", "zh-Hans", Status.DEPRECATED, Kind.VARIANT),
            Term("反毒办", "zh-Hans", Status.FORBIDDEN, Kind.VARIANT),
            Term("United Nations Office on Drugs and Crime", "en"),
            Term("UNODC", "en", kind=Kind.ABBREVIATION),
            Term("Drug Office", "en", Status.PROPOSED),
        ),
        domain="organs & offices",
        definition="Secretariat entity in <Vienna>",
    ),
    simple("第一", "“安全”与发展", "safety & “development”"),
    simple("rare", "\U00020000字", "rare character"),
]
USABLE = {
    (term.language, term.text)
    for concept in CONCEPTS
    for tag in ("en", "zh-Hans")
    for term in valid_terms(concept, tag)
}
TEXTS = [
    ("The meeting was opened at 10 a.m.", "会议于上午10时开幕。"),
    ("A & B <adopted> it.", "A和B“通过”了它。"),
    ("UNODC reported to the Commission.", "毒罪办向委员会作了报告。"),
    ("It is \U00020000.", "它是\U00020000。"),
]
PAIRS = [
    Pair(
        Segment(one, "en"),
        Segment(other, "zh-Hans"),
        str(at),
        "A/74/6",
        "2019-04-15",
        author="lin",
        attributes=(("note", "n"),),
    )
    for at, (one, other) in enumerate(TEXTS)
]


def written(path: Path, **options: str) -> Path:
    form_of(path, "write").write(CONCEPTS, path, ExportOptions(**options))
    return path


PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir>
<tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir><source_lang>EN</source_lang><target_lang>ZH-CN</target_lang>
<sentence_seg>false</sentence_seg><support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags></project></omegat>
"""
# OmegaT's own reader, asked inside OmegaT.
SCRIPT = """
import org.omegat.core.Core
import org.omegat.gui.glossary.*
if (eventType.toString() == "LOAD") {
  new File("%(out)s").withWriter("UTF-8") { w ->
    %(reader)s.read(new File("%(glossary)s"), false).each { w << it.srcText << "\\t" << it.locText << "\\n" }
  }
}
null
"""


@pytest.fixture
def omegat(tmp_path: Path, record_property: Record) -> Callable[..., tuple[str, list[tuple[str, str]]]]:
    """Runs a project: returns the translated text and the glossary entries."""
    program = shutil.which("omegat")
    if program is None:
        pytest.fail("OmegaT is not installed")
    said = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", "omegat"], capture_output=True, text=True).stdout
    record_property("client", f"OmegaT {re.split('[+~-]', said)[0] or 'of unknown version'}")

    def run(
        source: str, memory: Path | None = None, glossary: Path | None = None, reader: str = "GlossaryReaderTBX"
    ) -> tuple[str, list[tuple[str, str]]]:
        project = tmp_path / "project"
        for folder in ("source", "target", "omegat", "tm/auto", "glossary", "dictionary"):
            (project / folder).mkdir(parents=True)
        (project / "omegat.project").write_text(PROJECT, encoding="utf-8")
        (project / "source" / "a.txt").write_text(source, encoding="utf-8")
        if memory:
            shutil.copy(memory, project / "tm" / "auto" / memory.name)
        command = [program, str(project), "--mode=console-translate", f"--config-dir={tmp_path / 'settings'}"]
        out = tmp_path / "entries.tsv"
        if glossary:
            script = tmp_path / "dump.groovy"
            script.write_text(SCRIPT % {"out": out, "reader": reader, "glossary": glossary}, encoding="utf-8")
            command.append(f"--script={script}")
        environment = {**os.environ, "JAVA_TOOL_OPTIONS": "-Dfile.encoding=UTF-8"}
        subprocess.run(command, capture_output=True, timeout=300, env=environment, check=False)
        target = project / "target" / "a.txt"
        entries = [tuple(line.split("\t")) for line in out.read_text("utf-8").splitlines()] if out.exists() else []
        return target.read_text("utf-8") if target.exists() else "", entries  # type: ignore[return-value]

    return run


@pytest.mark.parametrize("tags", ["en", "en-US"])
def test_omegat_translates_from_our_tmx(omegat: Callable, tmp_path: Path, record_property: Record, tags: str) -> None:
    record_property("what", f"TMX, {tags}: translates the source")
    options = tmx.options_for("omegat")
    if tags != "en":
        options = tmx.TmxOptions(tags={**options.tags, "en": tags})
    tmx.write(PAIRS, tmp_path / "memory.tmx", options)
    source = "\n\n".join(one for one, _ in TEXTS)
    translated, _ = omegat(source, memory=tmp_path / "memory.tmx")
    assert [line for line in translated.splitlines() if line] == [other for _, other in TEXTS]


def test_omegat_reads_every_pair_of_terms_and_no_bad_one(
    omegat: Callable, tmp_path: Path, record_property: Record
) -> None:
    record_property("what", "TBX `--for omegat`: every term, none deprecated")
    _, entries = omegat("x", glossary=written(tmp_path / "g.tbx", client="omegat"))
    assert {("en", one) for one, _ in entries} | {("zh-Hans", other) for _, other in entries} == USABLE
    assert len(entries) == 2 * 2 + 1 + 1


def test_omegat_refuses_version_3(omegat: Callable, tmp_path: Path, record_property: Record) -> None:
    record_property("what", "TBX 3: not read (why `--for` exists)")
    _, entries = omegat("x", glossary=written(tmp_path / "g.tbx"))
    assert entries == []


def test_omegat_reads_its_own_glossary(omegat: Callable, tmp_path: Path, record_property: Record) -> None:
    record_property("what", "`.utf8` glossary: every pair")
    _, entries = omegat("x", glossary=written(tmp_path / "g.utf8"), reader="GlossaryReaderTSV")
    lines = (tmp_path / "g.utf8").read_text("utf-8").splitlines()
    assert entries == [tuple(line.split("\t")[:2]) for line in lines]


@pytest.fixture
def node(record_property: Record) -> Path:
    """The folder where the npm package lies."""
    folder = Path(os.environ["YIZHI_CLIENTS"])
    package = folder / "node_modules" / "tmexchange" / "package.json"
    if not package.exists():
        pytest.fail("tmexchange is not installed")
    record_property("client", f"tmexchange {json.loads(package.read_text())['version']} (npm)")
    return folder


def test_tmexchange_reads_our_tmx(node: Path, tmp_path: Path, record_property: Record) -> None:
    record_property("what", "TMX: every unit, both languages")
    plain = [Pair(pair.source, pair.target, f"u{pair.id}") for pair in PAIRS]
    tmx.write(plain, tmp_path / "m.tmx", tmx.TmxOptions(tags={"zh-Hans": "zh-CN"}))
    program = (
        "const {tmx2js}=require('tmexchange');"
        f"tmx2js(require('fs').readFileSync({json.dumps(str(tmp_path / 'm.tmx'))},'utf8'),"
        "(e,r)=>{if(e)throw e;console.log(JSON.stringify(r))})"
    )
    done = subprocess.run(["node", "-e", program], cwd=node, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)["resources"]
    assert {key: (unit["en"], unit["zh-CN"]) for key, unit in found.items()} == {
        f"u{at}": pair for at, pair in enumerate(TEXTS)
    }


def toolkit(record_property: Record) -> None:
    record_property("client", f"translate-toolkit {version('translate-toolkit')}")


@pytest.mark.parametrize(
    "client", ["translate-toolkit", "omegat", "okapi", "lokalize", "weblate", "trados", "memoq", "phrase"]
)
def test_toolkit_reads_every_client_file(tmp_path: Path, record_property: Record, client: str) -> None:
    from translate.storage.tbx import tbxfile

    from yizhi.termbase.clients import profile_of

    toolkit(record_property)
    record_property("what", f"TBX `--for {client}`: units, terms, statuses one by one")
    written(tmp_path / "a.tbx", client=client)
    with (tmp_path / "a.tbx").open("rb") as file:
        store = tbxfile(file)
    profile = profile_of(client)
    ours = [one for one in form_of(tmp_path / "a.tbx", "read").read(tmp_path / "a.tbx") if isinstance(one, Concept)]
    assert len(store.units) == len(ours)
    for unit, concept in zip(store.units, ours, strict=True):
        for tag in ("en", "zh-Hans"):
            theirs = {
                (term.text, (term.administrative_status or "")) for term in unit.get_target_terms(profile.tag(tag))
            }
            assert {text for text, _ in theirs} == {term.text for term in concept.terms if term.language == tag}
            if profile.statuses and profile.several:
                assert all(status for _, status in theirs)
    texts = {
        term.text
        for unit in store.units
        for tag in ("en", "zh-Hans")
        for term in unit.get_target_terms(profile.tag(tag))
    }
    assert {text for _, text in USABLE} <= texts
    assert "Drug Office" not in texts
    assert ("毒品办" in texts) == (profile.invalid != "omit")


def test_toolkit_reads_our_tmx(tmp_path: Path, record_property: Record) -> None:
    from translate.storage.tmx import tmxfile

    toolkit(record_property)
    record_property("what", "TMX: every unit, text and note")
    tmx.write(PAIRS, tmp_path / "a.tmx")
    with (tmp_path / "a.tmx").open("rb") as file:
        store = tmxfile(file)
    assert [(unit.source, unit.target, unit.getnotes()) for unit in store.units] == [(*pair, "n") for pair in TEXTS]


def test_toolkit_shows_native_code_as_text(tmp_path: Path, record_property: Record) -> None:
    from translate.storage.tmx import tmxfile

    toolkit(record_property)
    record_property("what", "TMX Level 2: shows the code inside `<ph>` as text; Level 1 does not")
    pair = Pair(Segment("第一条", "zh-Hans", tags=(Tag(2, "alone", "1", "<br/>"),)), Segment("Article 1", "en"))
    for level, shown in ((2, "第一<br/>条"), (1, "第一条")):
        tmx.write([pair], tmp_path / "a.tmx", tmx.TmxOptions(level=level))
        with (tmp_path / "a.tmx").open("rb") as file:
            [unit] = tmxfile(file).units
        assert unit.source.replace(escape("<br/>"), "<br/>") == shown
