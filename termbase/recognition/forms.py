"""The surface forms of English terms: what a draft may write for what the list has, generated and listable.

Plural and singular of the head noun (victims of trafficking, States parties, heads of State), -ize and -ise,
programme and program, the possessive's apostrophe, the closed form of a hyphenated word (hyphen and space are one for
recognition anyway), a leading article dropped. Nothing is stemmed.
"""

from __future__ import annotations

import re

_PREPOSITIONS = frozenset(
    [
        "of", "in", "on", "for", "to", "from", "with", "by", "against", "at", "between", "among", "within",
        "under", "through", "into", "and", "or", "concerning", "regarding",
    ]
)  # fmt: skip
_ARTICLE = re.compile(r"(?:the|a|an) (?=\w)", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z]+")

_SPELLINGS = (
    ("programmes", "programs"),
    ("programme", "program"),
    ("centres", "centers"),
    ("centre", "center"),
    ("labour", "labor"),
    ("defence", "defense"),
    ("offence", "offense"),
    ("offences", "offenses"),
    ("licence", "license"),
    ("behaviour", "behavior"),
    ("neighbouring", "neighboring"),
    ("favour", "favor"),
    ("honour", "honor"),
    ("harbour", "harbor"),
    ("organisation", "organization"),
    ("enrolment", "enrollment"),
    ("fulfilment", "fulfillment"),
    ("judgement", "judgment"),
    ("cooperation", "co-operation"),
    ("cooperative", "co-operative"),
    ("coordination", "co-ordination"),
    ("coordinator", "co-ordinator"),
)
_SPELLING = {one: other for pair in _SPELLINGS for one, other in (pair, pair[::-1])}
_IZE = re.compile(r"(?<=[a-z]{3})i([sz])(e|es|ed|er|ers|ing|ation|ations|ational)$", re.IGNORECASE)
_NEVER_IZE = re.compile(
    r"(?:exerc|superv|surpr|adv|rev|dev|comprom|enterpr|disgu|merchand|prec|conc|prom|prem|telev|improv|expert|ar|ra|no|po|pra)is",
    re.I,
)

_IRREGULAR = {
    "person": "people", "man": "men", "woman": "women", "child": "children", "foot": "feet", "crisis": "crises",
    "analysis": "analyses", "basis": "bases", "criterion": "criteria", "phenomenon": "phenomena", "medium": "media",
    "memorandum": "memoranda", "agendum": "agenda", "thesis": "theses", "hypothesis": "hypotheses", "index": "indices",
    "appendix": "appendices", "life": "lives", "wife": "wives", "knife": "knives", "leaf": "leaves", "half": "halves",
    "shelf": "shelves", "thief": "thieves", "self": "selves",
}  # fmt: skip
_SINGULAR = {plural: singular for singular, plural in _IRREGULAR.items()}
_UNCHANGED = frozenset(
    [
        "aids", "hiv", "series", "species", "means", "news", "ethics", "statistics", "economics", "politics",
        "mathematics", "physics", "logistics", "genetics", "electronics", "headquarters", "proceedings",
        "information", "equipment", "staff", "personnel", "police",
    ]
)  # fmt: skip
_AGREEING = {"state": "states", "woman": "women", "man": "men"}
"""First nouns that go into the plural with the head: States parties, women delegates."""


def forms(term: str, name: bool = False) -> list[str]:
    """Return every form of a term, capitals as the list has them; the term itself first. A name keeps its number."""
    surface_forms = dict.fromkeys([term])
    for change in (_without_article, *(() if name else (_numbers,)), _spellings, _closed, _possessives):
        surface_forms.update(dict.fromkeys(new for form in list(surface_forms) for new in change(form)))
    return list(surface_forms)


def _without_article(term: str) -> list[str]:
    match = _ARTICLE.match(term)
    return [term[match.end() :]] if match else []


def _numbers(term: str) -> list[str]:
    """Return the term with its head noun in the other number."""
    words = term.split(" ")
    head = next((index for index, word in enumerate(words) if index and word.lower() in _PREPOSITIONS), len(words)) - 1
    noun = words[head]
    hyphen = noun.rfind("-") + 1
    stem, last = noun[:hyphen], noun[hyphen:]
    if not _WORD.fullmatch(last) or len(last) < 2:
        return []
    numbered = [[*words[:head], stem + ending, *words[head + 1 :]] for ending in _other_number(last)]
    if head and words[head - 1].lower() in _AGREEING:
        agreeing = _like(_AGREEING[words[head - 1].lower()], words[head - 1])
        numbered += [[*new[: head - 1], agreeing, *new[head:]] for new in numbered]
    return [" ".join(new) for new in numbered]


def _other_number(noun: str) -> list[str]:
    """Return the plural of a singular and the singular of a plural, as far as the form tells which it is."""
    low = noun.lower()
    if low in _UNCHANGED:
        return []
    if low in _IRREGULAR:
        regular = [_like(low + "s", noun)] if low == "person" else []
        return [_like(_IRREGULAR[low], noun), *regular]
    if low in _SINGULAR:
        return [_like(_SINGULAR[low], noun)]
    if noun.isupper():
        return [noun + "s"]
    if noun[:-1].isupper() and low.endswith("s"):
        return [noun[:-1]]
    if low.endswith("s") and not low.endswith(("ss", "us", "is")):
        return [_like(form, noun) for form in _singulars(low)]
    return [_like(_plural(low), noun)]


def singular(low: str) -> str:
    """Return the singular of a noun in small letters; the noun itself where it is no plural."""
    if low in _SINGULAR:
        return _SINGULAR[low]
    is_plural = low not in _UNCHANGED and low.endswith("s") and not low.endswith(("ss", "us", "is"))
    return _singulars(low)[0] if is_plural else low


def plural(low: str) -> str:
    """Return the plural of a noun in small letters."""
    if low in _IRREGULAR or low in _UNCHANGED:
        return _IRREGULAR.get(low, low)
    return _plural(low)


def _plural(low: str) -> str:
    if low.endswith("y") and low[-2:-1] not in "aeiou":
        return low[:-1] + "ies"
    if low.endswith("is"):
        return low[:-2] + "es"
    return low + ("es" if low.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _singulars(low: str) -> list[str]:
    if low.endswith("ies") and len(low) > 4:
        return [low[:-3] + "y"]
    if low.endswith(("sses", "xes", "zes", "ches", "shes")):
        return [low[:-2]]
    return [low[:-1]]


def _like(new: str, old: str) -> str:
    """Return a form with the capitals of another one."""
    return new.upper() if old.isupper() and len(old) > 1 else new[0].upper() + new[1:] if old[0].isupper() else new


def _spellings(term: str) -> list[str]:
    """Return the term in the other spelling, all of its words at once."""

    def respell(match: re.Match[str]) -> str:
        word = match[0]
        low = word.lower()
        if low in _SPELLING:
            return _like(_SPELLING[low], word)
        ending = _IZE.search(word)
        if not ending or _NEVER_IZE.match(low):
            return word
        index = ending.start(1)
        swapped = {"s": "z", "z": "s", "S": "Z", "Z": "S"}[word[index]]
        return word[:index] + swapped + word[index + 1 :]

    new = _WORD.sub(respell, term)
    return [new] if new != term else []


def _closed(term: str) -> list[str]:
    """Return a hyphenated word written as one: counterterrorism, cooperation."""
    new = re.sub(r"(?<=[a-z])-(?=[a-z])", "", term)
    return [new] if new != term else []


def _possessives(term: str) -> list[str]:
    """Return the apostrophe left out or set differently: women's, womens; victims', victim's."""
    if "'" not in term:
        return []
    return [term.replace("s'", "'s"), re.sub(r"(?<=s)'(?!s)", "", term), re.sub(r"(?<=[^s])'s\b", "s'", term)]
