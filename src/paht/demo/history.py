"""The demo's past: reports of the last sixty days driven through the real operations, each at its own moment.

Who does what when is simulated (``courses``); people, places, words and pictures are drawn by chance from the number of
the report. Run again after an interruption it goes on where it stopped.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from paht.agencies.jurisdictions import Jurisdiction
from paht.cases import operations as o
from paht.demo.bodies import bodies_of, with_deputies
from paht.demo.courses import chosen, is_new_matter
from paht.demo.pictures import Pictures
from paht.demo.story import Cast, Story
from paht.demo.telling import TELLING
from paht.law.casework.states import Role, Stage
from paht.people.models import Membership

SPAN = timedelta(days=60)
LINKED = 2
"""So many reports take up an answered one again."""

_log = logging.getLogger(__name__)


def cast_of(jurisdiction: Jurisdiction) -> Cast:
    """The demo's officials."""
    rows = Membership.objects.filter(staff__jurisdiction_id=jurisdiction.id).order_by("staff__login", "role")
    keys = rows.values_list("role", "agency_id", "staff_id")
    return Cast({(Role(role), str(agency)): str(staff) for role, agency, staff in keys})


def live(story: Story) -> bool:
    """Live the story's course; false where the province refused a step, which ends the story."""
    who = story.begin()
    for number, lived in enumerate(story.course[1:], 2):
        step = story.step(number, lived, who=who)
        outcome = TELLING[type(lived.command)](story, lived.command)(step)
        if not isinstance(outcome, o.Done):
            _log.warning("%s %s: %r: %r", story.jurisdiction.slug, story.number, lived.command, outcome)
            return False
        story.case = outcome.case
    return True


def tell(*, jurisdiction: Jurisdiction, reports: int, now: datetime, pictures: Pictures) -> Iterator[int]:
    """Drive the province's past; yields the number of reports told so far."""
    cast, bodies = cast_of(jurisdiction), bodies_of(jurisdiction.id)
    courses = chosen(
        slug=jurisdiction.slug,
        edition=jurisdiction.edition,
        calendar=jurisdiction.calendar,
        reports=reports,
        now=now,
        span=SPAN,
    )
    answered: list[Story] = []
    linked = 0
    for number, course in enumerate(courses):
        before = None
        if linked < LINKED and jurisdiction.edition.link_clause and is_new_matter(course):
            before = next((story for story in answered if story.at < course[0].at), None)
        story = Story(
            jurisdiction=jurisdiction,
            cast=cast,
            bodies=bodies,
            number=number,
            course=course,
            pictures=pictures,
            before=before,
        )
        is_told = live(story)
        if before is not None:
            answered.remove(before)
            linked += 1
        elif is_told and story.case.stage is Stage.PUBLISHED and not with_deputies(course):
            answered.append(story)
        yield number + 1
