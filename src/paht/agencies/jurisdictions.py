"""Which province a request means, with its edition and calendar: read once, kept for a minute."""

import json
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from django.conf import settings

from paht.agencies import geography
from paht.agencies.geography import Province
from paht.agencies.models import CalendarVersion, EditionInForce, Host
from paht.agencies.models import Jurisdiction as Row
from paht.law.editions import get
from paht.law.editions.in_force import InForce, at_moment
from paht.law.editions.rows import Edition
from paht.law.worktime import Calendar

KEPT_FOR_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A province as the rest of the program knows it.

    ``edition`` is the one in force at the moment for which ``at`` was asked, else the first.
    """

    id: int
    slug: str
    edition: Edition
    editions: tuple[InForce, ...]
    calendar: Calendar
    calendar_version: int
    confirmed_years: tuple[int, ...]
    province: Province

    def at(self, now: datetime) -> "Jurisdiction":
        """The same province with the edition in force at that moment."""
        found = at_moment(self.editions, now)
        return (
            self if found is None or found.edition is self.edition else replace(self, edition=found.edition)
        )


@dataclass(frozen=True, slots=True)
class _Known:
    by_slug: dict[str, Jurisdiction]
    by_host: dict[str, Jurisdiction]
    read_at: float


_lock = threading.Lock()
_known: _Known | None = None


def of_host(host: str) -> Jurisdiction | None:
    """The jurisdiction of a host name (the port is ignored): by the table, else ``PAHT_JURISDICTION``."""
    known = _read()
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    return known.by_host.get(name.lower()) or known.by_slug.get(settings.JURISDICTION)


def of_slug(slug: str) -> Jurisdiction:
    """The jurisdiction of that slug; ``KeyError`` when there is none."""
    return _read().by_slug[slug]


def of_id(jurisdiction_id: int) -> Jurisdiction:
    """The jurisdiction of that number; ``KeyError`` when there is none."""
    for jurisdiction in _read().by_slug.values():
        if jurisdiction.id == jurisdiction_id:
            return jurisdiction
    raise KeyError(jurisdiction_id)


def named(word: str) -> Jurisdiction | None:
    """The jurisdiction of that slug or of exactly that host name, whatever ``PAHT_JURISDICTION`` says."""
    known = _read()
    return known.by_slug.get(word.lower()) or known.by_host.get(word.lower())


def hosts_of(jurisdiction_id: int) -> tuple[str, ...]:
    """Its host names, in order."""
    return tuple(sorted(name for name, found in _read().by_host.items() if found.id == jurisdiction_id))


def every() -> tuple[Jurisdiction, ...]:
    """All jurisdictions of this installation."""
    return tuple(_read().by_slug.values())


def forget() -> None:
    """Read again at the next question: after a change, and between tests."""
    global _known
    _known = None


def _read() -> _Known:
    global _known
    known = _known
    if known is not None and time.monotonic() - known.read_at < KEPT_FOR_SECONDS:
        return known
    with _lock:
        dated: dict[int, list[EditionInForce]] = {}
        for each in EditionInForce.objects.order_by("since"):
            dated.setdefault(each.jurisdiction_id, []).append(each)
        newest = CalendarVersion.objects.order_by("jurisdiction_id", "-version").distinct("jurisdiction_id")
        versions = {version.jurisdiction_id: version for version in newest}
        rows = {
            row.pk: _jurisdiction(row, dated.get(row.pk, ()), versions.get(row.pk))
            for row in Row.objects.order_by("pk")
        }
        hosts = {host.name: rows[host.jurisdiction_id] for host in Host.objects.all()}
        _known = _Known({j.slug: j for j in rows.values()}, hosts, time.monotonic())
        return _known


def _jurisdiction(row: Row, dated: Iterable[EditionInForce], version: CalendarVersion | None) -> Jurisdiction:
    assert version is not None, f"{row.slug} has no calendar"
    in_force = tuple(InForce(get(each.edition), each.since) for each in dated)
    return Jurisdiction(
        id=row.pk,
        slug=row.slug,
        edition=in_force[0].edition if in_force else get(row.edition),
        editions=in_force,
        calendar=_calendar(json.dumps(version.content)),
        calendar_version=version.version,
        confirmed_years=tuple(version.confirmed_years),
        province=geography.load(row.geography),
    )


@lru_cache(maxsize=256)
def _calendar(content: str) -> Calendar:
    """The calendar of that content, worked out once: most provinces have one and the same, and it seldom changes."""
    return Calendar.from_dict(json.loads(content))
