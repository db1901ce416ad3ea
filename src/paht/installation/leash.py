"""A child process never outlives its parent, not even one that was killed with SIGKILL."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def die_with_parent(*, parent_pid: int, signal_number: int = signal.SIGTERM) -> None:
    """Have the kernel send ``signal_number`` to this process when its parent ends; leaves at once if it has
    ended already.

    On systems other than Linux it does nothing: there the next start finds the strays by their group.
    """
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG) was refused")
    # The parent may have died before the kernel was asked.
    if os.getppid() != parent_pid:
        sys.exit(128 + signal_number)
