"""What the pages of letters show: the words opened, what is missing by the edition's conditions, the form filled in as
far as the letter says."""

import json
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse

from paht.agencies.jurisdictions import Jurisdiction
from paht.cases import sending
from paht.doors.citizen import form
from paht.doors.citizen.form import Typed
from paht.doors.citizen.lettered import filled_in, opened, photos_of
from paht.doors.citizen.photos import Photos
from paht.doors.citizen.views_send import commune_options
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.words import KIND_NAMES, OCCURRENCE_NAMES, field_options
from paht.law.casework import commands as c
from paht.law.casework.admission import LONGEST_DESCRIPTION
from paht.law.casework.states import Channel
from paht.law.editions.rows import Edition
from paht.mail import operations, queries
from paht.mail.queries import Draft, Letter
from paht.mail.wording import MISSING
from paht.people.actors import Official

STATES = {
    "open": ("Chờ cán bộ xử lý", "warn"),
    "asked": ("Chờ người gửi bổ sung", "info"),
    "sent": ("Đã thành phản ánh", "ok"),
    "refused": ("Không lập thành phản ánh", "off"),
    "lapsed": ("Hết thời hạn bổ sung", "off"),
    "done": ("Đã xử lý", "ok"),
}
_RESULTS = {
    "pass": "đạt",
    "fail": "không đạt",
    "softfail": "nghi ngờ",
    "none": "không có",
    "neutral": "trung tính",
}


def row(draft: Draft) -> dict[str, Any]:
    """A line of the list: nothing of a letter's words."""
    name, tone = STATES[draft.state]
    return {
        "href": reverse("desk-mail-letter", args=[draft.id]),
        "what": "Thư về phản ánh đã gửi" if draft.kind == "note" else "Thư gửi phản ánh",
        "code": draft.code,
        "case_href": reverse("desk-case", args=[draft.case_id]) if draft.case_id else "",
        "at": draft.last_at,
        "state": name,
        "tone": tone,
        "due_at": draft.due_at if draft.state == "asked" else None,
        "letters": draft.letters,
        "files": draft.files,
        "reason": draft.reason,
    }


def row_apart(letter: Letter, names: Mapping[str, str]) -> dict[str, Any]:
    """A line of what no draft was made of."""
    became = {"supplement": "Bổ sung vào phản ánh", "interaction": "Tương tác sau trả lời"}
    return {
        "at": letter.received_at,
        "why": names.get(letter.became) or became.get(letter.became, letter.became),
        "left_out": letter.left_out,
    }


def may_enter(official: Official, edition: Edition) -> bool:
    """Whether this officer may enter a report for somebody who wrote a mail."""
    step = edition.step(c.Enter)
    return bool(step and official.roles & step.by) and Channel.EMAIL in edition.entered_channels


def missing_of(
    typed: Typed, taken: Photos, *, jurisdiction: Jurisdiction, command_id: uuid.UUID, now: datetime
) -> list[dict[str, str]]:
    """What the edition still asks for: the field, the reason, the clause."""
    found = form.find_place(typed, province=jurisdiction.province, photos=taken)
    filled = form.filled(
        typed,
        jurisdiction=jurisdiction,
        photos=taken,
        place=found.place,
        command_id=command_id,
        channel=Channel.EMAIL,
    )
    refused = sending.problems(jurisdiction=jurisdiction, filled=filled, now=now)
    return [
        {
            "field": each.field or "",
            "what": MISSING.get(each.field or "", each.reason),
            "clause": clause_words(each.clause),
        }
        for each in refused
    ]


def context(
    official: Official,
    jurisdiction: Jurisdiction,
    draft: Draft,
    *,
    now: datetime,
    typed: Typed | None,
    taken: Photos | None,
) -> dict[str, Any]:
    """Everything of one draft."""
    edition = jurisdiction.edition
    letters = queries.letters_of(jurisdiction_id=jurisdiction.id, draft_id=draft.id)
    purpose = "Đọc thư gửi đến hộp thư tiếp nhận phản ánh"
    words = opened(jurisdiction.id, letters, actor_id=official.actor.id, purpose=purpose)
    own = filled_in(words, edition)
    files = photos_of(jurisdiction.id, letters)
    command_id = operations.send_command(draft.id)
    missing = missing_of(own, files, jurisdiction=jurisdiction, command_id=command_id, now=now)
    return {
        **_choices(jurisdiction),
        "draft": row(draft),
        "draft_id": draft.id,
        "is_open": draft.is_open,
        "is_note": draft.kind == "note",
        "letters": [_letter(each, said, jurisdiction.id) for each, said in zip(letters, words, strict=True)],
        "replies": queries.replies_of(jurisdiction_id=jurisdiction.id, draft_id=draft.id),
        "missing": missing,
        "can_ask": [{"value": key, "label": words} for key, words in MISSING.items()],
        "asked_for": [each["field"] for each in missing if each["field"] in MISSING],
        "may_enter": may_enter(official, edition),
        "is_channel": Channel.EMAIL in edition.channels,
        "channel_clause": clause_words(edition.channel_clause),
        "typed": typed or own,
        "kept": (taken or files).shown(),
        "command_id": command_id,
    }


def _choices(jurisdiction: Jurisdiction) -> dict[str, Any]:
    """What the form to enter a report offers."""
    west, south, east, north = jurisdiction.province.bounds()
    return {
        "kinds": [{"value": key, "label": name} for key, name in KIND_NAMES.items()],
        "fields": field_options(),
        "occurrences": list(OCCURRENCE_NAMES.items()),
        "communes": commune_options(jurisdiction),
        "longest": LONGEST_DESCRIPTION,
        "map_center": ((south + north) / 2, (west + east) / 2),
    }


def _letter(letter: Letter, said: Mapping[str, str], jurisdiction_id: int) -> dict[str, Any]:
    names = json.loads(said.get("file_names") or "[]")
    shown = Photos(photos_of(jurisdiction_id, [letter]).kept).shown()
    return {
        "at": letter.received_at,
        "name": said.get("name", ""),
        "address": said.get("email", ""),
        "subject": said.get("subject") or "(không có tiêu đề)",
        "own": said.get("description", ""),
        "quoted": said.get("quoted", ""),
        "is_erased": letter.has_record and not said,
        "is_restricted": bool(said) and "email" not in said,
        "files": [
            {**file, "given_name": names[number] if number < len(names) else ""}
            for number, file in enumerate(shown)
        ],
        "left_out": letter.left_out,
        "trust": [
            (method.upper(), _RESULTS.get(result, result), result) for method, result in letter.trust.items()
        ],
    }
