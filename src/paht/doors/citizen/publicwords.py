"""The sender's words as everybody will read them: as an officer released them, else as the machine would mask them."""

from collections.abc import Sequence
from dataclasses import dataclass

from paht.cases.queries import Detail
from paht.law.casework.publicity import is_private, released
from paht.people.finding import MASKS, find, pieces, tidied


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the text: as it is, masked (``is_masked``: the words that stand there instead), or still to be looked
    at by an officer (``is_doubted``)."""

    text: str
    is_masked: bool = False
    is_doubted: bool = False


@dataclass(frozen=True, slots=True)
class PublicWords:
    """The text in pieces; ``is_decided``: whether an officer has released it."""

    pieces: tuple[Piece, ...]
    is_decided: bool


def public_words(detail: Detail, own_words: Sequence[str]) -> PublicWords | None:
    """What everybody reads of the sender's words, or would (VL.7.5, ST.4.5); ``None`` where none of it is public."""
    if is_private(detail.case) or detail.is_withheld:
        return None
    decided = released(detail.case)
    if decided is not None:
        return PublicWords((Piece(detail.text(decided)),), is_decided=True)
    text = tidied("\n\n".join(own_words))
    if not text.strip():
        return None
    made = tuple(
        Piece(words)
        if found is None
        else Piece(MASKS[found.kind], is_masked=True)
        if found.sure
        else Piece(words, is_doubted=True)
        for words, found in pieces(text, find(text))
    )
    return PublicWords(made, is_decided=False)
