"""The worker in a test: what it does, with the rights of its own database role."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connections

from paht.cases.sheets import examine_and_judge, make_sheets
from paht.settings import database_settings
from paht.walls.here import within
from tests.province import TestProvince


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


def examined(province: TestProvince, now: datetime) -> int:
    """Everything that waits in the province is examined, and every sheet made; how many files there were."""
    done = 0
    with as_worker(), within(province.jurisdiction.id):
        while (each := examine_and_judge(now=now)) or make_sheets(now=now):
            done += each
    return done
