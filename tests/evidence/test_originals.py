"""Originals: nobody opens one but through the vault, and each look is on record."""

import hashlib
import io
import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import av
import pytest
from django.conf import settings
from django.db import ProgrammingError, connection
from tests.conftest import Clock
from tests.evidence.pictures import exif, film, saved, scene
from tests.examining.making import amr

from paht.evidence import (
    clear,
    copies,
    examination,
    examinations,
    originals,
    playing,
    queries,
    storage,
    waiting,
)
from paht.evidence.keys import FOR_COPIES, NotGiven, key_of
from paht.evidence.records import StoredFile, clear_path, original_path
from paht.examining import signatures
from paht.identity import new_id
from paht.installation.keys import evidence_key
from paht.installation.postgres import Server
from paht.people import vault
from paht.people.actors import SYSTEM
from paht.people.erasures import Erasure, Ledger, erase_through_vault
from paht.people.vault_records import FILE_KEY
from paht.settings import database_settings

OFFICER = str(uuid.UUID(int=77))


@pytest.fixture
def here() -> int:
    """A province of the test's own."""
    return 20_000 + uuid.uuid4().int % 10_000


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """An empty ledger of erasures."""
    return Ledger(tmp_path / "erasures")


Keep = Callable[[bytes], StoredFile]


@pytest.fixture
def keep(database: Server, files: Path, here: int, time: Clock) -> Keep:
    """Keeps a file whose content is given."""
    del database, files

    def kept(content: bytes) -> StoredFile:
        stored = storage.keep(
            jurisdiction_id=here,
            upload=io.BytesIO(content),
            received_at=time.at,
            takes=signatures.ATTACHMENTS,
        )
        assert isinstance(stored, StoredFile), stored
        return stored

    return kept


@contextmanager
def as_worker() -> Iterator[None]:
    """What is asked meanwhile is asked as the worker's role. The database is not in the home of the files here."""
    with patch.dict(os.environ, PAHT_HOME=str(settings.HOME.path)):
        worker, app = database_settings("worker"), database_settings("app")
    connection.close()
    connection.settings_dict.update(worker)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(app)


def content_of(file: StoredFile, *, actor: str = OFFICER, purpose: str = "Đối chiếu thời điểm chụp") -> bytes:
    return b"".join(originals.look(file, actor_id=actor, purpose=purpose))


def looks(file: StoredFile) -> list[tuple[str, str, list[str]]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT actor_id::text, purpose, fields FROM people_look WHERE record_id = %s ORDER BY id",
            [file.id],
        )
        return cursor.fetchall()


def works(now: Clock, ledger: Ledger) -> int:
    with as_worker():
        return waiting.work_on_files(now=now.at, ledger=ledger, seconds=60)


def enqueues(now: Clock, ledger: Ledger) -> int:
    with as_worker():
        return clear.enqueue_clear(now=now.at, ledger=ledger)


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_an_original_is_opened_for_a_purpose_that_is_on_record_and_for_none_other(keep: Keep) -> None:
    content = saved(scene()) + os.urandom(200_000)
    file = keep(content)
    assert content_of(file) == content
    assert looks(file) == [(OFFICER, "Đối chiếu thời điểm chụp", [FILE_KEY])]
    with pytest.raises(NotGiven):
        content_of(file, purpose="  ")
    assert len(looks(file)) == 1


def test_the_look_is_on_record_before_the_first_byte_is_opened(keep: Keep) -> None:
    file = keep(saved(scene()))
    before = originals.look(file, actor_id=OFFICER, purpose="Xem")
    assert len(looks(file)) == 1
    before.close()


def test_a_look_at_words_never_opens_a_file(keep: Keep, here: int) -> None:
    file = keep(saved(scene()))
    found = vault.look(
        jurisdiction_id=here,
        record_ids=[file.id],
        fields=frozenset({FILE_KEY, "description"}),
        actor_id=OFFICER,
        purpose="Xem",
    )
    assert found == {file.id: {}}


def test_the_routine_of_the_system_opens_a_file_only_while_its_copies_wait(
    keep: Keep, time: Clock, ledger: Ledger, here: int
) -> None:
    works(time, ledger)
    file = keep(saved(scene(2000, 1500)))
    assert works(time, ledger) == 1
    assert looks(file) == [(str(uuid.UUID(int=0)), FOR_COPIES, [FILE_KEY])]
    for size in copies.SIZES:
        for form in copies.FORMS:
            assert copies.copy_path(file, size=size, form=form).exists()
    with pytest.raises(NotGiven):
        key_of(jurisdiction_id=here, file_id=file.id, actor_id=SYSTEM.id, purpose=FOR_COPIES)
    assert len(looks(file)) == 1
    key_of(jurisdiction_id=here, file_id=file.id, actor_id=SYSTEM.id, purpose="Lập lại bản sao bị mất, CV 12")
    assert looks(file)[1][1] == "Lập lại bản sao bị mất, CV 12"
    assert works(time, ledger) == 0


def test_a_film_is_opened_for_its_poster_and_once_more_for_what_plays(
    keep: Keep, time: Clock, ledger: Ledger
) -> None:
    while works(time, ledger) or plays(time, ledger):
        continue
    recorded, shot = keep(amr()), keep(film())
    assert works(time, ledger) == 2
    assert looks(recorded) == []
    assert len(looks(shot)) == 1
    assert copies.found(shot, size=1280)
    assert playing.found(shot) is None
    assert plays(time, ledger) + plays(time, ledger) == 2
    assert plays(time, ledger) == 0, "each once"
    for file, kind, wanted in ((recorded, "m4a", "audio"), (shot, "mp4", "video")):
        path = playing.found(file)
        assert path is not None
        assert path.suffix == f".{kind}"
        with av.open(str(path)) as container:
            assert container.streams[0].type == wanted
            assert not container.metadata.keys() - {"major_brand", "minor_version", "compatible_brands"}
    assert copies.forget(shot)
    assert playing.found(shot) is None


def plays(now: Clock, ledger: Ledger) -> int:
    with as_worker():
        return playing.make_next(now=now.at, ledger=ledger)


def test_neither_web_nor_worker_can_read_a_key_themselves(keep: Keep) -> None:
    file = keep(saved(scene()))
    statement = "SELECT wrapped_key FROM people_vault_record WHERE id = %s"
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(statement, [file.id])
    with (
        as_worker(),
        pytest.raises(ProgrammingError, match="permission denied"),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [file.id])


def test_the_name_and_the_keyed_checksum_of_a_file_are_found_nowhere_else(keep: Keep, files: Path) -> None:
    content = saved(scene(), exif=exif())
    file = keep(content)
    plain = hashlib.sha256(content).hexdigest()
    assert file.sha256 != plain
    assert plain not in " ".join(map(str, files.rglob("*")))


def test_a_changed_original_is_found_by_the_worker_and_by_whoever_looks(
    keep: Keep, time: Clock, ledger: Ledger, here: int
) -> None:
    file = keep(saved(scene()))
    path = original_path(jurisdiction_id=here, sha256=file.sha256, file_id=file.id)
    whole = bytearray(path.read_bytes())
    whole[1000] ^= 1
    path.write_bytes(whole)
    with pytest.raises(originals.Tampered):
        content_of(file)
    for _ in range(waiting.MOST_TRIES):
        assert works(time, ledger) == 0
        time.forward(minutes=2)
    assert waiting.counts()["damaged"] >= 1
    path.unlink()
    with pytest.raises(FileNotFoundError):
        content_of(file)


@pytest.mark.clause("VL.19.1", "VL.22.1", "ST.5.1")
def test_an_erased_file_is_opened_by_nobody_and_its_copies_go(
    keep: Keep, time: Clock, ledger: Ledger, here: int
) -> None:
    content = saved(scene(2000, 1500))
    erased, other, same = keep(content), keep(saved(scene(900, 700))), keep(saved(scene(900, 700)))
    works(time, ledger)
    with as_worker():
        while examinations.examine_waiting(now=time.at):
            pass
    erasure = Erasure(time.at, here, new_id(), (erased.id, other.id))
    assert erase_through_vault(ledger, erasure, actor=uuid.UUID(OFFICER), request="CV 1") == 2
    with as_worker():
        assert clear.forget_erased_copies(ledger) == 4
    found = examinations.examinations(jurisdiction_id=here, file_ids=[erased.id, same.id])
    assert found[erased.id].findings is None, "what its camera wrote is gone as well"
    assert found[same.id].findings is not None
    for file in (erased, other):
        with pytest.raises(NotGiven):
            content_of(file)
    with pytest.raises(copies.NoCopyError):
        copies.found(erased, size=1280)
    assert copies.found(same, size=1280), "another sender's same picture lives on"
    assert content_of(same)


def test_a_file_erased_before_its_copies_were_made_never_gets_any(
    keep: Keep, time: Clock, ledger: Ledger, here: int
) -> None:
    file = keep(saved(scene(2000, 1500)))
    erasure = Erasure(time.at, here, new_id(), (file.id,))
    erase_through_vault(ledger, erasure, actor=uuid.UUID(OFFICER), request="CV 1")
    works(time, ledger)
    with pytest.raises(copies.NoCopyError):
        copies.found(file, size=320)


def test_a_file_erased_before_its_copies_were_made_takes_none_from_another_with_the_same_bytes(
    keep: Keep, time: Clock, ledger: Ledger, here: int
) -> None:
    content = saved(scene(1000, 800))
    living = keep(content)
    works(time, ledger)
    erased = keep(content)
    erasure = Erasure(time.at, here, new_id(), (erased.id,))
    assert erase_through_vault(ledger, erasure, actor=uuid.UUID(OFFICER), request="CV 1") == 1
    works(time, ledger)
    assert copies.found(living, size=1280)


def test_a_file_erased_while_its_copies_are_made_keeps_none(
    keep: Keep, time: Clock, ledger: Ledger, here: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, copies_of = keep(saved(scene(2000, 1500))), examination.copies_of

    def meanwhile(*args: Any, **kwargs: Any) -> Any:
        ledger.add(Erasure(time.at, here, new_id(), (file.id,)))
        clear.forget_erased_copies(ledger)
        return copies_of(*args, **kwargs)

    monkeypatch.setattr(examination, "copies_of", meanwhile)
    works(time, ledger)
    with pytest.raises(copies.NoCopyError):
        copies.found(file, size=320)


class OldHome:
    """Files as the program before kept them."""

    def __init__(self, jurisdiction_id: int) -> None:
        self.here = jurisdiction_id

    def keep(self, content: bytes, *, now: Clock) -> StoredFile:
        plain = hashlib.sha256(content).hexdigest()
        path = clear_path(jurisdiction_id=self.here, sha256=plain)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        file_id = new_id()
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO evidence_file (jurisdiction_id, id, sha256, media_type, size_bytes, received_at)"
                " VALUES (%s, %s, %s, 'image/jpeg', %s, %s)",
                [self.here, file_id, bytes.fromhex(plain), len(content), now.at],
            )
        stored = queries.file(jurisdiction_id=self.here, id=file_id)
        assert stored is not None
        return stored


@pytest.fixture
def old(database: Server, files: Path, here: int) -> OldHome:
    """A home of an older program."""
    del database, files
    return OldHome(here)


def test_what_lies_in_the_clear_is_sealed_proven_and_removed(
    old: OldHome, time: Clock, ledger: Ledger, files: Path
) -> None:
    content, other = saved(scene(2000, 1500), exif=exif()), saved(scene(700, 500))
    first, second, third = (old.keep(each, now=time) for each in (content, content, other))
    assert enqueues(time, ledger) == 3
    assert enqueues(time, ledger) == 0
    assert waiting.counts()["in_clear"] == 3
    assert works(time, ledger) == 3
    assert waiting.counts()["in_clear"] == 0
    for file, sent in ((first, content), (second, content), (third, other)):
        assert content_of(file) == sent
        assert copies.found(file, size=1280)
    for path in files.rglob("*"):
        assert not path.is_file() or b"Exif" not in path.read_bytes()
    assert not clear_path(jurisdiction_id=old.here, sha256=first.sha256).exists()
    assert enqueues(time, ledger) == 0


def test_the_clear_file_stays_until_every_row_of_it_is_sealed(
    old: OldHome, time: Clock, ledger: Ledger
) -> None:
    content = saved(scene())
    first, second = old.keep(content, now=time), old.keep(content, now=time)
    enqueues(time, ledger)
    path = clear_path(jurisdiction_id=old.here, sha256=first.sha256)
    with as_worker():
        clear.seal_clear(first, ledger=ledger)
        assert path.exists()
        clear.seal_clear(second, ledger=ledger)
        assert not path.exists()


@pytest.mark.parametrize("at", ["settle", "_keep_key", "_is_sealed", "_prove", "_remove_where_sealed"])
@pytest.mark.parametrize("before", [True, False])
def test_a_sealing_broken_off_anywhere_is_done_again_and_nothing_is_lost(
    old: OldHome, time: Clock, ledger: Ledger, monkeypatch: pytest.MonkeyPatch, at: str, before: bool
) -> None:
    content = saved(scene())
    file = old.keep(content, now=time)
    enqueues(time, ledger)
    step = getattr(clear, at)

    class Killed(BaseException):
        """The process is gone."""

    def killed(*args: object, **kwargs: object) -> None:
        if not before:
            step(*args, **kwargs)
        raise Killed

    monkeypatch.setattr(clear, at, killed)
    with pytest.raises(Killed):
        works(time, ledger)
    monkeypatch.setattr(clear, at, step)
    enqueues(time, ledger)
    works(Clock(time.at + timedelta(hours=1)), ledger)
    assert content_of(file) == content
    assert not clear_path(jurisdiction_id=old.here, sha256=file.sha256).exists()


def test_a_clear_file_that_is_not_what_the_row_says_is_left_and_reported(
    old: OldHome, time: Clock, ledger: Ledger
) -> None:
    file = old.keep(saved(scene()), now=time)
    path = clear_path(jurisdiction_id=old.here, sha256=file.sha256)
    path.write_bytes(saved(scene(10, 10)))
    enqueues(time, ledger)
    assert works(time, ledger) == 0
    assert path.exists()
    assert waiting.counts()["in_clear"] >= 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT in_clear FROM evidence_waiting WHERE file_id = %s", [file.id])
        assert cursor.fetchone() == (True,)


def test_an_erased_file_of_an_older_home_is_removed_and_never_sealed(
    old: OldHome, time: Clock, ledger: Ledger
) -> None:
    file = old.keep(saved(scene()), now=time)
    enqueues(time, ledger)
    ledger.add(Erasure(time.at, old.here, new_id(), (file.id,)))
    works(time, ledger)
    assert not clear_path(jurisdiction_id=old.here, sha256=file.sha256).exists()
    assert not original_path(jurisdiction_id=old.here, sha256=file.sha256, file_id=file.id).exists()


def test_the_key_of_checksums_is_the_homes_own(database: Server) -> None:
    assert len(evidence_key(settings.HOME)) == 32
    assert (settings.HOME.keys / "evidence").stat().st_mode & 0o077 == 0
