"""Several agencies on one case, through the pages: side by side, and a lead with a cooperating agency."""

import io
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.conftest import Clock
from tests.doors.conftest import Desk, page
from tests.doors.desk.desk_pages import Desk as Centre
from tests.doors.desk.desk_pages import words_of
from tests.province import PERSONAL, TestCase, TestProvince, photo

from paht.cases import queries
from paht.law.casework.case import Actor, Case
from paht.law.casework.states import AssignmentRole, AssignmentState, Stage

Sits = Callable[[TestProvince, Actor], Desk]
A = AssignmentState


def of(case: TestCase) -> Case:
    """The case as it stands."""
    found = queries.followed(jurisdiction_id=case.province.jurisdiction.id, code=case.code)
    assert found is not None
    return found.case


def states(case: TestCase) -> list[AssignmentState]:
    return [a.state for a in of(case).assignments]


def does(desk: Desk, case: TestCase, action: str, **typed: Any) -> None:
    """Give a command on the agency's page; it must be taken."""
    answer = desk.act(case, action, **typed)
    assert answer.status_code == 302, page(answer)


def answers(staff: Desk, leader: Desk, case: TestCase, number: int, result: str) -> None:
    """An agency's part from its result to its leader's approval."""
    after = io.BytesIO(photo())
    after.name = "sau.jpg"
    does(staff, case, "result", assignment=number, result=result, files=after)
    does(staff, case, "submit", assignment=number, note="Kính trình.")
    does(leader, case, "approve", assignment=number, note="Đồng ý.")


def sees(case: TestCase, desk: Desk) -> str:
    """The case page of the agency in words."""
    return words_of(desk.text(f"/agency/case/{case.id}"))


def side_by_side(province: TestProvince, time: Clock) -> TestCase:
    """Dispatched to both agencies."""
    case = province.sent(time.at).accepted(time.at)
    both = [str(province.roads.id), str(province.waste.id)]
    sent = Centre(province, "dieuphoi").act(
        case, "dispatch-several", agencies=both, note="Sở Xây dựng vá đường."
    )
    assert sent.status_code == 302
    return case


@pytest.mark.clause("VL.11.7")
def test_a_choice_of_one_agency_among_several_is_refused_at_its_field_with_what_was_written(
    vinh_long: TestProvince, time: Clock
) -> None:
    case = vinh_long.sent(time.at).accepted(time.at)
    chosen = [str(vinh_long.roads.id)]
    one = Centre(vinh_long, "dieuphoi").act(
        case, "dispatch-several", agencies=chosen, note="Sở Xây dựng vá đường."
    )
    assert one.status_code == 422
    told = one.content.decode()
    assert "từ hai cơ quan liên quan trở lên" in told
    assert "khoản 7 Điều 11" in told
    assert "Sở Xây dựng vá đường.</textarea>" in told
    assert f'value="{chosen[0]}" checked' in told


@pytest.mark.clause("VL.11.7", "VL.11.4")
def test_two_agencies_handle_side_by_side_and_one_answer_is_composed_of_their_results(
    vinh_long: TestProvince, time: Clock, sits: Sits
) -> None:
    case = side_by_side(vinh_long, time)
    roads, roads_head = sits(vinh_long, vinh_long.staff), sits(vinh_long, vinh_long.leader)
    waste, waste_head = sits(vinh_long, vinh_long.other_staff), sits(vinh_long, vinh_long.other_leader)
    for desk in (roads, waste):
        assert case.code in desk.text("/agency/")
        assert "Sở Xây dựng vá đường." in sees(case, desk)
    assert case.code in sits(vinh_long, vinh_long.superior).text("/agency/?tab=below")
    does(roads, case, "receive", assignment=1)
    does(waste, case, "receive", assignment=2)
    answers(roads, roads_head, case, 1, "Đã vá mặt đường.")
    assert (of(case).stage, states(case)) == (Stage.HANDLING, [A.APPROVED, A.RECEIVED])
    assert "Đã vá mặt đường." in sees(case, waste)
    answers(waste, waste_head, case, 2, "Đã thu gom rác.")
    assert of(case).stage is Stage.CHECKING
    publisher = Centre(vinh_long, "bientap")
    shown = publisher.case(case)
    prepared = "Sở Xây dựng:\nĐã vá mặt đường.\n\nSở Nông nghiệp và Môi trường:\nĐã thu gom rác."
    assert prepared in shown
    assert "Sở Xây dựng; Sở Nông nghiệp và Môi trường" in words_of(shown)
    assert publisher.act(case, "publish", answer=prepared).status_code == 302
    assert of(case).stage is Stage.PUBLISHED


@pytest.mark.clause("VL.11.7")
def test_the_sender_alone_reads_the_result_of_one_agency_while_another_still_handles(
    vinh_long: TestProvince, time: Clock, sits: Sits
) -> None:
    case = side_by_side(vinh_long, time)
    roads = sits(vinh_long, vinh_long.staff)
    both = words_of(Client(headers={"host": vinh_long.host}).get(f"/theo-doi/{case.code}").content.decode())
    for agency in (vinh_long.roads, vinh_long.waste):
        assert f"được phân phối ({agency.name})" in both, "each term says whose it is"
    does(roads, case, "receive", assignment=1)
    answers(roads, sits(vinh_long, vinh_long.leader), case, 1, "Đã vá mặt đường.")
    anybody, follow = Client(headers={"host": vinh_long.host}), f"/theo-doi/{case.code}"
    assert "Đã vá mặt đường." not in anybody.get(follow).content.decode()
    anybody.post(f"{follow}/xac-nhan", {"phone": PERSONAL["phone"]})
    told = words_of(anybody.get(follow).content.decode())
    assert "Kết quả của từng cơ quan" in told
    assert "Sở Xây dựng Đã vá mặt đường." in told


@pytest.mark.clause("VL.11.7", "VL.12.2.a")
def test_a_part_given_back_comes_to_the_desks_queue_and_is_closed_or_goes_on_to_another_agency(
    vinh_long: TestProvince, time: Clock, sits: Sits
) -> None:
    case = side_by_side(vinh_long, time)
    centre, waste = Centre(vinh_long, "dieuphoi"), sits(vinh_long, vinh_long.other_staff)
    does(waste, case, "receive", assignment=2)
    back = {"ground": "not_competent", "responsible": "UBND xã", "note": "Không thuộc thẩm quyền."}
    does(waste, case, "return", assignment=2, **back)
    assert case.code in centre.page("/desk/?stage=handling")
    assert "Phần việc được trả lại" in words_of(centre.page())
    closed = centre.act(case, "close-returned-part", note="Sở Xây dựng xử lý toàn bộ.")
    assert closed.status_code == 302
    assert case.code not in centre.page("/desk/?stage=handling")
    again = centre.act(case, "dispatch-several", agencies=[str(vinh_long.waste.id)], note="Xin nhận lại.")
    assert again.status_code == 302
    assert states(case) == [A.DISPATCHED, A.RETURNED, A.DISPATCHED]


def led(province: TestProvince, time: Clock, sits: Sits) -> tuple[TestCase, Desk, Desk]:
    """Dispatched to the road agency as lead, which has received; with its staff and those of the other agency."""
    case = province.sent(time.at).accepted(time.at)
    sent = Centre(province, "dieuphoi").act(
        case, "dispatch-lead", agency=str(province.roads.id), note="Đề nghị chủ trì."
    )
    assert sent.status_code == 302, sent.content.decode()
    lead, cooperating = sits(province, province.staff), sits(province, province.other_staff)
    does(lead, case, "receive", assignment=1)
    return case, lead, cooperating


@pytest.mark.clause("ST.7.3.2", "ST.8.2.1", "ST.8.2.2", "ST.8.2.3", "ST.PL2.3")
def test_a_lead_passes_on_gets_the_answer_compiles_it_and_answers_the_ioc(
    soc_trang: TestProvince, time: Clock, sits: Sits
) -> None:
    case, lead, cooperating = led(soc_trang, time, sits)
    assert of(case).assignments[0].role is AssignmentRole.LEAD
    asked = "Đề nghị cho ý kiến về bãi rác cạnh đường."
    nobody = lead.act(case, "pass-on", number=1, note=asked)
    assert nobody.status_code == 422
    assert asked in page(nobody)
    does(lead, case, "pass-on", number=1, agencies=[str(soc_trang.waste.id)], note=asked)
    assert case.code in cooperating.text("/agency/")
    shown = sees(case, cooperating)
    for words in (asked, "Sở Xây dựng", "Chủ trì", "Nội dung đề nghị phối hợp"):
        assert words in shown
    assert not [value for value in PERSONAL.values() if value in shown], "the sender stays unknown"
    does(cooperating, case, "receive", assignment=2)
    head = sits(soc_trang, soc_trang.other_leader)
    answers(cooperating, head, case, 2, "Bãi rác đã được dọn.")
    assert (of(case).stage, states(case)) == (Stage.HANDLING, [A.COMPILING, A.APPROVED])
    assert "Bãi rác đã được dọn." in sees(case, lead)
    does(lead, case, "send-answer-back", number=2, note="Xin nêu rõ thời gian.")
    assert "Xin nêu rõ thời gian." in sees(case, cooperating)
    answers(cooperating, head, case, 2, "Bãi rác được dọn ngày 10/3.")
    answers(lead, sits(soc_trang, soc_trang.leader), case, 1, "Tổng hợp: đã vá đường, đã dọn rác.")
    assert of(case).stage is Stage.CHECKING
    prepared = Centre(soc_trang, "bientap").case(case)
    assert "Tổng hợp: đã vá đường, đã dọn rác.</textarea>" in prepared


@pytest.mark.clause("ST.8.2.2", "ST.PL2.3", "ST.8.2.1")
def test_a_wrong_cooperating_agency_gives_back_to_the_lead_naming_the_right_one(
    soc_trang: TestProvince, time: Clock, sits: Sits
) -> None:
    case, lead, cooperating = led(soc_trang, time, sits)
    does(lead, case, "pass-on", number=1, agencies=[str(soc_trang.waste.id)], note="Xin phối hợp.")
    does(cooperating, case, "receive", assignment=2)
    assert "Không cần phối hợp" not in sees(case, cooperating)
    back = {"ground": "cooperating_not_competent", "note": "Không đúng thẩm quyền."}
    nameless = cooperating.act(case, "return", assignment=2, **back)
    assert nameless.status_code == 422
    assert "Xin cho biết cơ quan có trách nhiệm xử lý." in page(nameless)
    does(cooperating, case, "return", assignment=2, responsible="UBND phường", **back)
    assert states(case) == [A.LEADING, A.RETURNED]
    assert "trả lại cơ quan chủ trì" in sees(case, lead)
    assert "UBND phường" in sees(case, lead)
    assert case.code not in Centre(soc_trang, "dieuphoi").page()
    does(lead, case, "return", assignment=1, ground="no_cooperation_needed", note="Tự xử lý được.")
    assert of(case).stage is Stage.ACCEPTED
    centre = Centre(soc_trang, "dieuphoi")
    assert centre.act(case, "dispatch", agency=str(soc_trang.roads.id), note="Xin xử lý.").status_code == 302


@pytest.mark.clause("ST.7.3.4")
@pytest.mark.parametrize("told", [True, False])
def test_the_dispatcher_chooses_whether_the_superior_body_receives_the_report(
    soc_trang: TestProvince, time: Clock, sits: Sits, told: bool
) -> None:
    case = soc_trang.sent(time.at).accepted(time.at)
    tick = {"tell_superior": "1"} if told else {}
    sent = Centre(soc_trang, "dieuphoi").act(
        case, "dispatch", agency=str(soc_trang.roads.id), note="Xin xử lý.", **tick
    )
    assert sent.status_code == 302
    superior = sits(soc_trang, soc_trang.superior)
    assert (case.code in superior.text("/agency/?tab=below")) is told
    assert superior.get(f"/agency/case/{case.id}").status_code == (200 if told else 404)


@pytest.mark.clause("ST.7.3.2")
def test_who_neither_leads_nor_cooperates_opens_nothing_of_a_shared_case(
    soc_trang: TestProvince, time: Clock, sits: Sits
) -> None:
    case, _, stranger = led(soc_trang, time, sits)
    assert stranger.get(f"/agency/case/{case.id}").status_code == 404
    form = {"command_id": str(uuid.uuid4()), "expected_version": of(case).version, "number": 1, "note": "x"}
    assert stranger.client.post(f"/agency/case/{case.id}/pass-on", form).status_code == 404
