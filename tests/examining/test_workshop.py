"""The process that reads: what it cannot do, what its death means to anybody, and how callers wait for it."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.evidence.pictures import saved, scene
from tests.examining.making import film, given, pdf

from paht.examining import limits, refusals, writing
from paht.examining.refusals import Busy, TookTooLong, Unreadable
from paht.examining.wanted import Wanted
from paht.examining.workshop import ENVIRONMENT, Workshop
from paht.law.evidence.findings import Findings

PICTURE = saved(scene(80, 60))
TO_FILM = Wanted(form="film", size=720)


@pytest.fixture(scope="module")
def long_film() -> bytes:
    """Some seconds of work."""
    return film(codec="mpeg4", seconds=20, size=(320, 240), rate=25, sound=None)


@pytest.fixture
def own() -> Iterator[Workshop]:
    """A workshop that a test may break."""
    workshop = Workshop()
    yield workshop
    workshop.close()


def reads(workshop: Workshop) -> bool:
    """Whether a good picture is read."""
    return isinstance(workshop.examine(given(PICTURE)), Findings)


def until(happened: Callable[[], object], seconds: float = 10) -> None:
    """Wait for something that another thread brings about."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.01)


def working(workshop: Workshop) -> bool:
    """Whether the child is in the middle of a film: it has loaded the encoder, and runs."""
    if workshop.child is None:
        return False
    try:
        return "libx264" in Path(f"/proc/{workshop.child}/maps").read_text()
    except OSError:
        return False


TRIES = """
import json, os, resource, socket, sys
from pathlib import Path
from paht.examining import cage
before = os.open(sys.argv[1], os.O_RDONLY)
standing = cage.close()
def refused(what):
    try:
        what()
    except (OSError, ValueError):
        return True
    return False
def fork():
    if os.fork() == 0:
        os._exit(0)
said = {
    "reads a secret": not refused(lambda: open(sys.argv[1]).read()),
    "lists a folder": not refused(lambda: os.listdir(os.path.dirname(sys.argv[1]))),
    "writes": not refused(lambda: open(sys.argv[1] + "-new", "w")),
    "reopens what it was handed": not refused(lambda: os.open(f"/proc/self/fd/{before}", os.O_RDWR)),
    "has a network": not refused(lambda: socket.socket(socket.AF_INET)),
    "has local sockets": not refused(lambda: socket.socket(socket.AF_UNIX)),
    "starts a program": not refused(lambda: os.execv("/bin/true", ["true"])),
    "makes a process": not refused(fork),
    "signals its parent": not refused(lambda: os.kill(os.getppid(), 0)),
    "raises its limits": not refused(lambda: resource.setrlimit(resource.RLIMIT_AS, (-1, -1))),
}
import threading
thread = threading.Thread(target=lambda: said.update(threads=True)); thread.start(); thread.join()
import PIL.Image
said["what it was handed"] = os.pread(before, 6, 0).decode()
print(json.dumps([standing, said]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the walls are Linux's")
def test_the_child_can_open_start_reach_and_signal_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    secret.chmod(0o644)
    done = subprocess.run(
        [sys.executable, "-c", TRIES, str(secret)],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    standing, said = json.loads(done.stdout)
    if not {"files", "calls"} <= set(standing):
        pytest.skip("this kernel lacks Landlock or seccomp")
    assert said.pop("threads") is True
    assert said.pop("what it was handed") == "secret"
    assert {what for what, could in said.items() if could} == set()


def test_the_child_gets_no_environment_no_open_file_and_no_core_dump(
    own: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAHT_OWNER_URL", "postgresql://owner:secret@localhost/paht")
    kept = given(b"a file of the caller")
    os.set_inheritable(kept, True)
    assert reads(own)
    child = Path(f"/proc/{own.child}")
    names = {
        entry.split(b"=")[0].decode() for entry in (child / "environ").read_bytes().split(b"\0") if entry
    }
    assert names <= set(ENVIRONMENT)
    assert {entry.name for entry in (child / "fd").iterdir()} <= {"0", "1", "2"}
    limited = (child / "limits").read_text()
    for name, most in (
        ("Max address space", str(limits.MEMORY_MB << 20)),
        ("Max open files", str(limits.OPEN_FILES)),
        ("Max file size", str(limits.OUTPUT_MB << 20)),
        ("Max core file size", "0"),
    ):
        line = next(line for line in limited.splitlines() if line.startswith(name))
        assert most in line.split(), line
    status = (child / "status").read_text()
    assert "NoNewPrivs:\t1" in status
    assert "CapEff:\t0000000000000000" in status or "CapEff:\t0000000000000400" in status


def test_a_child_that_waits_has_loaded_no_library_that_it_does_not_need(own: Workshop) -> None:
    assert reads(own)
    maps = Path(f"/proc/{own.child}/maps").read_text()
    for library in ("numpy", "cv2", "libavcodec", "pdfium", "onnx"):
        assert library not in maps
    resident = next(
        line
        for line in Path(f"/proc/{own.child}/status").read_text().splitlines()
        if line.startswith("VmRSS")
    )
    assert int(resident.split()[1]) < 80_000


def test_a_child_killed_in_the_middle_harms_nobody(own: Workshop, long_film: bytes) -> None:
    made: list[object] = []
    asker = threading.Thread(target=lambda: made.append(own.derive(given(long_film), TO_FILM)))
    asker.start()
    until(lambda: working(own))
    first = own.child
    assert first is not None
    os.kill(first, signal.SIGKILL)
    asker.join()
    assert isinstance(made[0], tuple), "it was nobody's fault, and is done again"
    assert own.child != first
    assert reads(own)


def test_a_file_whose_child_dies_twice_is_refused_and_the_next_one_read(
    own: Workshop, long_film: bytes
) -> None:
    made: list[object] = []
    asker = threading.Thread(target=lambda: made.append(own.derive(given(long_film), TO_FILM)))
    asker.start()
    killed: set[int] = set()
    while asker.is_alive() and len(killed) < 2:
        child = own.child
        if child is not None and child not in killed and working(own):
            os.kill(child, signal.SIGKILL)
            killed.add(child)
        time.sleep(0.005)
    asker.join()
    assert made == [refusals.UNSAFE]
    assert reads(own)


def test_what_takes_too_long_is_broken_off_and_the_next_file_read(own: Workshop, long_film: bytes) -> None:
    assert reads(own)
    began = time.monotonic()
    made = own.derive(given(long_film), TO_FILM, seconds=0.05)
    assert isinstance(made, TookTooLong)
    assert "Hãy gửi tệp nhỏ hơn" in made.reason
    assert time.monotonic() - began < 3
    assert own.child is None
    assert reads(own)


def test_the_kernel_ends_a_child_that_uses_up_its_processor_time() -> None:
    busy = "from paht.examining import cage\ncage.limit(); cage.limit_time(1)\nwhile True: pass"
    done = subprocess.run([sys.executable, "-c", busy], env=ENVIRONMENT, check=False, timeout=60)
    assert done.returncode == -signal.SIGXCPU


def test_callers_wait_in_turn_and_one_beyond_its_patience_is_told_so(long_film: bytes) -> None:
    workshop = Workshop(patience_seconds=0.2)
    try:
        made: list[object] = []
        asker = threading.Thread(target=lambda: made.append(workshop.derive(given(long_film), TO_FILM)))
        asker.start()
        until(lambda: working(workshop))
        told = workshop.examine(given(PICTURE))
        assert isinstance(told, Busy)
        assert "đã nhập vẫn được giữ" in told.reason
        asker.join()
        assert isinstance(made[0], tuple)
        found: list[object] = []
        askers = [
            threading.Thread(target=lambda: found.append(workshop.examine(given(PICTURE)))) for _ in range(12)
        ]
        for each in askers:
            each.start()
        for each in askers:
            each.join()
        assert all(isinstance(each, Findings) for each in found)
    finally:
        workshop.close()


def test_a_child_is_replaced_after_so_many_files(own: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILES_PER_CHILD", 3)
    children = []
    for _ in range(7):
        assert reads(own)
        children.append(own.child)
    assert len(set(children)) == 3


def test_an_answer_of_no_known_shape_is_not_believed(own: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    assert reads(own)
    good = writing.written(Findings(media_type="image/jpeg", size_bytes=9))
    for bad in (
        {},
        {"findings": {**good, "width": "<script>"}},
        {"findings": {**good, "moments": [{"at": "2026-01-01T00:00:00", "source": "exif"}]}},
        {"findings": {**good, "spots": [{"latitude": 1e9, "longitude": 0, "accuracy_m": None}]}},
        {"findings": {**good, "hashes": ["no number"]}},
    ):
        monkeypatch.setattr(own, "_ask", lambda *_, bad=bad: bad)
        assert own.examine(given(PICTURE)) == refusals.UNSAFE


def test_findings_come_back_as_they_were_written() -> None:
    workshop = Workshop()
    try:
        found = workshop.examine(given(pdf()))
    finally:
        workshop.close()
    assert isinstance(found, Findings)
    assert writing.read(writing.written(found)) == found


def test_where_no_child_can_be_started_the_sender_is_told_to_come_again(
    own: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    told = own.examine(given(PICTURE))
    assert told == refusals.CLOSED
    monkeypatch.undo()
    assert reads(own)


def test_a_caller_keeps_its_descriptor_and_leaks_none(own: Workshop) -> None:
    descriptor = given(PICTURE)
    assert isinstance(own.examine(descriptor), Findings)
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(5):
        assert isinstance(own.examine(descriptor), Findings)
        assert isinstance(own.derived_bytes(descriptor, Wanted(form="picture")), tuple)
        assert isinstance(own.derive(descriptor, Wanted(form="film")), Unreadable)
    assert len(os.listdir("/proc/self/fd")) == before
    assert os.pread(descriptor, 3, 0) == b"\xff\xd8\xff"


def test_whoever_sends_goes_before_an_examination_also_where_sessions_share_the_processors() -> None:
    workshop = Workshop(niceness=7)
    descriptor = given(PICTURE)
    try:
        workshop.examine(descriptor)
        child = workshop.child
        assert child is not None
        assert os.getpriority(os.PRIO_PROCESS, child) == os.getpriority(os.PRIO_PROCESS, 0) + 7
        shared = Path(f"/proc/{child}/autogroup")
        # A kernel without such sharing has no file, or an empty one.
        told = shared.read_text() if shared.exists() else ""
        assert told.split("nice")[-1].strip() in ("", str(os.getpriority(os.PRIO_PROCESS, child)))
    finally:
        os.close(descriptor)
        workshop.close()
