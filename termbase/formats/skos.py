"""SKOS (W3C 2009) with SKOS-XL labels: thesauri as they are published, in RDF/XML, Turtle, N-Triples or JSON-LD, zipped too.

rdflib reads the syntaxes and hands over triple by triple; only what SKOS says is kept, so that a thesaurus of a gigabyte needs
no more memory than its labels. Nothing is fetched: a JSON-LD context at an address is refused.
"""

from __future__ import annotations

import json
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from yizhi.termbase.errors import Malformed, Problem, YizhiError
from yizhi.termbase.language import normalise, primary
from yizhi.termbase.lists.options import ignored
from yizhi.termbase.lists.term_cells import is_acronym
from yizhi.termbase.model import Concept, Kind, Link, Reference, Relation, Status, Term

NAME = "skos"
ENDINGS = (".rdf", ".ttl", ".nt", ".jsonld", ".skos", ".owl", ".n3", ".zip")

_SYNTAXES = {
    ".rdf": "xml",
    ".owl": "xml",
    ".skos": "xml",
    ".ttl": "turtle",
    ".n3": "turtle",
    ".nt": "nt",
    ".jsonld": "json-ld",
}
_CORE = "http://www.w3.org/2004/02/skos/core#"
_XL = "http://www.w3.org/2008/05/skos-xl#"
_RDF_VALUE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value"
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABELS = {
    "prefLabel": (Status.PREFERRED, Kind.FULL),
    "altLabel": (Status.ADMITTED, Kind.VARIANT),
    "hiddenLabel": (Status.PROPOSED, Kind.VARIANT),
}
"""Hidden labels are slips and old spellings that a search should find: nothing to accept, nothing to complain of."""
_NOTES = ("scopeNote", "note", "historyNote", "changeNote", "example")
_MATCHES = ("exactMatch", "closeMatch")
_STRUCTURE = {
    "narrower",
    "inScheme",
    "topConceptOf",
    "hasTopConcept",
    "member",
    "semanticRelation",
    "broaderTransitive",
    "narrowerTransitive",
}
_LANGUAGES = frozenset(("zh", "en", "ar", "es", "fr", "ru"))
"""The languages of the United Nations; the others of a thesaurus in forty are named and left."""
_LARGEST = 8 << 30
"""Bytes of a zipped file when unpacked; more is a bomb, not a thesaurus."""
_REASON = 120

Facts = dict[str, list[tuple[str, str]]]
"""Of a resource: {what: [(language, text)] or [("", address)]}."""


def sniff(head: str) -> bool:
    """Return whether a file begins like one of this form."""
    return "rdf:RDF" in head


def read(path: Path) -> Iterator[Concept | Problem]:
    """Yield the concepts of a thesaurus. Raise Malformed where the file is none, YizhiError where rdflib is not installed."""
    facts, is_concept = _facts(path)
    resources = {
        address: statements
        for address, statements in facts.items()
        if address in is_concept or "prefLabel" in statements or "xl:prefLabel" in statements
    }
    if not resources:
        raise Malformed("no SKOS concepts in the file", hint="is it another kind of RDF?", path=path)
    parents: dict[str, list[str]] = defaultdict(list)
    for address, statements in resources.items():
        for _, child in statements.get("narrower", ()):
            parents[child].append(address)
    foreign: Counter[str] = Counter()
    unread: Counter[str] = Counter()
    for address, statements in resources.items():
        broader = [*(target for _, target in statements.get("broader", ())), *parents[address]]
        concept = _concept(address, statements, facts, dict.fromkeys(broader), foreign)
        unread.update({name: len(values) for name, values in statements.items() if not _is_read(name)})
        if concept.terms:
            yield concept
        else:
            yield Problem(str(path), None, f"{address} has no label in a language that is read", lost=False)
    if foreign:
        shown = ", ".join(sorted(foreign)[:20])
        yield ignored(
            str(path), "labels", f"in {shown}", foreign.total(), "only the languages of the United Nations are read"
        )
    for name, number in sorted(unread.items()):
        yield ignored(str(path), "statements", name, number, "a concept of ours has no place for it")


def _is_read(name: str) -> bool:
    plain = name.removeprefix("xl:")
    return (
        plain in _LABELS
        or plain in ("definition", "broader", "related", "notation", "literalForm", "value", *_NOTES, *_MATCHES)
        or plain in _STRUCTURE
    )


def _concept(
    address: str, statements: Facts, facts: dict[str, Facts], broader: dict[str, None], foreign: Counter[str]
) -> Concept:
    terms: dict[tuple[str, str], Term] = {}
    for label, (status, kind) in _LABELS.items():
        for language, text in [
            *statements.get(label, ()),
            *_resolved(statements.get(f"xl:{label}", ()), facts, "literalForm"),
        ]:
            tag = _tag(language)
            if not tag:
                foreign[language or "no language"] += 1
                continue
            shape = (
                (Status.PREFERRED, Kind.ABBREVIATION) if label == "altLabel" and is_acronym(text) else (status, kind)
            )
            terms.setdefault(
                (text, tag), Term(text, tag, *shape, note="hidden label" if label == "hiddenLabel" else "")
            )
    definitions = _texts(statements, facts, "definition")
    notes = [text for name in _NOTES for _, text in _texts(statements, facts, name)]
    notes += [f"{language}: {text}" for language, text in definitions[1:]]
    notes += [f"notation {text}" for _, text in statements.get("notation", ())]
    return Concept(
        _id(address),
        tuple(terms.values()),
        definition=definitions[0][1] if definitions else "",
        note="; ".join(notes),
        references=(
            Reference(url=address),
            *(Reference(url=target_address) for name in _MATCHES for _, target_address in statements.get(name, ())),
        ),
        links=tuple(
            [Link(Relation.BROADER, _id(target_address)) for target_address in broader]
            + [Link(Relation.RELATED, _id(target_address)) for _, target_address in statements.get("related", ())]
        ),
    )


def _texts(statements: Facts, facts: dict[str, Facts], name: str) -> list[tuple[str, str]]:
    """Return the texts of a note or definition, English first; a resource of its own has its text as its value."""
    values = [*statements.get(name, ())]
    direct = [(language, text) for language, text in values if text not in facts]
    texts = [*direct, *_resolved([value for value in values if value[1] in facts], facts, "value")]
    return sorted(
        ((language, text) for language, text in texts if not language or _tag(language)),
        key=lambda pair: primary(pair[0] or "en") != "en",
    )


def _resolved(values: Any, facts: dict[str, Facts], name: str) -> Iterator[tuple[str, str]]:
    for _, address in values:
        yield from facts.get(address, {}).get(name, ())


def _tag(language: str) -> str:
    try:
        return normalise(language) if language and primary(language) in _LANGUAGES else ""
    except ValueError:
        return ""


def _id(address: str) -> str:
    """Return the last piece of an address, with a letter before it."""
    local = address.rstrip("/#").replace("#", "/").rpartition("/")[2]
    return local if local[:1].isalpha() else f"c-{local}"


def _facts(path: Path) -> tuple[dict[str, Facts], set[str]]:
    """Return what SKOS says of each resource in a file, and which of them are concepts."""
    try:
        from rdflib import Graph, Literal
    except ImportError:
        raise YizhiError("SKOS needs the library rdflib", hint="pip install 'yizhi[skos]'", path=path) from None
    facts: dict[str, Facts] = defaultdict(lambda: defaultdict(list))
    concepts: set[str] = set()

    class SkosGraph(Graph):
        """Keeps what SKOS says and nothing else."""

        def add(self, triple: Any) -> SkosGraph:
            subject, predicate, value = triple
            predicate_name = str(predicate)
            if predicate_name.startswith(_CORE):
                name = predicate_name[len(_CORE) :]
            elif predicate_name.startswith(_XL):
                name = "literalForm" if predicate_name == f"{_XL}literalForm" else f"xl:{predicate_name[len(_XL) :]}"
            elif predicate_name == _RDF_VALUE:
                name = "value"
            else:
                if predicate_name == _RDF_TYPE and str(value) == f"{_CORE}Concept":
                    concepts.add(str(subject))
                return self
            language = (value.language or "") if isinstance(value, Literal) else ""
            facts[str(subject)][name].append((language, " ".join(str(value).split())))
            return self

    with _opened(path) as (file, syntax):
        try:
            filtered = SkosGraph()
            whole = Graph() if syntax == "json-ld" else filtered  # its reader writes past `add`
            whole.parse(file=cast(BinaryIO, file), format=syntax)
            if whole is not filtered:
                for triple in whole:
                    filtered.add(triple)
        except (YizhiError, MemoryError):
            raise
        except Exception as error:  # every syntax has errors of its own
            reason = " ".join(str(error).split())[:_REASON] or type(error).__name__
            raise Malformed(f"not readable as {syntax} ({reason})", hint="check its ending", path=path) from None
    return facts, concepts


@contextmanager
def _opened(path: Path) -> Iterator[tuple[IO[bytes], str]]:
    """The file, unpacked where it is zipped, and the syntax that its ending stands for."""
    if path.suffix.lower() != ".zip":
        with path.open("rb") as file:
            yield _checked(file, _SYNTAXES.get(path.suffix.lower(), "xml"), path)
        return
    try:
        with zipfile.ZipFile(path) as packed:
            members = [info for info in packed.infolist() if Path(info.filename).suffix.lower() in _SYNTAXES]
            if len(members) != 1:
                raise Malformed(f"{len(members)} RDF files in the archive", hint="unpack it and name one", path=path)
            if members[0].file_size > _LARGEST:
                raise Malformed("unpacks to more than 8 GB", path=path)
            with packed.open(members[0]) as file:
                yield _checked(file, _SYNTAXES[Path(members[0].filename).suffix.lower()], path)
    except (zipfile.BadZipFile, EOFError) as error:
        raise Malformed("a damaged ZIP archive", hint="download it again", path=path) from error


def _checked(file: IO[bytes], syntax: str, path: Path) -> tuple[IO[bytes], str]:
    """JSON-LD whose context is at an address would be fetched by the reader: that is refused."""
    if syntax != "json-ld":
        return file, syntax
    data = file.read()
    try:
        document = json.loads(data)
    except ValueError as error:
        raise Malformed(f"not JSON ({error})", hint="check its ending", path=path) from None
    if any(_elsewhere(statements) for statements in _contexts(document)):
        raise YizhiError(
            "its context is at an address, and nothing is fetched", hint="put the context into the file", path=path
        )
    file.seek(0)
    return file, syntax


def _contexts(document: Any) -> Iterator[Any]:
    if isinstance(document, dict):
        if "@context" in document:
            yield document["@context"]
        for value in document.values():
            yield from _contexts(value)
    elif isinstance(document, list):
        for value in document:
            yield from _contexts(value)


def _elsewhere(context: Any) -> bool:
    if isinstance(context, list):
        return any(map(_elsewhere, context))
    return isinstance(context, str) or (isinstance(context, dict) and "@import" in context)
