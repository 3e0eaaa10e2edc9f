"""Modal words of both languages by what they say: that something must be done, or that it may."""

from __future__ import annotations

import re

from yizhi.termbase.text.lazy import compiled

MUST = {
    "en": compiled(r"\b(?:shall|must|should)\b", re.IGNORECASE),
    "zh": compiled(
        r"必须|应当|应该|务必|务须|(?<![必])须(?!知)|(?<![响反供相适因对效呼顺策接照感答本理回])应(?![对邀用急付变战聘召答征承援激景届接运验酬诺和]|缔|有尽有|.{0,24}?(?:请求|邀请|要求)，)|不得不|有义务|不得(?!不|已)"
    ),
}
"""What obliges for sure, or forbids."""

MAY = {
    "en": compiled(
        r"\b(?:(?-i:may)|can|could|might)\b(?!\s+(?:not|only)\b)|\b(?:is|are|be) (?:allowed|permitted|free|entitled|able) to\b",
        re.IGNORECASE,
    ),
    "zh": compiled(
        r"可以|(?<![许认尚不宁非无])可(?![能持再靠行见信怕惜耕观贵喜变比逆卡口疑悲以谓])|(?<!不)得以|有权|允许|准许|能够|(?<![不未才只功职智性节效潜动核技可太产势电热赋])能(?![力源量见耗否])"
    ),
}
"""What allows for sure."""

OBLIGED = {
    "en": compiled(
        r"\b(?:shall|must|should|ought|need to|needs? to|needed|ha(?:ve|s|d) to|required?|obliged|obligat\w*|necessary|mandatory|bound to|due to|imperative|importan\w*|essential|urge[sd]?|called? (?:up)?on"
        r"|(?:is|are|be|was|were) (?:not )?to|supposed|will|would)\b",
        re.IGNORECASE,
    ),
    "zh": compiled(
        r"(?<![必])须(?!知)|(?<![响反供相适因对效呼顺策接照感答本理回])应(?![对邀用急付变战聘召征承援激景届接运验酬诺])|必(?!要性|然)|需要|[应理]该|务[必须请]|不得|不能|不可|不会|有义务|有责|[^重主首纲摘]要(?![素求点闻件塞道旨案职目]|么|是)|只能|应"
    ),
}
"""What may render an obligation."""

ALLOWED = {
    "en": compiled(
        r"\b(?:(?-i:may)|can|could|might|able|unable|abilit\w*|capab\w*|possib\w*|perhaps|maybe|allow\w*|permi\w*|entitl\w*|authoriz\w*|eligib\w*|likely|option\w*|opportunit\w*"
        r"|enabl\w*|avail\w*|discretion\w*|would|right to|free to|feasib\w*)\b",
        re.IGNORECASE,
    ),
    "zh": compiled(
        r"(?<![许认尚宁])可(?![持再靠行见信怕惜耕观贵喜卡口疑悲谓])|(?<![只功职智性节效潜动核技产势电热赋])能(?![力源量见耗])|[也或]许|[允容准]许|有权|便于|得以|(?<![委员社机大协学工议理教商公集聚休闭散开宴与到年盛峰例省国事常全运])会(?!议|员|计|谈|见|晤|同|合|商|场|址|期|费|务|籍|徽|意|审|所)"
    ),
}
"""What may render a permission or a possibility."""
