"""The worker looks for marks in a process of its own; what cannot be looked at is kept as that."""

import io
from datetime import timedelta

import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.conftest import Clock
from tests.evidence.copying import copies_are_made
from tests.evidence.pictures import saved, scene
from tests.province import TestProvince
from tests.working import as_worker

from paht.evidence import copies, marks, seeking, storage
from paht.evidence.records import StoredFile
from paht.evidence.seeking import Seeker
from paht.walls.here import within


def kept(province: TestProvince, time: Clock, content: bytes) -> StoredFile:
    stored = storage.keep(
        jurisdiction_id=province.jurisdiction.id, upload=io.BytesIO(content), received_at=time.at
    )
    assert isinstance(stored, StoredFile)
    return stored


def found(file: StoredFile) -> marks.Marks:
    return marks.found(jurisdiction_id=file.jurisdiction_id, hashes=[file.sha256])


def with_a_plate() -> Image.Image:
    picture = scene(1280, 960)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((500, 600, 690, 650), fill="white", outline="black", width=3)
    pen.text((512, 608), "64A-123.45", font=ImageFont.load_default(32), fill="black")
    return picture


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_the_worker_finds_a_plate_and_keeps_where_it_is(vinh_long: TestProvince, time: Clock) -> None:
    file = kept(vinh_long, time, saved(with_a_plate()))
    lost = kept(vinh_long, time, saved(scene(320, 240)))
    with as_worker(), within(vinh_long.jurisdiction.id):
        waiting = {picture.id for picture in seeking.pictures_to_look_at(limit=99)}
    assert not waiting & {file.id, lost.id}, "their copies are not made yet"
    copies_are_made(vinh_long, time.at)
    copies.forget(lost)
    assert found(file) == {}, "nobody has looked yet, which is not the same as nothing found"
    with as_worker(), within(vinh_long.jurisdiction.id):
        assert Seeker().finish(now=time.at) >= 1
    (mark,) = found(file)[file.sha256] or ()
    assert mark.kind == "plate"
    middle = (mark.box.left + mark.box.width / 2, mark.box.top + mark.box.height / 2)
    assert middle == pytest.approx((595 / 1280, 625 / 960), abs=0.02)
    assert found(lost) == {lost.sha256: None}
    with as_worker(), within(vinh_long.jurisdiction.id):
        assert seeking.pictures_to_look_at(limit=9) == []


def test_a_round_does_not_wait_and_a_search_that_hangs_is_ended(
    vinh_long: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies_are_made(vinh_long, time.at)
    with as_worker(), within(vinh_long.jurisdiction.id):
        Seeker().finish(now=time.at)
    file = kept(vinh_long, time, saved(scene(640, 480)))
    copies_are_made(vinh_long, time.at)
    started: list[list[str]] = []
    popen = seeking.subprocess.Popen

    def hanging(command: list[str], **options: object) -> object:
        started.append(command)
        return popen(["/bin/sleep", "600"], **options)  # type: ignore[call-overload]

    monkeypatch.setattr(seeking.subprocess, "Popen", hanging)
    seeker = Seeker()
    with as_worker(), within(vinh_long.jurisdiction.id):
        assert seeker.turn(now=time.at) == 0
        assert seeker.turn(now=time.at + timedelta(minutes=4)) == 0
        assert found(file) == {}
        assert seeker.turn(now=time.at + timedelta(minutes=6)) == 1
    assert found(file) == {file.sha256: None}
    assert len(started) == 1
