"""One person, several phones and accounts: joining, changing, merging; findings and locks reach the person."""

import threading
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection, connections
from django.db.utils import DatabaseError
from tests.conftest import Clock
from tests.people.citizens import PHONE, as_proven, citizen, claimed, of_person, proven
from tests.province import PERSONAL, TestCase, TestProvince

from paht.cases import belonging, sending
from paht.cases.belonging import decide_whose
from paht.cases.operations import Done
from paht.law.casework.case import Refused
from paht.people import citizens, standings
from paht.people.citizen_sessions import Citizen
from paht.people.citizens import Joining

OTHER = "0987654321"
THIRD = "0355555555"


def sent_by(province: TestProvince, phone: str, now: datetime) -> TestCase:
    return province.sent(now, personal={**PERSONAL, "phone": phone})


def finds(case: TestCase, now: datetime, ground: str = "improper") -> object:
    step = standings.Step(
        jurisdiction=case.province.jurisdiction,
        sender=uuid.UUID(case.sender.id),
        actor=case.province.dispatcher,
        now=now,
        command_id=uuid.uuid4(),
    )
    return standings.record_violation(step, case_id=case.id, ground=ground, finding="Xúc phạm cán bộ.")


def lifts(case: TestCase, now: datetime) -> object:
    step = standings.Step(
        jurisdiction=case.province.jurisdiction,
        sender=uuid.UUID(case.sender.id),
        actor=case.province.dispatcher,
        now=now,
        command_id=uuid.uuid4(),
    )
    return standings.lift_lock(step, reason="Đã cam kết.")


def may_send(province: TestProvince, phone: str, now: datetime) -> bool:
    filled = province.filled(personal={**PERSONAL, "phone": phone})
    return isinstance(sending.send(jurisdiction=province.jurisdiction, filled=filled, now=now), Done)


def joins(who: Citizen, province: TestProvince, phone: str, at: datetime) -> Joining:
    return citizens.join_phone(as_proven(province, phone), person_id=who.person_id, at=at)


def found(case: TestCase) -> standings.Standing:
    return standings.standing_of(
        jurisdiction_id=case.province.jurisdiction.id, sender=uuid.UUID(case.sender.id)
    )


def test_the_same_phone_is_the_same_person_and_another_is_another(
    vinh_long: TestProvince, time: Clock
) -> None:
    first, again = (
        citizens.person_of_phone(proven(vinh_long, PHONE, time.forward(minutes=2)), at=time.at)
        for _ in range(2)
    )
    assert first == again
    assert citizen(vinh_long, OTHER, time.at).person_id != first


def test_several_phones_join_one_person_who_signs_in_by_each(vinh_long: TestProvince, time: Clock) -> None:
    who = citizen(vinh_long, PHONE, time.at)
    assert joins(who, vinh_long, OTHER, time.at) is Joining.JOINED
    assert joins(who, vinh_long, OTHER, time.at) is Joining.ALREADY
    assert citizen(vinh_long, OTHER, time.at).person_id == who.person_id
    phones = citizens.phones_of(jurisdiction_id=vinh_long.jurisdiction.id, person_id=who.person_id)
    assert {each.number for each in phones} == {PHONE, OTHER}


def test_the_last_way_in_stays(vinh_long: TestProvince, time: Clock) -> None:
    who = citizen(vinh_long, PHONE, time.at)
    keys = {"jurisdiction_id": vinh_long.jurisdiction.id, "person_id": who.person_id}
    (phone,) = citizens.phones_of(**keys)
    with pytest.raises(citizens.Last):
        citizens.leave_phone(**keys, phone_id=phone.id, at=time.at)
    joins(who, vinh_long, OTHER, time.forward(minutes=1))
    assert citizens.leave_phone(**keys, phone_id=phone.id, at=time.at)
    assert not citizens.leave_phone(**keys, phone_id=phone.id, at=time.at)
    assert [each.number for each in citizens.phones_of(**keys)] == [OTHER]


def test_nobody_gives_up_the_phone_of_another(vinh_long: TestProvince, time: Clock) -> None:
    who, other = citizen(vinh_long, PHONE, time.at), citizen(vinh_long, OTHER, time.at)
    joins(who, vinh_long, THIRD, time.at)
    phones = citizens.phones_of(jurisdiction_id=vinh_long.jurisdiction.id, person_id=who.person_id)
    for phone in phones:
        assert not citizens.leave_phone(
            jurisdiction_id=vinh_long.jurisdiction.id,
            person_id=other.person_id,
            phone_id=phone.id,
            at=time.at,
        )


@pytest.mark.clause("VL.15.1.a")
def test_findings_on_several_phones_of_one_person_count_together_and_the_lock_reaches_all(
    vinh_long: TestProvince, time: Clock
) -> None:
    who = citizen(vinh_long, PHONE, time.at)
    joins(who, vinh_long, OTHER, time.at)
    cases = [sent_by(vinh_long, phone, time.at) for phone in (PHONE, OTHER, PHONE, OTHER)]
    for case in cases:
        assert decide_whose(who, case_id=case.id, is_own=True, at=time.at)
        finds(case, time.at)
    assert [found(case).count("account") for case in cases] == [4] * 4
    assert not may_send(vinh_long, PHONE, time.at)
    assert not may_send(vinh_long, OTHER, time.at)
    assert not isinstance(lifts(cases[0], time.at), Refused)
    assert may_send(vinh_long, PHONE, time.at)
    assert may_send(vinh_long, OTHER, time.at)


@pytest.mark.clause("VL.15.1.a")
def test_a_change_of_phone_lifts_no_lock(vinh_long: TestProvince, time: Clock) -> None:
    for _ in range(4):
        case = sent_by(vinh_long, PHONE, time.at)
        who = claimed(case, time.at)
        finds(case, time.at)
    joins(who, vinh_long, OTHER, time.at)
    keys = {"jurisdiction_id": vinh_long.jurisdiction.id, "person_id": who.person_id}
    old = next(each for each in citizens.phones_of(**keys) if each.number == PHONE)
    assert citizens.leave_phone(**keys, phone_id=old.id, at=time.at)
    assert not may_send(vinh_long, OTHER, time.at)
    assert not may_send(vinh_long, PHONE, time.at)


@pytest.mark.clause("VL.15.1.a", "VL.15.1.b")
def test_a_merger_keeps_both_histories_and_every_lock(vinh_long: TestProvince, time: Clock) -> None:
    mine = [sent_by(vinh_long, PHONE, time.at) for _ in range(4)]
    theirs = [sent_by(vinh_long, OTHER, time.at) for _ in range(4)]
    me, them = citizen(vinh_long, PHONE, time.at), citizen(vinh_long, OTHER, time.at)
    for case in mine:
        decide_whose(me, case_id=case.id, is_own=True, at=time.at)
        finds(case, time.at)
    for case in theirs:
        decide_whose(them, case_id=case.id, is_own=True, at=time.at)
        finds(case, time.at, "improper_interaction")
    assert found(mine[0]).may_interact(time.at)
    assert found(theirs[0]).may_send()
    assert joins(them, vinh_long, PHONE, time.at) is Joining.MERGED
    for case in (*mine, *theirs):
        standing = found(case)
        assert (standing.count("account"), standing.count("interaction")) == (4, 4)
        assert not standing.may_send()
        assert not standing.may_interact(time.at)
    assert {row.id for row in belonging.reports_of(them)} == {case.id for case in (*mine, *theirs)}
    assert belonging.reports_of(me) == []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT what FROM people_person_event WHERE person_id = %s ORDER BY id", [me.person_id]
        )
        assert [row[0] for row in cursor.fetchall()] == ["made", "phone_joined", "merged_into"]


@pytest.mark.clause("VL.15.1.a")
def test_a_merger_closes_nothing_by_itself_and_the_next_finding_counts_all(
    vinh_long: TestProvince, time: Clock
) -> None:
    cases = [sent_by(vinh_long, phone, time.at) for phone in (PHONE, PHONE, OTHER, OTHER, OTHER)]
    me, them = citizen(vinh_long, PHONE, time.at), citizen(vinh_long, OTHER, time.at)
    for case, who in zip(cases, (me, me, them, them, them), strict=True):
        decide_whose(who, case_id=case.id, is_own=True, at=time.at)
    for case in cases[:4]:
        finds(case, time.at)
    joins(me, vinh_long, OTHER, time.at)
    assert found(cases[0]).may_send(), "a lock follows a person's finding"
    finds(cases[4], time.at)
    assert not found(cases[0]).may_send()


def test_what_two_persons_said_of_one_report_is_settled_by_their_merger(
    vinh_long: TestProvince, time: Clock
) -> None:
    case = sent_by(vinh_long, PHONE, time.at)
    me = citizen(vinh_long, PHONE, time.at)
    assert decide_whose(me, case_id=case.id, is_own=False, at=time.at)
    assert not decide_whose(me, case_id=case.id, is_own=True, at=time.at), "said once"
    them = citizen(vinh_long, OTHER, time.at)
    joins(them, vinh_long, THIRD, time.at)
    assert joins(them, vinh_long, PHONE, time.at) is Joining.MERGED
    assert belonging.reports_of(them) == []
    assert belonging.undecided(them) == []


def test_a_report_is_one_persons_at_most(vinh_long: TestProvince, time: Clock) -> None:
    case = sent_by(vinh_long, PHONE, time.at)
    stranger = citizen(vinh_long, OTHER, time.at)
    assert not decide_whose(stranger, case_id=case.id, is_own=True, at=time.at)
    who = claimed(case, time.at)
    assert belonging.owns(who, case_id=case.id)
    assert not belonging.owns(stranger, case_id=case.id)


def test_the_list_turns_pages_by_the_moment_of_sending(vinh_long: TestProvince, time: Clock) -> None:
    cases = [sent_by(vinh_long, PHONE, time.forward(minutes=1)) for _ in range(5)]
    for case in cases:
        who = claimed(case, time.at)
    first = belonging.reports_of(who, limit=3)
    rest = belonging.reports_of(who, after=(first[-1].sent_at, first[-1].id), limit=3)
    assert [row.id for row in (*first, *rest)] == [case.id for case in reversed(cases)]


def test_an_account_elsewhere_is_one_persons_and_joins_two(vinh_long: TestProvince, time: Clock) -> None:
    keys = {"jurisdiction_id": vinh_long.jurisdiction.id, "kind": "zalo", "subject": "123", "assurance": ""}
    person = citizens.person_of_identity(**keys, at=time.at)
    assert citizens.person_of_identity(**keys, at=time.at) == person
    who = citizen(vinh_long, PHONE, time.at)
    assert citizens.join_identity(**keys, person_id=who.person_id, at=time.at) is Joining.MERGED
    assert citizens.join_identity(**keys, person_id=who.person_id, at=time.at) is Joining.ALREADY
    assert citizens.person_of_identity(**keys, at=time.at) == who.person_id
    other = {**keys, "kind": "facebook"}
    assert citizens.join_identity(**other, person_id=who.person_id, at=time.at) is Joining.JOINED
    held = citizens.identities_of(jurisdiction_id=vinh_long.jurisdiction.id, person_id=who.person_id)
    assert sorted(each.kind for each in held) == ["facebook", "zalo"]


def test_many_who_confirm_one_new_phone_at_once_are_one_person(vinh_long: TestProvince, time: Clock) -> None:
    seals = [as_proven(vinh_long, PHONE) for _ in range(6)]
    persons: list[uuid.UUID] = []

    def confirm(number: int) -> Callable[[], None]:
        def run() -> None:
            try:
                persons.append(citizens.person_of_phone(seals[number], at=time.at))
            finally:
                connections.close_all()

        return run

    threads = [threading.Thread(target=confirm(number)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(persons) == 6
    assert len(set(persons)) == 1


@pytest.mark.clause("VL.15.1.a")
def test_findings_on_two_phones_at_once_neither_block_one_another_nor_get_lost(
    vinh_long: TestProvince, time: Clock
) -> None:
    who = citizen(vinh_long, PHONE, time.at)
    joins(who, vinh_long, OTHER, time.at)
    cases = [sent_by(vinh_long, phone, time.at) for phone in (PHONE, OTHER) * 2]
    for case in cases:
        decide_whose(who, case_id=case.id, is_own=True, at=time.at)
    errors: list[BaseException] = []

    def run(case: TestCase) -> Callable[[], None]:
        def work() -> None:
            try:
                finds(case, time.at)
            except BaseException as error:
                errors.append(error)
            finally:
                connections.close_all()

        return work

    threads = [threading.Thread(target=run(case)) for case in cases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert found(cases[0]).count("account") == 4
    assert not found(cases[0]).may_send()


def test_a_persons_history_is_never_changed(vinh_long: TestProvince, time: Clock) -> None:
    citizen(vinh_long, PHONE, time.at)
    for change in ("UPDATE people_person_event SET what = ''", "DELETE FROM people_person_event"):
        with pytest.raises(DatabaseError), connection.cursor() as cursor:
            cursor.execute(change)


def test_a_session_of_another_province_is_none_here(
    vinh_long: TestProvince, soc_trang: TestProvince, time: Clock
) -> None:
    from paht.people import citizen_sessions

    who = citizen(vinh_long, PHONE, time.at)
    token = citizen_sessions.open_session(
        jurisdiction_id=vinh_long.jurisdiction.id, person_id=who.person_id, device="", at=time.at
    )
    for province, opens in ((vinh_long, True), (soc_trang, False)):
        there = citizen_sessions.citizen_of(token, jurisdiction_id=province.jurisdiction.id, at=time.at)
        assert (there is not None) is opens


@pytest.mark.parametrize(
    ("every", "days", "lasts"), [(20, 80, True), (20, 90, False), (29, 29, True), (30, 30, False)]
)
def test_a_session_ends_after_thirty_days_without_use_and_ninety_in_all(
    vinh_long: TestProvince, time: Clock, every: int, days: int, lasts: bool
) -> None:
    from paht.people import citizen_sessions

    jurisdiction_id, started = vinh_long.jurisdiction.id, time.at
    who = citizen(vinh_long, PHONE, started)
    token = citizen_sessions.open_session(
        jurisdiction_id=jurisdiction_id, person_id=who.person_id, device="", at=started
    )
    for day in (*range(every, days, every), days):
        time.at = started + timedelta(days=day)
        there = citizen_sessions.citizen_of(token, jurisdiction_id=jurisdiction_id, at=time.at)
    assert (there is not None) is lasts
    assert of_person(vinh_long, who.person_id, time.at)
