"""An officer judges what was found: two clicks to a report, attaching, discarding; and nobody else does."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from paht.candidates import queries
from paht.cases import queries as cases
from paht.law.casework.events import Sent
from paht.law.casework.states import Role, Stage
from paht.people.actors import Official
from tests.candidates.telling import event, registered, tell, worked
from tests.candidates.test_telling import scene
from tests.conftest import Clock
from tests.person import signed_in
from tests.province import TestProvince

BrowserOf = Callable[[TestProvince], Client]


@pytest.fixture
def found(vinh_long: TestProvince, time: Clock, browser_of: BrowserOf) -> Callable[..., uuid.UUID]:
    """Tell of something and let it be worked; the head of the list."""

    def find(picture: bytes = b"", **changes: object) -> uuid.UUID:
        camera = registered(vinh_long, time)
        answer = tell(browser_of(vinh_long), vinh_long, time, camera, event(time, **changes), picture=picture)
        assert answer.status_code == 202
        worked(time)
        first = queries.first(jurisdiction_id=vinh_long.jurisdiction.id)
        assert first is not None
        return first

    return find


@pytest.fixture
def desk(vinh_long: TestProvince, browser_of: BrowserOf) -> Client:
    return signed_in(browser_of(vinh_long), "tiepnhan")


def at(candidate: uuid.UUID, action: str = "") -> str:
    return f"/desk/phat-hien/{candidate}/" + (f"{action}/" if action else "")


def whole(province: TestProvince, candidate: uuid.UUID) -> queries.Whole:
    it = queries.whole(jurisdiction_id=province.jurisdiction.id, candidate_id=candidate)
    assert it is not None
    return it


def defaults(client: Client, candidate: uuid.UUID) -> dict[str, str]:
    """What the form is filled in with: the officer only verifies."""
    page = client.get(at(candidate)).content.decode()
    assert "Tạo phản ánh" in page
    return {
        "note": "Camera CAM-1, đã đối chiếu với trực ban.",
        "description": "Ngập nước",
        "verified": "1",
    }


@pytest.mark.clause("VL.8.3")
def test_an_officer_verifies_the_source_and_makes_a_report_which_then_waits_like_every_other(
    vinh_long: TestProvince, desk: Client, found: Callable[..., uuid.UUID]
) -> None:
    candidate = found(picture=scene(5))
    typed = defaults(desk, candidate)
    answer = desk.post(at(candidate, "report"), typed)
    assert answer.status_code == 302, answer.content.decode()
    it = whole(vinh_long, candidate)
    assert it.state == "reported"
    official = Official(
        uuid.UUID(vinh_long.intake.id), vinh_long.jurisdiction.id, "", frozenset({Role.INTAKE}), None, ""
    )
    detail = cases.detail(official, case_id=it.case_id)
    assert detail is not None
    case, sent = detail.case, detail.events[0].body
    assert isinstance(sent, Sent)
    assert (case.stage, case.source, case.assignments) == (Stage.SENT, "camera", ())
    assert sent.source_note is not None
    assert not sent.source_note.is_blank
    assert [file.id for file in case.files] == [str(it.file_id)]
    again = desk.post(at(candidate, "report"), typed)
    assert again.status_code == 409
    assert whole(vinh_long, candidate).case_id == it.case_id


@pytest.mark.clause("VL.8.3")
def test_without_a_verified_source_there_is_no_report_and_what_was_typed_stays(
    vinh_long: TestProvince, desk: Client, found: Callable[..., uuid.UUID]
) -> None:
    candidate = found()
    answer = desk.post(at(candidate, "report"), defaults(desk, candidate) | {"verified": ""})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "đã đối chiếu với trực ban" in page
    assert "khoản 3 Điều 8" in page
    assert whole(vinh_long, candidate).state == "open"
    no_note = desk.post(at(candidate, "report"), defaults(desk, candidate) | {"note": " "})
    assert no_note.status_code == 422


def test_a_candidate_is_attached_to_the_report_close_by_and_its_group_goes_with_it(
    vinh_long: TestProvince, time: Clock, desk: Client, found: Callable[..., uuid.UUID]
) -> None:
    case = vinh_long.sent(time.at)
    candidate = found(kind="pothole")
    assert found(kind="pothole") == candidate, "joined"
    (row,) = queries.listed(jurisdiction_id=vinh_long.jurisdiction.id)
    assert (row.near_code, row.members) == (case.code, 2)
    page = desk.get(at(candidate)).content.decode()
    assert case.code in page
    assert desk.post(at(candidate, "attach"), {"code": "VL-0000-0000-0000"}).status_code == 422
    assert desk.post(at(candidate, "attach"), {"near": case.code}).status_code == 302
    members = queries.members(jurisdiction_id=vinh_long.jurisdiction.id, group_id=candidate)
    assert [whole(vinh_long, each.id).case_id for each in members] == [case.id, case.id]
    assert queries.listed(jurisdiction_id=vinh_long.jurisdiction.id) == []


def test_discarding_wants_a_reason_and_the_second_of_two_officers_is_told_who_did_what(
    vinh_long: TestProvince, desk: Client, found: Callable[..., uuid.UUID], browser_of: BrowserOf
) -> None:
    candidate = found()
    assert desk.post(at(candidate, "discard"), {"reason": " "}).status_code == 422
    assert desk.post(at(candidate, "discard"), {"reason": "Nhận diện sai"}).status_code == 302
    other = signed_in(browser_of(vinh_long), "dieuphoi")
    late = other.post(at(candidate, "discard"), {"reason": "Đã khắc phục"})
    assert late.status_code == 409
    assert "Lê Thị Tiếp" in late.content.decode()
    assert whole(vinh_long, candidate).reason == "Nhận diện sai"


def test_after_a_decision_the_next_candidate_is_shown_and_after_the_last_the_empty_list(
    vinh_long: TestProvince, desk: Client, found: Callable[..., uuid.UUID]
) -> None:
    low = found(confidence=0.6, kind="waste")
    high = found(confidence=0.95)
    assert high != low
    after = desk.post(at(high, "discard"), {"reason": "Nhận diện sai"})
    assert str(low) in after["Location"]
    assert "Đã bỏ qua" in desk.get(after["Location"]).content.decode()
    last = desk.post(at(low, "discard"), {"reason": "Nhận diện sai"})
    assert "Không còn phát hiện nào" in desk.get(last["Location"]).content.decode()


def test_a_picture_is_shown_with_its_candidate_alone(
    vinh_long: TestProvince, time: Clock, desk: Client, found: Callable[..., uuid.UUID]
) -> None:
    candidate = found(picture=scene(6), confidence=0.6)
    other = found(kind="waste", confidence=1.0)
    file = whole(vinh_long, candidate).file_id
    shown = desk.get(f"{at(candidate)}anh/{file}.jpg", headers={"accept": "image/webp"})
    assert shown.status_code == 200
    assert shown["Content-Type"].startswith("image/")
    assert other != candidate
    assert desk.get(f"{at(other)}anh/{file}.jpg").status_code == 404


def test_another_province_and_an_agency_see_nothing_of_it(
    vinh_long: TestProvince,
    found: Callable[..., uuid.UUID],
    browser_of: BrowserOf,
    make_province: Callable[[str], TestProvince],
) -> None:
    candidate = found()
    agency = signed_in(browser_of(vinh_long), "chuyenvien")
    assert agency.get(at(candidate)).status_code == 403
    elsewhere = make_province("vinh-long-2025")
    assert signed_in(browser_of(elsewhere), "tiepnhan").get(at(candidate)).status_code == 404


@pytest.mark.clause("VL.8.3")
def test_a_province_whose_regulation_does_not_know_it_makes_no_report(
    soc_trang: TestProvince, time: Clock, browser_of: BrowserOf
) -> None:
    camera = registered(soc_trang, time)
    tell(browser_of(soc_trang), soc_trang, time, camera, event(time))
    worked(time)
    (row,) = queries.listed(jurisdiction_id=soc_trang.jurisdiction.id)
    desk = signed_in(browser_of(soc_trang), "tiepnhan")
    assert "chưa quy định" in desk.get("/desk/phat-hien/").content.decode()
    typed = {"note": "x", "description": "x", "verified": "1"}
    assert desk.post(at(row.id, "report"), typed).status_code == 422
