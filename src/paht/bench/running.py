"""Which benchmarks are run, and on what."""

from collections.abc import Collection
from datetime import datetime

import psycopg

from paht import processors
from paht.bench import deadline
from paht.bench.home import say, serving, temporary
from paht.bench.results import Comparison, Effort
from paht.installation.postgres import Server

PAGES = ("inbox", "list", "detail")


def run(names: Collection[str], *, effort: Effort) -> list[Comparison]:
    """The named benchmarks in their order; what needs a database gets a new one, gone at the end."""
    found: list[Comparison] = []
    if {"submit", *PAGES} & set(names):
        with temporary() as server:
            found += _with_database(server, names, effort=effort)
    if "deadline" in names:
        say("deadline")
        found += deadline.comparisons(effort=effort)
    return found


def verified(*, events: int) -> dict[str, float | int]:
    """How long ``./paht verify`` takes for so many events."""
    with temporary() as server:
        from paht import clock
        from paht.bench import province, record

        place, now = province.found(now=clock.now()), clock.now()
        say(f"verify: filling the tables with {events} events")
        there = record.fill(server, place, events=events, now=now)
        return record.told(server, events=there, processes=processors.available())


def answered(*, events: int) -> list[dict[str, str | float | int]]:
    """How soon what is posted to each channel is acknowledged, each event posted twice, fifty posts a second."""
    with temporary() as server:
        from paht import clock
        from paht.bench import province, webhooks
        from paht.installation.home import Home

        place = province.found(now=clock.now())
        return webhooks.told(
            server,
            Home.from_environment().path,
            jurisdiction_id=place.jurisdiction.id,
            events=events,
            copies=2,
            a_second=50,
        )


def examined(*, events: int) -> dict[str, float | int]:
    """What so many photographs that wait for their examination cost whoever sends a report."""
    with temporary() as server:
        from paht import clock
        from paht.bench import photos, province

        return photos.told(server, province.found(now=clock.now()), photos=events)


def _with_database(server: Server, names: Collection[str], *, effort: Effort) -> list[Comparison]:
    # Only now: these modules know Django, whose settings must find the temporary home.
    from paht import clock
    from paht.bench import province

    now = clock.now()
    place = province.found(now=now)
    found: list[Comparison] = []
    if "submit" in names:
        found += _submit(server, place, now=now, effort=effort)
    if set(PAGES) & set(names):
        found += _pages(server, place, names, now=now, effort=effort)
    return found


def _submit(server: Server, place: object, *, now: datetime, effort: Effort) -> list[Comparison]:
    from paht.bench import submit
    from paht.bench.province import Province

    assert isinstance(place, Province)
    say(f"submit: filling the tables with {effort.sent} sent cases")
    submit.fill(server, place, now=now, cases=effort.sent)
    found = []
    for is_known in (False, True):
        say(f"submit: the operation{' of a known sender' if is_known else ''}")
        found.append(submit.operation(server, place, now=now, effort=effort, is_known=is_known))
    if _is_there("citizen-send"):
        say("submit: the form over HTTP")
        found.append(submit.form(server, place, now=now, effort=effort))
    return found


def _pages(
    server: Server,
    place: object,
    names: Collection[str],
    *,
    now: datetime,
    effort: Effort,
) -> list[Comparison]:
    from paht.bench import pages, province, rows

    assert isinstance(place, province.Province)
    ended = province.published(place, number=1, now=now)
    waiting = province.sent(place, number=2, now=now)
    say(f"filling the database with {effort.cases} cases")
    with psycopg.connect(server.url("super"), autocommit=True) as connection:
        rows.fill(connection, cases=effort.cases, ended=ended, waiting=waiting)
    found = []
    with serving() as web:
        if "inbox" in names and _is_there("desk"):
            say("inbox")
            found.append(pages.inbox(server, web, place, effort=effort))
        if "list" in names and _is_there("citizen-results"):
            say("list")
            found.append(pages.results(server, web, effort=effort))
        if "detail" in names and _is_there("citizen-results"):
            say("detail")
            found.append(pages.result(server, web, ended, effort=effort))
    return found


def _is_there(name: str) -> bool:
    """Whether the program has that page; without it there is nothing to measure."""
    from django.urls import NoReverseMatch, reverse

    try:
        reverse(name)
    except NoReverseMatch:
        say(f"there is no page {name} yet; left out")
        return False
    return True
