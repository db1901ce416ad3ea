"""Random people do random things at random moments: what must hold after every step, whatever they do."""

import json
import random
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from tests.law.courses import (
    ABSENT,
    BLANK,
    DOES,
    EDITIONS,
    LETTER,
    NOTICE,
    PHOTO,
    ROADS,
    WASTE,
    WATER,
    Course,
    actor,
    command,
    findings,
    with_procedure,
    written,
)
from tests.law.worktime.worktime_cases import at

from paht.law.casework import commands as c
from paht.law.casework.authority import Permit, permitted
from paht.law.casework.binding import bound_body, coordinator
from paht.law.casework.case import Actor, Case, Duty, PublicPicture, Refused
from paht.law.casework.codec import (
    canonical,
    decode_case,
    decode_event,
    encode_case,
    encode_event,
)
from paht.law.casework.decide import COMMANDS
from paht.law.casework.events import AnsweredPrivately, ConfidentialityAsked, Event, Published, SecretMarked
from paht.law.casework.evolve import evolve
from paht.law.casework.holding import holders
from paht.law.casework.publicity import publicity
from paht.law.casework.states import (
    Field,
    Kind,
    Party,
    Procedure,
    RequestKind,
    RequestState,
    Role,
    Stage,
    Subject,
)
from paht.law.register import clauses

WALKS, STEPS = 240, 60
MOST_WALKS = 1200
"""As many walks where something rare has not happened yet."""
START = at("2026-01-05 08:00")

FORWARD = (
    *(c.WithdrawEscalation, c.GiveUpInvitation, c.AnswerCoordination, c.Agree, c.AskAgreement),
    *(c.Publish, c.ApproveResult, c.EndorseResult, c.SubmitResult, c.RecordResult),
    *(c.CloseReturnedPart, c.GoOnWithout, c.Receive, c.ConfirmUrgency, c.PassOn, c.Dispatch),
    *(c.Accept, c.Verify, c.Send, c.DispatchUrgently),
)
"""The course from its end: whoever does the first of these that is allowed comes nearer to the end."""


ASIDE: dict[type[c.Command], float] = {
    **dict.fromkeys((c.Refuse, c.Withdraw, c.MarkSecret, c.RaiseAlarm, c.DispatchUrgently), 0.85),
    **dict.fromkeys((c.PassForMonitoring, c.Escalate, c.AskCoordinator), 0.7),
    c.DraftInvitation: 0.5,
}
"""What leads away from the course, and how often the course is gone on with instead."""

ANSWERS: dict[RequestKind, tuple[type[c.Command], ...]] = {
    RequestKind.EXTENSION: (c.GrantExtension, c.GrantExtension, c.RefuseExtension),
    RequestKind.STEP_BACK: (c.AgreeStepBack, c.DeclineStepBack),
}
"""What answers an agency's request, which the operations centre rarely leaves lying."""


def random_actor(chance: random.Random) -> Actor:
    role = chance.choice(list(Role))
    body = chance.choice([None, ROADS, WASTE, "ioc"])
    return Actor(chance.choice(["the-sender", "another", f"the-{role}"]), frozenset({role}), body)


def likely_actor(chance: random.Random, course: Course, kind: type[c.Command], number: int) -> Actor:
    usual = DOES[kind]
    if issubclass(kind, c.RequestCommand):
        request = next((r for r in course.case.requests if r.number == number), None)
        number = request.assignment or 0 if request else 0
    assignment = course.case.lead if kind is c.SendAnswerBack else course.case.assignment(number)
    if issubclass(kind, c.AssignmentCommand | c.RequestCommand) and assignment is not None and usual.body:
        (role,) = usual.roles
        return actor(role, body=assignment.agency)
    return usual


def changes(chance: random.Random, course: Course, kind: type[c.Command], number: int) -> dict[str, Any]:
    """What is said in the command: mostly sensible, now and then empty, unknown or of another edition."""
    edition, some_text = course.edition, chance.choice([written(), written(), written(), BLANK])
    bound = bound_body(course.case, edition) if chance.random() < 0.8 else None
    grounds = [g.key for g in (*edition.supplement_grounds, *edition.refusal_grounds)]
    made: dict[type[c.Command], Callable[[], dict[str, Any]]] = {
        c.Send: lambda: {
            "kind": chance.choice(list(Kind)),
            "field": chance.choice(list(Field)),
            "original": some_text,
            "personal_public": chance.random() < 0.5,
        },
        c.Originate: lambda: {"source_note": some_text, "source_verified": chance.random() < 0.8},
        c.Enter: lambda: {"original": some_text, "confidential": chance.random() < 0.3},
        c.RequestVerification: lambda: {
            "matter": chance.choice(["identity", "content", "?"]),
            "way": chance.choice(["call", "sms", "email", "?"]),
            "note": some_text,
        },
        c.AnswerVerification: lambda: {"answer": some_text},
        c.RecordVerification: lambda: {
            "outcome": chance.choice(["verified", "verified", "wrong", "not_reached", "not_reached", "?"]),
            "note": some_text,
        },
        c.MarkSecret: lambda: {"reference": some_text},
        c.ProposeCommendation: lambda: {"reason": some_text},
        c.MarkFalse: lambda: {"finding": some_text},
        c.Verify: lambda: {
            "findings": findings(
                edition,
                but=chance.choice(["", "", edition.conditions[0].key]),
                verdict=chance.choice(["", "fail", "override"]),
                reason=chance.choice([None, written()]),
            )
        },
        c.RequestSupplement: lambda: {"grounds": tuple(chance.sample(grounds, 1)), "guidance": some_text},
        c.Supplement: lambda: {"original": some_text, "files": chance.choice([(), (PHOTO,)])},
        c.Refuse: lambda: {"ground": chance.choice([*grounds, "?"]), "reason": some_text},
        c.Accept: lambda: {
            **chance.choice([{"text": some_text}, {"text": some_text}, {"text": None, "held": some_text}]),
            "field": chance.choice(list(Field)),
            "non_public_ground": chance.choice([None, "?", edition.non_public_grounds[0].key]),
        },
        c.Dispatch: lambda: {
            "agency": bound.agency if bound else chance.choice([ROADS, WASTE, ABSENT, "?"]),
            "note": some_text,
        },
        c.DispatchToSeveral: lambda: {
            "agencies": (bound.agency, *several(chance)) if bound else several(chance),
            "note": some_text,
        },
        c.CloseReturnedPart: lambda: {"note": some_text},
        c.DispatchToLead: lambda: {
            "agency": bound.agency if bound else chance.choice([ROADS, WASTE, ABSENT, "?"]),
            "note": some_text,
        },
        c.PassOn: lambda: {"agencies": several(chance), "note": some_text},
        c.GoOnWithout: lambda: {"note": some_text},
        c.SendAnswerBack: lambda: {"note": some_text},
        c.ReturnAssignment: lambda: {
            "ground": chance.choice(["?", *(g.key for g in edition.return_grounds)]),
            "responsible": chance.choice([None, " ", "Sở Xây dựng"]),
            "note": some_text,
        },
        c.RecordResult: lambda: {"result": some_text, "files": chance.choice([(), (PHOTO,)])},
        c.ReturnResult: lambda: {
            "ground": chance.choice(["?", *(g.key for g in edition.result_grounds)]),
            "note": some_text,
        },
        c.RaiseAlarm: lambda: {"kind": chance.choice(["fire", "other", "?"]), "note": some_text},
        c.LowerAlarm: lambda: {"reason": some_text},
        c.DispatchUrgently: lambda: {
            "agency": chance.choice([ROADS, WASTE, ABSENT, "?"]),
            "kind": chance.choice([None, "theft", "?"]),
            "reached": chance.random() < 0.5,
            "text": chance.choice([None, some_text]),
            "note": some_text,
        },
        c.ConfirmUrgency: lambda: {"force": some_text},
        c.FinishUrgency: lambda: {"finished_at": course.events[-1].at if course.events else START},
        c.EnterOutcome: lambda: {
            "finished_at": course.events[-1].at if course.events else START,
            "result": some_text,
        },
        c.Publish: lambda: {
            "answer": BLANK if course.case.secret_reference and chance.random() < 0.7 else some_text
        },
        c.Rate: lambda: {"level": chance.choice(["?", *(level.key for level in edition.levels)])},
        c.Interact: lambda: {"original": some_text},
        c.InteractWithPublic: lambda: {
            "original": some_text,
            "form": tuple((name, chance.choice(["ok", "ok", "missing"])) for name in ("name", "phone")),
        },
        c.JudgeInteraction: lambda: {
            "judgement": chance.choice(["?", "justified", "unjustified", "improper"]),
            "reason": some_text,
        },
        c.AnswerInteraction: lambda: {"answer": some_text},
        c.ReleaseText: lambda: {"text": some_text},
        c.ReleaseWords: lambda: {"text": some_text},
        c.ReleasePictures: lambda: {
            "pictures": (PublicPicture(chance.choice(["photo", "?"]), withheld=True),)
        },
        c.ReturnAnswer: lambda: {"note": some_text},
        c.ReleaseInteraction: lambda: {"question": some_text, "answer": some_text},
        c.RecordCall: lambda: {"answered": chance.random() < 0.5, "note": some_text},
        c.OfferUpdate: lambda: {"text": some_text, "files": ()},
        c.PostUpdate: lambda: {"text": some_text},
        c.DeclineUpdate: lambda: {"reason": some_text},
        c.RequestExtension: lambda: {
            "ground": chance.choice([*["complex"] * 7, "?"]),
            "reason": some_text,
            "document": chance.choice([*[NOTICE] * 7, replace(NOTICE, number=" ")]),
            "until": chance.choice([None, date(2026, 1, 1), *[date(2027, 6, 30)] * 8]),
        },
        c.GrantExtension: lambda: {
            "until": chance.choice([None, date(2026, 1, 1), date(2030, 1, 1), *[date(2027, 6, 1)] * 7]),
            "note": some_text,
        },
        c.RefuseExtension: lambda: {"reason": some_text},
        c.DeclareSanctionProcedure: lambda: {
            "ground": chance.choice(["?", *(g.key for g in edition.sanction_grounds)]),
            "reason": some_text,
        },
        c.ReportProgress: lambda: {"note": some_text},
        c.HandleDirectly: lambda: {"result": some_text, "note": some_text},
        c.RequestStepBack: lambda: {"reason": some_text},
        c.AskCoordinator: lambda: {"agency": chance.choice([ROADS, ROADS, WASTE, "?"]), "note": some_text},
        c.AnswerCoordination: lambda: {
            "agency": chance.choice([None, None, ROADS, WASTE]),
            "note": some_text,
        },
        c.Disagree: lambda: {"agency": chance.choice([None, WASTE, "?"]), "note": some_text},
        c.DraftInvitation: lambda: {
            "agency": chance.choice([ABSENT, ABSENT, ROADS, "?"]),
            "letter": some_text,
        },
        c.SendInvitation: lambda: {"document": replace(LETTER, number=chance.choice(["", "1/SKHCN"]))},
        c.Escalate: lambda: {
            "ground": chance.choice(["?", *(g.key for g in edition.escalation_grounds)]),
            "note": some_text,
        },
        c.RecordDirection: lambda: {
            "agency": chance.choice([None, ROADS, WASTE, WASTE, "?"]),
            "document": replace(
                LETTER, dated_on=chance.choice([*[LETTER.dated_on] * 4, date(2999, 1, 1), None])
            ),
            "instruction": some_text,
        },
        c.PassForMonitoring: lambda: {
            "agency": chance.choice([WASTE, ABSENT]),
            "ground": chance.choice(["?", *(g.key for g in edition.monitoring_grounds)]),
            "note": some_text,
        },
    }
    said = made[kind]() if kind in made else {}
    if issubclass(kind, c.AssignmentCommand):
        said["assignment"] = number
    elif issubclass(kind, c.RequestCommand):
        said["request"] = number
    return said


def several(chance: random.Random) -> tuple[str, ...]:
    """One to three bodies, mostly such as may be charged together."""
    return tuple(chance.choices([ROADS, WASTE, WATER, ABSENT], [5, 5, 5, 1], k=chance.randint(1, 3)))


def fitting(course: Course) -> list[type[c.Command]]:
    """The commands that the state of the case, of its last assignment or its last request allows."""
    case = course.case
    states = {case.stage, *(a.state for a in case.assignments[-1:]), *(r.state for r in case.requests[-1:])}
    states |= {a.state for a in case.assignments if a is coordinator(case)}
    return [step.command for step in course.edition.steps if step.at & states]


def permits(course: Course) -> list[Permit]:
    """What somebody who has to do with the case may do now."""
    bodies = [a.agency for a in course.case.assignments if a.state.is_open] or [None]
    people = (Actor("the-sender", frozenset(Role), body) for body in dict.fromkeys(bodies))
    found = [permitted(case=course.case, actor=who, edition=course.edition) for who in people]
    return list(dict.fromkeys(permit for permits in found for permit in permits))


def a_step(chance: random.Random, course: Course, done: Counter[type[c.Command]]) -> tuple[c.Command, Actor]:
    """Mostly something that is permitted, often what all the walks have done least, now and then anything at all."""
    fit = fitting(course)
    kind = chance.choice(fit) if fit and chance.random() < 0.8 else chance.choice(COMMANDS)
    if fit and chance.random() < 0.4:
        kind = min(fit, key=lambda step: done[step])
    if course.case.open_request(RequestKind.VERIFICATION) and chance.random() < 0.4:
        kind = c.RecordVerification  # what comes of it is said in the command: one kind, three outcomes
    if kind in ASIDE and chance.random() < ASIDE[kind]:
        kind = chance.choice([k for k in FORWARD if k in fit] or FORWARD)
    if kind is c.RecordJoining and chance.random() < 0.5:
        course.joined(ABSENT)
    if kind in (c.RecordCall, c.ReportProgress, c.MoveTerms) and chance.random() < 0.8:
        kind = chance.choice((*FORWARD, c.RequestExtension, c.RequestExtension))
    for request in course.case.requests[-1:]:
        if request.state is RequestState.OPEN and request.kind in ANSWERS and chance.random() < 0.4:
            kind = chance.choice(ANSWERS[request.kind])
    is_request = issubclass(kind, c.RequestCommand)
    parts = len(course.case.requests if is_request else course.case.assignments)
    number = parts if chance.random() < 0.9 else chance.randint(0, parts + 1)
    may = [(k, n or 0) for k, n in permits(course) if k is not c.MoveTerms]
    may = [each for each in may if each[0] not in ASIDE or chance.random() > ASIDE[each[0]]]
    if may and chance.random() < 0.6:
        least = chance.random() < 0.6
        kind, number = min(may, key=lambda each: done[each[0]]) if least else chance.choice(may)
    usual = chance.random() < 0.9
    who = likely_actor(chance, course, kind, number) if usual else random_actor(chance)
    return command(kind, course.edition, **changes(chance, course, kind, number)), who


FAR_ON = (c.Interact, c.AskAgreement, c.SendAnswerBack, c.CloseReturnedPart)
"""Where some walks begin: few come so far by chance, and much is possible there."""


def come_to(course: Course, kind: type[c.Command], now: datetime) -> None:
    """Bring the case to where that command may follow."""
    if kind is c.Interact:
        course.until(c.Publish, now)
    elif kind is c.AskAgreement:
        course.until(c.Accept, now).do(c.AskCoordinator, now).do(c.AnswerCoordination, now)
        course.handled(now, agency=WASTE)
    else:
        course.shared(kind, now)


def walk(
    edition: str, seed: int, done: Counter[type[c.Command]]
) -> Iterator[tuple[Course, tuple[Event, ...] | Refused, Case]]:
    """A walk: after each step the course, what was answered, and the case before."""
    chance = random.Random(seed)
    facts = with_procedure(chance.choice(list(Procedure)))
    course, now = Course(edition, facts), START + timedelta(minutes=seed)
    far = [kind for kind in FAR_ON if course.edition.step(kind)]
    if seed % 3 == 0:
        come_to(course, far[seed // 3 % len(far)], now)
    for _ in range(STEPS):
        now += timedelta(seconds=chance.choice([0, 1, 600, 3600, 90_000, 400_000]))
        said, who = a_step(chance, course, done)
        before, answer = course.case, course.ask(said, now, by=who)
        if not isinstance(answer, Refused):
            done[type(said)] += 1
            for event in answer:
                course.events.append(event)
                course.case = evolve(course.case, event)
        yield course, answer, before


def check_refusal(edition: str, refused: Refused) -> None:
    for one in refused.all:
        assert one.clause in clauses(), one
        assert one.clause[:2] == ("VL" if edition.startswith("vinh") else "ST"), one
        assert len(one.reason) > 10, one
        assert unicodedata.is_normalized("NFC", one.reason), one


def check_case(course: Course, before: Case, now: datetime) -> None:
    case = course.case
    assert case.version == len(course.events)
    check_duties(before, case)
    parties = {holding.party for holding in holders(case)}
    # The desk's target of releasing words stands beside the agency's own term.
    owing = {duty.holder for duty in case.duties if duty.term != "words_release"}
    if case.stage is Stage.DRAFT or case.stage.is_end:
        asked = {r.number for r in case.requests if r.state.is_open}
        assert {duty.subject_number for duty in case.duties} == asked, "only what was asked is still owed"
        assert {duty.subject for duty in case.duties} <= {Subject.REQUEST}
        assert parties == owing
        assert not any(a.state.is_open for a in case.assignments)
        assert (case.ended_at is not None) is case.stage.is_end
    else:
        assert parties
        assert parties <= {duty.holder for duty in case.duties}, "whoever has the case owes something"
        assert case.earliest_duty is not None
    kinds = {type(event.body) for event in course.events}
    answered = kinds & {Published, AnsweredPrivately}
    if publicity(case).content:
        assert answered == {Published}
        assert case.non_public_ground is None
        assert not kinds & {SecretMarked, ConfidentialityAsked}
    if case.non_public_ground is not None:
        assert Published not in answered
    assert not publicity(case).sender_name or case.personal_public


def check_duties(before: Case, case: Case) -> None:
    numbers = [duty.number for duty in case.duties]
    assert numbers == sorted(set(numbers))
    assert case.duties_opened >= before.duties_opened
    assert all(number <= case.duties_opened for number in numbers)
    was: dict[int, Duty] = {duty.number: duty for duty in before.duties}
    for duty in case.duties:
        assert duty.number > before.duties_opened or was[duty.number] == duty, "an open duty never changes"
        assert duty.starts_at < duty.due_at <= duty.violation_at
        assert duty.internal is (duty.clause == "")
    terms = [(duty.term, duty.subject_number) for duty in case.duties]
    assert len(terms) == len(set(terms)), f"one term is owed twice: {terms}"


def check_replay(course: Course) -> None:
    again = Case(id=course.case.id, edition=course.case.edition)
    for event in course.events:
        plain = canonical(encode_event(event))
        restored = decode_event(_json(plain))
        assert restored == event
        assert canonical(encode_event(restored)) == plain
        again = evolve(again, restored)
    assert again == course.case


def check_codec(case: Case) -> None:
    plain = canonical(encode_case(case))
    restored = decode_case(_json(plain))
    assert restored == case
    assert canonical(encode_case(restored)) == plain


def _json(text: bytes) -> Any:
    return json.loads(text)


def check_end_is_reachable(course: Course, now: datetime) -> None:
    """Whatever state a case is in, officers who do their work bring it to an end."""
    for _ in range(24 * max(len(course.case.assignments), 1)):
        if course.case.stage.is_end:
            return
        if course.case.held is not None:
            goes_on(course, c.ReleaseText, now)  # it may be given at any time, but moves nothing by itself
        if not any(goes_on(course, kind, now) for kind in FORWARD):
            pytest.fail(f"nobody can bring on a case in stage {course.case.stage}")
    assert course.case.stage.is_end


def goes_on(course: Course, kind: type[c.Command], now: datetime) -> bool:
    """Do it with the first part of the case that it fits; whether there was one."""
    bound = bound_body(course.case, course.edition)
    for number in range(max(len(course.case.assignments), len(course.case.requests)), -1, -1):
        is_dispatch = kind in (c.Dispatch, c.DispatchUrgently)
        said: dict[str, Any] = {"agency": bound.agency} if bound and is_dispatch else {}
        if issubclass(kind, c.AssignmentCommand):
            said["assignment"] = number
        elif issubclass(kind, c.RequestCommand):
            said["request"] = number
        if kind is c.Publish and course.case.secret_reference is not None:
            said["answer"] = BLANK
        if kind is c.PassOn:
            lead = course.case.lead
            said["agencies"] = (WATER,) if lead is None or lead.agency != WATER else (ROADS,)
        who = likely_actor(random.Random(0), course, kind, number)
        answer = course.ask(command(kind, course.edition, **said), now, by=who)
        if not isinstance(answer, Refused):
            for event in answer:
                course.events.append(event)
                course.case = evolve(course.case, event)
            return True
    return False


def everything(edition: str) -> set[str]:
    """What can happen to a case under the edition."""
    known = {"Sent", "Verified", "Accepted", "Dispatched", "Received", "HandlingBegun", "ResultRecorded"}
    known |= {"ResultSubmitted", "ResultApproved", "ResultRejected", "ResultReturned", "Published"}
    known |= {"AnsweredPrivately", "Rated", "SupplementRequested", "Supplemented", "CaseRefused"}
    known |= {"AssignmentReturned", "ExtensionRequested", "ExtensionGranted", "ExtensionRefused", "Urged"}
    known |= {"InteractionSent", "ClarificationOwed", "InteractionAnswered"}
    known |= {"AnswerReturned", "InteractionReleased", "CallRecorded"}
    known |= {"VerificationRequested", "VerificationAnswered", "VerificationTried"}
    known |= {"VerificationSucceeded", "VerificationFailed", "SecretMarked"}
    known |= {"AnsweredElsewhere", "CommendationProposed", "TextReleased", "WordsReleased"}
    known |= {"PicturesReleased"}
    known |= {"AlarmRaised", "AlarmPassed", "AlarmLowered", "OrdinaryResumed"}
    known |= {"UrgencyOrdered", "UrgencyConfirmed", "UrgencyFinished"}
    known |= {"InvitationDrafted", "InvitationSent", "InvitationGivenUp", "InvitationAnswered"}
    known |= {"Escalated", "DossierReported", "HandlerDesignated", "Instructed", "EscalationWithdrawn"}
    known |= {"PassedForMonitoring", "ReturnedPartClosed"}
    if edition == "vinh-long-2025":
        known |= {"Withdrawn", "SupplementLapsed", "VerificationLapsed", "FoundFalse"}
        known |= {"InteractionJudged", "UpdateOffered", "UpdatePosted", "UpdateDeclined"}
        known |= {"SanctionProcedureDeclared", "ProgressReported", "ResultEndorsed"}
        known |= {"StepBackRequested", "StepBackAgreed", "StepBackDeclined"}
        known |= {"CoordinationAsked", "HandlerNamed", "HandlerUnknown"}
        known |= {"AgreementAsked", "Agreed", "Disagreed"}
    else:
        known |= {"ConfidentialityAsked", "OutcomeEntered"}
        known |= {"PassedOn", "CooperationAsked", "PartReturned", "WentOnWithout"}
        known |= {"AnswersComplete", "AnswerSentBack", "AnswersReopened"}
    return known


@pytest.mark.parametrize("edition", EDITIONS)
def test_whatever_people_do_the_case_stays_whole(edition: str) -> None:
    known = everything(edition)
    seen: set[type[c.Command] | str] = set()
    done: Counter[type[c.Command]] = Counter()
    for seed in range(MOST_WALKS):
        if seed >= WALKS and seen >= known:
            break
        for course, answer, before in walk(edition, seed, done):
            if isinstance(answer, Refused):
                check_refusal(edition, answer)
                assert course.case is before
                continue
            if not answer:
                # A calendar that has not changed moves no term.
                assert course.case is before
                continue
            seen |= {type(event.body).__name__ for event in answer}
            check_case(course, before, answer[-1].at)
            check_codec(course.case)
        check_replay(course)
        check_end_is_reachable(course, START + timedelta(days=1000))
    assert seen == known, "the walks do not reach everything"


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_same_question_gets_the_same_answer(edition: str) -> None:
    first = [answer for _, answer, _ in walk(edition, 7, Counter())]
    assert first == [answer for _, answer, _ in walk(edition, 7, Counter())]


def test_the_walks_would_notice_a_duty_without_holder() -> None:
    course = Course("vinh-long-2025").until(c.Verify, START)
    course.case = replace(course.case, duties=())
    with pytest.raises(AssertionError, match="owes something"):
        check_case(course, course.case, START)
    assert Party.IOC in {holding.party for holding in holders(course.case)}
