"""What a process gives up for good before it meets strangers: root's powers, or root's account altogether.

Only root has something to give up; for any other account both functions do nothing.
"""

import ctypes
import os
import sys
from collections.abc import Sequence

from paht.installation.accounts import Account
from paht.installation.leash import die_with_parent

PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 4, 24, 38
CAP_NET_BIND_SERVICE = 10
"""The one power that the web server keeps: to listen on a port below 1024."""
_CAPABILITY_VERSION_3 = 0x20080522
_CAPABILITIES = 64


class _Header(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


class _Powers(ctypes.Structure):
    _fields_ = [
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    ]


def give_up_powers() -> None:
    """Keep root's number but none of its powers, beyond the next exec too: what another account keeps to itself is
    then out of reach, and no way leads back. Raises OSError where the kernel refuses."""
    if os.geteuid() != 0 or sys.platform != "linux":
        return
    libc = ctypes.CDLL(None, use_errno=True)
    _checked(libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    header, powers = _Header(_CAPABILITY_VERSION_3, 0), (_Powers * 2)()
    _checked(libc.capget(ctypes.byref(header), powers))
    for number in range(_CAPABILITIES):
        if number != CAP_NET_BIND_SERVICE and libc.prctl(PR_CAPBSET_DROP, number, 0, 0, 0) != 0:
            # The kernel knows fewer than 64; a container may have dropped the right to drop, and then also the powers.
            continue
    kept = (1 << CAP_NET_BIND_SERVICE) & powers[0].permitted
    for half, bits in enumerate((kept, 0)):
        powers[half].effective = powers[half].permitted = powers[half].inheritable = bits
    _checked(libc.capset(ctypes.byref(header), powers))


def become(account: Account, *, groups: Sequence[int]) -> None:
    """Become that account, with these further groups, and die with the parent as before; nobody of the same account
    may look into the memory."""
    parent = os.getppid()
    if not account.is_ours:
        os.setgroups(list(groups))
        os.setgid(account.gid)
        os.setuid(account.uid)
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None, use_errno=True)
    _checked(libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    _checked(libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0))
    # The kernel takes the leash off whoever changes accounts.
    die_with_parent(parent_pid=parent)


def _checked(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
