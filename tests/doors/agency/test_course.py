"""The agency's course through its pages: inbox, receipt, result, submission, approval, and every refusal on the way."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.conftest import Clock
from tests.doors.conftest import Desk, page
from tests.province import TestProvince, photo

from paht.cases import operations, queries
from paht.law.casework.case import Actor
from paht.law.casework.events import AssignmentReturned
from paht.law.casework.states import AssignmentState, Stage

Sits = Callable[[TestProvince, Actor], Desk]


def upload(name: str = "sau-xu-ly.jpg") -> io.BytesIO:
    """A photo as a browser sends it."""
    file = io.BytesIO(photo())
    file.name = name
    return file


def case_of(province: TestProvince, code: str) -> queries.Detail:
    """The case as it stands."""
    detail = queries.followed(jurisdiction_id=province.jurisdiction.id, code=code)
    assert detail is not None
    return detail


@pytest.mark.clause("VL.2.3.b", "VL.12.1.b", "VL.12.4.a", "ST.8.1.1", "ST.8.4")
def test_a_case_goes_from_the_inbox_to_the_leaders_approval(
    province: TestProvince, time: Clock, sits: Sits
) -> None:
    case = province.sent(time.at).dispatched(time.at)
    staff, leader = sits(province, province.staff), sits(province, province.leader)
    assert case.code in staff.text("/agency/")
    assert staff.act(case, "receive").status_code == 302
    assert staff.act(case, "begin").status_code == 302
    done = staff.act(case, "result", result="Đã vá mặt đường bằng bê tông nhựa.", files=upload())
    assert done.status_code == 302, page(done)
    assert staff.act(case, "submit", note="Kính trình lãnh đạo.").status_code == 302
    assert case.code not in staff.text("/agency/")
    assert case.code in leader.text("/agency/?tab=approval")
    assert leader.act(case, "approve", note="Đồng ý.").status_code == 302
    assert case.code in leader.text("/agency/?tab=delivered")
    case_now = case_of(province, case.code).case
    assert (case_now.stage, case_now.assignments[0].state) == (Stage.CHECKING, AssignmentState.APPROVED)


@pytest.mark.clause("VL.12.1.b")
def test_a_leader_who_handles_directly_submits_and_approves_himself(
    province: TestProvince, time: Clock, sits: Sits
) -> None:
    case = province.sent(time.at).received(time.at)
    leader = sits(province, province.leader)
    assert leader.act(case, "result", result="Đã xử lý.", files=upload()).status_code == 302
    assert leader.act(case, "submit", note="Trực tiếp xử lý.").status_code == 302
    assert leader.act(case, "approve", note="Phê duyệt.").status_code == 302


@pytest.mark.clause("VL.12.2.a", "ST.8.1.2")
@pytest.mark.parametrize("late", [False, True])
def test_a_return_for_want_of_competence_keeps_the_body_named_and_whether_it_was_late(
    province: TestProvince, time: Clock, sits: Sits, late: bool
) -> None:
    case = province.sent(time.at).received(time.at)
    staff = sits(province, province.staff)
    time.forward(days=2 if late else 0, minutes=30)
    named = staff.act(
        case, "return", ground="not_competent", note="Thuộc lĩnh vực khác.", responsible="Sở Y tế"
    )
    assert named.status_code == 302, page(named)
    returned = case_of(province, case.code).events[-1].body
    assert isinstance(returned, AssignmentReturned)
    assert (returned.late, returned.responsible) == (late, "Sở Y tế")
    assert case.code in staff.text("/agency/?tab=past")


@pytest.mark.clause("VL.12.2.a")
def test_where_the_edition_demands_it_a_return_without_the_responsible_body_is_refused(
    vinh_long: TestProvince, time: Clock, sits: Sits
) -> None:
    case = vinh_long.sent(time.at).received(time.at)
    unnamed = sits(vinh_long, vinh_long.staff).act(
        case, "return", ground="not_competent", note="Thuộc lĩnh vực khác."
    )
    assert unnamed.status_code == 422
    assert "Xin cho biết cơ quan có trách nhiệm xử lý." in page(unnamed)
    assert "Thuộc lĩnh vực khác." in page(unnamed)


@pytest.mark.clause("VL.12.2.a")
def test_the_page_says_until_when_it_may_be_returned_and_whose_the_delay_is_later(
    vinh_long: TestProvince, time: Clock, sits: Sits
) -> None:
    case = vinh_long.sent(time.at).received(time.at)
    staff = sits(vinh_long, vinh_long.staff)
    in_time = page(staff.get(f"/agency/case/{case.id}"))
    assert "Trả lại chậm nhất 11:00 thứ Tư, 18/11/2026" in in_time
    assert "cơ quan nhận phản ánh chịu trách nhiệm trực tiếp" in in_time
    time.forward(hours=5)
    assert "hệ thống ghi là trả lại chậm" in page(staff.get(f"/agency/case/{case.id}"))


@pytest.mark.clause("VL.12.1.c")
def test_more_information_is_asked_for_within_one_working_day_only(
    vinh_long: TestProvince, time: Clock, sits: Sits
) -> None:
    asked = vinh_long.sent(time.at).received(time.at)
    missed = vinh_long.sent(time.at).received(time.at)
    staff = sits(vinh_long, vinh_long.staff)
    time.forward(days=1)
    typed = {"ground": "needs_information", "note": "Ảnh chưa thấy rõ vị trí."}
    assert staff.act(asked, "return", **typed).status_code == 302
    time.forward(seconds=1)
    refused = staff.act(missed, "return", **typed)
    assert refused.status_code == 422
    assert "Đã quá thời hạn được trả lại để yêu cầu cung cấp thêm thông tin" in page(refused)
    assert "điểm c khoản 1 Điều 12" in page(refused)
    assert "Ảnh chưa thấy rõ vị trí." in page(refused)


@pytest.mark.clause("VL.12.4.a")
def test_a_result_about_a_road_needs_an_after_photo_in_vinh_long(
    vinh_long: TestProvince, time: Clock, sits: Sits
) -> None:
    case = vinh_long.sent(time.at).received(time.at)
    answer = sits(vinh_long, vinh_long.staff).act(case, "result", result="Đã vá xong đoạn đường.")
    assert answer.status_code == 422
    assert "cần hình ảnh sau xử lý" in page(answer)
    assert "Đã vá xong đoạn đường." in page(answer)


@pytest.mark.clause("ST.8.1.1")
def test_the_same_result_without_a_photo_is_taken_in_soc_trang(
    soc_trang: TestProvince, time: Clock, sits: Sits
) -> None:
    case = soc_trang.sent(time.at).received(time.at)
    answer = sits(soc_trang, soc_trang.staff).act(case, "result", result="Đã vá xong đoạn đường.")
    assert answer.status_code == 302


def test_a_photo_is_kept_when_the_result_is_refused(province: TestProvince, time: Clock, sits: Sits) -> None:
    case = province.sent(time.at).received(time.at)
    staff = sits(province, province.staff)
    refused = staff.act(case, "result", result="", files=upload())
    assert refused.status_code == 422
    token = page(refused).split('name="files_kept" value="')[1].split('"')[0]
    thumbnail = page(refused).split('<img src="/agency/photo/')[1].split('"')[0]
    assert staff.get(f"/agency/photo/{thumbnail}")["Content-Type"] == "image/jpeg"
    again = staff.act(case, "result", result="Đã vá mặt đường.", files_kept=token)
    assert again.status_code == 302, page(again)
    assert len(case_of(province, case.code).case.assignments[0].result_files) == 1


def test_a_file_that_is_no_picture_is_refused_with_what_to_do_and_the_text_stays(
    province: TestProvince, time: Clock, sits: Sits
) -> None:
    case = province.sent(time.at).received(time.at)
    wrong = io.BytesIO(b"khong phai anh" * 99)
    wrong.name = "ket-qua.jpg"
    answer = sits(province, province.staff).act(case, "result", result="Đã vá mặt đường.", files=wrong)
    assert answer.status_code == 422
    assert "nội dung bên trong là văn bản" in page(answer)
    assert "Đã vá mặt đường." in page(answer)


@pytest.mark.clause("VL.4.4")
def test_a_hand_over_without_written_content_is_refused(
    vinh_long: TestProvince, time: Clock, sits: Sits
) -> None:
    handled = vinh_long.sent(time.at).handled(time.at)
    submitted = vinh_long.sent(time.at).submitted(time.at)
    received = vinh_long.sent(time.at).received(time.at)
    staff, leader = sits(vinh_long, vinh_long.staff), sits(vinh_long, vinh_long.leader)
    answers = [
        staff.act(handled, "submit", note="  "),
        leader.act(submitted, "approve", note=""),
        leader.act(submitted, "reject", note="\n"),
        staff.act(received, "return", ground="not_competent", responsible="Sở Y tế", note=""),
    ]
    for answer in answers:
        assert answer.status_code == 422
        assert "xin ghi nội dung trước khi chuyển" in page(answer)
        assert "khoản 4 Điều 4" in page(answer)


@pytest.mark.clause("VL.4.5", "ST.3.5")
def test_another_agency_sees_nothing(province: TestProvince, time: Clock, sits: Sits) -> None:
    case = province.sent(time.at).received(time.at)
    other = sits(province, province.other_staff)
    for tab in ("handling", "approval", "delivered", "below", "past"):
        assert case.code not in other.text(f"/agency/?tab={tab}")
    assert other.get(f"/agency/case/{case.id}").status_code == 404
    assert other.act(case, "begin").status_code == 404
    file_id = case_of(province, case.code).case.files[0].id
    assert other.get(f"/agency/photo/{case.id}/{file_id}/320.jpg").status_code == 404


@pytest.mark.clause("VL.11.4", "VL.21.4", "ST.7.3.4", "ST.15.3")
def test_the_superior_body_sees_the_same_and_cannot_act(
    province: TestProvince, time: Clock, sits: Sits
) -> None:
    case = province.sent(time.at).dispatched(time.at)
    superior = sits(province, province.superior)
    assert case.code in superior.text("/agency/?tab=below")
    assert case.code not in superior.text("/agency/")
    shown = page(superior.get(f"/agency/case/{case.id}"))
    assert "Ổ gà lớn giữa đường" in shown
    assert "/receive" not in shown
    answer = superior.act(case, "receive")
    assert answer.status_code == 422
    assert case_of(province, case.code).case.assignments[0].state is AssignmentState.DISPATCHED


@pytest.mark.clause("VL.12.1.b", "ST.8.4")
def test_staff_cannot_approve(province: TestProvince, time: Clock, sits: Sits) -> None:
    case = province.sent(time.at).submitted(time.at)
    staff = sits(province, province.staff)
    assert f"/agency/case/{case.id}/approve" not in page(staff.get(f"/agency/case/{case.id}"))
    answer = staff.act(case, "approve", note="Tự phê duyệt lấy.")
    assert answer.status_code == 422
    assert "không được giao quyền" in page(answer)
    assert "Tự phê duyệt lấy." in page(answer)
    assert case_of(province, case.code).case.stage is Stage.HANDLING


def test_who_comes_second_is_told_who_did_what_and_keeps_what_was_typed(
    province: TestProvince, time: Clock, sits: Sits
) -> None:
    case = province.sent(time.at).received(time.at)
    staff = sits(province, province.staff)
    seen = staff.version(case)
    done = operations.begin_handling(case.step(province.leader, time.at), assignment=1)
    assert isinstance(done, operations.Done)
    answer = staff.act(case, "result", version=seen, result="Đã vá mặt đường.", files=upload())
    assert answer.status_code == 409
    assert "Đặng Văn Đạo, Sở Xây dựng" in page(answer)
    assert "bắt đầu xử lý" in page(answer)
    assert "Đã vá mặt đường." in page(answer)


def test_the_same_form_sent_twice_takes_effect_once(province: TestProvince, time: Clock, sits: Sits) -> None:
    case = province.sent(time.at).dispatched(time.at)
    staff = sits(province, province.staff)
    form = {
        "command_id": "0192f0c1-0000-7000-8000-000000000001",
        "expected_version": staff.version(case),
        "assignment": 1,
    }
    for _ in range(2):
        assert staff.client.post(f"/agency/case/{case.id}/receive", form).status_code == 302
    assert case_of(province, case.code).case.version == form["expected_version"] + 1


@pytest.mark.clause("VL.PL", "ST.PL1")
def test_the_preview_shows_the_result_in_the_words_of_the_editions_appendix(
    province: TestProvince, time: Clock, sits: Sits
) -> None:
    case = province.sent(time.at).received(time.at)
    staff = sits(province, province.staff)
    answer = staff.client.post(
        f"/agency/case/{case.id}/preview",
        {"result": "Đã <b>vá</b> mặt đường."},
        headers={"HX-Request": "true"},
    )
    words = {
        "VL.PL": "mong tiếp tục nhận được phản ánh trong thời gian tới",
        "ST.PL1": "Độc lập – Tự do – Hạnh phúc",
    }
    shown = answer.content.decode()
    assert words[province.jurisdiction.edition.result_form] in shown
    assert "Đã &lt;b&gt;vá&lt;/b&gt; mặt đường." in shown
    assert "<html" not in shown
    plain = staff.act(case, "preview", result="Đã vá mặt đường.")
    assert plain.status_code == 200
    assert words[province.jurisdiction.edition.result_form] in page(plain)


@pytest.mark.clause("VL.11.2")
def test_a_dispatch_says_that_it_counts_as_a_directive(
    vinh_long: TestProvince, time: Clock, sits: Sits
) -> None:
    case = vinh_long.sent(time.at).dispatched(time.at)
    shown = page(sits(vinh_long, vinh_long.staff).get(f"/agency/case/{case.id}"))
    assert "Đề nghị kiểm tra, xử lý." in shown
    assert "ý kiến chỉ đạo thực hiện của cấp có thẩm quyền (khoản 2 Điều 11)" in shown


def test_the_duties_stand_with_due_and_violation_moments_and_the_reason(
    vinh_long: TestProvince, time: Clock, sits: Sits
) -> None:
    case = vinh_long.sent(time.at).received(time.at)
    shown = page(sits(vinh_long, vinh_long.staff).get(f"/agency/case/{case.id}"))
    for words in (
        "Xử lý phản ánh",
        "10:00 thứ Năm, 26/11/2026",
        "tính vi phạm sau 17:00 thứ Năm, 26/11/2026",
        "Thời hạn 6 ngày làm việc",
        "điểm b khoản 2 Điều 12",
    ):
        assert words in shown, words


@pytest.mark.clause("VL.13.2.a", "VL.13.2.b", "ST.9.4")
def test_what_was_given_back_stands_on_top_with_its_reason(
    province: TestProvince, time: Clock, sits: Sits
) -> None:
    case = province.sent(time.at).approved(time.at)
    ground = province.jurisdiction.edition.result_grounds[0]
    step = case.step(province.dispatcher, time.at + timedelta(minutes=5))
    done = operations.return_result(step, assignment=1, ground=ground.key, note="Chưa nêu thời gian làm.")
    assert isinstance(done, operations.Done)
    shown = page(sits(province, province.leader).get(f"/agency/case/{case.id}"))
    assert f"Bị trả lại: {ground.name}" in shown
    assert "Chưa nêu thời gian làm." in shown


def test_who_works_elsewhere_is_not_let_in(province: TestProvince, time: Clock, sits: Sits) -> None:
    assert sits(province, province.intake).get("/agency/").status_code == 403
    assert sits(province, province.leader_of_province).get("/agency/").status_code == 403


def test_an_empty_inbox_says_what_will_come(province: TestProvince, time: Clock, sits: Sits) -> None:
    assert "Không có phản ánh nào đang chờ cơ quan xử lý" in sits(province, province.staff).text("/agency/")
