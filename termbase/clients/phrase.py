"""Phrase TMS: imports TBX and XLSX into term bases; with strict locale matching the locale must be the project's.

Read about, not run. Simplified Chinese is `zh-CN` there. Deprecated terms are left out, as its own mark for forbidden
terms is not one of TBX. Phrase Strings takes CSV instead (`--format phrase`).
"""

from yizhi.termbase.clients.profile import REGIONAL, Profile

PROFILE = Profile("phrase", "Phrase", REGIONAL, invalid="omit")
