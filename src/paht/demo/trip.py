"""One report's trip through a channel of the demo: who sends it, its photos, and the province's part up to the
published result."""

import io
import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from paht.agencies.jurisdictions import Jurisdiction
from paht.agencies.models import Agency
from paht.cases import operations as o
from paht.cases import sending
from paht.demo import names
from paht.demo.bodies import FIRST
from paht.demo.delivered import deliver_course
from paht.demo.pictures import Pictures
from paht.demo.scenes import SCENES
from paht.demo.story import Cast
from paht.evidence import storage
from paht.law.casework.case import Actor, FileRef, Place, PublicPicture
from paht.law.casework.states import Channel, Field, Kind, Role

NAMESPACE = uuid.UUID("5b0c0f5e-3f0e-4a57-9a55-0d5f0f1f5a10")
SCENE = "pothole"


@dataclass(frozen=True, slots=True)
class Trip:
    jurisdiction: Jurisdiction
    cast: Cast
    pictures: Pictures
    begun: datetime

    def id(self, *words: str) -> uuid.UUID:
        """The same at every preparation."""
        return uuid.uuid5(NAMESPACE, " ".join((self.jurisdiction.slug, *words)))

    def person(self, channel: str) -> names.Person:
        """Who reports by that channel."""
        chance = random.Random(f"{self.jurisdiction.slug} {channel}")  # noqa: S311 (a story, not a secret)
        return names.person(province=self.jurisdiction.slug, chance=chance)

    def jpeg(self, who: names.Person, *, after: bool, at: datetime, scene: str = SCENE) -> bytes:
        """The scene as their telephone, or the agency's, took it."""
        taken_at, place = at - timedelta(minutes=10), who.commune
        return self.pictures.photograph(
            scene, after=after, variant=0, taken_at=taken_at, lat=place.lat, lon=place.lon
        )

    def kept(self, jpeg: bytes, at: datetime) -> storage.StoredFile:
        """The photo as a file of the province."""
        kept = storage.keep(jurisdiction_id=self.jurisdiction.id, upload=io.BytesIO(jpeg), received_at=at)
        assert isinstance(kept, storage.StoredFile), kept
        return kept

    def is_there(self, command_id: uuid.UUID) -> bool:
        """Whether an earlier preparation sent it."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM cases_case WHERE jurisdiction_id = %s AND command_id = %s",
                [self.jurisdiction.id, command_id],
            )
            return cursor.fetchone() is not None

    def sent(
        self,
        who: names.Person,
        *,
        command_id: uuid.UUID,
        channel: Channel,
        files: Sequence[FileRef],
        at: datetime,
        email: str = "",
        scene: str = SCENE,
    ) -> o.Done:
        """The report as a form sends it, or an officer enters it for whoever wrote or called."""
        personal = {
            "name": who.full_name,
            "phone": who.phone,
            "address": who.address,
            "identity_number": who.identity_number,
        }
        asked = {field.name for field in self.jurisdiction.edition.form}
        entered = channel in self.jurisdiction.edition.entered_channels
        done = sending.send(
            jurisdiction=self.jurisdiction,
            filled=sending.Filled(
                command_id=command_id,
                kind=Kind.REPORT,
                field=Field(SCENES[scene].field),
                channel=channel,
                description=SCENES[scene].descriptions[0],
                place=Place(who.commune.lat, who.commune.lon, "gps", who.commune.code),
                files=files,
                personal={name: value for name, value in personal.items() if name in asked}
                | ({"email": email} if email else {}),
                declared=True,
            ),
            now=at,
            officer=self.cast.of_house(frozenset({Role.INTAKE})) if entered else None,
        )
        assert isinstance(done, o.Done), done
        return done

    def step(self, case_id: uuid.UUID, minutes: int, actor: Actor, name: str) -> o.Step:
        """A step so many minutes after the trip began; the same command at every preparation."""
        return o.Step(
            jurisdiction=self.jurisdiction,
            case_id=case_id,
            actor=actor,
            now=self.begun + timedelta(minutes=minutes),
            command_id=uuid.uuid5(case_id, name),
        )

    def dispatched(self, case_id: uuid.UUID, scene_key: str, body: Agency) -> None:
        """Verified, accepted and dispatched to that body."""
        scene, house = SCENES[scene_key], self.cast.of_house
        intake, dispatcher = house(frozenset({Role.INTAKE})), house(frozenset({Role.DISPATCHER}))
        findings = {condition.key: ("pass", "") for condition in self.jurisdiction.edition.conditions}
        _done(o.verify(self.step(case_id, 10, intake, "verify"), findings=findings))
        step = self.step(case_id, 15, intake, "accept")
        _done(o.accept(step, text=scene.descriptions[0], field=Field(scene.field)))
        note = "Đề nghị kiểm tra, xử lý và trả kết quả đúng thời hạn quy định."
        step = self.step(case_id, 20, dispatcher, "dispatch")
        _done(o.dispatch(step, agency=str(body.pk), note=note))

    def answered(self, case_id: uuid.UUID, who: names.Person) -> None:
        """The province's part: from verification to the published result with its photo, within the hours since."""
        body = Agency.objects.get(jurisdiction_id=self.jurisdiction.id, code=FIRST)
        self.dispatched(case_id, SCENE, body)
        agency = str(body.pk)

        def step(minutes: int, actor: Actor, name: str) -> o.Step:
            return self.step(case_id, minutes, actor, name)

        publisher = self.cast.of_house(frozenset({Role.PUBLISHER}))
        staff = self.cast.of_agency(agency, Role.AGENCY_STAFF)
        leader = self.cast.of_agency(agency, Role.AGENCY_LEADER)
        _done(o.receive(step(25, staff, "receive"), assignment=1))
        at = self.begun + timedelta(minutes=160)
        photo = reference(self.kept(self.jpeg(who, after=True, at=at), at))
        result = SCENES[SCENE].results[0]
        _done(o.record_result(step(160, staff, "result"), assignment=1, result=result, files=(photo,)))
        _done(
            o.submit_result(step(165, staff, "submit"), assignment=1, note="Kính trình lãnh đạo phê duyệt.")
        )
        _done(o.approve_result(step(170, leader, "approve"), assignment=1, note="Đồng ý kết quả xử lý."))
        case = _done(o.publish(step(180, publisher, "publish"), answer=result)).case
        # Drawn by the demo itself: nobody's face is in them.
        pictures = [PublicPicture(file.id) for file in case.pictures]
        _done(o.release_pictures(step(185, publisher, "pictures"), pictures=pictures))
        deliver_course(jurisdiction_id=self.jurisdiction.id, case_id=case_id)


def _done(outcome: o.Outcome) -> o.Done:
    assert isinstance(outcome, o.Done), outcome
    return outcome


def reference(kept: storage.StoredFile) -> FileRef:
    return FileRef(str(kept.id), kept.sha256, kept.media_type)
