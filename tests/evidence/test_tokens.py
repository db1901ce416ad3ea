"""A form's token names one file in one jurisdiction for a day."""

import time
from uuid import UUID

import pytest
from django.conf import settings
from django.test import override_settings

from paht.evidence import tokens

FILE = UUID("019a0000-0000-7000-8000-000000000001")


def test_a_token_names_its_file_for_a_day_and_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    start = int(time.time())
    token = tokens.sign(FILE, 7)
    monkeypatch.setattr(time, "time", lambda: start + 86_400)
    assert tokens.read(token, 7) == FILE
    monkeypatch.setattr(time, "time", lambda: start + 86_402)
    assert tokens.read(token, 7) is None


@pytest.mark.parametrize("broken", ["", "x", "7.abc:def:ghi", "\ud800"])
def test_a_token_of_anothers_making_names_nothing(broken: str) -> None:
    assert tokens.read(broken, 7) is None
    token = tokens.sign(FILE, 7)
    assert tokens.read(token[:-1], 7) is None
    assert tokens.read("8" + token[1:], 8) is None


def test_a_token_of_another_jurisdiction_names_nothing() -> None:
    assert tokens.read(tokens.sign(FILE, 7), 8) is None


def test_a_token_signed_with_another_key_names_nothing() -> None:
    token = tokens.sign(FILE, 7)
    with override_settings(SECRET_KEY="another" * 9, SECRET_KEY_FALLBACKS=[]):
        assert settings.SECRET_KEY != ""
        assert tokens.read(token, 7) is None
