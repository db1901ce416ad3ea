"""The demo's other channels bring something to see, once."""

import pytest
from django.conf import settings
from tests.calls.peers import rows
from tests.candidates.telling import worked
from tests.conftest import Clock
from tests.province import TestProvince

from paht.demo.channels import fill
from paht.demo.pictures import Pictures
from paht.mail.mailboxes import demo_folder


def test_calls_and_findings_are_there_once_however_often_the_demo_is_prepared(
    soc_trang: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paht.demo.channels._picture", lambda *_: b"")
    pictures = Pictures(settings.HOME.path / "demo-pictures")
    for _ in range(2):
        fill(home=settings.HOME, jurisdiction=soc_trang.jurisdiction, now=time.at, pictures=pictures)
    assert rows(soc_trang, "count(*)") == [(3,)]
    assert rows(soc_trang, "is_voice_message, answered_at IS NOT NULL", order="rung_at") == [
        (False, True),
        (True, False),
        (False, False),
    ]
    assert rows(soc_trang, "count(*)", "calls_recording") == [(1,)]
    assert rows(soc_trang, "count(*)", "candidates_device") == [(2,)]
    assert len(list((demo_folder(soc_trang.jurisdiction.slug) / "new").iterdir())) == 1
    worked(time)
    ((found,),) = rows(soc_trang, "count(*)", "candidates_candidate")
    assert found == 2
