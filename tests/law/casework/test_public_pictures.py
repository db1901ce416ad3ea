"""A picture is public only as an officer of the IOC confirmed it; until then nothing of it is, whoever took it."""

import math
from typing import Any

import pytest
from tests.law.courses import EDITIONS, LEADER, PHOTO, STAFF, TO_PUBLICATION, Course
from tests.law.worktime.worktime_cases import at

from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import FileRef, PublicPicture
from paht.law.casework.codec import decode_case, decode_event, encode_case, encode_event
from paht.law.casework.publicity import public_copy, publicity, undecided_pictures
from paht.law.casework.states import AssignmentState, Stage
from paht.law.evidence.findings import Box

NOW = at("2026-03-10 09:00")
CLAUSE = {"vinh-long-2025": "VL.7.5", "soc-trang-2024": "ST.4.5"}
FACE = Box(left=0.25, top=0.1, width=0.1, height=0.2)
MASKED = PublicPicture(PHOTO.id, (FACE,))
AS_IT_IS = PublicPicture(PHOTO.id)
WITHHELD = PublicPicture(PHOTO.id, withheld=True)
FILM = FileRef("film", "3" * 64, "video/mp4")
AFTER = FileRef("after", "4" * 64, "image/jpeg")

personal = pytest.mark.clause("VL.7.5", "ST.4.5")
each_edition = pytest.mark.parametrize("edition", EDITIONS)


def course_until(edition: str, end: type[c.Command], **changed: Any) -> Course:
    """The normal course up to and with that command; ``changed``: fields of commands of that name."""
    course = Course(edition)
    for step in TO_PUBLICATION[: TO_PUBLICATION.index(end) + 1]:
        if step is c.ApproveResult and course.case.assignments[0].state is AssignmentState.WITH_DEPUTY:
            course.do(c.EndorseResult, NOW)
        course.do(step, NOW, **changed.get(step.__name__, {}))
    return course


def shown(course: Course, file: FileRef = PHOTO) -> PublicPicture | None:
    return public_copy(course.case, file.id)


@personal
@each_edition
def test_a_published_result_shows_no_picture_that_nobody_confirmed(edition: str) -> None:
    course = Course(edition).until(c.Publish, NOW)
    assert (course.case.stage, publicity(course.case).content) == (Stage.PUBLISHED, True)
    assert (shown(course), undecided_pictures(course.case)) == (None, (PHOTO,))
    course.do(c.ReleasePictures, NOW, pictures=(MASKED,))
    assert (shown(course), undecided_pictures(course.case)) == (MASKED, ())


@personal
@each_edition
def test_what_was_confirmed_before_publication_is_public_only_with_it(edition: str) -> None:
    course = Course(edition).until(c.Accept, NOW).do(c.ReleasePictures, NOW, pictures=(AS_IT_IS,))
    assert shown(course) is None
    assert shown(course.handled(NOW).do(c.Publish, NOW)) == AS_IT_IS


@personal
@each_edition
def test_a_later_decision_takes_the_place_of_the_one_before(edition: str) -> None:
    course = Course(edition).until(c.Publish, NOW).do(c.ReleasePictures, NOW, pictures=(AS_IT_IS,))
    assert shown(course.do(c.ReleasePictures, NOW, pictures=(MASKED,))) == MASKED
    assert shown(course.do(c.ReleasePictures, NOW, pictures=(WITHHELD,))) is None
    assert course.case.public_pictures == (WITHHELD,)
    assert undecided_pictures(course.case) == ()


@personal
@each_edition
def test_a_decision_about_one_picture_leaves_the_others(edition: str) -> None:
    course = course_until(edition, c.Publish, Send={"files": (PHOTO, AFTER)})
    course.do(c.ReleasePictures, NOW, pictures=(MASKED,))
    assert (shown(course), shown(course, AFTER), undecided_pictures(course.case)) == (MASKED, None, (AFTER,))
    course.do(c.ReleasePictures, NOW, pictures=(PublicPicture(AFTER.id),))
    assert (shown(course), shown(course, AFTER)) == (MASKED, PublicPicture(AFTER.id))


@personal
@each_edition
def test_the_result_s_pictures_are_confirmed_like_the_sender_s(edition: str) -> None:
    course = course_until(edition, c.Publish, RecordResult={"files": (AFTER,)})
    assert shown(course, AFTER) is None
    assert AFTER in undecided_pictures(course.case)
    course.do(c.ReleasePictures, NOW, pictures=(PublicPicture(AFTER.id, (FACE,)),))
    assert shown(course, AFTER) == PublicPicture(AFTER.id, (FACE,))


@personal
@each_edition
def test_the_event_says_who_when_and_where_and_nothing_else(edition: str) -> None:
    course = Course(edition).until(c.Publish, NOW)
    owed = course.owed()
    course.do(c.ReleasePictures, NOW, pictures=(MASKED,))
    event = course.events[-1]
    assert (event.body, event.at) == (e.PicturesReleased(pictures=(MASKED,)), NOW)
    assert event.actor.id
    assert encode_event(event)["body"] == {
        "pictures": [
            {
                "file": PHOTO.id,
                "boxes": [{"left": 0.25, "top": 0.1, "width": 0.1, "height": 0.2}],
                "withheld": False,
            }
        ]
    }
    assert (decode_event(encode_event(event)), decode_case(encode_case(course.case))) == (event, course.case)
    assert (course.owed(), course.case.stage) == (owed, Stage.PUBLISHED)


@personal
@each_edition
def test_only_the_centre_confirms_and_only_of_accepted_reports(edition: str) -> None:
    course = Course(edition).until(c.Accept, NOW)
    for who in (STAFF, LEADER):
        assert course.refused(c.ReleasePictures, NOW, by=who).clause
    early = Course(edition).until(c.Verify, NOW).refused(c.ReleasePictures, NOW)
    assert (early.clause, "đã tiếp nhận" in early.reason) == (CLAUSE[edition], True)


@personal
@each_edition
@pytest.mark.parametrize(
    ("pictures", "word"),
    [
        ((), "Chưa có ảnh nào được chọn"),
        ((MASKED, AS_IT_IS), "hai lần"),
        ((PublicPicture("of another case"),), "không thuộc phản ánh này"),
        ((PublicPicture(PHOTO.id, (FACE,) * 201),), "quá 200"),
        *(
            ((PublicPicture(PHOTO.id, (Box(left=left, top=top, width=width, height=height),)),), "nằm ngoài")
            for left, top, width, height in (
                (-0.01, 0.1, 0.1, 0.1),
                (1.0, 0.1, 0.1, 0.1),
                (0.95, 0.1, 0.1, 0.1),
                (0.1, -0.01, 0.1, 0.1),
                (0.1, 1.0, 0.1, 0.1),
                (0.1, 0.95, 0.1, 0.1),
                (0.1, 0.1, 0.0, 0.1),
                (0.1, 0.1, 0.1, 0.0),
                (math.nan, 0.1, 0.1, 0.1),
                (0.1, 0.1, math.inf, 0.1),
            )
        ),
    ],
)
def test_what_cannot_be_confirmed_is_refused_with_the_clause(
    edition: str, pictures: tuple[PublicPicture, ...], word: str
) -> None:
    refused = Course(edition).until(c.Accept, NOW).refused(c.ReleasePictures, NOW, pictures=pictures)
    assert (refused.clause, refused.field, word in refused.reason) == (CLAUSE[edition], "pictures", True)


@personal
@each_edition
def test_a_box_may_reach_the_edge_and_two_hundred_are_allowed(edition: str) -> None:
    whole = Box(left=0.0, top=0.0, width=1.0, height=1.0)
    course = Course(edition).until(c.Accept, NOW)
    course.do(c.ReleasePictures, NOW, pictures=(PublicPicture(PHOTO.id, (whole,) * 200),))


@personal
@each_edition
def test_a_video_is_withheld_and_waits_for_nothing(edition: str) -> None:
    course = course_until(edition, c.Accept, Send={"files": (PHOTO, FILM)})
    refused = course.refused(c.ReleasePictures, NOW, pictures=(PublicPicture(FILM.id),))
    assert (refused.clause, "Video chưa được công khai" in refused.reason) == (CLAUSE[edition], True)
    assert undecided_pictures(course.case) == (PHOTO,)
    course.do(c.ReleasePictures, NOW, pictures=(PublicPicture(FILM.id, withheld=True),))
    course.handled(NOW).do(c.Publish, NOW)
    assert shown(course, FILM) is None


@pytest.mark.clause("VL.10.2", "VL.13.1.b", "ST.9.3.c", "VL.7.5", "ST.4.5")
@each_edition
def test_of_a_private_case_no_confirmed_picture_is_public_and_none_waits(edition: str) -> None:
    course = Course(edition).until(c.Publish, NOW).do(c.ReleasePictures, NOW, pictures=(MASKED,))
    course.do(c.MarkSecret, NOW)
    assert shown(course) is None
    fresh = Course(edition).until(c.Verify, NOW)
    key = next(g.key for g in fresh.edition.non_public_grounds if not g.needs_reason)
    private = fresh.do(c.Accept, NOW, non_public_ground=key).do(c.ReleasePictures, NOW, pictures=(MASKED,))
    assert shown(private.handled(NOW).do(c.Publish, NOW)) is None
    assert undecided_pictures(Course(edition).until(c.Publish, NOW).do(c.MarkSecret, NOW).case) == ()


@personal
@each_edition
def test_logs_from_before_confirmations_keep_what_they_said_and_their_pictures_wait(edition: str) -> None:
    course = Course(edition).until(c.Publish, NOW)
    old = encode_case(course.case)
    del old["public_pictures"]
    case = decode_case(old)
    assert (case, publicity(case).content) == (course.case, True)
    assert (public_copy(case, PHOTO.id), undecided_pictures(case)) == (None, (PHOTO,))
