"""A child process never outlives its parent, not even one that was killed with SIGKILL.

``python -m paht.installation.leash [--confined] PARENT_PID PROGRAM ARGUMENT…`` asks the kernel for that, with the
option gives up root's powers, and becomes the program. It is a program of its own because asking between fork and exec
is not safe once threads run.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
CONFINED = "--confined"


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


def main(arguments: list[str]) -> None:
    """Become the program that ``arguments`` names after the parent's process id; never returns."""
    if arguments[0] == CONFINED:
        from paht.installation.confinement import give_up_powers

        arguments = arguments[1:]
        give_up_powers()
    die_with_parent(parent_pid=int(arguments[0]))
    os.execvp(arguments[1], arguments[1:])  # noqa: S606 (no shell is wanted)


if __name__ == "__main__":
    main(sys.argv[1:])
