"""What makes a report fit to be sent and to be accepted, field by field and condition by condition."""

import unicodedata
from typing import Any

import pytest
from tests.law.courses import BLANK, DOCUMENT, EDITIONS, HERE, Course, findings, sending, written
from tests.law.worktime.worktime_cases import at

from paht.law import editions
from paht.law.casework import commands as c
from paht.law.casework.admission import form_state, phone_number, sending_problems, tidy
from paht.law.casework.case import FileRef, Place, Refused
from paht.law.casework.states import Channel, Field, Kind

VL, ST = "vinh-long-2025", "soc-trang-2024"
NOW = at("2026-03-10 09:00")
OTHER_KINDS = [Kind.PETITION, Kind.QUESTION, Kind.SUGGESTION]


def problems(edition: str, **changes: Any) -> list[tuple[str, str | None]]:
    e = editions.get(edition)
    found = sending_problems(edition=e, command=sending(e, **changes), now=NOW)
    return [(p.clause, p.field) for p in found]


def state_of(edition: str, field: str, value: str) -> str:
    return dict(form_state(edition=editions.get(edition), values={field: value}))[field]


GOOD_PHONES = ["0912345678", "0912 345 678", "+84912345678", "+84 912 345 678", "0912.345.678"]
GOOD_PHONES += ["02703836021", "0270 3836 021", " 0389 123 456 ", "0561234567", "0781234567"]
BAD_PHONES = ["09123456", "091234567", "09123456789", "1912345678", "0112345678", "84912345678"]
BAD_PHONES += ["09123A5678", "không có", "+8491234567", "+840912345678", "0912-345-678x", "0270383602"]
BAD_PHONES += ["٠٩١٢٣٤٥٦٧٨", "０９１２３４５６７８", "0912345678 0912345679", "0000000000"]


@pytest.mark.clause("VL.7.4", "ST.4.2")
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("number", GOOD_PHONES)
def test_a_vietnamese_phone_number_is_taken_in_every_usual_spelling(edition: str, number: str) -> None:
    assert state_of(edition, "phone", number) == "ok"


@pytest.mark.clause("VL.7.4", "ST.4.2")
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("number", BAD_PHONES)
def test_what_is_no_phone_number_is_refused(edition: str, number: str) -> None:
    assert state_of(edition, "phone", number) == "malformed"


@pytest.mark.parametrize("blank", ["", "   ", "\t\n", "\u00a0"])
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.clause("VL.7.4", "ST.4.2")
def test_a_field_of_spaces_alone_is_missing(edition: str, blank: str) -> None:
    for field in editions.get(edition).form:
        assert state_of(edition, field.name, blank) == "missing"


@pytest.mark.clause("ST.4.2")
@pytest.mark.parametrize(
    ("number", "state"),
    [
        ("094123456789", "ok"),
        ("09412345678", "malformed"),
        ("0941234567890", "malformed"),
        ("09412345678A", "malformed"),
        ("094 123 456 789", "malformed"),
        ("٠٩٤١٢٣٤٥٦٧٨٩", "malformed"),
    ],
)
def test_an_identity_number_has_exactly_twelve_digits(number: str, state: str) -> None:
    assert state_of(ST, "identity_number", number) == state


@pytest.mark.parametrize(
    ("address", "state"),
    [
        ("ten@vidu.vn", "ok"),
        ("ten.dem+paht@mail.vidu.com.vn", "ok"),
        ("ten@vidu", "malformed"),
        ("ten vidu@vidu.vn", "malformed"),
        ("@vidu.vn", "malformed"),
        ("ten@@vidu.vn", "malformed"),
        ("ten@vidu.v", "malformed"),
    ],
)
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.clause("VL.7.4", "ST.4.2")
def test_an_email_address_has_a_name_and_a_domain(edition: str, address: str, state: str) -> None:
    assert state_of(edition, "email", address) == state


@pytest.mark.clause("VL.7.4", "ST.4.2")
@pytest.mark.parametrize(
    ("field", "value", "state"),
    [
        ("name", "Lê", "ok"),
        ("name", "L", "malformed"),
        ("name", "x" * 120, "ok"),
        ("name", "x" * 121, "malformed"),
        ("address", "Ấp 1", "malformed"),
        ("address", "Ấp 12", "ok"),
        ("address", "x" * 300, "ok"),
        ("address", "x" * 301, "malformed"),
    ],
)
def test_names_and_addresses_have_a_sensible_length(field: str, value: str, state: str) -> None:
    asking = [edition for edition in (VL, ST) if field == "name" or edition == ST]
    assert {state_of(edition, field, value) for edition in asking} == {state}


@pytest.mark.clause("VL.7.4", "ST.4.2")
@pytest.mark.parametrize(
    ("edition", "required"),
    [(VL, {"name", "phone"}), (ST, {"name", "phone", "address", "identity_number"})],
)
def test_each_edition_asks_for_its_own_personal_fields(edition: str, required: set[str]) -> None:
    form = editions.get(edition).form
    assert {field.name for field in form if field.required} == required
    assert {field.name for field in form if not field.required} == {"email"}


@pytest.mark.clause("VL.7.4", "ST.4.2")
@pytest.mark.parametrize("edition", EDITIONS)
def test_each_field_of_the_form_is_refused_by_its_clause_where_missing_or_malformed(edition: str) -> None:
    form = editions.get(edition).form
    for field in form:
        for state in ("missing", "malformed"):
            states = tuple((f.name, state if f is field else "ok") for f in form)
            expected = [(field.clause, field.name)] if field.required or state == "malformed" else []
            assert problems(edition, form=states) == expected


@pytest.mark.clause("VL.7.4")
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_field_that_was_not_sent_at_all_is_missing(edition: str) -> None:
    required = [field.name for field in editions.get(edition).form if field.required]
    assert [field for _, field in problems(edition, form=())] == required


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Nguyễn   Văn\tAn ", "Nguyễn Văn An"),
        (unicodedata.normalize("NFD", "Nguyễn"), unicodedata.normalize("NFC", "Nguyễn")),
        ("\u00a0", ""),
    ],
)
def test_what_is_typed_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert tidy(typed) == kept


@pytest.mark.parametrize(
    "typed", ["0912345678", "0912 345 678", "+84912345678", "+84 912.345.678", " 0912.345.678"]
)
def test_one_phone_number_has_one_form_however_it_was_typed(typed: str) -> None:
    assert phone_number(typed) == "0912345678"


@pytest.mark.clause("VL.8.2.1")
@pytest.mark.parametrize("files", [(), (DOCUMENT,), (FileRef("a", "0" * 64, "audio/mpeg"),)])
def test_a_report_without_photo_or_video_is_not_taken_in_vinh_long(files: tuple[FileRef, ...]) -> None:
    assert problems(VL, files=files) == [("VL.8.2.1", "photo")]


@pytest.mark.clause("VL.8.2.1", "VL.7.3")
@pytest.mark.parametrize("media_type", ["image/jpeg", "image/heic", "video/mp4"])
def test_one_photo_or_video_beside_other_documents_is_enough(media_type: str) -> None:
    assert problems(VL, files=(DOCUMENT, FileRef("a", "0" * 64, media_type))) == []


@pytest.mark.clause("VL.7.3", "VL.8.2.1")
@pytest.mark.parametrize("kind", OTHER_KINDS)
def test_petitions_questions_and_suggestions_need_no_photo(kind: Kind) -> None:
    assert problems(VL, kind=kind, files=()) == []


@pytest.mark.clause("ST.4.3")
def test_a_photo_is_optional_in_soc_trang() -> None:
    assert problems(ST, files=()) == []


@pytest.mark.parametrize(("characters", "taken"), [(0, False), (1, True), (5000, True), (5001, False)])
@pytest.mark.parametrize(("edition", "clause"), [(VL, "VL.7.3"), (ST, "ST.4.3")])
@pytest.mark.clause("VL.7.3", "ST.4.3")
def test_a_description_has_between_one_and_five_thousand_characters(
    edition: str, clause: str, characters: int, taken: bool
) -> None:
    assert problems(edition, original=written(characters)) == ([] if taken else [(clause, "description")])


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.clause("VL.9.2", "ST.7.1")
def test_a_supplement_is_measured_like_a_description(edition: str) -> None:
    course = Course(edition).do(c.Send, NOW).do(c.RequestSupplement, NOW)
    too_long = course.refused(c.Supplement, NOW, original=written(5001))
    assert (too_long.clause, too_long.field) == (course.edition.content_clause, "description")
    assert course.refused(c.Supplement, NOW, original=BLANK, files=()).field == "description"
    course.do(c.Supplement, NOW, original=written(5000), files=())


@pytest.mark.clause("VL.1.1.a")
@pytest.mark.parametrize(
    ("km", "taken"), [(0.0, True), (0.4, True), (19.99, True), (20.0, True), (20.01, False), (800.0, False)]
)
@pytest.mark.parametrize(("edition", "clause"), [(VL, "VL.1.1.a"), (ST, "ST.2.3")])
def test_only_a_place_more_than_twenty_kilometres_outside_is_refused(
    edition: str, clause: str, km: float, taken: bool
) -> None:
    place = Place(HERE.latitude, HERE.longitude, "map", "29551", km_outside=km)
    assert problems(edition, place=place) == ([] if taken else [(clause, "place")])


@pytest.mark.clause("VL.8.1.c", "ST.4.3")
@pytest.mark.parametrize(("edition", "clause"), [(VL, "VL.8.1.c"), (ST, "ST.4.3")])
def test_a_report_without_a_place_is_not_taken(edition: str, clause: str) -> None:
    assert problems(edition, place=None) == [(clause, "place")]


@pytest.mark.clause("VL.7.4", "ST.4.4")
@pytest.mark.parametrize(("edition", "clause"), [(VL, "VL.7.4"), (ST, "ST.4.4")])
def test_the_sender_must_take_responsibility(edition: str, clause: str) -> None:
    assert problems(edition, declared=False) == [(clause, "declared")]


REGISTERED = {
    VL: {Channel.APP, Channel.WEB, Channel.ZALO, Channel.FACEBOOK, Channel.DESK},
    ST: {Channel.HOTLINE, Channel.WEB, Channel.EMAIL, Channel.APP, Channel.DESK},
}


@pytest.mark.clause("VL.7.1", "ST.2.1")
@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.parametrize(("edition", "clause"), [(VL, "VL.7.1"), (ST, "ST.2.1")])
def test_a_report_counts_only_by_a_registered_channel_which_is_recorded(
    edition: str, clause: str, channel: Channel
) -> None:
    course = Course(edition)
    if channel in REGISTERED[edition]:
        assert course.do(c.Send, NOW, channel=channel).case.channel is channel
    else:
        refused = course.refused(c.Send, NOW, channel=channel)
        assert (refused.clause, refused.field) == (clause, "channel")


@pytest.mark.parametrize(
    ("edition", "expected"),
    [
        (VL, ["photo", "description", "place", "name", "phone", "declared"]),
        (ST, ["description", "place", "name", "phone", "address", "identity_number", "declared"]),
    ],
)
@pytest.mark.clause("VL.7.4", "ST.4.2", "ST.4.3")
def test_everything_that_is_wrong_is_said_at_once_in_the_order_of_the_form(
    edition: str, expected: list[str]
) -> None:
    refused = Course(edition).refused(
        c.Send, NOW, files=(), original=BLANK, place=None, form=(), declared=False
    )
    assert [one.field for one in refused.all] == expected
    assert len({one.reason for one in refused.all}) == len(expected)


VL_CONDITIONS = [
    pytest.param(VL, "content", "VL.8.1.a", True, marks=pytest.mark.clause("VL.8.1.a", "VL.7.2")),
    pytest.param(VL, "photo_age", "VL.8.1.b", False, marks=pytest.mark.clause("VL.8.1.b")),
    pytest.param(VL, "gps", "VL.8.1.c", False, marks=pytest.mark.clause("VL.8.1.c")),
    pytest.param(VL, "clear_picture", "VL.8.2.2", False, marks=pytest.mark.clause("VL.8.2.2")),
    pytest.param(VL, "unedited", "VL.8.2.3", False, marks=pytest.mark.clause("VL.8.2.3")),
    pytest.param(VL, "identity", "VL.8.2.6", True, marks=pytest.mark.clause("VL.8.2.6")),
    pytest.param(VL, "not_duplicate", "VL.8.2.7", True, marks=pytest.mark.clause("VL.8.2.7")),
    pytest.param(VL, "not_pending", "VL.8.2.8", True, marks=pytest.mark.clause("VL.8.2.8")),
    pytest.param(VL, "in_earnest", "VL.8.2.9", True, marks=pytest.mark.clause("VL.8.2.9")),
    pytest.param(VL, "in_scope", "VL.1.1.b", True, marks=pytest.mark.clause("VL.1.1.b")),
]
ST_CONDITIONS = [
    pytest.param(ST, "content", "ST.7.1", True, marks=pytest.mark.clause("ST.7.1", "ST.4.1")),
    pytest.param(ST, "place", "ST.4.3", True, marks=pytest.mark.clause("ST.4.3")),
    pytest.param(ST, "identity", "ST.4.2", True, marks=pytest.mark.clause("ST.4.2")),
    pytest.param(ST, "in_scope", "ST.3.9", True, marks=pytest.mark.clause("ST.3.9", "ST.1.1.c")),
    pytest.param(ST, "lawful", "ST.3.6", True, marks=pytest.mark.clause("ST.3.6")),
]
CONDITIONS = pytest.mark.parametrize(
    ("edition", "condition", "clause", "binds_all"), VL_CONDITIONS + ST_CONDITIONS
)


@CONDITIONS
@pytest.mark.parametrize("verdict", ["", "fail", "unknown", "warn"])
def test_nothing_is_accepted_while_a_condition_fails_or_is_unknown(
    edition: str, condition: str, clause: str, binds_all: bool, verdict: str
) -> None:
    course = Course(edition).do(c.Send, NOW)
    found = findings(course.edition, but=condition, verdict=verdict)
    refused = course.refused(c.Verify, NOW, findings=found)
    assert (refused.clause, refused.field) == (clause, condition)
    course.refused(c.Accept, NOW)


@CONDITIONS
def test_an_officer_overrides_a_condition_only_with_a_recorded_reason(
    edition: str, condition: str, clause: str, binds_all: bool
) -> None:
    course = Course(edition).do(c.Send, NOW)
    for reason in (None, BLANK):
        found = findings(course.edition, but=condition, verdict="override", reason=reason)
        refused = course.refused(c.Verify, NOW, findings=found)
        assert (refused.clause, refused.field) == (clause, f"{condition}_reason")
    reason = written(20, id="the-reason")
    course.do(
        c.Verify, NOW, findings=findings(course.edition, but=condition, verdict="override", reason=reason)
    )
    recorded = course.events[-1].body.findings  # type: ignore[attr-defined]
    assert [f.reason for f in recorded if f.condition == condition] == [reason]


@CONDITIONS
@pytest.mark.parametrize("kind", OTHER_KINDS)
def test_the_conditions_of_a_photo_bind_field_reports_alone(
    edition: str, condition: str, clause: str, binds_all: bool, kind: Kind
) -> None:
    course = Course(edition).do(c.Send, NOW, kind=kind)
    answer = course.ask(c.Verify(findings=findings(course.edition, but=condition)), NOW)
    assert isinstance(answer, Refused) is binds_all


@pytest.mark.clause("VL.8.2.1", "VL.8.2.2", "VL.8.2.3", "VL.8.1.b")
@pytest.mark.parametrize("kind", OTHER_KINDS)
def test_whoever_sent_no_field_report_is_neither_asked_for_a_better_photo_nor_refused_for_it(
    kind: Kind,
) -> None:
    course = Course(VL).do(c.Send, NOW, kind=kind)
    for ground in ("photo_missing", "photo_unclear", "photo_old"):
        answer = course.ask(c.RequestSupplement(grounds=(ground,), guidance=written()), NOW)
        assert isinstance(answer, Refused)
    assert isinstance(course.ask(c.Refuse(ground="edited", reason=written()), NOW), Refused)
    assert not isinstance(course.ask(c.Refuse(ground="complaint", reason=written()), NOW), Refused)


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_condition_of_an_edition_is_left_out_of_the_table(edition: str) -> None:
    tabled = {row.values[1] for row in VL_CONDITIONS + ST_CONDITIONS if row.values[0] == edition}
    assert tabled == {condition.key for condition in editions.get(edition).conditions}


@pytest.mark.clause("VL.12.4.a")
@pytest.mark.parametrize("files", [(), (DOCUMENT,)])
def test_a_result_that_can_be_photographed_needs_an_after_photo_in_vinh_long(
    files: tuple[FileRef, ...],
) -> None:
    course = Course(VL).until(c.Receive, NOW)
    refused = course.refused(c.RecordResult, NOW, files=files)
    assert (refused.clause, refused.field) == ("VL.12.4.a", "files")


@pytest.mark.clause("VL.12.4.a")
@pytest.mark.parametrize(
    ("edition", "kind", "field"),
    [
        (VL, Kind.REPORT, Field.CONDUCT),
        (VL, Kind.QUESTION, Field.ROAD),
        (VL, Kind.PETITION, Field.ROAD),
        (ST, Kind.REPORT, Field.ROAD),
    ],
)
def test_other_results_need_no_photo(edition: str, kind: Kind, field: Field) -> None:
    course = Course(edition).do(c.Send, NOW, kind=kind).do(c.Verify, NOW).do(c.Accept, NOW, field=field)
    course.do(c.Dispatch, NOW).do(c.Receive, NOW).do(c.RecordResult, NOW, files=())
