"""How somebody wants to be written to: kept for all their phones, readable by the worker, never no way at all."""

import pytest
from django.db import DatabaseError, connection, connections
from tests.conftest import Clock
from tests.people.citizens import PHONE, as_proven, citizen
from tests.province import TestProvince
from tests.working import as_worker

from paht.people import choices, citizens, wishes
from paht.people.choices import Choice
from paht.people.wishes import WAYS, LastWay, Wishes

ENGLISH = Wishes("en", frozenset({"sms", "zalo"}))


def test_wishes_hold_for_every_phone_of_the_person_and_the_worker_reads_them(
    vinh_long: TestProvince, time: Clock
) -> None:
    here = vinh_long.jurisdiction.id
    who = citizen(vinh_long, PHONE, time.at)
    (first,) = wishes.senders_of_person(here, who.person_id)
    assert wishes.of(here, first) == Wishes("vi", frozenset())
    wishes.keep(jurisdiction_id=here, senders=[first], wishes=ENGLISH, has_open=True, at=time.at)
    citizens.join_phone(as_proven(vinh_long, "0987654321"), person_id=who.person_id, at=time.at)
    second = next(each for each in wishes.senders_of_person(here, who.person_id) if each != first)
    with as_worker():
        assert wishes.of(here, first) == ENGLISH
        assert wishes.of(here, second) == ENGLISH
        with pytest.raises(DatabaseError):
            wishes.keep(jurisdiction_id=here, senders=[first], wishes=ENGLISH, has_open=False, at=time.at)


def test_the_last_way_stays_while_a_report_is_open_and_may_be_refused_afterwards(
    vinh_long: TestProvince, time: Clock
) -> None:
    here = vinh_long.jurisdiction.id
    who = citizen(vinh_long, PHONE, time.at)
    senders = wishes.senders_of_person(here, who.person_id)
    nothing = Wishes("vi", frozenset(WAYS))
    with pytest.raises(LastWay):
        wishes.keep(jurisdiction_id=here, senders=senders, wishes=nothing, has_open=True, at=time.at)
    assert wishes.of(here, senders[0]) == Wishes()
    wishes.keep(jurisdiction_id=here, senders=senders, wishes=nothing, has_open=False, at=time.at)
    assert wishes.of(here, senders[0]) == nothing


def test_the_wishes_of_another_person_or_province_are_not_ones_own(
    vinh_long: TestProvince, soc_trang: TestProvince, time: Clock
) -> None:
    here = vinh_long.jurisdiction.id
    (one,) = wishes.senders_of_person(here, citizen(vinh_long, PHONE, time.at).person_id)
    (other,) = wishes.senders_of_person(here, citizen(vinh_long, "0987654321", time.at).person_id)
    wishes.keep(jurisdiction_id=here, senders=[one], wishes=ENGLISH, has_open=False, at=time.at)
    assert wishes.of(here, other) == Wishes()
    assert wishes.of(soc_trang.jurisdiction.id, one) == Wishes()
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_wish WHERE jurisdiction_id = %s", [here])
        assert cursor.fetchone() == (1,)


def test_each_choice_is_noted_once_with_its_moment_and_nobody_rewrites_it(
    vinh_long: TestProvince, soc_trang: TestProvince, time: Clock
) -> None:
    here = vinh_long.jurisdiction.id
    senders = wishes.senders_of_person(here, citizen(vinh_long, PHONE, time.at).person_id)
    assert choices.of(here, senders) == [], "silence is no choice"
    moments = []
    for unwanted in ({"zalo"}, {"zalo"}, {"email"}):
        time.forward(minutes=1)
        moments.append(time.at)
        kept = Wishes("vi", frozenset(unwanted))
        wishes.keep(jurisdiction_id=here, senders=senders, wishes=kept, has_open=True, at=time.at)
    first, _, last = moments
    noted = [Choice("email", False, last), Choice("zalo", True, last), Choice("zalo", False, first)]
    assert choices.of(here, senders) == noted
    assert choices.of(soc_trang.jurisdiction.id, senders) == []
    for change in ("UPDATE people_choice SET is_allowed = true", "DELETE FROM people_choice"):
        with pytest.raises(DatabaseError), connection.cursor() as cursor:
            cursor.execute(change)
    with as_worker(), pytest.raises(DatabaseError):
        choices.of(here, senders)
