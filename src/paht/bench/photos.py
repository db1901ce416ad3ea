"""Whether photographs that wait for their examination slow down submitting.

Reports with a photograph are sent while the worker rests, while it works off a thousand of them, and beside any other
program that yields as its examiner does, in turns, in one run. The last tells what two programs on one machine cost
each other anyhow: memory, caches, twin processors. Then how fast the photographs are worked off.
"""

import io
import os
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import count
from statistics import median, quantiles

import numpy as np
import psycopg
from PIL import Image, ImageDraw

from paht import clock, processors
from paht.bench import province
from paht.bench.home import say
from paht.bench.webhooks import working
from paht.cases import operations, sending
from paht.evidence import storage
from paht.evidence.records import StoredFile
from paht.installation.postgres import Server
from paht.law.casework.case import FileRef

SIZE = (4000, 3000)
ROUNDS, SECONDS = 6, 8.0
"""Rounds of either kind, and how long each is."""
SETTLE_SECONDS = 3.0
"""After which a worker that was stopped has no child at work any more, and one that goes on has."""
_WAITING = "SELECT count(*) FROM evidence_examination WHERE state = 'waiting'"
_SHRINKING = """
import cv2, numpy
cv2.setNumThreads(1)
picture = numpy.random.default_rng(1).integers(0, 255, (3000, 4000), numpy.uint8)
while True:
    cv2.resize(cv2.GaussianBlur(picture, (0, 0), 2), (1280, 960), interpolation=cv2.INTER_AREA)
"""
Told = dict[str, float | int]


def told(server: Server, found: province.Province, *, photos: int) -> Told:
    """The medians and the slowest twentieth of sending with and without the queue in milliseconds, their ratios, and
    how many photographs a second the worker examines when nobody sends."""
    now, numbers = clock.now(), count(30_000_000)
    pictures = _pictures()
    say(f"photos: keeping {photos} of 12 megapixels")
    for number in range(photos):
        _kept(found, next(pictures), now)
        if number and number % 100 == 0:
            say(f"photos: {number} of {photos}")
    resting: list[float] = []
    beside: list[float] = []
    busy: list[float] = []
    with working() as worker, _yielding() as other:
        os.kill(worker, signal.SIGSTOP)
        for number in range(ROUNDS):
            say(f"photos: round {number + 1} of {ROUNDS}")
            for running, took in ((None, resting), (other, beside), (worker, busy)):
                if running is not None:
                    os.kill(running, signal.SIGCONT)
                time.sleep(SETTLE_SECONDS)
                took += _sent(found, pictures, numbers, now)
                if running is not None:
                    os.kill(running, signal.SIGSTOP)
        os.kill(worker, signal.SIGCONT)
        queued = _waiting(server)
        say("photos: nobody sends now")
        began = time.monotonic()
        time.sleep(60)
        examined, spent = queued - _waiting(server), time.monotonic() - began
    found_out: Told = {
        "photos": photos,
        "queued_at_the_end": queued,
        "examined_per_second": round(examined / spent, 2),
    }
    for name, took in (("resting", resting), ("beside_another", beside), ("queue", busy)):
        found_out |= {
            f"{name}_sent": len(took),
            f"{name}_median_ms": round(1000 * median(took), 1),
            f"{name}_p95_ms": round(1000 * quantiles(took, n=20, method="inclusive")[-1], 1),
        }
    return found_out | {
        "queue_to_resting": round(median(busy) / median(resting), 3),
        "queue_to_beside_another": round(median(busy) / median(beside), 3),
    }


@contextmanager
def _yielding() -> Iterator[int]:
    """A program that shrinks a picture again and again and yields as an examiner does; stopped at first."""
    process = subprocess.Popen([sys.executable, "-c", _SHRINKING], start_new_session=True)
    processors.yield_to_others(process.pid, niceness=19)
    os.kill(process.pid, signal.SIGSTOP)
    try:
        yield process.pid
    finally:
        process.kill()
        process.wait()


def _sent(
    found: province.Province, pictures: Iterator[bytes], numbers: Iterator[int], now: datetime
) -> list[float]:
    """Seconds for each report with a photograph: kept, sealed and sent, as a request does it."""
    took, until = [], time.monotonic() + SECONDS
    while (began := time.monotonic()) < until:
        kept = _kept(found, next(pictures), now)
        file = FileRef(str(kept.id), kept.sha256, kept.media_type)
        filled = replace(province.form(found, number=next(numbers)), files=(file,))
        done = sending.send(jurisdiction=found.jurisdiction, filled=filled, now=now)
        assert isinstance(done, operations.Done), done
        took.append(time.monotonic() - began)
    return took


def _kept(found: province.Province, picture: bytes, now: datetime) -> StoredFile:
    kept = storage.keep(jurisdiction_id=found.jurisdiction.id, upload=io.BytesIO(picture), received_at=now)
    assert isinstance(kept, StoredFile), kept
    return kept


def _pictures() -> Iterator[bytes]:
    """Photographs that differ in a comment of JPEG's, so that each is kept and examined by itself."""
    drawn = _street()
    for number in count():
        comment = b"%012d" % number
        yield drawn[:2] + b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment + drawn[2:]


def _street() -> bytes:
    """Sky, houses and a road with a sensor's noise, as a phone compresses them: some four megabytes."""
    chance = np.random.default_rng(1)
    wide, tall = SIZE
    image = Image.new("RGB", SIZE, (176, 200, 222))
    pen = ImageDraw.Draw(image)
    for left in range(0, wide, 250):
        colour = tuple(int(part) for part in chance.integers(60, 220, 3))
        pen.rectangle(
            (left, int(chance.integers(tall // 5, tall // 2)), left + 240, tall * 2 // 3), fill=colour
        )
    pen.rectangle((0, tall * 2 // 3, wide, tall), fill=(92, 90, 88))
    noisy = np.asarray(image, np.float32) + chance.normal(0, 5, (tall, wide, 1)).astype(np.float32)
    packed = io.BytesIO()
    Image.fromarray(noisy.clip(0, 255).astype(np.uint8)).save(packed, "JPEG", quality=90)
    return packed.getvalue()


def _waiting(server: Server) -> int:
    with psycopg.connect(server.url("super")) as raw:
        row = raw.execute(_WAITING).fetchone()
    assert row is not None
    return int(row[0])
