"""One report through every channel of today: a photo in, a published result back by the way that it came. Everything is
said and decided by the operations that real messages go through; what the senders are told goes out when the demo's
worker begins, to the pages that play their telephones.
"""

import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

from django.db import connection

from paht.agencies.jurisdictions import Jurisdiction
from paht.agencies.models import Agency
from paht.demo import software
from paht.demo.by_chat import by_chat
from paht.demo.history import cast_of
from paht.demo.pictures import Pictures
from paht.demo.scenes import SCENES
from paht.demo.trip import SCENE, Trip, reference
from paht.demo.working import as_worker
from paht.doors.email import chores
from paht.doors.pages import mail_program
from paht.installation.home import Home
from paht.law.casework.case import FileRef
from paht.law.casework.states import Channel, Field, Role
from paht.mail import operations as letters
from paht.mail import queries as mail
from paht.mail.collecting import collect
from paht.mail.mailboxes import Mailbox, demo_address, demo_folder

BEGUN = timedelta(hours=4)
"""So long ago the reports were sent; a chat may still be answered, and nothing is past any term."""


def play(*, home: Home, jurisdiction: Jurisdiction, now: datetime, pictures: Pictures) -> None:
    """Have each channel bring its report, and the province answer it; again brings nothing twice."""
    trip = Trip(jurisdiction, cast_of(jurisdiction), pictures, now - BEGUN)
    for platform in ("zalo", "messenger"):
        by_chat(trip, home, platform)
    _by_form(trip)
    _by_letter(trip)
    _by_call(trip)
    _for_software(trip, now)


def _by_form(trip: Trip) -> None:
    """The web form; what comes of it comes by text message."""
    command_id, who = trip.id("form"), trip.person("form")
    if not trip.is_there(command_id):
        files = [reference(trip.kept(trip.jpeg(who, after=False, at=trip.begun), trip.begun))]
        done = trip.sent(who, command_id=command_id, channel=Channel.WEB, files=files, at=trip.begun)
        trip.answered(uuid.UUID(done.case.id), who)


def _by_letter(trip: Trip) -> None:
    """A letter with a photo, completed by an officer."""
    folder, key, address = demo_folder(trip.jurisdiction.slug), trip.id("letter").hex, mail_program.OWN[1]
    if any((folder / name / key).exists() for name in ("new", "cur")):
        return
    who, own = trip.person("letter"), demo_address(trip.jurisdiction.slug)
    message = EmailMessage()
    message["From"], message["To"] = f"{mail_program.OWN[0]} <{address}>", own
    message["Subject"], message["Date"] = SCENES[SCENE].title, format_datetime(trip.begun)
    message["Message-ID"] = f"<{key}@nguoidan.test>"
    message.set_content(SCENES[SCENE].descriptions[0])
    jpeg = trip.jpeg(who, after=False, at=trip.begun)
    message.add_attachment(jpeg, maintype="image", subtype="jpeg", filename="anh.jpg")
    for name in ("tmp", "new", "cur"):
        (folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / "new" / key).write_bytes(message.as_bytes())
    with as_worker():
        collect((Mailbox(trip.jurisdiction.id, "demo", own, maildir=folder),), now=trip.begun)
        while chores.read_mail(now=lambda: trip.begun):
            pass
    drafts = mail.drafts(jurisdiction_id=trip.jurisdiction.id, states=["open"])
    draft = next((each for each in drafts if each.files), None)
    if draft is None:
        return  # the letter waits for the demo's own worker
    (letter,) = mail.letters_of(jurisdiction_id=trip.jurisdiction.id, draft_id=draft.id)
    channel = Channel.EMAIL if Channel.EMAIL in trip.jurisdiction.edition.channels else Channel.WEB
    done = trip.sent(
        who,
        command_id=letters.send_command(draft.id),
        channel=channel,
        files=[FileRef(row["id"], row["sha256"], row["media_type"]) for row in letter.files],
        at=trip.begun,
        email=address,
    )
    case_id, intake = uuid.UUID(done.case.id), trip.cast.of_house(frozenset({Role.INTAKE}))
    letters.was_sent(
        jurisdiction_id=trip.jurisdiction.id,
        draft_id=draft.id,
        case_id=case_id,
        by=uuid.UUID(intake.id),
        now=trip.begun,
    )
    trip.answered(case_id, who)


def _by_call(trip: Trip) -> None:
    """What somebody told the hotline, entered while they spoke; the call is linked to it."""
    command_id, who = trip.id("call"), trip.person("call")
    if trip.is_there(command_id):
        return
    registered = Channel.HOTLINE in trip.jurisdiction.edition.entered_channels
    channel = Channel.HOTLINE if registered else Channel.DESK
    files = [reference(trip.kept(trip.jpeg(who, after=False, at=trip.begun), trip.begun))]
    done = trip.sent(who, command_id=command_id, channel=channel, files=files, at=trip.begun)
    case_id = uuid.UUID(done.case.id)
    intake = trip.cast.of_house(frozenset({Role.INTAKE}))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO calls_link (jurisdiction_id, call_id, case_id, linked_at, staff_id) "
            "SELECT jurisdiction_id, id, %s, %s, %s FROM calls_call "
            "WHERE jurisdiction_id = %s AND answered_at IS NOT NULL ORDER BY rung_at LIMIT 1 ON CONFLICT DO NOTHING",
            [case_id, trip.begun, intake.id, trip.jurisdiction.id],
        )
    trip.answered(case_id, who)


def _for_software(trip: Trip, now: datetime) -> None:
    """A report that was dispatched a moment ago to the agency with software of its own, which takes it up."""
    command_id, who = trip.id("software"), trip.person("software")
    if trip.is_there(command_id):
        return
    late = replace(trip, begun=now - timedelta(minutes=25))
    scene = next(key for key in sorted(SCENES) if SCENES[key].field == Field.WASTE)
    files = [reference(trip.kept(trip.jpeg(who, after=False, at=late.begun, scene=scene), late.begun))]
    done = late.sent(who, command_id=command_id, channel=Channel.WEB, files=files, at=late.begun, scene=scene)
    body = Agency.objects.get(jurisdiction_id=trip.jurisdiction.id, code=software.AGENCY)
    late.dispatched(uuid.UUID(done.case.id), scene, body)
