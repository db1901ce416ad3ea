"""A case driven step by step through ``decide`` and ``evolve``, with one cast of actors, for the tests of the law."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from tests.law.worktime.worktime_cases import YEAR_2026, at

from paht.law import editions
from paht.law.casework import commands as c
from paht.law.casework.case import (
    Actor,
    Case,
    Document,
    Duty,
    FileRef,
    Finding,
    Place,
    PublicPicture,
    Refused,
    Written,
)
from paht.law.casework.decide import AgencyFact, Decided, Facts, decided
from paht.law.casework.events import Event
from paht.law.casework.evolve import evolve
from paht.law.casework.states import AssignmentState, Channel, Field, Kind, Procedure, Role
from paht.law.editions.rows import Edition
from paht.law.evidence.findings import Box
from paht.law.worktime import Calendar, Length

EDITIONS = ("vinh-long-2025", "soc-trang-2024")
CALENDAR = Calendar.from_dict(YEAR_2026)

ROADS, WASTE, ABSENT = "agency-roads", "agency-waste", "agency-absent"
WATER = "agency-water"
FACTS = Facts(
    agencies=MappingProxyType(
        {
            ROADS: AgencyFact(ROADS, joined=True, superior="committee", coordinates=True),
            WASTE: AgencyFact(WASTE, joined=True, superior="committee"),
            WATER: AgencyFact(WATER, joined=True, superior="committee"),
            ABSENT: AgencyFact(ABSENT, joined=False),
        }
    ),
    watch=("first", "second", "third"),
)


def actor(role: Role, *, id: str = "", body: str | None = None) -> Actor:
    """Somebody with one role; agency people belong to the road agency unless told otherwise."""
    if body is None and role in (Role.AGENCY_STAFF, Role.AGENCY_DEPUTY, Role.AGENCY_LEADER):
        body = ROADS
    return Actor(id or f"the-{role.value}", frozenset({role}), body)


SENDER = actor(Role.SENDER)
INTERACTOR = actor(Role.INTERACTOR)
SYSTEM = actor(Role.SYSTEM)
INTAKE = actor(Role.INTAKE)
DISPATCHER = actor(Role.DISPATCHER)
PUBLISHER = actor(Role.PUBLISHER)
SUPERVISING = actor(Role.SUPERVISING_DEPARTMENT, body="supervising")
CHAIR = actor(Role.PROVINCIAL_LEADER, body="committee")
STAFF = actor(Role.AGENCY_STAFF)
LEADER = actor(Role.AGENCY_LEADER)
DEPUTY = actor(Role.AGENCY_DEPUTY)

PHOTO = FileRef("photo", "0" * 64, "image/jpeg")
DOCUMENT = FileRef("document", "1" * 64, "application/pdf")
EARLY = at("2026-01-02 09:00")
NOTICE = Document("12/TB-SXD", EARLY.date(), DOCUMENT)
LETTER = Document("34/UBND-KT", EARLY.date(), None)
UNTIL = date(2026, 6, 30)
HERE = Place(10.2537, 105.9722, "gps", "29551")


def written(characters: int = 40, *, id: str = "text") -> Written:
    """A text of so many characters that lies elsewhere."""
    return Written(id, "c" * 64, characters)


BLANK = written(0)


def findings(edition: Edition, *, but: str = "", verdict: str = "", **more: Any) -> tuple[Finding, ...]:
    """Every condition found fulfilled, ``but`` one that has another verdict (none at all where it is empty)."""
    found = [Finding(condition.key, "pass") for condition in edition.conditions if condition.key != but]
    if but and verdict:
        found.append(Finding(but, verdict, **more))
    return tuple(found)


def sending(edition: Edition, /, **changes: Any) -> c.Send:
    """A report that may be sent under the edition."""
    good: dict[str, Any] = {
        "kind": Kind.REPORT,
        "field": Field.ROAD,
        "channel": Channel.WEB,
        "place": HERE,
        "original": written(120),
        "files": (PHOTO,),
        "form": tuple((field.name, "ok") for field in edition.form),
        "declared": True,
    }
    return c.Send(**(good | changes))


def entering(edition: Edition, /, **changes: Any) -> c.Enter:
    """A report that an officer may enter for a caller under the edition."""
    channel = sorted(edition.entered_channels)[0] if edition.entered_channels else Channel.HOTLINE
    sent = sending(edition, channel=channel)
    good = {name: getattr(sent, name) for name in c.Send.__dataclass_fields__} | {"sender": SENDER.id}
    return c.Enter(**(good | changes))


def command(kind: type[c.Command], edition: Edition, /, **changes: Any) -> c.Command:
    """A command of the kind that lacks nothing; it concerns the first assignment and the first request."""
    good: dict[type[c.Command], Callable[[], dict[str, Any]]] = {
        c.Verify: lambda: {"findings": findings(edition)},
        c.RequestSupplement: lambda: {"grounds": ("content_unclear",), "guidance": written()},
        c.Supplement: lambda: {"request": 1, "original": written(90), "files": (PHOTO,)},
        c.LapseSupplement: lambda: {"request": 1},
        c.Originate: lambda: {
            "kind": Kind.REPORT,
            "field": Field.DRAINAGE,
            "place": HERE,
            "original": written(120),
            "files": (),
            "source": edition.sources[0].key if edition.sources else "camera",
            "source_verified": True,
            "source_note": written(),
        },
        c.RequestVerification: lambda: {"matter": "content", "way": "call", "note": written()},
        c.AnswerVerification: lambda: {"request": 1, "answer": written(60)},
        c.RecordVerification: lambda: {
            "request": 1,
            "outcome": "verified",
            "way": "call",
            "note": written(),
        },
        c.LapseVerification: lambda: {"request": 1},
        c.AskConfidentiality: dict,
        c.MarkSecret: lambda: {"reference": written(30)},
        c.ReleaseText: lambda: {"text": written(80, id="released")},
        c.ReleasePictures: lambda: {
            "pictures": (PublicPicture(PHOTO.id, (Box(left=0.1, top=0.2, width=0.3, height=0.1),)),)
        },
        c.ReleaseWords: lambda: {"request": 1, "text": written(30, id="released-words")},
        c.ProposeCommendation: lambda: {"reason": written()},
        c.MarkFalse: lambda: {"finding": written()},
        c.Refuse: lambda: {"ground": "complaint", "reason": written()},
        c.Accept: lambda: {"text": written(100), "field": Field.ROAD},
        c.Dispatch: lambda: {"agency": ROADS, "note": written()},
        c.DispatchToSeveral: lambda: {"agencies": (ROADS, WASTE), "note": written()},
        c.CloseReturnedPart: lambda: {"note": written()},
        c.DispatchToLead: lambda: {"agency": ROADS, "note": written()},
        c.PassOn: lambda: {"assignment": 1, "agencies": (WASTE,), "note": written()},
        c.GoOnWithout: lambda: {"assignment": 1, "note": written()},
        c.SendAnswerBack: lambda: {"assignment": 2, "note": written()},
        c.Receive: lambda: {"assignment": 1},
        c.ReturnAssignment: lambda: {
            "assignment": 1,
            "ground": "not_competent",
            "note": written(),
            "responsible": "Sở Nông nghiệp và Môi trường",
        },
        c.BeginHandling: lambda: {"assignment": 1},
        c.RecordResult: lambda: {"assignment": 1, "result": written(), "files": (PHOTO,)},
        c.SubmitResult: lambda: {"assignment": 1, "note": written()},
        c.ApproveResult: lambda: {"assignment": 1, "note": written()},
        c.RejectResult: lambda: {"assignment": 1, "note": written()},
        c.ReturnResult: lambda: {
            "assignment": 1,
            "ground": edition.result_grounds[0].key,
            "note": written(),
        },
        c.Publish: lambda: {"answer": written()},
        c.Rate: lambda: {"level": edition.levels[0].key},
        c.Interact: lambda: {"original": written()},
        c.InteractWithPublic: lambda: {"original": written(), "form": (("name", "ok"), ("phone", "ok"))},
        c.JudgeInteraction: lambda: {"request": 1, "judgement": "unjustified", "reason": written()},
        c.AnswerInteraction: lambda: {"request": 1, "answer": written()},
        c.ReturnAnswer: lambda: {"request": 1, "note": written()},
        c.ReleaseInteraction: lambda: {"request": 1, "question": written(), "answer": written()},
        c.RecordCall: lambda: {"assignment": 1, "answered": False, "note": written()},
        c.OfferUpdate: lambda: {"assignment": 1, "text": written(), "files": (PHOTO,)},
        c.PostUpdate: lambda: {"request": 1, "text": written()},
        c.DeclineUpdate: lambda: {"request": 1, "reason": written()},
        c.Withdraw: dict,
        c.AskCoordinator: lambda: {"agency": ROADS, "note": written()},
        c.AnswerCoordination: lambda: {"assignment": 1, "agency": WASTE, "note": written()},
        c.AskAgreement: lambda: {"assignment": 1, "note": written()},
        c.Agree: lambda: {"assignment": 1, "note": written()},
        c.Disagree: lambda: {"assignment": 1, "note": written()},
        c.DraftInvitation: lambda: {"agency": ABSENT, "letter": written(300)},
        c.SendInvitation: lambda: {"request": 1, "document": LETTER},
        c.RecordJoining: lambda: {"request": 1},
        c.GiveUpInvitation: lambda: {"request": 1, "note": written()},
        c.Escalate: lambda: {"ground": "disagreement", "note": written()},
        c.ReportDossier: lambda: {"request": 1, "dossier": written(900)},
        c.RecordDirection: lambda: {
            "request": 1,
            "agency": WASTE,
            "instruction": written(),
            "document": LETTER,
        },
        c.WithdrawEscalation: lambda: {"request": 1, "note": written()},
        c.PassForMonitoring: lambda: {
            "agency": WASTE,
            "ground": "not_enough_grounds",
            "note": written(),
        },
        c.Urge: lambda: {"assignment": 1, "note": written()},
        c.MoveTerms: lambda: {"calendar_version": 2},
        c.RequestExtension: lambda: {
            "assignment": 1,
            "ground": "complex",
            "reason": written(),
            "document": NOTICE,
            "until": UNTIL,
        },
        c.GrantExtension: lambda: {"request": 1, "until": UNTIL, "note": written()},
        c.RefuseExtension: lambda: {"request": 1, "reason": written()},
        c.DeclareSanctionProcedure: lambda: {
            "assignment": 1,
            "ground": "sanction",
            "reason": written(),
            "document": NOTICE,
            "recorded_at": EARLY,
        },
        c.ReportProgress: lambda: {"assignment": 1, "note": written()},
        c.HandleDirectly: lambda: {
            "assignment": 1,
            "result": written(),
            "files": (PHOTO,),
            "note": written(),
        },
        c.EndorseResult: lambda: {"assignment": 1, "note": written()},
        c.DeclineResult: lambda: {"assignment": 1, "note": written()},
        c.RequestStepBack: lambda: {"assignment": 1, "reason": written()},
        c.AgreeStepBack: lambda: {"request": 1, "note": written()},
        c.DeclineStepBack: lambda: {"request": 1, "reason": written()},
        c.RaiseAlarm: lambda: {"kind": "fire", "note": written()},
        c.LowerAlarm: lambda: {"reason": written()},
        c.PassAlarm: dict,
        c.DispatchUrgently: lambda: {
            "agency": ROADS,
            "note": written(),
            "text": written(100),
            "reached": True,
            "kind": "fire",
        },
        c.ConfirmUrgency: lambda: {"assignment": 1, "force": written()},
        c.FinishUrgency: lambda: {"assignment": 1, "finished_at": at("2026-03-10 09:00")},
        c.EnterOutcome: lambda: {
            "assignment": 1,
            "result": written(),
            "finished_at": at("2026-03-10 09:00"),
            "source": written(20),
        },
    }
    if kind is c.Send:
        return sending(edition, **changes)
    if kind is c.Enter:
        return entering(edition, **changes)
    return kind(**(good[kind]() | changes))


DOES: dict[type[c.Command], Actor] = {
    c.Send: SENDER,
    c.Originate: INTAKE,
    c.Enter: INTAKE,
    c.RequestVerification: INTAKE,
    c.AnswerVerification: SENDER,
    c.RecordVerification: INTAKE,
    c.LapseVerification: SYSTEM,
    c.AskConfidentiality: SENDER,
    c.MarkSecret: INTAKE,
    c.ReleaseText: DISPATCHER,
    c.ReleaseWords: DISPATCHER,
    c.ReleasePictures: DISPATCHER,
    c.ProposeCommendation: PUBLISHER,
    c.MarkFalse: INTAKE,
    c.Verify: INTAKE,
    c.RequestSupplement: INTAKE,
    c.Supplement: SENDER,
    c.LapseSupplement: SYSTEM,
    c.MoveTerms: SYSTEM,
    c.Refuse: INTAKE,
    c.Accept: INTAKE,
    c.Dispatch: DISPATCHER,
    c.DispatchToSeveral: DISPATCHER,
    c.CloseReturnedPart: DISPATCHER,
    c.DispatchToLead: DISPATCHER,
    c.PassOn: STAFF,
    c.GoOnWithout: STAFF,
    c.SendAnswerBack: STAFF,
    c.Receive: STAFF,
    c.ReturnAssignment: STAFF,
    c.BeginHandling: STAFF,
    c.RecordResult: STAFF,
    c.SubmitResult: STAFF,
    c.ApproveResult: LEADER,
    c.RejectResult: LEADER,
    c.ReturnResult: PUBLISHER,
    c.Publish: PUBLISHER,
    c.Rate: SENDER,
    c.Interact: SENDER,
    c.InteractWithPublic: INTERACTOR,
    c.JudgeInteraction: INTAKE,
    c.AnswerInteraction: STAFF,
    c.ReturnAnswer: PUBLISHER,
    c.ReleaseInteraction: PUBLISHER,
    c.RecordCall: DISPATCHER,
    c.OfferUpdate: STAFF,
    c.PostUpdate: PUBLISHER,
    c.DeclineUpdate: PUBLISHER,
    c.Withdraw: SENDER,
    c.AskCoordinator: DISPATCHER,
    c.AnswerCoordination: STAFF,
    c.AskAgreement: DISPATCHER,
    c.Agree: STAFF,
    c.Disagree: STAFF,
    c.DraftInvitation: DISPATCHER,
    c.SendInvitation: SUPERVISING,
    c.RecordJoining: SYSTEM,
    c.GiveUpInvitation: DISPATCHER,
    c.Escalate: DISPATCHER,
    c.ReportDossier: SUPERVISING,
    c.RecordDirection: SUPERVISING,
    c.WithdrawEscalation: SUPERVISING,
    c.PassForMonitoring: DISPATCHER,
    c.RequestExtension: STAFF,
    c.GrantExtension: INTAKE,
    c.RefuseExtension: INTAKE,
    c.DeclareSanctionProcedure: STAFF,
    c.ReportProgress: STAFF,
    c.HandleDirectly: LEADER,
    c.EndorseResult: DEPUTY,
    c.DeclineResult: DEPUTY,
    c.RequestStepBack: STAFF,
    c.AgreeStepBack: PUBLISHER,
    c.DeclineStepBack: PUBLISHER,
    c.Urge: DISPATCHER,
    c.RaiseAlarm: INTAKE,
    c.LowerAlarm: INTAKE,
    c.PassAlarm: SYSTEM,
    c.DispatchUrgently: INTAKE,
    c.ConfirmUrgency: STAFF,
    c.FinishUrgency: STAFF,
    c.EnterOutcome: INTAKE,
}
"""Somebody who may do each."""

TO_PUBLICATION = (
    *(c.Send, c.Verify, c.Accept, c.Dispatch, c.Receive, c.RecordResult, c.SubmitResult),
    *(c.ApproveResult, c.Publish),
)
"""The shortest course from sending to publication."""


def with_procedure(procedure: Procedure, *own_terms: tuple[str, Length]) -> Facts:
    """The same bodies, the road agency with that internal procedure and own shorter terms."""
    roads = replace(FACTS.agencies[ROADS], procedure=procedure, own_terms=own_terms)
    return Facts(agencies=MappingProxyType({**FACTS.agencies, ROADS: roads}))


class Course:
    """A case on its way: what happened to it, and how it stands."""

    def __init__(self, edition: str, facts: Facts = FACTS) -> None:
        self.edition = editions.get(edition)
        self.facts = facts
        self.case = Case(id="case-1", edition=edition)
        self.events: list[Event] = []

    def ask(
        self, command_: c.Command, at: datetime, *, by: Actor | None = None, facts: Facts | None = None
    ) -> tuple[Event, ...] | Refused:
        """What the law answers; nothing is changed. ``facts``: what lies outside the case, if not the course's."""
        answer = self._decided(command_, at, by, facts)
        return answer if isinstance(answer, Refused) else answer.events

    def _decided(
        self, command_: c.Command, at: datetime, by: Actor | None, facts: Facts | None
    ) -> Decided | Refused:
        return decided(
            self.case,
            command_,
            actor=by or DOES[type(command_)],
            facts=facts or self.facts,
            now=at,
            edition=self.edition,
            calendar=CALENDAR,
        )

    def do(
        self, kind: type[c.Command], at: datetime, /, *, by: Actor | None = None, **changes: Any
    ) -> "Course":
        """Do it; it must be allowed."""
        answer = self._decided(command(kind, self.edition, **changes), at, by, None)
        assert not isinstance(answer, Refused), f"{kind.__name__}: {answer}"
        for event in answer.events:
            self.events.append(event)
            self.case = evolve(self.case, event)
        assert answer.after == self.case, "the case of the decision is the case of its events"
        return self

    def refused(
        self, kind: type[c.Command], at: datetime, /, *, by: Actor | None = None, **changes: Any
    ) -> Refused:
        """The refusal; it must not be allowed."""
        answer = self.ask(command(kind, self.edition, **changes), at, by=by)
        assert isinstance(answer, Refused), f"{kind.__name__} was allowed"
        return answer

    def until(self, kind: type[c.Command], at: datetime) -> "Course":
        """The normal course up to and with that command, all at one moment; a deputy who is asked agrees."""
        for step in TO_PUBLICATION[: TO_PUBLICATION.index(kind) + 1]:
            if step is c.ApproveResult and self.case.assignments[0].state is AssignmentState.WITH_DEPUTY:
                self.do(c.EndorseResult, at)
            self.do(step, at)
        return self

    def handled(
        self, at: datetime, *, agency: str = ROADS, until: type[c.Command] = c.ApproveResult
    ) -> "Course":
        """Dispatched to the agency and handled up to and with that command, all at one moment."""
        number = len(self.case.assignments) + 1
        steps = TO_PUBLICATION[TO_PUBLICATION.index(c.Dispatch) : TO_PUBLICATION.index(until) + 1]
        for kind in steps:
            if kind is c.Dispatch:
                self.do(kind, at, agency=agency)
                continue
            role = Role.AGENCY_LEADER if kind is c.ApproveResult else Role.AGENCY_STAFF
            self.do(kind, at, by=actor(role, body=agency), assignment=number)
        return self

    def joined(self, agency: str) -> "Course":
        """That body has joined the system meanwhile."""
        fact = AgencyFact(agency, joined=True)
        self.facts = replace(self.facts, agencies=MappingProxyType({**self.facts.agencies, agency: fact}))
        return self

    def answered(self, number: int, at: datetime, *, by: str = WASTE) -> "Course":
        """Another agency's part, brought to an approved result at one moment."""
        staff, leader = (actor(role, body=by) for role in (Role.AGENCY_STAFF, Role.AGENCY_LEADER))
        state = part.state if (part := self.case.assignment(number)) else None
        if state == "dispatched":
            self.do(c.Receive, at, by=staff, assignment=number)
        for kind, who in ((c.RecordResult, staff), (c.SubmitResult, staff), (c.ApproveResult, leader)):
            self.do(kind, at, by=who, assignment=number)
        return self

    def shared(self, kind: type[c.Command], at: datetime) -> "Course":
        """A case of several agencies on which that command may follow: roads has part 1, waste part 2, water part 3."""
        self.until(c.Accept, at)
        if kind in (c.DispatchToSeveral, c.DispatchToLead):
            return self
        others = {"by": actor(Role.AGENCY_STAFF, body=WATER), "assignment": 3}
        if kind is c.CloseReturnedPart and not self.edition.step(c.DispatchToSeveral):
            # Side by side only where something urgent called more than one body, and was found not to be urgent.
            for agency in (ROADS, WASTE, WATER):
                self.do(c.DispatchUrgently, at, agency=agency)
            self.do(c.LowerAlarm, at).do(c.Receive, at, **others)
            return self.do(c.ReturnAssignment, at, **others)
        if kind is c.CloseReturnedPart:
            self.do(c.DispatchToSeveral, at, agencies=(ROADS, WASTE, WATER)).do(c.Receive, at, **others)
            return self.do(c.ReturnAssignment, at, **others)
        self.do(c.DispatchToLead, at).do(c.Receive, at)
        if kind is c.PassOn:
            return self
        self.do(c.PassOn, at, agencies=(WASTE, WATER))
        if kind is c.SendAnswerBack:
            return self.answered(2, at)
        self.do(c.Receive, at, **others)
        return self.do(c.ReturnAssignment, at, ground="cooperating_not_competent", **others)

    def until_approved(self, at: datetime) -> "Course":
        """From the agency's work on to the leader's approval, all at one moment."""
        return self.do(c.RecordResult, at).do(c.SubmitResult, at).do(c.ApproveResult, at)

    def duty(self, term: str) -> Duty:
        """The one open duty of that term."""
        (duty,) = (duty for duty in self.case.duties if duty.term == term)
        return duty

    def owed(self) -> set[str]:
        """The terms that are owed now."""
        return {duty.term for duty in self.case.duties}

    def outcome(self, duty: Duty) -> str:
        """How that duty ended."""
        (found,) = (end.outcome for event in self.events for end in event.ended if end.number == duty.number)
        return found
