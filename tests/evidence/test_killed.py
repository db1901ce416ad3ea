"""A process that is killed while a file arrives leaves nothing of it in the clear, and nothing for ever."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.evidence.pictures import exif, saved, scene

from paht.evidence import storage
from paht.installation.home import Home

_CHILD = """
import sys
from pathlib import Path
import django
django.setup()
from paht.evidence import examination, storage

class Arriving:
    def chunks(self):
        while piece := sys.stdin.buffer.read1(50_000):
            yield piece
            print(len(piece), flush=True)

look_at = examination.look_at
def looked(*args, **kwargs):
    print("looked", flush=True)
    sys.stdin.buffer.read1(1)
    return look_at(*args, **kwargs)
if sys.argv[1] == "examined":
    examination.look_at = looked
storage.put(Arriving(), jurisdiction_id=7)
"""


def test_a_process_killed_while_a_file_arrives_or_is_examined_leaves_no_clear_byte(tmp_path: Path) -> None:
    content = saved(scene(), exif=exif()) + os.urandom(400_000)
    home = Home(path=tmp_path)
    home.create()
    environment = {**os.environ, "PAHT_HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    for moment, sent in (("arriving", content[:300_000]), ("examined", content)):
        with subprocess.Popen(
            [sys.executable, "-c", _CHILD, moment],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as child:
            assert child.stdin
            assert child.stdout
            child.stdin.write(sent)
            child.stdin.flush()
            came = 0
            while came < len(sent):
                came += int(child.stdout.readline())
            if moment == "examined":
                child.stdin.close()
                assert child.stdout.readline() == b"looked\n"
            child.kill()
    left = [path for path in tmp_path.rglob("*") if path.is_file() and home.keys not in path.parents]
    assert left, "it was killed while something was there"
    for path in left:
        written = path.read_bytes()
        assert b"Exif" not in written
        assert not any(content[at : at + 16] in written for at in range(0, len(content) - 16, 5_000)), path


def test_what_it_left_goes_after_a_day(files: Path) -> None:
    for jurisdiction in ("7", "12"):
        incoming = files / jurisdiction / storage.INCOMING
        incoming.mkdir(parents=True)
        (incoming / "left").write_bytes(b"sealed")
    now = datetime.now(UTC)
    assert storage.forget_all_unfinished(now=now) == 0
    assert storage.forget_all_unfinished(now=now + timedelta(days=1, seconds=2)) == 2
