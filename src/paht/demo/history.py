"""The demo's past: reports of the last sixty days driven through the real operations, each at its own moment.

Who does what when is simulated (``courses``); people, places, words and pictures are drawn by chance from the number of
the report. Run again after an interruption it goes on where it stopped.
"""

import io
import logging
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from paht.agencies.jurisdictions import Jurisdiction
from paht.agencies.queries import candidates
from paht.cases import operations as o
from paht.cases import sending
from paht.demo import names
from paht.demo.courses import STOPS, chosen
from paht.demo.pictures import Pictures
from paht.demo.scenes import SCENES, Scene
from paht.demo.telling import TELLING
from paht.evidence.refusals import Unreadable
from paht.evidence.storage import keep
from paht.law.casework import commands as c
from paht.law.casework.case import Actor, FileRef, Place
from paht.law.casework.states import AGENCY_ROLES, Channel, Field, Role
from paht.law.editions.rows import Edition
from paht.people.actors import SYSTEM, sender
from paht.people.models import Membership
from paht.simulation.courses import Course
from paht.simulation.files import Step

SPAN = timedelta(days=60)

_NAMESPACE = uuid.UUID("0f7d5c5e-9d0b-4e0e-9a5e-6b1f1c0c2a77")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts for the IOC, and for any agency (the demo's accounts; other bodies act through the system)."""

    intake: Actor
    dispatcher: Actor
    publisher: Actor

    def of_ioc(self, by: frozenset[Role]) -> Actor:
        """The first of the IOC's officials who has one of these roles."""
        return next(actor for actor in (self.intake, self.dispatcher, self.publisher) if actor.roles & by)

    @staticmethod
    def of_agency(agency_id: str, role: Role) -> Actor:
        """An official of an agency: the demo has accounts for two bodies, the others' staff are not named."""
        return Actor(
            id=str(uuid.uuid5(_NAMESPACE, f"{agency_id} {role}")), roles=frozenset({role}), body=agency_id
        )


class Story:
    """One report on its way: a simulated course, told with a scene, a person and a place of the province."""

    def __init__(
        self, *, jurisdiction: Jurisdiction, cast: Cast, number: int, course: Course, pictures: Pictures
    ) -> None:
        self.jurisdiction = jurisdiction
        self.cast = cast
        self.number = number
        self.course = course
        self.pictures = pictures
        self.chance = random.Random(f"{jurisdiction.slug} {number}")  # noqa: S311 (a story, not a secret)
        self.scene_key = self.chance.choice(sorted(SCENES))
        self.scene: Scene = SCENES[self.scene_key]
        self.description = self.chance.choice(self.scene.descriptions)
        self.person = names.person(province=jurisdiction.slug, chance=self.chance)
        commune = self.person.commune
        self.place = Place(
            latitude=round(commune.lat + self.chance.uniform(-0.004, 0.004), 6),
            longitude=round(commune.lon + self.chance.uniform(-0.004, 0.004), 6),
            source="gps",
            commune=commune.code,
            accuracy_m=self.chance.choice([6.0, 9.0, 14.0, 25.0]),
        )
        self.at = course[0].at

    @property
    def edition(self) -> Edition:
        """The regulation in force."""
        return self.jurisdiction.edition

    @property
    def field(self) -> Field:
        """The field of the scene."""
        return Field(self.scene.field)

    def tell(self) -> bool:
        """Live the course; false where the province refused a step, which ends the story."""
        done = self._send(self.course[0])
        case_id, who = uuid.UUID(done.case.id), sender(uuid.UUID(done.case.sender))
        for number, lived in enumerate(self.course[1:], 2):
            self.at = lived.at
            step = o.Step(
                jurisdiction=self.jurisdiction,
                case_id=case_id,
                actor=self._actor(lived, who),
                now=self.at,
                command_id=self._command(number),
            )
            outcome = TELLING[type(lived.command)](self, lived.command)(step)
            if not isinstance(outcome, o.Done):
                _log.warning("%s %s: %r: %r", self.jurisdiction.slug, self.number, lived.command, outcome)
                return False
        return True

    def _send(self, lived: Step) -> o.Done:
        assert isinstance(lived.command, c.Send)
        personal = {
            "name": self.person.full_name,
            "phone": self.person.phone,
            "address": self.person.address,
            "identity_number": self.person.identity_number,
        }
        asked = {field.name for field in self.edition.form}
        done = sending.send(
            jurisdiction=self.jurisdiction,
            filled=sending.Filled(
                command_id=self._command(1),
                kind=lived.command.kind,
                field=self.field,
                channel=self.chance.choices([Channel.WEB, Channel.APP], [1, 3])[0],
                description=self.description,
                place=self.place,
                files=[self.photo(after=False)],
                personal={name: value for name, value in personal.items() if name in asked},
                declared=True,
                personal_public=lived.command.personal_public,
            ),
            now=self.at,
        )
        assert isinstance(done, o.Done), done
        return done

    def _actor(self, lived: Step, who: Actor) -> Actor:
        """Who does for real what somebody of the simulated province did."""
        if Role.SENDER in lived.actor.roles:
            return who
        if Role.SYSTEM in lived.actor.roles:
            return SYSTEM
        step = self.edition.step(type(lived.command))
        assert step is not None
        if lived.actor.roles & AGENCY_ROLES:
            assert lived.actor.body is not None
            return self.cast.of_agency(self.body(lived.actor.body), min(lived.actor.roles & step.by))
        return self.cast.of_ioc(step.by)

    # What the tellings ask for

    def body(self, simulated: str) -> str:
        """The real body in the place of the simulated one: the one that gets the case last is right for it."""
        right = [step.command.agency for step in self.course if isinstance(step.command, c.Dispatch)][-1]
        return self._right if simulated == right else self._wrong

    def _competent(self, field: Field) -> list[str]:
        found = candidates(jurisdiction_id=self.jurisdiction.id, field=field, commune=self.place.commune)
        return [str(body.id) for body in found]

    @cached_property
    def _right(self) -> str:
        return self.chance.choice(self._competent(self.field)[:2])

    @cached_property
    def _wrong(self) -> str:
        """The least likely of the competent bodies, or that of another field."""
        others = [*reversed(self._competent(self.field)), *self._competent(Field.HEALTH)]
        return next(body for body in others if body != self._right)

    def result(self) -> str:
        """What an agency may report as done."""
        return self.chance.choice(self.scene.results)

    def photo(self, *, after: bool) -> FileRef:
        """The scene before or after, taken a while ago at the place."""
        minutes = 30 if after else self.chance.randint(3, 300)
        jpeg = self.pictures.photograph(
            self.scene_key,
            after=after,
            variant=self.number,
            taken_at=self.at - timedelta(minutes=minutes),
            lat=self.place.latitude,
            lon=self.place.longitude,
        )
        kept = keep(jurisdiction_id=self.jurisdiction.id, upload=io.BytesIO(jpeg), received_at=self.at)
        assert not isinstance(kept, Unreadable), kept
        return FileRef(str(kept.id), kept.sha256, kept.media_type)

    def _command(self, number: int) -> uuid.UUID:
        return uuid.uuid5(_NAMESPACE, f"{self.jurisdiction.slug} {self.number} {number}")


def cast_of(jurisdiction: Jurisdiction) -> Cast:
    """The IOC's officials of the demo."""
    rows = Membership.objects.filter(staff__jurisdiction_id=jurisdiction.id).values_list(
        "role", "staff_id", "agency_id"
    )
    by_role = {role: (str(staff), str(agency)) for role, staff, agency in rows}

    def actor(role: Role) -> Actor:
        staff, agency = by_role[role.value]
        return Actor(id=staff, roles=frozenset({role}), body=agency)

    return Cast(actor(Role.INTAKE), actor(Role.DISPATCHER), actor(Role.PUBLISHER))


def tell(*, jurisdiction: Jurisdiction, reports: int, now: datetime, pictures: Pictures) -> Iterator[int]:
    """Drive the province's past; yields the number of reports told so far."""
    cast = cast_of(jurisdiction)
    courses = chosen(
        slug=jurisdiction.slug,
        edition=jurisdiction.edition,
        calendar=jurisdiction.calendar,
        reports=reports,
        now=now,
        span=SPAN,
    )
    for number, course in enumerate(courses):
        Story(jurisdiction=jurisdiction, cast=cast, number=number, course=course, pictures=pictures).tell()
        yield number + 1


__all__ = ["SPAN", "STOPS", "Cast", "Story", "cast_of", "tell"]
