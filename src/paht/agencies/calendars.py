"""The operator's calendar: what a province works by, version by version; an older version is never changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from paht.agencies import jurisdictions
from paht.agencies.models import CalendarVersion, Jurisdiction
from paht.law.worktime import Calendar


@transaction.atomic
def put_in_force(
    *, jurisdiction_id: int, content: dict[str, Any], confirmed_years: Sequence[int], now: datetime
) -> int:
    """A new version, in force from now on; returns its number. Raises ``CalendarError`` naming what is wrong.

    Terms that are open follow it, later only, as soon as the worker has come round; years confirmed once stay so.
    """
    Calendar.from_dict(content)
    Jurisdiction.objects.select_for_update().get(pk=jurisdiction_id)
    newest = CalendarVersion.objects.filter(jurisdiction_id=jurisdiction_id).order_by("-version").first()
    assert newest is not None, "a jurisdiction is founded with a calendar"
    years = sorted({*newest.confirmed_years, *confirmed_years})
    CalendarVersion.objects.create(
        jurisdiction_id=jurisdiction_id,
        version=newest.version + 1,
        content=content,
        confirmed_years=years,
        made_at=now,
    )
    jurisdictions.forget()
    return newest.version + 1
