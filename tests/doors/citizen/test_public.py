"""What everybody may read: only published results, nothing personal, the procedure, the directory, the map."""

import io
import json
import re
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image
from tests.conftest import Clock
from tests.doors.citizen.pages import Citizen, text
from tests.evidence.copying import copies_are_made
from tests.evidence.pictures import CAN_THO, exif, saved, scene
from tests.province import PERSONAL, TestCase, TestProvince

from paht.agencies.models import Agency
from paht.cases import operations
from paht.evidence import storage
from paht.law.casework.case import FileRef, PublicPicture
from paht.law.casework.states import Field

CitizenOf = Callable[[TestProvince], Citizen]


def kept(province: TestProvince, now: Clock) -> FileRef:
    """A stored photo with EXIF in it."""
    content = io.BytesIO(saved(scene(), exif=exif(gps=CAN_THO)))
    stored = storage.keep(jurisdiction_id=province.jurisdiction.id, upload=content, received_at=now.at)
    assert isinstance(stored, storage.StoredFile)
    return FileRef(str(stored.id), stored.sha256, stored.media_type)


def hidden_ones(province: TestProvince, time: Clock) -> list[TestCase]:
    """Cases that nobody but their senders may read: open, refused, withheld."""
    ground = province.jurisdiction.edition.non_public_grounds[0].key
    refused = province.sent(time.at)
    operations.refuse(refused.step(province.intake, time.at), ground="complaint", reason="Là khiếu nại.")
    return [
        province.sent(time.at),
        province.sent(time.at).approved(time.at),
        province.sent(time.at).published(time.at, non_public_ground=ground),
        refused,
    ]


@pytest.mark.clause("VL.10.2", "VL.8.2.11", "ST.9.1", "ST.9.3.b")
def test_no_public_page_shows_a_case_that_is_not_published(
    province: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    browser = citizen_of(province).browser
    for case in hidden_ones(province, time):
        assert browser.get(f"/ket-qua/{case.id}").status_code == 404
    for address in ("/", "/ket-qua/", "/ban-do/"):
        assert "Chưa có kết quả nào được công khai" in text(browser.get(address))
    assert json.loads(browser.get("/ban-do/diem.json").content)["features"] == []
    assert browser.get(f"/ket-qua/{uuid.uuid4()}").status_code == 404


@pytest.mark.clause("VL.3.2", "VL.5.4", "VL.7.5", "VL.13.1.a", "ST.4.5", "ST.9.3.a")
def test_a_published_result_is_on_every_public_page_without_anything_personal(
    province: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    case = province.sent(time.at, description="Nguyên văn có tên Nguyễn Thị Bưởi").published(time.at)
    browser = citizen_of(province).browser
    for address in ("/", "/ket-qua/", "/ban-do/", "/ban-do/diem.json", f"/ket-qua/{case.id}"):
        page = text(browser.get(address))
        assert str(case.id) in page or "Ổ gà lớn giữa đường" in page
        assert "Nguyên văn" not in page
        for value in PERSONAL.values():
            assert value not in page
        assert case.code not in page


@pytest.mark.clause("VL.5.4", "ST.4.5")
def test_the_name_is_shown_where_the_sender_chose_so_and_nothing_else_is(
    province: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    case = province.sent(time.at, personal_public=True).published(time.at)
    page = text(citizen_of(province).browser.get(f"/ket-qua/{case.id}"))
    assert PERSONAL["name"] in page
    assert PERSONAL["phone"] not in page


@pytest.mark.clause("VL.3.3")
def test_a_published_answer_says_that_it_is_guidance(
    vinh_long: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    case = vinh_long.sent(time.at).published(time.at)
    page = text(citizen_of(vinh_long).browser.get(f"/ket-qua/{case.id}"))
    assert "không phải là cơ sở pháp lý để giải quyết các quan hệ dân sự" in page


@pytest.mark.clause("VL.14.1", "ST.10.3")
def test_a_published_result_shows_its_rating(
    province: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    case = province.sent(time.at).published(time.at)
    operations.rate(case.step(case.sender, time.at), level="unsatisfied")
    page = text(citizen_of(province).browser.get(f"/ket-qua/{case.id}"))
    assert "Người gửi đánh giá: Không hài lòng" in page


def test_public_photos_are_copies_without_metadata_that_caches_ask_about_each_time(
    province: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    file = kept(province, time)
    case = province.sent(time.at, files=(file,)).published(time.at)
    step = case.step(province.publisher, time.at)
    operations.release_pictures(step, pictures=[PublicPicture(str(file.id))])
    browser = citizen_of(province).browser
    assert f"/anh/{case.id}/{file.id}/320.jpg" in text(browser.get(f"/ket-qua/{case.id}"))
    early = browser.get(f"/anh/{case.id}/{file.id}/1280.jpg")
    assert (early.status_code, "no-store" in early["Cache-Control"]) == (200, True), (
        "the worker makes the large one"
    )
    copies_are_made(province, time.at)
    shown = browser.get(f"/anh/{case.id}/{file.id}/1280.jpg")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    assert shown["Cache-Control"] == "public, no-cache"
    assert not Image.open(io.BytesIO(shown.content)).getexif()
    assert browser.get(f"/anh/{case.id}/{file.id}/999.jpg").status_code == 404
    assert browser.get(f"/anh/{case.id}/{uuid.uuid4()}/320.jpg").status_code == 404


def test_a_photo_of_an_unpublished_case_is_not_there(
    province: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    file = kept(province, time)
    case = province.sent(time.at, files=(file,))
    other = province.sent(time.at).published(time.at)
    browser = citizen_of(province).browser
    for key in (case.id, other.id, "khong-phai-ma"):
        assert browser.get(f"/anh/{key}/{file.id}/320.jpg").status_code == 404


def test_the_list_is_filtered_by_field_and_commune(
    province: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    province.sent(time.at).published(time.at)
    browser = citizen_of(province).browser
    commune = province.place.commune
    other = next(c.code for c in province.jurisdiction.province.communes if c.code != commune)
    assert "Ổ gà lớn" in text(browser.get("/ket-qua/", {"linh_vuc": "road", "xa": commune}))
    for wrong in ({"linh_vuc": "noise"}, {"xa": other}):
        assert "Không có kết quả nào khớp" in text(browser.get("/ket-qua/", wrong))


def test_pages_of_results_follow_each_other_without_gap_or_repeat(
    vinh_long: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    published = [str(vinh_long.sent(time.at).published(time.forward(minutes=n % 2)).id) for n in range(23)]
    browser, seen, address = citizen_of(vinh_long).browser, [], "/ket-qua/"
    while address:
        page = text(browser.get(address))
        seen += re.findall(r'href="/ket-qua/([0-9a-f-]{36})"', page)
        following = re.search(r'href="(\?[^"]+)" rel="next"', page)
        address = "/ket-qua/" + following[1] if following else ""
    assert len(seen) == 23
    assert sorted(seen) == sorted(published)


def test_a_nonsense_page_marker_gives_the_first_page(province: TestProvince, citizen_of: CitizenOf) -> None:
    for word in ("x", "2026-01-01_x", "2026-01-01T00:00:00_00000000-0000-0000-0000-000000000000"):
        assert citizen_of(province).browser.get("/ket-qua/", {"sau": word}).status_code == 200


def test_the_list_costs_one_statement(province: TestProvince, citizen_of: CitizenOf, time: Clock) -> None:
    province.sent(time.at).published(time.at)
    browser = citizen_of(province).browser
    browser.get("/ket-qua/")
    with CaptureQueriesContext(connection) as statements:
        browser.get("/ket-qua/")
    assert len(statements) == 1


def test_map_points_are_those_of_the_window(
    province: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    case = province.sent(time.at).published(time.at)
    place, browser = province.place, citizen_of(province).browser
    around = f"{place.longitude - 0.1},{place.latitude - 0.1},{place.longitude + 0.1},{place.latitude + 0.1}"
    inside = json.loads(browser.get("/ban-do/diem.json", {"bbox": around}).content)
    assert [f["properties"]["href"] for f in inside["features"]] == [f"/ket-qua/{case.id}"]
    assert json.loads(browser.get("/ban-do/diem.json", {"bbox": "1,1,2,2"}).content)["features"] == []


def test_the_cells_are_labelled_approximate_and_cached(province: TestProvince, citizen_of: CitizenOf) -> None:
    browser = citizen_of(province).browser
    response = browser.get("/ban-do/o.geojson")
    assert json.loads(response.content)["approximate"] is True
    assert "max-age" in response["Cache-Control"]
    again = browser.get("/ban-do/o.geojson", headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


@pytest.mark.clause("VL.4.3", "ST.3.3")
def test_the_procedure_shows_every_term_with_length_holder_and_clause(
    province: TestProvince, citizen_of: CitizenOf
) -> None:
    edition = province.jurisdiction.edition
    page = text(citizen_of(province).browser.get("/quy-trinh/"))
    for term in edition.terms:
        assert term.name.removesuffix(" (chỉ tiêu nội bộ)") in page
        assert str(term.length) in page
    assert page.count("Nội bộ</span>") == sum(term.internal for term in edition.terms)
    for ground in edition.refusal_grounds:
        assert ground.name in page


@pytest.mark.clause("VL.4.2")
def test_the_directory_is_searched_without_diacritics_and_names_its_own_address(
    province: TestProvince, citizen_of: CitizenOf
) -> None:
    Agency.objects.filter(pk=province.roads.pk).update(phone="0270 3823 456", address="60 Trần Hưng Đạo")
    browser = citizen_of(province).browser
    page = text(browser.get("/danh-ba/", {"tim": "so xay dung"}))
    for words in ("Sở Xây dựng", "0270 3823 456", "60 Trần Hưng Đạo", f"http://{province.host}/"):
        assert words in page
    assert "Sở Nông nghiệp" not in page
    assert "Không tìm thấy cơ quan nào" in text(browser.get("/danh-ba/", {"tim": "khong co dau"}))


def test_the_directory_costs_one_statement(province: TestProvince, citizen_of: CitizenOf) -> None:
    browser = citizen_of(province).browser
    browser.get("/danh-ba/")
    with CaptureQueriesContext(connection) as statements:
        browser.get("/danh-ba/")
    assert len(statements) == 1


@pytest.mark.clause("VL.2.3.a")
def test_the_home_page_leads_to_sending_and_shows_the_emergency_numbers(
    province: TestProvince, citizen_of: CitizenOf
) -> None:
    page = text(citizen_of(province).browser.get("/"))
    assert 'href="/gui/"' in page
    for number in ("112", "113", "114", "115"):
        assert f'href="tel:{number}"' in page


def test_another_field_s_result_is_not_under_this_one(
    province: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    province.sent(time.at, field=Field.WASTE).published(time.at + timedelta(minutes=1))
    page = text(citizen_of(province).browser.get("/ket-qua/", {"linh_vuc": "waste"}))
    assert "Không có kết quả nào khớp" in page


@pytest.mark.clause("ST.PL1")
def test_a_letter_bears_the_day_in_vietnam(
    soc_trang: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    time.at = time.at.replace(hour=20)  # three in the morning of the next day
    case = soc_trang.sent(time.at).published(time.at)
    assert "ngày 19 tháng 11 năm 2026" in text(citizen_of(soc_trang).browser.get(f"/ket-qua/{case.id}"))
