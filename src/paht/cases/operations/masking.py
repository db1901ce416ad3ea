"""Releasing the words of citizens to those outside the operations centre."""

import os
from collections.abc import Sequence

from paht.cases.operations.performing import Outcome, Step, perform
from paht.cases.texts import compose, in_vault
from paht.identity import new_id
from paht.law.casework import commands as c
from paht.law.casework.case import Masked, Written
from paht.people.vault import Sealed, seal


def release_text(step: Step, *, text: str, masked: Sequence[Masked] = ()) -> Outcome:
    """Release the text of an accepted report; ``masked`` says what was masked in it, never what it was."""
    released = compose(text, purpose="accepted")
    return perform(step, c.ReleaseText(text=released.written, masked=tuple(masked)), [released])


def release_words(step: Step, *, request: int, text: str, masked: Sequence[Masked] = ()) -> Outcome:
    """Release what was asked about the answer, or written with a rating, to those who must clarify it."""
    released = compose(text, purpose="question")
    command = c.ReleaseWords(request=request, text=released.written, masked=tuple(masked))
    return perform(step, command, [released])


def sealed_words(jurisdiction_id: int, text: str) -> tuple[Written, tuple[Sealed, ...]]:
    """The text in a vault record of its own, and how an event refers to it; nothing is sealed for no text."""
    words = text.replace("\r\n", "\n").strip()
    record_id, salt = new_id(), os.urandom(16)
    fields = {"description": words, "salt": salt.hex()}
    sealed = (seal(record_id=record_id, jurisdiction_id=jurisdiction_id, fields=fields),) if words else ()
    return in_vault(words, record_id=record_id, salt=salt), sealed
