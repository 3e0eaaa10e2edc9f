"""The CAT tools that import our files, one module each with a `PROFILE`: found by their file, and no list names them."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from yizhi.termbase.clients.profile import Profile
from yizhi.termbase.errors import YizhiError


@cache
def profiles() -> dict[str, Profile]:
    """Every profile by the name that `--for` takes."""
    found = {}
    for item in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{item.name}")
        profile = getattr(module, "PROFILE", None)
        if isinstance(profile, Profile):
            found[profile.name] = profile
    return found


def profile_of(name: str) -> Profile:
    """The profile of a client. YizhiError where there is none of that name."""
    found = profiles().get(name)
    if found is None:
        raise YizhiError(f"no client called {name!r}", hint=f"one of {', '.join(sorted(profiles()))}")
    return found


def reasons(name: str) -> str:
    """Why a client's files are as they are: the docstring of its module."""
    return (importlib.import_module(f"{__name__}.{name.replace('-', '_')}").__doc__ or "").strip()
