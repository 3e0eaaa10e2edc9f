"""Values in text: numbers, dates, ordinals, symbols and addresses in every written form, Chinese and English.

What a translation must keep is compared as a value: 2.5亿 is $250 million, 第七十四届 is seventy-fourth, 三分之一 is
one third, A/RES/72/195 is 第72/195号决议.
"""

from yizhi.tm.values.compare import ValueDifference, compare
from yizhi.tm.values.model import Value
from yizhi.tm.values.scan import values

__all__ = ["Value", "ValueDifference", "compare", "values"]
