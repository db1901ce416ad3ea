"""Numbers that an operator sets."""

import pytest

from paht.installation.environment import whole_number
from paht.installation.errors import InstallationError


def test_a_number_is_read_and_nothing_means_the_usual_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAHT_LIMIT_FACTOR", " 12 ")
    assert whole_number("PAHT_LIMIT_FACTOR", 1) == 12
    monkeypatch.setenv("PAHT_LIMIT_FACTOR", "")
    assert whole_number("PAHT_LIMIT_FACTOR", 1) == 1


@pytest.mark.parametrize("told", ["0", "-3", "viel", "1.5", "²"])
def test_anything_else_is_refused_with_the_name_of_the_variable(
    told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAHT_SMS_PER_HOUR", told)
    with pytest.raises(InstallationError, match="PAHT_SMS_PER_HOUR="):
        whole_number("PAHT_SMS_PER_HOUR", 600)
