"""Working time: calendars, arithmetic exact to the second, terms and the reasons for each answer."""

from paht.law.worktime.calendar import Calendar
from paht.law.worktime.calendar_file import CalendarError
from paht.law.worktime.explain import Reason, Step, explain_add, explain_between, explain_due
from paht.law.worktime.length import (
    CALENDAR_DAY,
    CALENDAR_MONTH,
    CLOCK_HOUR,
    CLOCK_MINUTE,
    WORKING_DAY,
    WORKING_HOUR,
    DayCount,
    Due,
    Length,
    Unit,
    due,
    working_seconds,
)
from paht.law.worktime.moments import HO_CHI_MINH
from paht.law.worktime.sentences import due_sentences, duration_text, moment_text, sentence, sentences

__all__ = [
    "CALENDAR_DAY",
    "CALENDAR_MONTH",
    "CLOCK_HOUR",
    "CLOCK_MINUTE",
    "HO_CHI_MINH",
    "WORKING_DAY",
    "WORKING_HOUR",
    "Calendar",
    "CalendarError",
    "DayCount",
    "Due",
    "Length",
    "Reason",
    "Step",
    "Unit",
    "due",
    "due_sentences",
    "duration_text",
    "explain_add",
    "explain_between",
    "explain_due",
    "moment_text",
    "sentence",
    "sentences",
    "working_seconds",
]
