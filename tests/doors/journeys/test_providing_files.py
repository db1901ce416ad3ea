"""Pictures and other files in packages for state bodies, and who is told of a request (VL.19.1, VL.20.4, ST.5.1)."""

import hashlib
import io
import json
import uuid
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from PIL import Image
from tests.conftest import Clock
from tests.doors.journeys.providing import LAW, Scene, Scenes, looks_of, words
from tests.doors.journeys.test_providing import erases
from tests.evidence.copying import copies_are_made
from tests.province import TestCase, TestProvince, photo

from paht.cases import operations
from paht.evidence import storage
from paht.law.casework.case import FileRef, PublicPicture
from paht.people.erasures import Erasure, Ledger, erase_through_vault
from paht.transfer.checking import check


def kept(province: TestProvince, time: Clock, content: bytes) -> FileRef:
    stored = storage.keep(
        jurisdiction_id=province.jurisdiction.id, upload=io.BytesIO(content), received_at=time.at
    )
    assert isinstance(stored, storage.StoredFile)
    return FileRef(str(stored.id), stored.sha256, stored.media_type)


def attached(content: bytes) -> tuple[dict[str, bytes], dict[str, list[dict[str, str]]]]:
    """The files of a package by name, and what its JSON says of each report's."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        files = {name: packed.read(name) for name in packed.namelist() if name.startswith("tep/")}
        said = json.loads(packed.read("phan-anh.json"))
    return files, {each["code"]: each["given"] for each in said}


def with_public_copy(province: TestProvince, time: Clock, content: bytes) -> tuple[TestCase, FileRef]:
    """A published case whose picture an officer has confirmed."""
    file = kept(province, time, content)
    case = province.sent(time.at, files=(file,)).published(time.at)
    operations.release_pictures(case.step(province.publisher, time.at), pictures=[PublicPicture(file.id)])
    copies_are_made(province, time.at)
    return case, file


@pytest.mark.clause("VL.19.1", "VL.20.4", "ST.5.1")
def test_public_copies_go_without_a_law_and_nothing_that_no_officer_confirmed(
    province: TestProvince, scene_of: Scenes, time: Clock, tmp_path: Path
) -> None:
    scene = scene_of(province)
    shown, _ = with_public_copy(province, time, photo(colour=(9, 99, 9)))
    hidden = province.sent(time.at, files=(kept(province, time, photo(colour=(99, 9, 9))),)).published(
        time.at
    )
    path = scene.asked(pictures="original")
    before = len(looks_of(scene, province.dispatcher))
    assert scene.decides(path, pictures="public").status_code == 302
    scene.works()
    content = scene.taken(path)
    files, said = attached(content)
    assert list(files) == [f"tep/{shown.code}-1.jpg"]
    assert not Image.open(io.BytesIO(files[f"tep/{shown.code}-1.jpg"])).getexif()
    assert [each["form"] for each in said[shown.code]] == ["public"]
    assert said[hidden.code] == []
    assert len(looks_of(scene, province.dispatcher)) == before + 1, "the package alone was opened"
    (tmp_path / "goi.zip").write_bytes(content)
    assert f"tep/{shown.code}-1.jpg" in check(tmp_path / "goi.zip").files
    assert "đã che, đã công khai" in scene.office.text(path)


@pytest.mark.clause("VL.20.4", "VL.7.5")
def test_originals_need_the_law_and_each_is_a_look_of_whoever_asked(
    vinh_long: TestProvince, scene_of: Scenes, time: Clock
) -> None:
    scene = scene_of(vinh_long)
    content = photo(colour=(1, 2, 200))
    case = vinh_long.sent(time.at, files=(kept(vinh_long, time, content),))
    path = scene.asked(pictures="original")
    refused = scene.decides(path, pictures="original", law="")
    assert refused.status_code == 422
    assert "tệp gốc của nhiều người gửi chỉ được cung cấp khi có luật" in words(refused)
    before = len(looks_of(scene, vinh_long.dispatcher))
    assert scene.decides(path, pictures="original", law=LAW).status_code == 302
    scene.works()
    [(fields, purpose)] = looks_of(scene, vinh_long.dispatcher)[before:]
    assert fields == ["file_key"]
    assert "15/TTT-VP của Thanh tra tỉnh" in purpose
    assert LAW in purpose
    files, said = attached(scene.taken(path))
    assert files == {f"tep/{case.code}-1.jpg": content}
    assert [each["form"] for each in said[case.code]] == ["original"]


@pytest.mark.clause("VL.20.4")
def test_more_than_was_asked_for_is_not_given_and_nothing_by_default(
    vinh_long: TestProvince, scene_of: Scenes, time: Clock
) -> None:
    scene = scene_of(vinh_long)
    vinh_long.sent(time.at, files=(kept(vinh_long, time, photo(colour=(5, 5, 5))),))
    path = scene.asked(pictures="public")
    assert scene.decides(path, pictures="original", law=LAW).status_code == 422
    assert attached(scene.taken(scene.made()))[0] == {}


@pytest.mark.clause("VL.20.4")
def test_an_erased_or_damaged_original_is_named_as_missing_and_holds_up_nothing(
    vinh_long: TestProvince, scene_of: Scenes, time: Clock
) -> None:
    scene = scene_of(vinh_long)
    erased, damaged, sound = (kept(vinh_long, time, photo(colour=(n, 77, 3))) for n in range(3))
    case = vinh_long.sent(time.at, files=(erased, damaged, sound))
    path = original_of(vinh_long, damaged)
    raw = bytearray(path.read_bytes())
    raw[-20] ^= 1
    path.write_bytes(bytes(raw))
    forget = Erasure(time.at, vinh_long.jurisdiction.id, case.id, (uuid.UUID(erased.id),))
    ledger = Ledger(settings.CHECKPOINTS / "erasures")
    assert erase_through_vault(ledger, forget, actor=uuid.uuid4(), request="thử")
    time.forward(minutes=1)
    asked = scene.asked(pictures="original")
    assert scene.decides(asked, pictures="original", law=LAW).status_code == 302
    scene.works()
    files, said = attached(scene.taken(asked))
    assert files == {f"tep/{case.code}-3.jpg": photo(colour=(2, 77, 3))}
    assert [each["form"] for each in said[case.code]] == ["missing", "missing", "original"]


def original_of(province: TestProvince, file: FileRef) -> Path:
    from paht.evidence.records import original_path

    return original_path(
        jurisdiction_id=province.jurisdiction.id, sha256=file.sha256, file_id=uuid.UUID(file.id)
    )


@pytest.mark.clause("VL.20.4")
def test_a_package_with_pictures_is_made_anew_after_an_erasure(
    vinh_long: TestProvince, scene_of: Scenes, time: Clock
) -> None:
    scene = scene_of(vinh_long)
    case, _ = with_public_copy(vinh_long, time, photo(colour=(44, 5, 6)))
    path = scene.asked(pictures="public")
    assert scene.decides(path, pictures="public").status_code == 302
    scene.works()
    time.forward(minutes=5)
    erases(case, time)
    assert "đang được làm lại" in words(scene.takes(path))
    assert told(scene)[-1] == ("agency", "provision_made_anew", True)


def test_pictures_of_a_package_lie_on_disk_sealed_and_alone(
    vinh_long: TestProvince, scene_of: Scenes, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from paht.transfer import packages, packing

    monkeypatch.setattr(packing, "PART_CASES", 2)
    scene = scene_of(vinh_long)
    contents = [photo(colour=(n, 200, 9)) for n in range(5)]
    for content in contents:
        vinh_long.sent(time.at, files=(kept(vinh_long, time, content),))
    path = scene.asked(pictures="original")
    assert scene.decides(path, pictures="original", law=LAW).status_code == 302
    scene.works()
    scene.works()
    [file] = list(packages.folder_of(*scene.key(path)).iterdir())
    assert not any(content[:64] in file.read_bytes() for content in contents)
    files, _ = attached(scene.taken(path))
    assert {hashlib.sha256(each).digest() for each in files.values()} == {
        hashlib.sha256(each).digest() for each in contents
    }


def told(scene: Scene) -> list[tuple[str, str, bool]]:
    """Who was told of requests: the kind, the template, whether it names the one who recorded it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT recipient_kind, template, staff_id, recipient_id, case_id, context::text FROM messages_outbox "
            "WHERE jurisdiction_id = %s AND template LIKE 'provision%%' "
            "ORDER BY made_at, template, recipient_kind = 'agency', id",
            [scene.province.jurisdiction.id],
        )
        rows: list[Any] = cursor.fetchall()
    for kind, _, staff, body, case, context in rows:
        assert case is None
        assert list(json.loads(context)) == ["provision"], "an order quotes nothing"
        assert (staff is not None) == (body is not None) == (kind == "agency")
        assert staff is None or str(staff) == scene.province.dispatcher.id
    return [(kind, template, staff is not None) for kind, template, staff, *_ in rows]


@pytest.mark.clause("VL.19.1", "ST.5.1")
def test_the_department_and_whoever_recorded_it_are_told_of_each_step(
    province: TestProvince, scene_of: Scenes, time: Clock
) -> None:
    scene = scene_of(province)
    department = "supervising_department"
    path = scene.asked()
    assert told(scene) == [(department, "provision_asked", False)]
    time.forward(minutes=1)
    scene.decides(path)
    time.forward(minutes=1)
    scene.works()
    scene.works()
    scene.taken(path)
    time.forward(days=8)
    scene.works()
    scene.works()
    assert told(scene)[1:] == [
        (department, "provision_approved", False),
        ("agency", "provision_approved", True),
        (department, "provision_ready", False),
        ("agency", "provision_ready", True),
        (department, "provision_ended", False),
        ("agency", "provision_ended", True),
    ]


@pytest.mark.clause("VL.19.1", "ST.5.1")
def test_a_refusal_and_a_recall_are_told_once_however_often_the_form_comes(
    vinh_long: TestProvince, scene_of: Scenes, time: Clock
) -> None:
    scene = scene_of(vinh_long)
    command = str(uuid.uuid4())
    path = scene.asked(command_id=command)
    scene.asked(command_id=command)
    reason = {"decision": "refuse", "reason": "Văn bản không nêu căn cứ.", "command_id": str(uuid.uuid4())}
    for _ in range(2):
        scene.decides(path, **reason)
    assert [template for _, template, _ in told(scene)] == ["provision_asked", *["provision_refused"] * 2]
    time.forward(minutes=1)
    other = scene.asked()
    scene.asker.client.post(f"{other}thoi")
    assert [template for _, template, _ in told(scene)[-2:]] == ["provision_recalled"] * 2
