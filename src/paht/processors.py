"""How many things this process can do at a time, and which of them go last."""

import contextlib
import os
from pathlib import Path


def available() -> int:
    """The processors that this process may use, at least 1."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def yield_to_others(pid: int, *, niceness: int) -> None:
    """Let whatever else wants the processors go before that process.

    Linux shares the processors among sessions first ("autogroup", sched(7)): how nice a process is counts within its
    own session alone, so a session that it leads is made as nice, too. Nothing where the system has no such thing.
    """
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, pid, niceness)
    with contextlib.suppress(OSError):
        if os.getsid(pid) == pid:
            Path(f"/proc/{pid}/autogroup").write_text(str(niceness))
