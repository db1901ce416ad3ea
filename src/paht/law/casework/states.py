"""The words of the course: stages, states of assignments and requests, roles, parties.

A case is not one flat state. Its *stage* says how far the whole has come; each *assignment* (an agency
charged with it) and each *request* (something owed by somebody else) has a state of its own.
"""

from enum import StrEnum


class Stage(StrEnum):
    """How far a case has come as a whole."""

    DRAFT = "draft"
    SENT = "sent"
    VERIFIED = "verified"
    ACCEPTED = "accepted"
    HANDLING = "handling"
    CHECKING = "checking"
    PUBLISHED = "published"
    ANSWERED = "answered"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    MONITORED = "monitored"
    IMPORTED = "imported"
    """A record of an earlier system; it was never under these terms, and nobody owes it anything."""

    @property
    def is_end(self) -> bool:
        """Whether nobody owes the case anything more by its course."""
        return self in _ENDS


_ENDS = frozenset(
    {Stage.PUBLISHED, Stage.ANSWERED, Stage.REFUSED, Stage.WITHDRAWN, Stage.MONITORED, Stage.IMPORTED}
)


class AssignmentState(StrEnum):
    """How far one agency has come with what it was charged with."""

    DISPATCHED = "dispatched"
    RECEIVED = "received"
    LEADING = "leading"
    """A lead that has received and asks nobody yet (ST.8.2.1)."""
    WAITING = "waiting"
    """A lead whose cooperating agencies owe their answers."""
    COMPILING = "compiling"
    """A lead that has every answer (ST.8.2.3)."""
    HANDLING = "handling"
    HANDLED = "handled"
    WITH_DEPUTY = "with_deputy"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    CORRECTING = "correcting"
    SUMMONED = "summoned"
    """Called to something urgent, not yet confirmed."""
    RESPONDING = "responding"
    """Has confirmed and sent its force to something urgent."""
    RETURNED = "returned"
    ENDED = "ended"
    RELIEVED = "relieved"
    """Its charge was taken from it: its result was not agreed with, or another body was designated."""
    IDENTIFYING = "identifying"
    """A coordinator is asked who handles."""
    FOLLOWING = "following"
    """A coordinator has answered, and follows the handling until there is a result."""
    AGREEING = "agreeing"
    """A coordinator has the result before it."""
    MONITORING = "monitoring"
    """It was passed on for monitoring: the body may look, and owes nothing."""

    @property
    def is_open(self) -> bool:
        """Whether the agency still owes something, or its result still awaits publication."""
        return self not in _OVER


_OVER = frozenset(
    {
        AssignmentState.RETURNED,
        AssignmentState.ENDED,
        AssignmentState.RELIEVED,
        AssignmentState.MONITORING,
    }
)


class AssignmentRole(StrEnum):
    """In what capacity an agency is charged."""

    SOLE = "sole"
    LEAD = "lead"
    COOPERATING = "cooperating"
    COORDINATOR = "coordinator"
    MONITORING = "monitoring"

    @property
    def handles(self) -> bool:
        """Whether whoever is charged so handles the matter; the others coordinate, monitor."""
        return self in (AssignmentRole.SOLE, AssignmentRole.LEAD, AssignmentRole.COOPERATING)


class Procedure(StrEnum):
    """How an agency brings a result about internally (VL.12.1.b, VL.21.3)."""

    DIRECT = "direct"
    STAFF_LEADER = "staff_leader"
    STAFF_DEPUTY_LEADER = "staff_deputy_leader"


class RequestKind(StrEnum):
    """What is asked of somebody beside the course of handling."""

    SUPPLEMENT = "supplement"
    VERIFICATION = "verification"
    EXTENSION = "extension"
    INTERACTION = "interaction"
    CLARIFICATION = "clarification"
    DIRECTION = "direction"
    INVITATION = "invitation"
    CONSENT = "consent"
    UPDATE = "update"
    STEP_BACK = "step_back"


class RequestState(StrEnum):
    """How far one request has come."""

    WAITING = "waiting"
    OPEN = "open"
    CHECKING = "checking"
    ANSWERED = "answered"
    DECLINED = "declined"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        """Whether somebody still owes something for it: a judgement, an answer, the check of an answer."""
        return self in (RequestState.WAITING, RequestState.OPEN, RequestState.CHECKING)


class Role(StrEnum):
    """What a person (or the system itself) may act as."""

    SENDER = "sender"
    INTERACTOR = "interactor"
    SYSTEM = "system"
    INTAKE = "intake"
    DISPATCHER = "dispatcher"
    PUBLISHER = "publisher"
    AGENCY_STAFF = "agency_staff"
    AGENCY_DEPUTY = "agency_deputy"
    AGENCY_LEADER = "agency_leader"
    SUPERVISING_DEPARTMENT = "supervising_department"
    PROVINCIAL_LEADER = "provincial_leader"
    AUDITOR = "auditor"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    ADMINISTRATOR = "administrator"


DESK_ROLES = frozenset({Role.INTAKE, Role.DISPATCHER, Role.PUBLISHER})
AGENCY_ROLES = frozenset({Role.AGENCY_STAFF, Role.AGENCY_DEPUTY, Role.AGENCY_LEADER})


class Party(StrEnum):
    """Who holds a duty."""

    SENDER = "sender"
    IOC = "ioc"
    AGENCY = "agency"
    AGENCY_LEADER = "agency_leader"
    COORDINATOR = "coordinator"
    SUPERVISING_DEPARTMENT = "supervising_department"
    PEOPLES_COMMITTEE = "peoples_committee"


class AlarmSource(StrEnum):
    """How something urgent was recognised."""

    FIELD = "field"
    """By the field that the sender chose."""
    TICK = "tick"
    """By the sender, or by the operator who took the call."""
    OFFICER = "officer"


class Subject(StrEnum):
    """What a duty is about."""

    CASE = "case"
    ASSIGNMENT = "assignment"
    REQUEST = "request"


class Kind(StrEnum):
    """The kinds of content (VL.2.1)."""

    REPORT = "report"
    PETITION = "petition"
    QUESTION = "question"
    SUGGESTION = "suggestion"


class Occurrence(StrEnum):
    """When the matter happens: what threatens can be reported like what happened (VL.5.1)."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    THREATENING = "threatening"


class Way(StrEnum):
    """How the IOC reaches a sender to verify (VL.8.2.5)."""

    CALL = "call"
    SMS = "sms"
    EMAIL = "email"


class Field(StrEnum):
    """The fields (lĩnh vực) that a report can belong to."""

    ROAD = "road"
    DRAINAGE = "drainage"
    LIGHTING = "lighting"
    TREES = "trees"
    BUILDING_ORDER = "building_order"
    WASTE = "waste"
    POLLUTION = "pollution"
    LAND = "land"
    AGRICULTURE = "agriculture"
    SECURITY = "security"
    TRAFFIC = "traffic"
    NOISE = "noise"
    FIRE = "fire"
    POWER = "power"
    WATER_SUPPLY = "water_supply"
    TELECOM = "telecom"
    HEALTH = "health"
    FOOD = "food"
    EDUCATION = "education"
    CULTURE = "culture"
    MARKET = "market"
    SOCIAL = "social"
    PROCEDURES = "procedures"
    CONDUCT = "conduct"
    TAX_INSURANCE = "tax_insurance"
    SUGGESTION = "suggestion"
    OTHER = "other"


class Channel(StrEnum):
    """The registered channels; nothing counts that came another way (VL.7.1, ST.6.1)."""

    WEB = "web"
    APP = "app"
    ZALO = "zalo"
    FACEBOOK = "facebook"
    EMAIL = "email"
    HOTLINE = "hotline"
    DESK = "desk"
