"""Releasing the words of citizens to those outside the operations centre."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from paht.law.casework import events as e
from paht.law.casework.altered import replace
from paht.law.casework.case import Case
from paht.law.casework.evolving.parts import with_request


def _text_released(case: Case, body: e.TextReleased, at: datetime) -> Case:
    return replace(case, text=body.text, held=None)


def _words_released(case: Case, body: e.WordsReleased, at: datetime) -> Case:
    request = next(r for r in case.requests if r.number == body.request)
    return with_request(case, body.request, state=request.state, question=body.text)


def _pictures_released(case: Case, body: e.PicturesReleased, at: datetime) -> Case:
    decided = {picture.file: picture for picture in (*case.public_pictures, *body.pictures)}
    return replace(case, public_pictures=tuple(decided.values()))


CHANGES: dict[type[e.Body], Callable[[Case, Any, datetime], Case]] = {
    e.TextReleased: _text_released,
    e.WordsReleased: _words_released,
    e.PicturesReleased: _pictures_released,
}
