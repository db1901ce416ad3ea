"""Who may come to which address, by which method, about which case, and give which command: every cell over HTTP, as
the application's own role."""

import os
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver
from tests.authority.addresses import DECLARED
from tests.authority.cast import Stage
from tests.authority.commands import answer, commands, fault
from tests.authority.matrix import cells, shown_abroad, wrong
from tests.conftest import Clock

from paht.cases import store
from paht.doors.pages import limits

StageOf = Callable[[str], Stage]
EDITION = "vinh-long-2025"
EDITIONS = (EDITION, "soc-trang-2024")
EVERY = {EDITION: 1, "soc-trang-2024": 1 if os.environ.get("PAHT_MATRIX_WHOLE") else 3}
"""In CI every third cell of the second edition is asked: the doors are the same, its rows have tests of their own."""


_LIMITS = (
    "CONFIRMATIONS_PER_CASE",
    "CONFIRMATIONS_PER_ADDRESS",
    "LOOK_UPS_PER_ADDRESS",
    "INCIDENTS_PER_ACCOUNT",
)
"""All visitors come from one address, more often than anybody may."""


@pytest.fixture
def unwritten(stage_of: StageOf, monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps are decided under their lock and rolled back, so that each cell finds its case as it was; the scenes
    themselves are made before."""
    for edition in EDITIONS:
        stage_of(edition)
    monkeypatch.setattr(store, "write", lambda raw, *, step, head: step.after)
    for limit in _LIMITS:
        monkeypatch.setattr(limits, limit, 1_000_000)


def _patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from _patterns(each)
        else:
            yield each


def test_every_address_is_declared() -> None:
    names = [pattern.name for pattern in _patterns(get_resolver())]
    assert sorted(map(str, names)) == sorted(DECLARED)


def test_the_application_is_neither_owner_nor_superuser(database: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls OR EXISTS (SELECT FROM pg_class WHERE relowner = r.oid) "
            "FROM pg_roles r WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False,)


@pytest.mark.clause("VL.7.5", "ST.4.5")
@pytest.mark.usefixtures("unwritten")
@pytest.mark.parametrize("edition", EDITIONS)
def test_every_visitor_is_answered_as_declared_and_every_command_as_the_law_says(
    edition: str, stage_of: StageOf, time: Clock
) -> None:
    stage = stage_of(edition)
    asked, given = list(cells(stage)), list(commands(stage))
    assert len(asked) + len(given) >= 5000
    asked, given = asked[:: EVERY[edition]], given[:: EVERY[edition]]
    found = [*wrong(stage, asked), *filter(None, (fault(each, answer(stage, each)) for each in given))]
    assert found == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_case_of_another_province_does_not_exist(edition: str, stage_of: StageOf, time: Clock) -> None:
    assert list(shown_abroad(stage_of(edition))) == []
