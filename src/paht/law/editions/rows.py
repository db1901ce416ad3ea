"""The rows of which an edition is made. A number in the law is a row; a condition is a row that names its clause."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from paht.law.casework.case import Case
from paht.law.casework.commands import Command
from paht.law.casework.events import Body
from paht.law.casework.states import (
    AssignmentRole,
    AssignmentState,
    Channel,
    Field,
    Kind,
    Party,
    RequestKind,
    RequestState,
    Role,
    Stage,
    Subject,
)
from paht.law.worktime import Calendar, DayCount, Length

State = Stage | AssignmentState | RequestState

HANDLING_CAPACITIES = frozenset(role for role in AssignmentRole if role.handles)
"""The capacities in which an agency handles; the others coordinate, monitor."""


class LetterForm(StrEnum):
    """How the result is written to the sender: in which of the forms that the regulations' appendices know."""

    NOTICE = "notice"
    """A notice: agency, greeting, opening, summary, thanks (VL.PL)."""
    STATE_LETTER = "state_letter"
    """An official letter with state header, number, place and date, recipients, signature (ST.PL1)."""


class Relation(StrEnum):
    """How an agency must stand to a case for a step; a sender always acts on their own report alone."""

    CHARGED = "charged"
    """It has the assignment that the step is about; of a step about the case, any open assignment of the step's
    capacities."""
    SUPERIOR = "superior"
    """It is the superior body of an agency with an open assignment."""
    LEADS = "leads"
    """It leads the case (ST.7.3.2)."""
    ANY = "any"
    """None is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term: what opens it, what ends it, how long it runs, and who holds it.

    ``owed`` is false for a *window*: a time in which something may be done, without a duty to do it.
    ``begins`` gives another start than the moment of the opening event.
    ``when`` narrows the opening to some bodies. ``also`` names further clauses that say the same.
    ``superseded_by`` names what puts another term in its place: then it was neither met nor missed. ``lifted_by``
    names what lifts it from then on: what was overdue already stays late.
    ``resumes`` names what sets it going again, with its first start, unless it would have run out before.
    ``day`` gives the day on whose last working moment it is due, in place of a length; ``extends`` names the term
    in whose place it stands, whose moments stay on record as the original ones. ``source`` names the law outside the
    regulation from which its length comes.
    An internal target (nội bộ) has no clause and is never a violation.
    """

    key: str
    name: str
    clause: str
    length: Length
    holder: Party
    subject: Subject
    starts: tuple[type[Body], ...]
    ends: tuple[type[Body], ...] = ()
    superseded_by: tuple[type[Body], ...] = ()
    internal: bool = False
    owed: bool = True
    also: tuple[str, ...] = ()
    when: Callable[[Case, Body], bool] | None = None
    begins: Callable[[Case, Body, datetime, Calendar], datetime] | None = None
    lifted_by: tuple[type[Body], ...] = ()
    resumes: tuple[type[Body], ...] = ()
    day: Callable[[Case, Body], date] | None = None
    extends: str = ""
    source: str = ""

    @property
    def length_text(self) -> str:
        """Its length in words."""
        return "đến ngày Trung tâm xác định" if self.day else str(self.length)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Who may do what, and where in the course: one row of a transition table.

    ``clause`` allows it; ``otherwise`` is the sentence given where the state does not allow it. ``relation`` says how
    an agency must stand to the case. ``capacities`` are those of the assignments that a step about an assignment
    fits, ``request_kind`` the kind of request that a step about a request answers (``None``: any).
    """

    command: type[Command]
    name: str
    clause: str
    by: frozenset[Role]
    at: frozenset[State]
    otherwise: str
    relation: Relation = Relation.CHARGED
    capacities: frozenset[AssignmentRole] = HANDLING_CAPACITIES
    request_kind: RequestKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """A field of the sending form: personal fields are kept in the vault. ``pattern`` is a full-match expression."""

    name: str
    label: str
    clause: str
    required: bool
    pattern: str
    missing: str
    malformed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A condition of admission that an officer finds fulfilled or overrides with a reason.

    ``kinds`` are those that it binds; ``binds_originated``: also what the IOC itself found; ``spares_linked``: not a
    report that takes up an answered one again; ``within_hours``: so many hours by the clock before sending;
    ``ground``: the key of the ground on which a report that does not fulfil it goes back to its sender, or is refused.
    """

    key: str
    clause: str
    name: str
    kinds: frozenset[Kind]
    binds_originated: bool = False
    spares_linked: bool = False
    within_hours: int | None = None
    ground: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A ground of refusal, supplement, return or non-public acceptance, with the guidance that goes with it; also a
    matter to verify, a source of the IOC's own.

    Of a return by an agency: ``names_responsible`` asks it to name the body that is competent, ``only_in_window``
    closes the way back once the window of the same key has passed, ``capacities`` are those in which an agency may
    give it. Of a returned result: ``only_again`` asks that one was returned before. ``kinds`` are those that it fits;
    ``spares_linked`` as of a condition. ``needs_reason``: the officer writes what makes it so. Of a matter to verify:
    ``refusal`` is the ground on which a wrong one is refused, ``first_time_only`` limits it to first-time senders. Of
    a judgement on an interaction: ``is_taken`` passes it on to the agency.
    """

    key: str
    clause: str
    name: str
    guidance: str = ""
    names_responsible: bool = False
    only_in_window: bool = False
    capacities: frozenset[AssignmentRole] = HANDLING_CAPACITIES
    only_again: bool = False
    is_taken: bool = False
    kinds: frozenset[Kind] = frozenset(Kind)
    spares_linked: bool = False
    needs_reason: bool = False
    refusal: str = ""
    first_time_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationGround:
    """A ground on which a report is brought before the People's Committee or its chair (``to``, in words).

    ``when`` is what the case must be like (``None``: whatever it is), ``otherwise`` the sentence where it is not.
    """

    key: str
    clause: str
    name: str
    to: str
    when: Callable[[Case], bool] | None = None
    otherwise: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationGround:
    """A violation that an officer may find against a sender; ``lock`` is the key of the lock for which it counts."""

    key: str
    clause: str
    name: str
    lock: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """What is closed to a sender after ``more_than`` violations: counted over ``within_months`` calendar months
    (``None``: ever), for ``locked_months`` (``None``: until the IOC lifts it)."""

    key: str
    clause: str
    name: str
    more_than: int
    within_months: int | None = None
    locked_months: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgentSign:
    """A field in which something may be urgent, and of which kind; ``alone``: the field by itself raises the alarm."""

    field: Field
    kind: str
    alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level of satisfaction; ``is_satisfied`` where it counts for the share of the satisfied (VL.15.2.b),
    ``asks_clarification`` where the agency then has to clarify (VL.14.2)."""

    key: str
    name: str
    clause: str
    is_satisfied: bool = False
    asks_clarification: bool = False


class Measure(StrEnum):
    """What of an agency's conduct a failing is measured by."""

    TERMS = "terms"
    """Terms that it overran into violation."""
    CALLS = "calls"
    """Calls from the shared number that it did not take."""
    RATINGS = "ratings"
    """What senders found of its results."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing:
    """A failing of agencies that is reported to the People's Committee: a row of the list of the regulation.

    ``terms`` are those whose violation counts; ``least`` is how many make it a failing. Of calls: so many missed
    within ``within_days`` calendar days, the first one's day included. Of ratings: a share of the satisfied under
    ``under_percent``. ``cooperation`` marks what shows poor cooperation.
    """

    key: str
    name: str
    clause: str
    measure: Measure
    terms: frozenset[str] = frozenset()
    least: int = 1
    within_days: int = 0
    under_percent: int = 0
    cooperation: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A part of an agency's score: ``weight`` of a hundred. The regulations ask for a ranking and give no formula,
    so every weight is the operator's own and shown beside the ranking."""

    key: str
    name: str
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """The rule of extension: ``term`` is the handling term before whose end it is asked for, once (ST.8.3)."""

    clause: str
    term: str
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, kw_only=True)
class Edition:
    """A regulation as rows. Everything in which provinces differ is here.

    ``designated_clause`` binds to the body that the People's Committee designated, ``coordinated_clause`` to the one
    that the coordinator named; a coordinator that has disagreed ``disagreements_until_direction`` times leaves the
    matter to a direction.
    ``in_force_on`` is the day of signing where an installation configures no other. An amended regulation is an
    edition of its own, with its own id; ``amends`` names the one that it changes.
    """

    id: str
    name: str
    province: str
    ioc: str
    code_prefix: str
    in_force_on: date
    in_force_clause: str
    channels: frozenset[Channel]
    channel_clause: str
    form: tuple[FormField, ...]
    photo_clause: str | None
    place_clause: str
    outside_clause: str
    content_clause: str
    declaration_clause: str
    security_clause: str
    incident_clause: str
    keeping_clause: str
    """All reports are kept."""
    responsibility_clause: str
    """What the sender declared is kept with the report."""
    consent_clause: str
    """Personal data are used for the handling with the sender's consent alone."""
    provision_clause: str
    """The sender's data are given to a competent body on a formal request."""
    writing_clause: str
    own_clause: str
    conditions: tuple[Condition, ...]
    supplement_grounds: tuple[Ground, ...]
    supplement_lapse_clause: str | None
    refusal_grounds: tuple[Ground, ...]
    non_public_grounds: tuple[Ground, ...]
    return_grounds: tuple[Ground, ...]
    result_grounds: tuple[Ground, ...]
    result_goes_to_leader: bool
    after_photo_clause: str | None
    after_photo_fields: frozenset[str]
    steps: tuple[Step, ...]
    terms: tuple[Term, ...]
    levels: tuple[Level, ...]
    result_form: str
    result_letter: LetterForm
    guidance_notice: str
    by_command: Mapping[type[Command], Step]
    day_count: DayCount = DayCount.WORKING_TIME
    dispatch_effect: Ground | None = None
    escalation_grounds: tuple[EscalationGround, ...] = ()
    monitoring_grounds: tuple[Ground, ...] = ()
    designated_clause: str | None = None
    coordinated_clause: str | None = None
    disagreements_until_direction: int = 0
    judgements: tuple[Ground, ...] = ()
    failings: tuple[Failing, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    ranking_clause: str = ""
    place_kinds: frozenset[Kind] = frozenset(Kind)
    verification_matters: tuple[Ground, ...] = ()
    verification_lapse_clause: str | None = None
    sources: tuple[Ground, ...] = ()
    entered_channels: frozenset[Channel] = frozenset()
    link_clause: str | None = None
    confidential_clause: str | None = None
    violation_grounds: tuple[ViolationGround, ...] = ()
    locks: tuple[Lock, ...] = ()
    extension: Extension | None = None
    sanction_grounds: tuple[Ground, ...] = ()
    procedures: tuple[Ground, ...] = ()
    own_terms_clause: str | None = None
    membership_clause: str | None = None
    membership_length: Length | None = None
    amends: str | None = None
    cited_as: Mapping[str, str] = field(default_factory=dict)
    """Clauses whose words do not follow from their identifier: a step (bước), a point without a letter."""
    urgent_clause: str = ""
    urgent_kinds: tuple[Ground, ...] = ()
    urgent_signs: tuple[UrgentSign, ...] = ()
    urgent_form: frozenset[str] = frozenset({"phone"})
    """The fields of the form that are asked for of something urgent."""
    superior_choice_clause: str | None = None
    """Leaves it open at each dispatch whether the superior body is told (ST.7.3.4); ``None``: it always is."""

    def step(self, command: type[Command]) -> Step | None:
        """The row for that command; ``None`` where the regulation does not know it."""
        return self.by_command.get(command)

    def term(self, key: str) -> Term:
        """The term of that key; ``KeyError`` when there is none."""
        return self._terms[key]

    def terms_opened_by(self, body: type[Body]) -> tuple[Term, ...]:
        """The terms, windows apart, that such an event starts or sets going again; in the order of the rows."""
        return self._opened.get(body, ())

    @cached_property
    def _terms(self) -> Mapping[str, Term]:
        return {term.key: term for term in self.terms}

    @cached_property
    def _opened(self) -> Mapping[type[Body], tuple[Term, ...]]:
        owed = [term for term in self.terms if term.owed]
        bodies = {body for term in owed for body in (*term.starts, *term.resumes)}
        return {body: tuple(t for t in owed if body in t.starts or body in t.resumes) for body in bodies}


def by_command(steps: tuple[Step, ...]) -> Mapping[type[Command], Step]:
    """The steps by command; a command has one row."""
    table = {step.command: step for step in steps}
    assert len(table) == len(steps), "a command has two rows"
    return table
