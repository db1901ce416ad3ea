"""The one inbox: once however often delivered, tried again after a failure, left to an officer after too many."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections
from tests.conftest import Clock
from tests.province import TestProvince
from tests.working import as_worker

from paht.messages import inbox
from paht.people.vault_wire import VaultClosed
from paht.walls.here import within


def take(province: TestProvince, time: Clock, event_id: str, content: str = "{}") -> bool:
    taken = inbox.take(
        jurisdiction_id=province.jurisdiction.id,
        channel="test",
        event_id=event_id,
        content=content,
        now=time.at,
    )
    return taken is not None


def states(province: TestProvince) -> list[tuple[str, int, str]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT state, attempts, problem FROM messages_inbox WHERE jurisdiction_id = %s ORDER BY id",
            [province.jurisdiction.id],
        )
        return cursor.fetchall()


def work(handler: inbox.Handler, time: Clock) -> int:
    with as_worker():
        return inbox.work({"test": handler}, now=lambda: time.at)


def test_an_event_that_comes_ten_times_at_once_is_one_row_and_handled_once(
    vinh_long: TestProvince, time: Clock
) -> None:
    def taken(_: int) -> bool:
        try:
            with within(vinh_long.jurisdiction.id):
                return take(vinh_long, time, "1", "Ổ gà ở 12 Lê Lợi")
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as threads:
        assert sum(threads.map(taken, range(10))) == 1
    seen: list[inbox.Taken] = []
    assert (work(seen.append, time), work(seen.append, time)) == (1, 0)
    assert [each.content for each in seen] == ["Ổ gà ở 12 Lê Lợi"]
    assert seen[0].jurisdiction_id == vinh_long.jurisdiction.id
    assert not take(vinh_long, time, "1"), "a repeat after it was handled is a repeat"
    assert states(vinh_long) == [("done", 1, "")]


@pytest.mark.clause("VL.7.5")
def test_of_an_event_nothing_lies_in_the_database_in_the_clear(vinh_long: TestProvince, time: Clock) -> None:
    take(vinh_long, time, "ma-su-kien-0912345678", "Gọi tôi số 0912345678")
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT i::text || v::text || encode(v.sealed, 'escape') FROM messages_inbox i "
            "JOIN people_vault_record v USING (jurisdiction_id, id) WHERE i.jurisdiction_id = %s",
            [vinh_long.jurisdiction.id],
        )
        ((row,),) = cursor.fetchall()
    assert "0912345678" not in row
    work(lambda _: None, time)


def test_a_handler_that_fails_is_called_again_later_and_the_others_are_not_kept_waiting(
    vinh_long: TestProvince, time: Clock
) -> None:
    for n in ("hong", "lanh"):
        take(vinh_long, time, n, n)
    done: list[str] = []

    def handler(event: inbox.Taken) -> None:
        if event.content == "hong" and event.attempts < 2:
            raise inbox.Later("the web form is away")
        done.append(event.content)

    assert work(handler, time) == 1
    assert done == ["lanh"]
    assert ("waiting", 1, "the web form is away") in states(vinh_long)
    assert work(handler, time) == 0, "not before its time"
    time.forward(seconds=2)
    assert work(handler, time) == 1
    assert done == ["lanh", "hong"]


def test_what_fails_for_good_is_left_with_its_reason_and_words_of_an_error_are_not_kept(
    vinh_long: TestProvince, time: Clock
) -> None:
    take(vinh_long, time, "1")

    def unusable(event: inbox.Taken) -> None:
        raise inbox.Unusable("no such kind of event")

    work(unusable, time)
    assert states(vinh_long) == [("failed", 1, "no such kind of event")]
    take(vinh_long, time, "2")

    def broken(event: inbox.Taken) -> None:
        raise ValueError("0912345678")

    for _ in range(inbox.MOST_ATTEMPTS):
        work(broken, time)
        time.forward(hours=1)
    assert states(vinh_long)[1] == ("failed", inbox.MOST_ATTEMPTS, "ValueError")


def test_an_outage_of_the_vault_costs_an_event_no_try(vinh_long: TestProvince, time: Clock) -> None:
    take(vinh_long, time, "1")

    def away(event: inbox.Taken) -> None:
        raise VaultClosed

    for _ in range(inbox.MOST_ATTEMPTS + 1):
        work(away, time)
        time.forward(hours=1)
    assert states(vinh_long) == [("waiting", 0, "the vault does not answer")]
    assert work(lambda _: None, time) == 1


class Killed(BaseException):
    """The process was ended, by the kernel for instance, in the middle of the work: nothing is noted any more."""


def test_an_event_that_ends_every_worker_is_given_up_and_the_others_go_on(
    vinh_long: TestProvince, time: Clock
) -> None:
    take(vinh_long, time, "1")

    def deadly(event: inbox.Taken) -> None:
        raise Killed

    for _ in range(inbox.MOST_ATTEMPTS):
        with pytest.raises(Killed):
            work(deadly, time)
        time.forward(seconds=inbox.CLAIMED.total_seconds())
    take(vinh_long, time, "2")
    assert work(lambda _: None, time) == 1, "the one that came after it"
    assert states(vinh_long)[0] == (
        "failed",
        inbox.MOST_ATTEMPTS + 1,
        "whoever worked on it came to an end",
    )


def test_each_event_is_claimed_from_the_moment_at_which_its_turn_comes(
    vinh_long: TestProvince, time: Clock
) -> None:
    for n in "12":
        take(vinh_long, time, n)
    claims: list[timedelta] = []

    def slow(event: inbox.Taken) -> None:
        with connections["owner"].cursor() as cursor:
            cursor.execute("SELECT due_at FROM messages_inbox WHERE id = %s", [event.id])
            claims.append(cursor.fetchone()[0] - time.at)
        time.forward(seconds=90)

    assert work(slow, time) == 2
    assert claims == [inbox.CLAIMED, inbox.CLAIMED]


def test_the_command_of_an_event_is_the_same_at_every_try() -> None:
    event = uuid.uuid4()
    assert inbox.command_id(event, "send") == inbox.command_id(event, "send")
    assert inbox.command_id(event, "send") != inbox.command_id(event, "rate")
