"""Exchanges for the tests of calls."""

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.calls.peers import Teller, described, exchange_row
from tests.province import TestProvince

Connect = Callable[..., Teller]


@pytest.fixture
def connect(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Connect:
    """Connects an exchange of a product to a province: ``connect(province, "omicall")``."""

    def make(province: TestProvince, product: str = "neutral", *, more: str = "") -> Teller:
        path = described(
            tmp_path / f"{uuid.uuid4().hex}.toml",
            exchange_row(province, "tong-dai", product, more=more),
        )
        monkeypatch.setenv("PAHT_CALLS", str(path))
        return Teller(province, "tong-dai")

    return make
