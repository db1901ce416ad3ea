"""By which way a sender is told, and when."""

from datetime import datetime, timedelta

import pytest
from tests.law.worktime.worktime_cases import at

from paht.law.casework.states import Channel
from paht.law.telling import (
    CHATS,
    HELD_BACK,
    HELD_BACK_IN_ALL,
    IN_CONVERSATION,
    IN_ORDER,
    MOMENT,
    By,
    Later,
    Notice,
    NoWay,
    Quiet,
    next_step,
    ways,
)

NOON, NIGHT = at("2026-03-10 12:00"), at("2026-03-10 23:30")
EVERY = frozenset({*IN_ORDER, *CHATS.values(), "call"})
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
NIGHTLY = Quiet.read("21:00-06:30")


def notice(template: str = "accepted", origin: str = Channel.WEB, **more: object) -> Notice:
    return Notice(template=template, origin=origin, made_at=more.pop("made_at", NOON), **more)  # type: ignore[arg-type]


def chatting(channel: str, until: datetime, **more: object) -> Notice:
    return notice(origin=channel, windows={channel: until}, **more)


@pytest.mark.clause("VL.13.1.a", "ST.9.3.a")
@pytest.mark.parametrize(("channel", "way"), CHATS.items())
def test_who_wrote_in_a_chat_is_told_there_while_its_window_is_open(channel: str, way: str) -> None:
    asked = chatting(channel, NOON + HOUR)
    assert ways(asked, now=NOON) == (way, *IN_ORDER)
    assert ways(asked, now=NOON + HOUR) == IN_ORDER
    assert ways(notice(origin=channel), now=NOON) == IN_ORDER, "never heard: no window"
    other = next(each for each in CHATS if each != channel)
    assert ways(notice(origin=channel, windows={other: NOON + HOUR}), now=NOON) == IN_ORDER


@pytest.mark.clause("VL.13.1.a", "ST.9.3.a")
def test_who_wrote_a_letter_gets_one_and_the_app_gets_a_push_before_anything_else() -> None:
    assert ways(notice(origin=Channel.EMAIL), now=NOON) == ("email", "zns", "sms", "push")
    assert ways(notice(origin=Channel.APP), now=NOON) == ("push", "zns", "sms", "email")
    for origin in (Channel.WEB, Channel.HOTLINE, Channel.DESK, ""):
        assert ways(notice(origin=origin), now=NOON) == ("zns", "sms", "push", "email")


def test_the_next_way_comes_after_one_declined_and_never_one_that_is_not_wanted_or_not_there() -> None:
    told = []
    left, step = chatting(Channel.ZALO, NOON + HOUR), None
    while not isinstance(step, NoWay):
        step = next_step(left, now=NOON, available=EVERY, quiet=None)
        if isinstance(step, By):
            told.append(step.way)
            left = left.after(step.way)
    assert told == ["zalo", "zns", "sms", "push", "email"]
    assert next_step(notice(), now=NOON, available={"sms", "email"}, quiet=None) == By("sms")
    unwanted = notice(unwanted={"sms"})
    assert next_step(unwanted, now=NOON, available={"sms", "email"}, quiet=None) == By("email")
    assert ways(unwanted.after("email"), now=NOON)[-1] == "sms", "what remains where nothing else serves"
    assert next_step(notice(), now=NOON, available=(), quiet=None) == NoWay()


def test_a_way_whose_outcome_nobody_knows_is_asked_again_whatever_came_meanwhile() -> None:
    """A window that closed, a way that was connected since: another way now could tell the same twice."""
    begun = chatting(Channel.ZALO, NOON + HOUR, via="zalo")
    assert next_step(begun, now=NOON + 2 * HOUR, available=EVERY, quiet=None) == By("zalo")
    assert next_step(notice(via="email"), now=NOON, available=EVERY, quiet=None) == By("email")


@pytest.mark.parametrize("template", sorted(IN_CONVERSATION))
def test_what_a_conversation_tells_in_full_waits_for_it_but_not_for_ever(template: str) -> None:
    asked = chatting(Channel.ZALO, NOON + HOUR, template=template)
    assert next_step(asked, now=NOON, available=EVERY, quiet=None) == Later(NOON + HELD_BACK)
    late = NOON + HELD_BACK_IN_ALL - MINUTE
    assert next_step(asked, now=late, available=EVERY, quiet=None) == Later(late + MINUTE)
    over = NOON + HELD_BACK_IN_ALL
    assert next_step(asked, now=over, available=EVERY, quiet=None) == By("zalo")
    closing = chatting(Channel.ZALO, NOON + MINUTE, template=template)
    assert next_step(closing, now=NOON, available=EVERY, quiet=None) == Later(NOON + MINUTE)
    assert next_step(closing, now=NOON + MINUTE, available=EVERY, quiet=None) == By("zns")
    assert next_step(asked.after("zalo"), now=NOON, available=EVERY, quiet=None) == By("zns")
    assert next_step(notice(template), now=NOON, available=EVERY, quiet=None) == By("zns")


def test_in_the_morning_the_conversation_comes_first_as_by_day() -> None:
    asked = chatting(Channel.ZALO, NIGHT + 40 * HOUR, template="answered", made_at=NIGHT)
    morning = at("2026-03-11 06:30")
    assert next_step(asked, now=NIGHT, available=EVERY, quiet=NIGHTLY) == Later(morning)
    assert next_step(asked, now=morning, available=EVERY, quiet=NIGHTLY) == Later(morning + HELD_BACK)


@pytest.mark.parametrize(
    ("moment", "until"),
    [
        ("2026-03-10 20:59", None),
        ("2026-03-10 21:00", "2026-03-11 06:30"),
        ("2026-03-10 23:59", "2026-03-11 06:30"),
        ("2026-03-11 00:00", "2026-03-11 06:30"),
        ("2026-03-11 06:29", "2026-03-11 06:30"),
        ("2026-03-11 06:30", None),
    ],
)
def test_nobody_is_rung_out_of_sleep(moment: str, until: str | None) -> None:
    asked = notice(made_at=at(moment) - HOUR)
    step = next_step(asked, now=at(moment), available={"sms"}, quiet=NIGHTLY)
    assert step == (By("sms") if until is None else Later(at(until)))
    assert next_step(asked, now=at(moment), available={"sms"}, quiet=None) == By("sms")


def test_something_urgent_and_the_answer_to_what_was_just_sent_go_at_any_hour() -> None:
    assert next_step(notice(urgent=True), now=NIGHT, available={"sms"}, quiet=NIGHTLY) == By("sms")
    receipt = notice("receipt", made_at=NIGHT)
    assert next_step(receipt, now=NIGHT + MOMENT, available={"sms"}, quiet=NIGHTLY) == By("sms")
    late = next_step(receipt, now=NIGHT + MOMENT + MINUTE, available={"sms"}, quiet=NIGHTLY)
    assert late == Later(at("2026-03-11 06:30"))
    again = notice(made_at=NIGHT, via="sms")
    assert isinstance(next_step(again, now=NIGHT, available={"sms"}, quiet=NIGHTLY), Later)


def test_quiet_hours_may_lie_within_a_day_or_nowhere() -> None:
    siesta = Quiet.read("12:00-13:30")
    assert siesta is not None
    assert siesta.until(at("2026-03-10 12:00")) == at("2026-03-10 13:30")
    assert siesta.until(at("2026-03-10 13:30")) is None
    assert siesta.ended(at("2026-03-10 13:00")) == at("2026-03-09 13:30")
    assert siesta.ended(at("2026-03-10 13:30")) == at("2026-03-10 13:30")
    assert Quiet.read("off") is None
    for wrong in ("", "21:00", "nightly", "21:00-25:00"):
        with pytest.raises(ValueError, match=r"quiet hours|isoformat|hour"):
            Quiet.read(wrong)


def test_a_call_is_made_by_telephone_or_not_at_all() -> None:
    call = notice(calls=True)
    assert next_step(call, now=NOON, available=EVERY, quiet=None) == By("call")
    assert next_step(call, now=NOON, available={"sms"}, quiet=None) == NoWay()
    assert next_step(call.after("call"), now=NOON, available=EVERY, quiet=None) == NoWay()
