"""The verbs that open the paragraphs of resolutions, and what each may be in the other language.

Counted in published resolutions of the General Assembly, the Security Council and the Economic and Social Council.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from yizhi.termbase.text.lazy import compiled, once

RENDERINGS = """
强烈谴责|最强烈地谴责 = strongly condemn, condemn = Strongly condemns
谴责 = condemn, denounc, strongly condemn = Condemns
强烈反对 = reject, oppos, object = Strongly opposes
痛惜|深感痛惜|强烈谴责和痛惜 = deplor, regret = Deplores
对.{1,40}表示(?:深切|极大|严重)?遗憾|表示遗憾|感到遗憾|遗憾地注意到|遗憾的是|遗憾 = regret, express, deplor, not = Regrets
表示(?:严重|深切|极大)?关切|严重关切|深表关切|深为关切|关切地注意到|关切 = express, not, concern, deep, grave, reiterat, alarm, seriously, tak = Expresses concern
敦促|敦请|强烈敦促 = urg, strongly urg = Urges
促请 = call, urg = Calls upon
呼吁|吁请|呼请 = call, appeal, urg = Calls upon
邀请 = invit = Invites
鼓励 = encourag = Encourages
责成|指示 = instruct, direct, mandat, request, charg, task = Instructs
要求 = request, demand, call, ask, requir = Requests
请(?!愿|教|示) = request, invit, ask = Requests
(?:表示)?赞赏地(?:表示)?注意到 = not, tak = Notes with appreciation
满意地注意到|欣慰地注意到 = not, tak, welcom = Notes with satisfaction
欢迎 = welcom = Welcomes
欣见 = welcom, not = Welcomes
表示注意到 = tak, not = Takes note of
注意到 = not, tak, observ, mindful, aware, recogni = Notes
赞扬|表扬|嘉许 = commend, prais, pay, applaud, salut, appreciat = Commends
表示赞赏|赞赏 = express, appreciat, commend, welcom, not, acknowledg = Expresses its appreciation
表示感谢|感谢 = thank, express, appreciat, acknowledg = Expresses its gratitude
祝贺 = congratulat = Congratulates
重申 = reaffirm, reiterat, restat, recall, renew, reassert = Reaffirms
申明 = affirm, reaffirm, assert, stat, confirm = Affirms
强调 = stress, emphasi, underlin, underscor, highlight = Stresses
着重指出|着重强调 = underlin, underscor, stress, emphasi, highlight = Underlines
确认 = recogni, acknowledg, confirm, affirm, reaffirm, endors, ratif = Recognizes
认识到|意识到 = recogni, acknowledg, awar, mind, conscious, realiz, cogni = Recognizes
承认 = recogni, acknowledg, admit, conced = Recognizes
回顾 = recall, review, look, consider = Recalls
铭记 = bear, mind, keep = Bearing in mind
深信|坚信|确信 = convinc, believ, trust, confident, persuad, firmly = Convinced
决定 = decid, resolv, agree, determin, choos, opt = Decides
建议 = recommend, suggest, propos, advis = Recommends
核可|认可 = endors, approv, recogni, agree = Endorses
核准 = approv, authori, endors = Approves
批准 = approv, ratif, grant, authori, endors = Approves
赞同 = endors, concur, agree, support, shar, approv, subscrib = Endorses
授权 = authori, mandat, delegat, empower = Authorizes
通过(?=.{0,30}(?:决议|决定|议程|报告|宣言|公约|议事规则)) = adopt, approv, pass, through, by = Adopts
同意 = agree, concur, consent, accept, approv, decid = Agrees
支持 = support, endors, back = Supports
宣布 = declar, proclaim, announc, pronounc = Declares
设立 = establish, creat, set, institut = Establishes
延长 = extend, renew, prolong = Extends
选举|选出 = elect = Elects
期待 = look, await, expect, anticipat = Looks forward to
"""

NUMBER = r"\s*(?:[(（]?[0-9A-Za-z一二三四五六七八九十]{1,4}[.)）、]\s*)?"
_BEFORE = r"(?:又|还|再次|并|也|特别|同样|进一步|郑重|大会|安全理事会|安理会|理事会|委员会)*"
_ADVERBS = "Also|Further|Again|Once again|Strongly|Deeply|Especially|Particularly|Reiterates its|Gravely|Solemnly|Firmly|Likewise"


class Verb(NamedTuple):
    """A Chinese operative verb: beginnings of its English renderings, and the usual one in full."""

    stems: tuple[str, ...]
    form: str
    name: str


class Verbs:
    """The table, read once."""

    @once
    def entries(self) -> tuple[Verb, ...]:
        """One verb a line."""
        rows = (line.split(" = ") for line in RENDERINGS.strip().splitlines())
        return tuple(
            Verb(tuple(stems.split(", ")), form, re.split(r"[|(]", names.removeprefix("(?:表示)?"))[0])
            for names, stems, form in rows
        )

    @once
    def chinese(self) -> re.Pattern[str]:
        """The opening of a Chinese paragraph; the group that matched is `v` and the line of the table."""
        names = [line.split(" = ")[0] for line in RENDERINGS.strip().splitlines()]
        return re.compile(
            rf"{NUMBER}{_BEFORE}(?:{'|'.join(f'(?P<v{index}>{name})' for index, name in enumerate(names))})"
        )

    @once
    def stems(self) -> frozenset[str]:
        """All beginnings of English verbs that are words of their own."""
        loose = {  # beginnings of other words too
            "express",
            "not",
            "tak",
            "deep",
            "grave",
            "seriously",
            "strongly",
            "through",
            "by",
            "look",
            "set",
            "mind",
            "keep",
            "pay",
        }
        return frozenset(stem for verb in self.entries for stem in verb.stems if " " not in stem) - loose | {
            "note",
            "noti",
            "take",
            "taki",
        }


VERBS = Verbs()
ENGLISH = compiled(rf"{NUMBER}(?:(?:{_ADVERBS})\s+)*(?P<verb>[A-Z]?[a-z]+?(?:e?s|ing|ed))\b(?! (?:its|their|concern))")
