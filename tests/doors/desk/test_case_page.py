"""The page of a case: the original with its recorded look, evidence, deadlines with reasons, sender on demand."""

import io
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from PIL import Image
from tests.conftest import Clock
from tests.doors.desk.desk_pages import Desk, words_of
from tests.evidence.copying import copies_are_made
from tests.province import PERSONAL, TestCase, TestProvince

from paht.evidence import storage
from paht.evidence.storage import StoredFile
from paht.law.casework.case import FileRef


def looks(case: TestCase) -> list[tuple[str, list[str]]]:
    """Every recorded look in the case's province, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT purpose, fields FROM people_look WHERE jurisdiction_id = %s ORDER BY id",
            [case.province.jurisdiction.id],
        )
        return cursor.fetchall()


def kept_photo(province: TestProvince, time: Clock, *, hours_before: float) -> FileRef:
    """A photo with EXIF time and a position 150 m north of the province's test place."""
    picture = Image.new("RGB", (1600, 1200), (90, 120, 90))
    exif = Image.Exif()
    taken = time.at + timedelta(hours=7) - timedelta(hours=hours_before)
    exif.get_ifd(0x8769)[0x9003] = taken.strftime("%Y:%m:%d %H:%M:%S")
    lat, lon = province.place.latitude + 0.00135, province.place.longitude
    exif.get_ifd(0x8825).update({1: "N", 2: _degrees(lat), 3: "E", 4: _degrees(lon)})
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    out.seek(0)
    stored = storage.keep(jurisdiction_id=province.jurisdiction.id, upload=out, received_at=time.at)
    assert isinstance(stored, StoredFile)
    return FileRef(str(stored.id), stored.sha256, stored.media_type)


def _degrees(value: float) -> tuple[float, float, float]:
    minutes = (value - int(value)) * 60
    return float(int(value)), float(int(minutes)), round((minutes - int(minutes)) * 60, 3)


@pytest.mark.clause("VL.7.5")
def test_reading_the_original_is_recorded_and_the_page_says_so(province: TestProvince, time: Clock) -> None:
    case = province.sent(time.at)
    shown = words_of(Desk(province, "tiepnhan").case(case))
    assert "Ổ gà lớn giữa đường, xe máy té ngã nhiều lần." in shown
    assert "Đã ghi biên bản truy cập" in shown
    assert looks(case) == [("Xem hồ sơ phản ánh tại bàn điều hành", ["description"])]


@pytest.mark.clause("VL.7.5", "VL.5.4")
def test_the_sender_is_shown_only_on_demand_for_a_purpose_that_is_recorded(
    province: TestProvince, time: Clock
) -> None:
    case = province.sent(time.at)
    desk = Desk(province, "tiepnhan")
    before = desk.case(case)
    assert PERSONAL["name"] not in before
    address = f"/desk/case/{case.id}/sender/"
    without = desk.client.post(address, {"purpose": " "})
    assert without.status_code == 422
    assert PERSONAL["name"] not in without.content.decode()
    shown = words_of(desk.client.post(address, {"purpose": "Gọi xác minh địa điểm"}).content.decode())
    assert PERSONAL["name"] in shown
    assert "0912345678" in shown
    purposes = [purpose for purpose, fields in looks(case) if "phone" in fields]
    assert purposes == ["Gọi xác minh địa điểm"]


def test_a_picture_says_when_and_where_it_was_taken_beside_the_conditions(
    vinh_long: TestProvince, time: Clock
) -> None:
    ref = kept_photo(vinh_long, time, hours_before=2)
    case = vinh_long.sent(time.at, files=(ref,))
    shown = words_of(Desk(vinh_long, "tiepnhan").case(case))
    assert "Ảnh 1: chụp lúc 08:00, 18/11/2026, 2 giờ trước khi gửi" in shown
    assert "tọa độ trong ảnh cách vị trí đã gửi 150 m" in shown
    assert 'value="pass" checked' not in Desk(vinh_long, "tiepnhan").case(case), "a hint decides nothing"


def test_staff_get_the_copy_of_a_picture_of_this_case_alone(province: TestProvince, time: Clock) -> None:
    ref, other = (kept_photo(province, time, hours_before=hours) for hours in (1, 3))
    case = province.sent(time.at, files=(ref,))
    copies_are_made(province, time.at)
    desk = Desk(province, "kiemtra")
    answer = desk.client.get(f"/desk/photo/{case.id}/{ref.id}/1280.jpg")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    with Image.open(io.BytesIO(content)) as copy:
        assert (copy.size, dict(copy.getexif())) == ((1280, 960), {})
    assert desk.client.get(f"/desk/photo/{case.id}/{other.id}/320.jpg").status_code == 404
    assert desk.client.get(f"/desk/photo/{uuid.uuid4()}/{ref.id}/320.jpg").status_code == 404
    assert desk.client.get(f"/desk/photo/{case.id}/{ref.id}/999.jpg").status_code == 404
    agency = Desk(province, "chuyenvien")
    assert agency.client.get(f"/desk/photo/{case.id}/{ref.id}/320.jpg").status_code == 403


def test_a_deadline_is_explained_step_by_step(vinh_long: TestProvince, time: Clock) -> None:
    case = vinh_long.sent(time.at).accepted(time.at)
    time.forward(minutes=30)
    shown = words_of(Desk(vinh_long, "dieuphoi").case(case))
    assert "Phân phối đến cơ quan xử lý" in shown
    assert "khoản 1 Điều 11" in shown
    assert "còn 30 phút" in shown
    assert "Thời hạn 1 giờ làm việc kể từ 10:00 thứ Tư 18/11/2026" in shown
    assert "Từ 10:00 đến 11:00 thứ Tư 18/11/2026: giờ làm việc, tính 1 giờ." in shown


def test_a_passed_term_is_a_violation_and_an_internal_target_never_is(
    vinh_long: TestProvince, time: Clock
) -> None:
    unverified, accepted = vinh_long.sent(time.at), vinh_long.sent(time.at).accepted(time.at)
    time.forward(days=2)
    desk = Desk(vinh_long, "dieuphoi")
    assert "Vi phạm, trễ" in words_of(desk.case(accepted))
    assert "Vi phạm, trễ" not in words_of(desk.case(unverified))
    assert "chỉ tiêu nội bộ" in desk.case(unverified)


def test_the_course_names_the_officials_who_acted(province: TestProvince, time: Clock) -> None:
    case = province.sent(time.at).dispatched(time.at)
    shown = words_of(Desk(province, "tiepnhan").case(case))
    for words in ("Lê Thị Tiếp", "Trần Văn Phối", "Đã phân phối đến Sở Xây dựng", "Đề nghị kiểm tra, xử lý."):
        assert words in shown


@pytest.mark.parametrize("step", ["verified", "accepted", "dispatched", "received", "handled", "submitted"])
def test_a_case_can_be_opened_in_every_state(province: TestProvince, time: Clock, step: str) -> None:
    case = getattr(province.sent(time.at), step)(time.at)
    assert case.code in Desk(province, "dieuphoi").case(case)


def test_published_and_non_public_cases_can_be_opened(province: TestProvince, time: Clock) -> None:
    ground = province.jurisdiction.edition.non_public_grounds[0].key
    cases = [
        province.sent(time.at).published(time.at),
        province.sent(time.at).published(time.at, non_public_ground=ground),
    ]
    desk = Desk(province, "bientap")
    for case in cases:
        assert "Trân trọng./." in desk.case(case)
