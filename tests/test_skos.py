"""Thesauri in SKOS: two samples of our own, in the shapes in which thesauri are published, in every syntax."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from yizhi.termbase.errors import Malformed, YizhiError
from yizhi.termbase.formats.form import Problem
from yizhi.termbase.formats.skos import read
from yizhi.termbase.lists.options import Ignored
from yizhi.termbase.model import Concept, Kind, Link, Relation, Status

rdflib = pytest.importorskip("rdflib")

# Labels on the concept, numbers as ids: the shape of a thesaurus of the United Nations.
PLAIN = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix t: <http://example.org/thesaurus/> .
t:100 a skos:Concept ; skos:prefLabel "WELLS"@en, "水井"@zh, "PUITS"@fr ; skos:altLabel "WATER WELLS"@en ;
  skos:hiddenLabel "wels"@en ; skos:scopeNote "Dug, not drilled."@en ; skos:broader t:200 ; skos:related t:300 ;
  skos:exactMatch <http://example.org/other/w> ; skos:inScheme t:00 ; dct:modified "2020" .
t:200 a skos:Concept ; skos:prefLabel "WATER SUPPLY"@en, "供水"@zh ; skos:narrower t:300 .
t:300 a skos:Concept ; skos:prefLabel "PUMPS"@en, "水泵"@zh, "PUMPEN"@de ; skos:altLabel "HP"@en ; skos:editorialNote "check"@en .
"""
# Labels and definitions as resources of their own: the shape of a thesaurus of agriculture.
EXTENDED = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix a: <http://example.org/agro/> .
a:c_1 a skos:Concept ; xl:prefLabel a:l1, a:l2 ; xl:altLabel a:l3 ; skos:definition a:d1, a:d2 .
a:l1 a xl:Label ; xl:literalForm "sluices"@en .
a:l2 xl:literalForm "水闸"@zh .
a:l3 xl:literalForm "water gates"@en .
a:d1 rdf:value "一种挡水的闸门。"@zh .
a:d2 rdf:value "A gate that holds water back."@en .
"""
SYNTAXES = {".ttl": "turtle", ".rdf": "xml", ".nt": "nt", ".jsonld": "json-ld"}


def sample(folder: Path, turtle: str, ending: str) -> Path:
    path = folder / f"t{ending}"
    path.write_bytes(
        rdflib.Graph().parse(data=turtle, format="turtle").serialize(format=SYNTAXES[ending], encoding="utf-8")
    )
    return path


def parted(path: Path) -> tuple[dict[str, Concept], list[Problem]]:
    items = list(read(path))
    return {item.id: item for item in items if isinstance(item, Concept)}, [i for i in items if isinstance(i, Problem)]


@pytest.mark.parametrize("ending", SYNTAXES)
def test_labels_on_the_concept(ending: str, tmp_path: Path) -> None:
    concepts, problems = parted(sample(tmp_path, PLAIN, ending))
    assert sorted(concepts) == ["c-100", "c-200", "c-300"]
    wells = concepts["c-100"]
    assert {(term.text, term.language, term.status) for term in wells.terms} == {
        ("WELLS", "en", Status.PREFERRED),
        ("水井", "zh-Hans", Status.PREFERRED),
        ("PUITS", "fr", Status.PREFERRED),
        ("WATER WELLS", "en", Status.ADMITTED),
        ("wels", "en", Status.PROPOSED),
    }
    assert wells.note == "Dug, not drilled."
    assert wells.links == (Link(Relation.BROADER, "c-200"), Link(Relation.RELATED, "c-300"))
    assert [reference.url for reference in wells.references] == [
        "http://example.org/thesaurus/100",
        "http://example.org/other/w",
    ]
    assert concepts["c-300"].links == (Link(Relation.BROADER, "c-200"),), "narrower, said the other way round"
    assert [term.kind for term in concepts["c-300"].terms if term.text == "HP"] == [Kind.ABBREVIATION]
    assert [(p.what, p.where, p.count) for p in problems if isinstance(p, Ignored)] == [
        ("labels", "in de", 1),
        ("statements", "editorialNote", 1),
    ]


@pytest.mark.parametrize("ending", SYNTAXES)
def test_labels_of_their_own(ending: str, tmp_path: Path) -> None:
    concepts, problems = parted(sample(tmp_path, EXTENDED, ending))
    (concept,) = concepts.values()
    assert sorted(term.text for term in concept.terms) == ["sluices", "water gates", "水闸"]
    assert (concept.definition, concept.note) == ("A gate that holds water back.", "zh: 一种挡水的闸门。")
    assert problems == []


def test_zipped(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "t.zip", "w") as packed:
        packed.write(sample(tmp_path, PLAIN, ".ttl"), "t.ttl")
        packed.writestr("README.txt", "x")
    assert len(parted(tmp_path / "t.zip")[0]) == 3


def test_nothing_is_fetched(tmp_path: Path) -> None:
    (tmp_path / "t.jsonld").write_text('{"@context": "http://example.org/context.jsonld", "@id": "x"}')
    with pytest.raises(YizhiError, match="nothing is fetched"):
        list(read(tmp_path / "t.jsonld"))


@pytest.mark.parametrize(
    ("name", "content"), [("t.ttl", "a b"), ("t.rdf", "<a>"), ("t.zip", "PK"), ("t.jsonld", "{"), ("t.ttl", "")]
)
def test_what_is_no_thesaurus_is_one_clear_error(name: str, content: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(Malformed):
        list(read(tmp_path / name))
