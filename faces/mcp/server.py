"""The server of an assistant: seven tools, two kinds of resources, a prompt. Only `propose_term` writes, and only proposals."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ResourceError, ToolError
from mcp.server.mcpserver.prompts.base import Message, UserMessage
from mcp.types import ToolAnnotations
from pydantic import Field

from yizhi.faces.mcp import answers
from yizhi.service.concordance import ConcordanceQuestion
from yizhi.service.proposals import ProposedTerm
from yizhi.service.session import Session
from yizhi.termbase.errors import YizhiError

NAME = "yizhi"
LONGEST_TEXT = 20_000
"""Characters of a text that one call takes: an assistant works on passages, and its answer must stay readable."""
MOST_TOKENS = 2_000
"""What the list of tools may cost an assistant in each conversation."""
INSTRUCTIONS = """\
Official United Nations names and terms in Chinese and English, and checks of translations.
A rendering is official only if a tool lists it as preferred or admitted; cite its concept id. `proposed` is not decided, \
`deprecated` and `forbidden` must not be used. Where a tool says that nothing is known, say so: do not make up a name.
Translating: `recognize` the source first, use what it lists, then `check_translation` each passage and mend what it finds."""
REVISION = """\
Revise this translation of a United Nations text.

1. Call `recognize` on the source. Every name must have its listed rendering; a term should.
2. Call `check_translation` on each paragraph and its translation. `error` is wrong, `warning` very probably; look at `info`.
   `explain` tells what a rule means and when it does not hold.
3. For a word that the termbases do not know, ask `concordance` how it was translated before.
4. Give the revised translation, then a table of your changes: before, after, why, with the rule or the concept id. List
   apart what you could not verify. Change nothing else.

Source:
{source}

Translation:
{target}"""

_READING = ToolAnnotations(read_only_hint=True, open_world_hint=False)
_PROPOSING = ToolAnnotations(read_only_hint=False, destructive_hint=False, open_world_hint=False)
Text = Annotated[str, Field(max_length=LONGEST_TEXT)]


def build(session: Session) -> MCPServer:
    """Return a server over a session. It opens no file that a client names: there are no paths in its tools."""
    server: MCPServer = MCPServer(
        NAME, "yizhi 一致", instructions=INSTRUCTIONS, version=version("yizhi"), log_level="ERROR"
    )
    _terms(server, session)
    _checks(server, session)
    _proposals(server, session)
    _resources(server, session)
    _prompts(server)
    return server


def _terms(server: MCPServer, session: Session) -> None:
    """What is official."""

    @server.tool(annotations=_READING, structured_output=False)
    def lookup(query: Annotated[str, Field(max_length=400)], limit: Annotated[int, Field(ge=1, le=20)] = 5) -> str:
        """Find UN names and terms by any Chinese or English form, also part of one: all forms with status, reference, concept id."""
        with _told():
            return answers.looked_up(query, session.look_up(query, limit), session)

    @server.tool(annotations=_READING, structured_output=False)
    def recognize(text: Text) -> str:
        """List the official terms in a Chinese or English text with their renderings in the other language."""
        with _told():
            return answers.recognized(session.recognize(text), session)

    @server.tool(annotations=_READING, structured_output=False)
    def concordance(
        words: Annotated[str, Field(max_length=400)], limit: Annotated[int, Field(ge=1, le=50)] = 10
    ) -> str:
        """Show sentences of the translation memory that hold these words, with their translations and documents."""
        with _told():
            return answers.contexts(session.concordance(ConcordanceQuestion(words, limit=limit)), session)


def _checks(server: MCPServer, session: Session) -> None:
    """What is wrong."""

    @server.tool(annotations=_READING, structured_output=False)
    def check_translation(source: Text, target: Text) -> str:
        """Check a passage against its translation (Chinese–English, either way): names, terms, figures, dates, omissions, writing."""
        with _told():
            return answers.checked(session.report_pair(source, target), session)

    @server.tool(annotations=_READING, structured_output=False)
    def check_text(text: Text) -> str:
        """Check a Chinese or English text by itself: forms of names, spelling, punctuation, style."""
        with _told():
            return answers.checked(session.report_text(text), session)

    @server.tool(annotations=_READING, structured_output=False)
    def explain(rule: Annotated[str, Field(max_length=80)]) -> str:
        """Explain a rule that a finding names: what it looks for, why, when it does not hold."""
        with _told():
            return session.explain(rule)


def _proposals(server: MCPServer, session: Session) -> None:
    """What may become official when a person decides so."""

    @server.tool(annotations=_PROPOSING, structured_output=False)
    def propose_term(
        chinese: Annotated[str, Field(max_length=200)] = "",
        english: Annotated[str, Field(max_length=200)] = "",
        reference: Annotated[str, Field(max_length=400, description="where it can be verified")] = "",
        note: Annotated[str, Field(max_length=400)] = "",
    ) -> str:
        """Propose a term for a person to decide on. It is not official by this."""
        with _told():
            concept = session.propose(ProposedTerm(chinese, english, note, reference), NAME)
        return f"proposed as {concept.id}; not official until a person accepts it (yizhi review)"


def _resources(server: MCPServer, session: Session) -> None:
    """What can be cited."""

    @server.resource("yizhi://concept/{id_}", name="concept", mime_type="text/plain", description="A concept by its id")
    def concept(id_: str) -> str:
        existing = session.concept(id_)
        if existing is None:
            raise ResourceError(f"no concept {id_!r:.80}")
        return answers.record(existing, session.source_of(id_))

    @server.resource(
        "yizhi://rule/{name}", name="rule", mime_type="text/plain", description="The manual page of a rule"
    )
    def rule(name: str) -> str:
        try:
            return session.explain(name)
        except YizhiError as error:
            raise ResourceError(str(error)) from None


def _prompts(server: MCPServer) -> None:
    @server.prompt(title="Revise a UN translation")
    def revise(source: str, target: str) -> list[Message]:
        """Revise a translation of a United Nations text with official terms and checks."""
        return [UserMessage(REVISION.format(source=source, target=target))]


class _told:  # noqa: N801 - used as a statement
    """Errors of users become answers of the tool, in one line."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, YizhiError):
            raise ToolError(str(error)) from None
