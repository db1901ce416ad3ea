"""Something urgent through the pages: sent, rung, dispatched with one key, confirmed, finished, answered."""

import re
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from tests.conftest import Clock
from tests.province import TestProvince

from paht.cases import operations, queries, sending, sweeping
from paht.law.casework.case import Actor
from paht.law.casework.states import Channel, Field, Stage
from paht.messages import queries as messages
from paht.people import roster
from paht.people.models import Staff

FIRE = "Cháy nhà dân cạnh chợ, lửa lan nhanh, gọi tôi số 0912 345 678."
DANGER = "Đang có nguy hiểm đến tính mạng"
NIGHT = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)
"""Sunday, 01:30 in Vietnam."""


class Person:
    """Somebody at a browser."""

    def __init__(self, client: Client, actor: Actor | None = None) -> None:
        self.client = client
        if actor:
            client.force_login(Staff.objects.get(pk=actor.id))

    def page(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return unescape(answer.content.decode())

    def press(self, path: str, action: str, **typed: Any) -> Any:
        """Fill in the form of that action on the page, everything else as the page has it, and send it."""
        page = self.page(path)
        address = rf'[^"]*/{action}/?'
        found = re.search(rf'<form[^>]*action="({address})(?:#[^"]*)?".*?</form>', page, re.DOTALL)
        assert found, f"no form {action} on {path}"
        given = {}
        for written in re.findall(r"<input([^>]*)>", found[0]):
            said = dict(re.findall(r'(\w+)="([^"]*)"', written))
            if said.get("type") not in ("radio", "checkbox", "file") or " checked" in written:
                given[said["name"]] = said.get("value", "")
        given |= dict(re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>([^<]*)</textarea>', found[0]))
        for name, options in re.findall(r'<select[^>]*name="(\w+)".*?>(.*?)</select>', found[0], re.DOTALL):
            chosen = re.search(r'value="([^"]*)" selected', options)
            given |= {name: chosen[1]} if chosen else {}
        return self.client.post(found[1], {**given, **typed})


@pytest.fixture
def people(browser_of: Callable[[TestProvince], Client]) -> Callable[..., Person]:
    return lambda province, actor=None: Person(browser_of(province), actor)


@pytest.fixture
def demo(time: Clock) -> Iterator[None]:
    mark = settings.HOME.path / "demo-ready"
    mark.write_text("test")
    yield
    mark.unlink()


def detail(province: TestProvince, code: str) -> queries.Detail:
    found = queries.followed(jurisdiction_id=province.jurisdiction.id, code=code)
    assert found is not None
    return found


def sends(citizen: Person, **typed: Any) -> Any:
    page = citizen.page("/gui/")
    hidden = {
        name: match[1]
        for name in ("command_id", "csrfmiddlewaretoken")
        if (match := re.search(rf'name="{name}" value="([^"]+)"', page))
    }
    return citizen.client.post("/gui/", {**hidden, "kind": "report", **typed})


def ready_for_fire(province: TestProvince) -> None:
    """The road agency answers for fires here, and people are on duty at both bodies."""
    from paht.agencies.models import Competence

    Competence.objects.create(agency=province.roads, field=Field.FIRE.value, rank=1)


def on_duty(province: TestProvince, *people: Actor, at: datetime) -> None:
    for rank, person in enumerate(people, 1):
        assert person.body is not None
        rejected = roster.put_on_duty(
            agency_id=uuid.UUID(person.body),
            staff_id=uuid.UUID(person.id),
            starts_at=at - timedelta(hours=1),
            ends_at=at + timedelta(hours=12),
            rank=rank,
            at=at,
        )
        assert rejected is None


def calls(province: TestProvince, code: str) -> list[tuple[str, str, str]]:
    """Every call of the case: template, agency, member of staff."""
    found = messages.calls_of(jurisdiction_id=province.jurisdiction.id, case_id=detail(province, code).id)
    return [(call.template, call.agency, call.staff) for call in found]


@pytest.mark.clause("VL.16.0", "VL.16.1", "VL.16.2", "VL.16.3", "VL.16.4", "VL.16.5", "VL.6.2")
def test_an_urgent_report_in_vinh_long_from_the_tick_to_publication(
    vinh_long: TestProvince, people: Callable[..., Person], time: Clock
) -> None:
    ready_for_fire(vinh_long)
    citizen = people(vinh_long)
    form = citizen.page("/gui/")
    assert all(f'tel:{number}"' in form for number in (112, 113, 114, 115))
    answer = sends(citizen, field="fire", description=FIRE, phone="0912 345 678", urgent="1")
    assert answer.status_code == 303, answer.content.decode()[:2000]
    code = answer["Location"].rpartition("/")[2]
    receipt = citizen.page(answer["Location"])
    assert DANGER in receipt
    assert "Cán bộ trực đã được báo động" in receipt
    assert DANGER in citizen.page(f"/theo-doi/{code}")

    desk = people(vinh_long, vinh_long.intake)
    time.forward(minutes=3)
    queue = desk.page("/desk/")
    assert "Khẩn cấp" in queue
    assert "3 phút theo đồng hồ" in queue
    address = f"/desk/case/{detail(vinh_long, code).id}/"
    page = desk.page(address)
    assert "Khẩn cấp: Hỏa hoạn" in page
    assert "<b>3 phút</b> theo đồng hồ" in page
    assert "chưa nghe máy" in page
    done = desk.press(address, "urgent")
    assert done.status_code == 302, unescape(done.content.decode())[:4000]
    found = detail(vinh_long, code)
    assert found.case.stage is Stage.HANDLING
    assert found.case.assignments[0].agency == str(vinh_long.roads.id), "the likeliest body was chosen"
    assert found.case.text is None, "held for everybody but the body called"
    assert "được đọc nguyên văn, chưa che" in citizen.page(f"/theo-doi/{code}")
    called = people(vinh_long, vinh_long.staff).page(f"/agency/case/{found.id}")
    assert "Nguyên văn chưa che thông tin cá nhân" in called
    assert "Cháy nhà dân" in called
    assert calls(vinh_long, code) == [("urgent_alarm", "", ""), ("urgent_dispatch", "Sở Xây dựng", "")]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT template, recipient_kind FROM messages_outbox WHERE case_id = %s AND way = 'message'",
            [found.id],
        )
        told = set(cursor.fetchall())
    assert {
        ("urgent_dispatch", "agency"),
        ("dispatched_below_you", "agency"),
        ("urgent_alarm", "desk"),
    } <= told
    assert "Kiểm tra qua điện thoại" in desk.page(address)

    staff, leader = people(vinh_long, vinh_long.staff), people(vinh_long, vinh_long.leader)
    assert "3 phút theo đồng hồ" in staff.page("/agency/")
    own = f"/agency/case/{found.id}"
    page = staff.page(own)
    assert "Xác nhận, cử lực lượng xử lý ngay" in page
    assert "Khẩn cấp: Hỏa hoạn" in page
    empty = staff.press(own, "confirm-urgency", force=" ")
    assert empty.status_code == 422
    assert staff.press(own, "confirm-urgency", force="Hai xe chữa cháy, 12 người.").status_code == 302
    time.forward(hours=2)
    overview = people(vinh_long, vinh_long.leader_of_province)
    above = overview.page(f"/leadership/case/{found.id}")
    assert "2 giờ 3 phút</b> theo đồng hồ" in above
    assert "thời gian làm việc: 1 giờ" in above
    future = f"{time.at + timedelta(hours=9):%Y-%m-%dT%H:%M}"
    assert staff.press(own, "finish-urgency", finished_at=future).status_code == 422
    assert staff.press(own, "finish-urgency").status_code == 302
    assert "urgent_result" in {duty.term for duty in detail(vinh_long, code).case.duties}
    assert staff.press(own, "result", result="Đã dập tắt đám cháy, không có người bị nạn.").status_code == 302
    assert staff.press(own, "submit", note="Kính trình.").status_code == 302
    assert leader.press(own, "approve", note="Đồng ý.").status_code == 302
    editor = people(vinh_long, vinh_long.publisher)
    assert editor.press(address, "publish", answer="Đã dập tắt đám cháy.").status_code == 302
    assert detail(vinh_long, code).case.stage is Stage.PUBLISHED
    follow = citizen.page(f"/theo-doi/{code}")
    assert "Đã gọi khẩn cấp Sở Xây dựng" in follow
    assert DANGER not in follow, "what is over needs no emergency call"


@pytest.mark.clause("ST.6.2", "ST.7.2.urgent", "ST.8.6.0", "ST.8.6.1", "ST.8.6.2", "ST.8.6.3")
def test_an_urgent_call_to_1022_at_night_is_transferred_and_its_outcome_entered_for_the_body(
    soc_trang: TestProvince, people: Callable[..., Person], time: Clock
) -> None:
    ready_for_fire(soc_trang)
    time.at = NIGHT
    on_duty(soc_trang, soc_trang.intake, soc_trang.dispatcher, at=time.at)
    on_duty(soc_trang, soc_trang.leader, at=time.at)
    filled = soc_trang.filled(
        channel=Channel.HOTLINE,
        field=Field.FIRE,
        urgent=True,
        declared=False,
        files=(),
        personal={"phone": "0912 345 678"},
        description=FIRE,
    )
    done = sending.send(jurisdiction=soc_trang.jurisdiction, filled=filled, now=time.at)
    assert isinstance(done, operations.Done), done
    code = done.code
    assert calls(soc_trang, code) == [("urgent_alarm", "", "Lê Thị Tiếp")], (
        "the first on duty is rung at once"
    )

    time.forward(minutes=5, seconds=1)
    assert sweeping.pass_alarms(now=time.at) >= 1
    sweeping.pass_alarms(now=time.at)
    assert calls(soc_trang, code)[1:] == [("urgent_alarm", "", "Trần Văn Phối")]
    assert detail(soc_trang, code).case.stage is Stage.SENT, "no machine dispatches"

    desk = people(soc_trang, soc_trang.dispatcher)
    address = f"/desk/case/{detail(soc_trang, code).id}/"
    assert "Chuyển xử lý khẩn cấp" in desk.page(address)
    assert desk.press(address, "urgent", reached="1").status_code == 302
    assert calls(soc_trang, code)[2:] == [("urgent_dispatch", "Sở Xây dựng", "Đặng Văn Đạo")]
    found = detail(soc_trang, code)
    assert all(duty.internal for duty in found.case.duties), "no handling term"

    staff = people(soc_trang, soc_trang.staff)
    own = f"/agency/case/{found.id}"
    assert staff.press(own, "confirm-urgency").status_code == 302
    assert all(duty.internal for duty in detail(soc_trang, code).case.duties)
    time.forward(hours=1)
    assert staff.press(own, "finish-urgency").status_code == 302
    (outcome,) = [d for d in detail(soc_trang, code).case.duties if not d.internal]
    assert (outcome.term, outcome.clause) == ("urgent_outcome", "ST.8.6.3")
    assert outcome.due_at - outcome.starts_at == timedelta(hours=4)

    time.forward(hours=3)
    assert desk.press(address, "enter-outcome", result="Đã dập tắt.", source=" ").status_code == 422
    told = {"result": "Đã dập tắt lúc 2 giờ 30.", "source": "Công văn số 12/CAT ngày 22/11/2026"}
    assert desk.press(address, "enter-outcome", **told).status_code == 302
    assert detail(soc_trang, code).case.stage is Stage.CHECKING
    editor = people(soc_trang, soc_trang.publisher)
    assert editor.press(address, "publish", answer="Đã dập tắt đám cháy.").status_code == 302
    assert detail(soc_trang, code).case.stage is Stage.PUBLISHED


@pytest.mark.clause("VL.16.0", "ST.8.6.0")
def test_a_false_alarm_is_lowered_with_a_reason_and_the_ordinary_forms_come_back(
    province: TestProvince, people: Callable[..., Person], time: Clock
) -> None:
    case = province.sent(time.at, urgent=True)
    desk = people(province, province.intake)
    address = f"/desk/case/{case.id}/"
    page = desk.page(address)
    assert "Từ chối tiếp nhận" not in page
    assert "Yêu cầu người gửi bổ sung" not in page
    assert desk.press(address, "lower-alarm", reason=" ").status_code == 422
    assert desk.press(address, "lower-alarm", reason="Chỉ là khói đốt lá.").status_code == 302
    page = desk.page(address)
    assert "Đã hạ báo động" in page
    assert "Chỉ là khói đốt lá." in page
    assert "Từ chối tiếp nhận" in page
    assert "Khẩn cấp" not in desk.page("/desk/").split("<main")[1].split("</table>")[0]


@pytest.mark.clause("VL.16.0", "ST.8.6.0")
def test_an_officer_raises_the_alarm_while_an_agency_has_the_case_and_the_agency_is_rung(
    province: TestProvince, people: Callable[..., Person], time: Clock
) -> None:
    case = province.sent(time.at).received(time.at)
    desk = people(province, province.dispatcher)
    address = f"/desk/case/{case.id}/"
    done = desk.press(address, "raise-alarm", kind="accident", note="Xe tải vừa lật.")
    assert done.status_code == 302
    assert calls(province, case.code) == [("urgent_dispatch", "Sở Xây dựng", "")]
    assert "Đang gọi khẩn cấp" in people(province, province.staff).page("/agency/")


def test_an_unreadable_photo_keeps_nothing_urgent_from_being_sent(
    province: TestProvince, people: Callable[..., Person]
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    broken = SimpleUploadedFile("anh.jpg", b"no picture", content_type="image/jpeg")
    typed = {"description": FIRE, "phone": "0912345678", "photo": [broken]}
    assert sends(people(province), field="road", **typed).status_code == 422
    broken.seek(0)
    assert sends(people(province), field="road", urgent="1", **typed).status_code == 303


def test_the_demos_telephones_ring_and_are_answered(
    vinh_long: TestProvince, people: Callable[..., Person], time: Clock, demo: None
) -> None:
    code = vinh_long.sent(time.at, urgent=True).code
    anybody = people(vinh_long)
    page = anybody.page("/demo/phone/")
    assert code in page
    assert "1 cuộc gọi chưa nghe" in page
    assert "Có báo động khẩn cấp chưa ai xử lý." in page
    assert f"Người gửi {code}" in page
    assert "Nguyễn Thị Bưởi" not in page
    (call,) = messages.calls_of(jurisdiction_id=vinh_long.jurisdiction.id, case_id=detail(vinh_long, code).id)
    time.forward(minutes=1)
    assert anybody.client.post("/demo/phone/", {"order": str(call.id)}).status_code == 302
    time.forward(minutes=1)
    anybody.client.post("/demo/phone/", {"order": str(call.id)})
    (call,) = messages.calls_of(jurisdiction_id=vinh_long.jurisdiction.id, case_id=call.case_id)
    assert call.answered_at == time.at - timedelta(minutes=1), "the first answer counts"
    assert "Đã nghe máy lúc" in anybody.page("/demo/phone/")
    assert "cuộc gọi chưa nghe" not in anybody.page("/demo/phone/")
    anybody.client.post("/demo/phone/", {"order": "?"})


def test_there_are_no_telephones_in_production(
    vinh_long: TestProvince, people: Callable[..., Person]
) -> None:
    client = people(vinh_long).client
    assert client.get("/demo/phone/").status_code == 404
    assert client.post("/demo/phone/", {"order": str(uuid.uuid4())}).status_code == 404


TABLES = ("_TO_SENDER", "_TO_ASKER", "_TO_ASKED")


def test_every_template_of_the_orders_has_words_on_the_telephone() -> None:
    import inspect

    from paht.doors.pages.phone import WORDS
    from paht.messages import orders

    source = inspect.getsource(orders)
    used = set(re.findall(r'Order\([^)]*?"([a-z_]+)"', source))
    used |= {template for table in TABLES for template in getattr(orders, table).values()}
    assert used <= set(WORDS), used - set(WORDS)
