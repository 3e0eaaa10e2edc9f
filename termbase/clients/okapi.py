"""Okapi (Rainbow, CheckMate, Tikal): reads `tig` of version 2, every term, compares tags exactly and does not look at statuses.

The usual tag of its projects is `zh-CN`; deprecated terms are left out.
"""

from yizhi.termbase.clients.profile import REGIONAL, Profile

PROFILE = Profile("okapi", "Okapi Framework", REGIONAL, invalid="omit", statuses=False)
