"""Through the pages: the desk verifies with a first-time sender, who answers by the link or is reached by phone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.conftest import Clock
from tests.doors.citizen.pages import Citizen, text
from tests.doors.desk.desk_pages import Desk, all_passed, words_of
from tests.doors.journeys.admitted import case_of, post, state
from tests.province import TestProvince

from paht.cases.sweeping import lapse_supplements
from paht.law.casework.states import RequestState, Stage

CitizenOf = Callable[[TestProvince], Citizen]
ASKED = {"way": "call", "note": "Xin cho biết sự việc xảy ra từ khi nào."}


@pytest.mark.clause("VL.8.2.5", "ST.7.1")
def test_a_first_time_sender_answers_by_the_link_and_the_report_goes_on(
    province: TestProvince, citizen_of: CitizenOf
) -> None:
    citizen = citizen_of(province)
    case = case_of(province, citizen.sent_code())
    desk = Desk(province, "tiepnhan")
    assert "Gửi lần đầu" in words_of(desk.case(case))
    assert desk.act(case, "request-verification", matter="identity", **ASKED).status_code == 302
    assert case.code in words_of(desk.page("/desk/?stage=waiting"))
    page = text(citizen.browser.get(f"/theo-doi/{case.code}"))
    assert ASKED["note"] in page
    assert "Đang chờ ông/bà xác minh" in page
    answered = post(citizen, case, "xac-minh", request="1", answer="Tôi là Bưởi, nhà ở khóm 3.")
    assert answered.status_code == 303
    seen = words_of(desk.case(case))
    assert "Tôi là Bưởi, nhà ở khóm 3." in seen
    assert desk.act(case, "verify", **all_passed(province)).status_code == 302
    assert state(case).stage is Stage.VERIFIED


@pytest.mark.clause("VL.8.2.6", "ST.4.2")
def test_wrong_personal_information_ends_the_report_and_the_sender_is_told_why(
    province: TestProvince, citizen_of: CitizenOf
) -> None:
    citizen = citizen_of(province)
    case = case_of(province, citizen.sent_code())
    desk = Desk(province, "tiepnhan")
    desk.act(case, "request-verification", matter="identity", **ASKED)
    tried = desk.act(
        case, "record-verification", outcome="not_reached", way="call", note="Gọi hai lần, không nghe."
    )
    assert tried.status_code == 302
    assert state(case).requests[0].state is RequestState.OPEN
    empty = desk.act(case, "record-verification", outcome="wrong", way="call", note="")
    assert empty.status_code == 422
    desk.act(case, "record-verification", outcome="wrong", way="call", note="Số máy của người khác.")
    assert state(case).stage is Stage.REFUSED
    page = text(citizen.browser.get(f"/theo-doi/{case.code}"))
    assert "Phản ánh không được tiếp nhận" in page
    assert "không chính xác" in page


@pytest.mark.clause("VL.8.2.5")
def test_the_sweep_closes_what_could_not_be_verified_in_two_working_days(
    vinh_long: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    citizen = citizen_of(vinh_long)
    case = case_of(vinh_long, citizen.sent_code())
    Desk(vinh_long, "tiepnhan").act(case, "request-verification", matter="content", **ASKED)
    due = state(case).duties[0].due_at
    lapse_supplements(now=due)
    assert state(case).stage is Stage.SENT
    lapse_supplements(now=due + timedelta(seconds=1))
    assert (state(case).stage, state(case).end_clause) == (Stage.REFUSED, "VL.8.2.5")
    assert "Xác minh không thành công" in text(citizen.browser.get(f"/theo-doi/{case.code}"))


@pytest.mark.clause("VL.8.2.5")
def test_soc_trang_waits_on_and_vinh_long_asks_no_known_senders_identity(
    vinh_long: TestProvince, soc_trang: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    waiting = case_of(soc_trang, citizen_of(soc_trang).sent_code())
    Desk(soc_trang, "tiepnhan").act(waiting, "request-verification", matter="identity", **ASKED)
    lapse_supplements(now=time.at + timedelta(days=90))
    assert state(waiting).stage is Stage.SENT
    citizen = citizen_of(vinh_long)
    citizen.sent_code()
    again = case_of(vinh_long, citizen.sent_code(description="Cống thoát nước bị nghẹt từ hôm qua."))
    desk = Desk(vinh_long, "tiepnhan")
    assert "Gửi lần đầu" not in words_of(desk.case(again))
    refused = desk.act(again, "request-verification", matter="identity", **ASKED)
    assert refused.status_code == 422
    assert "lần đầu" in words_of(refused.content.decode())
