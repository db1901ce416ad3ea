"""The supervisor: children come back, go in order, and never outlive it."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from paht.installation.errors import InstallationError
from paht.installation.processes import Program, Supervisor, check_port_free, port

SOURCE = Path(__file__).parents[2] / "src"

# One write a line keeps lines whole. A child that says who it is and leaves a child of its own, as a web
# server does; both wait for ever. Asked to stop, it says so.
CHILD = """
import os, signal, subprocess, sys
name = sys.argv[1]
say = lambda *words: os.write(1, (" ".join(map(str, (name, *words))) + "\\n").encode())
signal.signal(signal.SIGTERM, lambda *_: (say("stops"), sys.exit(0)))
inner = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
say("runs", os.getpid(), inner.pid)
while True:
    signal.pause()
"""

SUPERVISOR = """
import sys
from paht.installation.processes import Program, Supervisor
names = ("web", "worker")
programs = [Program(name=name, command=(sys.executable, "-c", sys.argv[1], name)) for name in names]
sys.exit(Supervisor(programs, say=lambda words: print(words, flush=True)).run())
"""


@pytest.fixture
def supervisor() -> Iterator[subprocess.Popen[str]]:
    """A supervisor of two children; its output is theirs as well, so its end is the end of all of them."""
    with subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR, CHILD],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    ) as process:
        yield process
        # Asked to stop, it also clears away what its children left; killed, it could not.
        process.terminate()
        process.communicate(timeout=30)


def running(supervisor: subprocess.Popen[str], *, count: int) -> dict[str, list[int]]:
    """Read until ``count`` children have said that they run; returns the process ids of each and of its own
    child.
    """
    assert supervisor.stdout is not None
    found: dict[str, list[int]] = {}
    for line in supervisor.stdout:
        words = line.split()
        if words[1] == "runs":
            found[words[0]] = [int(words[2]), int(words[3])]
        if len(found) == count:
            break
    return found


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_web_then_worker_and_ends_well(
    supervisor: subprocess.Popen[str], number: signal.Signals
) -> None:
    running(supervisor, count=2)
    supervisor.send_signal(number)
    output, _ = supervisor.communicate(timeout=20)
    assert output.splitlines() == ["web stops", "worker stops"]
    assert supervisor.returncode == 0


def test_a_child_that_is_killed_comes_back_and_leaves_nothing_behind(
    supervisor: subprocess.Popen[str],
) -> None:
    leader, inner = running(supervisor, count=2)["web"]
    os.kill(leader, signal.SIGKILL)
    assert supervisor.stdout is not None
    assert supervisor.stdout.readline() == "web was killed by signal 9; starting it again in 0.5 s\n"
    assert running(supervisor, count=1)["web"][0] != leader
    assert not is_alive(inner)


def test_children_die_with_a_supervisor_that_is_killed_with_kill_9(supervisor: subprocess.Popen[str]) -> None:
    children = running(supervisor, count=2)
    supervisor.kill()
    # The kernel's signal reaches the children alone; their own children are for them to end.
    for _leader, inner in children.values():
        os.kill(inner, signal.SIGKILL)
    output, _ = supervisor.communicate(timeout=20)
    assert sorted(output.splitlines()) == ["web stops", "worker stops"]


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that only waits to be buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_the_check_is_called_while_the_children_run() -> None:
    calls: list[int] = []

    def check() -> None:
        calls.append(1)
        if len(calls) == 2:
            os.kill(os.getpid(), signal.SIGTERM)

    sleeper = Program(name="sleeper", command=(sys.executable, "-c", "import signal; signal.pause()"))
    assert Supervisor([sleeper]).run(while_running=check, every=0.01) == 0
    assert len(calls) == 2


def test_a_port_that_another_program_has_is_named_with_another_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        with pytest.raises(InstallationError, match=f"PAHT_PORT={number + 1}"):
            check_port_free(host="127.0.0.1", port=number)
    check_port_free(host="127.0.0.1", port=number)


def test_the_port_comes_from_the_environment_and_nonsense_is_refused() -> None:
    assert port({}) == 8000
    assert port({"PAHT_PORT": "8123"}) == 8123
    for nonsense in ("0", "65536", "http", "-1"):
        with pytest.raises(InstallationError, match="no port number"):
            port({"PAHT_PORT": nonsense})
