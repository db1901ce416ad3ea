"""The worker has checkpoints stamped by an authority, where the operator names one (``PAHT_TSA``)."""

import logging
import os
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.x509 import Certificate

from paht.cases.checkpointing import folder_of_record
from paht.installation.errors import InstallationError

EVERY_MINUTES = 60

log = logging.getLogger("paht.record")


def stamp_checkpoints(*, now: datetime) -> int:
    """Have the newest checkpoint stamped when it is time; how many were: 1, or 0, also where no authority is named."""
    url = os.environ.get("PAHT_TSA", "")
    if not url:
        return 0
    from paht.record.stamps import Authority, Unstamped, stamp_newest

    try:
        return int(
            stamp_newest(folder_of_record(), Authority(url, roots_of_stamps()), now=now, every=_every())
        )
    except Unstamped as error:
        log.warning("no time stamp was got: %s", error)
        return 0


def roots_of_stamps(given: Path | None = None) -> tuple[Certificate, ...]:
    """The certificates of the file, else of ``PAHT_TSA_ROOT``; none where neither is named. Raises InstallationError
    for a file that has none."""
    path = given or (Path(named) if (named := os.environ.get("PAHT_TSA_ROOT")) else None)
    if path is None:
        if os.environ.get("PAHT_TSA"):
            raise InstallationError(
                "PAHT_TSA needs PAHT_TSA_ROOT: the certificates that its stamps must end in."
            )
        return ()
    from paht.record.stamps import read_roots

    try:
        return read_roots(path)
    except (OSError, ValueError) as error:
        raise InstallationError(f"{path} has no certificates (PEM): {error}") from error


def _every() -> timedelta:
    value = os.environ.get("PAHT_TSA_MINUTES") or str(EVERY_MINUTES)
    if not value.isdecimal() or int(value) < 1:
        raise InstallationError(f"PAHT_TSA_MINUTES is {value!r}: set it to a number of minutes such as 60.")
    return timedelta(minutes=int(value))
