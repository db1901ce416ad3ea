"""What the examining process gives up before it meets a stranger's file: memory, time, files, the network, everybody
else. Each wall is asked of the kernel; what it does not have is left out and said in :func:`close`'s answer.

The numbers are those of Linux; other systems have the limits alone.
"""

import contextlib
import ctypes
import errno
import os
import platform
import pwd
import resource
import signal
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

from paht.examining import limits
from paht.installation.confinement import give_up_powers

_MEGABYTE = 1 << 20

PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 4, 22, 38

OWN_NUMBER = 64_817
"""The account of the child where we may choose one: a number that owns nothing and has no name."""

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
"""Landlock's calls, by the same numbers on every architecture."""
_EXECUTE, _READ_FILE, _READ_DIRECTORY = 1 << 0, 1 << 2, 1 << 3
_RIGHTS_BY_VERSION = ((1, 13), (2, 14), (3, 15), (5, 16))
"""How many rights over files the interface knows, from which version on."""
_ALL_TCP, _ALL_SCOPES = 0b11, 0b11
"""Binding and connecting; abstract sockets of, and signals to, processes outside."""

_SYSTEM = (
    *(
        "/usr/lib",
        "/usr/lib64",
        "/lib",
        "/lib64",
        "/usr/local/lib",
        "/usr/share/zoneinfo",
        "/usr/share/fonts",
    ),
    *("/etc/ld.so.cache", "/dev/null", "/dev/urandom", "/proc/cpuinfo", "/sys/devices/system/cpu"),
)
"""What libraries read when they are loaded, beside the program's own folders."""

_MISSING = -1
FORBIDDEN: dict[str, tuple[int, int]] = {
    "socket": (41, 198),
    "connect": (42, 203),
    "bind": (49, 200),
    "listen": (50, 201),
    "accept": (43, 202),
    "accept4": (288, 242),
    "execve": (59, 221),
    "execveat": (322, 281),
    "fork": (57, _MISSING),
    "vfork": (58, _MISSING),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "kill": (62, 129),
    "tkill": (200, 130),
    "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "unshare": (272, 97),
    "setns": (308, 268),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "open_by_handle_at": (304, 265),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "kexec_load": (246, 104),
    "setuid": (105, 146),
    "setgid": (106, 144),
    "personality": (135, 92),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "fsopen": (430, 430),
}
"""Calls that no reader of files needs, by their numbers on x86_64 and aarch64."""
_MACHINES = {"x86_64": (0, 0xC000003E, 56, 234), "aarch64": (1, 0xC00000B7, 220, 131)}
"""Column of the numbers, the kernel's word for the architecture, and the numbers of clone and tgkill."""
_CLONE3, _CLONE_THREAD, _FOREIGN_CALLS = 435, 0x10000, 0x40000000
_ALLOW, _DENY = 0x7FFF0000, 0x00050000


def close() -> list[str]:
    """Shut every wall that this kernel has; the names of those that stand. Before any thread is started.

    Nothing is opened any more but what libraries are made of; files come as descriptors.
    """
    limit()
    standing = ["limits"]
    if sys.platform != "linux":
        return standing
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_NO_NEW_PRIVS) was refused")
    if leave_account():
        standing.append("account")
    give_up_powers()
    libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    for name, shut in (("files", shut_files), ("calls", shut_calls)):
        with contextlib.suppress(OSError):
            shut(libc)
            standing.append(name)
    return standing


def limit() -> None:
    """The limits that every system has; each is hard, and none is ever raised again."""
    for what, most in (
        (resource.RLIMIT_AS, limits.MEMORY_MB * _MEGABYTE),
        (resource.RLIMIT_CPU, limits.CPU_SECONDS_PER_CHILD),
        (resource.RLIMIT_FSIZE, limits.OUTPUT_MB * _MEGABYTE),
        (resource.RLIMIT_NOFILE, limits.OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (bound, bound))
    # A process that was told to stop at its limit does so, and writes nothing.
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)


def limit_time(cpu_seconds: int) -> None:
    """Let the next file have so many seconds of the processor, and then be killed by the kernel."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(
        resource.RLIMIT_CPU, (min(int(used.ru_utime + used.ru_stime) + cpu_seconds, hard), hard)
    )


def leave_account() -> bool:
    """Become an account that owns nothing, for good, where we are root and that account can read the program; False
    where we stay who we are."""
    if os.geteuid() != 0:
        return False
    folders = list(_own_folders())
    try:
        pwd.getpwuid(OWN_NUMBER)
        number = 65_534
    except KeyError:
        number = OWN_NUMBER
    try:
        os.setgroups([])
        os.seteuid(number)
    except OSError:
        # Root's number without root's powers: the supervisor took them.
        return False
    is_readable = all(os.access(folder, os.R_OK | os.X_OK, effective_ids=True) for folder in folders)
    os.seteuid(0)
    if not is_readable:
        return False
    os.setresgid(number, number, number)
    os.setresuid(number, number, number)
    return True


def _own_folders() -> Iterator[Path]:
    """Where the program and its libraries lie."""
    here = {Path(__file__).resolve().parents[2], Path(sys.prefix), Path(sys.base_prefix)}
    here |= {Path(entry) for entry in sys.path if entry}
    for folder in sorted(here):
        # A Python of the system has the whole of /usr for its prefix: its libraries are enough.
        if folder.is_dir() and folder not in (Path("/"), Path("/usr"), Path("/usr/local")):
            yield folder


def shut_files(libc: ctypes.CDLL) -> None:
    """Landlock: read the program and the system's libraries, open nothing else, write nowhere. Raises OSError."""
    version = _called(libc, _CREATE_RULESET, None, 0, 1)
    rights = (1 << max(count for since, count in _RIGHTS_BY_VERSION if version >= since)) - 1
    words = [rights, *([_ALL_TCP] if version >= 4 else []), *([_ALL_SCOPES] if version >= 6 else [])]
    attributes = ctypes.create_string_buffer(struct.pack(f"={len(words)}Q", *words))
    ruleset = _called(libc, _CREATE_RULESET, attributes, 8 * len(words), 0)
    try:
        for place in (*_own_folders(), *map(Path, _SYSTEM)):
            _allow_reading(libc, ruleset, place)
        _called(libc, _RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _allow_reading(libc: ctypes.CDLL, ruleset: int, place: Path) -> None:
    try:
        descriptor = os.open(place, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rights = _READ_FILE | _EXECUTE | (_READ_DIRECTORY if place.is_dir() else 0)
        rule = ctypes.create_string_buffer(struct.pack("=Qi", rights, descriptor))
        _called(libc, _ADD_RULE, ruleset, 1, rule, 0)
    finally:
        os.close(descriptor)


def shut_calls(libc: ctypes.CDLL) -> None:
    """Seccomp: no socket, no program, no other process, no key ring. Raises OSError, also on machines whose numbers are
    not known here."""
    if platform.machine() not in _MACHINES:
        raise OSError(errno.ENOSYS, platform.machine())
    rows = filter_rows(platform.machine(), own_pid=os.getpid())
    program = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *row) for row in rows))
    header = ctypes.create_string_buffer(struct.pack("@HP", len(rows), ctypes.addressof(program)))
    if libc.prctl(PR_SET_SECCOMP, 2, header, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_SECCOMP) was refused")


def filter_rows(machine: str, *, own_pid: int) -> list[tuple[int, int, int, int]]:
    """The filter as rows of the kernel's packet machine: code, jump when true, jump when false, value."""
    column, architecture, clone, tgkill = _MACHINES[machine]
    load, equal, at_least, any_bit, give = 0x20, 0x15, 0x35, 0x45, 0x06
    number, word, first = 0, 4, 16
    denied = (give, 0, 0, _DENY | errno.EPERM)
    allowed = (give, 0, 0, _ALLOW)
    rows = [(load, 0, 0, word), (equal, 1, 0, architecture), denied, (load, 0, 0, number)]
    rows += [(at_least, 0, 1, _FOREIGN_CALLS), denied]
    for numbers in FORBIDDEN.values():
        if numbers[column] != _MISSING:
            rows += [(equal, 0, 1, numbers[column]), denied]
    # The newer call's flags cannot be seen; told that it does not exist, the library takes the older one.
    rows += [(equal, 0, 1, _CLONE3), (give, 0, 0, _DENY | errno.ENOSYS)]
    # Threads, but no processes; signals to itself, as `abort` sends them.
    rows += [(equal, 0, 4, clone), (load, 0, 0, first), (any_bit, 0, 1, _CLONE_THREAD), allowed, denied]
    rows += [(equal, 0, 4, tgkill), (load, 0, 0, first), (equal, 0, 1, own_pid), allowed, denied]
    return [*rows, allowed]


def _called(libc: ctypes.CDLL, number: int, *words: object) -> int:
    result = int(libc.syscall(number, *words))
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result
