"""The worker as a process of its own: what lies in a maildir is a draft when it has done one round."""

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import Clock
from tests.mail.letters import letter
from tests.province import TestProvince

from paht.installation.processes import PYTHON_ENVIRONMENT
from paht.mail import queries


def test_the_worker_reads_the_mailboxes_of_its_file(
    vinh_long: TestProvince, time: Clock, tmp_path: Path
) -> None:
    del time
    (tmp_path / "box" / "new").mkdir(parents=True)
    (tmp_path / "box" / "new" / "1").write_bytes(letter(photos=1))
    file = tmp_path / "mail.toml"
    file.write_text(
        f'[[mailbox]]\njurisdiction = "{vinh_long.jurisdiction.slug}"\naddress = "phananh@tinh.test"\n'
        f'maildir = "{tmp_path / "box"}"\n'
    )
    subprocess.run(
        [sys.executable, "-m", "paht", "worker", "--once"],
        env={**os.environ, **PYTHON_ENVIRONMENT, "PAHT_MAILBOX": str(file)},
        check=True,
        capture_output=True,
        timeout=120,
    )
    (draft,) = queries.drafts(jurisdiction_id=vinh_long.jurisdiction.id, states=["open"])
    assert draft.files == 1
