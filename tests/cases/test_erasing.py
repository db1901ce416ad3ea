"""Erasure: refused while the case or its keeping runs, then for good, and again after a restore."""

import io
import uuid
from pathlib import Path

import psycopg
import pytest
from tests.conftest import Clock
from tests.evidence.pictures import saved, scene
from tests.province import TestCase, TestProvince

from paht.cases.erasing import erase_case
from paht.cases.verification import verify
from paht.evidence import storage
from paht.evidence.keys import NotGiven, key_of
from paht.evidence.records import StoredFile
from paht.installation.postgres import Server
from paht.law.casework.case import FileRef, Refused
from paht.people import vault
from paht.people.erasures import Ledger, replay
from paht.record.folder import Damaged


def erased(
    database: Server, case: TestCase, time: Clock, ledger: Ledger, *, years: int | None = 5
) -> int | Refused | None:
    """What comes of asking for it."""
    with psycopg.connect(database.url("vault"), autocommit=True) as connection:
        return erase_case(
            connection,
            ledger,
            jurisdiction=case.province.jurisdiction,
            code=case.code,
            actor=uuid.UUID(case.province.intake.id),
            request="Đơn số 12 ngày 18/11/2026",
            kept_years=years,
            now=time.at,
        )


def words_of(database: Server, case: TestCase) -> dict[uuid.UUID, dict[str, str]]:
    """What the vault still opens of the case."""
    with psycopg.connect(database.url("super")) as connection:
        row = connection.execute(
            "SELECT (state::jsonb -> 'original' ->> 'id')::uuid FROM cases_case WHERE id = %s", [case.id]
        ).fetchone()
    assert row is not None
    return vault.look(
        jurisdiction_id=case.province.jurisdiction.id,
        record_ids=[row[0]],
        fields=frozenset({"name", "phone", "description"}),
        actor_id=case.province.intake.id,
        purpose="thử",
    )


@pytest.mark.clause("VL.22.1")
def test_while_a_case_is_dealt_with_its_senders_data_stay_with_it(
    database: Server, vinh_long: TestProvince, time: Clock, tmp_path: Path
) -> None:
    case = vinh_long.sent(time.at).dispatched(time.at)
    refused = erased(database, case, time, Ledger(tmp_path / "erasures"))
    assert isinstance(refused, Refused)
    assert refused.clause == "VL.22.1"
    assert "đang được giải quyết" in refused.reason
    assert all(words_of(database, case).values())


def test_reports_are_kept_for_as_long_as_was_decided_and_without_a_decision_for_ever(
    database: Server, province: TestProvince, time: Clock, tmp_path: Path
) -> None:
    case, ledger = province.sent(time.at).published(time.at), Ledger(tmp_path / "erasures")
    clause = province.jurisdiction.edition.keeping_clause
    assert clause in ("VL.19.1", "ST.5.1")
    undecided = erased(database, case, time, ledger, years=None)
    assert isinstance(undecided, Refused)
    assert (undecided.clause, "chưa có quyết định" in undecided.reason) == (clause, True)
    time.forward(days=5 * 365)
    early = erased(database, case, time, ledger)
    assert isinstance(early, Refused)
    assert (early.clause, "18/11/2031" in early.reason) == (clause, True)
    assert all(words_of(database, case).values())
    assert ledger.read() == []


def test_what_is_erased_opens_never_again_and_the_log_stays_whole(
    database: Server, vinh_long: TestProvince, time: Clock, tmp_path: Path
) -> None:
    case, ledger = vinh_long.sent(time.at).published(time.at), Ledger(tmp_path / "erasures")
    with psycopg.connect(database.url("super"), autocommit=True) as connection:
        backup = connection.execute("SELECT id, wrapped_key FROM people_vault_record").fetchall()
        time.forward(days=5 * 365 + 3)
        assert erased(database, case, time, ledger) == 1
        assert list(words_of(database, case).values()) == [{}]
        assert verify(jurisdiction_id=vinh_long.jurisdiction.id).fault is None
        told = connection.execute(
            "SELECT purpose FROM people_look WHERE jurisdiction_id = %s AND fields = '{erased}'",
            [vinh_long.jurisdiction.id],
        ).fetchall()
        assert told == [("Đơn số 12 ngày 18/11/2026",)]
        # A backup of before is restored: the key is there again until the ledger is replayed.
        for record, key in backup:
            connection.execute("UPDATE people_vault_record SET wrapped_key = %s WHERE id = %s", [key, record])
        assert all(words_of(database, case).values())
        assert replay(connection, ledger.read()) == 1
        assert replay(connection, ledger.read()) == 0
    assert list(words_of(database, case).values()) == [{}]


def test_a_line_taken_out_of_the_ledger_is_noticed(
    database: Server, vinh_long: TestProvince, time: Clock, tmp_path: Path
) -> None:
    ledger = Ledger(tmp_path / "erasures")
    cases = [vinh_long.sent(time.at).published(time.at) for _ in range(2)]
    time.forward(days=6 * 365)
    for case in cases:
        erased(database, case, time, ledger)
    assert len(ledger.read()) == 2
    ledger.path.write_text("".join(ledger.path.read_text().splitlines(keepends=True)[1:]))
    with pytest.raises(Damaged):
        ledger.read()


def test_a_line_whose_writing_was_cut_off_does_not_count_and_is_written_over(
    database: Server, province: TestProvince, time: Clock, tmp_path: Path
) -> None:
    ledger = Ledger(tmp_path / "erasures")
    first, second = (province.sent(time.at).published(time.at) for _ in range(2))
    time.forward(days=6 * 366)
    erased(database, first, time, ledger)
    whole = ledger.path.read_text()
    ledger.path.write_text(whole + whole[:60])
    assert len(ledger.read()) == 1
    erased(database, second, time, ledger)
    assert len(ledger.read()) == 2
    assert ledger.path.read_text().startswith(whole)


@pytest.mark.clause("VL.22.1", "ST.5.1")
def test_what_the_sender_sent_along_is_erased_with_their_words_and_by_the_same_rule(
    database: Server, province: TestProvince, time: Clock, tmp_path: Path
) -> None:
    ledger, here = Ledger(tmp_path / "erasures"), province.jurisdiction.id
    kept = storage.keep(jurisdiction_id=here, upload=io.BytesIO(saved(scene())), received_at=time.at)
    assert isinstance(kept, StoredFile)
    photo = FileRef(str(kept.id), kept.sha256, kept.media_type)
    case = province.sent(time.at, files=(photo,)).published(time.at)

    def opens() -> bool:
        try:
            key_of(jurisdiction_id=here, file_id=kept.id, actor_id=province.intake.id, purpose="thử")
        except NotGiven:
            return False
        return True

    assert isinstance(erased(database, case, time, ledger), Refused)
    assert opens()
    time.forward(days=6 * 365)
    done = erased(database, case, time, ledger)
    assert isinstance(done, int)
    assert kept.id in ledger.read()[0].record_ids
    assert not opens()
