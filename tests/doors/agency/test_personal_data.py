"""Handlers and leaders never see a sender's personal data (VL.7.5, ST.4.5), and every look is recorded."""

from collections.abc import Callable

import pytest
from django.db import connection
from tests.conftest import Clock
from tests.doors.conftest import Desk, page
from tests.province import TestCase, TestProvince

from paht.cases import operations
from paht.law.casework.case import Actor, Refused
from paht.law.casework.states import Field
from paht.people.masking import PHONE_MASK
from paht.people.redaction import LEFT_OUT

Sits = Callable[[TestProvince, Actor], Desk]
CANARIES = {
    "name": "Lâm Thị Hoàng Yến",
    "phone": "0987 654 321",
    "email": "hoangyen.bimat@vidu.vn",
    "address": "77/8 hẻm Bí Mật, khóm Kín",
    "identity_number": "086199123456",
}
DESCRIPTION = (
    "Ổ gà lớn giữa đường. Tôi là Lâm Thị Hoàng Yến, ở 77/8 hẻm Bí Mật, khóm Kín, gọi tôi số 0939 111 222 "
    "hoặc 0987.654.321, căn cước 086199123456."
)
TELLING = (
    "Hoàng Yến",
    "hoangyen",
    "Bí Mật",
    "086199123456",
    "0939 111 222",
    "0939111222",
    "0987 654 321",
    "0987654321",
    "0987.654.321",
)


def charged(province: TestProvince, time: Clock, *, accepted: str) -> TestCase:
    """A case of the telling sender, dispatched with the accepted text."""
    case = province.sent(time.at, personal=CANARIES, description=DESCRIPTION).verified(time.at)
    for done in (
        operations.accept(case.step(province.intake, time.at), text=accepted, field=Field.ROAD),
        operations.dispatch(
            case.step(province.dispatcher, time.at),
            agency=str(province.roads.id),
            note="Liên hệ 0987654321 nếu cần.",
        ),
    ):
        assert isinstance(done, operations.Done)
    return case


@pytest.mark.clause("VL.7.5", "VL.4.6", "ST.4.5", "ST.3.4")
def test_no_page_of_agencies_or_leaders_shows_personal_data(
    province: TestProvince, time: Clock, sits: Sits
) -> None:
    case = charged(
        province, time, accepted=f"Ổ gà lớn giữa đường. Gọi tôi số {PHONE_MASK}, căn cước 086199123456."
    )
    readers = {
        province.staff: [f"/agency/?tab={tab}" for tab in ("handling", "approval", "delivered", "past")]
        + [f"/agency/case/{case.id}"],
        province.superior: ["/agency/?tab=below", f"/agency/case/{case.id}"],
        province.leader: ["/leadership/", "/leadership/cases", f"/leadership/case/{case.id}"],
        province.leader_of_province: ["/leadership/", "/leadership/cases", f"/leadership/case/{case.id}"],
        province.auditor: ["/leadership/cases", f"/leadership/case/{case.id}"],
    }
    for reader, paths in readers.items():
        desk = sits(province, reader)
        for path in paths:
            shown = page(desk.get(path))
            assert [words for words in TELLING if words in shown] == [], path
    assert "Ổ gà lớn giữa đường." in page(sits(province, province.staff).get(f"/agency/case/{case.id}"))


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_the_senders_own_data_are_taken_out_whatever_was_released_and_no_address_is_masked(
    province: TestProvince, time: Clock, sits: Sits
) -> None:
    case = charged(province, time, accepted=DESCRIPTION)
    for reader, path in (
        (province.staff, f"/agency/case/{case.id}"),
        (province.superior, f"/agency/case/{case.id}"),
        (province.leader_of_province, f"/leadership/case/{case.id}"),
    ):
        shown = page(sits(province, reader).get(path))
        assert "Ổ gà lớn giữa đường." in shown
        own = ("Hoàng Yến", "hoangyen", "086199123456", "0987 654 321", "0987654321")
        assert [words for words in own if words in shown] == []
        assert "77/8 hẻm Bí Mật" in shown, "the address of a matter is never masked for handlers by itself"


@pytest.mark.clause("VL.7.5", "VL.10.1", "ST.4.5")
def test_the_original_travels_only_as_far_as_its_words_were_released(
    province: TestProvince, time: Clock, sits: Sits
) -> None:
    case = charged(province, time, accepted="Ổ gà lớn giữa đường. Tôi là người ở gần, xin sửa.")
    shown = page(sits(province, province.staff).get(f"/agency/case/{case.id}"))
    assert LEFT_OUT in shown
    assert [words for words in TELLING if words in shown] == []


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_nobody_outside_reads_what_is_held(province: TestProvince, time: Clock, sits: Sits) -> None:
    case = province.sent(time.at, description=DESCRIPTION).verified(time.at)
    step = case.step(province.intake, time.at)
    assert isinstance(operations.accept(step, text=DESCRIPTION, field=Field.ROAD, held=True), operations.Done)
    refused = operations.dispatch(
        case.step(province.dispatcher, time.at), agency=str(province.roads.id), note="Xin xử lý."
    )
    assert isinstance(refused, Refused)
    assert refused.clause in ("VL.7.5", "ST.4.5")
    for path in ("/leadership/cases", f"/leadership/case/{case.id}"):
        assert "Ổ gà lớn" not in page(sits(province, province.leader_of_province).get(path))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_text WHERE case_id = %s AND body LIKE '%%gà%%'", [case.id])
        assert cursor.fetchone() == (0,), "what is held lies sealed"


@pytest.mark.clause("VL.7.5")
def test_reading_the_original_is_recorded_under_the_readers_name_with_its_purpose(
    province: TestProvince, time: Clock, sits: Sits
) -> None:
    case = province.sent(time.at).received(time.at)
    sits(province, province.staff).get(f"/agency/case/{case.id}")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT actor_id::text, fields, purpose FROM people_look WHERE jurisdiction_id = %s ORDER BY id",
            [province.jurisdiction.id],
        )
        looks = cursor.fetchall()
    mine = [look for look in looks if look[0] == province.staff.id]
    assert [look[1] for look in mine] == [["description"]]
    assert "đã che thông tin cá nhân" in mine[0][2]


@pytest.mark.clause("VL.10.1", "ST.7.2.edit")
def test_the_original_stands_beside_the_accepted_text_with_every_difference(
    province: TestProvince, time: Clock, sits: Sits
) -> None:
    case = province.sent(time.at, description="Ổ gà lớn giửa đường, xe máy té ngã nhiều lần.").received(
        time.at
    )
    shown = page(sits(province, province.staff).get(f"/agency/case/{case.id}"))
    assert "<del>giửa</del>" in shown
    assert "<ins>giữa</ins>" in shown
