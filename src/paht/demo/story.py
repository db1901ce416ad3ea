"""A report of the demo's past on its way: who takes part, where it is, what they say, and who really does each step."""

import io
import random
import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from paht.agencies.geography import Commune
from paht.agencies.jurisdictions import Jurisdiction
from paht.agencies.models import Competence
from paht.agencies.queries import candidates
from paht.cases import operations as o
from paht.cases import sending
from paht.demo import names
from paht.demo.bodies import Bodies, invited, joining, mapped, with_deputies
from paht.demo.pictures import Pictures
from paht.demo.scenes import SCENES, Scene
from paht.demo.stops import STOPS
from paht.evidence.storage import keep
from paht.examining.refusals import Unreadable
from paht.law.casework import commands as c
from paht.law.casework.case import Actor, Case, FileRef, Place
from paht.law.casework.states import AGENCY_ROLES, DESK_ROLES, Channel, Field, Role
from paht.law.editions.rows import Edition
from paht.law.worktime import HO_CHI_MINH
from paht.people.actors import SYSTEM, interactor, sender
from paht.simulation.courses import Course
from paht.simulation.files import Step

_NAMESPACE = uuid.UUID("0f7d5c5e-9d0b-4e0e-9a5e-6b1f1c0c2a77")


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts: the demo's accounts, by role and body. Of bodies without accounts the staff are not named."""

    accounts: dict[tuple[Role, str], str]

    def of_house(self, by: frozenset[Role]) -> Actor:
        """The first official who has one of these roles, of the IOC where it has one."""
        fitting = [role for role in _HOUSE if role in by]
        role, body, staff = next(
            (role, body, staff)
            for wanted in fitting
            for (role, body), staff in self.accounts.items()
            if role is wanted
        )
        return Actor(id=staff, roles=frozenset({role}), body=body)

    def of_agency(self, agency_id: str, role: Role) -> Actor:
        """An official of an agency."""
        staff = self.accounts.get((role, agency_id)) or str(uuid.uuid5(_NAMESPACE, f"{agency_id} {role}"))
        return Actor(id=staff, roles=frozenset({role}), body=agency_id)


_HOUSE = (
    Role.INTAKE,
    Role.DISPATCHER,
    Role.PUBLISHER,
    Role.SUPERVISING_DEPARTMENT,
    Role.PROVINCIAL_LEADER,
)


class Story:
    """One report on its way: a simulated course, told with a scene, a person and a place of the province."""

    def __init__(
        self,
        *,
        jurisdiction: Jurisdiction,
        cast: Cast,
        bodies: Bodies,
        number: int,
        course: Course,
        pictures: Pictures,
        before: "Story | None" = None,
    ) -> None:
        self.jurisdiction = jurisdiction
        self.cast = cast
        self.bodies = bodies
        self.number = number
        self.course = course
        self.pictures = pictures
        self.before = before
        self.chance = random.Random(f"{jurisdiction.slug} {number}")  # noqa: S311 (a story, not a secret)
        self.at = course[0].at
        self.case = Case(id="", edition=jurisdiction.edition.id)
        self.scene_key: str
        self.person: names.Person
        self.scene_key, self.person = self._matter() if before is None else (before.scene_key, before.person)
        self.scene: Scene = SCENES[self.scene_key]
        # Who takes up a matter again means the same place with the same words (VL.5.6).
        self.place: Place = before.place if before is not None else self._near(self.person.commune)
        self.description = self.chance.choice(self.scene.descriptions) if before is None else _again(before)
        self.neighbour = names.person(province=jurisdiction.slug, chance=self.chance)
        self._bodies = mapped(
            course,
            bodies=bodies,
            competent=self._competent(),
            chance=self.chance,
            for_first=self._stands_still,
        )

    @property
    def _stands_still(self) -> bool:
        """Whether it is one of the first, in which a visitor finds every state."""
        return self.number < len(STOPS)

    def _matter(self) -> tuple[str, names.Person]:
        """A scene, and who reports it: in the commune whose deputy reads the results where one does, else elsewhere;
        a matter of the body that is invited, where one is.
        """
        deputy = self.bodies.with_deputy
        is_read = bool(with_deputies(self.course))
        fields = {row.field for row in deputy.competences.all()} if deputy and is_read else None
        if not is_read and (invited(self.course) or self._stands_still):
            absent = self.bodies.newcomer if joining(self.course) else self.bodies.outsider
            wanted = absent if invited(self.course) else self.bodies.first
            fields = {*Competence.objects.filter(agency=wanted).values_list("field", flat=True)}
        fitting = [key for key in sorted(SCENES) if fields is None or SCENES[key].field in fields]
        scene_key = self.chance.choice(fitting)
        while True:
            person = names.person(province=self.jurisdiction.slug, chance=self.chance)
            if deputy is None or (person.commune.code == deputy.commune) == is_read:
                return scene_key, person

    def _near(self, commune: Commune) -> Place:
        return Place(
            latitude=round(commune.lat + self.chance.uniform(-0.004, 0.004), 6),
            longitude=round(commune.lon + self.chance.uniform(-0.004, 0.004), 6),
            source="gps",
            commune=commune.code,
            accuracy_m=self.chance.choice([6.0, 9.0, 14.0, 25.0]),
        )

    @property
    def edition(self) -> Edition:
        """The regulation in force."""
        return self.jurisdiction.edition

    @property
    def field(self) -> Field:
        """The field of the scene."""
        return Field(self.scene.field)

    def begin(self) -> Actor:
        """Send the report for real; gives its sender."""
        done = self._send(self.course[0])
        self.case = done.case
        return sender(uuid.UUID(done.case.sender))

    def step(self, number: int, lived: Step, *, who: Actor) -> o.Step:
        """Who does for real, and when, what was simulated as the course's ``number``-th step."""
        self.at = lived.at
        return o.Step(
            jurisdiction=self.jurisdiction,
            case_id=uuid.UUID(self.case.id),
            actor=self._actor(lived, who),
            now=self.at,
            command_id=self._command(number),
        )

    def _send(self, lived: Step) -> o.Done:
        command = lived.command
        assert isinstance(command, c.Send)
        personal = {
            "name": self.person.full_name,
            "phone": self.person.phone,
            "address": self.person.address,
            "identity_number": self.person.identity_number,
        }
        asked = {field.name for field in self.edition.form}
        entered = isinstance(command, c.Enter)
        own = self.chance.choices([Channel.WEB, Channel.APP], [1, 3])[0]
        done = sending.send(
            jurisdiction=self.jurisdiction,
            filled=sending.Filled(
                command_id=self._command(1),
                kind=command.kind,
                field=self.field,
                channel=command.channel if entered else own,
                description=self.description,
                place=self.place,
                files=[self.photo(after=False)],
                personal={name: value for name, value in personal.items() if name in asked},
                declared=True,
                personal_public=command.personal_public,
                confidential=command.confidential,
                linked_to=uuid.UUID(self.before.case.id) if self.before else None,
                # Whatever raised the simulated alarm, here the sender says that it is urgent.
                urgent=lived.after.alarm is not None,
            ),
            now=self.at,
            officer=self.cast.of_house(frozenset({Role.INTAKE})) if entered else None,
        )
        assert isinstance(done, o.Done), done
        return done

    def _actor(self, lived: Step, who: Actor) -> Actor:
        """Who does for real what somebody of the simulated province did."""
        roles = lived.actor.roles
        if Role.SENDER in roles:
            return who
        if Role.SYSTEM in roles:
            return SYSTEM
        if Role.INTERACTOR in roles:
            return interactor(uuid.uuid5(_NAMESPACE, self.neighbour.phone))
        step = self.edition.step(type(lived.command))
        assert step is not None
        if roles & AGENCY_ROLES:
            assert lived.actor.body is not None
            return self.cast.of_agency(self.body(lived.actor.body), min(roles & step.by))
        return self.cast.of_house(step.by & (roles if roles.isdisjoint(DESK_ROLES) else DESK_ROLES))

    # What the tellings ask for

    def body(self, simulated: str) -> str:
        """The real body in the place of the simulated one."""
        return self._bodies[simulated]

    def _competent(self) -> list[uuid.UUID]:
        found = candidates(jurisdiction_id=self.jurisdiction.id, field=self.field, commune=self.place.commune)
        return [body.id for body in found if body.joined and body.id != self.bodies.newcomer]

    def last_day(self, assignment: int) -> date:
        """The day on which the agency's handling term ends as it stands."""
        owed = [d for d in self.case.duties if d.term == "handling" and d.subject_number == assignment]
        return (owed[0].due_at if owed else self.at).astimezone(HO_CHI_MINH).date()

    def letter_number(self) -> int:
        """The number of an official letter."""
        return self.chance.randint(12, 980)

    def paper(self) -> FileRef:
        """The photograph of an official letter."""
        jpeg = self.pictures.letter(taken_at=self.at, lat=self.place.latitude, lon=self.place.longitude)
        return self._kept(jpeg)

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
        return self._kept(jpeg)

    def _kept(self, jpeg: bytes) -> FileRef:
        kept = keep(jurisdiction_id=self.jurisdiction.id, upload=io.BytesIO(jpeg), received_at=self.at)
        assert not isinstance(kept, Unreadable), kept
        return FileRef(str(kept.id), kept.sha256, kept.media_type)

    def _command(self, number: int) -> uuid.UUID:
        return uuid.uuid5(_NAMESPACE, f"{self.jurisdiction.slug} {self.number} {number}")


def _again(before: Story) -> str:
    return (
        f"Đã được trả lời nhưng sự việc lại tái diễn: {before.description[0].lower()}{before.description[1:]}"
    )
