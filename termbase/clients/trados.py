"""Trados: MultiTerm Convert and the cloud termbases take TBX; languages there carry a region (`zh-CN`, `en-US`).

Read about, not run. Statuses arrive as a picklist, so deprecated terms stay with theirs. MultiTerm Convert also takes the
workbook of `--format multiterm`. TMX must have just the languages of the target memory, hence the regions.
"""

from yizhi.termbase.clients.profile import BOTH_REGIONAL, Profile

PROFILE = Profile("trados", "Trados / MultiTerm", BOTH_REGIONAL, invalid="keep")
