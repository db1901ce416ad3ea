"""Reminders on a real database: to whom, once, and none after the duty is done."""

import uuid
from datetime import datetime, timedelta

import pytest
from django.db import connection
from tests.conftest import Clock
from tests.province import TestCase, TestProvince

from paht.agencies import reminders, settings
from paht.agencies.reminders import Choice
from paht.cases import operations
from paht.cases.reminding import remind
from paht.law.casework.states import Procedure
from paht.law.worktime import HO_CHI_MINH


def come_round(now: datetime) -> None:
    """Let the sweep come round until nothing waits; other tests' cases lie in the same tables."""
    for _ in range(200):
        if remind(now=now) == 0:
            return
    raise AssertionError("the sweep does not come to an end")


def told(case: TestCase) -> list[tuple[str, str, uuid.UUID | None]]:
    """Reminders in the outbox: template, kind of recipient, recipient."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT template, recipient_kind, recipient_id FROM messages_outbox "
            "WHERE jurisdiction_id = %s AND case_id = %s "
            "AND template IN ('due_soon', 'overdue', 'overdue_below_you') ORDER BY id",
            [case.province.jurisdiction.id, case.id],
        )
        return list(cursor.fetchall())


@pytest.fixture
def handled(vinh_long: TestProvince, time: Clock) -> TestCase:
    """A case with an agency, received; its six working days have just begun."""
    return vinh_long.sent(time.at).received(time.at)


def held_by(case: TestCase) -> str:
    """The agency that is charged."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT agency_id FROM cases_assignment WHERE jurisdiction_id = %s AND case_id = %s",
            [case.province.jurisdiction.id, case.id],
        )
        return str(cursor.fetchone()[0])


def superior_of(case: TestCase) -> uuid.UUID:
    """The superior body of the agency that is charged."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT superior_id FROM cases_assignment WHERE jurisdiction_id = %s AND case_id = %s",
            [case.province.jurisdiction.id, case.id],
        )
        found: uuid.UUID = cursor.fetchone()[0]
        return found


def due_of(case: TestCase, term: str) -> datetime:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT due_at FROM cases_duty WHERE jurisdiction_id = %s AND case_id = %s AND term = %s "
            "ORDER BY number DESC LIMIT 1",
            [case.province.jurisdiction.id, case.id, term],
        )
        moment: datetime = cursor.fetchone()[0]
        return moment


def long_after(case: TestCase, term: str) -> datetime:
    """A working moment five working hours after the term."""
    calendar = case.province.jurisdiction.calendar
    return calendar.next_working_moment(calendar.add(due_of(case, term), 5 * 3600))


@pytest.mark.clause("ST.16.4", "VL.20.1.đ", "VL.21.4")
def test_the_agency_is_reminded_and_its_superior_and_the_supervising_department_are_told(
    handled: TestCase,
) -> None:
    calendar, due_at = handled.province.jurisdiction.calendar, due_of(handled, "handling")
    come_round(calendar.subtract(due_at, 3600))
    before = told(handled)
    assert before
    assert {(template, str(to)) for template, _, to in before} == {("due_soon", held_by(handled))}
    come_round(calendar.next_working_moment(due_at))
    assert ("overdue", "agency", uuid.UUID(held_by(handled))) in told(handled)
    come_round(long_after(handled, "handling"))
    below = {to for template, _, to in told(handled) if template == "overdue_below_you"}
    assert len(below) >= 1
    assert uuid.UUID(held_by(handled)) not in below


@pytest.mark.clause("VL.14.3", "VL.20.1.đ")
def test_an_agency_silent_about_an_answer_is_reminded_and_its_superior_is_told(
    vinh_long: TestProvince, time: Clock
) -> None:
    case = vinh_long.sent(time.at).published(time.at)
    outcome = operations.interact(case.step(case.sender, time.at), text="Mưa xuống đường lại lún.")
    assert isinstance(outcome, operations.Done), outcome
    calendar = vinh_long.jurisdiction.calendar
    come_round(calendar.next_working_moment(due_of(case, "interaction")))
    assert ("overdue", "agency", uuid.UUID(held_by(case))) in told(case)
    come_round(long_after(case, "interaction"))
    below = {to for template, _, to in told(case) if template == "overdue_below_you"}
    assert superior_of(case) in below


@pytest.mark.clause("ST.16.4")
def test_a_second_round_sends_nothing_again(handled: TestCase) -> None:
    moment = long_after(handled, "handling")
    come_round(moment)
    sent = told(handled)
    assert sent
    come_round(moment)
    assert told(handled) == sent


@pytest.mark.clause("ST.16.4")
def test_nobody_is_reminded_of_what_is_done(vinh_long: TestProvince, time: Clock) -> None:
    done = vinh_long.sent(time.at).published(time.at)
    come_round(long_after(done, "handling"))
    assert told(done) == []


@pytest.mark.clause("ST.16.4")
def test_a_body_may_choose_to_be_reminded_otherwise(handled: TestCase) -> None:
    silent = Choice(days_before=0, hours_before=0, halfway=False, at_due=False, escalate_hours=0)
    jurisdiction = handled.province.jurisdiction
    reminders.choose(jurisdiction_id=jurisdiction.id, agency_id=uuid.UUID(held_by(handled)), choice=silent)
    come_round(long_after(handled, "handling"))
    assert told(handled) == []


@pytest.mark.clause("VL.21.3")
def test_a_bodys_own_working_hours_govern_its_reminders_and_never_its_terms(
    handled: TestCase, time: Clock
) -> None:
    jurisdiction, due_at = handled.province.jurisdiction, due_of(handled, "handling")
    late_risers = {"hours": {day: [["15:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}}
    refused = settings.settle(
        jurisdiction=jurisdiction,
        agency_id=uuid.UUID(held_by(handled)),
        procedure=Procedure.STAFF_LEADER,
        own_terms={},
        calendar=late_risers,
        note="Quyết định 12",
        valid_from=time.at,
        by=uuid.uuid4(),
        now=time.at,
    )
    assert refused == ()
    day = jurisdiction.calendar.next_working_moment(due_at + timedelta(days=1)).astimezone(HO_CHI_MINH)
    come_round(day.replace(hour=9, minute=0))
    assert told(handled) == []
    come_round(day.replace(hour=15, minute=0))
    assert ("overdue", "agency", uuid.UUID(held_by(handled))) in told(handled)
    assert due_of(handled, "handling") == due_at


def test_the_sweep_reads_the_index_of_what_waits() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT 1 FROM cases_duty WHERE ended_at IS NULL AND remind_at <= now() "
            "ORDER BY remind_at, jurisdiction_id, case_id, number LIMIT 200"
        )
        assert "cases_duty_remind" in "\n".join(row[0] for row in cursor.fetchall())
