"""After the answer, through the pages: asking back, rating, other people's questions, updates, calls, the list."""

import re
import uuid
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.conftest import Clock
from tests.people.citizens import session_of
from tests.province import TestCase, TestProvince, photo

from paht.cases import operations, queries
from paht.law.casework.case import Actor
from paht.law.casework.states import RequestState
from paht.messages.orders import SENDER
from paht.people.finding import find
from paht.people.models import Staff

Browser = Callable[[TestProvince], Client]
ASKED = "Vá rồi nhưng mưa xuống lại lún, gọi tôi theo số 0987 654 321."
ANSWER = "Cơ quan đã gia cố thêm nền, nghiệm thu ngày 20/11."


def page(answer: HttpResponse) -> str:
    return re.sub(r"\s+", " ", unescape(answer.content.decode()))


class Person:
    """Somebody at a browser, on one case."""

    def __init__(
        self, browser_of: Browser, case: TestCase, actor: Actor | None = None, door: str = ""
    ) -> None:
        self.client, self.case, self.door = browser_of(case.province), case, door
        if actor:
            self.client.force_login(Staff.objects.get(pk=actor.id))

    def sees(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return page(answer)  # type: ignore[arg-type]

    @property
    def home(self) -> str:
        return f"/{self.door}/case/{self.case.id}" + ("/" if self.door == "desk" else "")

    def gives(self, action: str, *, number: int = 1, **typed: Any) -> HttpResponse:
        form = {
            "command_id": str(uuid.uuid4()),
            "expected_version": now_of(self.case).version,
            "number": number,
            **typed,
        }
        slash = "/" if self.door == "desk" else ""
        path = f"/{self.door}/case/{self.case.id}/{action}{slash}"
        return self.client.post(path, form)  # type: ignore[return-value]

    def does(self, action: str, **typed: Any) -> None:
        answer = self.gives(action, **typed)
        assert answer.status_code == 302, page(answer)

    def posts(self, path: str, **typed: str) -> HttpResponse:
        return self.client.post(path, {"command_id": str(uuid.uuid4()), **typed})  # type: ignore[return-value]


def now_of(case: TestCase) -> Any:
    detail = queries.followed(jurisdiction_id=case.province.jurisdiction.id, code=case.code)
    assert detail is not None
    return detail.case


def assert_verified(case: TestCase) -> None:
    """The log, its texts and the row of the case agree."""
    from paht.cases import verification

    found = verification.verify(jurisdiction_id=case.province.jurisdiction.id)
    assert found.fault is None, found.fault


def sender(browser_of: Browser, case: TestCase) -> Person:
    person = Person(browser_of, case)
    answer = person.client.post(f"/theo-doi/{case.code}/xac-nhan", {"phone": "0912345678"})
    assert answer.status_code == 303
    return person


def cast(browser_of: Browser, case: TestCase) -> tuple[Person, Person, Person]:
    """The agency's staff, the desk's publisher, its dispatcher."""
    province = case.province
    return (
        Person(browser_of, case, province.staff, "agency"),
        Person(browser_of, case, province.publisher, "desk"),
        Person(browser_of, case, province.dispatcher, "desk"),
    )


@pytest.mark.clause("VL.5.6", "VL.14.3", "ST.10.1", "ST.10.2", "VL.7.5")
def test_the_sender_asks_back_and_reads_the_checked_clarification(
    province: TestProvince, browser_of: Browser, time: Clock
) -> None:
    case = province.sent(time.at).published(time.at)
    asker, staff, publisher = sender(browser_of, case), *cast(browser_of, case)[:2]
    follow = f"/theo-doi/{case.code}"
    assert "Đề nghị làm rõ kết quả" in asker.sees(follow)
    empty = asker.posts(f"{follow}/tuong-tac", text=" ")
    assert (empty.status_code, "muốn được làm rõ" in page(empty)) == (422, True)
    assert asker.posts(f"{follow}/tuong-tac", text=ASKED).status_code == 303
    assert ASKED in asker.sees(follow)
    assert "Chờ cơ quan làm rõ" in asker.sees(follow)
    assert "<b>Đang ở:</b> Sở Xây dựng" in asker.sees(follow)

    listed = staff.sees("/agency/asked")
    assert case.code in listed
    assert "mưa xuống lại lún" not in staff.sees(staff.home), "held until the desk has released it"
    (found,) = find(ASKED)
    publisher.does("release-words", text=ASKED, **{f"mark-{found.key}": "mask"})
    shown = staff.sees(staff.home)
    assert "mưa xuống lại lún" in shown
    assert "0987 654 321" not in shown
    assert case.code not in publisher.sees("/desk/asked/")
    refused = staff.gives("answer-interaction", answer="")
    assert (refused.status_code, "Nội dung trao đổi" in page(refused)) == (422, True)
    staff.does("answer-interaction", answer=ANSWER)
    assert case.code not in staff.sees("/agency/asked")
    assert ANSWER not in Person(browser_of, case).sees(f"/ket-qua/{case.id}")

    assert case.code in publisher.sees("/desk/asked/")
    assert ASKED in publisher.sees(publisher.home)
    publisher.does("return-answer", note="Xin nêu ngày hoàn thành.")
    assert "Xin nêu ngày hoàn thành." in staff.sees(staff.home)
    staff.does("answer-interaction", answer=ANSWER)
    publisher.does("release-interaction", question="Vá rồi nhưng mưa xuống lại lún.", answer=ANSWER)
    assert ANSWER in asker.sees(follow)
    public = Person(browser_of, case).sees(f"/ket-qua/{case.id}")
    assert ANSWER in public
    assert "Vá rồi nhưng mưa xuống lại lún." in public
    assert "0987" not in public
    assert now_of(case).requests[-1].state is RequestState.ANSWERED
    leader = Person(browser_of, case, province.leader_of_province, "leadership")
    assert ANSWER in leader.sees(leader.home)
    assert_verified(case)


@pytest.mark.clause("VL.5.6", "ST.10.1", "VL.10.2", "ST.9.3.b")
def test_what_is_asked_about_a_private_answer_stays_private(
    province: TestProvince, browser_of: Browser, time: Clock
) -> None:
    ground = province.jurisdiction.edition.non_public_grounds[0].key
    case = province.sent(time.at).published(time.at, non_public_ground=ground)
    asker, (staff, publisher, _) = sender(browser_of, case), cast(browser_of, case)
    follow = f"/theo-doi/{case.code}"
    assert asker.posts(f"{follow}/tuong-tac", text=ASKED).status_code == 303
    staff.does("answer-interaction", answer=ANSWER)
    publisher.does("release-interaction", question="Hỏi lại.", answer=ANSWER)
    assert ANSWER in asker.sees(follow)
    assert ANSWER not in Person(browser_of, case).sees(follow)
    assert Person(browser_of, case).client.get(f"/ket-qua/{case.id}").status_code == 404
    stranger = Person(browser_of, case).posts(f"{follow}/tuong-tac", text=ASKED)
    assert stranger.status_code == 403


@pytest.mark.clause("VL.14.2", "ST.10.2", "ST.10.3", "VL.14.4", "VL.5.5")
def test_a_dissatisfied_rating_brings_the_case_back_to_the_agency(
    province: TestProvince, browser_of: Browser, time: Clock
) -> None:
    case = province.sent(time.at).published(time.at)
    asker, (staff, publisher, _) = sender(browser_of, case), cast(browser_of, case)
    follow = f"/theo-doi/{case.code}"
    rated = asker.posts(f"{follow}/danh-gia", level="unsatisfied", comment="Chưa vá hết.")
    assert rated.status_code == 303
    assert case.code in staff.sees("/agency/asked")
    assert "Làm rõ theo đánh giá không hài lòng" in staff.sees(staff.home)
    staff.does("answer-interaction", answer=ANSWER)
    publisher.does("release-interaction", question="", answer=ANSWER)
    assert ANSWER in asker.sees(follow)
    assert case.code not in publisher.sees("/desk/asked/")


@pytest.mark.clause("VL.1.2.c", "VL.14.3", "VL.7.5")
def test_somebody_else_asks_about_a_public_result(
    vinh_long: TestProvince, browser_of: Browser, time: Clock
) -> None:
    case = vinh_long.sent(time.at).published(time.at)
    visitor, (staff, publisher, dispatcher) = Person(browser_of, case), cast(browser_of, case)
    result = f"/ket-qua/{case.id}"
    wrong = visitor.posts(f"{result}/tuong-tac", text="Đoạn bên cạnh thì sao?", name="", phone="12")
    assert wrong.status_code == 422
    assert "Đoạn bên cạnh thì sao?" in page(wrong)
    typed = {
        "text": "Đoạn bên cạnh thì sao? Trần Thị Lạ hỏi.",
        "name": "Trần Thị Lạ",
        "phone": "0909 111 222",
    }
    assert visitor.posts(f"{result}/tuong-tac", **typed).status_code == 303
    assert "Đoạn bên cạnh" not in visitor.sees(result)
    assert "Đoạn bên cạnh" not in staff.sees(staff.home)
    assert "Đoạn bên cạnh" in dispatcher.sees(dispatcher.home)
    blank = dispatcher.gives("judge-interaction", judgement="", reason="Có lý.")
    assert blank.status_code == 422
    dispatcher.does("judge-interaction", judgement="justified", reason="Hỏi đúng kết quả này.")
    assert "Đoạn bên cạnh" not in staff.sees(staff.home)
    dispatcher.does("release-words", text="Đoạn bên cạnh thì sao?")
    passed_on = staff.sees(staff.home)
    assert "Đoạn bên cạnh thì sao?" in passed_on
    assert "Trần Thị Lạ" not in passed_on
    staff.does("answer-interaction", answer=ANSWER)
    publisher.does("release-interaction", question="Đoạn bên cạnh thì sao?", answer=ANSWER)
    public = visitor.sees(result)
    assert "Đoạn bên cạnh thì sao?" in public
    assert "Trần Thị Lạ" not in public
    request = now_of(case).requests[-1]
    assert request.by != now_of(case).sender
    assert told(case, request.by) == {"interaction_answered"}


def told(case: TestCase, person: str) -> set[str]:
    """The templates of the messages that were ordered for a person about the case."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT template FROM messages_outbox WHERE case_id = %s AND recipient_kind = %s AND recipient_id = %s",
            [case.id, SENDER, person],
        )
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.clause("VL.14.3")
def test_an_improper_interaction_goes_no_further_and_its_author_is_told(
    vinh_long: TestProvince, browser_of: Browser, time: Clock
) -> None:
    case = vinh_long.sent(time.at).published(time.at)
    dispatcher = cast(browser_of, case)[2]
    result = f"/ket-qua/{case.id}"
    visitor = Person(browser_of, case)
    typed = {"text": "Lời lẽ thô tục.", "name": "Trần Thị Lạ", "phone": "0909 111 222"}
    assert visitor.posts(f"{result}/tuong-tac", **typed).status_code == 303
    dispatcher.does("judge-interaction", judgement="improper", reason="Từ ngữ không chuẩn mực.")
    assert "thô tục" not in visitor.sees(result)
    assert told(case, now_of(case).requests[-1].by) == {"interaction_declined"}
    assert case.code not in dispatcher.sees("/desk/asked/")


@pytest.mark.clause("VL.15.1.b")
def test_whoever_interacts_improperly_a_fourth_time_in_a_month_is_locked_for_a_month(
    vinh_long: TestProvince, browser_of: Browser, time: Clock
) -> None:
    case = vinh_long.sent(time.at).published(time.at)
    ask = f"/ket-qua/{case.id}/tuong-tac"
    visitor = Person(browser_of, case)
    visitor.client.cookies["citizen"] = session_of(vinh_long, "0909111222", time.at)
    typed = {"text": "Lời lẽ thô tục.", "name": "Trần Thị Lạ", "phone": "0909 111 222"}
    for _ in range(4):
        assert visitor.posts(ask, **typed).status_code == 303
        judged = operations.judge_interaction(
            case.step(vinh_long.dispatcher, time.at),
            request=now_of(case).requests[-1].number,
            judgement="improper",
            reason="Từ ngữ không chuẩn mực.",
        )
        assert isinstance(judged, operations.Done), judged
        time.forward(minutes=5)
    locked = visitor.posts(ask, **typed)
    assert locked.status_code == 422
    assert "bị khóa" in locked.content.decode()
    assert visitor.posts(ask, **typed | {"phone": "0909 333 444"}).status_code == 303, "others are not"
    time.forward(days=32)
    assert visitor.posts(ask, **typed).status_code == 303


@pytest.mark.clause("VL.15.1.b")
def test_words_under_a_number_that_nobody_confirmed_lock_nobody(
    vinh_long: TestProvince, browser_of: Browser, time: Clock
) -> None:
    case = vinh_long.sent(time.at).published(time.at)
    visitor = Person(browser_of, case)
    typed = {"text": "Lời lẽ thô tục.", "name": "Trần Thị Lạ", "phone": "0909 111 222"}
    for _ in range(5):
        assert visitor.posts(f"/ket-qua/{case.id}/tuong-tac", **typed).status_code == 303
        operations.judge_interaction(
            case.step(vinh_long.dispatcher, time.at),
            request=now_of(case).requests[-1].number,
            judgement="improper",
            reason="Từ ngữ không chuẩn mực.",
        )


def test_soc_trang_offers_other_people_no_form(
    soc_trang: TestProvince, browser_of: Browser, time: Clock
) -> None:
    case = soc_trang.sent(time.at).published(time.at)
    visitor = Person(browser_of, case)
    assert "tuong-tac" not in visitor.sees(f"/ket-qua/{case.id}")
    typed = {"text": "Hỏi.", "name": "Trần Thị Lạ", "phone": "0909 111 222"}
    assert visitor.posts(f"/ket-qua/{case.id}/tuong-tac", **typed).status_code == 422


@pytest.mark.clause("VL.12.4.b")
def test_an_update_is_posted_beside_the_answer_with_its_date(
    vinh_long: TestProvince, browser_of: Browser, time: Clock
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    case = vinh_long.sent(time.at).published(time.at)
    staff, publisher, _ = cast(browser_of, case)
    time.forward(days=1)
    picture = SimpleUploadedFile("sau.jpg", photo(), content_type="image/jpeg")
    staff.does("offer-update", text="Đã kẻ lại vạch sơn.", files=[picture])
    visitor = Person(browser_of, case)
    assert "kẻ lại vạch sơn" not in visitor.sees(f"/ket-qua/{case.id}")
    assert "Đã kẻ lại vạch sơn." in publisher.sees(publisher.home)
    assert publisher.gives("decline-update", reason="").status_code == 422
    publisher.does("post-update", text="Đã kẻ lại vạch sơn, ngày 19/11.")
    public = visitor.sees(f"/ket-qua/{case.id}")
    assert "Đã vá mặt đường, bảo đảm an toàn." in public
    assert "Đã kẻ lại vạch sơn, ngày 19/11." in public
    assert "19/11/2026" in public
    (file,) = now_of(case).requests[-1].files
    address = f"/anh/{case.id}/{file.id}/320.jpg"
    assert visitor.client.get(address).status_code == 404, "no officer has confirmed its public copy"
    publisher.does("release-pictures", **{f"decide-{file.id}": "show", f"boxes-{file.id}": "[]"})
    assert address in visitor.client.get(f"/ket-qua/{case.id}").content.decode()
    assert visitor.client.get(address).status_code == 200


@pytest.mark.clause("VL.12.4.b")
def test_an_update_that_is_declined_stays_unseen(
    vinh_long: TestProvince, browser_of: Browser, time: Clock
) -> None:
    case = vinh_long.sent(time.at).published(time.at)
    staff, publisher, _ = cast(browser_of, case)
    staff.does("offer-update", text="Đã kẻ lại vạch sơn.")
    publisher.does("decline-update", reason="Không liên quan phản ánh này.")
    assert "Không liên quan phản ánh này." in staff.sees(staff.home)
    assert "vạch sơn" not in Person(browser_of, case).sees(f"/ket-qua/{case.id}")


@pytest.mark.clause("VL.13.2.c", "VL.15.2", "VL.15.2.c")
def test_three_unanswered_calls_stand_in_the_list_for_the_committee(
    vinh_long: TestProvince, browser_of: Browser, time: Clock
) -> None:
    case = vinh_long.sent(time.at).received(time.at)
    dispatcher = cast(browser_of, case)[2]
    assert dispatcher.gives("record-call", note="Gọi số cơ quan.").status_code == 422
    for day in range(3):
        assert "không nhận điện thoại 3 lần trong 3 ngày: " not in dispatcher.sees("/leadership/failings")
        dispatcher.does("record-call", answered="missed", note=f"Gọi lần {day + 1}.")
        time.forward(days=1)
    listed = dispatcher.sees("/leadership/failings")
    assert "không nhận điện thoại 3 lần trong 3 ngày: 1 lượt" in listed
    assert case.code in listed
    assert "Gọi lần 3." in dispatcher.sees(dispatcher.home)


@pytest.mark.clause("VL.14.3", "VL.15.2", "VL.15.2.a", "VL.20.1.d")
def test_silence_and_lateness_are_listed_per_agency_and_period(
    vinh_long: TestProvince, browser_of: Browser, time: Clock
) -> None:
    late = vinh_long.sent(time.at).received(time.at)
    cases = [vinh_long.sent(time.at, command_id=uuid.uuid4()).published(time.at) for _ in range(2)]
    leader = Person(browser_of, late, vinh_long.leader_of_province, "leadership")
    for case in cases:
        asker = sender(browser_of, case)
        assert asker.posts(f"/theo-doi/{case.code}/tuong-tac", text=ASKED).status_code == 303
    assert "Nhiều lần không trả lời tương tác: " not in leader.sees("/leadership/failings")
    time.forward(days=4)
    listed = leader.sees("/leadership/failings?ky=2026-12")
    assert "Nhiều lần không trả lời tương tác: 2 lượt" in listed
    assert all(case.code in listed for case in cases)
    assert late.code not in listed
    time.forward(days=12)
    assert "Quá 07 ngày làm việc: 1 lượt" in leader.sees("/leadership/failings?ky=2026-12")
    assert late.code in leader.sees("/leadership/failings?ky=2026-12")
    assert "Không có vi phạm nào trong kỳ" in leader.sees("/leadership/failings?ky=2026-11")
    outsider = Person(browser_of, late, vinh_long.other_staff, "agency")
    assert outsider.client.get("/leadership/failings").status_code == 403


@pytest.mark.clause("VL.15.2.b", "VL.24.3", "ST.12")
def test_satisfaction_and_the_ranking_are_shown_with_their_formula(
    province: TestProvince, browser_of: Browser, time: Clock
) -> None:
    case = province.sent(time.at).published(time.at)
    asker = sender(browser_of, case)
    assert asker.posts(f"/theo-doi/{case.code}/danh-gia", level="unsatisfied").status_code == 303
    leader = Person(browser_of, case, province.leader_of_province, "leadership")
    listed = leader.sees("/leadership/failings")
    is_listed = "Tỷ lệ hài lòng dưới 70%: 0,0% hài lòng trên 1 đánh giá" in listed
    assert is_listed is (province.jurisdiction.edition.code_prefix == "VL")
    assert "50% × (Tỷ lệ kết quả đúng hạn)" in listed
    assert "Sở Xây dựng" in listed
    # 50 % of 100, 30 % of 0, 20 % of 100
    assert "70,0" in listed
    own = Person(browser_of, case, province.leader, "leadership")
    assert "Xếp hạng cơ quan xử lý" in own.sees("/leadership/failings")


@pytest.mark.clause("VL.6.2")
def test_an_overdue_clarification_neither_lapses_nor_stops_the_lapse_of_others(
    vinh_long: TestProvince, browser_of: Browser, time: Clock
) -> None:
    from paht.cases import operations, sweeping

    case = vinh_long.sent(time.at).published(time.at)
    asker = sender(browser_of, case)
    assert asker.posts(f"/theo-doi/{case.code}/tuong-tac", text=ASKED).status_code == 303
    waiting = vinh_long.sent(time.at, command_id=uuid.uuid4())
    ground = vinh_long.jurisdiction.edition.supplement_grounds[0].key
    operations.request_supplement(
        waiting.step(vinh_long.intake, time.at), grounds=[ground], guidance="Xin chụp lại ảnh."
    )
    now = time.forward(days=9)
    while sweeping.lapse_supplements(now=now, batch=1):
        pass
    assert now_of(waiting).stage == "refused"
    assert now_of(case).requests[-1].state is RequestState.OPEN
