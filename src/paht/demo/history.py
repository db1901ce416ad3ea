"""The demo's past: reports of the last sixty days driven through the real operations, each at its own moment.

Every case has a story drawn by chance from its number; a step that would lie in the future has not happened yet, so
that the province has cases in every state. Run again after an interruption it goes on where it stopped.
"""

import io
import random
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from paht.agencies.jurisdictions import Jurisdiction
from paht.agencies.queries import candidates
from paht.cases import operations as o
from paht.cases import sending
from paht.demo import names
from paht.demo.pictures import Pictures
from paht.demo.scenes import SCENES, Scene
from paht.evidence.refusals import Unreadable
from paht.evidence.storage import keep
from paht.law.casework.case import Actor, Case, FileRef, Place
from paht.law.casework.commands import Withdraw
from paht.law.casework.states import Channel, Field, Kind, Role, Stage
from paht.people.actors import sender
from paht.people.masking import mask
from paht.people.models import Membership

SPAN = timedelta(days=60)
STOPS = (
    "sent",
    "supplement",
    "verified",
    "accepted",
    "dispatched",
    "received",
    "handling",
    "handled",
    "submitted",
    "correcting",
    "checking",
    "withdrawn",
)
"""Where a province's first stories stand still: a visitor finds a case in every state, whatever the hour."""

_NAMESPACE = uuid.UUID("0f7d5c5e-9d0b-4e0e-9a5e-6b1f1c0c2a77")


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts for the IOC, and for any agency (the demo's accounts; other bodies act through the system)."""

    intake: Actor
    dispatcher: Actor
    publisher: Actor

    @staticmethod
    def of_agency(agency_id: str, role: Role) -> Actor:
        """An official of an agency: the demo has accounts for two bodies, the others' staff are not named."""
        return Actor(
            id=str(uuid.uuid5(_NAMESPACE, f"{agency_id} {role}")), roles=frozenset({role}), body=agency_id
        )


class Story:
    """One report on its way: a moment that moves on in working time, and steps that stop at the present."""

    def __init__(
        self, *, jurisdiction: Jurisdiction, cast: Cast, number: int, now: datetime, pictures: Pictures
    ) -> None:
        self.jurisdiction = jurisdiction
        self.cast = cast
        self.number = number
        self.now = now
        self.pictures = pictures
        self.chance = random.Random(f"{jurisdiction.slug} {number}")  # noqa: S311 (a story, not a secret)
        self.steps = 0
        self.scene_key = self.chance.choice(sorted(SCENES))
        self.scene: Scene = SCENES[self.scene_key]
        self.description = ""
        self.stop = _stop(jurisdiction, number)
        if self.stop:
            self.at = jurisdiction.calendar.subtract(now, self.chance.randint(20, 26) * 3600)
        else:
            # More reports lately than long ago, as in a province that is getting to know the system.
            self.at = now - SPAN * self.chance.betavariate(1, 1.6)
        self.case_id: uuid.UUID | None = None
        self.sender: Actor | None = None
        self.place: Place | None = None

    def tell(self) -> None:
        """Live the story as far as the present."""
        self._send()
        for chapter in (self._intake, self._handling, self._ending):
            if not chapter():
                return

    def _send(self) -> None:
        person = names.person(province=self.jurisdiction.slug, chance=self.chance)
        commune = person.commune
        place = Place(
            latitude=round(commune.lat + self.chance.uniform(-0.004, 0.004), 6),
            longitude=round(commune.lon + self.chance.uniform(-0.004, 0.004), 6),
            source="gps",
            commune=commune.code,
            accuracy_m=self.chance.choice([6.0, 9.0, 14.0, 25.0]),
        )
        self.place = place
        taken = self.at - timedelta(minutes=self.chance.randint(3, 300))
        files = [self._photo(after=False, taken_at=taken)]
        personal = {
            "name": person.full_name,
            "phone": person.phone,
            "address": person.address,
            "identity_number": person.identity_number,
        }
        asked = {field.name for field in self.jurisdiction.edition.form}
        channel = self.chance.choices([Channel.WEB, Channel.APP], [1, 3])[0]
        self.description = self.chance.choice(self.scene.descriptions)
        done = sending.send(
            jurisdiction=self.jurisdiction,
            filled=sending.Filled(
                command_id=self._command(),
                kind=Kind.REPORT,
                field=Field(self.scene.field),
                channel=channel,
                description=self.description,
                place=place,
                files=files,
                personal={name: value for name, value in personal.items() if name in asked},
                declared=True,
                personal_public=self.chance.random() < 0.1,
            ),
            now=self.at,
        )
        assert isinstance(done, o.Done), done
        self.case_id = uuid.UUID(done.case.id)
        self.sender = sender(uuid.UUID(done.case.sender))

    def _intake(self) -> bool:
        """Verification and acceptance; false where the story ends or the present is reached."""
        edition = self.jurisdiction.edition
        if self.stop == "sent":
            return False
        if self.stop == "supplement":
            return self._supplement()
        if self.stop == "withdrawn":
            sender_actor = self.sender
            assert sender_actor is not None
            self._step(sender_actor, (30, 90), o.withdraw)
            return False
        draw = 1.0 if self.stop else self.chance.random()
        if draw < 0.06:
            ground = self.chance.choice(edition.refusal_grounds)
            reason = ground.guidance or f"{ground.name}. Trung tâm không tiếp nhận phản ánh này theo quy chế."
            self._step(self.cast.intake, (5, 50), lambda s: o.refuse(s, ground=ground.key, reason=reason))
            return False
        if draw < 0.15 and not self._supplement():
            return False
        findings = {condition.key: ("pass", "") for condition in edition.conditions}
        non_public = edition.non_public_grounds[0].key if self.chance.random() < 0.06 else None
        # The desk sets right how it is written and leaves what is said (VL.10.1).
        text = mask(self.description[0].upper() + self.description[1:])
        return self._step(self.cast.intake, (5, 70), lambda s: o.verify(s, findings=findings)) and self._step(
            self.cast.intake,
            (2, 40),
            lambda s: o.accept(s, text=text, field=Field(self.scene.field), non_public_ground=non_public),
        )

    def _supplement(self) -> bool:
        edition = self.jurisdiction.edition
        ground = self.chance.choice(edition.supplement_grounds)
        if not self._step(
            self.cast.intake,
            (5, 50),
            lambda s: o.request_supplement(s, grounds=[ground.key], guidance=ground.guidance),
        ):
            return False
        if self.stop or self.chance.random() < 0.35:
            return False
        files = [self._photo(after=False, taken_at=self.at)]
        sender_actor = self.sender
        assert sender_actor is not None
        return self._step(
            sender_actor,
            (60, 500),
            lambda s: sending.supplement(
                s, request=1, description="Tôi gửi bổ sung ảnh chụp rõ hơn.", files=files
            ),
        )

    def _handling(self) -> bool:
        """Dispatch, perhaps to a wrong body first, then the agency's work; slow agencies run late."""
        assert self.place is not None
        bodies = candidates(
            jurisdiction_id=self.jurisdiction.id, field=self.scene.field, commune=self.place.commune
        )
        assignment = 1
        agency = str(self.chance.choice(bodies[:2]).id)
        note = "Đề nghị kiểm tra, xử lý và trả kết quả đúng thời hạn quy định."
        if not self.stop and len(bodies) > 2 and self.chance.random() < 0.1:
            wrong = str(bodies[-1].id)
            staff = self.cast.of_agency(wrong, Role.AGENCY_STAFF)
            returned = (
                self._step(self.cast.dispatcher, (3, 45), lambda s: o.dispatch(s, agency=wrong, note=note))
                and self._step(staff, (5, 55), lambda s: o.receive(s, assignment=1))
                and self._step(
                    staff,
                    (10, 90),
                    lambda s: o.return_assignment(
                        s,
                        assignment=1,
                        ground="not_competent",
                        note="Nội dung không thuộc thẩm quyền; đề nghị chuyển cơ quan có trách nhiệm.",
                        responsible="UBND xã, phường nơi xảy ra sự việc",
                    ),
                )
            )
            if not returned:
                return False
            assignment = 2
        staff = self.cast.of_agency(agency, Role.AGENCY_STAFF)
        slow = 2.6 if self.chance.random() < 0.14 else 1.0
        days = 0.3 if self.stop else self.chance.uniform(0.6, 5.2) * slow
        return (
            self._step(self.cast.dispatcher, (3, 55), lambda s: o.dispatch(s, agency=agency, note=note))
            and self._step(staff, (5, int(58 * slow)), lambda s: o.receive(s, assignment=assignment))
            and self._step(staff, (20, 200), lambda s: o.begin_handling(s, assignment=assignment))
            and self._result(staff, assignment, minutes=int(days * 480))
        )

    def _result(self, staff: Actor, assignment: int, *, minutes: int) -> bool:
        assert staff.body is not None
        leader = self.cast.of_agency(staff.body, Role.AGENCY_LEADER)
        result = self.chance.choice(self.scene.results)
        if not self._waits(minutes):
            return False
        files = [self._photo(after=True, taken_at=self.at - timedelta(minutes=30))]
        recorded = self._step(
            staff,
            (0, 1),
            lambda s: o.record_result(s, assignment=assignment, result=result, files=files),
        ) and self._step(
            staff,
            (10, 60),
            lambda s: o.submit_result(s, assignment=assignment, note="Kính trình lãnh đạo phê duyệt."),
        )
        if not recorded:
            return False
        if self.stop == "correcting" or (not self.stop and self.chance.random() < 0.06):
            again = (
                self._step(
                    leader,
                    (20, 120),
                    lambda s: o.reject_result(
                        s, assignment=assignment, note="Bổ sung kết quả kiểm tra tại chỗ."
                    ),
                )
                and self._step(
                    staff,
                    (30, 150),
                    lambda s: o.record_result(s, assignment=assignment, result=result, files=files),
                )
                and self._step(
                    staff,
                    (5, 30),
                    lambda s: o.submit_result(s, assignment=assignment, note="Đã bổ sung, kính trình."),
                )
            )
            if not again:
                return False
        return self._step(
            leader,
            (20, 300),
            lambda s: o.approve_result(s, assignment=assignment, note="Đồng ý kết quả xử lý."),
        )

    def _ending(self) -> bool:
        """Publication, then perhaps a rating."""
        answer = self.chance.choice(self.scene.results)
        if not self._step(self.cast.publisher, (10, 220), lambda s: o.publish(s, answer=answer)):
            return False
        if self.chance.random() < 0.62:
            levels = self.jurisdiction.edition.levels
            level = self.chance.choices(levels, [70, 20, 10])[0].key
            rater = self.sender
            assert rater is not None
            return self._step(rater, (60, 900), lambda s: o.rate(s, level=level))
        return True

    def _photo(self, *, after: bool, taken_at: datetime) -> FileRef:
        assert self.place is not None
        jpeg = self.pictures.photograph(
            self.scene_key,
            after=after,
            variant=self.number,
            taken_at=taken_at,
            lat=self.place.latitude,
            lon=self.place.longitude,
        )
        kept = keep(jurisdiction_id=self.jurisdiction.id, upload=io.BytesIO(jpeg), received_at=self.at)
        assert not isinstance(kept, Unreadable), kept
        return FileRef(str(kept.id), kept.sha256, kept.media_type)

    def _waits(self, minutes: int) -> bool:
        """Let working time pass; false when that leads past the present."""
        self.at = self.jurisdiction.calendar.add(self.at, max(minutes, 0) * 60)
        return self.at < self.now

    def _step(self, actor: Actor, minutes: tuple[int, int], act: Callable[[o.Step], o.Outcome]) -> bool:
        """Do one thing some working minutes later; false when that moment has not come yet."""
        if not self._waits(self.chance.randint(*minutes)):
            return False
        assert self.case_id is not None
        step = o.Step(
            jurisdiction=self.jurisdiction,
            case_id=self.case_id,
            actor=actor,
            now=self.at,
            command_id=self._command(),
        )
        outcome = act(step)
        assert isinstance(outcome, o.Done), outcome
        return self.stop is None or self.stop not in _states(outcome.case)

    def _command(self) -> uuid.UUID:
        self.steps += 1
        return uuid.uuid5(_NAMESPACE, f"{self.jurisdiction.slug} {self.number} {self.steps}")


def _stop(jurisdiction: Jurisdiction, number: int) -> str | None:
    """The state in which the story of that number stands still; ``None`` where it goes on to the present."""
    stop = STOPS[number] if number < len(STOPS) else None
    knows_withdrawal = jurisdiction.edition.step(Withdraw) is not None
    return None if stop == "withdrawn" and not knows_withdrawal else stop


def _states(case: Case) -> set[str]:
    """The states that the case is in: its assignments', and its stage unless that only says that there are some."""
    stage = set() if case.stage is Stage.HANDLING else {case.stage.value}
    return stage | {assignment.state.value for assignment in case.assignments}


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
    for number in range(reports):
        Story(jurisdiction=jurisdiction, cast=cast, number=number, now=now, pictures=pictures).tell()
        yield number + 1
