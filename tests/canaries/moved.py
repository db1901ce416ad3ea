"""The program with a moved clock: every process reads how far from a file, so that a week goes by in a minute.

``python -m tests.canaries.moved worker`` is ``python -m paht worker`` with that clock.
"""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

MOMENT, PLANT = "PAHT_CANARY_MOMENT", "PAHT_CANARY_PLANT"
"""Name the files: the seconds between the system's clock and the program's; the word that says what goes wrong."""


def moved_clock(path: Path) -> Callable[[], datetime]:
    """A clock that goes on like the system's, so many seconds away from it."""
    return lambda: datetime.now(UTC) + timedelta(seconds=float(path.read_text()))


def move_clock() -> None:
    """Let this process's clock be the moved one, for good."""
    from paht import clock

    clock._source = moved_clock(Path(os.environ[MOMENT]))


def main() -> int:
    """A command of the program under the moved clock."""
    from paht.doors.cli import main as run

    move_clock()
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
