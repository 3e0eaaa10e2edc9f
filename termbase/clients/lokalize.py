"""Lokalize: loses entries without an id, shows nothing for `zh-Hans` but reads `zh-CN`, and does not look at statuses.

So every entry has an id, the tag is the regional one, and deprecated terms are left out.
"""

from yizhi.termbase.clients.profile import REGIONAL, Profile

PROFILE = Profile("lokalize", "Lokalize", REGIONAL, invalid="omit", statuses=False)
