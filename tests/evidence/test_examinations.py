"""Examinations: ordered with the file, claimed by one, given up after three, no burden on whoever sends."""

import uuid
from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from tests.cases.crowd import copies
from tests.cases.test_sheets import kept, photo
from tests.conftest import Clock
from tests.evidence.pictures import saved, scene
from tests.province import TestProvince
from tests.working import as_worker

from paht.cases import sheet_facts
from paht.evidence import examinations, examiner, likeness
from paht.evidence.records import StoredFile
from paht.law.casework.case import Case
from paht.law.evidence.findings import Findings

FOUND = Findings(media_type="image/jpeg", size_bytes=1, hashes=("00ff00ff00ff00ff",))


def state(file_id: str) -> tuple[str, int]:
    """How far the examination is, and after how many attempts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT state, attempts FROM evidence_examination WHERE file_id = %s", [file_id])
        row = cursor.fetchone()
    assert row is not None
    return row


def everything(time: Clock, seen: list[uuid.UUID], *, first: tuple[uuid.UUID, ...] = ()) -> None:
    """Examine whatever waits, noting the order."""

    def notes(file: StoredFile) -> Findings:
        seen.append(file.id)
        return FOUND

    with as_worker():
        while examinations.examine_waiting(now=time.at, first=first, limit=1, examine=notes):
            pass


def test_the_newest_is_examined_first_but_what_is_urgent_before_all(
    vinh_long: TestProvince, time: Clock
) -> None:
    everything(time, [])
    ids = [uuid.UUID(photo(vinh_long, time).id) for _ in range(3)]
    seen: list[uuid.UUID] = []
    everything(time, seen, first=(ids[1],))
    assert seen == [ids[1], ids[2], ids[0]]


def test_a_claimed_file_is_nobody_elses_until_its_claim_ends(vinh_long: TestProvince, time: Clock) -> None:
    everything(time, [])
    photo(vinh_long, time)
    with as_worker():
        first = examinations._claimed(now=time.at, only=None, limit=8)
        second = examinations._claimed(now=time.at, only=None, limit=8)
        time.at += examinations.CLAIMED * 2
        third = examinations._claimed(now=time.at, only=None, limit=8)
    assert (len(first), len(second), len(third)) == (1, 0, 1)


def test_a_file_that_kills_its_examiner_is_given_up_after_three_attempts(
    vinh_long: TestProvince, time: Clock
) -> None:
    everything(time, [])
    ref = photo(vinh_long, time)
    with as_worker():
        for _ in range(examinations.MOST_ATTEMPTS):
            claimed = examinations._claimed(now=time.at, only=None, limit=8)
            assert ref.id in [str(row[1]) for row in claimed], "and then it dies"
            examinations.give_up(now=time.at)
            time.at += examinations.CLAIMED * 2
        assert not examinations._claimed(now=time.at, only=[uuid.UUID(ref.id)], limit=8)
        assert examinations.give_up(now=time.at) >= 1
    assert state(ref.id) == ("failed", 3)


def test_what_an_older_examiner_examined_is_examined_again_and_keeps_its_findings_until_then(
    vinh_long: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = photo(vinh_long, time)
    everything(time, [])
    monkeypatch.setattr(examiner, "VERSION", examiner.VERSION + 1)
    with as_worker():
        while examinations.renew():
            pass
    found = examinations.examinations(
        jurisdiction_id=vinh_long.jurisdiction.id, file_ids=[uuid.UUID(ref.id)]
    )[uuid.UUID(ref.id)]
    assert (found.state, found.findings) == ("waiting", FOUND)


def test_the_web_cannot_write_findings(vinh_long: TestProvince, time: Clock) -> None:
    from django.db.utils import ProgrammingError

    ref = photo(vinh_long, time)
    with pytest.raises(ProgrammingError, match="permission denied"):
        examinations.keep(
            jurisdiction_id=vinh_long.jurisdiction.id,
            file_id=uuid.UUID(ref.id),
            findings=FOUND,
            now=time.at,
        )


def test_sending_says_nothing_to_the_tables_of_examinations_however_many_files_wait(
    vinh_long: TestProvince, time: Clock
) -> None:
    ref = photo(vinh_long, time)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO evidence_examination (jurisdiction_id, file_id) "
            "SELECT %s, gen_random_uuid() FROM generate_series(1, 1000)",
            [vinh_long.jurisdiction.id],
        )
        # Whoever wrote to it or locked a row of it would wait here for ever.
        cursor.execute("BEGIN")
        try:
            cursor.execute("SET LOCAL lock_timeout = '1s'")
            cursor.execute("LOCK TABLE evidence_examination, evidence_hash, cases_sheet IN EXCLUSIVE MODE")
            with CaptureQueriesContext(connection) as asked:
                vinh_long.sent(time.at, files=(ref,))
        finally:
            cursor.execute("ROLLBACK")
            cursor.execute(
                "DELETE FROM evidence_examination WHERE jurisdiction_id = %s AND file_id <> %s",
                [vinh_long.jurisdiction.id, ref.id],
            )
    assert not [one for one in asked if "evidence_examination" in one["sql"] or "cases_sheet" in one["sql"]]


def plan(sql: str, given: dict[str, Any]) -> str:
    """How PostgreSQL would go about it as the application, were the tables large."""
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        try:
            cursor.execute("EXPLAIN " + sql, given)
            return "\n".join(row[0] for row in cursor.fetchall())
        finally:
            cursor.execute("RESET enable_seqscan")


def test_like_pictures_are_found_by_the_indexes_of_their_bands(vinh_long: TestProvince) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO evidence_hash (jurisdiction_id, file_id, place, hash) SELECT %s, gen_random_uuid(), 0, "
            "('x' || substr(md5(n::text), 1, 16))::bit(64)::bigint FROM generate_series(1, 20000) n",
            [vinh_long.jurisdiction.id],
        )
        cursor.execute("ANALYZE evidence_hash")
    given = likeness.search(-5, 0, jurisdiction_id=vinh_long.jurisdiction.id, about_id=uuid.uuid4(), limit=10)
    shown = plan(likeness.FIND, given)
    for band in range(likeness.BANDS):
        assert f"evidence_hash_band{band}" in shown
    assert "Seq Scan" not in shown


def test_neighbours_are_found_by_field_and_place(vinh_long: TestProvince, time: Clock) -> None:
    near = str(vinh_long.sent(time.at).published(time.at).id)
    case = Case(id=str(uuid.uuid4()), edition="vinh-long-2025", place=vinh_long.place, sent_at=time.at)
    given = sheet_facts.box(case, vinh_long.place, jurisdiction_id=vinh_long.jurisdiction.id, senders=[])
    with copies(vinh_long, near, 5000):
        shown = plan(sheet_facts.NEAR, given)
    assert "cases_case_near" in shown
    condition = next(line for line in shown.splitlines() if "Index Cond" in line)
    assert all(column in condition for column in ("field", "latitude", "longitude"))


def test_a_picture_is_known_again_made_small_and_by_its_bands_up_to_the_last_bit(
    vinh_long: TestProvince, time: Clock
) -> None:
    refs = [kept(vinh_long, time, saved(scene(), quality=quality)) for quality in (90, 91, 92)]
    near = ["0000000000000000", "8001000000000001", "8001000000000003"]
    about = [uuid.uuid4() for _ in refs]
    with as_worker():
        for ref, hash_, each in zip(refs, near, about, strict=True):
            file_id = uuid.UUID(ref.id)
            found = Findings(media_type="image/jpeg", size_bytes=1, hashes=(hash_,))
            examinations.keep(
                jurisdiction_id=vinh_long.jurisdiction.id, file_id=file_id, findings=found, now=time.at
            )
            likeness.belong(jurisdiction_id=vinh_long.jurisdiction.id, about_id=each, file_ids=[file_id])
    alike = likeness.alike(
        jurisdiction_id=vinh_long.jurisdiction.id, about_id=about[0], file_ids=[uuid.UUID(refs[0].id)]
    )
    assert [(one.about_id, one.bits) for one in alike] == [(about[1], 3)], "four bits are one too many"
