"""The matrix finds what it is there for: each defect is planted, and some cell must notice.

The second wall is taken down for these: it would hide a forgotten filter from whoever asks over HTTP.
"""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from types import FunctionType
from typing import Any

import pytest
from django.urls import get_resolver
from tests.authority.addresses import DECLARED
from tests.authority.cast import Stage
from tests.authority.commands import Given, answer, commands, fault
from tests.authority.matrix import cells, shown_abroad, wrong
from tests.authority.test_matrix import EDITION, StageOf, _patterns, unwritten
from tests.conftest import Clock

from paht.cases import queries
from paht.cases.queries import whole
from paht.cases.queries.scope import Scope
from paht.doors.agency import procedure
from paht.doors.citizen import proof, views_photos, views_public
from paht.doors.pages import entering, methods, roster, staff
from paht.law.casework import authority
from paht.law.casework import commands as c
from paht.law.casework.case import PublicPicture
from paht.law.casework.publicity import publicity
from paht.law.casework.states import Role
from paht.law.editions.rows import Edition
from paht.people import sessions
from paht.people.actors import Official, sender

Plant = Callable[[pytest.MonkeyPatch, Stage], None]
__all__ = ["unwritten"]


@dataclass(frozen=True)
class Defect:
    """A small change to the program, and the addresses or the command where somebody must notice."""

    name: str
    plant: Plant
    at: tuple[str, ...] = ()
    command: type[c.Command] | None = None
    abroad: bool = False

    def found(self, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> str | None:
        """The first cell that notices. What must be answered is worked out before the defect is there."""
        asked = list(cells(stage, addresses=[DECLARED[name] for name in self.at]))
        given = [each for each in commands(stage) if each.command is self.command] if self.command else []
        self.plant(monkeypatch, stage)
        return next(self._noticed(stage, asked, given), None)

    def _noticed(self, stage: Stage, asked: list[Any], given: list[Given]) -> Iterator[str]:
        yield from wrong(stage, asked)
        yield from filter(None, (fault(each, answer(stage, each)) for each in given))
        if self.abroad:
            yield from shown_abroad(stage)


def admits(name: str, *roles: Role) -> Plant:
    """Roles added to a page's guard."""

    def plant(monkeypatch: pytest.MonkeyPatch, _stage: Stage) -> None:
        view: Any = next(each.callback for each in _patterns(get_resolver()) if each.name == name)
        while not (isinstance(view, FunctionType) and view.__code__.co_name == "guarded"):
            view = view.__wrapped__
        cell = view.__closure__[view.__code__.co_freevars.index("roles")]  # type: ignore[index]
        monkeypatch.setattr(cell, "cell_contents", cell.cell_contents | set(roles))

    return plant


def sets(target: Any, name: str, value: Any) -> Plant:
    """An attribute replaced."""
    return lambda monkeypatch, _stage: monkeypatch.setattr(target, name, value)


def forgets(words: str) -> Plant:
    """A condition dropped from the statement that finds who is signed in."""

    def plant(monkeypatch: pytest.MonkeyPatch, _stage: Stage) -> None:
        assert words in sessions._OFFICIAL
        monkeypatch.setattr(sessions, "_OFFICIAL", sessions._OFFICIAL.replace(words, ""))

    return plant


def _without_second_factor(monkeypatch: pytest.MonkeyPatch, _stage: Stage) -> None:
    statement = sessions._OFFICIAL.replace("AND confirmed_at IS NOT NULL", "")
    shown = statement.replace("seen_at, confirmed_at FROM", "seen_at, seen_at AS confirmed_at FROM")
    assert len({sessions._OFFICIAL, statement, shown}) == 3
    monkeypatch.setattr(sessions, "_OFFICIAL", shown)


def _in_any_province(monkeypatch: pytest.MonkeyPatch, _stage: Stage) -> None:
    def found(request: Any) -> Official | None:
        from paht import clock

        return sessions.official_of(request.COOKIES.get("session", ""), at=clock.now())

    monkeypatch.setattr(staff, "signed_in", found)


def _whole_province(official: Official) -> Scope:
    return Scope("c.jurisdiction_id = %s", (official.jurisdiction_id,))


def _unpublished(monkeypatch: pytest.MonkeyPatch, _stage: Stage) -> None:
    def detail(*, jurisdiction_id: int, case_id: Any) -> Any:
        return whole._detail(
            f"{whole._detailed(whole._NOBODY)} c.jurisdiction_id = %s AND c.id = %s",
            [jurisdiction_id, case_id],
        )

    monkeypatch.setattr(queries, "public_detail", detail)
    monkeypatch.setattr(views_public, "publicity", _all_public)


def _all_public(case: Any) -> Any:
    return replace(publicity(case), content=True)


def _row(command: type[c.Command], **changes: Any) -> Plant:
    """A row of the edition changed."""

    def plant(monkeypatch: pytest.MonkeyPatch, _stage: Stage) -> None:
        real = Edition.step

        def step(self: Edition, asked: type[c.Command]) -> Any:
            row = real(self, asked)
            return replace(row, **changes) if asked is command and row else row

        monkeypatch.setattr(Edition, "step", step)

    return plant


def _any_method(self: Any, request: Any) -> Any:
    return self.get_response(request)


LEADER, AUDITOR = Role.AGENCY_LEADER, Role.AUDITOR
DEFECTS = (
    Defect(
        "leaders of agencies read the merits", admits("leadership-merits", LEADER), ("leadership-merits",)
    ),
    Defect("dispatchers administer", admits("administration", Role.DISPATCHER), ("administration",)),
    Defect(
        "dispatchers create accounts",
        admits("administration-account", Role.DISPATCHER),
        ("administration-account",),
    ),
    Defect("auditors ask for senders", admits("desk-sender", AUDITOR), ("desk-sender",)),
    Defect("auditors find violations", admits("desk-violation", AUDITOR), ("desk-violation",)),
    Defect("administrators read at the desk", admits("desk-case", Role.ADMINISTRATOR), ("desk-case",)),
    Defect("agencies read the queue", admits("desk", Role.AGENCY_STAFF), ("desk",)),
    Defect("publishers enter callers", admits("desk-new", Role.PUBLISHER), ("desk-new",)),
    Defect(
        "the desk reads agencies' members", admits("agency-members", *staff.EVERYBODY), ("agency-members",)
    ),
    Defect("everybody keeps the roster", sets(roster, "KEEPERS", staff.EVERYBODY), ("roster",)),
    Defect(
        "everybody settles procedures", sets(procedure, "KEEPERS", staff.EVERYBODY), ("agency-procedure",)
    ),
    Defect(
        "another province's session is good here", _in_any_province, ("desk", "agency-case", "leadership")
    ),
    Defect("closed accounts work on", forgets("AND s.is_active"), ("agency", "leadership")),
    Defect(
        "who left works on", forgets("AND (m.valid_until IS NULL OR m.valid_until > %(at)s)"), ("agency",)
    ),
    Defect(
        "sessions last for ever",
        forgets("AND seen_at > %(at)s - %(idle)s AND started_at > %(at)s - %(longest)s"),
        ("agency",),
    ),
    Defect("the password alone is enough", _without_second_factor, ("agency",)),
    Defect("every agency sees every case", sets(whole, "visible_to", _whole_province), ("agency-case",)),
    Defect(
        "no case is of a province", sets(whole, "visible_to", lambda official: Scope("true", ())), abroad=True
    ),
    Defect("results need no publication", _unpublished, ("citizen-result",)),
    Defect(
        "everybody sees every picture",
        sets(views_photos, "public_copy", lambda case, id: PublicPicture(id)),
        ("citizen-photo",),
    ),
    Defect(
        "everybody is the sender",
        sets(proof, "sender_of", lambda request, *, case: sender(case.sender)),
        ("citizen-rate",),
    ),
    Defect(
        "any method is taken for reading",
        sets(methods.MethodsMiddleware, "__call__", _any_method),
        ("roster",),
    ),
    Defect("no relation is asked for", sets(authority, "_is_related", lambda *asked: True), command=c.Urge),
    Defect(
        "staff approve",
        _row(c.ApproveResult, by=frozenset({LEADER, Role.AGENCY_STAFF})),
        command=c.ApproveResult,
    ),
    Defect("anything is withdrawn from the desk", _row(c.Refuse, by=frozenset(Role)), command=c.Refuse),
)


@pytest.mark.usefixtures("unwritten")
@pytest.mark.parametrize("defect", DEFECTS, ids=[defect.name for defect in DEFECTS])
def test_a_planted_defect_is_found(
    defect: Defect, stage_of: StageOf, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entering, "within", lambda jurisdiction_id: nullcontext())
    assert defect.found(stage_of(EDITION), monkeypatch) is not None
