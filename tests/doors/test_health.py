"""What the operator's tools ask: alive, ready, how much waits."""

from collections.abc import Callable

import pytest
from django.db import OperationalError, connection
from django.test import Client
from tests.conftest import Clock
from tests.province import TestProvince

from paht.agencies import jurisdictions
from paht.agencies.models import CalendarVersion

BrowserOf = Callable[[TestProvince], Client]


def test_the_process_says_that_it_is_alive_on_any_host_name() -> None:
    assert Client(headers={"host": "bat-ky.vidu"}).get("/healthz").status_code == 200


def test_a_migrated_database_is_ready(vinh_long: TestProvince) -> None:
    del vinh_long
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["ready"]) == (200, True)


def test_from_december_on_an_unconfirmed_next_year_is_a_warning(vinh_long: TestProvince, time: Clock) -> None:
    CalendarVersion.objects.filter(jurisdiction_id=vinh_long.jurisdiction.id).update(confirmed_years=[2026])
    jurisdictions.forget()
    mine = vinh_long.jurisdiction.slug

    def years() -> list[int]:
        answer = Client().get("/readyz")
        assert answer.status_code == 200
        return [each["year"] for each in answer.json()["warnings"] if each["jurisdiction"] == mine]

    assert years() == []
    time.forward(days=13)
    assert years() == [2027]


def test_without_its_database_it_is_not_ready(
    vinh_long: TestProvince, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> None:
        raise OperationalError("gone")

    del vinh_long
    monkeypatch.setattr(connection, "cursor", gone)
    assert Client().get("/readyz").status_code == 503


def test_the_figures_count_open_and_overdue_cases_by_who_has_them(
    vinh_long: TestProvince, time: Clock
) -> None:
    vinh_long.sent(time.at)
    vinh_long.sent(time.at).received(time.at)
    time.forward(hours=2)
    page = Client().get("/metrics").content.decode()
    slug = vinh_long.jurisdiction.slug
    assert f'paht_cases_open{{jurisdiction="{slug}",holder="ioc"}} 1' in page
    assert f'paht_cases_overdue{{jurisdiction="{slug}",holder="ioc"}} 1' in page
    assert f'paht_cases_overdue{{jurisdiction="{slug}",holder="agency"}} 0' in page
    assert "paht_outbox_waiting " in page
