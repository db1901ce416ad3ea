"""What messages to senders say, of the report nothing but its code. The words stand here, beside the vault process that
sends them; versions that an administrator edited lie in a table and are looked through again before they are used
(:mod:`paht.messages.wording_rules`), so that nobody who may order a message can make a telephone show words of
their own."""

from collections.abc import Callable, Iterable, Mapping

from paht.messages.wording_en import ENGLISH
from paht.messages.wording_rules import filled_in, problems
from paht.messages.wording_vi import VIETNAMESE
from paht.messages.words import LONG, SHORT, SUBJECT, Words

BUILT_IN: Mapping[str, Mapping[str, Words]] = {"vi": VIETNAMESE, "en": ENGLISH}
"""By language and template."""

TO_SENDER: dict[str, str] = {template: words.short for template, words in VIETNAMESE.items()}

Edited = Callable[[int, str, str, str], Iterable[str]]
"""The edited versions of (province, template, kind, language), newest first."""


def nothing_edited(_jurisdiction_id: int, _template: str, _kind: str, _language: str) -> Iterable[str]:
    """For whoever has no table at hand."""
    return ()


def built_in(template: str, kind: str, language: str) -> str:
    """The program's own text; KeyError for a template that is not one of a sender's."""
    words: str = getattr(BUILT_IN.get(language, VIETNAMESE)[template], kind)
    return words


def needs_code(template: str) -> bool:
    """Whether a message of this template must name its report."""
    return "{code}" in VIETNAMESE[template].short


def text_of(
    jurisdiction_id: int, template: str, kind: str, language: str, *, edited: Edited = nothing_edited
) -> str:
    """The newest edited version in which nothing is wrong, else the program's own text."""
    for text in edited(jurisdiction_id, template, kind, language):
        if not problems(kind, text, needs_code=needs_code(template)):
            return text
    return built_in(template, kind, language)


def message(
    jurisdiction_id: int,
    template: str,
    *,
    code: str,
    long: bool,
    language: str = "vi",
    link: str = "",
    edited: Edited = nothing_edited,
) -> tuple[str, str] | None:
    """Text and subject; ``None`` for a template that is not one of a sender's, or that names a report where there is
    none. ``long`` is for chats, letters and pushes; a language that we do not speak is Vietnamese."""
    if template not in VIETNAMESE or (needs_code(template) and not code):
        return None
    language = language if language in BUILT_IN else "vi"
    text, subject = (
        filled_in(text_of(jurisdiction_id, template, kind, language, edited=edited), code=code, link=link)
        for kind in (LONG if long else SHORT, SUBJECT)
    )
    return text, subject


def text_to_sender(template: str, *, code: str) -> str | None:
    """What the telephone shows by the program's own words."""
    found = message(0, template, code=code, long=False)
    return None if found is None else found[0]
