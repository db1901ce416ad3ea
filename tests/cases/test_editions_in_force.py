"""An amended edition rules from its moment on; a case keeps the edition that it was born under."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from tests.conftest import Clock
from tests.province import TestCase, TestProvince

from paht.agencies import edition_files, founding, jurisdictions
from paht.agencies.models import EditionInForce
from paht.cases import operations, queries, sending
from paht.law.casework.case import Duty, Refused
from paht.law.casework.states import Role
from paht.law.editions import EDITIONS
from paht.people.actors import Official

AMENDMENT = Path(__file__).resolve().parents[2] / "docs" / "editions" / "vinh-long-sua-doi.toml"
FROM = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
"""09:00 on Tuesday 1 December in Vietnam."""
SECOND = timedelta(seconds=1)


@pytest.fixture
def amended(vinh_long: TestProvince) -> Iterator[TestProvince]:
    """Vĩnh Long with an amendment that shortens handling to 5 working days from ``FROM`` on."""
    edition = edition_files.read_one(AMENDMENT.read_text(encoding="utf-8"), EDITIONS)
    EDITIONS[edition.id] = edition
    founding.put_in_force(jurisdiction_id=vinh_long.jurisdiction.id, edition=edition.id, since=FROM)
    yield now_read(vinh_long)
    EditionInForce.objects.filter(edition=edition.id).delete()
    del EDITIONS[edition.id]
    jurisdictions.forget()


def now_read(province: TestProvince) -> TestProvince:
    return replace(province, jurisdiction=jurisdictions.of_slug(province.jurisdiction.slug))


def handling(case: TestCase) -> Duty:
    """The open duty of handling."""
    desk = Official(
        id=case.id,
        jurisdiction_id=case.province.jurisdiction.id,
        name="",
        roles=frozenset({Role.INTAKE}),
        agency_id=None,
        agency_name="",
    )
    detail = queries.detail(desk, case_id=case.id)
    assert detail is not None
    (duty,) = (duty for duty in detail.case.duties if duty.term == "handling")
    return duty


@pytest.mark.clause("VL.QĐ.3", "VL.12.2.b")
def test_a_case_born_the_second_before_keeps_the_old_term_and_the_next_one_has_the_new(
    amended: TestProvince, time: Clock
) -> None:
    del time
    before, after = amended.sent(FROM - SECOND), amended.sent(FROM)
    received = FROM + timedelta(hours=1)
    for case in (before, after):
        case.received(received)
    days = [(handling(case).due_at - received).days for case in (before, after)]
    assert days == [8, 7], "six and five working days, over one weekend"


@pytest.mark.clause("VL.QĐ.3")
def test_the_pages_of_a_case_speak_by_its_own_edition_and_the_procedure_by_the_one_in_force(
    amended: TestProvince, time: Clock, browser_of: Callable[[TestProvince], Client]
) -> None:
    case = amended.sent(FROM - SECOND)
    refused = operations.refuse(case.step(amended.intake, FROM), ground="trial", reason="Gửi thử.")
    assert isinstance(refused, operations.Done), "the ground is gone from the amended edition"
    browser = browser_of(amended)
    for moment, length in ((FROM - SECOND, "6 ngày làm việc"), (FROM, "5 ngày làm việc")):
        time.at = moment
        assert length in browser.get("/quy-trinh/").content.decode()
        assert "gửi nhầm hoặc dùng thử" in browser.get(f"/theo-doi/{case.code}").content.decode()


@pytest.mark.clause("VL.QĐ.3")
def test_a_term_that_runs_already_is_not_touched(vinh_long: TestProvince, time: Clock) -> None:
    case = vinh_long.sent(time.at).received(time.at)
    due_at = handling(case).due_at
    edition = edition_files.read_one(AMENDMENT.read_text(encoding="utf-8"), EDITIONS)
    EDITIONS[edition.id] = edition
    try:
        founding.put_in_force(
            jurisdiction_id=vinh_long.jurisdiction.id, edition=edition.id, since=time.at + SECOND
        )
        later = now_read(vinh_long).jurisdiction.at(time.at + 2 * SECOND)
        assert later.edition.id == edition.id
        assert handling(case).due_at == due_at
    finally:
        EditionInForce.objects.filter(edition=edition.id).delete()
        del EDITIONS[edition.id]
        jurisdictions.forget()


@pytest.mark.clause("VL.QĐ.3", "ST.QĐ.2")
def test_nothing_is_taken_in_before_the_regulation_is_in_force(province: TestProvince) -> None:
    edition = province.jurisdiction.edition
    first = founding.beginning(edition.id)
    with pytest.raises(AssertionError, match=edition.in_force_clause):
        province.sent(first - SECOND)
    assert province.sent(first).id
    refused = sending.send(
        jurisdiction=province.jurisdiction,
        filled=province.filled(channel=next(iter(edition.channels))),
        now=first - SECOND,
    )
    assert isinstance(refused, Refused)
    assert refused.clause == edition.in_force_clause
    assert f"{edition.in_force_on:%d/%m/%Y}" in refused.reason


@pytest.mark.clause("VL.QĐ.3", "ST.QĐ.2")
def test_the_day_of_signing_is_configured(province: TestProvince, time: Clock) -> None:
    founding.put_in_force(
        jurisdiction_id=province.jurisdiction.id, edition=province.jurisdiction.edition.id, since=time.at
    )
    EditionInForce.objects.filter(jurisdiction_id=province.jurisdiction.id, since__lt=time.at).delete()
    jurisdictions.forget()
    signed = now_read(province)
    assert signed.sent(time.at).id
    with pytest.raises(AssertionError, match=signed.jurisdiction.edition.in_force_clause):
        signed.sent(time.at - SECOND)
