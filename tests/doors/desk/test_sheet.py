"""The sheet of conditions at the desk: shown beside the report, filled in where it passes, never deciding."""

import re
import uuid

import pytest
from django.db import connection
from tests.cases.test_sheets import OTHER, kept, moved, photo, verdict
from tests.conftest import Clock
from tests.doors.desk.desk_pages import Desk, form_of, words_of
from tests.evidence.pictures import saved, scene
from tests.province import TestCase, TestProvince
from tests.working import as_worker, examined

from paht.cases.queries import detail
from paht.doors.desk import sheet as door
from paht.evidence import examinations, examiner
from paht.law.evidence.findings import Box, Findings, Sign
from paht.people.actors import Official


def checked(page: str, condition: str) -> str:
    """The answer that is chosen for a condition; nothing where none is."""
    found = re.search(rf'name="{condition}" value="(\w+)" checked', page)
    return found[1] if found else ""


def sheet_of(page: str) -> str:
    """The sheet alone."""
    found = re.search(r'<section class="card sheet".*?</section>', page, re.DOTALL)
    assert found, "no sheet"
    return found[0]


@pytest.mark.clause("VL.9.1")
def test_the_page_says_that_the_report_is_being_examined_and_asks_again_until_it_is(
    province: TestProvince, time: Clock
) -> None:
    case = province.sent(time.at, files=(photo(province, time),))
    desk = Desk(province, "tiepnhan")
    before = sheet_of(desk.case(case))
    assert "Đang kiểm tra" in words_of(before)
    assert 'hx-trigger="every 2s"' in before
    address = f"/desk/case/{case.id}/sheet/"
    assert 'hx-trigger="every 2s"' in desk.page(address, **{"HX-Request": "true"})
    examined(province, time.at)
    after = desk.page(address, **{"HX-Request": "true"})
    assert "hx-trigger" not in after
    assert "Đang kiểm tra" not in words_of(after)
    assert desk.client.get(address).status_code == 302, "by hand it is the page of the case"


@pytest.mark.clause("VL.9.1", "VL.8.1.b")
def test_what_the_sheet_passes_is_filled_in_and_a_doubt_or_a_failure_never(
    vinh_long: TestProvince, time: Clock
) -> None:
    case = vinh_long.sent(time.at, files=(photo(vinh_long, time, hours_ago=30),))
    examined(vinh_long, time.at)
    page = Desk(vinh_long, "tiepnhan").case(case)
    outcomes = {condition.key: "" for condition in vinh_long.jurisdiction.edition.conditions}
    outcomes |= {key: verdict(case, key).verdict for key in outcomes}
    assert {"pass", "fail", "unknown"} <= set(outcomes.values())
    assert {key: checked(page, key) for key in outcomes} == {
        key: "pass" if outcome == "pass" else "" for key, outcome in outcomes.items()
    }
    row = sheet_of(page)
    assert "Không đạt" in words_of(row)
    assert "điểm b khoản 1 Điều 8" in words_of(row)


@pytest.mark.clause("VL.9.1")
def test_a_failed_condition_needs_an_override_with_a_reason(vinh_long: TestProvince, time: Clock) -> None:
    case = vinh_long.sent(time.at, files=(photo(vinh_long, time, hours_ago=30),))
    examined(vinh_long, time.at)
    desk = Desk(vinh_long, "tiepnhan")
    rest = {c.key: "pass" for c in vinh_long.jurisdiction.edition.conditions if c.key != "photo_age"}
    answer = desk.act(case, "verify", **rest)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert checked(page, "photo_age") == ""
    assert checked(page, "identity") == "pass", "what was typed stays"
    done = desk.act(
        case, "verify", **rest, photo_age="override", photo_age_reason="Đã gọi điện, ảnh chụp hôm qua."
    )
    assert done.status_code == 302


@pytest.mark.clause("VL.9.2")
def test_one_click_fills_in_the_return_with_the_exact_reason_and_the_guidance_to_edit(
    vinh_long: TestProvince, time: Clock
) -> None:
    case = vinh_long.sent(time.at, files=(photo(vinh_long, time, hours_ago=30),))
    examined(vinh_long, time.at)
    desk = Desk(vinh_long, "tiepnhan")
    assert 'href="?return=photo_age#viec-supplement"' in desk.case(case)
    page = desk.page(f"/desk/case/{case.id}/?return=photo_age")
    form = form_of(page, f"/desk/case/{case.id}/supplement/")
    assert 'value="photo_old" checked' in form
    words = re.search(r'name="guidance_photo_old"[^>]*>(.*?)</textarea>', form, re.DOTALL)
    assert words is not None
    reason = verdict(case, "photo_age").reason
    assert reason in words_of(words[1])
    assert "Xin chụp ảnh mới tại hiện trường" in words[1]
    asked = desk.act(
        case, "supplement", grounds=["photo_old"], guidance_photo_old=f"{reason} Xin chụp lại ngay hôm nay."
    )
    assert asked.status_code == 302
    official = _official(vinh_long)
    found = detail(official, case_id=case.id)
    assert found is not None
    assert f"{reason} Xin chụp lại ngay hôm nay." in found.texts.values(), "the officer's words go out"


def _official(province: TestProvince) -> Official:
    actor = province.intake
    return Official(
        id=uuid.UUID(actor.id),
        jurisdiction_id=province.jurisdiction.id,
        name="",
        roles=actor.roles,
        agency_id=None,
        agency_name="",
    )


@pytest.mark.clause("VL.8.2.7", "VL.9.2")
def test_a_duplicate_leads_to_the_refusal_with_its_ground_and_tells_nobody_the_code_of_the_other(
    vinh_long: TestProvince, time: Clock
) -> None:
    far = moved(vinh_long.place, metres=3000)
    first = vinh_long.sent(time.at, files=(photo(vinh_long, time),))
    again = vinh_long.sent(time.forward(minutes=5), place=far, files=(photo(vinh_long, time),))
    examined(vinh_long, time.at)
    desk = Desk(vinh_long, "tiepnhan")
    assert 'href="?refuse=not_duplicate#viec-refuse"' in desk.case(again)
    form = form_of(
        desk.page(f"/desk/case/{again.id}/?refuse=not_duplicate"), f"/desk/case/{again.id}/refuse/"
    )
    assert 'value="duplicate" checked' in form
    assert first.code not in form, "who typed somebody's number must not be told that one's code"
    assert "Trùng phản ánh đã gửi trước của cùng người gửi" in words_of(form)


@pytest.mark.parametrize("asked", ["return=khac", "return=gps", "refuse=%00", "return=photo_age'--"])
def test_a_condition_that_did_not_fail_fills_in_nothing(
    vinh_long: TestProvince, time: Clock, asked: str
) -> None:
    case = vinh_long.sent(time.at, files=(photo(vinh_long, time),))
    examined(vinh_long, time.at)
    page = Desk(vinh_long, "tiepnhan").page(f"/desk/case/{case.id}/?{asked}")
    assert not re.search(r'name="grounds" value="\w+" checked', page)


def test_every_condition_names_a_ground_on_which_its_report_goes_back(province: TestProvince) -> None:
    edition = province.jurisdiction.edition
    grounds = {ground.key: ground for ground in (*edition.supplement_grounds, *edition.refusal_grounds)}
    for condition in edition.conditions:
        assert condition.kinds <= grounds[condition.ground].kinds, condition.key


def test_a_file_that_cannot_be_examined_says_so_and_may_be_tried_again(
    vinh_long: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_file: object) -> Findings:
        raise RuntimeError("dies of it")

    case = vinh_long.sent(time.at, files=(photo(vinh_long, time),))
    with monkeypatch.context() as patched:
        patched.setattr(examiner, "examined", breaks)
        for _ in range(examinations.MOST_ATTEMPTS):
            examined(vinh_long, time.at)
            time.forward(minutes=3)
        examined(vinh_long, time.at)
    desk = Desk(vinh_long, "tiepnhan")
    page = desk.case(case)
    assert "Không kiểm tra được Ảnh 1" in words_of(sheet_of(page))
    assert verdict(case, "photo_age").verdict == "unknown"
    address = f"/desk/case/{case.id}/examine/"
    form = form_of(page, address)
    assert "Kiểm tra lại" in words_of(form)
    assert desk.client.post(address).status_code == 302
    assert "Đang kiểm tra" in words_of(sheet_of(desk.case(case)))
    examined(vinh_long, time.at)
    assert verdict(case, "photo_age").verdict == "pass"
    assert Desk(vinh_long, "kiemtra").client.post(address).status_code == 403, "an auditor looks on"


@pytest.mark.clause("VL.8.2.3")
def test_signs_of_editing_are_shown_where_they_are(vinh_long: TestProvince, time: Clock) -> None:
    ref = photo(vinh_long, time)
    case = vinh_long.sent(time.at, files=(ref,))
    sign = Sign(
        kind="copied",
        strength=0.8,
        seen="Hai vùng giống hệt nhau.",
        box=Box(left=0.25, top=0.5, width=0.1, height=0.2),
    )
    found = Findings(media_type="image/jpeg", size_bytes=9, width=800, height=600, signs=(sign,))
    with as_worker():
        examinations.keep(
            jurisdiction_id=vinh_long.jurisdiction.id, file_id=uuid.UUID(ref.id), findings=found, now=time.at
        )
    examined(vinh_long, time.at)
    page = sheet_of(Desk(vinh_long, "tiepnhan").case(case))
    assert "Hai vùng giống hệt nhau. (mức 80 %)" in words_of(page)
    assert '<rect x="200" y="300" width="80" height="120"/>' in page
    assert f'href="/desk/photo/{case.id}/{ref.id}/1280.jpg"' in page


def test_others_reports_nearby_open_beside_and_are_no_reason_to_refuse(
    vinh_long: TestProvince, time: Clock
) -> None:
    theirs = vinh_long.sent(time.at, personal=OTHER)
    own = vinh_long.sent(time.forward(minutes=1))
    examined(vinh_long, time.at)
    page = sheet_of(Desk(vinh_long, "tiepnhan").case(own))
    assert f'href="/desk/case/{theirs.id}/" target="_blank" rel="noopener"' in page
    assert "không phải lý do từ chối" in words_of(page)


@pytest.mark.clause("VL.7.5")
def test_an_agency_never_sees_the_sheet(vinh_long: TestProvince, time: Clock) -> None:
    first = vinh_long.sent(time.at, files=(photo(vinh_long, time),))
    case = vinh_long.sent(time.forward(minutes=1), files=(photo(vinh_long, time),))
    examined(vinh_long, time.at)
    case.received(time.at)
    agency = Desk(vinh_long, "chuyenvien")
    page = agency.page(f"/agency/case/{case.id}")
    assert first.code not in page
    assert "Phiếu kiểm tra" not in page
    for address in ("sheet/", "examine/"):
        answer = agency.client.get(f"/desk/case/{case.id}/{address}")
        assert answer.status_code in (403, 405)


def test_the_sheet_costs_the_page_two_statements(vinh_long: TestProvince, time: Clock) -> None:
    from django.test.utils import CaptureQueriesContext

    case = vinh_long.sent(time.at, files=(kept(vinh_long, time, saved(scene())),))
    examined(vinh_long, time.at)
    found = detail(_official(vinh_long), case_id=case.id)
    assert found is not None
    with CaptureQueriesContext(connection) as asked:
        assert door.known(found, jurisdiction_id=vinh_long.jurisdiction.id) is not None
    assert len(asked) == 2


def test_a_mark_in_the_queue_says_where_something_failed(vinh_long: TestProvince, time: Clock) -> None:
    bad = vinh_long.sent(time.at, files=(photo(vinh_long, time, hours_ago=30),))
    good = vinh_long.sent(
        time.forward(minutes=1), files=(photo(vinh_long, time),), personal=OTHER, place=_elsewhere(vinh_long)
    )
    examined(vinh_long, time.at)
    page = Desk(vinh_long, "tiepnhan").page()
    assert "1 điều kiện không đạt" in words_of(_row(page, bad))
    assert "không đạt" not in words_of(_row(page, good))


def _elsewhere(province: TestProvince) -> object:
    return moved(province.place, metres=5000)


def _row(page: str, case: TestCase) -> str:
    found = re.search(rf'<tr[^>]*>(?:(?!</tr>).)*id="row-{case.id}"(?:(?!</tr>).)*</tr>', page, re.DOTALL)
    assert found
    return found[0]
