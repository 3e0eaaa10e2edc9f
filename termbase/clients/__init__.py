"""The CAT tools that import our files, one module each with a `PROFILE`: found by their file, and no list names them."""

from __future__ import annotations

import importlib
import sys
from functools import cache

from yizhi.termbase import plugins
from yizhi.termbase.clients.profile import Profile
from yizhi.termbase.errors import YizhiError


@cache
def profiles() -> dict[str, Profile]:
    """Return every profile by the name that `--for` takes."""
    return {profile.name: profile for profile in plugins.declared(sys.modules[__name__], "PROFILE", Profile).values()}


def profile_of(name: str) -> Profile:
    """Return the profile of a client. YizhiError where there is none of that name."""
    profile = profiles().get(name)
    if profile is None:
        raise YizhiError(f"no client called {name!r}", hint=f"one of {', '.join(sorted(profiles()))}")
    return profile


def reasons(name: str) -> str:
    """Return why a client's files are as they are: the docstring of its module."""
    return (importlib.import_module(f"{__name__}.{name.replace('-', '_')}").__doc__ or "").strip()
