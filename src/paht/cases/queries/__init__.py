"""Reading cases, scoped by who asks: keyset pages with an explicit order; nothing here changes anything."""

from paht.cases.queries.agency import Load, agency_inbox, agency_load, agency_past, subordinate_cases
from paht.cases.queries.desk import (
    ANSWERED,
    ASKED,
    ASKED_OF_DESK,
    Count,
    Elsewhere,
    cases_of_sender,
    desk_counts,
    desk_queue,
    next_of_desk,
    waiting_elsewhere,
)
from paht.cases.queries.oversight import OpenCount, open_cases, open_counts
from paht.cases.queries.public import Point, public_points, public_results
from paht.cases.queries.rows import ASSIGNED, COLUMNS, URGENT_SINCE, Row
from paht.cases.queries.scope import NEVER, PAGE, AfterDue, Scope, visible_to
from paht.cases.queries.single import case_alone, code_of_command, command_of, head_at, id_of_code, is_sender
from paht.cases.queries.undecided import UNDECIDED, Undecided, undecided_results
from paht.cases.queries.whole import Detail, detail, followed, public_detail

__all__ = [
    "ANSWERED",
    "ASKED",
    "ASKED_OF_DESK",
    "ASSIGNED",
    "COLUMNS",
    "NEVER",
    "PAGE",
    "UNDECIDED",
    "URGENT_SINCE",
    "AfterDue",
    "Count",
    "Detail",
    "Elsewhere",
    "Load",
    "OpenCount",
    "Point",
    "Row",
    "Scope",
    "Undecided",
    "agency_inbox",
    "agency_load",
    "agency_past",
    "case_alone",
    "cases_of_sender",
    "code_of_command",
    "command_of",
    "desk_counts",
    "desk_queue",
    "detail",
    "followed",
    "head_at",
    "id_of_code",
    "is_sender",
    "next_of_desk",
    "open_cases",
    "open_counts",
    "public_detail",
    "public_points",
    "public_results",
    "subordinate_cases",
    "undecided_results",
    "visible_to",
    "waiting_elsewhere",
]
