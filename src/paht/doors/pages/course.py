"""The course of a case in sentences: one wording for citizens, one for staff, and what is owed now by whom.

The desk and the agency show the staff's lines, whoever follows a report the citizen's. Nothing here decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from paht.agencies.jurisdictions import Jurisdiction
from paht.cases.queries import Detail
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.duties import duty_state, explanation
from paht.doors.pages.eventlooks import COMMAND_OF, LOOKS
from paht.doors.pages.eventwords import FOR_CITIZENS, FOR_STAFF, NOTE_OF, NOTES, NOTES_FOR_SENDERS
from paht.doors.pages.words import party_name
from paht.law.casework import events as e
from paht.law.casework.case import Duty, Written
from paht.law.casework.holding import Holding, holders
from paht.law.casework.states import Party, Role
from paht.law.editions.rows import Edition


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a timeline, as the timeline macro takes it; ``clause`` is in words."""

    at: datetime
    what: str
    who: str = ""
    clause: str = ""
    note: str = ""
    icon: str = "check"
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Owed:
    """Something owed now: what, by whom, until when; ``state`` is a key of the status macro's duties."""

    name: str
    who: str
    due_at: datetime
    clause: str
    internal: bool
    state: str
    why: tuple[str, ...] = ()


_WHO: dict[Role, str] = {
    Role.SENDER: "Người gửi",
    Role.INTERACTOR: "Người tương tác",
    Role.SYSTEM: "Hệ thống",
    Role.INTAKE: "Cán bộ tiếp nhận",
    Role.DISPATCHER: "Cán bộ điều phối",
    Role.PUBLISHER: "Cán bộ biên tập",
    Role.AGENCY_STAFF: "Chuyên viên",
    Role.AGENCY_DEPUTY: "Cấp phó cơ quan",
    Role.AGENCY_LEADER: "Lãnh đạo cơ quan",
    Role.SUPERVISING_DEPARTMENT: "Cơ quan chủ quản hệ thống",
    Role.PROVINCIAL_LEADER: "Lãnh đạo tỉnh",
}


def citizen_events(detail: Detail, edition: Edition, *, is_sender: bool = False) -> list[Line]:
    """The course in the order it happened, as a citizen understands it (ST.5.2); no official is named.

    What was written to the sender (guidance, reason of a refusal) stands only where the sender reads.
    """
    lines = []
    for event in detail.events:
        wording = FOR_CITIZENS.get(type(event.body))
        if wording is None:
            continue
        note_name = NOTES_FOR_SENDERS.get(type(event.body)) if is_sender else None
        note = detail.text(getattr(event.body, note_name)) if note_name else ""
        lines.append(_line(event, wording(detail, edition, event.body), edition, note=note))
    return lines


WORDS_OF_CITIZENS = (e.Rated, e.ClarificationOwed)
"""Events whose words a citizen wrote: nobody outside the IOC reads them here (VL.7.5, ST.4.5)."""


def staff_events(
    detail: Detail, edition: Edition, *, names: Mapping[str, str] | None = None, outside: bool = False
) -> list[Line]:
    """The whole course with every written content; ``names``: of people by actor identifier, else their role. For
    those ``outside`` the IOC without the words of citizens, which are released apart."""
    lines = []
    for event in detail.events:
        body = event.body
        written = next(
            (
                w
                for name in (*NOTES, NOTE_OF.get(type(body), ""))
                if isinstance(w := getattr(body, name, None), Written)
            ),
            None,
        )
        role = next((_WHO[role] for role in _WHO if role in event.actor.roles), "")
        who = (names or {}).get(event.actor.id, role)
        what = FOR_STAFF[type(body)](detail, edition, body)
        lines.append(
            _line(
                event,
                what,
                edition,
                note="" if outside and isinstance(body, WORDS_OF_CITIZENS) else detail.text(written),
                who=who,
            )
        )
    return lines


def _line(event: e.Event, what: str, edition: Edition, *, note: str, who: str = "") -> Line:
    command = COMMAND_OF.get(type(event.body))
    step = edition.step(command) if command else None
    icon, tone = LOOKS[type(event.body)]
    clause = clause_words(step.clause) if step else ""
    return Line(at=event.at, what=what, who=who, clause=clause, note=note, icon=icon, tone=tone)


def owed(detail: Detail, edition: Edition, jurisdiction: Jurisdiction, *, now: datetime) -> list[Owed]:
    """Every open duty of those who have the case now, the earliest first; legal terms before internal targets."""
    held = holders(detail.case)
    duties = [duty for duty in detail.case.duties if _is_of(duty, held)]
    duties.sort(key=lambda duty: (duty.internal, duty.due_at, duty.number))
    return [
        Owed(
            name=edition.term(duty.term).name,
            who=party_name(duty.holder, edition=edition, agency=detail.agencies.get(duty.body or "", "")),
            due_at=duty.due_at,
            clause=clause_words(duty.clause),
            internal=duty.internal,
            state=duty_state(duty, now=now),
            why=explanation(duty, edition, jurisdiction),
        )
        for duty in duties
    ]


def _is_of(duty: Duty, held: tuple[Holding, ...]) -> bool:
    parties = {holding.party for holding in held}
    if duty.holder is Party.AGENCY and Party.AGENCY_LEADER in parties:
        # The agency answers for its term while its own leader reads the result.
        return True
    return duty.holder in parties


def holding_names(detail: Detail, edition: Edition) -> list[str]:
    """Who has the case now, in words."""
    return [
        party_name(holding.party, edition=edition, agency=detail.agencies.get(holding.body or "", ""))
        for holding in holders(detail.case)
    ]
