"""The law's quick ``replace`` gives what the standard library's gives, for every value that is ever replaced."""

import dataclasses
from datetime import UTC, datetime
from typing import Any

import pytest

from paht.law.casework.altered import replace
from paht.law.casework.case import Assignment, Case, Duty, Request, Written
from paht.law.casework.states import (
    AssignmentRole,
    AssignmentState,
    Party,
    RequestKind,
    RequestState,
    Stage,
    Subject,
)

AT = datetime(2026, 11, 18, 3, 0, tzinfo=UTC)
VALUES: tuple[tuple[Any, dict[str, Any]], ...] = (
    (Case(id="a", edition="b"), {"stage": Stage.SENT, "version": 7, "sent_at": AT}),
    (Assignment(1, "x", AssignmentRole.SOLE, AssignmentState.DISPATCHED, None, AT), {"received_at": AT}),
    (
        Request(1, RequestKind.SUPPLEMENT, RequestState.OPEN, ("g",), Written("t", "0", 3), AT),
        {"state": RequestState.LAPSED},
    ),
    (Duty(1, "t", "VL.1", Party.IOC, None, Subject.CASE, 0, AT, AT, AT), {"internal": True}),
)


@pytest.mark.parametrize(("value", "changes"), VALUES)
def test_it_gives_what_the_standard_library_gives(value: Any, changes: dict[str, Any]) -> None:
    before = dataclasses.replace(value)
    assert replace(value, **changes) == dataclasses.replace(value, **changes)
    assert replace(value) == value == before, "the first value is left as it was"
    with pytest.raises(KeyError):
        replace(value, unheard_of=1)
