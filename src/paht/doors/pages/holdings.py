"""Who has had a case for how long, as staff pages show it: a bar and a table whose shares sum to the whole."""

from dataclasses import dataclass
from datetime import datetime

from paht.agencies.jurisdictions import Jurisdiction
from paht.cases.queries import Detail
from paht.doors.pages.words import party_name
from paht.law.casework.held import held
from paht.law.casework.states import Party
from paht.law.editions.rows import Edition
from paht.law.worktime import duration_text


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One holder's part: by the clock and in working time, in words; ``percent`` of the whole by the clock."""

    name: str
    clock: str
    working: str
    percent: float
    tone: str


_TONES = {Party.SENDER: "info", Party.IOC: "primary", Party.AGENCY_LEADER: "warn"}


def held_rows(
    detail: Detail, edition: Edition, jurisdiction: Jurisdiction, *, now: datetime
) -> list[HeldRow]:
    """The parts in the order in which each first had the case, and last the whole."""
    split = held(
        case_id=detail.case.id,
        edition=detail.case.edition,
        events=detail.events,
        until=now,
        calendar=jurisdiction.calendar,
    )
    rows = [
        HeldRow(
            name=party_name(
                share.holding.party,
                edition=edition,
                agency=detail.agencies.get(share.holding.body or "", ""),
            ),
            clock=_words(share.seconds),
            working=_words(share.working_seconds),
            percent=100 * share.seconds / split.seconds if split.seconds else 0.0,
            tone=_TONES.get(share.holding.party, "ok"),
        )
        for share in split.shares
    ]
    if rows:
        rows.append(HeldRow("Tổng cộng", _words(split.seconds), _words(split.working_seconds), 100.0, ""))
    return rows


def _words(seconds: int) -> str:
    """To the second: so that the parts can be added up by hand."""
    return duration_text(seconds) if seconds else "0"
