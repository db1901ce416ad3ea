"""What several behaviours use: empty words, files, the plainest spoil."""

from dataclasses import replace
from typing import Any

from paht.law.casework.case import FileRef, Written
from paht.simulation.situation import Situation, Spoil

BLANK = Written("blank", "0" * 64, 0)
PHOTO = FileRef("photo", "1" * 64, "image/jpeg")
PAPER = FileRef("paper", "2" * 64, "application/pdf")


def calm(situation: Situation, command: object = None) -> bool:
    """Whether no alarm stands."""
    alarm = situation.case.alarm
    return alarm is None or alarm.lowered_at is not None


def ready(situation: Situation, command: object = None) -> bool:
    """Whether a body may be charged in the ordinary way: no alarm stands, and the text is not held."""
    return calm(situation) and situation.case.held is None


def but(**changes: Any) -> Spoil:
    """The same command with these fields spoilt."""
    return lambda situation, command: replace(command, **changes)
