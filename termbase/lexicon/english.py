"""English words as dictionary entries know them: a rough stem, and the irregular forms.

Only for weighing how likely two sentences are translations; nothing a user sees is ever matched by stems.
"""

from __future__ import annotations

from functools import lru_cache

_IRREGULAR = {
    form: base
    for base, forms in {
        "be": "am is are was were been being", "have": "has had having", "do": "does did done", "go": "goes went gone",
        "say": "said", "see": "saw seen", "get": "got gotten", "make": "made", "know": "knew known", "take": "took taken",
        "come": "came", "think": "thought", "tell": "told", "give": "gave given", "find": "found", "feel": "felt",
        "leave": "left", "keep": "kept", "begin": "began begun", "hold": "held", "bring": "brought", "write": "wrote written",
        "sit": "sat", "stand": "stood", "lose": "lost", "pay": "paid", "meet": "met", "run": "ran", "lead": "led",
        "understand": "understood", "speak": "spoke spoken", "grow": "grew grown", "win": "won", "teach": "taught",
        "buy": "bought", "send": "sent", "build": "built", "fall": "fell fallen", "sell": "sold", "draw": "drew drawn",
        "break": "broke broken", "spend": "spent", "rise": "rose risen", "drive": "drove driven", "eat": "ate eaten",
        "sleep": "slept", "wear": "wore worn", "choose": "chose chosen", "throw": "threw thrown", "catch": "caught",
        "fight": "fought", "seek": "sought", "hear": "heard", "lie": "lay lain lying", "hang": "hung", "fly": "flew flown",
        "shake": "shook shaken", "steal": "stole stolen", "drink": "drank drunk", "ride": "rode ridden", "sing": "sang sung",
        "bear": "bore born borne", "die": "dying", "tie": "tying", "man": "men", "woman": "women", "child": "children",
        "foot": "feet", "tooth": "teeth", "wife": "wives", "life": "lives", "knife": "knives", "good": "better best",
        "bad": "worse worst", "person": "people", "mean": "meant", "deal": "dealt", "strike": "struck stricken",
        "become": "became", "forget": "forgot forgotten", "hide": "hid hidden", "shoot": "shot", "stick": "stuck",
        "swear": "swore sworn", "swim": "swam swum", "wake": "woke woken", "weep": "wept", "sweep": "swept", "bend": "bent",
        "lend": "lent", "bind": "bound", "wind": "wound", "freeze": "froze frozen", "tear": "tore torn", "mouse": "mice",
        "half": "halves", "leaf": "leaves", "shelf": "shelves", "thief": "thieves", "crisis": "crises", "basis": "bases",
        "datum": "data", "forbid": "forbade forbidden", "arise": "arose arisen", "undergo": "underwent undergone",
        "undertake": "undertook undertaken", "overcome": "overcame", "foresee": "foresaw foreseen", "shine": "shone",
    }.items()
    for form in forms.split()
}  # fmt: skip

_FUNCTION_WORDS = """
    a an the of to in on at by for from with and or as is be are was were it its this that these those sb sth one's etc
    so not no if into than then also
"""
STOP = frozenset(_FUNCTION_WORDS.split())
"""Words of glosses that say nothing about what a word means."""

_ENDINGS = (
    "ational", "ization", "isation", "ations", "ation", "ements", "ement", "iness", "ities", "ically", "fully",
    "ments", "ment", "ness", "ings", "ions", "ity", "ies", "ied", "ing", "ion", "ive", "ize", "ise", "ally", "est",
    "ed", "es", "er", "or", "ly", "al", "s", "e", "y",
)  # fmt: skip
_SHORTEST = 4


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """Return a rough stem of a word in lower case: investigations, investigate, investigating → investigat."""
    word = word.replace("’", "'")
    if word.endswith("'s"):
        word = word[:-2]
    word = _IRREGULAR.get(word, word)
    for _ in range(2):
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
                word = word[: -len(ending)]
                break
        else:
            break
    if len(word) > _SHORTEST and word[-1] == word[-2]:
        word = word[:-1]
    if len(word) == _SHORTEST and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word
