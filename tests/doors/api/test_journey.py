"""A report by the app from photo to rating; nothing twice, nothing of the sender for others."""

import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from tests.conftest import Clock
from tests.doors.api.phone import App
from tests.province import PERSONAL, TestCase, TestProvince

from paht.cases import queries
from paht.law.casework.states import Channel
from paht.people.actors import sender

AppOf = Callable[[TestProvince], App]


def case_of(province: TestProvince, code: str) -> TestCase:
    detail = queries.followed(jurisdiction_id=province.jurisdiction.id, code=code)
    assert detail is not None
    return TestCase(province, detail.id, code, sender(uuid.UUID(detail.case.sender)))


def reports_in(province: TestProvince) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM cases_case WHERE jurisdiction_id = %s", [province.jurisdiction.id]
        )
        return int(cursor.fetchone()[0])


@pytest.mark.clause("VL.7.1", "VL.13.1.a", "ST.6.1.d", "ST.9.3.a")
def test_a_report_goes_from_photo_to_rating_by_the_app(
    province: TestProvince, app_of: AppOf, time: Clock
) -> None:
    app = app_of(province)
    told = app.sent()
    case = case_of(province, told["code"])
    detail = queries.followed(jurisdiction_id=province.jurisdiction.id, code=told["code"])
    assert detail is not None
    assert detail.case.channel is Channel.APP
    case.published(time.forward(hours=1))
    report = app.get(f"/reports/{told['code']}").json()
    assert (report["stage"], report["own"]["can_rate"]) == ("published", True)
    level = report["own"]["levels"][0]
    key = str(uuid.uuid4())
    for _ in range(2):
        rated = app.post(f"/reports/{told['code']}/rating", {"command_id": key, "level": level["key"]})
        assert rated.status_code == 200, rated.content.decode()
    assert app.get(f"/reports/{told['code']}").json()["rating"] == level["name"]
    assert app.get(report["own"]["photos"][0]["small"].removeprefix("/api/v1")).status_code == 200


def test_the_same_key_gives_the_first_answer_and_no_second_report(
    vinh_long: TestProvince, app_of: AppOf
) -> None:
    app = app_of(vinh_long)
    filled = app.filled()
    first, again = app.post("/reports", filled), app.post("/reports", filled)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["code"] == again.json()["code"]
    assert again.json()["repeated"] is True
    assert reports_in(vinh_long) == 1


def test_whoever_only_knows_the_key_of_anothers_report_gets_nothing_by_it(
    vinh_long: TestProvince, app_of: AppOf
) -> None:
    app, other = app_of(vinh_long), app_of(vinh_long)
    filled = app.filled()
    app.post("/reports", filled)
    stolen = other.filled(command_id=filled["command_id"], personal={**PERSONAL, "phone": "0987654321"})
    answer = other.post("/reports", stolen)
    assert answer.status_code == 409
    assert "report_token" not in answer.content.decode()


def test_everything_wrong_is_said_at_once_by_its_path_with_its_clause(
    vinh_long: TestProvince, app_of: AppOf
) -> None:
    app = app_of(vinh_long)
    answer = app.post("/reports", app.filled(files=[], position=None, personal={}, declared=False))
    problem = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    fields = {each["field"]: each for each in problem["errors"]}
    assert {"files", "position", "personal.phone", "declared"} <= fields.keys()
    assert fields["files"]["clause"].startswith("VL.8")
    assert fields["files"]["clause_words"]


def test_a_follower_without_proof_sees_the_course_and_nothing_of_the_sender(
    vinh_long: TestProvince, app_of: AppOf, time: Clock
) -> None:
    app, other = app_of(vinh_long), app_of(vinh_long)
    told = app.sent()
    case_of(vinh_long, told["code"]).received(time.at)
    seen = other.get(f"/reports/{told['code']}")
    assert seen.status_code == 200
    assert seen.json()["own"] is None
    words = seen.content.decode()
    assert not [value for value in PERSONAL.values() if value in words]
    assert "té ngã" not in words
    assert other.act(f"/reports/{told['code']}/withdrawal").status_code == 403
    proven = other.post(f"/reports/{told['code']}/confirmation", {"phone": PERSONAL["phone"]})
    other.reports.append(proven.json()["report_token"])
    assert other.get(f"/reports/{told['code']}").json()["own"]["words"]
    assert other.act(f"/reports/{told['code']}/withdrawal").status_code == 200


def test_a_wrong_number_proves_nothing_and_is_counted(vinh_long: TestProvince, app_of: AppOf) -> None:
    app = app_of(vinh_long)
    code = app.sent()["code"]
    statuses = [
        app.post(f"/reports/{code}/confirmation", {"phone": "0900000000"}).status_code for _ in range(7)
    ]
    assert statuses[0] == 422
    assert statuses[-1] == 429


def test_published_results_are_listed_by_pages_and_answered_conditionally(
    vinh_long: TestProvince, app_of: AppOf, time: Clock
) -> None:
    for _ in range(3):
        vinh_long.sent(time.at).published(time.forward(minutes=1))
    app = app_of(vinh_long)
    page = app.get("/results?limit=2")
    assert len(page.json()["items"]) == 2
    assert 'rel="next"' in page["Link"]
    rest = app.client.get(page["Link"][1:].partition(">")[0], headers=app.headers).json()
    assert len(rest["items"]) == 1
    assert rest["next"] == ""
    assert app.get("/results?limit=2", **{"If-None-Match": page["ETag"]}).status_code == 304
    one = app.get(f"/results/{rest['items'][0]['id']}")
    assert one.status_code == 200
    assert "Last-Modified" in one
    assert app.get(f"/results/{rest['items'][0]['id']}", **{"If-None-Match": one["ETag"]}).status_code == 304


def test_a_report_that_is_not_public_does_not_exist_among_results(
    vinh_long: TestProvince, app_of: AppOf, time: Clock
) -> None:
    case = vinh_long.sent(time.at).received(time.at)
    answer = app_of(vinh_long).get(f"/results/{case.id}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_words_and_pictures_are_looked_at_before_sending(vinh_long: TestProvince, app_of: AppOf) -> None:
    app = app_of(vinh_long)
    found = app.post("/suggest", {"text": "Ổ gà lớn giữa đường, gọi tôi 0912345678"}).json()
    assert found["field"]["value"] == "road"
    assert found["personal_data"][0]["type"] == "phone"
    told = app.post("/inspect", {"files": app.filled()["files"]}).json()
    assert told["waiting"] == 1
    assert {each["condition"] for each in told["conditions"]} >= {"unedited"}
