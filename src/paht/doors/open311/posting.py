"""A report that comes through the standard: read, checked by the edition, sent like any other, once however often.

Its channel is the web (VL.6.1.a, ST.6.1.b): what stands here is the province's own published address, and a client is
another way to fill in the same form; the app is the province's own. The key takes the place of the form's signed word
and of the work that browsers do.
"""

import json
import uuid
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, QueryDict

from paht.agencies import jurisdictions
from paht.agencies.geography import Province, without_diacritics
from paht.agencies.jurisdictions import Jurisdiction
from paht.cases import queries, sending
from paht.cases.erasing import WAITING
from paht.cases.operations import Done
from paht.doors.citizen import form, work
from paht.doors.citizen.form import Found, Typed
from paht.doors.citizen.photos import Photos
from paht.doors.open311 import media
from paht.doors.open311.formats import Failure, Problem, failure
from paht.doors.open311.services import known_service
from paht.doors.pages import limits
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.wording import VIETNAM
from paht.evidence.tokens import Kept
from paht.law.casework.case import Refused
from paht.law.casework.states import Channel, Kind, Occurrence
from paht.messages import inbox
from paht.people import attempts
from paht.people.vault_wire import TooMany, VaultClosed
from paht.transfer import keys
from paht.transfer.keys import Key
from paht.walls import within

CHANNEL = WAITING
LONGEST_ADDRESS = 500
_QUARTER = 900
_PARAMETERS = {"name": "first_name, last_name", "phone": "phone", "email": "email", "place": "lat, long"}
_PARAMETERS |= {"photo": "media, media_url"}


@dataclass(frozen=True, slots=True)
class Waiting:
    """The vault is away: the report lies sealed in the inbox, and the worker sends it under this command."""

    command_id: uuid.UUID


def key_of(post: QueryDict, query: QueryDict, *, jurisdiction: Jurisdiction) -> Key:
    """The good key that the form brings; 403 otherwise. In an address a key would lie in every log on the way."""
    if query.get("api_key"):
        raise failure(
            403,
            "api_key: xin gửi khóa trong nội dung yêu cầu, không gửi trong địa chỉ (api_key must be in the body).",
        )
    given = post.get("api_key", "").strip()
    found = keys.find(jurisdiction_id=jurisdiction.id, secret=given) if given else None
    if found is None:
        words = "thiếu khóa" if not given else "khóa không đúng hoặc đã thu hồi"
        raise failure(403, f"api_key: {words} (missing or invalid api_key).")
    return found


def post(request: HttpRequest, *, jurisdiction: Jurisdiction, key: Key, now: datetime) -> Done | Waiting:
    """Take the report in; the same ``Idempotency-Key`` (or ``client_request_id``) gives the first report again."""
    fields = request.POST
    known_service(fields.get("service_code", "").strip())
    command_id = _command_id(request, key)
    if (
        before := queries.code_of_command(jurisdiction_id=jurisdiction.id, command_id=command_id)
    ) is not None:
        return Done(before[1], before[0], repeated=True)
    typed, found, wrong = read(fields, jurisdiction=jurisdiction)
    _spend(key, now, urgent=_is_urgent(jurisdiction, typed, found, command_id))
    taken = media.take(
        [upload for name in ("media", "media[]", "file") for upload in request.FILES.getlist(name)],
        [each for each in fields.getlist("media_url") if each.strip()],
        jurisdiction_id=jurisdiction.id,
        now=now,
    )
    if found.place is None and found.problem is None:
        found = form.find_place(typed, province=jurisdiction.province, photos=taken)
    filled = _filled(typed, jurisdiction, taken, found, command_id)
    wrong += [Problem(400, each) for each in taken.problems]
    if found.problem:
        wrong.append(Problem(400, f"lat, long: {found.problem.reason}"))
    if wrong and not sending.is_urgent(jurisdiction=jurisdiction, filled=filled):
        refused = sending.problems(jurisdiction=jurisdiction, filled=filled, now=now)
        raise Failure(*wrong, *_of(refused, bool(taken.problems), bool(found.problem)))
    return _send(jurisdiction, filled, typed, taken, now)


def _send(
    jurisdiction: Jurisdiction, filled: sending.Filled, typed: Typed, taken: Photos, now: datetime
) -> Done | Waiting:
    try:
        outcome = sending.send(jurisdiction=jurisdiction, filled=filled, now=now, most=work.per_phone())
    except sending.TooOften:
        words = f"phone: số điện thoại này đã gửi quá nhiều phản ánh; xin gửi lại sau {limits.WINDOW_WORDS}."
        raise Failure(Problem(429, words), retry_after=_QUARTER) from None
    except (VaultClosed, TooMany):
        # Who sends cannot be looked up now. What can be refused without that is refused; the rest waits, sealed.
        if refused := sending.problems(jurisdiction=jurisdiction, filled=filled, now=now):
            raise Failure(*_of(refused)) from None
        content = json.dumps({"typed": asdict(typed), "files": [_plain(file) for file in taken.kept]})
        inbox.take(
            jurisdiction_id=jurisdiction.id,
            channel=CHANNEL,
            event_id=str(filled.command_id),
            content=json.dumps({"command": str(filled.command_id), "report": content}),
            now=now,
        )
        return Waiting(filled.command_id)
    if isinstance(outcome, Refused):
        raise Failure(*_of(outcome.all))
    return outcome


def send_waiting(event: inbox.Taken) -> None:
    """The worker's part: send what waited in the inbox, as of the moment it came."""
    jurisdiction = jurisdictions.of_id(event.jurisdiction_id).at(event.received_at)
    kept = json.loads(event.content)
    report = json.loads(kept["report"])
    typed = Typed(**report["typed"])
    files = tuple(
        Kept(**{**file, "id": uuid.UUID(file["id"])}, jurisdiction_id=jurisdiction.id)
        for file in report["files"]
    )
    taken = Photos(files)
    found = form.find_place(typed, province=jurisdiction.province, photos=taken)
    filled = _filled(typed, jurisdiction, taken, found, uuid.UUID(kept["command"]))
    with within(jurisdiction.id):
        outcome = sending.send(jurisdiction=jurisdiction, filled=filled, now=event.received_at)
    if isinstance(outcome, Refused):
        raise inbox.Unusable(f"refused by {outcome.clause}")


def read(fields: QueryDict, *, jurisdiction: Jurisdiction) -> tuple[Typed, Found, list[Problem]]:
    """The form as the standard's parameters and attributes fill it in, where it is, what cannot be read."""
    attributes = _attributes(fields)
    person = {row.name: attributes.get(row.name, "") for row in jurisdiction.edition.form}
    names = " ".join(part for key in ("last_name", "first_name") if (part := fields.get(key, "").strip()))
    standard = {"name": names, "phone": fields.get("phone", ""), "email": fields.get("email", "")}
    person |= {key: value for key, value in standard.items() if key in person and not person[key] and value}
    wrong = [
        Problem(400, f"attribute[{code}]: giá trị không có trong danh sách (value is not in the list).")
        for code, values in (("kind", Kind), ("occurrence", Occurrence))
        if attributes.get(code) and attributes[code] not in set(values)
    ]
    happened, problem = _happened(attributes.get("happened_at", ""))
    wrong += problem
    address = " ".join(fields.get("address_string", "").split())[:LONGEST_ADDRESS]
    said = fields.get("description", "").strip()
    typed = Typed(
        kind=attributes.get("kind") or Kind.REPORT.value,
        field=fields.get("service_code", "").strip(),
        description=f"{said}\n\nĐịa điểm: {address}" if address and said else said,
        commune=fields.get("address_id", "").strip() or _commune(address, jurisdiction.province),
        lat=fields.get("lat", "").strip(),
        lon=fields.get("long", "").strip(),
        source="map",
        personal=person,
        declared=attributes.get("declared", "").lower() in ("1", "true"),
        personal_public=attributes.get("personal_public") == "1",
        occurrence=attributes.get("occurrence", ""),
        happened_at=happened,
        confidential=attributes.get("confidential") == "1",
        urgent=attributes.get("urgent") == "1",
    )
    found = form.find_place(typed, province=jurisdiction.province, photos=Photos(()))
    return typed, found, wrong + _location(fields, typed, found, jurisdiction)


def _location(fields: QueryDict, typed: Typed, found: Found, jurisdiction: Jurisdiction) -> list[Problem]:
    """The standard wants a whole location; what is about no place (a petition) needs none here."""
    if (typed.lat == "") != (typed.lon == ""):
        return [Problem(400, "lat, long: xin gửi cả hai (both lat and long are needed).")]
    if found.place or found.problem:
        return []
    if fields.get("address_id", "").strip():
        return [Problem(404, "address_id: không có xã, phường nào mang mã này (address_id not found).")]
    if fields.get("address_string", "").strip():
        words = "không nhận ra xã, phường trong địa chỉ; xin gửi lat và long, hoặc address_id"
        return [Problem(400, f"address_string: {words} (no commune recognised).")]
    return []


def _commune(address: str, province: Province) -> str:
    """The commune that the address names, the last one where it names several; ``""`` for none."""
    text = f" {without_diacritics(address)} ".replace(",", " ").replace(".", " ")
    text = " ".join(text.split()) + " "
    found = [
        (place, commune.code)
        for commune in province.communes
        if (place := f" {text}".rfind(f" {without_diacritics(commune.name)} ")) >= 0
    ]
    return max(found)[1] if address and found else ""


def _attributes(fields: QueryDict) -> dict[str, str]:
    """``attribute[code]=value``; of several values (``attribute[code][]``) the last."""
    return {
        name[len("attribute[") :].partition("]")[0]: values[-1].strip()
        for name, values in fields.lists()
        if name.startswith("attribute[") and values
    }


def _happened(text: str) -> tuple[str, list[Problem]]:
    """The moment as the form has it, in Vietnam."""
    if not text:
        return "", []
    try:
        found = datetime.fromisoformat(text.replace(" ", "+"))
        if found.tzinfo is None:
            raise ValueError
        return found.astimezone(VIETNAM).replace(tzinfo=None).isoformat(), []
    except (ValueError, OverflowError):
        words = "xin ghi thời điểm kèm múi giờ, ví dụ 2026-11-20T14:30:00+07:00."
        return "", [Problem(400, f"attribute[happened_at]: {words}")]


def _filled(
    typed: Typed, jurisdiction: Jurisdiction, taken: Photos, found: Found, command_id: uuid.UUID
) -> sending.Filled:
    return form.filled(
        typed,
        jurisdiction=jurisdiction,
        photos=taken,
        place=found.place,
        command_id=command_id,
        channel=Channel.WEB,
    )


def _is_urgent(jurisdiction: Jurisdiction, typed: Typed, found: Found, command_id: uuid.UUID) -> bool:
    filled = _filled(typed, jurisdiction, Photos(()), found, command_id)
    return sending.is_urgent(jurisdiction=jurisdiction, filled=filled)


def _spend(key: Key, now: datetime, *, urgent: bool) -> None:
    """Count a report; urgent ones have an allowance of the same size to themselves: whoever sent much today still
    raises an alarm, and whoever calls everything urgent raises no more alarms than that."""
    bucket = f"open311:{'urgent:' if urgent else ''}{key.id}"
    if not attempts.spend({bucket: key.most * limits.factor()}, at=now):
        words = f"api_key: khóa này đã gửi quá {key.most} phản ánh trong {limits.WINDOW_WORDS}."
        raise Failure(Problem(429, words), retry_after=_QUARTER)


def _command_id(request: HttpRequest, key: Key) -> uuid.UUID:
    given = request.headers.get("Idempotency-Key") or request.POST.get("client_request_id", "")
    return uuid.uuid5(key.id, given[:200]) if given else uuid.uuid4()


def _of(refused: tuple[Refused, ...], has_photos: bool = False, has_place: bool = False) -> list[Problem]:
    """Each reason by the parameter that lacks, with its clause in words and as the register names it."""
    problems = []
    for each in refused:
        field = each.field or ""
        if (field == "photo" and has_photos) or (field == "place" and has_place):
            continue
        named = _PARAMETERS.get(field) or (field if field == "description" else f"attribute[{field}]")
        words = clause_words(each.clause)
        cited = f" ({words}; {each.clause})" if words else ""
        problems.append(Problem(400, f"{named}: {each.reason}{cited}" if field else f"{each.reason}{cited}"))
    return problems


def _plain(file: Kept) -> dict[str, Any]:
    plain = asdict(file)
    del plain["jurisdiction_id"]
    return {**plain, "id": str(file.id)}
