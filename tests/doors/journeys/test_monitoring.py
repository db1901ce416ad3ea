"""What cannot be handled now is passed on for monitoring, and the sender is told (VL.18, ST.7.4)."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from tests.conftest import Clock
from tests.doors.journeys.journey import Walk
from tests.province import TestProvince

from paht.law.casework.states import Kind, Stage

Browsers = Callable[[TestProvince], Client]


@pytest.mark.clause("VL.18.1", "VL.18.2", "ST.7.4.1", "ST.7.4.2")
@pytest.mark.parametrize(("kind", "ground"), [(Kind.REPORT, "past_matter"), (Kind.SUGGESTION, "suggestion")])
def test_the_body_may_look_and_the_sender_is_told(
    province: TestProvince, time: Clock, browser_of: Browsers, kind: Kind, ground: str
) -> None:
    walk = Walk(province.sent(time.at, kind=kind).accepted(time.at), browser_of)
    agency = str(province.roads.id)
    walk.done(province.dispatcher, "desk", "monitor", ground=ground, agency=agency, note="Theo dõi địa bàn.")
    assert walk.now().case.stage is Stage.MONITORED
    assert walk.case.code in walk.page(province.staff, "/agency/?tab=monitoring")
    assert walk.case.code not in walk.page(province.staff, "/agency/?tab=past")
    assert "Theo dõi địa bàn." in walk.page(province.staff, f"/agency/case/{walk.case.id}")
    assert walk.browser(province.other_staff).get(f"/agency/case/{walk.case.id}").status_code == 404
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT recipient_kind, template FROM messages_outbox WHERE case_id = %s ORDER BY template",
            [walk.case.id],
        )
        told = cursor.fetchall()
    assert ("sender", "monitored") in told
    assert ("agency", "passed_for_monitoring") in told
