"""What everybody may ask by the standard: services, definitions, requests, updates, discovery."""

import json
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.conftest import Clock
from tests.doors.open311 import schemas
from tests.doors.open311.conftest import Open311, Open311Of
from tests.evidence.copying import copies_are_made
from tests.evidence.pictures import saved, scene
from tests.province import PERSONAL, TestCase, TestProvince

from paht.cases import operations
from paht.evidence import storage
from paht.law.casework.case import FileRef, PublicPicture
from paht.law.casework.states import Field

REQUESTS, REQUEST = schemas.listed(schemas.REQUEST), schemas.REQUEST


def ids(found: list[dict[str, str]]) -> list[str]:
    """Which requests."""
    return [row["service_request_id"] for row in found]


def test_every_field_of_the_glossary_is_a_service_with_a_definition(
    province: TestProvince, open311_of: Open311Of
) -> None:
    client = open311_of(province)
    found = client.json("services", schemas.listed(schemas.SERVICE))
    assert [row["service_code"] for row in found] == sorted(
        map(str, Field), key=[row["service_code"] for row in found].index
    )
    assert len(found) == len(Field)
    assert {row["type"] for row in found} == {"realtime"}
    assert all(row["metadata"] for row in found)
    definition = client.json("services/road", schemas.DEFINITION)
    assert definition["service_code"] == "road"


@pytest.mark.clause("VL.7.4")
def test_a_definition_asks_what_the_form_of_the_edition_asks(
    province: TestProvince, open311_of: Open311Of
) -> None:
    definition = open311_of(province).json("services/waste", schemas.DEFINITION)
    by_code = {row["code"]: row for row in definition["attributes"]}
    for field in province.jurisdiction.edition.form:
        assert by_code[field.name]["required"] is field.required
    assert by_code["declared"]["required"] is True
    orders = [row["order"] for row in definition["attributes"]]
    assert orders == list(range(1, len(orders) + 1))
    if province.jurisdiction.edition.photo_clause:
        assert by_code["photo"]["variable"] is False
        assert "media_url" in by_code["photo"]["description"]


def test_an_unknown_service_is_not_found(vinh_long: TestProvince, open311_of: Open311Of) -> None:
    client = open311_of(vinh_long)
    assert "service_code" in client.wrong(404, "services/no-such-service")
    assert "service_code" in client.wrong(404, "requests", service_code="no-such-service")


@pytest.mark.clause("VL.7.5", "VL.10.2", "VL.8.2.11", "ST.9.1", "ST.9.3.b", "ST.4.5")
def test_only_what_was_published_is_listed_and_nothing_personal_with_it(
    province: TestProvince, open311_of: Open311Of, time: Clock
) -> None:
    ground = province.jurisdiction.edition.non_public_grounds[0].key
    province.sent(time.at)
    province.sent(time.at).approved(time.at)
    province.sent(time.at).published(time.at, non_public_ground=ground)
    case = province.sent(time.at, description="Nguyên văn có tên Nguyễn Thị Bưởi").published(time.at)
    client = open311_of(province)
    found = client.json("requests", REQUESTS)
    assert ids(found) == [str(case.id)]
    row = found[0]
    assert row["status"] == "closed"
    assert row["description"] == "Ổ gà lớn giữa đường, xe máy té ngã nhiều lần."
    assert row["status_notes"] == "Đã vá mặt đường, bảo đảm an toàn."
    assert row["agency_responsible"] == "Sở Xây dựng"
    assert (row["service_code"], row["service_name"]) == ("road", "Đường, cầu, biển báo")
    assert row["lat"] == province.place.latitude
    assert row["address_id"] == province.place.commune
    assert row["requested_datetime"] == "2026-11-18T03:00:00Z" == row["updated_datetime"]
    words = json.dumps(found, ensure_ascii=False)
    assert not any(value in words for value in (*PERSONAL.values(), case.code, "Nguyên văn"))


@pytest.mark.clause("VL.10.2", "ST.9.3.b")
def test_of_what_is_not_public_whoever_knows_its_identifier_learns_how_far_it_is_and_no_more(
    province: TestProvince, open311_of: Open311Of, time: Clock
) -> None:
    case = province.sent(time.at)
    client = open311_of(province)
    [row] = client.json(f"requests/{case.id}", REQUESTS)
    assert (row["status"], row["status_notes"]) == ("open", "Chờ xác minh")
    hidden = ("description", "address", "address_id", "lat", "long", "media_url", "agency_responsible")
    assert [row[name] for name in hidden] == [None] * len(hidden)
    time.forward(hours=1)
    operations.refuse(case.step(province.intake, time.at), ground="complaint", reason="Là khiếu nại.")
    [row] = client.json(f"requests/{case.id}", REQUESTS)
    assert row["status"] == "closed"
    assert row["updated_datetime"] == "2026-11-18T04:00:00Z"
    assert client.json("requests", REQUESTS, service_request_id=str(case.id)) == []


def test_a_single_request_is_a_list_of_one_and_an_unknown_one_is_not_found(
    vinh_long: TestProvince, soc_trang: TestProvince, open311_of: Open311Of, time: Clock
) -> None:
    case = vinh_long.sent(time.at).published(time.at)
    client = open311_of(vinh_long)
    assert ids(client.json(f"requests/{case.id}", REQUESTS)) == [str(case.id)]
    for unknown in (uuid.uuid4(), "VL-1", soc_trang.sent(time.at).published(time.at).id):
        assert "service_request_id" in client.wrong(404, f"requests/{unknown}")


def test_identifiers_override_every_other_filter(
    vinh_long: TestProvince, open311_of: Open311Of, time: Clock
) -> None:
    cases = [vinh_long.sent(time.at).published(time.at) for _ in range(3)]
    client = open311_of(vinh_long)
    named = f"{cases[0].id}, {cases[2].id},not-one"
    found = client.json("requests", REQUESTS, service_request_id=named, status="open", service_code="waste")
    assert sorted(ids(found)) == sorted([str(cases[0].id), str(cases[2].id)])
    assert client.json("requests", REQUESTS, service_request_id="not-one") == []


def test_filters_by_service_status_and_time(
    vinh_long: TestProvince, open311_of: Open311Of, time: Clock
) -> None:
    old = vinh_long.sent(time.at).published(time.at)
    time.forward(days=2)
    new = vinh_long.sent(time.at).published(time.at)
    client = open311_of(vinh_long)
    assert ids(client.json("requests", REQUESTS)) == [str(new.id), str(old.id)]
    assert client.json("requests", REQUESTS, status="open") == []
    assert len(client.json("requests", REQUESTS, status="open,closed")) == 2
    assert len(client.json("requests", REQUESTS, service_code=["waste", "road,noise"])) == 2
    assert client.json("requests", REQUESTS, service_code="waste") == []
    assert len(client.json("requests", REQUESTS, service_code="", status="", start_date="")) == 2
    moment = "2026-11-19T00:00:00+07:00"
    assert ids(client.json("requests", REQUESTS, start_date=moment)) == [str(new.id)]
    # As a client sends it that does not encode its plus.
    assert ids(client.json("requests", REQUESTS, end_date=moment.replace("+", " "))) == [str(old.id)]
    assert ids(client.json("requests", REQUESTS, updated_after=moment)) == [str(new.id)]
    assert ids(client.json("requests", REQUESTS, updated_before=moment)) == [str(old.id)]
    # The last moment of a range belongs to it, the next microsecond does not.
    assert len(client.json("requests", REQUESTS, end_date="2026-11-20T03:00:00Z")) == 2
    assert len(client.json("requests", REQUESTS, end_date="2026-11-20T02:59:59Z")) == 1


def test_without_dates_the_last_ninety_days_are_meant_and_more_cannot_be_asked(
    vinh_long: TestProvince, open311_of: Open311Of, time: Clock
) -> None:
    old = vinh_long.sent(time.at).published(time.at)
    time.forward(days=91)
    client = open311_of(vinh_long)
    assert client.json("requests", REQUESTS) == []
    assert ids(client.json("requests", REQUESTS, start_date="2026-11-01")) == [str(old.id)]
    assert "90" in client.wrong(400, "requests", start_date="2026-01-01", end_date="2026-11-01")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("start_date", "yesterday"),
        ("start_date", "2026-11-01T00:00:00"),
        ("end_date", "99999-01-01T00:00:00Z"),
        ("updated_after", "0001-01-01T00:00:00+14:00"),
        ("status", "half-open"),
        ("page", "0"),
        ("page", "x"),
        ("per_page", "1001"),
        ("page", "99999"),
    ],
)
def test_what_cannot_be_read_is_named(
    vinh_long: TestProvince, open311_of: Open311Of, name: str, value: str
) -> None:
    assert name in open311_of(vinh_long).wrong(400, "requests", **{name: value})


def test_pages_follow_one_another_without_gap_or_repeat(
    vinh_long: TestProvince, open311_of: Open311Of, time: Clock
) -> None:
    cases = {str(vinh_long.sent(time.at).published(time.at).id) for _ in range(5)}
    client = open311_of(vinh_long)
    pages = [client.json("requests", REQUESTS, per_page="2", page=str(n)) for n in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [2, 2, 1, 0]
    assert {row for page in pages for row in ids(page)} == cases
    assert ids(client.json("requests", REQUESTS, page_size="2", page="2")) == ids(pages[1])
    assert 'page=2>; rel="next"' in client.get("requests.json", per_page="2")["Link"]
    assert "Link" not in client.get("requests.json", per_page="2", page="3")


def test_the_list_takes_one_statement(vinh_long: TestProvince, open311_of: Open311Of, time: Clock) -> None:
    for _ in range(4):
        vinh_long.sent(time.at).published(time.at)
    client = open311_of(vinh_long)
    client.get("requests.json")
    with CaptureQueriesContext(connection) as asked:
        client.get("requests.json")
    assert len(asked) == 1


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_a_picture_is_linked_once_an_officer_confirmed_its_public_copy(
    vinh_long: TestProvince, open311_of: Open311Of, time: Clock
) -> None:
    files = [_kept(vinh_long, time)]
    case = vinh_long.sent(time.at, files=files).published(time.at)
    client = open311_of(vinh_long)
    assert client.json(f"requests/{case.id}", REQUESTS)[0]["media_url"] is None
    copies_are_made(vinh_long, time.at)
    step = case.step(vinh_long.publisher, time.at)
    operations.release_pictures(step, pictures=[PublicPicture(files[0].id)])
    address = client.json(f"requests/{case.id}", REQUESTS)[0]["media_url"]
    assert address == f"http://{vinh_long.host}/anh/{case.id}/{files[0].id}/1280.jpg"
    path = address.removeprefix(f"http://{vinh_long.host}")
    assert client.browser.get(path, headers={"host": vinh_long.host}).status_code == 200


def _kept(province: TestProvince, time: Clock) -> FileRef:
    from tests.doors.open311.conftest import stored

    found = storage.keep(
        jurisdiction_id=province.jurisdiction.id,
        upload=stored(saved(scene())),
        received_at=time.at,
    )
    assert isinstance(found, storage.StoredFile)
    return FileRef(str(found.id), found.sha256, found.media_type)


def test_updates_tell_results_in_the_order_of_publication(
    province: TestProvince, open311_of: Open311Of, time: Clock
) -> None:
    first = province.sent(time.at).published(time.at)
    time.forward(days=1)
    second: TestCase = province.sent(time.at).published(time.at)
    client, updates = open311_of(province), schemas.listed(schemas.UPDATE)
    found = client.json("servicerequestupdates", updates)
    assert ids(found) == [str(first.id), str(second.id)]
    assert found[0]["update_id"] == f"{first.id}-0"
    assert found[0]["description"] == "Đã vá mặt đường, bảo đảm an toàn."
    late = client.json("servicerequestupdates", updates, start_date="2026-11-19T00:00:00Z")
    assert ids(late) == [str(second.id)]
    one = client.json("servicerequestupdates", updates, service_request_id=str(first.id))
    assert ids(one) == [str(first.id)]
    assert "90" in client.wrong(400, "servicerequestupdates", start_date="2026-01-01", end_date="2026-11-01")


def test_discovery_tells_where_the_endpoint_is_and_what_it_speaks(
    province: TestProvince, open311_of: Open311Of
) -> None:
    client = open311_of(province)
    found = client.json("discovery", schemas.DISCOVERY)["discovery"]
    assert found["endpoints"][0]["url"] == f"http://{province.host}/open311/v2"
    assert found["endpoints"][0]["formats"] == ["text/xml", "application/json"]
    outer = client.browser.get("/open311/discovery.xml", headers={"host": province.host})
    schemas.XSD.validate(outer.content.decode())


def test_the_suffix_decides_the_format_and_else_what_the_client_accepts(
    vinh_long: TestProvince, open311_of: Open311Of
) -> None:
    client = open311_of(vinh_long)

    def kind(path: str, accept: str) -> str:
        headers = {"host": vinh_long.host, "accept": accept}
        return str(client.browser.get(f"/open311/v2/{path}", headers=headers)["Content-Type"])

    xml, plain = "text/xml; charset=utf-8", "application/json; charset=utf-8"
    assert kind("services", "*/*") == xml
    assert kind("services", "application/json") == plain
    assert kind("services", "application/json;q=0.5, text/xml") == xml
    assert kind("services.xml", "application/json") == xml
    assert kind("services.json", "text/xml") == plain
    assert kind("no-such-resource.json", "text/xml") == plain
    assert client.get("services.yaml").status_code == 404
    assert client.browser.delete("/open311/v2/services.xml").status_code == 405
    assert client.browser.post("/open311/v2/services.xml").status_code == 405


def test_the_province_is_named_or_the_hosts_own(
    vinh_long: TestProvince, soc_trang: TestProvince, open311_of: Open311Of, time: Clock
) -> None:
    case = soc_trang.sent(time.at).published(time.at)
    client: Open311 = open311_of(vinh_long)
    assert client.json("requests", REQUESTS) == []
    for name in (soc_trang.jurisdiction.slug, soc_trang.host):
        found = client.json("requests", REQUESTS, jurisdiction_id=name)
        assert ids(found) == [str(case.id)]
        assert found[0]["service_notice"].startswith(f"http://{soc_trang.host}/")
    assert "jurisdiction_id" in client.wrong(404, "services", jurisdiction_id="nowhere.gov.vn")
    elsewhere = client.browser.get("/open311/v2/services.json", headers={"host": "many.example"})
    assert elsewhere.status_code == 400
    assert "jurisdiction_id" in json.loads(elsewhere.content)[0]["description"]
    named = {"jurisdiction_id": vinh_long.jurisdiction.slug}
    told = client.browser.get("/open311/v2/services.json", named, headers={"host": "many.example"})
    assert told.status_code == 200


def test_the_first_thousand_at_most_are_given(
    vinh_long: TestProvince, open311_of: Open311Of, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from paht.doors.open311 import reading

    monkeypatch.setattr(reading, "MOST", 3)
    for _ in range(4):
        time.at += timedelta(minutes=1)
        vinh_long.sent(time.at).published(time.at)
    assert len(open311_of(vinh_long).json("requests", REQUESTS)) == 3
