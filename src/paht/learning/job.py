"""The scheduled job: once a day and province it starts the learning process and records what came out.

The worker never waits: the process runs beside it at the lowest priority, and each round only looks whether it is done.
"""

import base64
import contextlib
import json
import logging
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from paht.agencies import jurisdictions
from paht.learning import operations, queries
from paht.walls.here import within

EVERY = timedelta(days=1)
LOOK_SECONDS = 600
"""How often it is looked whether something is due."""
LONGEST_SECONDS = 3600
log = logging.getLogger("paht.learning")


@dataclass(slots=True)
class _Running:
    jurisdiction_id: int
    process: subprocess.Popen[bytes]
    folder: Path
    until: float


class Learner:
    """Starts and follows the learning process; one at a time for all provinces."""

    def __init__(self) -> None:
        self._running: _Running | None = None
        self._looked_at = -float(LOOK_SECONDS)

    def round(self, *, now: datetime) -> int:
        """Look after what runs, or start what is due; how many models were learnt in this round (0 or 1)."""
        if self._running is not None:
            return self._followed(self._running, now)
        if time.monotonic() - self._looked_at < LOOK_SECONDS:
            return 0
        self._looked_at = time.monotonic()
        for jurisdiction in jurisdictions.every():
            if self.start(jurisdiction_id=jurisdiction.id, now=now):
                break
        return 0

    def start(self, *, jurisdiction_id: int, now: datetime) -> bool:
        """Start learning for the province where it is due; whether it was."""
        with within(jurisdiction_id):
            newest = queries.versions(jurisdiction_id=jurisdiction_id, limit=1)
            if newest and now - newest[0].made_at < EVERY:
                return False
            asked = operations.question(jurisdiction_id=jurisdiction_id)
        if asked is None:
            return False
        content = asked["model"]
        folder = Path(tempfile.mkdtemp(prefix="paht-learning-"))
        asked["model"] = base64.b64encode(content).decode() if content else None
        (folder / "in.json").write_text(json.dumps(asked), encoding="utf-8")
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "paht.learning.process",
                str(folder / "in.json"),
                str(folder / "out.json"),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._running = _Running(jurisdiction_id, process, folder, time.monotonic() + LONGEST_SECONDS)
        return True

    def stop(self) -> None:
        """End what runs, and leave nothing behind."""
        running, self._running = self._running, None
        if running is not None:
            with contextlib.suppress(ProcessLookupError):
                running.process.kill()
            running.process.wait()
            shutil.rmtree(running.folder, ignore_errors=True)

    def _followed(self, running: _Running, now: datetime) -> int:
        if running.process.poll() is None:
            if time.monotonic() > running.until:
                log.warning("learning took longer than %s seconds and was ended", LONGEST_SECONDS)
                self.stop()
            return 0
        try:
            answer = json.loads((running.folder / "out.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            log.warning("learning ended with status %s and no model", running.process.returncode)
            return 0
        finally:
            self.stop()
        with within(running.jurisdiction_id):
            operations.record(
                jurisdiction_id=running.jurisdiction_id,
                answer=answer,
                content=base64.b64decode(answer["model"]),
                now=now,
            )
        return 1


LEARNER = Learner()
"""The worker's one."""
