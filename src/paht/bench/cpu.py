"""CPU time of whole process trees, from /proc: what the web server and PostgreSQL spend, whoever of them spends it."""

import os
import resource
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def seconds(root: int) -> float:
    """CPU seconds (user and system) of a process, of all that live below it, and of all that any of them buried."""
    spent, below = _read()
    total, waiting = 0.0, [root]
    while waiting:
        pid = waiting.pop()
        total += spent.get(pid, 0.0)
        waiting += below.get(pid, [])
    return total


def of_children() -> float:
    """CPU seconds of this process's children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _read() -> tuple[dict[int, float], dict[int, list[int]]]:
    spent: dict[int, float] = {}
    below: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdecimal():
            continue
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        pid = int(folder.name)
        # Fields 14 to 17 of the line: own user and system time, and those of the children waited for.
        spent[pid] = sum(map(int, fields[11:15])) / _TICKS
        below.setdefault(int(fields[1]), []).append(pid)
    return spent, below
