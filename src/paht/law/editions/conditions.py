"""Conditions on the opening of a term, other starts of it than the opening event, and days agreed on; a row names them.

An edition in Python calls them, an edition on file writes their names: ``on_ground(inadequate, still_inadequate)``.
"""

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date, datetime
from typing import Any

from paht.law.casework.case import Assignment, Case, Request
from paht.law.casework.events import (
    AlarmPassed,
    AssignmentBody,
    Body,
    Disagreed,
    RequestBody,
    ResultReturned,
    SanctionProcedureDeclared,
    UrgencyFinished,
)
from paht.law.casework.states import AssignmentRole, AssignmentState, Party, RequestState, Stage
from paht.law.worktime import Calendar, Length, due
from paht.law.worktime.length import Unit


@dataclass(frozen=True, slots=True)
class Named:
    """A condition, a start or a day, by its name and arguments; two of the same name and arguments are the same."""

    name: str
    arguments: tuple[str | int | Length, ...]
    rule: Callable[..., Any] = default(compare=False, repr=False)

    def __call__(self, *given: Any) -> Any:
        """What the rule says to the case and the body (and, of a start, the moment and the calendar)."""
        return self.rule(*given)

    def __str__(self) -> str:
        said = [length_text(each) if isinstance(each, Length) else str(each) for each in self.arguments]
        return f"{self.name}({', '.join(said)})" if said else self.name


CONDITIONS: dict[str, Callable[..., Named]] = {}
"""What a term's ``when`` may name."""
STARTS: dict[str, Callable[..., Named]] = {}
"""What a term's ``begins`` may name."""
DAYS: dict[str, Callable[..., Named]] = {}
"""What a term's ``day`` may name."""


def condition(function: Callable[[Case, Body], bool]) -> Named:
    """Names a condition that takes no arguments."""
    return _named(function, CONDITIONS)


def day(function: Callable[[Case, Body], date]) -> Named:
    """Names a day that takes no arguments."""
    return _named(function, DAYS)


def _named(function: Callable[[Case, Body], Any], table: dict[str, Callable[..., Named]]) -> Named:
    named = Named(function.__name__, (), function)
    table[named.name] = lambda: named
    return named


def condition_of(factory: Callable[..., Callable[[Case, Body], bool]]) -> Callable[..., Named]:
    """Names a condition by what makes it from its arguments."""
    return _registered(factory, CONDITIONS)


def standing(function: Callable[[Case], bool]) -> Named:
    """Names a condition on how the case stands, whatever happened last."""
    named = Named(function.__name__, (), lambda case, body=None: function(case))
    CONDITIONS[named.name] = lambda: named
    return named


def start_of(
    factory: Callable[..., Callable[[Case, Body, datetime, Calendar], datetime]],
) -> Callable[..., Named]:
    """Names a start by what makes it from its arguments."""
    return _registered(factory, STARTS)


def _registered(factory: Callable[..., Any], table: dict[str, Callable[..., Named]]) -> Callable[..., Named]:
    def make(*arguments: str | int | Length) -> Named:
        inspect.signature(factory).bind(*arguments)
        return Named(factory.__name__, arguments, factory(*arguments))

    table[factory.__name__] = make
    return make


def parsed(text: str, table: dict[str, Callable[..., Named]]) -> Named:
    """The condition or start that a text names; ``ValueError`` says which there are."""
    matched = re.fullmatch(r"(\w+)(?:\((.*)\))?", text.strip())
    make = table.get(matched[1]) if matched else None
    if matched is None or make is None:
        raise ValueError(f"không có điều kiện “{text}”; hiện có: {', '.join(sorted(table))}")
    words = [word.strip() for word in re.split(r",(?![^(]*\))", matched[2] or "") if word.strip()]
    try:
        return make(*(_argument(word) for word in words))
    except TypeError:
        raise ValueError(f"“{matched[1]}” cần số đối số khác, không phải {len(words)}") from None


def _argument(word: str) -> str | int | Length:
    if word.isdecimal():
        return int(word)
    return parsed_length(word) if word[:1].isdigit() else word


def length_text(length: Length) -> str:
    """A length as rows on file write it: ``6 working_day``."""
    return f"{length.amount} {length.unit.name.lower()}"


def parsed_length(text: str) -> Length:
    """The length that a text like ``6 working_day`` means; ``ValueError`` says how one is written."""
    amount, _, unit = text.strip().partition(" ")
    name = unit.strip().removesuffix("s").upper()
    if not amount.isdecimal() or int(amount) < 1 or name not in Unit.__members__:
        units = ", ".join(each.name.lower() for each in Unit)
        raise ValueError(f"độ dài “{text}” phải là một số nguyên dương và một đơn vị ({units})")
    return Length(int(amount), Unit[name])


@condition_of
def on_ground(*grounds: str) -> Callable[[Case, Body], bool]:
    """The result was given back on one of these grounds."""

    def holds(case: Case, body: Body) -> bool:
        return isinstance(body, ResultReturned) and body.ground in grounds

    return holds


@condition_of
def unless_owed(term: str) -> Callable[[Case, Body], bool]:
    """The case does not already owe that term."""

    def holds(case: Case, body: Body) -> bool:
        return all(duty.term != term for duty in case.duties)

    return holds


@condition_of
def back_at(stage: Stage, *unless: str) -> Callable[[Case, Body], bool]:
    """The event brings the case to that stage, where none of these terms is owed already."""

    def holds(case: Case, body: Body) -> bool:
        return case.stage == stage and all(duty.term not in unless for duty in case.duties)

    return holds


@condition
def once_all_are_in(case: Case, body: Body) -> bool:
    """The IOC has the results of everybody charged: with several agencies the last one begins the term."""
    return case.stage is Stage.CHECKING


@condition
def to_be_dispatched(case: Case, body: Body) -> bool:
    """The report, or a part of it that was given back, lies with the IOC, to go to another agency."""
    return case.stage is Stage.ACCEPTED or case.part_returned


@condition
def not_left_to_a_direction(case: Case, body: Body) -> bool:
    """The event is no disagreement after which a direction is asked for (VL.17.4, VL.20.1.d)."""
    return not (isinstance(body, Disagreed) and body.final)


@condition
def on_first_result(case: Case, body: Body) -> bool:
    """The result is ready for the first time: a redrafted one neither restarts the term nor doubles it."""
    assert isinstance(body, AssignmentBody)
    assignment = case.assignment(body.assignment)
    assert assignment is not None
    still_owed = any(d.term == "delivery" and d.subject_number == body.assignment for d in case.duties)
    return assignment.approved_at is None and not still_owed


@standing
def nobody_handles(case: Case) -> bool:
    """No body is charged with handling."""
    return not case.handling


@standing
def somebody_owes(case: Case) -> bool:
    """A body is charged and has not delivered: it handles, or it coordinates and was asked."""
    return any(
        a.state.is_open and a.state not in (AssignmentState.APPROVED, AssignmentState.FOLLOWING)
        for a in case.assignments
    )


@start_of
def latest_receipt(receipt: Length) -> Callable[[Case, Body, datetime, Calendar], datetime]:
    """So long after dispatch: the moment at which the agency must have received at the latest (VL.12.1.a)."""

    def start(case: Case, body: Body, at: datetime, calendar: Calendar) -> datetime:
        return due(calendar=calendar, start=_charged(case, body).dispatched_at, length=receipt).due_at

    return start


@start_of
def receipt_within(receipt: Length) -> Callable[[Case, Body, datetime, Calendar], datetime]:
    """The agency's receipt, but at the latest so long after dispatch (VL.12.1.a, VL.15.2.a)."""

    def start(case: Case, body: Body, at: datetime, calendar: Calendar) -> datetime:
        charged = _charged(case, body)
        latest = due(calendar=calendar, start=charged.dispatched_at, length=receipt).due_at
        return min(charged.received_at or at, latest)

    return start


def all_of(*conditions: Named) -> Named:
    """Every one of them holds."""
    texts = tuple(str(condition) for condition in conditions)
    return Named("all_of", texts, lambda case, body: all(holds(case, body) for holds in conditions))


CONDITIONS["all_of"] = lambda *texts: all_of(*(parsed(str(text), CONDITIONS) for text in texts))


def _charged(case: Case, body: Body) -> Assignment:
    assert isinstance(body, AssignmentBody)
    assignment = case.assignment(body.assignment)
    assert assignment is not None
    return assignment


@condition_of
def in_capacity(*capacities: AssignmentRole) -> Callable[[Case, Body], bool]:
    """The agency that the event is about is charged in one of these capacities."""
    return lambda case, body: _charged(case, body).role in capacities


@condition_of
def on_state(*states: AssignmentState) -> Callable[[Case, Body], bool]:
    """The assignment that the event is about is now in one of these states."""

    def holds(case: Case, body: Body) -> bool:
        assert isinstance(body, AssignmentBody)
        assignment = case.assignment(body.assignment)
        return assignment is not None and assignment.state in states

    return holds


@condition
def on_urgent(case: Case, body: Body) -> bool:
    """The agency was called to something urgent."""
    assert isinstance(body, AssignmentBody)
    assignment = case.assignment(body.assignment)
    return assignment is not None and assignment.urgent


@condition
def on_ordinary(case: Case, body: Body) -> bool:
    """The agency was not called to anything urgent."""
    return not on_urgent(case, body)


@condition
def awaits_force(case: Case, body: Body) -> bool:
    """An alarm stands and no body is charged with it yet."""
    return case.awaits_force


@condition_of
def rings_anew(*terms: str) -> Callable[[Case, Body], bool]:
    """The alarm does not ring yet, by none of these terms; or it rings at the next on duty."""

    def holds(case: Case, body: Body) -> bool:
        return isinstance(body, AlarmPassed) or all(duty.term not in terms for duty in case.duties)

    return holds


@condition_of
def passed_at_least(times: int) -> Callable[[Case, Body], bool]:
    """Nobody on duty took the alarm up so many times."""

    def holds(case: Case, body: Body) -> bool:
        return case.alarm is not None and case.alarm.passed >= times

    return holds


@condition_of
def passed_less_than(times: int) -> Callable[[Case, Body], bool]:
    """Nobody on duty took the alarm up fewer times than that."""
    enough = passed_at_least(times)
    return lambda case, body: not enough(case, body)


@condition_of
def nothing_ordinary_owed(*urgent: str) -> Callable[[Case, Body], bool]:
    """Before dispatch, the IOC owes nothing but these terms."""

    def holds(case: Case, body: Body) -> bool:
        before_dispatch = case.stage is not Stage.HANDLING and not case.handling
        return before_dispatch and all(d.holder is not Party.IOC or d.term in urgent for d in case.duties)

    return holds


@condition_of
def on_first_urgent_result(term: str) -> Callable[[Case, Body], bool]:
    """The agency was called to something urgent, and its result becomes known for the first time."""

    def holds(case: Case, body: Body) -> bool:
        charged = _charged(case, body)
        owed = any(d.term == term and d.subject_number == charged.number for d in case.duties)
        return charged.urgent and charged.approved_at is None and not owed

    return holds


@start_of
def force_finished() -> Callable[[Case, Body, datetime, Calendar], datetime]:
    """When the force has finished, as was recorded; at the latest when the result is (VL.16.4, ST.8.6.3)."""

    def start(case: Case, body: Body, at: datetime, calendar: Calendar) -> datetime:
        return body.finished_at if isinstance(body, UrgencyFinished) else at

    return start


@start_of
def call() -> Callable[[Case, Body, datetime, Calendar], datetime]:
    """When the agency was called to something urgent."""
    return lambda case, body, at, calendar: _charged(case, body).called_at or at


@start_of
def receipt_where_returned() -> Callable[[Case, Body, datetime, Calendar], datetime]:
    """The agency's receipt where a result is given back, which was none; else the event's own moment."""

    def start(case: Case, body: Body, at: datetime, calendar: Calendar) -> datetime:
        received_at = _charged(case, body).received_at
        return received_at if received_at and isinstance(body, ResultReturned) else at

    return start


@start_of
def record_drawn_up() -> Callable[[Case, Body, datetime, Calendar], datetime]:
    """When the record of the violation was drawn up."""

    def start(case: Case, body: Body, at: datetime, calendar: Calendar) -> datetime:
        assert isinstance(body, SanctionProcedureDeclared)
        return body.recorded_at

    return start


@condition
def by_the_regulation(case: Case, body: Body) -> bool:
    """The regulation's own term runs: it was neither extended nor gave way to another law's."""
    charged = _charged(case, body)
    return charged.extended_on is None and charged.sanction is None


@condition
def by_extension(case: Case, body: Body) -> bool:
    """An extension was granted, and no other law's term runs."""
    charged = _charged(case, body)
    return charged.extended_on is not None and charged.sanction is None


@day
def extended_day(case: Case, body: Body) -> date:
    """The day that the IOC set."""
    agreed_on = _charged(case, body).extended_on
    assert agreed_on is not None
    return agreed_on


@condition_of
def on_sanction(ground: str) -> Callable[[Case, Body], bool]:
    """A sanction procedure was declared on that ground."""
    return lambda case, body: _charged(case, body).sanction == ground


@condition
def under_sanction(case: Case, body: Body) -> bool:
    """A sanction procedure has been declared."""
    return _charged(case, body).sanction is not None


@condition
def no_sanction(case: Case, body: Body) -> bool:
    """No sanction procedure has been declared."""
    return not under_sanction(case, body)


@condition_of
def asked_of_agency(ground: str) -> Callable[[Case, Body], bool]:
    """An agency now has to clarify what was asked in words (``asked``) or by a rating (``rated``)."""

    def holds(case: Case, body: Body) -> bool:
        request = _request(case, body)
        return request.state is RequestState.OPEN and ground in request.grounds

    return holds


@condition
def words_to_release(case: Case, body: Body) -> bool:
    """An agency now has to clarify words of a citizen that no officer has released to it."""
    request = _request(case, body)
    return request.state is RequestState.OPEN and request.question is None and not request.text.is_blank


@condition_of
def request_in(*states: RequestState) -> Callable[[Case, Body], bool]:
    """The request that the event is about is now in one of these states."""
    return lambda case, body: _request(case, body).state in states


@start_of
def since_asked() -> Callable[[Case, Body, datetime, Calendar], datetime]:
    """The moment at which it was asked: the term runs from the sending, however long the IOC judged (VL.14.3)."""
    return lambda case, body, at, calendar: _request(case, body).asked_at


def _request(case: Case, body: Body) -> Request:
    assert isinstance(body, RequestBody)
    return next(request for request in case.requests if request.number == body.request)
