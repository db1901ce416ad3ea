"""A telephone with the app, a gateway of messages that is connected."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.doors.api.phone import App
from tests.province import TestProvince

from paht.doors.api import signing_in
from paht.doors.citizen import views_consenting
from paht.messages.gateway import DemoPhone


@pytest.fixture(autouse=True)
def telephones(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A gateway is connected; the tests read the messages before it would send them."""
    for module in (signing_in, views_consenting):
        monkeypatch.setattr(module, "connected", lambda: DemoPhone(tmp_path / "sms"))


@pytest.fixture
def app_of() -> Callable[[TestProvince], App]:
    """A fresh telephone of somebody in the province."""
    return App
