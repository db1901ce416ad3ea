"""The hotline 1022: until when a voice message is to be heard, counted in working time alone.

The regulation sets no term for it (it says only that what was recorded out of hours is passed on in office hours,
ST.7.2.voicemail), so the moment here is a target of the house: never a violation.
"""

from datetime import datetime

from paht.law.worktime import Calendar

HEARD_WITHIN_SECONDS = 2 * 3600
"""Working time within which somebody hears a message that was left."""

PASSED_ON_AT_ONCE = "ST.7.2.urgent"
"""The clause by which an urgent call waits for no office hours and leaves no recording behind."""


def heard_by(*, left_at: datetime, calendar: Calendar) -> datetime:
    """When a voice message is to have been heard: so much working time after it was left (ST.7.2.voicemail)."""
    return calendar.add(left_at, HEARD_WITHIN_SECONDS)


def is_missed(*, answered_at: datetime | None, ended_at: datetime | None, is_voice_message: bool) -> bool:
    """Whether a caller was reached by nobody: neither a person nor the recording of a message took the call."""
    return ended_at is not None and answered_at is None and not is_voice_message
