"""`yizhi explain`: the manual pages of the rules."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from yizhi.cli.display import terminal
from yizhi.cli.options import Plain, PlainFormat


def command(
    rule: Annotated[
        str | None, typer.Argument(help="A rule's name; without it, the list of rules.", show_default=False)
    ] = None,
    form: PlainFormat = Plain.text,
) -> None:
    """Print the manual page of a rule, or the list of rules.

    The page says what the rule finds, why it matters, with an example, and how to silence it.
    """
    from difflib import get_close_matches

    from yizhi.checks import configuration, registry
    from yizhi.service.catalogue import catalogue, preferred_language
    from yizhi.service.manuals import manual_page
    from yizhi.termbase.errors import YizhiError

    words = catalogue(preferred_language(configuration.load(Path.cwd(), registry.modules()).language))
    names = registry.names()
    if rule is not None and rule not in names:
        near = get_close_matches(rule, names, 1)
        raise YizhiError(
            f"no rule {rule!r}", hint=f"did you mean {near[0]}?" if near else "`yizhi explain` lists the rules"
        )
    chosen = [rule] if rule else list(names)
    if form is Plain.json:
        from yizhi.service.plain import plain_rule

        rules = [plain_rule(registry.rule(name), registry.manual(name)) for name in chosen]
        terminal.out_json({"version": 1, "rules": rules})
        return
    if rule:
        named_rule = registry.rule(rule)
        for_what = " and ".join({"zh": "Chinese", "en": "English"}[lang] for lang in named_rule.languages)
        kind = f"{for_what}, bilingual drafts" if len(named_rule.languages) == 2 else f"{for_what} text"
        terminal.out(
            f"{named_rule.name}  ({named_rule.severity.value}; {kind}{'' if named_rule.default else '; off unless switched on'})\n"
        )
        terminal.out(manual_page(rule, words))
        return
    width = max(map(len, names))
    for name in names:
        first = manual_page(name, words).split("\n")[0]
        level = registry.rule(name).severity.value
        terminal.out(f"{name:<{width}}  {level:<7}  {first}")
