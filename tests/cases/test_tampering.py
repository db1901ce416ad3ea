"""Whatever the database's superuser does to what a checkpoint covers, ``verify`` finds it and says what it was."""

import os
import random
from collections import Counter

import psycopg
import pytest
from tests.cases.tampering import Tamperer
from tests.cases.tampering_beside import ONE_ON_THE_RECORD_OF, ROWS, on_folder
from tests.conftest import Clock
from tests.province import TestProvince

from paht.cases.checkpointing import make_checkpoint
from paht.cases.verification import Record, verify
from paht.installation.postgres import Server
from paht.record.checkpoints import read_key
from paht.record.folder import Folder
from paht.record.leaves import LEAF_BYTES, unpacked

TAMPERINGS = int(os.environ.get("PAHT_TAMPERINGS", "250"))
SEED = int(os.environ.get("PAHT_TAMPERINGS_SEED", "1"))


@pytest.fixture
def signed(vinh_long: TestProvince, time: Clock, record: Folder) -> Record:
    """A record of several cases on their way, a checkpoint an hour, the first before any of them."""

    def sign() -> None:
        assert make_checkpoint(now=time.forward(minutes=1)) == 1
        time.forward(minutes=59)

    sign()
    cases = [vinh_long.sent(time.at) for _ in range(2)]
    sign()
    cases[0].published(time.at)
    cases += [vinh_long.sent(time.at).received(time.at) for _ in range(2)]
    sign()
    cases[1].accepted(time.at)
    sign()
    vinh_long.sent(time.at).handled(time.at)
    sign()
    return Record(folder=record, key=read_key(record.key.read_text()))


def test_every_tampering_is_detected_and_named(
    signed: Record, vinh_long: TestProvince, database: Server
) -> None:
    mine = vinh_long.jurisdiction.id
    covered: dict[object, list[int]] = {}
    leaves = signed.folder.leaves.read_bytes()
    for at in range(0, len(leaves), LEAF_BYTES):
        leaf = unpacked(leaves[at : at + LEAF_BYTES])
        if leaf.jurisdiction_id == mine:
            covered.setdefault(leaf.subject, []).append(leaf.version)
    several = {case: versions for case, versions in covered.items() if versions[-1] > 1}
    chance, named = random.Random(SEED), Counter[str]()
    with psycopg.connect(database.url("super"), autocommit=True) as raw:
        raw.execute("SET session_replication_role = replica")
        raw.execute("SET synchronous_commit = off")  # nothing of this has to last
        tamperer = Tamperer(raw, chance, several)  # type: ignore[arg-type]
        for number in range(TAMPERINGS):
            with_record = chance.randrange(ONE_ON_THE_RECORD_OF) == 0
            with on_folder(tamperer, signed.folder) if with_record else tamperer.one(ROWS) as expected:
                fault = verify(jurisdiction_id=mine, record=signed).fault
            said = f"tampering {number} of seed {SEED}: expected {expected}, found {fault}"
            assert fault is not None, said
            assert fault.kind in expected.kinds, said
            where = (None, None) if expected.case is None else (mine, expected.case)
            assert (fault.jurisdiction_id, fault.case_id) == where, said
            assert expected.events is None or fault.event in expected.events, said
            named[fault.kind] += 1
    print(f"{TAMPERINGS} tamperings, all named:", dict(sorted(named.items())))
    assert verify(jurisdiction_id=mine, record=signed).fault is None
