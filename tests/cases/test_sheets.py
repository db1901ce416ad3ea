"""The sheet of a report: made by the worker from its files, its sender's other reports, and others' nearby."""

import io
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from PIL import Image
from tests.conftest import Clock
from tests.evidence.pictures import exif, saved, scene
from tests.province import PERSONAL, TestCase, TestProvince
from tests.working import as_worker, examined

from paht.cases import operations, sheets
from paht.cases.sheets import Sheet, sheet_of
from paht.evidence import storage
from paht.law.casework.case import FileRef, Place
from paht.law.casework.states import Field, Kind
from paht.law.evidence.likeness import Verdict

OTHER = {**PERSONAL, "name": "Trần Văn Khác", "phone": "0987 654 321"}


def kept(province: TestProvince, time: Clock, content: bytes) -> FileRef:
    """The bytes as a kept file of the province."""
    stored = storage.keep(
        jurisdiction_id=province.jurisdiction.id, upload=io.BytesIO(content), received_at=time.at
    )
    assert isinstance(stored, storage.StoredFile)
    return FileRef(str(stored.id), stored.sha256, stored.media_type)


def photo(province: TestProvince, time: Clock, *, hours_ago: float = 1, quality: int = 90) -> FileRef:
    """The scene as a phone takes it."""
    taken = (time.at + timedelta(hours=7) - timedelta(hours=hours_ago)).strftime("%Y:%m:%d %H:%M:%S")
    return kept(province, time, saved(scene(), exif=exif(folder={0x9003: taken}), quality=quality))


def sheet(case: TestCase) -> Sheet:
    """The sheet, which must be there."""
    found = sheet_of(jurisdiction_id=case.province.jurisdiction.id, case_id=case.id)
    assert found is not None
    return found


def verdict(case: TestCase, condition: str) -> Verdict:
    """The verdict on a condition."""
    return next(each for each in sheet(case).verdicts if each.condition == condition)


def moved(place: Place, *, metres: float) -> Place:
    """A place so far to the north."""
    return Place(place.latitude + metres / 111_195, place.longitude, place.source, place.commune)


def test_every_report_gets_a_sheet_with_a_verdict_for_each_condition_that_binds_it(
    province: TestProvince, time: Clock
) -> None:
    case = province.sent(time.at, files=(photo(province, time),))
    assert sheet_of(jurisdiction_id=province.jurisdiction.id, case_id=case.id) is None
    assert examined(province, time.at) >= 1
    found = sheet(case)
    judged = [each.condition for each in found.verdicts if each.condition != "photo"]
    assert judged == [condition.key for condition in province.jurisdiction.edition.conditions]
    assert not found.is_waiting
    assert all(each.reason.endswith(".") for each in found.verdicts)


@pytest.mark.clause("VL.8.2.7")
def test_the_same_words_and_picture_of_one_sender_are_a_duplicate_however_spelt_and_shrunk(
    vinh_long: TestProvince, time: Clock
) -> None:
    far = moved(vinh_long.place, metres=3000)
    first = vinh_long.sent(time.at, files=(photo(vinh_long, time),))
    time.forward(hours=2)
    small = kept(vinh_long, time, saved(scene().resize((200, 150)), quality=40))
    again = vinh_long.sent(
        time.at, place=far, files=(small,), description="O GA LON GIUA DUONG xe may te nga nhieu lan"
    )
    examined(vinh_long, time.at)
    found = verdict(again, "not_duplicate")
    assert (found.verdict, found.clause) == ("fail", "VL.8.2.7")
    assert first.code in found.reason
    assert verdict(first, "not_duplicate").verdict == "pass", "the first was there before"


@pytest.mark.clause("VL.8.2.7")
def test_one_of_words_and_picture_alone_is_only_a_warning(vinh_long: TestProvince, time: Clock) -> None:
    far = moved(vinh_long.place, metres=3000)
    vinh_long.sent(time.at, files=(photo(vinh_long, time),))
    other_words = vinh_long.sent(
        time.forward(minutes=1),
        place=far,
        files=(photo(vinh_long, time),),
        description="Cây dầu trước chợ bị gãy nhánh, che khuất biển báo.",
    )
    turned = scene().transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    other_picture = vinh_long.sent(
        time.forward(minutes=1), place=far, files=(kept(vinh_long, time, saved(turned)),)
    )
    examined(vinh_long, time.at)
    assert verdict(other_words, "not_duplicate").verdict == "warn"
    assert verdict(other_picture, "not_duplicate").verdict == "warn"


@pytest.mark.clause("VL.8.2.7")
def test_what_somebody_else_sent_is_no_duplicate(vinh_long: TestProvince, time: Clock) -> None:
    theirs = vinh_long.sent(time.at, files=(photo(vinh_long, time),), personal=OTHER)
    own = vinh_long.sent(time.forward(minutes=1), files=(photo(vinh_long, time),))
    examined(vinh_long, time.at)
    assert verdict(own, "not_duplicate").verdict == "pass"
    assert verdict(own, "not_pending").verdict == "pass"
    assert [link.code for link in sheet(own).links] == [theirs.code]


@pytest.mark.clause("VL.8.2.8")
def test_the_same_matter_within_its_handling_term_fails_and_after_it_does_not(
    vinh_long: TestProvince, time: Clock
) -> None:
    first = vinh_long.sent(time.at, files=(photo(vinh_long, time),)).received(time.at)
    near = moved(vinh_long.place, metres=100)
    within = vinh_long.sent(time.forward(days=1), place=near, files=(photo(vinh_long, time),))
    examined(vinh_long, time.at)
    found = verdict(within, "not_pending")
    assert (found.verdict, found.clause) == ("fail", "VL.8.2.8")
    assert first.code in found.reason
    assert "cách 100 m" in found.reason
    late = vinh_long.sent(time.forward(days=60), place=near, files=(photo(vinh_long, time),))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM cases_case WHERE id = ANY(%s) AND ended_at IS NULL", [[first.id, within.id]]
        )
        assert cursor.fetchone() == (2,)
    # The second one was never charged to anybody: it goes, so that only the overdue one is left.
    assert isinstance(operations.withdraw(within.step(within.sender, time.at)), operations.Done)
    examined(vinh_long, time.at)
    assert verdict(late, "not_pending").verdict == "pass"
    assert "quá thời hạn xử lý" in verdict(late, "not_pending").reason


@pytest.mark.clause("VL.8.2.8")
@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, "fail"),
        ({"description": "Cây dầu trước chợ bị gãy nhánh che biển báo."}, "warn"),
        ({"field": Field.TREES}, "pass"),
    ],
)
def test_field_and_place_make_one_matter_possible_and_the_words_make_it_plain(
    vinh_long: TestProvince, time: Clock, changes: dict[str, object], outcome: str
) -> None:
    vinh_long.sent(time.at, files=(photo(vinh_long, time),))
    other = kept(vinh_long, time, saved(scene().transpose(Image.Transpose.FLIP_LEFT_RIGHT)))
    again = vinh_long.sent(time.forward(hours=1), files=(other,), **changes)
    examined(vinh_long, time.at)
    assert verdict(again, "not_pending").verdict == outcome


def test_another_place_is_another_matter(vinh_long: TestProvince, time: Clock) -> None:
    vinh_long.sent(time.at)
    place = moved(vinh_long.place, metres=200)
    again = vinh_long.sent(time.forward(hours=1), place=place)
    examined(vinh_long, time.at)
    assert verdict(again, "not_pending").verdict == "pass"


@pytest.mark.clause("VL.5.6")
def test_a_report_that_takes_up_an_answered_one_again_may_repeat_it(
    vinh_long: TestProvince, time: Clock
) -> None:
    first = vinh_long.sent(time.at, files=(photo(vinh_long, time),)).published(time.at)
    again = vinh_long.sent(time.forward(days=1), files=(photo(vinh_long, time),), linked_to=first.id)
    examined(vinh_long, time.at)
    assert "not_duplicate" not in [each.condition for each in sheet(again).verdicts]
    assert verdict(again, "not_pending").verdict == "pass"


def test_others_reports_of_the_same_matter_are_offered_as_links_and_decide_nothing(
    province: TestProvince, time: Clock
) -> None:
    old = province.sent(time.at, personal=OTHER, place=moved(province.place, metres=20))
    time.forward(days=31)
    near = province.sent(time.at, personal=OTHER, place=moved(province.place, metres=140))
    province.sent(time.at, personal=OTHER, place=moved(province.place, metres=160))
    province.sent(time.at, personal=OTHER, place=province.place, field=Field.TREES)
    own = province.sent(time.forward(minutes=1))
    examined(province, time.at)
    links = sheet(own).links
    assert [(link.code, link.why, link.figure) for link in links] == [(near.code, "near", 140)]
    assert old.code not in [link.code for link in links]
    assert all(each.verdict != "fail" for each in sheet(own).verdicts)


def test_a_like_picture_of_anybody_is_found_by_its_bands(vinh_long: TestProvince, time: Clock) -> None:
    theirs = vinh_long.sent(
        time.at,
        personal=OTHER,
        place=moved(vinh_long.place, metres=9000),
        files=(photo(vinh_long, time, quality=35),),
    )
    examined(vinh_long, time.at)
    own = vinh_long.sent(time.forward(days=40), files=(photo(vinh_long, time),))
    examined(vinh_long, time.at)
    assert [(link.code, link.why) for link in sheet(own).links] == [(theirs.code, "picture")]


def test_without_the_vault_the_words_are_unknown_and_compared_when_it_answers_again(
    vinh_long: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from paht.people import vault_likeness
    from paht.people.vault_wire import VaultClosed

    def closed(*_: object, **__: object) -> None:
        raise VaultClosed("away")

    vinh_long.sent(time.at, files=(photo(vinh_long, time),))
    again = vinh_long.sent(time.forward(minutes=1), files=(photo(vinh_long, time),))
    with monkeypatch.context() as patched:
        patched.setattr(vault_likeness, "ask", closed)
        examined(vinh_long, time.at)
        assert verdict(again, "not_duplicate").verdict == "unknown"
        assert sheet(again).is_waiting
    examined(vinh_long, time.forward(seconds=11))
    assert verdict(again, "not_duplicate").verdict == "fail"


@pytest.mark.clause("VL.7.5")
def test_comparing_words_is_on_record_as_the_systems_and_what_was_erased_is_not_compared(
    vinh_long: TestProvince, time: Clock
) -> None:
    vinh_long.sent(time.at)
    vinh_long.sent(time.forward(minutes=1))
    examined(vinh_long, time.at)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT actor_id, purpose, fields FROM people_look WHERE jurisdiction_id = %s",
            [vinh_long.jurisdiction.id],
        )
        rows = cursor.fetchall()
    assert [(actor, fields) for actor, _, fields in rows] == [(uuid.UUID(int=0), ["description"])]
    assert "so sánh nội dung" in rows[0][1]


@pytest.mark.clause("VL.8.1.b")
@pytest.mark.parametrize(("hours", "outcome"), [(1, "pass"), (24, "pass"), (25, "fail")])
def test_the_age_of_a_picture_is_measured_against_its_sending(
    vinh_long: TestProvince, time: Clock, hours: int, outcome: str
) -> None:
    case = vinh_long.sent(time.at, files=(photo(vinh_long, time, hours_ago=hours),))
    examined(vinh_long, time.at)
    assert verdict(case, "photo_age").verdict == outcome


@pytest.mark.clause("VL.8.1.b", "VL.9.2")
def test_a_picture_of_a_supplement_is_measured_against_the_supplement(
    vinh_long: TestProvince, time: Clock
) -> None:
    from paht.cases.operations import request_supplement
    from paht.cases.sending import supplement

    case = vinh_long.sent(time.at, files=(photo(vinh_long, time, hours_ago=30),))
    examined(vinh_long, time.at)
    assert verdict(case, "photo_age").verdict == "fail"
    step = case.step(vinh_long.intake, time.at)
    asked = request_supplement(step, grounds=["photo_unclear"], guidance="Xin chụp lại.")
    assert isinstance(asked, operations.Done), asked
    time.forward(hours=30)
    done = supplement(
        case.step(case.sender, time.at), request=1, description="", files=(photo(vinh_long, time),)
    )
    assert isinstance(done, operations.Done), done
    examined(vinh_long, time.at)
    assert verdict(case, "photo_age").verdict == "pass"


def test_a_picture_without_metadata_is_unknown_never_passed(vinh_long: TestProvince, time: Clock) -> None:
    case = vinh_long.sent(time.at, files=(kept(vinh_long, time, saved(scene())),))
    examined(vinh_long, time.at)
    assert verdict(case, "photo_age").verdict == "unknown"


@pytest.mark.clause("VL.9.1")
def test_a_verified_report_keeps_the_sheet_that_the_officer_saw(vinh_long: TestProvince, time: Clock) -> None:
    case = vinh_long.sent(time.at)
    examined(vinh_long, time.at)
    before = sheet(case)
    case.verified(time.forward(minutes=5))
    examined(vinh_long, time.at)
    assert sheet(case) == before


def test_a_petition_is_not_asked_for_pictures_or_places(vinh_long: TestProvince, time: Clock) -> None:
    case = vinh_long.sent(time.at, kind=Kind.PETITION, files=())
    examined(vinh_long, time.at)
    assert not {"photo_age", "gps", "unedited"} & {each.condition for each in sheet(case).verdicts}


def test_two_makers_of_sheets_make_each_once(vinh_long: TestProvince, time: Clock) -> None:
    case = vinh_long.sent(time.at)
    with as_worker():
        made = sheets._made(vinh_long.jurisdiction.id, case.id, now=time.at)
        again = sheets._made(vinh_long.jurisdiction.id, case.id, now=time.at)
    assert (made, again) == (1, 0)
