"""Weblate's own class for translation memories asks a server: `python weblate_asks.py ADDRESS SOURCE TARGET TEXT` prints JSON.

Weblate is a site with a database; its modules that need one are stood in for here. What asks and reads the answers
(`weblate.machinery.tmserver`, `weblate.machinery.base`, `weblate.utils.requests`) is its own.
"""

from __future__ import annotations

import functools
import importlib.abc
import importlib.machinery
import json
import sys
from collections.abc import Sequence
from types import ModuleType
from unittest.mock import MagicMock

OWN = ("weblate", "weblate.machinery", "weblate.machinery.base", "weblate.machinery.tmserver", "weblate.utils")
OWN_TOO = "weblate.utils.requests"


class StandIn(ModuleType):
    """A module of which every name is something."""

    __path__ = ()

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        if name.isupper():
            return name
        if name.endswith("Error"):
            return type(name, (Exception,), {})
        return functools.cached_property if name == "cached_property" else MagicMock(name=name)


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Stands in for Django and for those modules of Weblate that need it."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        del path, target
        ours = name.partition(".")[0] == "weblate" and name not in (*OWN, OWN_TOO)
        return importlib.machinery.ModuleSpec(name, self) if ours or name.partition(".")[0] == "django" else None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return StandIn(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        del module


def main() -> None:
    """Ask for the languages and for a text."""
    address, source, target, text = sys.argv[1:]
    sys.meta_path.insert(0, Finder())
    from weblate.machinery import base
    from weblate.machinery.tmserver import TMServerTranslation

    base.get_site_url = lambda: "http://weblate.test"
    service = TMServerTranslation({"url": address})
    service.get_headers = dict
    service.get_auth = lambda: None
    codes = [service.map_language_code(code) for code in (source, target)]
    languages = service.download_languages()
    answers = list(service.download_translations(*codes, text, None, None))
    print(json.dumps({"codes": codes, "supported": tuple(codes) in set(languages), "answers": answers}))


if __name__ == "__main__":
    main()
