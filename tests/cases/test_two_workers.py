"""Two background workers at once, as processes of their own, with their own database role."""

import os
import subprocess
import sys

from django.db import connection
from tests.cases.test_sheets import photo, sheet
from tests.conftest import Clock
from tests.province import TestProvince

from paht.installation.processes import PYTHON_ENVIRONMENT


def test_two_workers_examine_each_file_once_and_make_every_sheet(
    vinh_long: TestProvince, time: Clock
) -> None:
    refs = [photo(vinh_long, time) for _ in range(8)]
    cases = [vinh_long.sent(time.forward(minutes=1), files=(ref,)) for ref in refs]
    command = [sys.executable, "-m", "paht", "worker", "--once"]
    workers = [
        subprocess.Popen(command, env={**os.environ, **PYTHON_ENVIRONMENT}, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    said = [worker.communicate(timeout=120)[1].decode() for worker in workers]
    assert [worker.returncode for worker in workers] == [0, 0], said
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT state, attempts FROM evidence_examination WHERE file_id = ANY(%s::uuid[])",
            [[ref.id for ref in refs]],
        )
        assert cursor.fetchall() == [("done", 1)] * 8
    assert all(len(sheet(case).verdicts) > 5 for case in cases)
