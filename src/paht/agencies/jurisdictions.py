"""Which province a request means, with its edition and calendar: read once, kept for a minute."""

import threading
import time
from dataclasses import dataclass

from django.conf import settings

from paht.agencies import geography
from paht.agencies.geography import Province
from paht.agencies.models import CalendarVersion, Host
from paht.agencies.models import Jurisdiction as Row
from paht.law.editions import get
from paht.law.editions.rows import Edition
from paht.law.worktime import Calendar

KEPT_FOR_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A province as the rest of the program knows it."""

    id: int
    slug: str
    edition: Edition
    calendar: Calendar
    calendar_version: int
    confirmed_years: tuple[int, ...]
    province: Province


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
        rows = {row.pk: _jurisdiction(row) for row in Row.objects.order_by("pk")}
        hosts = {host.name: rows[host.jurisdiction_id] for host in Host.objects.all()}
        _known = _Known({j.slug: j for j in rows.values()}, hosts, time.monotonic())
        return _known


def _jurisdiction(row: Row) -> Jurisdiction:
    version = CalendarVersion.objects.filter(jurisdiction=row).order_by("-version").first()
    assert version is not None, f"{row.slug} has no calendar"
    return Jurisdiction(
        id=row.pk,
        slug=row.slug,
        edition=get(row.edition),
        calendar=Calendar.from_dict(version.content),
        calendar_version=version.version,
        confirmed_years=tuple(version.confirmed_years),
        province=geography.load(row.geography),
    )
