"""memoQ: imports TBX version 2 and CSV (`--format memoq`) into term bases; a sub-language must exist in the term base.

Read about, not run. `zh-CN` and `en` are what it offers when a project has these languages. It has forbidden terms of its
own but takes no status from TBX for certain, so terms that must not be used are left out.
"""

from yizhi.termbase.clients.profile import REGIONAL, Profile

PROFILE = Profile("memoq", "memoQ", REGIONAL, invalid="omit")
