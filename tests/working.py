"""The worker in a test: what it does, with the rights of its own database role."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connections

from paht.cases.sheets import examine_and_judge, make_sheets
from paht.settings import database_settings


@contextmanager
def as_worker() -> Iterator[None]:
    """Be connected as ``paht_worker`` while the block runs."""
    connection = connections["default"]
    before = {key: connection.settings_dict[key] for key in database_settings("app")}
    connection.close()
    connection.settings_dict.update(database_settings("worker"))
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


def examined(now: datetime) -> int:
    """Everything that waits is examined, and every sheet made; how many files there were."""
    done = 0
    with as_worker():
        # Other tests' reports wait, too, and a round makes only so many.
        while (each := examine_and_judge(now=now)) or make_sheets(now=now):
            done += each
    return done
