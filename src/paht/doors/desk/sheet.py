"""The sheet of conditions beside a report: what the machine found, where it is seen, and the way to give the report
back with the exact reason. It decides nothing; what it says of the sender's other reports is shown at the desk alone.
"""

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from paht.cases import sheets
from paht.cases.queries import Detail
from paht.cases.sheets import Sheet
from paht.doors.pages.words import clause_text
from paht.evidence import copies
from paht.evidence.examinations import Examination, examinations
from paht.law.casework import commands as c
from paht.law.casework.admission import grounds_for
from paht.law.casework.case import FileRef
from paht.law.casework.states import Stage
from paht.law.editions.rows import Edition, Ground
from paht.law.evidence.beside import PERSONAL_PICTURES, PERSONAL_TEXT, URGENCY
from paht.law.evidence.judging import ABOUT_FILES, PHOTO_PRESENT
from paht.law.evidence.verdicts import Verdict
from paht.law.evidence.words import ABOUT_WORDS

OUTCOMES = {
    "fail": {"word": "Không đạt", "tone": "bad", "icon": "circle-x"},
    "warn": {"word": "Cần xem lại", "tone": "warn", "icon": "alert-triangle"},
    "unknown": {"word": "Chưa rõ", "tone": "", "icon": "circle-dashed"},
    "pass": {"word": "Đạt", "tone": "ok", "icon": "circle-check"},
}
"""What an outcome is called, in the order in which an officer wants them: a word and a sign, never colour alone."""

_CODE = re.compile(r"\b[A-Z]{2}(-[0-9A-Z]{4}){2,}\b")
PHOTO_PRESENT_NAME = "Có hình ảnh hoặc video"
BESIDE_NAMES = {
    URGENCY: "Tính khẩn cấp",
    PERSONAL_TEXT: "Thông tin cá nhân trong lời kể",
    PERSONAL_PICTURES: "Khuôn mặt, biển số trong hình ảnh",
}
_EXAMINED = ABOUT_FILES | {"not_duplicate", "not_pending"}
"""What a machine has something to say on; the rest is an officer's alone."""
LINK_WORDS = {
    "near": "cùng lĩnh vực, cách {figure:.0f} m, trong 30 ngày",
    "picture": "có hình ảnh giống, lệch {figure:.0f}/64 bit",
}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a case's conditions and files at this moment: two statements."""

    sheet: Sheet | None
    files: Mapping[uuid.UUID, Examination]
    jurisdiction_id: int

    @property
    def is_waiting(self) -> bool:
        """Whether the worker is still at it."""
        return (
            self.sheet is None
            or self.sheet.is_waiting
            or any(each.state == "waiting" for each in self.files.values())
        )

    @property
    def passed(self) -> frozenset[str]:
        """The conditions that speak for themselves; a doubt or a failure is never among them."""
        if self.sheet is None:
            return frozenset()
        return frozenset(each.condition for each in self.sheet.verdicts if each.verdict == "pass")


def known(detail: Detail, *, jurisdiction_id: int) -> Known | None:
    """What is known of the case; ``None`` where there is nothing to examine any more, or nothing may be shown."""
    if detail.is_withheld:
        return None
    found = sheets.sheet_of(jurisdiction_id=jurisdiction_id, case_id=detail.id)
    if found is None and detail.case.stage is not Stage.SENT:
        return None
    ids = [uuid.UUID(ref.id) for ref in detail.case.files]
    return Known(found, examinations(jurisdiction_id=jurisdiction_id, file_ids=ids), jurisdiction_id)


def context(
    detail: Detail, edition: Edition, it: Known | None, permits: Mapping[type[c.Command], Any]
) -> dict[str, Any]:
    """What ``desk/_sheet.html`` shows."""
    if it is None:
        return {"sheet": None, "came_late": False}
    of_files = [each for each in (it.sheet.verdicts if it.sheet else ()) if each.condition not in ABOUT_WORDS]
    rows = shown_rows(detail, edition, of_files, permits)
    counts = [
        (OUTCOMES[key], sum(row["outcome"] == key for row in rows if not row["is_own"])) for key in OUTCOMES
    ]
    photos = _photos(detail, it.files, jurisdiction_id=it.jurisdiction_id)
    return {
        "came_late": False,
        "sheet": {
            "address": reverse("desk-sheet", args=[detail.id]),
            "again": reverse("desk-examine", args=[detail.id]),
            "is_waiting": it.is_waiting,
            "is_made": it.sheet is not None,
            "is_open": detail.case.stage is Stage.SENT,
            "decided_by": clause_text(verify.clause) if (verify := edition.step(c.Verify)) else "",
            "made_at": it.sheet.made_at if it.sheet else None,
            "rows": [row for row in rows if row["outcome"] != "pass" and not row["is_own"]],
            "own": [row for row in rows if row["is_own"]],
            "passed": [row for row in rows if row["outcome"] == "pass"],
            "passed_keys": sorted(it.passed) if c.Verify in permits else [],
            "counts": [(how, number) for how, number in counts if number],
            "photos": photos,
            "failed": [photo["name"] for photo in photos if photo["state"] == "failed"],
            "links": [
                {
                    "code": link.code,
                    "href": reverse("desk-case", args=[link.id]),
                    "why": LINK_WORDS[link.why].format(figure=link.figure),
                }
                for link in (it.sheet.links if it.sheet else ())
            ],
        },
    }


def shown_rows(
    detail: Detail,
    edition: Edition,
    verdicts: Sequence[Verdict],
    permits: Mapping[type[c.Command], Any],
) -> list[dict[str, Any]]:
    """What ``desk/_words.html`` shows of verdicts, the gravest first."""
    made = [_row(detail, edition, each, permits) for each in verdicts]
    return sorted(made, key=lambda row: list(OUTCOMES).index(row["outcome"]))


def _row(
    detail: Detail, edition: Edition, verdict: Verdict, permits: Mapping[type[c.Command], Any]
) -> dict[str, Any]:
    names = {condition.key: condition.name for condition in edition.conditions} | BESIDE_NAMES
    asked, ground = _ground(detail, edition, verdict)
    offered = verdict.verdict in ("fail", "warn") and ground is not None and asked in permits
    return {
        "outcome": verdict.verdict,
        "is_own": verdict.verdict == "unknown" and verdict.condition not in _EXAMINED,
        "how": OUTCOMES[verdict.verdict],
        "name": names.get(verdict.condition, PHOTO_PRESENT_NAME),
        "clause": clause_text(verdict.clause),
        "reason": verdict.reason,
        "sure": round(verdict.score * 100) if verdict.verdict != "unknown" else None,
        "back": f"?{'return' if asked is c.RequestSupplement else 'refuse'}={verdict.condition}"
        if offered
        else "",
        "back_word": "Trả lại với lý do này" if asked is c.RequestSupplement else "Từ chối với lý do này",
        "anchor": "viec-supplement" if asked is c.RequestSupplement else "viec-refuse",
    }


def _ground(
    detail: Detail, edition: Edition, verdict: Verdict
) -> tuple[type[c.Command] | None, Ground | None]:
    """The ground on which a report that fails the condition goes back, or is refused, and by which command."""
    key = next((each.ground for each in edition.conditions if each.key == verdict.condition), "")
    for command, grounds in (
        (c.RequestSupplement, edition.supplement_grounds),
        (c.Refuse, edition.refusal_grounds),
    ):
        for ground in grounds_for(grounds, detail.case):
            is_meant = ground.key == key if key else verdict.condition == PHOTO_PRESENT
            if is_meant and (key or ground.clause == verdict.clause):
                return command, ground
    return None, None


def filled_in(
    detail: Detail, edition: Edition, it: Known | None, condition: str, *, of_words: Sequence[Verdict] = ()
) -> tuple[str, QueryDict]:
    """The form that gives the report back for this condition, with the ground, the exact reason and the guidance, all
    of it for the officer to edit (VL.9.2); an empty word where there is none. ``of_words``: what words came to, which
    the sheet does not hold."""
    verdicts = (*of_words, *(it.sheet.verdicts if it and it.sheet else ()))
    verdict = next((each for each in verdicts if each.condition == condition), None)
    typed = QueryDict(mutable=True)
    if verdict is None or verdict.verdict not in ("fail", "warn"):
        return "", typed
    command, ground = _ground(detail, edition, verdict)
    if ground is None:
        return "", typed
    # A sender is known by a number that anybody may have typed: the code of another report opens that one's page.
    reason = _CODE.sub("đã gửi trước", verdict.reason)
    words = "\n".join(text for text in (reason, ground.guidance) if text)
    if command is c.RequestSupplement:
        typed.setlist("grounds", [ground.key])
        typed[f"guidance_{ground.key}"] = words
        return "supplement", typed
    typed["ground"], typed[f"reason_{ground.key}"] = ground.key, words
    return "refuse", typed


def _photos(
    detail: Detail, files: Mapping[uuid.UUID, Examination], *, jurisdiction_id: int
) -> list[dict[str, Any]]:
    """Each file with how far its examination is, and its signs of editing with where they are."""
    return [
        _photo(detail, ref, number, files.get(uuid.UUID(ref.id)), jurisdiction_id=jurisdiction_id)
        for number, ref in enumerate(detail.case.files, 1)
    ]


def _photo(
    detail: Detail, ref: FileRef, number: int, found: Examination | None, *, jurisdiction_id: int
) -> dict[str, Any]:
    findings = found.findings if found else None
    video = ref.media_type.startswith("video/")
    is_seen = not video and copies.are_made(copies.Bytes(jurisdiction_id, ref.sha256, ref.media_type))
    width, height = (findings.width, findings.height) if findings else (None, None)
    scale = 1280 / max(width, height) if width and height and max(width, height) > 1280 else 1.0
    signs = findings.signs if findings else ()
    wide, high = (round((side or 0) * scale) for side in (width, height))
    return {
        "name": f"{'Video' if video else 'Ảnh'} {number}",
        "state": found.state if found else "failed",
        "thumb": "" if not is_seen else reverse("desk-photo", args=[detail.id, ref.id, 320]),
        "src": "" if not is_seen else reverse("desk-photo", args=[detail.id, ref.id, 1280]),
        "width": wide,
        "height": high,
        "id": ref.id,
        "unread": findings.unread if findings else (),
        "signs": [
            {"seen": sign.seen, "sure": round(sign.strength * 100), "number": nth}
            for nth, sign in enumerate(signs, 1)
        ],
        "boxes": [
            {
                "x": round(sign.box.left * wide),
                "y": round(sign.box.top * high),
                "width": round(sign.box.width * wide),
                "height": round(sign.box.height * high),
                "number": nth,
            }
            for nth, sign in enumerate(signs, 1)
            if sign.box
        ],
    }
