"""Large uploads on their way: nothing of them is on a disk in the clear, and they are read back as they came."""

import io
import os
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.test import RequestFactory

from paht.doors.pages.spool import Spool


@pytest.fixture
def noise() -> bytes:
    """What no other file of the machine has."""
    return os.urandom(3_000_001)


def on_disk(spool: Spool) -> bytes:
    spool._file.flush()
    return Path(f"/proc/self/fd/{spool._file.fileno()}").read_bytes()


def test_what_was_written_is_read_back_from_anywhere(noise: bytes) -> None:
    with Spool() as spool:
        for at in range(0, len(noise), 65_537):
            spool.append(noise[at : at + 65_537])
        for start, length in ((0, 10), (1, 100), (15, 17), (16, 16), (1_000_003, 99_999), (3_000_000, 5)):
            spool.seek(start)
            assert spool.read(length) == noise[start : start + length]
        spool.seek(0)
        assert spool.read() == noise


def test_the_disk_has_none_of_it(noise: bytes) -> None:
    with Spool() as spool:
        spool.append(noise)
        written = on_disk(spool)
        assert len(written) == len(noise)
        assert not any(noise[at : at + 16] in written for at in range(0, len(noise) - 16, 50_000))


def test_a_form_s_large_file_takes_this_way_and_leaves_no_name_behind(
    noise: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    request = RequestFactory().post("/", {"photo": io.BytesIO(noise)})
    (upload,) = request.FILES.getlist("photo")
    assert isinstance(upload.file.raw, Spool)
    assert list(tmp_path.iterdir()) == []
    assert b"".join(upload.chunks()) == noise
    assert upload.size == len(noise)
    upload.close()


def test_django_s_own_clear_temporary_files_are_in_no_list() -> None:
    assert not any("Temporary" in handler for handler in settings.FILE_UPLOAD_HANDLERS)
