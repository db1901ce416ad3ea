"""Who has had a case for how long: no pauses, and shares that sum to the whole, to the second."""

from datetime import datetime, timedelta

import pytest
from tests.law.courses import CALENDAR, EDITIONS, ROADS, Course
from tests.law.worktime.worktime_cases import at

from paht.law.casework import commands as c
from paht.law.casework.held import Split, held
from paht.law.casework.holding import Holding
from paht.law.casework.states import Party

IOC, SENDER = Holding(Party.IOC), Holding(Party.SENDER)
STAFF, LEADER = Holding(Party.AGENCY, ROADS), Holding(Party.AGENCY_LEADER, ROADS)


def split(course: Course, until: datetime) -> Split:
    return held(
        case_id="case-1",
        edition=course.edition.id,
        events=course.events,
        until=until,
        calendar=CALENDAR,
    )


def seconds(course: Course, until: datetime) -> dict[Holding, tuple[int, int]]:
    return {s.holding: (s.seconds, s.working_seconds) for s in split(course, until).shares}


HOUR = 3600


@pytest.mark.clause("VL.4.5", "ST.11.3")
@pytest.mark.parametrize("edition", EDITIONS)
def test_each_party_is_charged_with_the_time_in_which_it_had_the_case(edition: str) -> None:
    course = Course(edition)
    course.do(c.Send, at("2026-01-05 07:00")).do(c.Verify, at("2026-01-05 07:30"))
    course.do(c.Accept, at("2026-01-05 08:00")).do(c.Dispatch, at("2026-01-05 08:00:01"))
    course.do(c.Receive, at("2026-01-05 09:00")).do(c.RecordResult, at("2026-01-05 14:00"))
    course.do(c.SubmitResult, at("2026-01-05 14:00")).do(c.ApproveResult, at("2026-01-06 07:00"))
    course.do(c.Publish, at("2026-01-06 07:20"))
    assert seconds(course, at("2026-03-01 00:00")) == {
        IOC: (HOUR + 1 + 20 * 60, HOUR + 1 + 20 * 60),
        STAFF: (6 * HOUR - 1, 4 * HOUR - 1),
        LEADER: (17 * HOUR, 3 * HOUR),
    }


@pytest.mark.parametrize("edition", EDITIONS)
def test_nothing_stands_still_while_the_sender_or_a_returned_case_is_waited_for(edition: str) -> None:
    course = Course(edition)
    course.do(c.Send, at("2026-01-05 08:00")).do(c.RequestSupplement, at("2026-01-05 08:10"))
    course.do(c.Supplement, at("2026-01-05 10:10"), request=1).do(c.Verify, at("2026-01-05 10:20"))
    course.do(c.Accept, at("2026-01-05 10:20")).do(c.Dispatch, at("2026-01-05 10:20"))
    course.do(c.Receive, at("2026-01-05 10:25")).do(c.ReturnAssignment, at("2026-01-05 10:30"))
    until = at("2026-01-05 10:45")
    assert seconds(course, until) == {
        IOC: (35 * 60, 35 * 60),
        SENDER: (2 * HOUR, 2 * HOUR),
        STAFF: (10 * 60, 10 * 60),
    }
    whole = split(course, until)
    assert whole.seconds == (until - at("2026-01-05 08:00")).total_seconds()


def test_the_shares_sum_to_the_whole_whatever_fraction_of_a_second_an_event_fell_on() -> None:
    course, moment = Course("vinh-long-2025"), at("2026-01-05 07:00") + timedelta(microseconds=999_999)
    for step in (c.Send, c.Verify, c.Accept, c.Dispatch, c.Receive):
        moment += timedelta(seconds=61, microseconds=400_000)
        course.do(step, moment)
    until = moment + timedelta(days=3, microseconds=1)
    whole = split(course, until)
    first = course.events[0].at.replace(microsecond=0)
    assert whole.seconds == (until.replace(microsecond=0) - first).total_seconds()
    assert sum(share.seconds for share in whole.shares) == whole.seconds
    assert sum(share.working_seconds for share in whole.shares) == whole.working_seconds


def test_nobody_has_what_was_never_sent() -> None:
    assert split(Course("vinh-long-2025"), at("2026-01-05 07:00")) == Split((), 0, 0)


@pytest.mark.clause("VL.14.3", "ST.10.2")
@pytest.mark.parametrize("edition", EDITIONS)
def test_an_answered_case_is_held_again_as_long_as_something_asked_about_the_answer_is_open(
    edition: str,
) -> None:
    course = Course(edition).until(c.Publish, at("2026-01-05 08:00"))
    before = seconds(course, at("2026-01-07 10:00"))
    course.do(c.Interact, at("2026-01-07 09:00"))
    assert seconds(course, at("2026-01-07 10:00"))[STAFF] == (HOUR, HOUR)
    course.do(c.AnswerInteraction, at("2026-01-07 11:00"))
    course.do(c.ReleaseInteraction, at("2026-01-07 14:00"))
    assert before == dict.fromkeys(before, (0, 0))
    until = at("2026-03-01 00:00")
    assert seconds(course, until) | {LEADER: (0, 0)} == {
        IOC: (3 * HOUR, 1 * HOUR),
        STAFF: (2 * HOUR, 2 * HOUR),
        LEADER: (0, 0),
    }
    whole = split(course, until)
    assert whole.seconds == sum(share.seconds for share in whole.shares) == 5 * HOUR
    assert whole.working_seconds == sum(share.working_seconds for share in whole.shares)
