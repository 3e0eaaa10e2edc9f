"""Weblate: takes the first term of each language, so every valid term gets an entry of its own beside its best counterpart.

A deprecated synonym inside an entry makes it drop that entry; the status `forbidden` makes a forbidden translation. So
terms that must not be used are set apart with just that status. It calls simplified Chinese `zh-Hans`.
"""

from yizhi.termbase.clients.profile import SCRIPTS, Profile

PROFILE = Profile("weblate", "Weblate", SCRIPTS, invalid="apart", several=False)
