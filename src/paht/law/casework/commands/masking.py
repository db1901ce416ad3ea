"""Releasing the words of citizens to those outside the operations centre, masked or as they are."""

from dataclasses import dataclass

from paht.law.casework.case import Masked, PublicPicture, Written
from paht.law.casework.commands.base import Command, RequestCommand


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseText(Command):
    """Release the text of an accepted report, or release it anew where something in it was overlooked
    (VL.7.5, ST.4.5). ``masked`` says what was masked in it."""

    text: Written
    masked: tuple[Masked, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseWords(RequestCommand):
    """Release what somebody asked about the answer, or wrote with a rating, to those who must clarify it
    (VL.7.5, ST.4.5)."""

    text: Written
    masked: tuple[Masked, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasePictures(Command):
    """Decide what everybody sees of the pictures named: their copies with those parts covered, or nothing. Given
    again for a picture it takes the place of what was decided before (VL.7.5, ST.4.5)."""

    pictures: tuple[PublicPicture, ...]
