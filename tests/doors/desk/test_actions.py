"""What the desk does, through its forms: each action, each refusal, races and repeats."""

import pytest
from tests.conftest import Clock
from tests.doors.desk.desk_pages import Desk, all_passed, form_of, words_of
from tests.province import TestCase, TestProvince

from paht.cases import operations, queries
from paht.law.casework.case import Case
from paht.law.casework.states import AssignmentState, RequestKind, Stage
from paht.people.finding import find


def state(case: TestCase) -> Case:
    """The case as it stands."""
    detail = queries.followed(jurisdiction_id=case.province.jurisdiction.id, code=case.code)
    assert detail is not None
    return detail.case


@pytest.mark.clause("VL.9.1", "VL.10.1", "VL.11.1", "ST.7.1", "ST.7.2.portal", "ST.7.3.1")
def test_a_dispatcher_verifies_accepts_and_dispatches_in_three_forms(
    province: TestProvince, time: Clock
) -> None:
    case = province.sent(time.at)
    desk = Desk(province, "dieuphoi")
    verified = desk.act(case, "verify", **all_passed(province))
    assert verified["Location"] == f"/desk/case/{case.id}/?done=verify&code={case.code}"
    assert "Đã xác minh." in words_of(desk.page(verified["Location"]))
    desk.act(case, "accept", text="Ổ gà lớn giữa đường.", field="road")
    done = desk.act(case, "dispatch", agency=str(province.roads.id), note="Đề nghị vá ngay.")
    assert done["Location"] == f"/desk/?done=dispatch&code={case.code}"
    after = state(case)
    assert (after.stage, after.assignments[0].agency) == (Stage.HANDLING, str(province.roads.id))


@pytest.mark.clause("VL.9.1")
def test_without_a_finding_on_every_condition_nothing_is_verified(
    vinh_long: TestProvince, time: Clock
) -> None:
    case = vinh_long.sent(time.at)
    findings = {**all_passed(vinh_long), "gps": "override", "gps_reason": "Đã gọi xác minh vị trí."}
    del findings["unedited"], findings["content"]
    answer = Desk(vinh_long, "tiepnhan").act(case, "verify", **findings)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Căn cứ: khoản 2 Điều 8." in words_of(page)
    assert 'value="Đã gọi xác minh vị trí."' in page
    assert [f'href="#f-verify-{key}"' in page for key in ("content", "unedited", "gps")] == [
        True,
        True,
        False,
    ]
    assert state(case).stage is Stage.SENT


@pytest.mark.clause("VL.8.1.b", "VL.8.1.c")
def test_an_exception_needs_its_reason(vinh_long: TestProvince, time: Clock) -> None:
    case = vinh_long.sent(time.at)
    desk = Desk(vinh_long, "tiepnhan")
    answer = desk.act(case, "verify", **{**all_passed(vinh_long), "photo_age": "override"})
    assert answer.status_code == 422
    assert 'id="f-verify-photo_age_reason-loi"' in answer.content.decode()
    again = desk.act(
        case,
        "verify",
        **{**all_passed(vinh_long), "photo_age": "override", "photo_age_reason": "Ảnh từ camera phường."},
    )
    assert again.status_code == 302
    assert "Ảnh từ camera phường." in words_of(desk.case(case))


@pytest.mark.clause("VL.9.2", "ST.7.1")
def test_a_supplement_is_asked_for_with_the_grounds_and_their_guidance(
    province: TestProvince, time: Clock
) -> None:
    case = province.sent(time.at)
    ground = province.jurisdiction.edition.supplement_grounds[1]
    desk = Desk(province, "tiepnhan")
    assert ground.guidance in desk.case(case)
    desk.act(
        case,
        "supplement",
        grounds=[ground.key],
        **{f"guidance_{ground.key}": ground.guidance, "guidance": "Trước 17 giờ."},
    )
    request = state(case).open_request(RequestKind.SUPPLEMENT)
    assert request is not None
    assert request.grounds == (ground.key,)
    assert f"{ground.guidance} Trước 17 giờ." in words_of(desk.case(case))
    assert f"/desk/case/{case.id}/supplement/" not in desk.case(case), "one supplement at a time"


@pytest.mark.clause("VL.4.4", "VL.9.2", "ST.3.3")
def test_a_supplement_without_guidance_or_ground_is_refused(province: TestProvince, time: Clock) -> None:
    case = province.sent(time.at)
    ground = province.jurisdiction.edition.supplement_grounds[0].key
    desk = Desk(province, "tiepnhan")
    without_ground = desk.act(case, "supplement", guidance="Xin bổ sung.")
    assert 'href="#f-supplement-grounds"' in without_ground.content.decode()
    assert "Xin bổ sung." in without_ground.content.decode()
    without_text = desk.act(case, "supplement", grounds=[ground])
    assert (without_ground.status_code, without_text.status_code) == (422, 422)
    assert 'id="f-supplement-guidance-loi"' in without_text.content.decode()


@pytest.mark.clause("VL.1.1.b", "ST.3.9")
def test_a_complaint_is_refused_with_the_words_where_to_take_it(province: TestProvince, time: Clock) -> None:
    case = province.sent(time.at)
    desk = Desk(province, "tiepnhan")
    guidance = province.jurisdiction.edition.refusal_grounds[0].guidance
    assert "Ban Tiếp công dân tỉnh" in form_of(desk.case(case), f"/desk/case/{case.id}/refuse/")
    desk.act(case, "refuse", ground="complaint", reason_complaint=guidance)
    assert state(case).stage is Stage.REFUSED
    assert guidance in words_of(desk.case(case))


@pytest.mark.clause("VL.4.4", "ST.3.3")
def test_a_refusal_without_ground_or_reason_is_refused(province: TestProvince, time: Clock) -> None:
    case = province.sent(time.at)
    desk = Desk(province, "tiepnhan")
    assert 'id="f-refuse-ground"' in desk.act(case, "refuse").content.decode()
    answer = desk.act(case, "refuse", ground="outside", reason_outside=" ")
    assert answer.status_code == 422
    assert 'id="f-refuse-reason-loi"' in answer.content.decode()
    assert state(case).stage is Stage.SENT


@pytest.mark.clause("VL.10.1", "ST.7.2.edit")
def test_the_original_always_travels_with_the_accepted_text_and_differences_are_visible(
    province: TestProvince, time: Clock
) -> None:
    case = province.sent(time.at, description="Ổ gà to ngay cổng trường, goị 0912 345 678.").verified(time.at)
    desk = Desk(province, "tiepnhan")
    form = form_of(desk.case(case), f"/desk/case/{case.id}/accept/")
    assert "<mark" in form
    (found,) = find("0912 345 678")
    assert f'name="mark-{found.key}" value="mask" checked' in form, "what is sure is chosen already"
    text = "Ổ gà to ngay cổng trường, gọi 0912 345 678."
    desk.act(case, "accept", text=text, field="road", **{f"mark-{found.key}": "mask"})
    page = desk.case(case)
    assert "<del>goị</del>" in page
    assert "<ins>gọi</ins>" in page
    assert "0912 345 678" in words_of(page), "the original is shown beside it"
    assert "0912 345 678" not in desk.page("/desk/")
    assert "đã che 1 số điện thoại" in words_of(page), "what was masked is on record, not the number"


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_what_is_not_decided_is_held_until_an_officer_releases_it(
    province: TestProvince, time: Clock
) -> None:
    words = "Xe 64C-123.45 của anh Tám đổ cát ra đường."
    case = province.sent(time.at, description=words).verified(time.at)
    desk = Desk(province, "tiepnhan")
    assert desk.act(case, "accept", text=words, field="road").status_code == 302
    assert (state(case).stage, state(case).text is None) == (Stage.ACCEPTED, True)
    plate, name = find(words)
    page = desk.case(case)
    assert "chờ che thông tin cá nhân" in words_of(page)
    again = desk.act(case, "release-text", text=words, **{f"mark-{plate.key}": "keep"})
    assert (again.status_code, "1 chỗ (họ tên)" in again.content.decode()) == (422, True)
    decided = {f"mark-{plate.key}": "keep", f"mark-{name.key}": "mask"}
    assert desk.act(case, "release-text", text=words, **decided).status_code == 302
    assert state(case).text is not None
    page = desk.case(case)
    assert "Xe 64C-123.45 của anh [đã ẩn họ tên] đổ cát" in words_of(page)


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_with_nothing_found_acceptance_releases_visibly_without_another_click(
    province: TestProvince, time: Clock
) -> None:
    case = province.sent(time.at, description="Ổ gà lớn trước chợ.").verified(time.at)
    desk = Desk(province, "tiepnhan")
    assert "tiếp nhận đồng thời là duyệt" in words_of(desk.case(case))
    desk.act(case, "accept", text="Ổ gà lớn trước chợ.", field="road")
    assert state(case).text is not None


@pytest.mark.clause("VL.4.4", "ST.3.3")
def test_an_empty_acceptance_is_refused_and_keeps_the_field_chosen(
    province: TestProvince, time: Clock
) -> None:
    case = province.sent(time.at).verified(time.at)
    answer = Desk(province, "tiepnhan").act(case, "accept", text=" ", field="waste")
    assert answer.status_code == 422
    assert 'id="f-accept-text-loi"' in answer.content.decode()
    assert '<option value="waste" selected>' in answer.content.decode()


@pytest.mark.clause("VL.10.2", "ST.9.3.b")
def test_a_sensitive_report_is_accepted_as_non_public_on_a_ground(
    province: TestProvince, time: Clock
) -> None:
    case = province.sent(time.at).verified(time.at)
    ground = province.jurisdiction.edition.non_public_grounds[0]
    Desk(province, "tiepnhan").act(case, "accept", text="Ổ gà.", field="road", non_public_ground=ground.key)
    assert state(case).non_public_ground == ground.key
    assert ground.name in Desk(province, "tiepnhan").case(case)


@pytest.mark.clause("VL.11.3", "ST.3.5")
def test_the_competent_agencies_come_first_and_every_body_can_be_chosen(
    province: TestProvince, time: Clock
) -> None:
    case = province.sent(time.at).accepted(time.at)
    desk = Desk(province, "dieuphoi")
    form = form_of(desk.case(case), f"/desk/case/{case.id}/dispatch/")
    suggested, others = form.split("data-filter-options")
    assert ("Sở Xây dựng" in suggested, "Sở Nông nghiệp" in suggested) == (True, False)
    assert "Sở Nông nghiệp và Môi trường" in others
    desk.act(case, "dispatch", agency_other=str(province.waste.id), note="Chuyển xử lý.")
    assert state(case).assignments[0].agency == str(province.waste.id)


@pytest.mark.clause("VL.4.4", "VL.11.2", "ST.3.3")
def test_a_dispatch_says_that_it_is_a_directive_and_needs_a_note_and_an_agency(
    province: TestProvince, time: Clock
) -> None:
    case = province.sent(time.at).accepted(time.at)
    desk = Desk(province, "dieuphoi")
    assert "có giá trị như văn bản chỉ đạo của cấp có thẩm quyền" in desk.case(case)
    empty = desk.act(case, "dispatch", agency=str(province.roads.id), note="")
    assert 'id="f-dispatch-note-loi"' in empty.content.decode()
    assert f'value="{province.roads.id}" checked' in empty.content.decode()
    nobody = desk.act(case, "dispatch", note="Xử lý sớm giúp dân.")
    assert "Xin chọn cơ quan xử lý có trong danh bạ." in words_of(nobody.content.decode())
    assert "Xử lý sớm giúp dân." in nobody.content.decode()
    assert (empty.status_code, nobody.status_code) == (422, 422)


@pytest.mark.clause("VL.13.2.b", "ST.9.4")
def test_an_inadequate_result_goes_back_on_a_ground(province: TestProvince, time: Clock) -> None:
    case = province.sent(time.at).approved(time.at)
    desk = Desk(province, "bientap")
    ground = province.jurisdiction.edition.result_grounds[0].key
    empty = desk.act(case, "return-result", ground=ground, note="")
    assert (empty.status_code, state(case).stage) == (422, Stage.CHECKING)
    assert 'id="f-return-result-note-loi"' in empty.content.decode()
    desk.act(case, "return-result", ground=ground, note="Thiếu ảnh đoạn cuối.")
    assert state(case).stage is Stage.HANDLING
    assert state(case).assignments[0].state is not AssignmentState.APPROVED


@pytest.mark.clause("VL.13.1.a", "VL.PL", "ST.9.1", "ST.9.3.a")
def test_the_answer_is_prefilled_previewed_in_the_appendix_form_and_published(
    province: TestProvince, time: Clock
) -> None:
    case = province.sent(time.at).approved(time.at)
    desk = Desk(province, "bientap")
    page = desk.case(case)
    assert "Đã vá mặt đường." in form_of(page, f"/desk/case/{case.id}/publish/")
    assert "Trân trọng./." in page
    address = f"/desk/case/{case.id}/preview/"
    seen = desk.client.post(address, {"answer": "Mặt đường đã vá xong."}).content.decode()
    assert "Mặt đường đã vá xong." in seen.split('id="letter"')[1]
    part = desk.client.post(address, {"answer": "Một phần."}, headers={"HX-Request": "true"}).content.decode()
    assert ("Một phần." in part, "<html" in part) == (True, False)
    assert state(case).stage is Stage.CHECKING, "a preview changes nothing"
    desk.act(case, "publish", answer="Mặt đường đã vá xong.")
    assert state(case).stage is Stage.PUBLISHED


@pytest.mark.clause("VL.4.4", "ST.3.3")
def test_an_empty_answer_is_not_published(province: TestProvince, time: Clock) -> None:
    case = province.sent(time.at).approved(time.at)
    answer = Desk(province, "bientap").act(case, "publish", answer="")
    assert (answer.status_code, state(case).stage) == (422, Stage.CHECKING)


def test_a_non_public_case_is_answered_to_the_sender_alone(province: TestProvince, time: Clock) -> None:
    ground = province.jurisdiction.edition.non_public_grounds[0].key
    case = province.sent(time.at).approved(time.at, non_public_ground=ground)
    desk = Desk(province, "bientap")
    assert "Trả lời riêng người gửi" in desk.case(case)
    desk.act(case, "publish", answer="Đã xử lý.")
    assert state(case).stage is Stage.ANSWERED


@pytest.mark.parametrize(
    ("login", "shown"),
    [
        ("tiepnhan", {"verify", "supplement", "refuse"}),
        ("dieuphoi", {"verify", "supplement", "refuse"}),
        ("bientap", set()),
        ("kiemtra", set()),
    ],
)
def test_only_the_forms_of_the_role_are_shown(
    province: TestProvince, time: Clock, login: str, shown: set[str]
) -> None:
    case = province.sent(time.at)
    page = Desk(province, login).case(case)
    every = ("verify", "supplement", "refuse", "accept", "dispatch", "return-result", "publish")
    assert {action for action in every if f"/desk/case/{case.id}/{action}/" in page} == shown


@pytest.mark.clause("VL.2.4")
def test_the_auditor_sees_the_case_and_cannot_act(province: TestProvince, time: Clock) -> None:
    case = province.sent(time.at)
    desk = Desk(province, "kiemtra")
    assert "Ổ gà lớn giữa đường" in desk.case(case)
    ground = province.jurisdiction.edition.refusal_grounds[0].key
    answer = desk.post(case, "refuse", version=1, ground=ground, **{f"reason_{ground}": "Không phù hợp."})
    assert answer.status_code == 422
    assert "không được giao quyền" in words_of(answer.content.decode())
    assert "Không phù hợp." in answer.content.decode(), "what was typed is kept"
    assert desk.client.post(f"/desk/case/{case.id}/sender/", {"purpose": "x"}).status_code == 403
    assert state(case).stage is Stage.SENT


def test_a_command_in_the_wrong_state_is_refused_with_its_clause(province: TestProvince, time: Clock) -> None:
    case = province.sent(time.at)
    desk = Desk(province, "dieuphoi")
    answer = desk.post(case, "accept", version=1, text="Ổ gà lớn.", field="road")
    shown = words_of(answer.content.decode())
    assert answer.status_code == 422
    assert "Phải xác minh đủ điều kiện trước khi tiếp nhận." in shown
    assert "Ổ gà lớn." in shown


def test_who_comes_second_reads_who_did_what_and_keeps_what_was_typed(
    province: TestProvince, time: Clock
) -> None:
    case = province.sent(time.at)
    slow, quick = Desk(province, "tiepnhan"), Desk(province, "dieuphoi")
    held = slow.hidden(case, "supplement")
    time.forward(minutes=1)
    quick.act(case, "verify", **all_passed(province))
    ground = province.jurisdiction.edition.supplement_grounds[0].key
    answer = slow.client.post(
        f"/desk/case/{case.id}/supplement/", {**held, "grounds": [ground], "guidance": "Xin chụp lại giúp."}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Đã xác minh đủ điều kiện – Trần Văn Phối, 10:01 thứ Tư, 18/11/2026" in words_of(page)
    assert "Xin chụp lại giúp." in form_of(page, f"/desk/case/{case.id}/supplement/")
    assert state(case).open_request(RequestKind.SUPPLEMENT) is None


def test_what_was_typed_is_kept_also_where_its_form_is_gone(province: TestProvince, time: Clock) -> None:
    case = province.sent(time.at)
    slow = Desk(province, "tiepnhan")
    held = slow.hidden(case, "refuse")
    case.dispatched(time.at)
    answer = slow.client.post(
        f"/desk/case/{case.id}/refuse/", {**held, "ground": "outside", "reason_outside": "Ở ngoài tỉnh ta."}
    )
    assert answer.status_code == 409
    assert "Nội dung ông/bà đã nhập Ở ngoài tỉnh ta." in words_of(answer.content.decode())


def test_the_same_form_sent_twice_acts_once(province: TestProvince, time: Clock) -> None:
    case = province.sent(time.at)
    desk = Desk(province, "tiepnhan")
    form = {**desk.hidden(case, "verify"), **all_passed(province)}
    first = desk.client.post(f"/desk/case/{case.id}/verify/", form)
    again = desk.client.post(f"/desk/case/{case.id}/verify/", form)
    assert (first.status_code, again.status_code) == (302, 302)
    assert first["Location"] == again["Location"]
    assert state(case).version == 2


def test_after_the_last_step_the_next_case_is_opened(province: TestProvince, time: Clock) -> None:
    case = province.sent(time.at)
    following = province.sent(time.forward(minutes=1))
    desk = Desk(province, "tiepnhan")
    ground = province.jurisdiction.edition.refusal_grounds[-1].key
    done = desk.act(case, "refuse", ground=ground, **{f"reason_{ground}": "Nội dung dùng thử."})
    assert done["Location"] == f"/desk/case/{following.id}/?done=refuse&code={case.code}"
    shown = words_of(desk.page(done["Location"]))
    assert f"Đã từ chối tiếp nhận {case.code}. Đây là phản ánh tiếp theo." in shown


def test_next_passes_over_the_case_in_hand(province: TestProvince, time: Clock) -> None:
    first, second = province.sent(time.at), province.sent(time.forward(minutes=1))
    desk = Desk(province, "tiepnhan")
    assert desk.client.get("/desk/next/")["Location"] == f"/desk/case/{first.id}/"
    link = desk.case(first).split('data-key="n"')[0].rsplit('href="', 1)[1].split('"')[0]
    assert desk.client.get(link)["Location"] == f"/desk/case/{second.id}/"


@pytest.mark.parametrize("field", ["command_id", "expected_version"])
def test_a_form_whose_hidden_fields_were_changed_is_a_bad_request(
    province: TestProvince, time: Clock, field: str
) -> None:
    case = province.sent(time.at)
    desk = Desk(province, "tiepnhan")
    answer = desk.client.post(
        f"/desk/case/{case.id}/verify/", {**desk.hidden(case, "verify"), field: "nonsense"}
    )
    assert answer.status_code == 400


def test_another_province_does_not_know_the_case(
    vinh_long: TestProvince, soc_trang: TestProvince, time: Clock
) -> None:
    case = vinh_long.sent(time.at)
    desk = Desk(soc_trang, "tiepnhan")
    assert desk.client.get(f"/desk/case/{case.id}/").status_code == 404
    assert desk.post(case, "verify", version=1).status_code == 404


def test_what_the_law_permits_is_what_it_then_does(province: TestProvince, time: Clock) -> None:
    """The page's question and the decision's are one: a command not permitted is refused, whatever it says."""
    case = province.sent(time.at)
    step = case.step(province.publisher, time.at)
    assert not isinstance(operations.publish(step, answer="Trả lời."), operations.Done)
