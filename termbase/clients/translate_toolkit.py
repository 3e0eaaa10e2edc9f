"""translate-toolkit (pofilter, pot2po, Virtaal): reads `tig` of version 2, matches tags exactly, keeps the status of every term.

So deprecated terms stay, with their status, and the tags are ours. Who changed a concept when does not disturb it.
"""

from yizhi.termbase.clients.profile import SCRIPTS, Profile

PROFILE = Profile("translate-toolkit", "translate-toolkit", SCRIPTS, invalid="keep", transactions=True)
