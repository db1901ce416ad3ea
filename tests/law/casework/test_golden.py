"""Logs once written stay readable: one long course of each edition, kept as it was written.

After a wanted change of shape (a new version of an event, read beside the old one) ``python -m
tests.law.casework.test_golden`` writes the logs anew; keep the old file beside the new one, with a number before its
ending.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from tests.law.courses import EDITIONS, WASTE, Course, actor, findings, written
from tests.law.worktime.worktime_cases import at

from paht.law.casework import commands as c
from paht.law.casework.case import Case, FileRef, PublicPicture
from paht.law.casework.codec import canonical, decode_case, decode_event, encode_case, encode_event
from paht.law.casework.evolve import evolve
from paht.law.casework.states import Role
from paht.law.evidence.findings import Box

GOLDEN = Path(__file__).parents[1] / "golden"
AFTER = FileRef("after", "2" * 64, "image/webp")


def long_course(edition: str) -> Course:
    """Supplement, override, wrong competence, rejection, inadequate result, publication, rating."""
    course = Course(edition)
    exception = findings(
        course.edition,
        but=course.edition.conditions[0].key,
        verdict="override",
        reason=written(30, id="why-an-exception"),
    )
    other = {"by": actor(Role.AGENCY_STAFF, body=WASTE), "assignment": 2}
    head = {"by": actor(Role.AGENCY_LEADER, body=WASTE), "assignment": 2}

    def on(day: str, hour: str) -> datetime:
        return at(f"2026-{day} {hour}")

    course.do(c.Send, on("08-20", "21:15"), personal_public=True)
    course.do(c.RequestSupplement, on("08-21", "08:00"))
    course.do(c.Supplement, on("08-21", "12:30"))
    course.do(c.Verify, on("08-21", "13:40"), findings=exception)
    course.do(c.Accept, on("08-21", "14:00"))
    course.do(c.Dispatch, on("08-21", "14:20"))
    course.do(c.Receive, on("08-21", "15:00"))
    course.do(c.ReturnAssignment, on("08-21", "15:30"))
    course.do(c.Dispatch, on("08-21", "16:30"), agency=WASTE)
    course.do(c.Receive, on("08-22", "07:20"), **other)
    course.do(c.BeginHandling, on("08-22", "07:25"), **other)
    course.do(c.RecordResult, on("08-26", "10:00"), files=(AFTER,), **other)
    course.do(c.SubmitResult, on("08-26", "10:10"), **other)
    course.do(c.RejectResult, on("08-26", "15:00"), **head)
    course.do(c.RecordResult, on("08-27", "09:00"), files=(AFTER,), **other)
    course.do(c.SubmitResult, on("08-27", "09:05"), **other)
    course.do(c.ApproveResult, on("08-28", "16:50"), **head)
    course.do(c.ReturnResult, on("09-03", "08:00"), assignment=2)
    if course.edition.result_goes_to_leader:
        course.do(c.RejectResult, on("09-03", "08:10"), **head)
    course.do(c.RecordResult, on("09-03", "08:30"), files=(AFTER,), **other)
    course.do(c.SubmitResult, on("09-03", "08:35"), **other)
    course.do(c.ApproveResult, on("09-03", "09:30"), **head)
    covered = (Box(left=0.125, top=0.25, width=0.0625, height=0.125),)
    decided = (PublicPicture("photo", covered), PublicPicture(AFTER.id, withheld=True))
    course.do(c.ReleasePictures, on("09-03", "09:50"), pictures=decided)
    course.do(c.Publish, on("09-03", "10:00"))
    return course.do(c.Rate, on("09-05", "20:00"))


def plain(course: Course) -> dict[str, Any]:
    return {"events": [encode_event(e) for e in course.events], "case": encode_case(course.case)}


def read(edition: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((GOLDEN / f"{edition}.json").read_text(encoding="utf-8"))
    return found


def known_then(today: Any, then: Any) -> Any:
    """What is written today without the keys that were added since and have defaults."""
    if isinstance(today, dict) and isinstance(then, dict):
        return {key: known_then(today[key], then[key]) for key in today if key in then}
    if isinstance(today, list) and isinstance(then, list) and len(today) == len(then):
        return [known_then(a, b) for a, b in zip(today, then, strict=True)]
    return today


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.json")), ids=lambda path: path.stem)
def test_a_log_once_written_still_gives_the_same_case(path: Path) -> None:
    log = json.loads(path.read_text(encoding="utf-8"))
    case = Case(id="case-1", edition=path.name.partition(".")[0])
    for event in log["events"]:
        case = evolve(case, decode_event(event))
    kept = decode_case(log["case"])
    assert known_then(encode_case(case), log["case"]) == log["case"]
    assert known_then(encode_case(kept), log["case"]) == log["case"]


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_same_course_is_still_written_in_the_same_words(edition: str) -> None:
    written_today, log = plain(long_course(edition)), read(edition)
    for today, then in zip(written_today["events"], log["events"], strict=True):
        assert known_then(today, then) == then
    assert canonical(known_then(written_today, log)) == canonical(log)


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_log_holds_no_word_that_a_person_typed(edition: str) -> None:
    for event in read(edition)["events"]:
        assert not {"name", "phone", "address", "email", "identity_number"} & event["body"].keys()


def write() -> None:
    for edition in EDITIONS:
        text = json.dumps(plain(long_course(edition)), ensure_ascii=False, sort_keys=True, indent=1)
        (GOLDEN / f"{edition}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
