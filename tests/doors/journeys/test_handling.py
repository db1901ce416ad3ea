"""Extensions, sanction procedures, internal procedures, results taken back, calls and members, through the pages."""

import io
import re
import uuid
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from tests.conftest import Clock
from tests.doors.conftest import Desk, page
from tests.province import TestCase, TestProvince, photo

from paht.agencies import settings
from paht.cases import operations, queries
from paht.figures import queries as figures
from paht.figures.periods import month_at
from paht.law.casework import events as e
from paht.law.casework.case import Actor, Case, FileRef
from paht.law.casework.states import AssignmentState, Procedure, Role, Stage
from paht.law.worktime import HO_CHI_MINH, WORKING_DAY, Length
from paht.people import members
from paht.people.models import Membership, Staff

Sits = Callable[[TestProvince, Actor], Desk]


SLASH = {"agency": "", "desk": "/"}
"""How the addresses of a door end."""


def scan() -> io.BytesIO:
    """A picture of a document as a browser sends it."""
    file = io.BytesIO(photo())
    file.name = "van-ban.jpg"
    return file


def give(
    desk: Desk, case: TestCase, action: str, *, at: str = "agency", number: int = 1, **typed: Any
) -> HttpResponse:
    """Fill in a command's form; ``at`` is the door."""
    form = {
        "command_id": str(uuid.uuid4()),
        "expected_version": desk.version(case),
        "number": number,
        **typed,
    }
    return desk.client.post(f"/{at}/case/{case.id}/{action}{SLASH[at]}", form)  # type: ignore[return-value]


def stands(case: TestCase) -> Case:
    detail = queries.followed(jurisdiction_id=case.province.jurisdiction.id, code=case.code)
    assert detail is not None
    return detail.case


def ordered(province: TestProvince) -> set[str]:
    """The messages ordered in the province so far."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT template FROM messages_outbox WHERE jurisdiction_id = %s",
            [province.jurisdiction.id],
        )
        return {row[0] for row in cursor.fetchall()}


AFTER = (FileRef("00000000-0000-7000-8000-000000000000", "1" * 64, "image/jpeg"),)


def extension(until: datetime) -> dict[str, Any]:
    return {
        "ground": "complex",
        "reason": "Cần khảo sát nền đường cùng đơn vị tư vấn.",
        "document_number": "15/TB-SXD",
        "dated_on": "2026-01-05",
        "files": scan(),
        "until": until.date().isoformat(),
    }


@pytest.mark.clause("ST.8.3", "VL.15.2.a")
def test_an_extension_from_the_agencys_notice_to_the_senders_page(
    province: TestProvince, time: Clock, sits: Sits
) -> None:
    case = province.sent(time.at).received(time.at)
    staff, desk = sits(province, province.staff), sits(province, province.intake)
    until = time.at + timedelta(days=30)
    assert "Đề nghị gia hạn xử lý" in staff.text(f"/agency/case/{case.id}")
    lacking = give(staff, case, "request-extension", **{**extension(until), "document_number": ""})
    assert lacking.status_code == 422
    assert "Xin ghi số, ký hiệu văn bản" in page(lacking)
    assert "Cần khảo sát nền đường" in page(lacking)
    assert give(staff, case, "request-extension", **extension(until)).status_code == 302
    assert case.code in desk.text("/desk/?stage=asked")
    shown = desk.text(f"/desk/case/{case.id}/")
    assert "đề nghị gia hạn đến hết ngày" in shown
    paper = re.search(r'href="([^"]+)">Văn bản số 15/TB-SXD', shown)
    assert paper is not None
    assert desk.get(paper[1]).status_code == 200
    own = re.search(r'href="([^"]+)">Văn bản số 15/TB-SXD', staff.text(f"/agency/case/{case.id}"))
    assert own is not None
    assert staff.get(own[1]).status_code == 200
    told = {"until": until.date().isoformat(), "note": "Vụ việc cần khảo sát thêm, mong ông/bà thông cảm."}
    done = give(desk, case, "grant-extension", at="desk", **told)
    assert done.status_code == 302, page(done)
    assert case.code not in desk.text("/desk/?stage=asked")
    assert "Thời hạn gốc" in staff.text(f"/agency/case/{case.id}")
    follow = page(staff.get(f"/theo-doi/{case.code}"))
    assert "được gia hạn đến hết ngày" in follow
    assert "mong ông/bà thông cảm" not in follow, "what is told the sender is the sender's alone"
    orders = ordered(province)
    assert {"extension_requested", "extended", "extension_granted"} <= orders
    again = give(staff, case, "request-extension", **extension(until + timedelta(days=20)))
    assert again.status_code == 422
    assert "01 lần" in page(again)


@pytest.mark.clause("ST.8.3")
def test_a_refused_extension_leaves_the_term(province: TestProvince, time: Clock, sits: Sits) -> None:
    case = province.sent(time.at).received(time.at)
    staff, desk = sits(province, province.staff), sits(province, province.intake)
    give(staff, case, "request-extension", **extension(time.at + timedelta(days=30)))
    assert give(desk, case, "refuse-extension", at="desk", reason="").status_code == 422
    assert give(desk, case, "refuse-extension", at="desk", reason="Việc không phức tạp.").status_code == 302
    assert "thời hạn xử lý giữ nguyên" in staff.text(f"/agency/case/{case.id}")
    assert "handling" in {duty.term for duty in stands(case).duties}


@pytest.mark.clause("ST.8.3", "VL.15.2.a")
def test_figures_go_by_the_original_and_by_the_extended_term(
    province: TestProvince, time: Clock, sits: Sits
) -> None:
    case = province.sent(time.at).received(time.at)
    staff, desk = sits(province, province.staff), sits(province, province.intake)
    until = time.at + timedelta(days=30)
    give(staff, case, "request-extension", **extension(until))
    told = {"until": until.date().isoformat(), "note": "Gia hạn để khảo sát."}
    assert give(desk, case, "grant-extension", at="desk", **told).status_code == 302
    time.at += timedelta(days=20)
    step = case.step(province.staff, time.at)
    for outcome in (
        operations.record_result(step, assignment=1, result="Đã sửa nền đường.", files=AFTER),
        operations.submit_result(case.step(province.staff, time.at), assignment=1, note="Trình."),
        operations.approve_result(case.step(province.leader, time.at), assignment=1, note="Đồng ý."),
    ):
        assert isinstance(outcome, operations.Done), outcome
    edition = province.jurisdiction.edition
    (mine,) = figures.agencies(
        jurisdiction_id=province.jurisdiction.id,
        now=time.at,
        period=month_at(time.at),
        result_terms=[
            term.key for term in edition.terms if {e.ResultApproved, e.ResultRecorded} & set(term.ends)
        ],
        only=province.roads.id,
    )
    assert (mine.done, mine.late, mine.late_originally) == (1, 0, 1)
    assert (mine.in_time_percent, mine.in_original_time_percent) == (100, 0)


@pytest.mark.clause("VL.12.2.b")
def test_a_sanction_procedure_and_the_progress_that_its_sender_reads(
    vinh_long: TestProvince, time: Clock, sits: Sits
) -> None:
    case = vinh_long.sent(time.at).received(time.at)
    staff = sits(vinh_long, vinh_long.staff)
    typed = {
        "ground": "sanction_verified",
        "recorded_at": "2026-01-05T08:00",
        "document_number": "03/BB-VPHC",
        "dated_on": "2026-01-05",
        "files": scan(),
        "reason": "Xe quá tải làm hư mặt đường.",
    }
    refused = give(staff, case, "declare-sanction", **{**typed, "recorded_at": "2031-01-05T08:00"})
    assert refused.status_code == 422
    assert "không thể ở tương lai" in page(refused)
    assert give(staff, case, "declare-sanction", **{**typed, "files": scan()}).status_code == 302
    shown = staff.text(f"/agency/case/{case.id}")
    assert "Điều 66 Luật Xử lý vi phạm hành chính" in shown
    assert give(staff, case, "report-progress", note="Đang chờ giải trình của chủ xe.").status_code == 302
    assert "thông tin tình trạng xử lý" in page(staff.get(f"/theo-doi/{case.code}"))
    orders = ordered(vinh_long)
    assert {"sanction_procedure", "progress"} <= orders


def settle(province: TestProvince, time: Clock, procedure: Procedure, **own: Length) -> None:
    problems = settings.settle(
        jurisdiction=province.jurisdiction,
        agency_id=province.roads.id,
        procedure=procedure,
        own_terms=own,
        calendar=None,
        note="Quyết định 12/QĐ-SXD",
        valid_from=time.at,
        by=province.roads.id,
        now=time.at,
    )
    assert problems == ()


@pytest.mark.clause("VL.12.1.b", "VL.21.3", "VL.12.2.b")
def test_the_leader_settles_the_procedure_and_what_is_received_later_follows_it(
    vinh_long: TestProvince, time: Clock, sits: Sits
) -> None:
    before = vinh_long.sent(time.at).received(time.at)
    leader, staff = sits(vinh_long, vinh_long.leader), sits(vinh_long, vinh_long.staff)
    form = {"procedure": "direct", "amount-handling": "7", "unit-handling": "working_day", "note": ""}
    refused = leader.client.post("/agency/quy-trinh/", form)
    assert refused.status_code == 422
    assert "tối đa không quá 6 ngày làm việc" in page(refused)
    assert "Xin ghi căn cứ" in page(refused)
    sound = {**form, "amount-handling": "4", "note": "Quyết định 12/QĐ-SXD"}
    assert staff.client.post("/agency/quy-trinh/", sound).status_code == 403
    assert leader.client.post("/agency/quy-trinh/", sound).status_code == 302
    shown = leader.text("/agency/quy-trinh/")
    assert "Xử lý trực tiếp" in shown
    assert "4 ngày làm việc" in shown
    time.at += timedelta(minutes=1)
    case = vinh_long.sent(time.at).received(time.at)
    assert "do cơ quan tự quy định; quy chế tối đa 6 ngày làm việc" in leader.text(f"/agency/case/{case.id}")
    old = leader.text(f"/agency/case/{before.id}")
    assert "do cơ quan tự quy định" not in old
    assert "Xử lý trực tiếp và phê duyệt" not in old
    assert give(leader, before, "handle-directly", result="Đã vá.", files=scan(), note="x").status_code == 422
    done = give(leader, case, "handle-directly", result="Đã vá.", files=scan(), note="Chuyển Trung tâm.")
    assert done.status_code == 302, page(done)
    assert stands(case).stage is Stage.CHECKING


def test_a_change_that_begins_later_does_not_rule_yet(vinh_long: TestProvince, time: Clock) -> None:
    later = settings.settle(
        jurisdiction=vinh_long.jurisdiction,
        agency_id=vinh_long.roads.id,
        procedure=Procedure.DIRECT,
        own_terms={"handling": 2 * WORKING_DAY},
        calendar={"hours": {"mon": [["08:00", "11:00"]]}},
        note="Quyết định 13",
        valid_from=time.at + timedelta(days=1),
        by=vinh_long.roads.id,
        now=time.at,
    )
    assert later == ()
    case = vinh_long.sent(time.at).received(time.at)
    assert stands(case).assignments[0].procedure is Procedure.STAFF_LEADER
    assert settings.in_force(agency_id=vinh_long.roads.id, at=time.at) is None
    ruling = settings.in_force(agency_id=vinh_long.roads.id, at=time.at + timedelta(days=2))
    assert ruling is not None
    assert ruling.calendar == {"hours": {"mon": [["08:00", "11:00"]]}}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"valid_from": timedelta(days=-1)}, "valid_from"),
        ({"calendar": {"hours": 7}}, "calendar"),
        ({"calendar": [1]}, "calendar"),
        ({"note": " "}, "note"),
        ({"procedure": "?"}, "procedure"),
    ],
)
def test_unsound_settings_are_not_put_in_force(
    vinh_long: TestProvince, time: Clock, changes: dict[str, Any], field: str
) -> None:
    given: dict[str, Any] = {
        "procedure": Procedure.DIRECT,
        "own_terms": {},
        "calendar": None,
        "note": "Quyết định 14",
        "valid_from": timedelta(0),
        **changes,
    }
    problems = settings.settle(
        jurisdiction=vinh_long.jurisdiction,
        agency_id=vinh_long.roads.id,
        by=vinh_long.roads.id,
        now=time.at,
        **{**given, "valid_from": time.at + given["valid_from"]},
    )
    assert [problem.field for problem in problems] == [field]
    assert settings.settlements(agency_id=vinh_long.roads.id) == []


@pytest.mark.clause("VL.12.1.b")
def test_a_deputy_agrees_before_the_leader_approves(vinh_long: TestProvince, time: Clock, sits: Sits) -> None:
    settle(vinh_long, time, Procedure.STAFF_DEPUTY_LEADER)
    person = Staff.objects.create(
        jurisdiction_id=vinh_long.jurisdiction.id,
        login=f"capho@{vinh_long.jurisdiction.slug}",
        name="Lê Cấp Phó",
    )
    Membership.objects.create(
        staff=person, agency_id=vinh_long.roads.id, role=Role.AGENCY_DEPUTY, valid_from=time.at
    )
    deputy = sits(vinh_long, Actor(str(person.id), frozenset({Role.AGENCY_DEPUTY}), str(vinh_long.roads.id)))
    leader = sits(vinh_long, vinh_long.leader)
    case = vinh_long.sent(time.at).submitted(time.at)
    assert case.code in deputy.text("/agency/?tab=approval")
    assert leader.act(case, "approve", note="Đồng ý.").status_code == 422
    assert give(deputy, case, "endorse", note="").status_code == 422
    assert give(deputy, case, "endorse", note="Nhất trí, kính trình.").status_code == 302
    assert leader.act(case, "approve", note="Đồng ý.").status_code == 302
    assert stands(case).stage is Stage.CHECKING
    again = vinh_long.sent(time.at).submitted(time.at)
    assert give(deputy, again, "decline", note="Bổ sung ảnh chụp gần.").status_code == 302
    assert stands(again).assignments[0].state is AssignmentState.CORRECTING


@pytest.mark.clause("VL.12.4.b")
def test_a_result_is_taken_back_before_it_is_published(
    vinh_long: TestProvince, time: Clock, sits: Sits
) -> None:
    case = vinh_long.sent(time.at).approved(time.at)
    staff, desk = sits(vinh_long, vinh_long.staff), sits(vinh_long, vinh_long.publisher)
    assert give(staff, case, "request-step-back", reason="Ghi nhầm khối lượng.").status_code == 302
    assert case.code in desk.text("/desk/?stage=asked")
    assert "Ghi nhầm khối lượng." in desk.text(f"/desk/case/{case.id}/")
    assert give(desk, case, "agree-step-back", at="desk", note="Xin cập nhật sớm.").status_code == 302
    assert stands(case).assignments[0].state is AssignmentState.CORRECTING
    assert "Ghi kết quả" in staff.text(f"/agency/case/{case.id}")
    other = vinh_long.sent(time.at).approved(time.at)
    give(staff, other, "request-step-back", reason="Ghi nhầm ngày.")
    assert give(desk, other, "decline-step-back", at="desk", reason="Không ảnh hưởng.").status_code == 302
    assert stands(other).stage is Stage.CHECKING


def _events(case: TestCase) -> tuple[e.Event, ...]:
    detail = queries.followed(jurisdiction_id=case.province.jurisdiction.id, code=case.code)
    assert detail is not None
    return tuple(detail.events)


@pytest.mark.clause("VL.13.2.b", "VL.15.2.a")
def test_lateness_of_a_correction_is_charged_to_the_agency_in_the_figures(
    vinh_long: TestProvince, time: Clock
) -> None:
    case = vinh_long.sent(time.at).approved(time.at)
    back = operations.return_result(
        case.step(vinh_long.publisher, time.at), assignment=1, ground="inadequate", note="Thiếu ảnh."
    )
    assert isinstance(back, operations.Done)
    time.at += timedelta(days=2)
    for outcome in (
        operations.record_result(
            case.step(vinh_long.staff, time.at), assignment=1, result="Đã bổ sung.", files=AFTER
        ),
        operations.submit_result(case.step(vinh_long.staff, time.at), assignment=1, note="Trình."),
        operations.approve_result(case.step(vinh_long.leader, time.at), assignment=1, note="Đồng ý."),
    ):
        assert isinstance(outcome, operations.Done), outcome
    (mine,) = figures.agencies(
        jurisdiction_id=vinh_long.jurisdiction.id,
        now=time.at,
        period=month_at(time.at),
        result_terms=["handling", "delivery", "total", "correction"],
        only=vinh_long.roads.id,
    )
    assert (mine.done, mine.late) == (1, 1)


MEMBERSHIP = {"vinh-long-2025": "khoản 2 Điều 21", "soc-trang-2024": "khoản 1 Điều 15"}
NOTICE = {"change": "join", "name": "Trần Văn Mới", "role": "agency_staff", "document": "20/CV-SXD"}


@pytest.mark.clause("VL.12.3", "VL.21.2", "ST.15.1")
def test_somebody_new_handles_only_once_the_centre_has_registered_them(
    province: TestProvince, time: Clock, sits: Sits
) -> None:
    leader, staff = sits(province, province.leader), sits(province, province.staff)
    desk = sits(province, province.dispatcher)
    today = time.at.date().isoformat()
    empty = leader.client.post("/agency/thanh-vien/", {"change": "join"})
    assert empty.status_code == 422
    for words in ("Xin ghi họ tên", "Xin chọn vai trò", "Xin ghi ngày thay đổi", "Xin ghi số, ngày văn bản"):
        assert words in page(empty)
    assert f"Căn cứ: {MEMBERSHIP[province.jurisdiction.edition.id]}." in page(empty)
    assert staff.client.post("/agency/thanh-vien/", {**NOTICE, "changed_on": today}).status_code == 403
    assert leader.client.post("/agency/thanh-vien/", {**NOTICE, "changed_on": today}).status_code == 302
    assert not Staff.objects.filter(name="Trần Văn Mới", jurisdiction_id=province.jurisdiction.id).exists()
    shown = desk.text("/dang-ky-thanh-vien/")
    number = re.search(r'name="notice" value="(\d+)"', shown)
    assert number is not None
    taken = desk.client.post(
        "/dang-ky-thanh-vien/",
        {"notice": number[1], "answer": "register", "login": next(iter(province.logins))},
    )
    assert taken.status_code == 422
    form = {"notice": number[1], "answer": "register", "login": "tranvanmoi"}
    assert sits(province, province.staff).client.post("/dang-ky-thanh-vien/", form).status_code == 403
    made = desk.client.post("/dang-ky-thanh-vien/", form)
    link = re.search(r"<code>http://[^/]+(/moi/[^<]+)</code>", made.content.decode())
    assert link is not None
    assert "tranvanmoi" in desk.text(link[1])
    person = Staff.objects.get(name="Trần Văn Mới", jurisdiction_id=province.jurisdiction.id)
    assert not person.has_usable_password(), "the person alone sets it"
    assert "Trần Văn Mới" in leader.text("/agency/thanh-vien/")
    assert desk.client.post("/dang-ky-thanh-vien/", form).status_code == 422


@pytest.mark.clause("VL.21.2", "ST.15.1")
def test_who_leaves_ends_on_record_and_can_do_nothing_more(
    province: TestProvince, time: Clock, sits: Sits
) -> None:
    leader, staff = sits(province, province.leader), sits(province, province.staff)
    desk = sits(province, province.dispatcher)
    notice = {"change": "leave", "leaving": province.staff.id, "document": "21/CV-SXD"}
    changed = {**notice, "changed_on": (time.at - timedelta(days=30)).date().isoformat()}
    assert leader.client.post("/agency/thanh-vien/", changed).status_code == 302
    assert staff.get("/agency/").status_code == 200
    shown = desk.text("/dang-ky-thanh-vien/")
    assert "Thông báo trễ" in shown
    number = re.search(r'name="notice" value="(\d+)"', shown)
    assert number is not None
    time.at += timedelta(minutes=1)
    assert (
        desk.client.post("/dang-ky-thanh-vien/", {"notice": number[1], "answer": "register"}).status_code
        == 302
    )
    assert staff.get("/agency/").status_code == 302
    (membership,) = Membership.objects.filter(staff_id=province.staff.id)
    assert membership.valid_until == time.at


@pytest.mark.clause("VL.21.2", "ST.15.1")
def test_the_term_for_a_notice_is_seven_working_days_after_the_day_of_the_change(
    province: TestProvince,
) -> None:
    assert members.notice_due(province.jurisdiction, date(2026, 3, 10)) == datetime(
        2026, 3, 19, 17, tzinfo=HO_CHI_MINH
    )


@pytest.mark.clause("ST.15.1")
def test_an_agency_names_one_leader_and_one_focal_person(
    province: TestProvince, time: Clock, sits: Sits
) -> None:
    leader = sits(province, province.leader)
    assert "Chưa cử" in leader.text("/agency/thanh-vien/")
    stranger = {"capacity": "focal", "person": province.other_staff.id}
    assert leader.client.post("/agency/thanh-vien/", stranger).status_code == 422
    for person in (province.staff.id, province.leader.id, province.staff.id):
        form = {"capacity": "focal", "person": person}
        assert leader.client.post("/agency/thanh-vien/", form).status_code == 302
        time.at += timedelta(minutes=1)
    named = members.named(agency_id=province.roads.id)
    assert set(named) == {"focal"}
    assert named["focal"][0] == Staff.objects.get(pk=province.staff.id).name


def test_a_notice_that_the_centre_declines_changes_nothing(
    province: TestProvince, time: Clock, sits: Sits
) -> None:
    leader, desk = sits(province, province.leader), sits(province, province.dispatcher)
    leader.client.post("/agency/thanh-vien/", {**NOTICE, "changed_on": time.at.date().isoformat()})
    number = re.search(r'name="notice" value="(\d+)"', desk.text("/dang-ky-thanh-vien/"))
    assert number is not None
    desk.client.post("/dang-ky-thanh-vien/", {"notice": number[1], "answer": "decline"})
    assert "Không đăng ký" in leader.text("/agency/thanh-vien/")
    assert not Staff.objects.filter(name="Trần Văn Mới", jurisdiction_id=province.jurisdiction.id).exists()
