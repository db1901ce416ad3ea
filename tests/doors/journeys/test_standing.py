"""Through the pages: findings on a sender, the lock from the fourth on, its lifting; commendation and false reports."""

import uuid
from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection
from django.db.utils import DatabaseError
from tests.conftest import Clock
from tests.doors.citizen.pages import TYPED, Citizen, text
from tests.doors.desk.desk_pages import Desk, form_of, words_of
from tests.doors.journeys.admitted import state
from tests.people.citizens import PHONE, citizen, claimed
from tests.province import TestCase, TestProvince

from paht.bench.wire import listen
from paht.cases.belonging import decide_whose
from paht.people import standings

CitizenOf = Callable[[TestProvince], Citizen]


def finds(desk: Desk, case: TestCase, **fields: str) -> object:
    page = desk.case(case)
    address = f"/desk/case/{case.id}/violation/"
    form_of(page, address)
    given = {"command_id": str(uuid.uuid4()), "ground": "improper", "finding": "Dùng từ xúc phạm cán bộ."}
    return desk.client.post(address, {**given, **fields})


def four_violations(province: TestProvince, now: datetime) -> TestCase:
    desk = Desk(province, "tiepnhan")
    cases = [province.sent(now) for _ in range(4)]
    for case in cases:
        claimed(case, now)
        assert finds(desk, case).status_code == 302  # type: ignore[attr-defined]
    return cases[-1]


@pytest.mark.clause("VL.15.1.a", "VL.5.3")
def test_after_the_fourth_finding_the_account_is_locked_until_the_ioc_opens_it(
    vinh_long: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    last = four_violations(vinh_long, time.at)
    citizen = citizen_of(vinh_long)
    refused = citizen.send()
    assert refused.status_code == 422
    page = text(refused)
    assert "điểm a khoản 1 Điều 15" in page
    assert "để được xem xét mở khóa" in page
    assert TYPED["description"] in page
    officer = Desk(vinh_long, "tiepnhan")
    shown = words_of(officer.case(last))
    assert "Vi phạm nội dung 4" in shown
    assert "Mở khóa tài khoản" not in shown
    assert "0912" not in shown
    dispatcher = Desk(vinh_long, "dieuphoi")
    address = f"/desk/case/{last.id}/lift/"
    form_of(dispatcher.case(last), address)
    assert dispatcher.client.post(address, {"command_id": str(uuid.uuid4()), "reason": ""}).status_code == 422
    opened = dispatcher.client.post(
        address, {"command_id": str(uuid.uuid4()), "reason": "Người gửi đã cam kết."}
    )
    assert opened.status_code == 302
    assert citizen.send().status_code == 303


@pytest.mark.clause("VL.15.1.a")
def test_three_findings_lock_nothing_and_a_repeated_one_counts_once(
    vinh_long: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    desk = Desk(vinh_long, "tiepnhan")
    key = str(uuid.uuid4())
    cases = [vinh_long.sent(time.at) for _ in range(3)]
    for case in cases:
        claimed(case, time.at)
        finds(desk, case)
    finds(desk, cases[0], command_id=key, ground="improper_interaction")
    finds(desk, cases[0], command_id=key, ground="improper_interaction")
    found = standings.standing_of(
        jurisdiction_id=vinh_long.jurisdiction.id, sender=uuid.UUID(cases[0].sender.id)
    )
    assert (found.count("account"), found.count("interaction"), found.may_send()) == (3, 1, True)
    assert finds(desk, cases[0], finding="").status_code == 422  # type: ignore[attr-defined]
    assert citizen_of(vinh_long).send().status_code == 303


@pytest.mark.clause("VL.15.1.a")
def test_what_somebody_sent_under_another_persons_number_locks_nobody(
    vinh_long: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    desk = Desk(vinh_long, "tiepnhan")
    cases = [vinh_long.sent(time.at) for _ in range(6)]
    victim = citizen(vinh_long, PHONE, time.at)
    for case in cases[:3]:
        finds(desk, case)
    decide_whose(victim, case_id=cases[3].id, is_own=False, at=time.at)
    for case in cases[3:]:
        finds(desk, case)
    shown = words_of(desk.case(cases[-1]))
    assert "Vi phạm nội dung 0" in shown
    assert "Ghi nhận, không tính vì số chưa xác nhận 6" in shown
    assert citizen_of(vinh_long).send().status_code == 303


@pytest.mark.clause("VL.15.1.b")
def test_a_locked_interaction_is_shown_with_its_end(vinh_long: TestProvince, time: Clock) -> None:
    desk, case = Desk(vinh_long, "tiepnhan"), vinh_long.sent(time.at)
    claimed(case, time.at)
    for _ in range(4):
        finds(desk, case, ground="improper_interaction")
    assert "Khóa tương tác đến 10:00, 18/12/2026" in words_of(desk.case(case))


def test_sending_still_takes_two_round_trips_for_a_sender_with_a_record(
    vinh_long: TestProvince, time: Clock
) -> None:
    finds(Desk(vinh_long, "tiepnhan"), vinh_long.sent(time.at))
    vinh_long.sent(time.at)
    assert listen(lambda: vinh_long.sent(time.at)).round_trips == 2


def test_what_was_found_about_a_sender_is_never_changed(vinh_long: TestProvince, time: Clock) -> None:
    finds(Desk(vinh_long, "tiepnhan"), vinh_long.sent(time.at))
    for change in ("UPDATE people_standing_event SET finding = ''", "DELETE FROM people_standing_event"):
        with pytest.raises(DatabaseError), connection.cursor() as cursor:
            cursor.execute(change)


def test_soc_trang_shows_no_standing(soc_trang: TestProvince, time: Clock) -> None:
    assert "Chấp hành của người gửi" not in words_of(
        Desk(soc_trang, "tiepnhan").case(soc_trang.sent(time.at))
    )


@pytest.mark.clause("VL.24.1", "ST.17.1")
def test_a_valuable_report_is_proposed_and_listed_for_the_leaders(
    province: TestProvince, time: Clock
) -> None:
    case = province.sent(time.at).published(time.at)
    desk = Desk(province, "bientap")
    assert desk.act(case, "propose-commendation", reason="").status_code == 422
    assert desk.act(case, "propose-commendation", reason="Kịp thời cứu người.").status_code == 302
    leader = Desk(province, "lanhdaotinh")
    page = words_of(leader.page("/leadership/merits"))
    assert case.code in page
    assert "đã đề nghị khen thưởng 1 phản ánh" in page
    assert "Kịp thời cứu người." in words_of(leader.page(f"/leadership/case/{case.id}"))


@pytest.mark.clause("VL.24.2")
def test_a_false_report_is_marked_counted_and_held_against_its_sender(
    vinh_long: TestProvince, time: Clock
) -> None:
    case = vinh_long.sent(time.at).published(time.at)
    claimed(case, time.at)
    desk = Desk(vinh_long, "bientap")
    assert desk.act(case, "mark-false", finding="Ảnh chụp ở tỉnh khác.").status_code == 302
    assert state(case).found_false_at == time.at
    leader = Desk(vinh_long, "lanhdaotinh")
    page = words_of(leader.page("/leadership/merits?loai=sai"))
    assert case.code in page
    assert "<h1>Phản ánh không đúng sự thật</h1>" in leader.page("/leadership/merits?loai=sai")
    assert "<h1>Đề nghị khen thưởng</h1>" in leader.page("/leadership/merits")
    assert "kết luận 1 phản ánh không đúng sự thật" in page
    shown = words_of(desk.case(case))
    assert "Vi phạm nội dung 1" in shown
