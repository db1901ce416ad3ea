"""Push: the agency's commands, each with its key and the version that the software saw; files before them."""

import json
import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

from paht import clock
from paht.cases import operations as do
from paht.cases import queries
from paht.cases.operations import Done, NotFound, Outcome, Overtaken, Step
from paht.cases.queries import Detail
from paht.doors.agency.casepage import own_assignment
from paht.doors.exchange.access import LARGEST, software
from paht.doors.exchange.casejson import SOFTWARE_FORMS, href, moment
from paht.doors.exchange.conflicts import overtaken
from paht.doors.exchange.problems import answer, problem, refused
from paht.doors.exchange.proposing import propose
from paht.doors.exchange.reading import absent
from paht.doors.pages.allowed import allowed_numbers
from paht.doors.pages.commandforms.form import Answers
from paht.doors.pages.province import province_of
from paht.doors.pages.uploads import MOST_FILES
from paht.evidence import queries as evidence
from paht.evidence import storage, tokens
from paht.exchange import mapping, requests
from paht.exchange.credentials import Client
from paht.law.casework import commands as c
from paht.law.casework.case import FileRef, Refused
from paht.law.editions import get

LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Given:
    """A command as it came: its word, the fields, the assignment or request, the files, key and version."""

    action: str
    fields: dict[str, Any]
    number: int | None
    files: tuple[FileRef, ...]
    key: str
    version: int
    body: bytes


@software(post=True)
def keep_file(request: HttpRequest, client: Client) -> HttpResponse:
    """Keep a picture for a command that follows within a day: multipart, the part ``file``."""
    uploads = request.FILES.getlist("file")
    if len(uploads) != 1:
        return problem(400, "Xin gửi đúng một tệp trong phần “file” (multipart/form-data).")
    upload, official = uploads[0], client.official
    kept = storage.keep(jurisdiction_id=official.jurisdiction_id, upload=upload, received_at=clock.now())
    if isinstance(kept, storage.Unreadable):
        return problem(415, kept.reason)
    token = tokens.sign(kept.id, official.jurisdiction_id, holder=client.official.agency_id)
    return answer({"file": token, "id": str(kept.id), "media_type": kept.media_type}, status=201)


@software(post=True)
def command(request: HttpRequest, client: Client, case_id: uuid.UUID, action: str) -> HttpResponse:
    """Give a command. The same key gets the first answer; another request under it is refused."""
    given = _given(request, client, action)
    if isinstance(given, HttpResponse):
        return given
    jurisdiction_id, print_ = province_of(request).id, requests.fingerprint(request.path, given.body)
    first = requests.first(jurisdiction_id=jurisdiction_id, client_id=client.id, key=given.key, print_=print_)
    if first is not None:
        if not first.is_same:
            return problem(
                422, "Idempotency-Key này đã dùng cho một yêu cầu khác.", kind="urn:paht:key-reused"
            )
        return answer(first.answer, status=first.status, headers={"Idempotent-Replayed": "true"})
    found = queries.detail(client.official, case_id=case_id)
    if found is None:
        return absent()
    status, body = _done(request, client, found, given)
    if isinstance(body, HttpResponse):
        return body
    requests.keep(
        jurisdiction_id=jurisdiction_id,
        client_id=client.id,
        key=given.key,
        print_=print_,
        status=status,
        answer=body,
        at=clock.now(),
    )
    return answer(body, status=status)


def _done(request: HttpRequest, client: Client, found: Detail, given: Given) -> tuple[int, Any]:
    """The status and body of what took effect; a response as the body where nothing did."""
    key = requests.command_id(client.id, given.key)
    if given.action == "approve":
        return propose(
            client,
            found,
            note=str(given.fields.get("note", "")),
            code=str(given.fields.get("approver", "")),
            version=given.version,
            proposal_id=key,
        )
    number = _number(client, found, given)
    step = Step(
        jurisdiction=province_of(request),
        case_id=found.id,
        actor=client.official.actor,
        now=clock.now(),
        command_id=key,
        expected_version=given.version,
    )
    outcome = _run(step, given, number, found, _mapping(client))
    if outcome is None:
        return 404, problem(404, f"Không có lệnh “{given.action[:40]}”.")
    if isinstance(outcome, NotFound):
        return 404, absent()
    if isinstance(outcome, Refused):
        return 422, refused(outcome)
    if isinstance(outcome, Overtaken):
        return 409, overtaken(client.official, found.id, seen=given.version)
    assert isinstance(outcome, Done)
    return 200, {
        "case": str(found.id),
        "version": outcome.case.version,
        "href": href(found.id),
        **_late(client, found.id, key),
    }


def _run(step: Step, given: Given, number: int, found: Detail, known: mapping.Mapping) -> Outcome | None:
    typed = _typed(given.fields, known)
    text = typed.get
    match given.action:
        case "receive":
            return do.receive(step, assignment=number)
        case "return":
            return do.return_assignment(
                step,
                assignment=number,
                ground=text("ground", ""),
                note=text("note", ""),
                responsible=text("responsible", ""),
            )
        case "begin":
            return do.begin_handling(step, assignment=number)
        case "result":
            return do.record_result(step, assignment=number, result=text("result", ""), files=given.files)
        case "submit":
            return do.submit_result(step, assignment=number, note=text("note", ""))
        case "reject":
            return do.reject_result(step, assignment=number, note=text("note", ""))
    form = SOFTWARE_FORMS.get(given.action)
    return None if form is None else form.run(step, Answers(typed, number, given.files, found))


def _number(client: Client, found: Detail, given: Given) -> int:
    """The assignment or request: as given, else the only one that it can be, else the agency's own assignment."""
    if given.number is not None:
        return given.number
    form = SOFTWARE_FORMS.get(given.action)
    numbers = allowed_numbers(client.official, found).get(form.command, ()) if form else ()
    if len(numbers) == 1:
        return numbers[0]
    own = own_assignment(client.official, found)
    is_of_request = form is not None and issubclass(form.command, c.RequestCommand)
    return own.number if own and not is_of_request else 0


def _typed(fields: dict[str, Any], known: mapping.Mapping) -> QueryDict:
    """The fields as a form has them; a ground in the agency's own code becomes ours."""
    typed = QueryDict(mutable=True)
    for name, value in fields.items():
        values = value if isinstance(value, list) else [value]
        words = ["1" if each is True else "" if each in (None, False) else str(each) for each in values]
        typed.setlist(name, [known.ours("ground", word) if name == "ground" else word for word in words])
    return typed


def _late(client: Client, case_id: uuid.UUID, command_id: uuid.UUID) -> dict[str, Any]:
    """Which terms this command ended late: taken all the same, and counted."""
    found = queries.detail(client.official, case_id=case_id)
    if found is None or not found.events:
        return {}
    opened = {duty.number: duty for event in found.events for duty in event.opened}
    late = [
        opened[end.number] for end in found.events[-1].ended if end.outcome == "late" and end.number in opened
    ]
    edition = get(found.case.edition)
    if not late:
        return {"late": []}
    return {
        "late": [
            {"term": edition.term(duty.term).name, "clause": duty.clause, "due_at": moment(duty.due_at)}
            for duty in late
        ]
    }


def _mapping(client: Client) -> mapping.Mapping:
    official = client.official
    assert official.agency_id is not None
    return mapping.current(jurisdiction_id=official.jurisdiction_id, agency_id=official.agency_id)


def _given(request: HttpRequest, client: Client, action: str) -> Given | HttpResponse:
    key = request.headers.get("Idempotency-Key", "").strip()
    if not requests.SHORTEST <= len(key) <= requests.LONGEST:
        return problem(
            428,
            f"Mỗi lệnh cần Idempotency-Key dài {requests.SHORTEST}–{requests.LONGEST} ký tự, giữ nguyên khi gửi lại.",
        )
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        return problem(413, f"Nội dung tối đa {LARGEST // 1024} KiB; tệp gửi riêng tại /files.")
    try:
        body = json.loads(request.body or b"{}")
    except (ValueError, RecursionError):
        return problem(400, "Nội dung phải là JSON.")
    if not isinstance(body, dict) or not _is_flat(body):
        return problem(
            400, "Nội dung phải là một đối tượng JSON phẳng: chữ, số, đúng/sai hoặc danh sách chữ."
        )
    version = _version(request, body)
    if version is None:
        return problem(
            428, "Xin gửi “expected_version” (hoặc If-Match) là phiên bản hồ sơ mà phần mềm đã đọc."
        )
    files = _files(client, body.pop("files", []))
    if files is None:
        return problem(400, "Tệp không đúng hoặc đã quá một ngày; xin gửi lại tệp tại /files.")
    number = body.pop("number", body.pop("assignment", None))
    if number is not None and (not isinstance(number, int) or not 0 <= number < 32_000):
        return problem(400, "“number” là số thứ tự của phần việc hoặc của đề nghị.")
    return Given(action, body, number, files, key, version, request.body)


def _is_flat(body: dict[str, Any]) -> bool:
    plain = (str, int, float, bool, type(None))
    return all(
        len(str(value)) <= LONGEST_TEXT
        and (isinstance(value, plain) or (isinstance(value, list) and all(isinstance(x, str) for x in value)))
        for value in body.values()
    )


def _version(request: HttpRequest, body: dict[str, Any]) -> int | None:
    given = body.pop("expected_version", None)
    if given is None:
        word = (
            request.headers.get("If-Match", "")
            .strip()
            .removeprefix("W/")
            .strip('"')
            .removeprefix("v")
            .split(".")[0]
        )
        given = int(word) if word.isdecimal() and len(word) < 9 else None
    return given if isinstance(given, int) and not isinstance(given, bool) and 0 <= given < 10**9 else None


def _files(client: Client, given: Any) -> tuple[FileRef, ...] | None:
    """The kept files that the tokens name; ``None`` where one names none."""
    if not isinstance(given, list) or len(given) > MOST_FILES:
        return None
    jurisdiction_id = client.official.jurisdiction_id
    named = [
        tokens.read(str(token)[:300], jurisdiction_id, holder=client.official.agency_id) for token in given
    ]
    ids = [each for each in named if each is not None]
    stored = evidence.files(jurisdiction_id=jurisdiction_id, ids=ids)
    if len(ids) != len(named) or any(each not in stored for each in ids):
        return None
    return tuple(
        FileRef(str(each), stored[each].sha256, stored[each].media_type) for each in dict.fromkeys(ids)
    )
