"""From a device's event in the inbox to a candidate: its place, its picture, its field."""

import base64
import binascii
import io
import json
import uuid
from typing import NamedTuple

from paht.agencies import jurisdictions
from paht.agencies.jurisdictions import Jurisdiction
from paht.candidates.candidate import Candidate, masked
from paht.candidates.devices import Device, device
from paht.candidates.finding import KINDS, Finding, read_finding
from paht.candidates.keeping import is_kept, keep
from paht.evidence import examination, storage
from paht.evidence.storage import Unreadable
from paht.examining import signatures
from paht.examining.workshop import workshop
from paht.law.casework.states import Field, Kind
from paht.learning.queries import model_of
from paht.messages.inbox import Taken, Unusable, command_id
from paht.triage.suggesting import suggest
from paht.walls.here import within

CHANNEL = "findings"
LEAST_CONFIDENCE = 0.35
"""A field that words suggest with less than that is no suggestion."""


def packed(*, device_id: uuid.UUID, event: str, picture: bytes) -> str:
    """A device's message as the inbox keeps it, sealed."""
    given = {"device": str(device_id), "event": event, "picture": base64.b64encode(picture).decode()}
    return json.dumps(given)


def handle(taken: Taken) -> None:
    """Make the candidate of an event, once."""
    candidate_id = command_id(taken.id, "candidate")
    with within(taken.jurisdiction_id):
        if is_kept(jurisdiction_id=taken.jurisdiction_id, candidate_id=candidate_id):
            return
        given = json.loads(taken.content)
        by = device(jurisdiction_id=taken.jurisdiction_id, device_id=uuid.UUID(given["device"]))
        finding = read_finding(given["event"], now=taken.received_at)
        if by is None or not isinstance(finding, Finding):
            raise Unusable("the device is not known, or its event cannot be read")
        jurisdiction = jurisdictions.of_id(taken.jurisdiction_id)
        picture = _picture(given.get("picture", ""), taken)
        candidate = _candidate(
            candidate_id, taken, by=by, finding=finding, picture=picture, jurisdiction=jurisdiction
        )
        keep(candidate, jurisdiction_id=taken.jurisdiction_id)


class _Picture(NamedTuple):
    file_id: uuid.UUID | None = None
    hashes: tuple[int, ...] = ()


def _picture(encoded: str, taken: Taken) -> _Picture:
    """Keep the picture as any evidence is kept; what cannot be one is left out, and the finding stays."""
    try:
        content = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        content = b""
    if not content:
        return _Picture()
    with examination.in_memory() as clear:
        clear.write(content)
        clear.flush()
        found = workshop().examine(clear.fileno(), thorough=True)
    if isinstance(found, Unreadable):
        return _Picture()
    stored = storage.keep(
        jurisdiction_id=taken.jurisdiction_id,
        upload=io.BytesIO(content),
        received_at=taken.received_at,
        takes=signatures.SCENES,
    )
    if isinstance(stored, Unreadable):
        return _Picture()
    return _Picture(stored.id, tuple(_signed(int(each, 16)) for each in found.hashes))


def _signed(value: int) -> int:
    return value - (1 << 64) if value >= 1 << 63 else value


def _candidate(
    candidate_id: uuid.UUID,
    taken: Taken,
    *,
    by: Device,
    finding: Finding,
    picture: _Picture,
    jurisdiction: Jurisdiction,
) -> Candidate:
    latitude = finding.latitude if finding.latitude is not None else by.latitude
    longitude = finding.longitude if finding.longitude is not None else by.longitude
    kind, field, word = judged(
        finding.description, jurisdiction=jurisdiction, known=KINDS.get(finding.kind), word=finding.kind
    )
    return Candidate(
        id=candidate_id,
        source=by.kind,
        origin_id=by.id,
        event=finding.event,
        found_at=finding.at,
        received_at=taken.received_at,
        word=word,
        kind=kind,
        field=field,
        words=masked(finding.description),
        confidence=finding.confidence,
        latitude=latitude,
        longitude=longitude,
        commune=commune_at(jurisdiction, latitude, longitude),
        file_id=picture.file_id,
        hashes=picture.hashes,
        is_below=finding.confidence < by.threshold,
    )


def judged(
    text: str, *, jurisdiction: Jurisdiction, known: tuple[Field, str] | None = None, word: str = ""
) -> tuple[Kind, Field, str]:
    """The kind of content, the field and a name of what was found: the source's own where we know it, else as its
    words suggest. Nothing is decided by it."""
    if known is not None:
        return Kind.REPORT, known[0], known[1]
    found = suggest(text or word, edition=jurisdiction.edition, model=model_of(jurisdiction.id))
    sure = found.field.confidence >= LEAST_CONFIDENCE
    return Kind(found.kind.value), Field(found.field.value) if sure else Field.OTHER, masked(word)


def commune_at(jurisdiction: Jurisdiction, latitude: float | None, longitude: float | None) -> str:
    """The commune of a place; "" where none is known, or the place lies far outside."""
    if latitude is None or longitude is None:
        return ""
    commune, km_outside = jurisdiction.province.located(lat=latitude, lon=longitude)
    return commune.code if km_outside < 1 else ""
