"""What cameras and sensors tell: proven, stored once, made a candidate once, grouped with what says the same."""

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.test import Client
from PIL import Image, ImageDraw

from paht.candidates import devices, keeping, queries
from paht.walls.here import within
from tests.candidates.telling import event, registered, tell, worked
from tests.conftest import Clock
from tests.province import TestProvince

BrowserOf = Callable[[TestProvince], Client]


def rows(province: TestProvince) -> list[queries.Row]:
    return queries.listed(jurisdiction_id=province.jurisdiction.id)


def scene(seed: int) -> bytes:
    """A picture that differs from those of other seeds in more than a shade."""
    image = Image.new("RGB", (640, 480), (20 * seed % 255, 90, 120))
    draw = ImageDraw.Draw(image)
    for n in range(12):
        x, y = (seed * 137 + n * 211) % 560, (seed * 89 + n * 157) % 400
        draw.rectangle((x, y, x + 70, y + 60), fill=((n * 53 + seed * 31) % 255, n * 20 % 255, 200))
    out = io.BytesIO()
    image.save(out, "JPEG")
    return out.getvalue()


@pytest.mark.clause("VL.8.3")
def test_a_finding_with_its_picture_becomes_a_candidate_once_however_often_it_is_told(
    vinh_long: TestProvince, time: Clock, browser_of: BrowserOf
) -> None:
    camera, given = registered(vinh_long, time), event(time, description="Nước ngập, gọi 0912345678")

    def told(_: int) -> tuple[int, bool]:
        try:
            answer = tell(browser_of(vinh_long), vinh_long, time, camera, given, picture=scene(1))
            return answer.status_code, answer.json()["new"]
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as threads:
        answers = list(threads.map(told, range(10)))
    assert sorted(answers) == [(202, False)] * 9 + [(202, True)]
    worked(time)
    (row,) = rows(vinh_long)
    assert (row.field, row.word, row.has_picture, row.members) == ("drainage", "Ngập nước", True, 1)
    assert row.commune == vinh_long.place.commune
    assert "0912345678" not in row.words
    assert row.score == round(0.9 * 80) + 10
    answer = tell(browser_of(vinh_long), vinh_long, time, camera, given)
    assert answer.json() == {"stored": True, "new": False}
    assert worked(time) == 0
    assert len(rows(vinh_long)) == 1


@pytest.mark.clause("VL.8.3")
def test_what_no_registered_device_signed_with_its_key_at_this_moment_is_not_taken(
    vinh_long: TestProvince, time: Clock, browser_of: BrowserOf, make_province: Callable[[str], TestProvince]
) -> None:
    camera, client = registered(vinh_long, time), browser_of(vinh_long)
    given = event(time)
    assert tell(client, vinh_long, time, camera, given, version=2).status_code == 403
    assert tell(client, vinh_long, time, camera, given, late=301).status_code == 403
    assert tell(client, vinh_long, time, camera, given, late=-301).status_code == 403
    assert tell(client, vinh_long, time, camera, given, late=299).status_code == 202
    elsewhere = make_province("vinh-long-2025")
    with within(elsewhere.jurisdiction.id):
        assert tell(browser_of(elsewhere), elsewhere, time, camera, event(time)).status_code == 403
    nobody = registered(elsewhere, time)
    assert tell(client, vinh_long, time, nobody, event(time)).status_code == 403
    body = client.post("/webhooks/findings", b"{}", content_type="application/json")
    assert body.status_code == 403


@pytest.mark.clause("VL.8.3")
def test_a_rotated_key_takes_over_while_the_one_before_serves_a_week_and_a_revoked_one_ends_at_once(
    vinh_long: TestProvince, time: Clock, browser_of: BrowserOf
) -> None:
    camera, client, here = registered(vinh_long, time), browser_of(vinh_long), vinh_long.jurisdiction.id
    assert devices.rotate(jurisdiction_id=here, device_id=camera, now=time.at)
    for version in (1, 2):
        assert tell(client, vinh_long, time, camera, event(time), version=version).status_code == 202
    time.forward(days=7)
    assert tell(client, vinh_long, time, camera, event(time), version=1).status_code == 403
    assert devices.revoke(jurisdiction_id=here, device_id=camera, now=time.at)
    assert tell(client, vinh_long, time, camera, event(time), version=2).status_code == 403
    assert tell(client, vinh_long, time, camera, event(time), version=3).status_code == 202
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT d::text FROM candidates_device d WHERE id = %s", [camera])
        ((kept,),) = cursor.fetchall()
    assert devices.key_of(jurisdiction_id=here, device_id=camera, version=3) not in kept
    worked(time)


def test_a_device_that_is_switched_off_is_told_so_and_one_below_its_threshold_is_not_listed(
    vinh_long: TestProvince, time: Clock, browser_of: BrowserOf
) -> None:
    camera, client, here = registered(vinh_long, time), browser_of(vinh_long), vinh_long.jurisdiction.id
    assert tell(client, vinh_long, time, camera, event(time, confidence=0.49)).status_code == 202
    worked(time)
    assert rows(vinh_long) == []
    assert tell(client, vinh_long, time, camera, event(time, confidence=0.5)).status_code == 202
    worked(time)
    assert len(rows(vinh_long)) == 1
    devices.switch(jurisdiction_id=here, device_id=camera, is_on=False)
    assert tell(client, vinh_long, time, camera, event(time)).status_code == 403


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"id": ""}, "id"),
        ({"id": "x" * 101}, "id"),
        ({"kind": None}, "kind"),
        ({"confidence": 1.01}, "confidence"),
        ({"confidence": "0.9"}, "confidence"),
        ({"latitude": 10.2}, "latitude"),
        ({"at": "2026-11-18T10:00:00"}, "at"),
        ({"at": "2020-01-01T00:00:00Z"}, "at"),
        ({"description": "x" * 1001}, "description"),
    ],
)
def test_a_message_that_cannot_be_used_is_answered_with_what_is_wrong(
    vinh_long: TestProvince, time: Clock, browser_of: BrowserOf, changes: dict[str, object], told: str
) -> None:
    camera = registered(vinh_long, time)
    answer = tell(browser_of(vinh_long), vinh_long, time, camera, event(time, **changes))
    assert answer.status_code == 422
    assert told in answer.json()["problems"][0]


def test_too_large_a_message_is_refused_before_it_is_read(
    vinh_long: TestProvince, time: Clock, browser_of: BrowserOf
) -> None:
    camera = registered(vinh_long, time)
    big = b"\xff" * (1536 * 1024)
    answer = tell(browser_of(vinh_long), vinh_long, time, camera, event(time), picture=big)
    assert answer.status_code == 413


@pytest.mark.clause("VL.8.3")
def test_the_same_field_close_by_is_one_group_and_far_off_or_another_field_is_not(
    vinh_long: TestProvince, time: Clock, browser_of: BrowserOf
) -> None:
    client, place = browser_of(vinh_long), vinh_long.place
    near = {"latitude": place.latitude + 0.001, "longitude": place.longitude}
    far = {"latitude": place.latitude + 0.002, "longitude": place.longitude}
    for given in (event(time), event(time, **near), event(time, kind="waste"), event(time, **far)):
        tell(client, vinh_long, time, registered(vinh_long, time), given)
    worked(time)
    assert sorted((row.field, row.members) for row in rows(vinh_long)) == [
        ("drainage", 1),
        ("drainage", 2),
        ("waste", 1),
    ]
    time.forward(hours=6, seconds=1)
    tell(client, vinh_long, time, registered(vinh_long, time), event(time, **near))
    worked(time)
    assert len(rows(vinh_long)) == 4


def test_the_same_picture_is_one_group_wherever_it_is_said_to_be(
    vinh_long: TestProvince, time: Clock, browser_of: BrowserOf
) -> None:
    client, place = browser_of(vinh_long), vinh_long.place
    for n, seed in enumerate((3, 3, 8)):
        where = {"latitude": place.latitude + n / 100, "longitude": place.longitude}
        tell(client, vinh_long, time, registered(vinh_long, time), event(time, **where), picture=scene(seed))
    worked(time)
    assert sorted(row.members for row in rows(vinh_long)) == [1, 2]


def test_a_flood_of_one_device_is_held_together_and_leaves_the_others_alone(
    vinh_long: TestProvince, time: Clock, browser_of: BrowserOf
) -> None:
    client, place, camera = browser_of(vinh_long), vinh_long.place, registered(vinh_long, time)
    for n in range(keeping.FLOOD + 10):
        where = {"latitude": place.latitude + n / 100, "longitude": place.longitude}
        tell(client, vinh_long, time, camera, event(time, **where))
    other = registered(vinh_long, time)
    tell(client, vinh_long, time, other, event(time, kind="smoke"))
    worked(time)
    found = rows(vinh_long)
    assert len(found) == keeping.FLOOD + 1
    (flood,) = [row for row in found if row.is_flood]
    assert flood.members == 11
