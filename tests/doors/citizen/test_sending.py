"""Sending through the citizen's form: what is taken, what is refused with which words, what is never lost."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from tests.conftest import Clock
from tests.doors.citizen.pages import TYPED, Citizen, code_of, hidden, picture, text, tokens_of
from tests.evidence.pictures import exif, huge_png, saved, scene
from tests.province import TestProvince

from paht.bench.wire import listen
from paht.cases import queries
from paht.law.casework.case import Case

CitizenOf = Callable[[TestProvince], Citizen]


def case_of(province: TestProvince, code: str) -> Case:
    """The case of a code."""
    detail = queries.followed(jurisdiction_id=province.jurisdiction.id, code=code)
    assert detail is not None
    return detail.case


def cases_in(province: TestProvince) -> int:
    """How many reports the province has."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM cases_case WHERE jurisdiction_id = %s", [province.jurisdiction.id]
        )
        return int(cursor.fetchone()[0])


@pytest.mark.clause("VL.2.3.a", "VL.6.1.a", "ST.6.1.b", "ST.3.3")
def test_a_first_visitor_sends_a_report_and_gets_a_receipt_with_a_code(
    province: TestProvince, citizen_of: CitizenOf
) -> None:
    citizen = citizen_of(province)
    response = citizen.send()
    assert response.status_code == 303
    receipt = citizen.browser.get(response["Location"])
    code = code_of(response)
    assert receipt.status_code == 200
    assert code in text(receipt)
    assert code.startswith(province.jurisdiction.edition.code_prefix + "-")
    case = case_of(province, code)
    assert (case.channel, case.place.source if case.place else "") == ("web", "gps")


@pytest.mark.clause("VL.4.3", "ST.3.3")
def test_the_receipt_says_what_comes_next_with_length_and_clause(
    province: TestProvince, citizen_of: CitizenOf
) -> None:
    citizen = citizen_of(province)
    page = text(citizen.browser.get(f"/phieu/{citizen.sent_code()}"))
    acceptance = {
        "vinh-long-2025": ("Tiếp nhận sau khi xác minh thành công", "1 giờ làm việc", "khoản 1 Điều 10"),
        "soc-trang-2024": ("Tiếp nhận phản ánh hiện trường", "4 giờ làm việc", "mục 1 Phụ lục II"),
    }[province.jurisdiction.edition.id]
    for words in acceptance:
        assert words in page


@pytest.mark.clause("VL.8.2.1")
def test_a_report_without_a_photo_is_refused_under_vinh_long(
    vinh_long: TestProvince, citizen_of: CitizenOf
) -> None:
    response = citizen_of(vinh_long).send(photo=None)
    assert response.status_code == 422
    assert "ít nhất một hình ảnh hoặc video" in text(response)
    assert "điểm a khoản 2 Điều 8" in text(response)
    assert cases_in(vinh_long) == 0


@pytest.mark.clause("VL.2.1")
def test_a_question_needs_no_photo_under_vinh_long(vinh_long: TestProvince, citizen_of: CitizenOf) -> None:
    code = citizen_of(vinh_long).sent_code(kind="question", photo=None)
    assert case_of(vinh_long, code).kind == "question"


@pytest.mark.clause("ST.4.3")
def test_a_report_without_a_photo_is_taken_under_soc_trang(
    soc_trang: TestProvince, citizen_of: CitizenOf
) -> None:
    assert case_of(soc_trang, citizen_of(soc_trang).sent_code(photo=None)).files == ()


@pytest.mark.clause("ST.4.2")
@pytest.mark.parametrize("field", ["identity_number", "address"])
def test_soc_trang_asks_for_identity_number_and_address(
    field: str, soc_trang: TestProvince, citizen_of: CitizenOf
) -> None:
    citizen = citizen_of(soc_trang)
    response = citizen.send(**{field: ""})
    assert response.status_code == 422
    assert f'href="#f-{field}"' in text(response)
    assert "khoản 2 Điều 4" in text(response)


@pytest.mark.clause("VL.7.4")
def test_vinh_long_asks_for_neither_identity_number_nor_address(
    vinh_long: TestProvince, citizen_of: CitizenOf
) -> None:
    page = text(citizen_of(vinh_long).browser.get("/gui/"))
    assert 'name="phone"' in page
    assert 'name="identity_number"' not in page
    assert 'name="address"' not in page


@pytest.mark.clause("VL.7.4", "ST.4.2")
@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"phone": "09123456"}, "phone", "số di động có 10 chữ số"),
        ({"phone": ""}, "phone", "Xin ghi số điện thoại"),
        ({"name": "  "}, "name", "Xin ghi họ và tên"),
        ({"email": "buoi tai vidu"}, "email", "thư điện tử chưa đúng"),
        ({"description": " \n "}, "description", "Xin mô tả sự việc"),
        ({"declared": None}, "declared", "chịu trách nhiệm trước pháp luật"),
    ],
)
def test_a_wrong_field_is_named_at_its_place_with_its_clause(
    changes: dict[str, str | None],
    field: str,
    words: str,
    province: TestProvince,
    citizen_of: CitizenOf,
) -> None:
    response = citizen_of(province).send(**changes)
    page = text(response)
    assert response.status_code == 422
    assert words in page
    assert f'id="f-{field}-loi"' in page
    assert f'href="#f-{field}"' in page
    assert re.search(rf'href="#f-{field}">[^<]*\((?:[^)]*)Điều \d+\)', page)
    assert cases_in(province) == 0


def test_every_error_is_shown_at_once(province: TestProvince, citizen_of: CitizenOf) -> None:
    response = citizen_of(province).send(
        phone="09123456", description="", declared=None, lat="", lon="", photo=[picture(content=b"xin chao")]
    )
    page = text(response)
    for field in ("photo", "description", "place", "phone", "declared"):
        assert f'href="#f-{field}"' in page


@pytest.mark.clause("VL.8.2.2")
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"Day la van ban, khong phai anh.", "nội dung bên trong là văn bản"),
        (huge_png(), "triệu điểm ảnh"),
        (b"", "Tệp rỗng"),
    ],
)
def test_a_file_that_is_no_picture_is_refused_in_words_and_nothing_is_sent(
    content: bytes, words: str, province: TestProvince, citizen_of: CitizenOf
) -> None:
    response = citizen_of(province).send(photo=[picture("anh.jpg", content)])
    assert response.status_code == 422
    assert words in text(response)
    assert cases_in(province) == 0


def test_after_an_error_everything_typed_stays(province: TestProvince, citizen_of: CitizenOf) -> None:
    page = text(citizen_of(province).send(phone="09123456", kind="petition", personal_public="1"))
    for name in ("description", "name", "email"):
        assert TYPED[name] in page
    assert 'value="09123456"' in page
    assert re.search(r'value="petition" checked', page)
    assert re.search(r'<option value="road" selected', page)
    assert re.search(r'name="personal_public" value="1" checked', page)
    assert re.search(r'name="declared" value="1" checked', page)
    assert citizen_of(province).place["lat"] in page


def test_after_an_error_the_photo_stays_and_is_sent_without_choosing_it_again(
    province: TestProvince, citizen_of: CitizenOf
) -> None:
    citizen = citizen_of(province)
    refused = citizen.send(phone="09123456")
    kept = tokens_of(refused)
    assert len(kept) == 1
    thumbnail = re.search(r'<img src="(/anh/[^"]+)"', text(refused))
    assert thumbnail
    shown = citizen.browser.get(thumbnail[1])
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    response = citizen.browser.post(
        "/gui/", {**TYPED, **citizen.place, **hidden(refused), "photo_kept": kept}
    )
    assert response.status_code == 303
    assert len(case_of(province, code_of(response)).files) == 1


def test_a_kept_photo_can_be_given_up(soc_trang: TestProvince, citizen_of: CitizenOf) -> None:
    citizen = citizen_of(soc_trang)
    refused = citizen.send(phone="1", photo=[picture("a.jpg"), picture("b.jpg", saved(scene()))])
    first, second = tokens_of(refused)
    again = {
        **TYPED,
        **citizen.place,
        **hidden(refused),
        "photo_kept": [first, second],
        "photo_drop": [first],
    }
    files = case_of(soc_trang, code_of(citizen.browser.post("/gui/", again))).files
    assert len(files) == 1


def test_a_photo_s_token_of_one_province_is_worth_nothing_in_another(
    vinh_long: TestProvince, soc_trang: TestProvince, citizen_of: CitizenOf
) -> None:
    token = tokens_of(citizen_of(vinh_long).send(phone="1"))
    code = citizen_of(soc_trang).sent_code(photo=None, photo_kept=token)
    assert case_of(soc_trang, code).files == ()


def test_at_most_five_photos_are_taken_and_the_rest_is_said(
    vinh_long: TestProvince, citizen_of: CitizenOf
) -> None:
    pictures = [picture(f"{n}.jpg", saved(scene(100 + n, 90))) for n in range(6)]
    refused = citizen_of(vinh_long).send(photo=pictures)
    assert refused.status_code == 422
    assert "tối đa 5 tệp" in text(refused)
    assert len(tokens_of(refused)) == 5


@pytest.mark.clause("VL.8.1.c", "ST.4.3")
def test_without_any_place_the_form_asks_for_one(province: TestProvince, citizen_of: CitizenOf) -> None:
    response = citizen_of(province).send(lat="", lon="", source="")
    assert response.status_code == 422
    assert "Xin cho biết vị trí" in text(response)


def test_a_chosen_commune_gives_its_centre(province: TestProvince, citizen_of: CitizenOf) -> None:
    commune = province.jurisdiction.province.communes[3]
    code = citizen_of(province).sent_code(lat="", lon="", source="", commune=commune.code)
    place = case_of(province, code).place
    assert place is not None
    assert (place.source, place.commune, place.latitude) == ("commune", commune.code, commune.lat)


def degrees(value: float) -> tuple[float, float, float]:
    """A coordinate as EXIF writes it."""
    minutes = (value % 1) * 60
    return float(int(value)), float(int(minutes)), round((minutes % 1) * 60, 3)


def test_the_photo_s_own_position_is_used_where_the_person_gave_none(
    province: TestProvince, citizen_of: CitizenOf
) -> None:
    inside = province.place
    tags = exif(gps={1: "N", 2: degrees(inside.latitude), 3: "E", 4: degrees(inside.longitude)})
    code = citizen_of(province).sent_code(
        lat="", lon="", source="", photo=[picture(content=saved(scene(), exif=tags))]
    )
    place = case_of(province, code).place
    assert place is not None
    assert (place.source, place.commune) == ("exif", inside.commune)
    assert abs(place.latitude - inside.latitude) < 0.0001


def far(province: TestProvince, kilometres: float) -> dict[str, str]:
    """A point about so far outside, on the sea side."""
    place = province.jurisdiction.province
    _, south, east, _ = place.bounds()
    lat, lon = south, east
    while place.km_outside(lat=lat, lon=lon) < kilometres:
        lon += 0.005
    return {"lat": f"{lat:.5f}", "lon": f"{lon:.5f}", "source": "map"}


@pytest.mark.clause("VL.1.1.a", "ST.2.3")
def test_a_place_25_km_outside_the_province_is_refused(province: TestProvince, citizen_of: CitizenOf) -> None:
    response = citizen_of(province).send(**far(province, 25))
    assert response.status_code == 422
    assert f"ngoài địa bàn tỉnh {province.jurisdiction.edition.province}" in text(response)
    assert cases_in(province) == 0


def test_how_far_outside_is_written_as_people_here_write_numbers(
    vinh_long: TestProvince, citizen_of: CitizenOf
) -> None:
    hanoi = {"lat": "21.03", "lon": "105.85", "source": "map"}
    assert re.search(r"khoảng 1\.\d{3} km\.", text(citizen_of(vinh_long).send(**hanoi)))


@pytest.mark.clause("VL.1.1.a")
def test_a_place_near_the_border_is_taken_with_a_warning(
    province: TestProvince, citizen_of: CitizenOf
) -> None:
    citizen = citizen_of(province)
    near = _near_border(province)
    response = citizen.send(**near, phone="1")
    assert "gần ranh giới tỉnh" in text(response)
    code = citizen.sent_code(**near)
    assert "Xin kiểm tra lại vị trí" in text(citizen.browser.get(f"/phieu/{code}"))


def _near_border(province: TestProvince) -> dict[str, str]:
    place = province.jurisdiction.province
    _, south, east, north = place.bounds()
    for step in range(2000):
        lat, lon = south + (north - south) * (step % 50) / 50, east - 0.02 * (step // 50)
        if 0.5 < place.km_outside(lat=lat, lon=lon) <= 15:
            return {"lat": f"{lat:.5f}", "lon": f"{lon:.5f}", "source": "map"}
    raise AssertionError("no point near the border")


@pytest.mark.parametrize(
    ("lat", "lon"), [("mười", "105,9"), ("nan", "nan"), ("10.2", ""), ("1e400", "2"), ("95", "190")]
)
def test_nonsense_for_coordinates_gets_an_answer_in_words(
    lat: str, lon: str, province: TestProvince, citizen_of: CitizenOf
) -> None:
    response = citizen_of(province).send(lat=lat, lon=lon)
    assert response.status_code == 422
    assert "Tọa độ chưa đúng" in text(response)


@pytest.mark.clause("VL.5.4", "ST.4.5")
def test_the_name_is_not_public_unless_the_sender_says_so(
    province: TestProvince, citizen_of: CitizenOf
) -> None:
    citizen = citizen_of(province)
    assert not case_of(province, citizen.sent_code()).personal_public
    assert case_of(province, citizen.sent_code(personal_public="1")).personal_public


def test_the_same_form_sent_twice_is_one_report_with_one_receipt(
    province: TestProvince, citizen_of: CitizenOf
) -> None:
    citizen = citizen_of(province)
    filled = citizen.fill(photo=None, kind="question")
    first, second = citizen.browser.post("/gui/", filled), citizen.browser.post("/gui/", filled)
    assert first["Location"] == second["Location"]
    assert cases_in(province) == 1


def test_a_form_opened_more_than_24_hours_ago_keeps_everything_and_is_sent_by_one_more_click(
    province: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    citizen = citizen_of(province)
    filled = citizen.fill()
    time.forward(hours=24, seconds=1)
    expired = citizen.browser.post("/gui/", filled)
    assert expired.status_code == 409
    assert "quá 24 giờ" in text(expired)
    assert TYPED["description"] in text(expired)
    assert cases_in(province) == 0
    again = {**TYPED, **citizen.place, **hidden(expired), "photo_kept": tokens_of(expired)}
    assert citizen.browser.post("/gui/", again).status_code == 303
    assert cases_in(province) == 1


def test_a_form_opened_just_24_hours_ago_is_still_good(
    province: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    citizen = citizen_of(province)
    filled = citizen.fill()
    time.at = time.at.replace(microsecond=0) + timedelta(hours=24)
    assert citizen.browser.post("/gui/", filled).status_code == 303


def test_an_old_form_that_was_taken_in_long_ago_leads_to_its_receipt(
    province: TestProvince, citizen_of: CitizenOf, time: Clock
) -> None:
    citizen = citizen_of(province)
    filled = citizen.fill(photo=None, kind="question")
    first = citizen.browser.post("/gui/", filled)
    time.forward(days=2)
    assert citizen.browser.post("/gui/", filled)["Location"] == first["Location"]
    assert cases_in(province) == 1


@pytest.mark.parametrize("word", ["", "1b4e28ba-2fa1-41d2-883f-0016d3cca427", "1.00.1:gia-mao"])
def test_a_form_whose_command_was_tampered_with_is_not_taken_in(
    word: str, province: TestProvince, citizen_of: CitizenOf
) -> None:
    response = citizen_of(province).send(command_id=word)
    assert response.status_code == 409
    assert TYPED["description"] in text(response)
    assert cases_in(province) == 0


@pytest.mark.clause("VL.4.6", "ST.3.4")
def test_a_form_from_elsewhere_is_not_taken_in_and_nothing_typed_is_lost(
    province: TestProvince, citizen_of: CitizenOf
) -> None:
    citizen = citizen_of(province)
    filled = citizen.fill()
    citizen.browser.cookies.clear()
    response = citizen.browser.post("/gui/", filled)
    assert response.status_code == 403
    assert TYPED["description"] in text(response)
    assert cases_in(province) == 0
    again = {**TYPED, **citizen.place, **hidden(response), "photo_kept": tokens_of(response)}
    assert citizen.browser.post("/gui/", again).status_code == 303


def test_sending_with_a_stored_photo_takes_two_round_trips(
    province: TestProvince, citizen_of: CitizenOf
) -> None:
    citizen = citizen_of(province)
    citizen.sent_code()
    refused = citizen.send(phone="1")
    again = {**TYPED, **citizen.place, **hidden(refused), "photo_kept": tokens_of(refused)}
    answers: list[HttpResponse] = []
    heard = listen(lambda: answers.append(citizen.browser.post("/gui/", again)))
    assert answers[0].status_code == 303
    assert heard.round_trips <= 2, heard
