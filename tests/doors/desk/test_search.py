"""Finding cases by code and by the sender's phone number."""

import pytest
from django.db import connection
from tests.conftest import Clock
from tests.doors.desk.desk_pages import Desk, words_of
from tests.person import code
from tests.province import PERSONAL, TestProvince


def test_a_code_as_read_out_on_the_phone_opens_the_case(province: TestProvince, time: Clock) -> None:
    case = province.sent(time.at)
    desk = Desk(province, "kiemtra")
    answer = desk.client.get("/desk/search/", {"code": case.code.lower().replace("-", " ")})
    assert answer["Location"] == f"/desk/case/{case.id}/"
    wrong = desk.client.get("/desk/search/", {"code": case.code[:-1]})
    assert wrong.status_code == 422
    assert case.code[:-1] in wrong.content.decode()


@pytest.mark.clause("VL.7.5")
def test_a_phone_number_finds_the_senders_cases_and_the_look_is_recorded(
    province: TestProvince, time: Clock
) -> None:
    mine = [province.sent(time.forward(minutes=1)) for _ in range(2)]
    other = province.sent(time.at, personal={**PERSONAL, "phone": "0987654321"})
    answer = Desk(province, "tiepnhan").client.post(
        "/desk/search/", {"phone": "+84 912 345 678", "purpose": "Người dân gọi hỏi kết quả", "otp": code()}
    )
    shown = words_of(answer.content.decode())
    assert [case.code in shown for case in (*mine, other)] == [True, True, False]
    assert shown.index(mine[1].code) < shown.index(mine[0].code)
    assert "Đã ghi biên bản truy cập." in shown
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT purpose, fields, record_id::text FROM people_look WHERE jurisdiction_id = %s",
            [province.jurisdiction.id],
        )
        assert cursor.fetchall() == [("Người dân gọi hỏi kết quả", ["phone_index"], mine[0].sender.id)]


def test_a_number_that_never_reported_finds_nothing_and_is_recorded_all_the_same(
    province: TestProvince,
) -> None:
    answer = Desk(province, "tiepnhan").client.post(
        "/desk/search/", {"phone": "0987654321", "purpose": "Kiểm tra", "otp": code()}
    )
    assert "Số điện thoại này chưa gửi phản ánh nào" in answer.content.decode()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM people_look WHERE jurisdiction_id = %s", [province.jurisdiction.id]
        )
        assert cursor.fetchone() == (1,)


@pytest.mark.parametrize(
    ("phone", "purpose", "field"), [("0912", "Kiểm tra", "phone"), ("0912345678", " ", "purpose")]
)
def test_a_wrong_number_or_no_purpose_is_refused_and_kept(
    province: TestProvince, phone: str, purpose: str, field: str
) -> None:
    answer = Desk(province, "tiepnhan").client.post("/desk/search/", {"phone": phone, "purpose": purpose})
    assert answer.status_code == 422
    assert f'id="f-{field}-loi"' in answer.content.decode()
    assert f'value="{phone}"' in answer.content.decode()


def test_who_only_looks_on_does_not_search_by_person(province: TestProvince) -> None:
    desk = Desk(province, "kiemtra")
    assert "Số điện thoại" not in desk.page("/desk/search/")
    assert desk.client.post("/desk/search/", {"phone": "0912345678", "purpose": "x"}).status_code == 403
