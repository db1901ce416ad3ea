"""Storms: offices close for hours or days, and the calendar says so, sometimes only after it has begun."""

from datetime import datetime, timedelta
from random import Random

from paht.law.worktime import HO_CHI_MINH, Calendar


def after_storm(*, calendar: Calendar, now: datetime, chance: Random) -> Calendar:
    """The calendar with a closure that begins up to six hours from now or began up to four hours ago."""
    begins = now.astimezone(HO_CHI_MINH) + timedelta(minutes=chance.randint(-240, 360))
    ends = begins + timedelta(minutes=chance.randint(120, 2400))
    closure = {
        "from": begins.strftime("%Y-%m-%dT%H:%M"),
        "to": ends.strftime("%Y-%m-%dT%H:%M"),
        "reason": "Bão: cơ quan nghỉ làm việc",
    }
    return calendar.overlaid({"closures": [closure], "version": f"bão {closure['from']}"})
