"""Asks LibreOffice's own LanguageTool client for the errors in texts: run by the Python that has `uno`, prints JSON.

python3 libreoffice_asks.py SOFFICE BASE_URL PROFILE < [["en-US", "text"], …]
"""

from __future__ import annotations

import json
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.lang import Locale

PIPE = "yizhi-test"
SECONDS = 60
CHECKER = "org.openoffice.lingu.LanguageToolGrammarChecker"
SETTINGS = "/org.openoffice.Office.Linguistic/GrammarChecking/LanguageTool"


def main() -> None:
    """Starts the office, sets its server, asks for each text."""
    soffice, url, profile = sys.argv[1:]
    command = [
        soffice,
        f"-env:UserInstallation=file://{profile}",
        "--headless",
        "--norestore",
        f"--accept=pipe,name={PIPE};urp;",
    ]
    office = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        context = connected()
        manager = context.ServiceManager
        configure(manager, url)
        checker = manager.createInstanceWithContext(CHECKER, context)
        print(json.dumps([asked(checker, *pair) for pair in json.load(sys.stdin)]))
    finally:
        office.terminate()
        office.wait()


def connected():
    """The office's context, once it answers."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(SECONDS * 4):
        try:
            return resolver.resolve(f"uno:pipe,name={PIPE};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.25)
    raise SystemExit("LibreOffice does not answer")


def configure(manager, url: str) -> None:
    """Enter the server as the options dialogue does."""
    provider = manager.createInstance("com.sun.star.configuration.ConfigurationProvider")
    where = PropertyValue(Name="nodepath", Value=SETTINGS)
    view = provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationUpdateAccess", (where,))
    view.setPropertyValue("BaseURL", url)
    view.setPropertyValue("IsEnabled", True)
    view.commitChanges()


def asked(checker, tag: str, text: str):
    """The words of each error, its replacements and its rule."""
    language, country = tag.split("-")
    locale = Locale(language, country, "")
    result = checker.doProofreading("document", text, locale, 0, len(text), ())
    errors = []
    for error in result.aErrors:
        start = error.nErrorStart
        units = text.encode("utf-16-le")[2 * start : 2 * (start + error.nErrorLength)]
        errors.append([units.decode("utf-16-le"), list(error.aSuggestions), error.aRuleIdentifier])
    return errors


if __name__ == "__main__":
    main()
