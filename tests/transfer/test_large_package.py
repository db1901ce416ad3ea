"""A large package: as many reports as asked (``PAHT_PACKAGE=10000``), each with the sender and an original picture."""

import io
import os
import random
import time as clocks
import uuid
from datetime import timedelta
from pathlib import Path

from PIL import Image
from tests.conftest import Clock
from tests.doors.journeys.journey import others
from tests.province import TestProvince, photo
from tests.working import as_worker

from paht.evidence import storage
from paht.law.casework.case import Actor, FileRef
from paht.law.providing import Pictures, Scope
from paht.people.kept_logs import Step
from paht.transfer import packages, provisions
from paht.transfer.checking import check
from paht.transfer.packing import make_packages

REPORTS = int(os.environ.get("PAHT_PACKAGE", "40"))
PICTURES = 50
"""So many different ones; each report has one of them, which is opened for it anew."""
FIELDS = frozenset({"name", "phone", "description"})
LAW = "khoản 2 Điều 88 Bộ luật Tố tụng hình sự"
MOST_MEGABYTES = 48
"""What memory may grow by; for a manifest's lines it does, by less than a kilobyte a picture."""


def resident(name: str) -> int:
    """Megabytes of this process, by the kernel: ``VmRSS`` now, ``VmHWM`` the most since it was reset."""
    [line] = [each for each in Path("/proc/self/status").read_text().splitlines() if each.startswith(name)]
    return int(line.split()[1]) // 1024


def noise() -> bytes:
    """A photo that packs badly, as those of telephones do: some 100 kB."""
    picture = Image.frombytes("RGB", (400, 300), random.Random(7).randbytes(400 * 300 * 3))
    out = io.BytesIO()
    picture.resize((1200, 900)).save(out, "JPEG", quality=60)
    return out.getvalue()


def test_a_package_grows_on_the_disk_and_not_in_memory(
    vinh_long: TestProvince, time: Clock, tmp_path: Path
) -> None:
    content = noise() if REPORTS > 1000 else photo()
    files = []
    for _ in range(min(PICTURES, REPORTS)):
        stored = storage.keep(
            jurisdiction_id=vinh_long.jurisdiction.id, upload=io.BytesIO(content), received_at=time.at
        )
        assert isinstance(stored, storage.StoredFile)
        files.append(FileRef(str(stored.id), stored.sha256, stored.media_type))
    for number in range(REPORTS):
        vinh_long.sent(time.at, files=(files[number % len(files)],))
    key = _approved(vinh_long, time)
    began = clocks.monotonic()
    Path("/proc/self/clear_refs").write_text("5")
    before = resident("VmRSS")
    turns = 0
    with as_worker():
        while not (packages.folder_of(*key) / packages.SEALED).exists():
            make_packages(now=time.at)
            turns += 1
    seconds, grown = clocks.monotonic() - began, resident("VmHWM") - before
    taken = provisions.take(_step(vinh_long, vinh_long.dispatcher, time), provision_id=key[1])
    assert isinstance(taken, provisions.Taken)
    target = tmp_path / "goi.zip"
    with target.open("wb") as file:
        file.writelines(taken.pieces)
    taken.pieces.close()
    checked = check(target)
    print(
        f"{REPORTS} reports: {seconds:.1f} s in {turns} turns, {grown} MB more, {target.stat().st_size >> 20} MB; "
        f"taken and checked after {clocks.monotonic() - began:.1f} s"
    )
    assert (checked.cases, len(checked.files)) == (REPORTS, 4 + REPORTS)
    assert grown < MOST_MEGABYTES, "megabytes"


def _step(province: TestProvince, actor: Actor, time: Clock) -> Step:
    return Step(jurisdiction=province.jurisdiction, actor=actor, now=time.at, command_id=uuid.uuid4())


def _approved(province: TestProvince, time: Clock) -> packages.Key:
    day = time.at.date()
    found = provisions.record(
        _step(province, province.dispatcher, time),
        body=None,
        body_name="Thanh tra tỉnh",
        number="15/TTT-VP",
        dated_on=day,
        file=FileRef(str(uuid.uuid4()), "0" * 64, "image/jpeg"),
        ground="Điều 47 Luật Thanh tra",
        purpose="Thanh tra việc giải quyết phản ánh.",
        scope=Scope(first_on=day - timedelta(days=1), last_on=day),
        personal=FIELDS,
        pictures=Pictures.ORIGINAL,
    )
    assert isinstance(found, provisions.Recorded), found
    settled = provisions.settle(
        _step(province, others(province, time.at).office, time),
        provision_id=found.id,
        approves=True,
        fields=FIELDS,
        law=LAW,
        reason="",
        pictures=Pictures.ORIGINAL,
    )
    assert isinstance(settled, provisions.Recorded), settled
    return province.jurisdiction.id, found.id
