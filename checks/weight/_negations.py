"""Negations of both languages: those that surely deny, and whatever may stand for one on the other side.

Lists of the languages' own function words. A *sure* negation denies the verb of its clause. A *trace* is anything that may
render one: a prefix (un-, in-, 非, 无), a verb of refusal, lack, prevention or ending, an exception, a limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from yizhi.termbase.text.lazy import compiled

SURE = {
    "en": compiled(
        r"\b(?:did|does|do|is|are|was|were|has|have|had|shall|should|will|would|may|might|must|could|can|need)(?:\s+not\b|n['’]t\b)"
        r"(?!\s+(?:only|just|merely|least|simply|solely|limited|necessarily|so much|exceed\w*|later|less|more|fewer|until|always|all|yet|hesitat\w*|wait|fail\w*|forget))"
        r"|\bcannot\b(?!\s+(?:but|only|wait|over\w+|be (?:over|under|wait)\w+))",
        re.IGNORECASE,
    ),
    "zh": compiled(
        r"没有(?!任何疑问)|(?<![是要可])不(?:是(?!很|太)|得(?!不|已|超|少|多|低|高|迟|晚|人心)|能(?!不|够?只|仅)|会(?!不)|应(?!该不|仅)|可(?!避|或缺|逾|抗|分|没|缺|否认|预|少|告人|剥夺|侵犯|转让|接受|撤销|逆转|思议|估量|磨灭|动摇|调和|同日|持续|再生)|应当|应该|愿|予|准|许|存在|具有|属于|符合|适用|构成|包含)"
        r"|[并均都也概绝毫从却仍]不(?![断且同仅久论管但良足妨愧是]|例外|乐观|少|多|容易|理想|平衡|可避免|可或缺|得不|失|亚|逊|过分)|并(?:[未非]|没有)|(?<![得能会可])不(?=再(?!像)|排除|损害|影响|妨碍|改变|涉及|接受|承认|支持|同意|允许|反对|要求|意味|代表|考虑|提供|采取|参加|使用|产生|具备|遵守|履行|执行|受理|采纳|赞成|替代|取代)|尚?未(?!来|必|遂|婚|知|满|尝|免|雨|爆|决|成年|经|清|缴|付|足|定|列|完成)(?=[\u4e00-\u9fff]{2})|无法(?!无)|从未|绝不|决不(?!议)|不曾"
    ),
}
"""What denies for sure, where nothing behind it makes it something else (not only, 不得不, 不得超过)."""

TRACE = {
    "en": compiled(
        r"n['’]t\b|\b(?:not|no|nor|neither|never|none|nothing|nobody|nowhere|without|cannot|hardly|scarcely|barely|rarely|seldom|few|fewer|little|less|least|only|unless|until"
        r"|except\w*|rather|instead|beyond|too|zero|nil|free of|free(?:d|ing)?|far from|short of|yet to|otherwise|ineligib\w*|independent\w*|regardless|irrespective|notwithstanding"
        r"|un(?!it|der|ion|iv|ique|if|ilat|anim|til|dertak|iq)[a-z]{3,}|silen[a-z]*|in(?:abilit|adequa|sufficien|capab|compat|consist|eligib|admiss|action|applic|accura|complet|effect|effic|equal|equit|formal|valid|visib"
        r"|secur|stabil|dispens|evitab|correct|appropriat|access|flexib|justic|disput|explic|voluntar|defin|curabl|digni|human|toler|conclus|existen|comprehens|tangib)[a-z]*|im(?:possib|partial|punity|proper|permiss|practic|balanc|mun)[a-z]*"
        r"|il(?:legal|licit|litera|logic|legit)[a-z]*|ir(?:regular|respons|relevan|revers|reconcil|rational)[a-z]*|dis(?!c|put|tr|pers|pos|play|semin|tanc|ast)[a-z]{4,}|non-?[a-z]{3,}|mis[a-z]{4,}|[a-z]{3,}less(?:ly|ness)?)\b"
        r"|\b(?:fail|lack|refus|den[iy]|reject|prevent|prohibit|forb|ban(?:s|ned|ning)?\b|avoid|absen|exclu|exempt|refrain|ceas|stop|halt|omit|omission|avert|barr?(?:s|ed|ing)?\b"
        r"|preclud|hinder|hamper|imped|obstruct|withh[eo]ld|declin|oppos|object(?:s|ed|ing|ion)|contrary|los(?:es?|ing|t|s)\b|overlook|neglect|ignor|abst[ae]|abandon|cancel|suspen|restrict|limit"
        r"|constrain|vacan|expir|outstanding|pending|short(?:age|fall|coming)|gap|deficien|eliminat|end(?:ed|ing|s)?\b|remov|withdr|resist|doubt|different|differ|difficult|hard(?:er|est)?\b|contest|spar(?:e|ed|ing)\b|null|invalid|waiv|lift"
        r"|revok|rescind|remain|still|defer|postpon|delay|await|away|alien|extra|stateless|reluctan|left\b|wrong|poor|void|minim|weak|break|broke|breach|violat|contraven|unless|bereft|devoid|depriv|exceed|above|outside|immediate|late)[a-z]*",
        re.IGNORECASE,
    ),
    "zh": compiled(
        "不(?!断|同|仅|久|论|管|但|良|平等|安全)|没|未(?!来)|无(?!论|线|疑)|非(?!洲|常|政府)|否(?!则)|[勿莫毋零缺拒禁免]|(?<![特区分级类个识])别|失(?!业)|防止|难以|很难|缺乏|少(?!数|年|女|儿)|(?<![至截为])止|反(?!映|应|复|恐|腐)|避|抗|(?<![对此以之海国])外"
        "|仅|只(?!要)|唯|才(?!能)|却|绝|弃|废|取消|暂|悬|待|欠|尚|(?<!出)差|违|逆|漏|忽|遗(?!憾)|罕|除(?!了)|排除|撤|脱|断(?=绝)|阻|碍|限|休|罢|而是|相反|到.{1,12}为止|至迟|异|消除|远离|不足|结束"
    ),
}
"""What may render a negation of the other side."""


PLAIN = compiled(
    r"n['’]t\Z|(?:no|not|nor|neither|never|none|nothing|cannot|without|un(?:able|less|til)|inabil\w*|silen\w*|free|absen\w*|impunity|fre(?:ed|eing)|(?:fail|refus|den[iy]|delay)\w*)\Z",
    re.IGNORECASE,
)
"""English traces that no other Chinese word accounts for, whatever the dictionary gives for it."""


CLEAR = frozenset(
    ["no", "not", "nor", "neither", "never", "none", "nothing", "cannot", "without", "unable", "unless", "until"]
)
"""English words that deny; asked first, because it is quick."""


def traces(text: str, lang: str) -> Iterator[tuple[int, int]]:
    """Yield where a text may render a negation."""
    return (match.span() for match in TRACE[lang].finditer(text))


_FIRST = compiled("[不没并均都也概绝毫从却仍尚未无决]")
"""What a sure Chinese negation begins with: trying the whole expression at every place is slow."""
_DENYING = frozenset(["not", "cannot", "t"])


def sure(text: str, lang: str, words: Set[str]) -> list[tuple[int, int]]:
    """Return the negations of a text that surely deny, in order; `words` are its Latin words in small letters."""
    if lang == "en":
        return [] if _DENYING.isdisjoint(words) else [occurrence.span() for occurrence in SURE["en"].finditer(text)]
    places: list[tuple[int, int]] = []
    for first in _FIRST.finditer(text):
        occurrence = SURE["zh"].match(text, first.start())
        if occurrence and (not places or first.start() >= places[-1][1]):
            places.append(occurrence.span())
    return places
