"""What the files of a report come to under the conditions of its edition: to the second, and never a false pass."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from paht.law import editions
from paht.law.casework.case import Place
from paht.law.casework.states import Kind
from paht.law.evidence import thresholds as t
from paht.law.evidence.findings import UNPROVEN, Clarity, Findings, Moment, MomentSource, Sign, Spot
from paht.law.evidence.judging import judge
from paht.law.evidence.verdicts import Report, Shown, Verdict

VINH_LONG = editions.get("vinh-long-2025")
SOC_TRANG = editions.get("soc-trang-2024")
SENT = datetime(2026, 3, 10, 9, 0, 0, tzinfo=UTC)
HERE = Place(latitude=10.25, longitude=105.97, source="gps", commune="Phường Long Châu", accuracy_m=12.0)
CLEAR = Clarity(sharpness=0.8, brightness=0.5, dark_share=0.02, bright_share=0.05, detail=0.4, screen=0.0)
GOOD = Findings(
    media_type="image/jpeg",
    size_bytes=3_000_000,
    width=4000,
    height=3000,
    moments=(Moment(at=SENT - timedelta(hours=1), source="exif"),),
    spots=(Spot(latitude=10.2501, longitude=105.97),),
    has_metadata=True,
    clarity=CLEAR,
)
STRIPPED = replace(GOOD, moments=(), spots=(), has_metadata=False)
FILM = Findings(media_type="video/mp4", size_bytes=9_000_000, moments=GOOD.moments, has_metadata=True)


def shown(
    findings: Findings | None = GOOD, *, name: str = "Ảnh 1", came_at: datetime = SENT, **more: Any
) -> Shown:
    return Shown(name=name, findings=findings, came_at=came_at, **more)


def taken(*before: timedelta, source: MomentSource = "exif", of: Findings = GOOD) -> Findings:
    return replace(of, moments=tuple(Moment(at=SENT - each, source=source) for each in before))


def judged(
    *files: Shown, kind: Kind = Kind.REPORT, edition: editions.Edition = VINH_LONG, **report: Any
) -> dict[str, Verdict]:
    verdicts = judge(files, Report(**{"place": HERE, **report}), edition=edition, kind=kind)
    return {verdict.condition: verdict for verdict in verdicts}


def outcome(condition: str, *files: Shown, **report: Any) -> str:
    return judged(*files, **report)[condition].verdict


@pytest.mark.clause("VL.8.1.b")
@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        (t.CONTRADICTION, "pass"),
        (t.CONTRADICTION + timedelta(seconds=1), "warn"),
        (-timedelta(minutes=50), "pass"),
    ],
)
def test_a_file_that_was_there_before_its_picture_was_taken_is_doubted(
    earlier: timedelta, expected: str
) -> None:
    taken_at = GOOD.moments[0].at
    of_file = replace(GOOD, moments=(*GOOD.moments, Moment(at=taken_at - earlier, source="file")))
    found = judged(shown(of_file))["photo_age"]
    assert found.verdict == expected
    assert ("thời gian của tệp" in found.reason) == (expected == "warn")


@pytest.mark.clause("VL.8.1.b")
@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (timedelta(0), "pass"),
        (timedelta(hours=23, minutes=59, seconds=59), "pass"),
        (timedelta(hours=24), "pass"),
        (timedelta(hours=24, seconds=1), "fail"),
        (timedelta(days=400), "fail"),
        (-t.CLOCK_AHEAD, "pass"),
        (-t.CLOCK_AHEAD - timedelta(seconds=1), "unknown"),
    ],
)
def test_a_photo_is_fresh_until_the_last_second_of_24_hours_by_the_clock(
    before: timedelta, expected: str
) -> None:
    assert outcome("photo_age", shown(taken(before))) == expected


@pytest.mark.clause("VL.8.1.b")
def test_a_weekend_between_taking_and_sending_counts_as_any_other_time() -> None:
    monday = datetime(2026, 3, 9, 1, 0, tzinfo=UTC)
    findings = replace(GOOD, moments=(Moment(at=monday - timedelta(days=2), source="exif"),))
    assert outcome("photo_age", shown(findings, came_at=monday)) == "fail"


@pytest.mark.clause("VL.8.1.b")
@pytest.mark.parametrize("source", ["exif", "exif-local", "gps", "container"])
def test_every_clock_that_is_believed_dates_a_photo(source: MomentSource) -> None:
    assert outcome("photo_age", shown(taken(timedelta(hours=2), source=source))) == "pass"


@pytest.mark.clause("VL.8.1.b")
def test_the_files_own_time_proves_nothing() -> None:
    assert outcome("photo_age", shown(taken(timedelta(hours=2), source="file"))) == "unknown"


@pytest.mark.clause("VL.8.1.b")
def test_a_chat_picture_without_metadata_is_unknown_and_says_why() -> None:
    found = judged(shown(STRIPPED))["photo_age"]
    assert (found.verdict, found.score) == ("unknown", 0.0)
    assert "Zalo" in found.reason


@pytest.mark.clause("VL.8.1.b")
def test_moments_that_contradict_each_other_are_both_named() -> None:
    moments = (
        Moment(at=SENT - timedelta(hours=1), source="exif"),
        Moment(at=SENT - timedelta(days=3), source="gps"),
    )
    found = judged(shown(replace(GOOD, moments=moments)))["photo_age"]
    assert found.verdict == "warn"
    assert "đồng hồ máy ảnh" in found.reason
    assert "đồng hồ vệ tinh" in found.reason


@pytest.mark.clause("VL.8.1.b")
def test_moments_that_contradict_each_other_and_are_all_late_fail() -> None:
    assert outcome("photo_age", shown(taken(timedelta(days=3), timedelta(days=9)))) == "fail"


@pytest.mark.clause("VL.8.1.b")
def test_the_age_of_a_video_is_a_warning() -> None:
    late = taken(timedelta(hours=25), source="container", of=FILM)
    assert outcome("photo_age", shown(late)) == "warn"
    assert outcome("photo_age", shown(taken(timedelta(hours=24), source="container", of=FILM))) == "pass"


@pytest.mark.clause("VL.8.1.b")
def test_a_fresh_video_beside_a_late_photo_leaves_a_doubt_and_a_late_one_changes_nothing() -> None:
    late, film = shown(taken(timedelta(hours=30))), taken(timedelta(hours=1), source="container", of=FILM)
    assert outcome("photo_age", late, shown(film, name="Video 2")) == "warn"
    old = taken(timedelta(hours=40), source="container", of=FILM)
    assert outcome("photo_age", late, shown(old, name="Video 2")) == "fail"


@pytest.mark.clause("VL.8.1.b")
def test_the_photo_of_a_supplement_is_measured_against_the_supplement() -> None:
    later = SENT + timedelta(days=1, hours=20)
    findings = replace(GOOD, moments=(Moment(at=later - timedelta(hours=2), source="exif"),))
    assert outcome("photo_age", shown(taken(timedelta(days=5))), shown(findings, came_at=later)) == "pass"


@pytest.mark.clause("VL.8.1.b", "VL.8.2.2")
def test_the_fresh_photo_and_the_clear_one_must_be_the_same() -> None:
    fog = replace(GOOD, clarity=replace(CLEAR, sharpness=0.05))
    old = shown(taken(timedelta(days=9)), name="Ảnh 2")
    assert outcome("photo_age", shown(fog), old) == "warn"
    assert outcome("photo_age", shown(), old) == "pass"


@pytest.mark.clause("VL.8.2.1")
def test_a_report_without_photo_and_video_fails_and_one_of_them_is_enough() -> None:
    letter = Findings(media_type="application/pdf", size_bytes=1000, pages=2)
    assert outcome("photo") == "fail"
    assert outcome("photo", shown(letter)) == "fail"
    assert outcome("photo", shown(FILM)) == "pass"
    assert outcome("photo", shown(None)) == "unknown"


@pytest.mark.clause("VL.8.2.2")
@pytest.mark.parametrize(
    ("clarity", "expected"),
    [
        ({}, "pass"),
        ({"sharpness": t.SHARPNESS.warn}, "pass"),
        ({"sharpness": t.SHARPNESS.warn - 0.01}, "warn"),
        ({"sharpness": t.SHARPNESS.fail - 0.01}, "fail"),
        ({"dark_share": t.DARKNESS.warn}, "warn"),
        ({"dark_share": t.DARKNESS.fail}, "fail"),
        ({"bright_share": t.GLARE.warn}, "warn"),
        ({"bright_share": t.GLARE.fail}, "fail"),
        ({"detail": t.DETAIL.fail - 0.01}, "fail"),
        ({"screen": 1.0}, "warn"),
    ],
)
def test_what_cannot_be_seen_is_not_clear(clarity: dict[str, float], expected: str) -> None:
    assert outcome("clear_picture", shown(replace(GOOD, clarity=replace(CLEAR, **clarity)))) == expected


@pytest.mark.clause("VL.8.2.2")
def test_one_clear_file_is_enough_and_a_person_says_whether_it_is_related() -> None:
    fog = replace(GOOD, clarity=replace(CLEAR, sharpness=0.05))
    found = judged(shown(fog), shown(name="Ảnh 2"))["clear_picture"]
    assert found.verdict == "pass"
    assert "cán bộ" in found.reason


@pytest.mark.clause("VL.8.2.2")
def test_a_file_that_was_not_measured_keeps_the_failure_of_another_from_being_sure() -> None:
    fog = replace(GOOD, clarity=replace(CLEAR, sharpness=0.05))
    assert outcome("clear_picture", shown(fog), shown(None, name="Ảnh 2")) == "unknown"


@pytest.mark.clause("VL.8.2.3")
@pytest.mark.parametrize(
    ("strength", "expected"), [(0.0, "pass"), (0.39, "pass"), (0.4, "warn"), (0.89, "warn"), (0.9, "fail")]
)
def test_signs_of_editing_are_doubted_or_fail_by_their_strength(strength: float, expected: str) -> None:
    sign = Sign(kind="software", strength=strength, seen="phần mềm Snapseed ghi tên trong ảnh")
    found = judged(shown(replace(GOOD, signs=(sign,))))["unedited"]
    assert found.verdict == expected
    assert ("Snapseed" in found.reason) is (expected != "pass")


@pytest.mark.clause("VL.8.2.3")
def test_a_picture_without_metadata_is_never_found_unedited() -> None:
    assert outcome("unedited", shown(STRIPPED)) == "unknown"
    assert outcome("unedited", shown(FILM)) == "unknown"
    assert outcome("unedited", shown(None)) == "unknown"


@pytest.mark.clause("VL.8.2.3")
def test_a_picture_that_any_program_could_have_written_is_unknown_and_plain_signs_beside_it_count() -> None:
    unproven = Sign(kind=UNPROVEN, strength=0.2, seen="không có gì của máy ảnh")
    found = judged(shown(replace(GOOD, signs=(unproven,))))["unedited"]
    assert (found.verdict, "không có gì của máy ảnh" in found.reason) == ("unknown", True)
    named = Sign(kind="software", strength=1.0, seen="tên phần mềm")
    assert outcome("unedited", shown(replace(GOOD, signs=(unproven, named)))) == "fail"
    assert judged(shown(), shown(replace(GOOD, signs=(unproven,))))["unedited"].verdict == "unknown"


@pytest.mark.clause("VL.8.2.3")
def test_one_edited_picture_among_good_ones_counts() -> None:
    spliced = replace(GOOD, signs=(Sign(kind="copied", strength=0.95, seen="hai vùng giống hệt nhau"),))
    found = judged(shown(), shown(spliced, name="Ảnh 2"))["unedited"]
    assert found.verdict == "fail"
    assert found.reason.startswith("Ảnh 2")


ROUGH = replace(GOOD, spots=(replace(GOOD.spots[0], accuracy_m=t.ACCURACY_M.warn + 1),))
"""Its receiver knew the mast and no more."""
FAR = Place(latitude=10.25, longitude=106.07, source="gps", commune="Phường Long Châu", accuracy_m=12.0)


@pytest.mark.clause("VL.8.1.c")
@pytest.mark.parametrize(
    ("findings", "place", "expected"),
    [
        (GOOD, HERE, "pass"),
        (STRIPPED, HERE, "pass"),
        (GOOD, None, "pass"),
        (STRIPPED, None, "unknown"),
        (STRIPPED, replace(HERE, source="pin", accuracy_m=None), "unknown"),
        (STRIPPED, replace(HERE, source="commune"), "unknown"),
        (GOOD, replace(HERE, source="pin"), "pass"),
        (GOOD, FAR, "warn"),
        (STRIPPED, replace(HERE, accuracy_m=t.ACCURACY_M.warn + 1), "warn"),
        (ROUGH, None, "warn"),
        (ROUGH, replace(HERE, source="pin", accuracy_m=None), "warn"),
        (ROUGH, replace(HERE, accuracy_m=t.ACCURACY_M.warn + 1), "warn"),
        (ROUGH, HERE, "pass"),
        (replace(GOOD, spots=(replace(GOOD.spots[0], accuracy_m=t.ACCURACY_M.warn),)), None, "pass"),
        (STRIPPED, replace(HERE, km_outside=3.0), "warn"),
        (STRIPPED, replace(HERE, km_outside=t.KM_OUTSIDE.fail + 0.1), "fail"),
    ],
)
def test_a_place_is_fixed_by_a_receiver_or_nobody_knows(
    findings: Findings, place: Place | None, expected: str
) -> None:
    assert outcome("gps", shown(findings), place=place) == expected


@pytest.mark.clause("VL.8.1.c")
def test_a_photos_own_position_names_the_commune_where_nobody_set_a_place() -> None:
    found = judged(shown(commune="Phường Long Châu"), place=None)["gps"]
    assert found.reason.endswith("nằm trong địa bàn tỉnh (Phường Long Châu).")


@pytest.mark.clause("VL.8.1.c", "VL.1.1.a")
def test_a_photo_taken_in_another_province_is_told_with_its_clause() -> None:
    found = judged(shown(km_outside=90.0), place=None)["gps"]
    assert found.verdict == "fail"
    assert "VL.1.1.a" in found.reason


@pytest.mark.clause("VL.8.1.c")
def test_a_photo_from_elsewhere_contradicts_a_report_from_here() -> None:
    elsewhere = replace(GOOD, spots=(Spot(latitude=44.85, longitude=34.97),))
    found = judged(shown(elsewhere, km_outside=7695.0))["gps"]
    assert found.verdict == "warn"
    assert "đối chiếu" in found.reason


@pytest.mark.clause("VL.8.2.1")
def test_a_photo_that_cannot_be_read_is_not_taken_for_one() -> None:
    broken = Findings(media_type="image/jpeg", size_bytes=99, unread=("Không đọc được ảnh",))
    found = judged(shown(broken))
    assert {found[key].verdict for key in ("photo", "photo_age", "clear_picture", "unedited")} == {"unknown"}


@pytest.mark.clause("ST.4.3")
def test_the_second_edition_has_no_photo_age_or_gps_condition() -> None:
    found = judged(shown(STRIPPED), place=replace(HERE, source="commune"), edition=SOC_TRANG)
    assert found.keys().isdisjoint({"photo", "photo_age", "gps", "clear_picture", "unedited"})
    assert found["place"].verdict == "pass"


@pytest.mark.clause("VL.8.1.b", "VL.8.1.c", "VL.8.2.1")
@pytest.mark.parametrize("kind", [Kind.PETITION, Kind.QUESTION, Kind.SUGGESTION])
def test_photo_age_and_place_bind_field_reports_alone(kind: Kind) -> None:
    bound = {"photo", "photo_age", "gps", "clear_picture", "unedited"}
    assert judged(kind=kind, place=None).keys().isdisjoint(bound)


@pytest.mark.clause("VL.8.3")
def test_what_the_centre_found_itself_needs_no_photo() -> None:
    assert judged(originated=True, place=None).keys() == {"content", "in_earnest", "in_scope"}


@pytest.mark.clause("VL.5.6")
def test_a_linked_report_is_no_duplicate() -> None:
    assert "not_duplicate" not in judged(shown(), linked=True)
    assert "not_duplicate" in judged(shown())


@pytest.mark.clause("VL.16.0")
def test_nothing_urgent_fails_by_the_machine() -> None:
    old = taken(timedelta(days=3))
    found = judged(shown(old), urgent=True, place=replace(HERE, km_outside=90.0))
    assert all(verdict.verdict != "fail" for verdict in found.values())
    assert "điện thoại" in found["photo_age"].reason
    assert judged(urgent=True)["photo"].verdict == "warn"


@pytest.mark.clause("VL.9.1")
def test_what_files_do_not_say_is_left_to_the_officer() -> None:
    found = judged(shown())
    for key in ("content", "identity", "not_duplicate", "not_pending", "in_earnest", "in_scope"):
        assert found[key].verdict == "unknown"


@pytest.mark.clause("VL.8.2.7")
def test_a_verdict_worked_out_elsewhere_stands_in_its_conditions_place() -> None:
    other = Verdict(
        clause="VL.8.2.7", condition="not_duplicate", verdict="fail", score=0.9, reason="Trùng phản ánh VL-1."
    )
    found = judged(shown(), others=(other,))
    assert found["not_duplicate"] == other
    assert list(found) == ["photo", *(condition.key for condition in VINH_LONG.conditions)]
