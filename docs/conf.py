"""The documentation site: `make site` writes it into out/site/."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

_HERE = Path(__file__).parent
sys.path.insert(0, str(_HERE / "extensions"))
_project = tomllib.loads((_HERE.parent / "pyproject.toml").read_text("utf-8"))["project"]

project = "yizhi 一致"
author = "the yizhi project"
version = release = _project["version"]
extensions = ["myst_parser", "han_search"]
exclude_patterns = ["extensions"]
language = "en"
html_search_language = "zh"
html_theme = "furo"
html_title = "yizhi 一致"
html_show_sourcelink = False
html_copy_source = False
myst_heading_anchors = 3
