"""OmegaT: reads TBX version 2, `tig` or `ntig`; every term of a language; any tag of a language.

Its reader knows no status: a deprecated synonym would be offered as a good one, so those are left out. Whatever is said of
a term is shown as a comment of every pair of it, so kind and part of speech are left out as well. One character
that XML forbids loses the whole file; none is ever written. TMX: Level 2, properties and notes are kept by it.
"""

from yizhi.termbase.clients.profile import REGIONAL, Profile

PROFILE = Profile("omegat", "OmegaT", REGIONAL, invalid="omit", statuses=False, kinds=False)
