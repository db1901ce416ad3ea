"""Taking over a case of an earlier system, as a record (VL.QĐ.3)."""

from datetime import UTC, datetime, timedelta

import pytest

from paht.law.casework.admission import BORDER_BAND_KM
from paht.law.casework.altered import replace
from paht.law.casework.case import Actor, Case, FileRef, Place, Refused, Written
from paht.law.casework.events import Imported, Outcome
from paht.law.casework.importing import LONGEST_IMPORTED, MOST_FILES, Record, imported
from paht.law.casework.states import Channel, Field, Kind, Role, Stage
from paht.law.editions import get

NOW = datetime(2026, 11, 18, 3, tzinfo=UTC)
MACHINE = Actor(id="system", roles=frozenset({Role.SYSTEM}))
FILES = tuple(FileRef(f"f{number}", "0" * 64, "image/jpeg") for number in range(MOST_FILES))
RECORD = Record(
    system="ben-tre",
    reference="BT-1",
    batch="run",
    kind=Kind.REPORT,
    field=Field.ROAD,
    channel=Channel.WEB,
    place=Place(10.2, 106.3, "pin", "29584", km_outside=BORDER_BAND_KM),
    original=Written("w", "c", LONGEST_IMPORTED),
    sent_at=NOW,
    outcome=Outcome.ANSWERED,
    closed_at=NOW,
    files=FILES,
)


def taken(record: Record) -> tuple[object, Case] | Refused:
    """What comes of it."""
    draft = Case(id="k", edition="vinh-long-2025")
    return imported(draft, record, actor=MACHINE, now=NOW, edition=get("vinh-long-2025"))


@pytest.mark.clause("VL.QĐ.3")
def test_a_record_is_an_end_with_its_files_and_without_a_sender_or_duty() -> None:
    found = taken(RECORD)
    assert not isinstance(found, Refused)
    event, case = found
    assert isinstance(event.body, Imported)  # type: ignore[attr-defined]
    assert (case.stage, case.files, case.sender, case.duties) == (Stage.IMPORTED, FILES, "", ())
    assert (case.sent_at, case.kind, case.field, case.channel) == (NOW, Kind.REPORT, Field.ROAD, Channel.WEB)


@pytest.mark.clause("VL.QĐ.3")
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"original": Written("", "", 0)}, "description"),
        ({"original": Written("w", "c", LONGEST_IMPORTED + 1)}, "description"),
        ({"files": (*FILES, replace(FILES[0], id="more"))}, "files"),
        ({"sent_at": NOW + timedelta(seconds=1), "closed_at": None}, "sent_at"),
        ({"sent_at": NOW, "closed_at": NOW - timedelta(seconds=1)}, "closed_at"),
        ({"closed_at": NOW + timedelta(seconds=1)}, "closed_at"),
        ({"place": Place(10.2, 106.3, "pin", "29584", km_outside=50.0)}, "latitude"),
    ],
)
def test_what_cannot_be_is_refused(changes: dict[str, object], field: str) -> None:
    found = taken(replace(RECORD, **changes))
    assert isinstance(found, Refused)
    assert ([each.field for each in found.all], found.clause) == ([field], "VL.QĐ.3")
