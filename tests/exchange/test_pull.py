"""Pulling: an agency's software reads what its handlers may, and nothing else."""

import base64
import uuid

import pytest
from tests.conftest import Clock
from tests.exchange.peer import Software, credentials, software
from tests.province import PERSONAL, TestProvince

from paht.exchange.credentials import OVERLAP, Made, revoke, rotate
from paht.people.models import Staff


@pytest.mark.clause("VL.19.2", "ST.15.5")
def test_the_software_reads_the_cases_that_were_given_to_its_agency(
    province: TestProvince, time: Clock
) -> None:
    case, theirs = province.sent(time.at).dispatched(time.at), software(province)
    (row,) = theirs.read("/cases")["cases"]
    assert (row["code"], row["state"]["code"]) == (case.code, "dispatched")
    whole = theirs.read(f"/cases/{case.id}")
    assert whole["assignment"]["note"] == "Đề nghị kiểm tra, xử lý."
    assert whole["pictures"]
    assert {each["command"] for each in whole["commands"]} == {"receive"}
    assert whole["assignment"]["duties"]


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_nothing_personal_leaves_with_a_case(province: TestProvince, time: Clock) -> None:
    case, theirs = province.sent(time.at).received(time.at), software(province)
    told = theirs.get(f"/cases/{case.id}").content.decode()
    for value in (*PERSONAL.values(), "0912345678"):
        assert value not in told


def test_a_case_of_another_agency_is_not_there(vinh_long: TestProvince, time: Clock) -> None:
    case = vinh_long.sent(time.at).dispatched(time.at)
    theirs = software(vinh_long, agency=vinh_long.waste)
    assert theirs.get(f"/cases/{case.id}").status_code == 404
    assert theirs.read("/cases")["cases"] == []
    assert theirs.give(case.id, "receive", version=1).status_code == 404


def test_a_case_that_did_not_change_is_not_sent_again(vinh_long: TestProvince, time: Clock) -> None:
    case, theirs = vinh_long.sent(time.at).dispatched(time.at), software(vinh_long)
    tag = theirs.get(f"/cases/{case.id}")["ETag"]
    again = theirs.get(f"/cases/{case.id}", **{"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert theirs.give(case.id, "receive").status_code == 200
    assert theirs.get(f"/cases/{case.id}", **{"if-none-match": tag}).status_code == 200


def test_the_list_goes_on_behind_the_last_row(vinh_long: TestProvince, time: Clock) -> None:
    codes = {
        vinh_long.sent(time.at, personal={**PERSONAL, "phone": f"09123450{n:02}"}).dispatched(time.at).code
        for n in range(5)
    }
    theirs, seen, after = software(vinh_long), [], ""
    for _ in range(3):
        page = theirs.read(f"/cases?limit=2&after={after}")
        seen += [row["code"] for row in page["cases"]]
        after = page["next"] or ""
    assert sorted(seen) == sorted(codes)
    assert after == ""


def test_who_has_no_token_or_a_wrong_one_is_not_let_in(vinh_long: TestProvince, time: Clock) -> None:
    made = credentials(vinh_long)
    for token in (
        "",
        "nonsense",
        f"pax_{uuid.uuid4().hex}.x",
        made.token[:-1],
        made.token.replace("pax_", "pax_0"),
    ):
        answer = Software(vinh_long, token).get("/me")
        assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (401, "application/problem+json")
    assert Software(vinh_long, made.token).get("/me").status_code == 200


def test_a_product_that_knows_only_basic_gets_in_as_well(vinh_long: TestProvince, time: Clock) -> None:
    name, _, secret = credentials(vinh_long).token.partition(".")
    given = base64.b64encode(f"{name}:{secret}".encode()).decode()
    theirs = Software(vinh_long, "")
    assert theirs.get("/me", authorization=f"Basic {given}").status_code == 200


def test_a_token_of_another_province_opens_nothing(make_province, time: Clock) -> None:
    here, there = make_province("vinh-long-2025"), make_province("vinh-long-2025")
    assert Software(there, credentials(here).token).get("/me").status_code == 401


def test_a_revoked_token_opens_nothing_from_the_next_request_on(vinh_long: TestProvince, time: Clock) -> None:
    made = credentials(vinh_long)
    theirs, by = Software(vinh_long, made.token), uuid.UUID(vinh_long.leader.id)
    assert theirs.get("/me").status_code == 200
    key = {
        "jurisdiction_id": vinh_long.jurisdiction.id,
        "agency_id": vinh_long.roads.id,
        "client_id": made.id,
    }
    assert revoke(**key, by=by, at=time.at)
    assert theirs.get("/me").status_code == 401
    assert rotate(**key, by=by, at=time.at) is None


def test_the_former_secret_opens_for_a_day_after_a_rotation(vinh_long: TestProvince, time: Clock) -> None:
    made = credentials(vinh_long)
    new = rotate(
        jurisdiction_id=vinh_long.jurisdiction.id,
        agency_id=vinh_long.roads.id,
        client_id=made.id,
        by=uuid.UUID(vinh_long.leader.id),
        at=time.at,
    )
    assert isinstance(new, Made)
    time.forward(seconds=OVERLAP.total_seconds() - 1)
    assert Software(vinh_long, made.token).get("/me").status_code == 200
    time.forward(seconds=1)
    assert Software(vinh_long, made.token).get("/me").status_code == 401
    assert Software(vinh_long, new.token).get("/me").status_code == 200


def test_closing_the_system_account_closes_its_token(vinh_long: TestProvince, time: Clock) -> None:
    made = credentials(vinh_long)
    Staff.objects.filter(login__startswith=f"may{made.id.hex}").update(is_active=False)
    assert Software(vinh_long, made.token).get("/me").status_code == 401


def test_the_secret_is_nowhere_in_the_database(vinh_long: TestProvince, time: Clock) -> None:
    from django.db import connection

    secret = credentials(vinh_long).token.partition(".")[2]
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(c::text, '') FROM exchange_client c")
        rows = cursor.fetchone()[0]
    assert secret not in rows
    assert secret.encode().hex() not in rows


def test_the_openapi_document_names_every_address_and_command(vinh_long: TestProvince, time: Clock) -> None:
    document = Software(vinh_long, "").read("/openapi.json")
    assert {"/me", "/cases", "/changes", "/files", "/cases/{case}/commands/request-extension"} <= document[
        "paths"
    ].keys()
    assert document["components"]["schemas"]["Problem"]["properties"]["clause"]


def test_a_network_that_guesses_tokens_is_stopped(vinh_long: TestProvince, time: Clock) -> None:
    theirs = Software(vinh_long, f"pax_{uuid.uuid4().hex}.guess")
    theirs.http.defaults["REMOTE_ADDR"] = "203.0.113.77"
    answers = [theirs.get("/me").status_code for _ in range(62)]
    assert set(answers[:60]) == {401}
    assert answers[-1] == 429
