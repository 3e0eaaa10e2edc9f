"""English words that no term begins or ends with, and the form under which the same words are counted together."""

from __future__ import annotations

from functools import lru_cache

from yizhi.tm.mining.wordlists import word_set

SMALL = word_set("""
    a an the of to in on at by for from with within without and or nor as is are was were be been being has have had having do does did its it
    this that these those their there his her our your my which who whom whose what when where while why how if than then so such not no into
    onto upon under over between among amongst through throughout during before after against about above below per via also both each every all any some
    most more other others another same shall should will would can could may might must between since until unless although however
    therefore thus hence including include includes included concerning regarding relating related pursuant according based s t i he she they we you us them
    him me but only very well just even still yet already too again further furthermore moreover respectively accordingly thereof therein thereto
    """)


@lru_cache(maxsize=1 << 17)
def norm(word: str) -> str:
    """Return a word without capitals and plural ending: parties and party are counted as one."""
    plain = word.lower().replace("’", "'").removesuffix("'s").rstrip("'")
    if len(plain) > 3 and plain.endswith("ies"):
        return plain[:-3] + "y"
    if len(plain) > 4 and plain.endswith(("sses", "ches", "shes", "xes")):
        return plain[:-2]
    if len(plain) > 3 and plain.endswith("s") and not plain.endswith(("ss", "us", "is")):
        return plain[:-1]
    return plain
