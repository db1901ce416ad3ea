"""Beginning a program that never outlives its parent: ``python -m paht.installation.leashed [--confined] PARENT_PID
PROGRAM ARGUMENT…`` asks the kernel for that, with the option gives up root's powers, and becomes the program.

It is a program of its own because asking between fork and exec is not safe once threads run.
"""

import os
import sys

from paht.installation.confinement import give_up_powers
from paht.installation.leash import die_with_parent

CONFINED = "--confined"


def main(arguments: list[str]) -> None:
    """Become the program that ``arguments`` names after the parent's process id; never returns."""
    if arguments[0] == CONFINED:
        arguments = arguments[1:]
        give_up_powers()
    die_with_parent(parent_pid=int(arguments[0]))
    os.execvp(arguments[1], arguments[1:])  # noqa: S606 (no shell is wanted)


if __name__ == "__main__":
    main(sys.argv[1:])
