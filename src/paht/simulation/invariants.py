"""What must hold after every step, whatever happened. Each check names the invariant that it finds broken."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import Any

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework import holding, publicity
from paht.law.casework.altered import replace
from paht.law.casework.case import Actor, Assignment, Case, Duty, Refused, Request
from paht.law.casework.states import AssignmentState, Party, RequestKind, RequestState, Stage, Subject
from paht.law.editions.rows import Edition, Term
from paht.law.worktime import HO_CHI_MINH, Calendar, DayCount, Length, due, working_seconds
from paht.simulation import sharing
from paht.simulation.broken import must
from paht.simulation.course import authority, carried, causing, effects, standing
from paht.simulation.files import File, open_requests

_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)


def clauses_of(edition: Edition) -> frozenset[str]:
    """Every clause that a row of the edition names: what a refusal may cite."""
    found: set[str] = set()
    for place in fields(edition):
        value = getattr(edition, place.name)
        if place.name.endswith("clause") and value:
            found.add(value)
        for row in value if isinstance(value, tuple) else ():
            found |= {getattr(row, "clause", ""), *getattr(row, "also", ())}
    return frozenset(found - {""})


class Invariants:
    """The checks for one edition."""

    def __init__(self, edition: Edition, own: Mapping[tuple[str, str], Length] | None = None) -> None:
        self.edition = edition
        self.own = own or {}
        self.clauses = clauses_of(edition)
        self.terms = {term.key: term for term in edition.terms}
        self.owed = tuple(term for term in edition.terms if term.owed)
        self.begun_by: dict[type[e.Body], tuple[Term, ...]] = {
            body: tuple(term for term in self.owed if body in term.starts + term.resumes)
            for body in e.BODIES.values()
        }

    # The answer to a command

    def answer(
        self, *, case: Case, actor: Actor, command: c.Command, events: Any, sound: bool, fits: bool
    ) -> None:
        """The table, the rules beside it and the answer agree; a refusal cites a clause in words."""
        permitted = authority.permits(self.edition, actor, case, command)
        name = type(command).__name__

        def seen() -> str:
            roles = ", ".join(sorted(actor.roles)) or "no role"
            return f"{name} by {actor.id} ({roles}; {actor.body}) at {case.stage}: {command!r} -> {events!r}"

        if isinstance(events, Refused):
            for refusal in events.all:
                must(refusal.clause in self.clauses, "every refusal has a clause", seen)
                must(bool(refusal.reason.strip()), "every refusal has a reason", seen)
            must(not (permitted and sound and fits), "what the table allows is not refused", seen)
            return
        must(permitted, "no transition outside the edition's table", seen)
        must(sound and fits, "nothing forbidden is done", seen)
        nothing = isinstance(command, c.MoveTerms) and not events
        expected = () if nothing else causing.yields(case, command)
        must(tuple(type(event.body) for event in events) == expected, "a command causes its own events", seen)
        must(sharing.charged_as_said(command, events), "whom the command names is charged", seen)
        for event in events:
            for field in _shared(type(command), type(event.body)):
                same = getattr(command, field) == getattr(event.body, field)
                must(same, "an event says what the command said", seen)
            must(event.actor == actor, "an event names its actor", seen)

    # One event

    def event(self, *, file: File, before: Case, after: Case, event: e.Event, calendar: Calendar) -> None:
        """The event changed what it is about, nothing else, and moved the duties that the edition's rows name."""
        body = event.body

        def seen() -> str:
            return f"{body!r}: {before!r} -> {after!r}"

        must(after.version == before.version + 1, "each event is one version", seen)
        must(after.stage is effects.stage_after(before, after, body), "an event has its own effect", seen)
        flag = sharing.flag_of_case(before, after, body)
        must(after.part_returned == flag, "an event has its own effect", seen)
        for said, kept in carried.CARRIED.get(type(body), ()):
            must(getattr(body, said) == getattr(after, kept), "an event has its own effect", seen)
        directed = after.directed_to == effects.directed_to(before, body)
        must(directed, "an event has its own effect", seen)
        must(after.held == effects.held_after(before, body), "an event has its own effect", seen)
        decided = {picture.file: picture for picture in after.public_pictures}
        must(decided == effects.pictures_after(before, body), "an event has its own effect", seen)
        must(after.alarm == effects.alarm_after(before, body, event.at), "an event has its own effect", seen)
        moment = (
            "ended_at" if after.stage.is_end and not before.stage.is_end else carried.MOMENTS.get(type(body))
        )
        must(moment is None or getattr(after, moment) == event.at, "an event has its own effect", seen)
        if before.stage.is_end:
            must(after.answer == before.answer, "what was answered stays as it was", seen)
        if before.stage is not Stage.DRAFT:
            for name in carried.LASTING:
                must(
                    getattr(before, name) == getattr(after, name), "what was sent stays as it was sent", seen
                )
        self._assignments(before, after, body, event.at, seen)
        self._requests(before, after, body, event.at, seen)
        self._duties(before, after, event, calendar)
        self._remember(file, event)
        must(
            {duty.number: duty for duty in after.duties} == file.duties,
            "the duties are those opened and not ended",
            seen,
        )

    def _assignments(self, before: Case, after: Case, body: e.Body, at: datetime, seen: Any) -> None:
        about = body.assignment if isinstance(body, e.AssignmentBody) else None
        was = {a.number: a for a in before.assignments}
        expected = set(was) | ({about} if about else set())
        must({a.number for a in after.assignments} == expected, "an event has its own effect", seen)
        ends = after.stage.is_end and not before.stage.is_end
        beside = effects.beside(before, body)
        for assignment in after.assignments:
            if assignment.number == about:
                state = effects.assignment_after(was.get(assignment.number), after, body)
                must(assignment.state is state, "an event has its own effect", seen)
                flag = sharing.flag_of_part(was.get(assignment.number), after, body)
                must(assignment.part_returned == flag, "an event has its own effect", seen)
                for said, kept in carried.ASSIGNMENT_CARRIED.get(type(body), ()):
                    must(
                        getattr(body, said) == getattr(assignment, kept), "an event has its own effect", seen
                    )
                moment = carried.ASSIGNMENT_MOMENTS.get(type(body))
                must(moment is None or getattr(assignment, moment) == at, "an event has its own effect", seen)
                was_urgent = assignment.number in was and was[assignment.number].urgent
                must(
                    assignment.urgent == effects.urgent_after(was_urgent, body),
                    "an event has its own effect",
                    seen,
                )
                must(
                    assignment.urgent == (assignment.called_at is not None),
                    "an event has its own effect",
                    seen,
                )
                before_it = was[assignment.number].unmasked_at if assignment.number in was else None
                must(
                    assignment.unmasked_at == effects.unmasked_after(before_it, body, at),
                    "an event has its own effect",
                    seen,
                )
                procedure = effects.procedure_after(was.get(assignment.number), body)
                must(assignment.procedure is procedure, "an event has its own effect", seen)
                must(
                    _counted(was.get(assignment.number), assignment, body),
                    "an event has its own effect",
                    seen,
                )
            elif ends and was[assignment.number].state.is_open:
                must(assignment.state is AssignmentState.ENDED, "an end ends everything", seen)
            else:
                expected_one = was[assignment.number]
                if assignment.number in beside:
                    expected_one = replace(expected_one, **beside[assignment.number])
                must(assignment == expected_one, "an event changes nothing else", seen)

    def _requests(self, before: Case, after: Case, body: e.Body, at: datetime, seen: Any) -> None:
        about = getattr(body, "request", None)
        was = {r.number: r for r in before.requests}
        expected = set(was) | ({about} if about else set())
        must({r.number for r in after.requests} == expected, "an event has its own effect", seen)
        settles = isinstance(body, e.Verified) or (after.stage.is_end and not before.stage.is_end)
        for request in after.requests:
            if request.number == about:
                state = effects.request_after(before, after, body)
                must(request.state is state, "an event has its own effect", seen)
                for said, kept in carried.REQUEST_CARRIED.get(type(body), ()):
                    must(getattr(body, said) == getattr(request, kept), "an event has its own effect", seen)
                moment = carried.REQUEST_MOMENTS.get(type(body))
                must(moment is None or getattr(request, moment) == at, "an event has its own effect", seen)
            elif was[request.number].state is RequestState.OPEN and (
                settles or (isinstance(body, e.AlarmRaised) and request.kind in carried.EVIDENCE)
            ):
                must(request.state is RequestState.CANCELLED, "an end ends everything", seen)
            elif was[request.number].state is RequestState.OPEN and effects.moot(request, after, body):
                must(request.state is RequestState.CANCELLED, "what is moot is cancelled", seen)
            else:
                must(request == was[request.number], "an event changes nothing else", seen)

    # Duties, by a second reading of the edition's rows

    def _duties(self, before: Case, after: Case, event: e.Event, calendar: Calendar) -> None:
        body, at = event.body, event.at
        said = {ended.number: ended.outcome for ended in event.ended}
        expected = {}
        for duty in before.duties:
            outcome = self._outcome(duty, after, body, at)
            if outcome:
                expected[duty.number] = outcome
        must(
            said == expected,
            "a duty ends when its rows say",
            lambda: f"{body!r}: {said} instead of {expected}",
        )
        begun_by = self.begun_by[type(body)]
        # Whether a term begins is asked of the case as the event finds its duties.
        unchanged = replace(after, duties=before.duties) if begun_by else after
        due_now = [
            t
            for t in begun_by
            if (t.when is None or t.when(unchanged, body))
            and (type(body) in t.starts or self._still_runs(t, unchanged, event, calendar))
        ]
        must(
            [duty.term for duty in event.opened] == [term.key for term in due_now],
            "a duty begins when its rows say",
            lambda: f"{body!r}: {event.opened!r}",
        )
        for number, (duty, term) in enumerate(
            zip(event.opened, due_now, strict=True), before.duties_opened + 1
        ):
            must(duty.number == number, "duties are numbered on", lambda duty=duty: repr(duty))
            self._opened(duty, term, unchanged, event, calendar)
        if isinstance(body, e.TermMoved):
            self._moved(before, body, calendar)

    def _outcome(self, duty: Duty, after: Case, body: e.Body, at: datetime) -> str | None:
        term = self.terms[duty.term]
        about = _about(duty.subject, body)
        concerned = duty.subject is Subject.CASE or about == duty.subject_number
        if type(body) in term.superseded_by and concerned:
            return "void"
        if type(body) in term.lifted_by and concerned:
            return "late" if at > duty.due_at else "void"
        if type(body) in term.ends and concerned:
            return "late" if at > duty.due_at else "met"
        if (not after.stage.is_end or duty.subject is Subject.REQUEST) and _charged(after, duty):
            return None
        # What was overdue already stays late when its subject is gone.
        return "late" if at > duty.due_at else "void"

    def _opened(self, duty: Duty, term: Term, after: Case, event: e.Event, calendar: Calendar) -> None:
        start = term.begins(after, event.body, event.at, calendar) if term.begins else event.at
        assignment = _owing(after, term, event.body)
        body = assignment.agency if assignment else None
        as_said = (duty.starts_at, duty.clause, duty.holder, duty.subject, duty.internal, duty.body)
        must(
            as_said == (start, term.clause, term.holder, term.subject, term.internal, body)
            and duty.subject_number == _about(term.subject, event.body),
            "a duty is what its row says",
            lambda: f"{duty!r} of {term!r} by {event.body!r} at {event.at}",
        )
        self._agreed(duty, term, after, event, calendar)
        must(
            _runs(calendar, duty, duty.own or term.length, self.edition.day_count),
            "a term runs its length in working time",
            lambda: f"{duty!r} of {duty.own or term.length}",
        )

    def _agreed(self, duty: Duty, term: Term, after: Case, event: e.Event, calendar: Calendar) -> None:
        """Own terms, agreed days, and the moments of the term that an extended one stands for."""
        assignment = after.assignment(_about(Subject.ASSIGNMENT, event.body))
        own = self._own(term, duty.body, duty.starts_at, calendar)
        must(duty.own == own, "own terms are the shorter ones", lambda: f"{duty!r}, not {own}")
        day = assignment.extended_on if assignment and term.day else None
        must(duty.agreed_on == day, "an agreed day is the day set", lambda: repr(duty))
        moments = (duty.original_due_at, duty.original_violation_at)
        stood = next(
            (
                (d.due_at, d.violation_at)
                for d in after.duties
                if term.extends and d.term == term.extends and d.subject_number == duty.subject_number
            ),
            (None, None),
        )
        must(moments == stood, "an extended term keeps its original moments", lambda: repr(duty))

    def _own(self, term: Term, body: str | None, start: datetime, calendar: Calendar) -> Length | None:
        """The agency's own length of the term, where that ends earlier."""
        own = self.own.get((body or "", term.key))
        if own is None or term.internal or term.day:
            return None
        count = self.edition.day_count
        ends = [due(calendar, start, length, count=count).due_at for length in (own, term.length)]
        return own if ends[0] < ends[1] else None

    def _still_runs(self, term: Term, after: Case, event: e.Event, calendar: Calendar) -> bool:
        """Whether a term that is set going again has not run out meanwhile."""
        start = term.begins(after, event.body, event.at, calendar) if term.begins else event.at
        assignment = after.assignment(_about(Subject.ASSIGNMENT, event.body))
        assert assignment is not None
        if term.day:
            assert assignment.extended_on is not None
            return _day_ends(calendar, assignment.extended_on) > event.at
        length = self._own(term, assignment.agency, start, calendar) or term.length
        return due(calendar, start, length, count=self.edition.day_count).due_at > event.at

    def _moved(self, before: Case, body: e.TermMoved, calendar: Calendar) -> None:
        moved = {move.number: move for move in body.moved}
        known = {duty.number for duty in before.duties}
        must(bool(moved) and set(moved) <= known, "only open terms move", lambda: repr(body))
        for duty in before.duties:
            was, move = (duty.due_at, duty.violation_at), moved.get(duty.number)
            said = was if move is None else (move.due_at, move.violation_at)
            changed = move is None or said != was
            later = said[0] >= was[0] and said[1] >= was[1]
            must(changed and later, "terms never move backwards", lambda duty=duty: f"{duty!r} -> {body!r}")
            as_told = said == self._latest(duty, calendar)
            must(
                as_told, "a moved term ends when the calendar says", lambda duty=duty: f"{duty!r} -> {body!r}"
            )
            kept = move is None or move.was_due_at == duty.due_at
            must(kept, "a moved term keeps its old moment", lambda: repr(body))

    def _latest(self, duty: Duty, calendar: Calendar) -> tuple[datetime, datetime]:
        """The due and violation moments under that calendar, neither before the one that was promised."""
        if duty.agreed_on is not None:
            end = _day_ends(calendar, duty.agreed_on)
            return max(end, duty.due_at), max(end, duty.violation_at)
        length = duty.own or self.terms[duty.term].length
        now = due(calendar, duty.starts_at, length, count=self.edition.day_count)
        return max(now.due_at, duty.due_at), max(now.violation_at, duty.violation_at)

    def terms_keep_their_length(self, case: Case, calendar: Calendar) -> None:
        """After a change of calendar has been taken in, no open term is shorter than its length."""
        for duty in case.duties:
            moved = self._latest(duty, calendar) == (duty.due_at, duty.violation_at)
            must(moved, "a change of calendar takes no time away", lambda duty=duty: repr(duty))
            if duty.agreed_on is not None:
                continue
            length = duty.own or self.terms[duty.term].length
            if length.unit.is_working_time and self.edition.day_count is DayCount.WORKING_TIME:
                seconds = calendar.elapsed(duty.starts_at, duty.due_at)
                long_enough = seconds >= working_seconds(calendar, length)
                must(long_enough, "a change of calendar takes no time away", lambda duty=duty: repr(duty))

    def _remember(self, file: File, event: e.Event) -> None:
        for ended in event.ended:
            del file.duties[ended.number]
        for duty in event.opened:
            file.duties[duty.number] = duty
        body = event.body
        if isinstance(body, e.TermMoved):
            for move in body.moved:
                file.duties[move.number] = replace(
                    file.duties[move.number], due_at=move.due_at, violation_at=move.violation_at
                )
        elif isinstance(body, e.Accepted):
            file.ground = body.non_public_ground
        elif isinstance(body, e.UrgencyOrdered):
            file.urgent_ones.add(body.assignment)
        elif isinstance(body, e.Published):
            file.answered_openly = True
        elif isinstance(body, e.PicturesReleased):
            file.confirmed |= {picture.file: picture for picture in body.pictures}
        elif isinstance(body, e.SecretMarked | e.ConfidentialityAsked):
            file.kept_from_all = True
        if isinstance(body, e.Sent) and body.confidential:
            file.kept_from_all = True

    # The case as it stands

    def state(self, file: File) -> None:
        """Somebody has the case and owes something for it; an end is an end; nothing is public that must not be."""
        case = file.case

        def seen() -> str:
            return f"{case!r}, held by {file.holders!r}"

        asked = open_requests(case)
        is_open = case.stage is not Stage.DRAFT and (not case.stage.is_end or bool(asked))
        file.holders = holding.holders(case)
        must(bool(file.holders) == is_open, "no state without a holder", seen)
        must(len(set(file.holders)) == len(file.holders), "nobody has a case twice", seen)
        owed = {(duty.holder, duty.body) for duty in case.duties}
        for holder in file.holders:
            must((holder.party, holder.body) in owed, "who has the case owes something for it", seen)
        for duty in case.duties:
            has_moments = duty.starts_at <= duty.due_at <= duty.violation_at
            must(has_moments, "no duty without a due moment", seen)
            must(duty.internal or duty.clause in self.clauses, "every term has a clause", seen)
        charged = any(a.state.is_open and a.role in standing.HANDLING for a in case.assignments)
        rings = is_open and not case.stage.is_end and standing.urgent(case) and not charged
        watched = any(duty.term in ("alarm", "alarm_repeated") for duty in case.duties)
        must(rings == watched, "an alarm rings until somebody acts", seen)
        if case.stage.is_end:
            numbers = {request.number for request in asked}
            owed_for = {d.subject_number for d in case.duties if d.subject is Subject.REQUEST}
            only = len(case.duties) >= len(numbers) == len(owed_for) and owed_for == numbers
            alone = all(d.subject is Subject.REQUEST for d in case.duties)
            must(only and alone and case.ended_at is not None, "an end ends everything", seen)
            held = {(holder.party, holder.body) for holder in file.holders}
            must(
                held == standing.held_after_the_end(case), "who is asked about the answer has the case", seen
            )
            must(not any(a.state.is_open for a in case.assignments), "an end ends everything", seen)
            kinds = {request.kind for request in asked}
            must(kinds <= {RequestKind.INTERACTION, RequestKind.UPDATE}, "an end ends everything", seen)
        public = publicity.publicity(case)
        may_be = file.answered_openly and file.ground is None and not file.kept_from_all
        must(case.stage is not Stage.PUBLISHED or may_be, "nothing is public that must not be", seen)
        must(public.content == (case.stage is Stage.PUBLISHED), "nothing is public that must not be", seen)
        named = public.content and case.personal_public
        must(public.sender_name == named, "nothing is public that must not be", seen)
        unread = public.text and (case.text is None or not public.content)
        must(not unread, "nothing is public that must not be", seen)
        for picture in case.pictures:
            shown, said = publicity.public_copy(case, picture.id), file.confirmed.get(picture.id)
            confirmed = public.content and said is not None and not said.withheld
            unseen = shown == said if confirmed else shown is None
            must(unseen, "nothing is public that must not be", seen)
            must(
                shown is None or picture.media_type == "image/jpeg",
                "nothing is public that must not be",
                seen,
            )
        # A coordinator that answered before the report was taken up anew only follows, and reads nothing meanwhile.
        working = [
            a for a in case.assignments if a.state.is_open and a.state is not AssignmentState.FOLLOWING
        ]
        blind = [a for a in working if not a.urgent and a.called_at is None]
        ordinary = [a for a in blind if a.number not in file.urgent_ones]
        must(case.held is None or not ordinary, "nobody is charged with what is held for masking", seen)


def _about(subject: Subject, body: e.Body) -> int:
    if subject is Subject.ASSIGNMENT:
        return getattr(body, "assignment", 0)
    return getattr(body, "request", 0) if subject is Subject.REQUEST else 0


def _owing(after: Case, term: Term, body: e.Body) -> Assignment | None:
    """The part of the case whose agency owes the term: the one that the event is about, or whose agency is asked."""
    if term.subject is Subject.ASSIGNMENT:
        return after.assignment(_about(Subject.ASSIGNMENT, body))
    if term.subject is not Subject.REQUEST or term.holder is not Party.AGENCY:
        return None
    asked = [r for r in after.requests if r.number == _about(Subject.REQUEST, body)]
    return after.assignment(asked[0].assignment or 0)


def _charged(case: Case, duty: Duty) -> bool:
    if duty.subject is Subject.CASE:
        return True
    items: tuple[Assignment | Request, ...] = (
        case.assignments if duty.subject is Subject.ASSIGNMENT else case.requests
    )
    subject = next((item for item in items if item.number == duty.subject_number), None)
    if isinstance(subject, Assignment):
        return subject.state.is_open
    return subject is not None and subject in open_requests(case)


def _day_ends(calendar: Calendar, day: date) -> datetime:
    """The last working moment of the day or, where it is no working day, of the next one."""
    midnight = datetime.combine(day, datetime.min.time(), HO_CHI_MINH)
    while calendar.elapsed(midnight, midnight + _DAY) == 0:
        midnight += _DAY
    return calendar.add(midnight, calendar.elapsed(midnight, midnight + _DAY))


def _runs(calendar: Calendar, duty: Duty, whole: Length, count: DayCount) -> bool:
    """Whether the due moment is the earliest at which the length has passed, and no violation comes before it."""
    if duty.agreed_on is not None:
        return duty.due_at == duty.violation_at == _day_ends(calendar, duty.agreed_on)
    if not whole.unit.is_working_time or count is not DayCount.WORKING_TIME:
        return due(calendar, duty.starts_at, whole, count=count).due_at == duty.due_at
    length = working_seconds(calendar, whole)
    passed = calendar.elapsed(duty.starts_at, duty.due_at)
    earlier = calendar.elapsed(duty.starts_at, duty.due_at - _SECOND)
    return passed == length and earlier < length and duty.violation_at >= duty.due_at


def _counted(was: Assignment | None, now: Assignment, body: e.Body) -> bool:
    """Whether returned results, urgings, calls and disagreements are counted right, and the agency is the same."""
    if was is None:
        return now.times_returned == now.times_urged == now.disagreements == 0
    returned = was.times_returned + isinstance(body, e.ResultReturned | e.AnswerSentBack)
    urged = was.times_urged + isinstance(body, e.Urged)
    disagreed = was.disagreements + isinstance(body, e.Disagreed)
    calls = tuple(call.answered for call in was.calls)
    calls += (body.answered,) if isinstance(body, e.CallRecorded) else ()
    if tuple(call.answered for call in now.calls) != calls:
        return False
    counts = (now.times_returned, now.times_urged, now.disagreements)
    return counts == (returned, urged, disagreed) and now.agency == was.agency


_SHARED: dict[tuple[type, type], tuple[str, ...]] = {}


def _shared(command: type[c.Command], body: type[e.Body]) -> tuple[str, ...]:
    """The fields that the command and its event both have."""
    if (command, body) not in _SHARED:
        names = {field.name for field in fields(body)}
        # A refusal's command names its ground by key, the event by clause.
        names -= {"ground"} if body is e.CaseRefused else set()
        names -= {"assignment"} if body in sharing.OF_ANOTHER else set()
        _SHARED[command, body] = tuple(field.name for field in fields(command) if field.name in names)
    return _SHARED[command, body]
