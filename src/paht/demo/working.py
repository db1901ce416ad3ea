"""The demo does what its worker would, with the worker's own rights and no more."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections

from paht.settings import database_settings


@contextmanager
def as_worker() -> Iterator[None]:
    """Be connected as the worker while the block runs."""
    default = connections["default"]
    before = {key: default.settings_dict[key] for key in database_settings("app")}
    default.close()
    default.settings_dict.update(database_settings("worker"))
    try:
        yield
    finally:
        default.close()
        default.settings_dict.update(before)
