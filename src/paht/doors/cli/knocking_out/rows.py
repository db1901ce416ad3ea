"""The rows of an edition as rules: each is removed, and each of its limits widened.

Nothing here knows a certain row: whatever an edition holds is taken, so that a new row is knocked out from its
first day.
"""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from paht.doors.cli.knocking_out.rule import Rule, binding
from paht.law.casework.commands import AssignmentCommand, RequestCommand
from paht.law.casework.states import (
    AGENCY_ROLES,
    AssignmentRole,
    AssignmentState,
    Channel,
    Field,
    Kind,
    Party,
    RequestState,
    Role,
    Stage,
)
from paht.law.editions.rows import Edition, FormField, LetterForm, Relation, Step, Term
from paht.law.worktime import Length

SETTINGS: dict[str, tuple[str, ...]] = {
    "channels": ("channel_clause",),
    "after_photo_fields": ("after_photo_clause",),
    "result_letter": ("result_form",),
}
"""Settings of an edition, by the fields that name their clauses; ``x`` beside ``x_clause`` needs no entry."""

ALL: dict[type, frozenset[Any]] = {
    each: frozenset(each)
    for each in (Role, Stage, AssignmentState, RequestState, AssignmentRole, Kind, Channel)
}
ALL[str] = frozenset(field.value for field in Field)


def rules_of(edition: Edition) -> Iterator[Rule]:
    """Every rule that the edition's rows make."""
    for field in fields(edition):
        value = getattr(edition, field.name)
        if isinstance(value, tuple) and value and is_dataclass(value[0]):
            for index, row in enumerate(value):
                yield from _of_row(edition, field.name, index, row)
        elif field.name.endswith("_clause") and value is not None and "None" in str(field.type):
            yield _rule(edition, f"{field.name} set aside", (value,), {field.name: None})
        elif hasattr(value, "clause"):
            yield _rule(edition, f"{field.name} removed", (value.clause,), {field.name: None})
        else:
            yield from _of_setting(edition, field.name, value)


def _of_setting(edition: Edition, name: str, value: object) -> Iterator[Rule]:
    named = [getattr(edition, source, None) for source in (*SETTINGS.get(name, ()), f"{name}_clause")]
    found = binding(each for each in named if isinstance(each, str))
    if found:
        for how, changed in _altered(value):
            yield _rule(edition, f"{name} {how}", found, {name: changed})


def _of_row(edition: Edition, where: str, index: int, row: Any) -> Iterator[Rule]:
    cited = tuple(clause for clause in (getattr(row, "clause", ""), *getattr(row, "also", ())) if clause)
    if not binding(cited):
        return
    key = getattr(row, "key", None) or getattr(row, "name", "")
    label = f"{where}.{row.command.__name__ if isinstance(row, Step) else key}"

    def rule(how: str, changed: Any, *more: str) -> Rule:
        rows = getattr(edition, where)
        after = (*rows[:index], *((changed,) if changed is not None else ()), *rows[index + 1 :])
        return _rule(edition, f"{label} {how}", (*cited, *more), {where: after})

    if not (isinstance(row, Term) and not row.owed):  # a window's row is asked for its length alone
        yield rule("removed", None)
    if isinstance(row, Step):
        yield from _of_step(edition, row, rule)
    elif isinstance(row, Term):
        yield from _of_term(row, rule)
    else:
        for field in fields(row):
            value = getattr(row, field.name)
            if isinstance(row, FormField) and field.name == "pattern":
                yield rule("takes anything", replace(row, pattern=r"(?s).*"))
            elif isinstance(value, bool) and value:
                yield rule(f"without {field.name}", replace(row, **{field.name: False}))
            elif isinstance(value, frozenset) and value != field.default:  # else the row sets no limit
                yield from (
                    rule(f"{field.name} {how}", replace(row, **{field.name: v})) for how, v in _altered(value)
                )


def _of_step(edition: Edition, row: Step, rule: Callable[..., Rule]) -> Iterator[Rule]:
    # Who may do what is the rule of the step's clause, and of the clause by which the centre alone does its work.
    own = edition.own_clause
    yield rule("by anybody", replace(row, by=ALL[Role]), own)
    if row.by & AGENCY_ROLES and row.relation is not Relation.ANY:
        yield rule("by any agency", replace(row, relation=Relation.ANY), own)
    if issubclass(row.command, AssignmentCommand):
        states: frozenset[Any] = ALL[AssignmentState]
        if row.capacities != ALL[AssignmentRole]:
            yield rule("in any capacity", replace(row, capacities=ALL[AssignmentRole]))
    else:
        states = ALL[RequestState if issubclass(row.command, RequestCommand) else Stage]
    if row.at != states:
        yield rule("in any state", replace(row, at=states))


def _of_term(row: Term, rule: Callable[..., Rule]) -> Iterator[Rule]:
    if row.day is None:  # else it ends with a day that was agreed on, and no length runs
        yield rule("longer", replace(row, length=Length(row.length.amount + 1, row.length.unit)))
        if row.length.amount > 1:
            yield rule("shorter", replace(row, length=Length(row.length.amount - 1, row.length.unit)))
    if not row.owed:
        return
    other = Party.IOC if row.holder is not Party.IOC else Party.AGENCY
    yield rule("held by another", replace(row, holder=other))
    for name in ("starts", "ends", "superseded_by"):
        bodies = getattr(row, name)
        for body in bodies if name != "starts" or len(bodies) > 1 else ():
            left: dict[str, Any] = {name: tuple(each for each in bodies if each is not body)}
            yield rule(f"{name} without {body.__name__}", replace(row, **left))
    for name in ("when", "begins"):
        if getattr(row, name) is not None:
            free: dict[str, Any] = {name: None}
            yield rule(f"without {name}", replace(row, **free))


def _altered(value: object) -> Iterator[tuple[str, object]]:
    """Other values of the same kind: what the rule would be without its limit."""
    if isinstance(value, bool):
        yield ("turned off" if value else "turned on"), not value
    elif isinstance(value, int):
        yield "one more", value + 1
    elif isinstance(value, Length):
        yield "longer", Length(value.amount + 1, value.unit)
    elif isinstance(value, LetterForm):
        yield "another", next(each for each in LetterForm if each is not value)
    elif isinstance(value, str) and value:
        yield "emptied", ""
    elif isinstance(value, frozenset) and value:
        every = ALL.get(type(next(iter(value))))
        yield "emptied", frozenset()
        if every and value != every:
            yield "widened to all", every
    elif isinstance(value, tuple) and value:
        yield "emptied", ()


def _rule(edition: Edition, name: str, cited: tuple[str | None, ...], changes: dict[str, Any]) -> Rule:
    def disable() -> None:
        # The very object is changed, for tests and modules hold it already.
        for field, value in changes.items():
            object.__setattr__(edition, field, value)
        if "steps" in changes:
            object.__setattr__(edition, "by_command", {step.command: step for step in edition.steps})
        edition.__dict__.pop("_terms", None)

    return Rule(name=f"{edition.id}: {name}", clauses=binding(cited), disable=disable, edition=edition.id)
