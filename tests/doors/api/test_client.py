"""The generated Python client takes a report from photo to rating, through the whole WSGI application."""

import io
import secrets
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.conftest import Clock
from tests.doors.api.test_journey import case_of
from tests.doors.api.test_staff import Program
from tests.evidence.pictures import exif, saved, scene
from tests.province import PERSONAL, TestProvince

from paht.doors.citizen.short_way import ShortWay
from paht.doors.pages.requests import Handler

CLIENT = Path(__file__).parents[3] / "clients" / "python"
TUS = "1.0.0"


@pytest.fixture
def client_of(vinh_long: TestProvince, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The client of a telephone in Vĩnh Long."""
    monkeypatch.syspath_prepend(str(CLIENT))
    from paht_client import Client  # type: ignore[import-not-found]

    device = {"Device-Secret": secrets.token_urlsafe(32)}
    base = f"http://{vinh_long.host}"
    found = Client(base_url=base, raise_on_unexpected_status=True)
    transport = httpx.WSGITransport(app=ShortWay(Handler()))  # type: ignore[arg-type]
    with httpx.Client(transport=transport, base_url=base, headers=device) as line:
        found.set_httpx_client(line)
        yield found
    for name in [name for name in sys.modules if name.startswith("paht_client")]:
        del sys.modules[name]


@pytest.mark.clause("VL.13.1.a")
def test_a_report_goes_from_photo_to_rating_by_the_client(
    client_of: Any, vinh_long: TestProvince, time: Clock
) -> None:
    from paht_client.api.following import get_report, rate_report  # type: ignore[import-not-found]
    from paht_client.api.public import get_form  # type: ignore[import-not-found]
    from paht_client.api.sending import send_report  # type: ignore[import-not-found]
    from paht_client.api.uploads import begin_upload, continue_upload  # type: ignore[import-not-found]
    from paht_client.models import NewReport, Rating  # type: ignore[import-not-found]
    from paht_client.types import File  # type: ignore[import-not-found]

    form = get_form.sync(client=client_of)
    assert form.photo_required
    photo = saved(scene(), exif=exif())
    begun = begin_upload.sync_detailed(client=client_of, tus_resumable=TUS, upload_length=len(photo))
    upload = uuid.UUID(begun.headers["Location"].rpartition("/")[2])
    whole = continue_upload.sync_detailed(
        upload, client=client_of, body=File(io.BytesIO(photo)), tus_resumable=TUS, upload_offset=0
    )
    place = vinh_long.place
    body = {
        "command_id": str(uuid.uuid4()),
        "kind": "report",
        "field": "road",
        "description": "Ổ gà lớn giữa đường, xe máy té ngã nhiều lần.",
        "position": {"latitude": place.latitude, "longitude": place.longitude, "source": "gps"},
        "files": [whole.headers["Upload-Token"]],
        "personal": PERSONAL,
        "declared": True,
    }
    sent = send_report.sync(client=client_of, body=NewReport.from_dict(body))
    case_of(vinh_long, sent.code).published(time.forward(hours=1))
    client_of.get_httpx_client().headers["Report-Token"] = sent.report_token
    level = get_report.sync(sent.code, client=client_of).own.levels[0]
    rating = Rating(command_id=uuid.uuid4(), level=level.key)
    assert rate_report.sync(sent.code, client=client_of, body=rating).done is True
    assert get_report.sync(sent.code, client=client_of).rating == level.name


def test_a_program_of_staff_has_a_photo_inspected_by_the_client(
    client_of: Any, vinh_long: TestProvince, browser_of: Any, time: Clock
) -> None:
    from paht_client.api.staff import inspect_file_for_staff  # type: ignore[import-not-found]
    from paht_client.types import File  # type: ignore[import-not-found]

    program = Program(vinh_long, browser_of(vinh_long), time)
    client_of.get_httpx_client().headers["Authorization"] = f"Bearer {program.token}"
    photo = File(io.BytesIO(saved(scene(), exif=exif())))
    told = inspect_file_for_staff.sync(client=client_of, body=photo, latitude=10.2537, longitude=105.9722)
    assert {each.condition: each.verdict for each in told.conditions}["photo"] == "pass"
    assert told.media_type == "image/jpeg"
