"""The database while a command runs: the embedded one started, watched and left; an operator's own taken as
it is.
"""

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping

from paht.installation.addresses import is_external
from paht.installation.errors import InstallationError
from paht.installation.home import Home
from paht.installation.postgres import Say, ensure_running
from paht.installation.processes import SUPERVISED

RETRY_SECONDS = 5


@contextlib.contextmanager
def database_running(
    *, environ: Mapping[str, str] | None = None, say: Say | None = None
) -> Iterator[Callable[[], None]]:
    """Have the database run inside the ``with`` block; yields a check for the supervisor's ``while_running``.

    The check starts an embedded server again that has died, as often as need be. At the end the server
    stops, unless another process of this home still uses it. Raises InstallationError when the first start
    fails.
    """
    environ = os.environ if environ is None else environ
    if environ.get(SUPERVISED):
        yield _nothing
        return
    say = say or _say_on_stderr
    home = Home.from_environment(environ)
    if is_external(environ):
        # The home still holds evidence and keys.
        home.create()
        yield _nothing
        return
    server = ensure_running(home, environ=environ, say=say)
    not_before = 0.0

    def check() -> None:
        nonlocal not_before
        if server.cluster.postmaster_pid() is not None or time.monotonic() < not_before:
            return
        say("PostgreSQL has died; starting it again")
        try:
            ensure_running(home, environ=environ, say=say)
        except InstallationError as error:
            say(f"{error} Trying again in {RETRY_SECONDS} s.")
            not_before = time.monotonic() + RETRY_SECONDS

    try:
        yield check
    finally:
        server.leave()


def _nothing() -> None:
    return None


def _say_on_stderr(message: str) -> None:
    print(f"paht: {message}", file=sys.stderr, flush=True)
