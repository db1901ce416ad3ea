"""Releasing the words of citizens to those outside the operations centre."""

from dataclasses import dataclass

from paht.law.casework.case import Masked, PublicPicture, Written
from paht.law.casework.events.base import Body, RequestBody


@dataclass(frozen=True, slots=True, kw_only=True)
class TextReleased(Body):
    text: Written
    masked: tuple[Masked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsReleased(RequestBody):
    text: Written
    masked: tuple[Masked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PicturesReleased(Body):
    pictures: tuple[PublicPicture, ...]


BODIES: tuple[type[Body], ...] = (TextReleased, WordsReleased, PicturesReleased)
