"""A case as the law sees it: a value, made only by folding its events."""

from dataclasses import dataclass
from dataclasses import field as default
from datetime import date, datetime

from paht.law.casework.states import (
    AlarmSource,
    AssignmentRole,
    AssignmentState,
    Channel,
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
from paht.law.evidence.findings import Box
from paht.law.worktime import Length


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an identifier without a name, the roles held, and the body acted for (``None``: none)."""

    id: str
    roles: frozenset[Role]
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A text that lies elsewhere: its identifier, a salted commitment to it, its length in characters."""

    id: str
    commitment: str
    characters: int

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written."""
        return self.characters == 0


@dataclass(frozen=True, slots=True)
class Masked:
    """That something was masked in a text: what kind of thing, how often; never what it was."""

    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class FileRef:
    """A stored file: identifier, SHA-256 of its bytes (hex), media type by content."""

    id: str
    sha256: str
    media_type: str

    @property
    def is_picture(self) -> bool:
        """Whether it is a photo or a video."""
        return self.media_type.startswith(("image/", "video/"))


@dataclass(frozen=True, slots=True)
class PublicPicture:
    """What an officer decided about one picture (``file``: the identifier of its FileRef) before everybody sees it:
    which parts are covered in its public copy (shares of the upright picture), or that it has none (``withheld``)."""

    file: str
    boxes: tuple[Box, ...] = ()
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A written document that a step rests on: its number, its date, and the file of it; any may still be missing."""

    number: str
    dated_on: date | None
    file: FileRef | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where the matter is: WGS 84 degrees, how it was found, its commune, and how far outside the province (km)."""

    latitude: float
    longitude: float
    source: str
    commune: str
    km_outside: float = 0.0
    accuracy_m: float | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """An officer's finding on one admission condition: ``pass``, or ``override`` with a recorded reason."""

    condition: str
    verdict: str
    reason: Written | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """Something somebody owes by a moment. ``number`` is unique within the case.

    ``due_at`` is the moment in working time; ``violation_at`` the Civil Code's end, from which lateness counts as
    a violation. An internal target has no clause and is never a violation.

    ``own`` is the agency's own shorter length where that binds (VL.12.2.b), ``agreed_on`` the day that the IOC set
    where no length runs (ST.8.3). A duty in the place of another keeps that one's moments as the original ones.
    """

    number: int
    term: str
    clause: str
    holder: Party
    body: str | None
    subject: Subject
    subject_number: int
    starts_at: datetime
    due_at: datetime
    violation_at: datetime
    internal: bool = False
    own: Length | None = None
    agreed_on: date | None = None
    original_due_at: datetime | None = None
    original_violation_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """A duty that ended: ``met``, ``late``, or ``void`` when it ceased to be owed before it was due."""

    number: int
    outcome: str


@dataclass(frozen=True, slots=True)
class Moved:
    """An open duty whose moments changed with the calendar: the new moments, and the old due moment for the record."""

    number: int
    was_due_at: datetime
    due_at: datetime
    violation_at: datetime


@dataclass(frozen=True, slots=True)
class Call:
    """A call to the agency from the shared number (VL.13.2.c): when, and whether somebody took it."""

    at: datetime
    answered: bool


@dataclass(frozen=True, slots=True)
class Assignment:
    """An agency charged with a case.

    ``procedure`` is the agency's internal one as it stood on receipt, ``extended_on`` the day that the IOC set,
    ``sanction`` the ground on which another law's term runs, ``called_at`` when it was called to something urgent.
    ``directed``: by a recorded direction, so that it cannot return the case; ``returned_on`` is the ground of its
    return. Of a coordinator: ``named`` is the body that it named, ``approved_at`` when it agreed with the result,
    ``disagreements`` how often it did not.
    """

    number: int
    agency: str
    role: AssignmentRole
    state: AssignmentState
    superior: str | None
    dispatched_at: datetime
    received_at: datetime | None = None
    begun_at: datetime | None = None
    result: Written | None = None
    result_files: tuple[FileRef, ...] = ()
    approved_at: datetime | None = None
    times_returned: int = 0
    procedure: Procedure = Procedure.STAFF_LEADER
    extended_on: date | None = None
    sanction: str | None = None
    directed: bool = False
    returned_on: str | None = None
    named: str | None = None
    disagreements: int = 0
    times_urged: int = 0
    urgent: bool = False
    called_at: datetime | None = None
    finished_at: datetime | None = None
    calls: tuple[Call, ...] = ()
    unmasked_at: datetime | None = None
    """Since when it may read the sender's words unmasked, because it was called to something urgent."""
    part_returned: bool = False
    """Of a lead: a cooperating agency gave its part back, and the lead has not said what becomes of it."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """That a case is urgent: a kind of the edition's open list, since when, how recognised.

    ``passed`` counts how often nobody on duty took it up in time. An officer lowers a false alarm.
    """

    kind: str
    source: AlarmSource
    raised_at: datetime
    passed: int = 0
    lowered_at: datetime | None = None

    @property
    def stands(self) -> bool:
        """Whether no officer has lowered it."""
        return self.lowered_at is None


@dataclass(frozen=True, slots=True)
class Request:
    """Something asked of the sender or another body beside the course of handling.

    ``by`` is the person who asked, ``assignment`` the part of the case whose agency is asked, or asks. Of an
    interaction: ``judgement`` is the IOC's, ``question`` is what an officer released of its words, ``answer`` what is
    shown once it is given out.
    An extension has its ``document`` and the day committed to, ``until``. ``agency`` is the body invited, or
    designated by a direction; ``forwarded_at`` is when the letter was sent, or the dossier reported.
    """

    number: int
    kind: RequestKind
    state: RequestState
    grounds: tuple[str, ...]
    text: Written
    asked_at: datetime
    agency: str | None = None
    forwarded_at: datetime | None = None
    tries: int = 0
    """How often the asked one was sought and not reached."""
    by: str = ""
    assignment: int | None = None
    judgement: str | None = None
    question: Written | None = None
    answer: Written | None = None
    answered_at: datetime | None = None
    files: tuple[FileRef, ...] = ()
    document: Document | None = None
    until: date | None = None

    @property
    def is_asked(self) -> bool:
        """Whether somebody asked it in words; a rating asks for a clarification by itself."""
        return "rated" not in self.grounds


@dataclass(frozen=True)
class Case:
    """The whole case. ``version`` is the number of events folded into it.

    ``directed_to`` is the body that a direction designated and that has not been charged yet. ``text`` is what an
    officer of the IOC released of the sender's words, the only one that anybody outside it reads; ``held`` is what
    was accepted and waits for that, sealed (VL.7.5, ST.4.5).
    """

    id: str
    edition: str
    stage: Stage = Stage.DRAFT
    version: int = 0
    kind: Kind = Kind.REPORT
    field: Field = Field.OTHER
    channel: Channel = Channel.WEB
    sender: str = ""
    place: Place | None = None
    original: Written | None = None
    text: Written | None = None
    held: Written | None = None
    files: tuple[FileRef, ...] = ()
    personal_public: bool = False
    non_public_ground: str | None = None
    sent_at: datetime | None = None
    verified_at: datetime | None = None
    accepted_at: datetime | None = None
    ended_at: datetime | None = None
    end_clause: str | None = None
    answer: Written | None = None
    rating: str | None = None
    assignments: tuple[Assignment, ...] = ()
    requests: tuple[Request, ...] = ()
    duties: tuple[Duty, ...] = ()
    duties_opened: int = default(default=0)
    directed_to: str | None = None
    first_time: bool = False
    """Whether it is the first that its sender ever sent."""
    source: str | None = None
    """The IOC's own source, where the IOC made the case; it then has no sender (VL.8.3)."""
    linked_to: str | None = None
    """The answered case of the same sender that this one takes up again (VL.5.6)."""
    confidential: bool = False
    """Whether the sender asked for an answer that nobody else sees (ST.9.3.b)."""
    secret_reference: Written | None = None
    """Where the file lies that holds a state secret; the case keeps no more of it (VL.13.1.b, ST.9.3.c)."""
    commended_at: datetime | None = None
    found_false_at: datetime | None = None
    alarm: Alarm | None = None
    part_returned: bool = False
    """An agency gave its part back while others handle, and the IOC has not said what becomes of it."""
    public_pictures: tuple[PublicPicture, ...] = ()
    """The pictures about which an officer of the IOC decided what everybody sees of them (VL.7.5, ST.4.5)."""

    @property
    def pictures(self) -> tuple[FileRef, ...]:
        """Every photo and video of the case, each once: the sender's, those of results, those of updates."""
        files = [*self.files, *(file for a in self.assignments for file in a.result_files)]
        files += [file for request in self.requests for file in request.files]
        return tuple({file.id: file for file in files if file.is_picture}.values())

    def assignment(self, number: int) -> Assignment | None:
        """The assignment of that number, or ``None``."""
        for assignment in self.assignments:
            if assignment.number == number:
                return assignment
        return None

    @property
    def handling(self) -> tuple[Assignment, ...]:
        """The open assignments of those that handle: not of one that coordinates or monitors."""
        return tuple(a for a in self.assignments if a.state.is_open and a.role.handles)

    @property
    def lead(self) -> Assignment | None:
        """The open assignment of the lead agency, or ``None``."""
        return next((a for a in self.assignments if a.role is AssignmentRole.LEAD and a.state.is_open), None)

    def open_request(self, kind: RequestKind) -> Request | None:
        """The open request of that kind, or ``None``; there is never more than one supplement at a time."""
        for request in self.requests:
            if request.kind is kind and request.state is RequestState.OPEN:
                return request
        return None

    @property
    def is_urgent(self) -> bool:
        """Whether an alarm stands."""
        return self.alarm is not None and self.alarm.stands

    @property
    def awaits_force(self) -> bool:
        """Whether an alarm stands and no body is charged with it yet."""
        return self.is_urgent and not self.stage.is_end and not self.handling

    @property
    def earliest_duty(self) -> Duty | None:
        """The open duty that is due first, or ``None`` when nothing is owed."""
        return min(self.duties, key=lambda duty: (duty.due_at, duty.number), default=None)


@dataclass(frozen=True, slots=True)
class Refused:
    """A command refused: the clause, the reason in words a citizen understands, and the form field it concerns.

    ``also`` holds further refusals found at once, so that a form can show everything that is wrong.
    """

    clause: str
    reason: str
    field: str | None = None
    also: tuple["Refused", ...] = ()

    @property
    def all(self) -> tuple["Refused", ...]:
        """This refusal and every further one."""
        return (self, *self.also)
