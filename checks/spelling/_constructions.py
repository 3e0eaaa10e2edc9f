"""Constructions of Chinese that lack a particle or have one too many: patterns that are never right."""

from __future__ import annotations

from collections.abc import Iterator

from yizhi.termbase.text.lazy import compiled

_HAN = "\u4e00-\u9fff"
QUICK = compiled("在内|目的的|下来|需")
"""What any of them has."""
_INSIDE = compiled(
    rf"包括[^。；：]{{2,80}}?(?P<mark>在内)(?=[{_HAN}])(?![的共均都全已也总应将可必能有为是及和与或以在不就才还则而又等由对向仍时后前，])"
)
_PURPOSE = compiled(rf"以(?P<what>(?:(?!为)[{_HAN}]){{2,14}}?)(?P<mark>目的的)(?=[{_HAN}])")
_COVERB = compiled(r"包括(?P<coverb>[为向对同])(?=[^，。；：]{2,40}在内的)")
_DOWN = compiled(
    r"(?:幸存|遗留|保存|保留|流传|沿袭|继承|积累|残存|存活|剩)(?P<mark>下来)(?=妇女|儿童|女童|男子|人员|人[们口数]|受害|难民|平民|居民|家庭|文[物化献件]|传统|问题|经验|资[料金]|案件)"
)
_NEEDED = compiled(
    r"(?:获取|获得|提供|收集|取得|筹集|筹措|调动|交换|分享)(?:(?![，。；：、])[\u4e00-\u9fff]){2,16}?(?<![所必急亟尚还仍均也都只仅将应不无若如各确])"
    r"(?P<mark>需)(?=信息|资料|资金|资源|设备|材料|物资|经费|数据|证据|文件)"
)


def find(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield (start, end, better, message) of each."""
    if "在内" in text:
        for match in _INSIDE.finditer(text):
            start, end = match.span("mark")
            yield start, end, "在内的", "“在内” stands before what it describes without “的”"
        for match in _COVERB.finditer(text):
            start, end = match.start(), match.end("coverb")
            word = match["coverb"]
            message = f"“包括{word}”: “{word}” belongs before “包括 … 在内”"
            yield start, end, f"包括{word}包括", message
    if "目的的" in text:
        for match in _PURPOSE.finditer(text):
            yield *match.span(), f"以{match['what']}为目的的", "“以 … 目的的” lacks “为”"
    if "下来" in text:
        for match in _DOWN.finditer(text):
            yield *match.span("mark"), "下来的", "“下来” stands before what it describes without “的”"
    if "需" in text:
        for match in _NEEDED.finditer(text):
            yield *match.span("mark"), "所需", "“需” before a noun here is “所需”"
