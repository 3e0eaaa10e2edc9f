"""yizhi 一致: Chinese–English terminology and translation memory for United Nations language work.

In the repository the packages lie beside this folder; in an installed wheel they lie inside it. Both are found as
`yizhi.termbase`, `yizhi.tm`, `yizhi.checks` and the others.
"""

from pathlib import Path as _Path

_beside = _Path(__file__).resolve().parent.parent
if (_beside / "pyproject.toml").is_file() and (_beside / "termbase" / "__init__.py").is_file():
    __path__.append(str(_beside))
