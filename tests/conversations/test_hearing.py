"""A draft takes in so much and no more: what is of the least use goes, and whoever wrote is told."""

import random
import uuid
from datetime import UTC, datetime, timedelta

from paht.conversations import draft as d
from paht.conversations.heard import Heard, What
from paht.conversations.hearing import CROWDED, MOST_HEARD, together
from paht.conversations.store import State

BEGAN = datetime(2026, 11, 18, 3, tzinfo=UTC)
DRAFT = uuid.UUID(int=1)


def heard(number: int, what: What = What.TEXT, text: str = "") -> Heard:
    at = BEGAN + timedelta(seconds=number)
    return Heard(id=f"{what.value}{number:05}", at=at, what=what, text=text or f"tin {number}")


def state(*things: Heard, **more: object) -> State:
    return State(to="1:2", account="1", draft=DRAFT, heard=things, **more)  # type: ignore[arg-type]


def words(things: tuple[Heard, ...]) -> list[str]:
    return [each.text for each in things]


def test_up_to_the_limit_everything_is_kept_and_each_thing_once() -> None:
    crowd = [heard(n) for n in range(MOST_HEARD)]
    assert together(state(*crowd[:150]), crowd[100:]) == tuple(crowd)


def test_a_choice_that_comes_after_a_crowd_is_taken_in_and_what_says_nothing_goes_first() -> None:
    noise = [heard(n, What.USELESS) for n in range(1, 60)]
    content = [heard(n) for n in range(60, 60 + MOST_HEARD - 59)]
    declared = heard(999, What.CHOICE, d.DECLARE)
    kept = together(state(*noise, *content), [declared])
    assert len(kept) == MOST_HEARD
    assert declared in kept
    assert all(each in kept for each in content), "words stay while there is anything else"
    assert noise[0] not in kept
    assert noise[1] not in kept
    assert noise[2] in kept


def test_of_words_the_oldest_go_places_and_choices_stay_and_it_is_told_once() -> None:
    place, crowd = heard(0, What.PLACE), [heard(n) for n in range(1, MOST_HEARD)]
    before = state(place, *crowd)
    after = together(before, [heard(500), heard(501)])
    assert len(after) == MOST_HEARD
    assert place in after
    assert [each for each in crowd if each not in after] == crowd[:3]
    assert words(after).count(CROWDED) == 1
    again = together(state(*after), [heard(502)])
    assert words(again).count(CROWDED) == 1
    assert (
        len(
            {each.id for each in again if each.text == CROWDED}
            | {each.id for each in after if each.text == CROWDED}
        )
        == 1
    )


def test_what_a_report_is_being_made_of_stays_whatever_comes() -> None:
    sent = [heard(n) for n in range(MOST_HEARD)]
    sending = state(*sent, sending=frozenset(each.id for each in sent))
    after = together(sending, [heard(n) for n in range(300, 300 + MOST_HEARD + 50)])
    assert all(each in after for each in sent)
    assert len(after) == 2 * MOST_HEARD


def test_whatever_comes_in_whatever_pieces_the_bound_holds_and_the_last_choice_is_there() -> None:
    for seed in range(200):
        chance = random.Random(seed)
        kept: tuple[Heard, ...] = ()
        for number in range(0, 600, 30):
            kinds = chance.choices(list(What), k=30)
            kept = together(state(*kept), [heard(number + n, what) for n, what in enumerate(kinds)])
            assert len(kept) <= MOST_HEARD
        last = heard(1000, What.CHOICE, d.DECLARE)
        assert last in together(state(*kept), [last])
