"""The sandbox, and the check that a vendor runs: a good system passes, each bad one is named for what it does."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connections
from tests.conftest import Clock
from tests.exchange.peer import Software, software
from tests.exchange.vendor import Vendor, running
from tests.province import TestProvince

from paht import clock
from paht.agencies.jurisdictions import Jurisdiction
from paht.cases import queries
from paht.doors.pages.dossier import form_record
from paht.exchange import sandbox
from paht.exchange.conformance import checking, our_side
from paht.exchange.conformance.asking import Api
from paht.exchange.conformance.table import Table
from paht.people.actors import SYSTEM
from paht.people.codes import mobile
from paht.people.vault import look

HOST = "127.0.0.3"
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


@dataclass
class Box:
    """A sandbox that answers over HTTP, and the way to have a vendor admitted."""

    jurisdiction: Jurisdiction
    url: str

    @property
    def token(self) -> str:
        return sandbox.admit(jurisdiction=self.jurisdiction, name="Phần mềm thử", now=clock.now()).token


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        pass


def _closing(application: Any) -> Any:
    def answered(environ: Any, start: Any) -> Any:
        try:
            return application(environ, start)
        finally:
            connections.close_all()

    return answered


@pytest.fixture
def box(database: object, time: Clock) -> Iterator[Box]:
    where = sandbox.ensure(edition="vinh-long-2025", geography="vinh-long", host=HOST, now=time.at)
    server = _Server((HOST, 0), _Quiet)
    server.set_app(_closing(get_wsgi_application()))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield Box(where, f"http://{HOST}:{server.server_address[1]}")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def checked(box: Box, *faults: str) -> Table:
    token = box.token
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    vendor = Vendor(SECRET, f"http://127.0.0.1:{port}", token, frozenset(faults))
    with running(vendor):
        return checking.check(
            base_url=box.url,
            token=token,
            endpoint=vendor.url,
            secret=SECRET,
            listen=("127.0.0.1", port),
            patience_seconds=1.5 if faults else 10,
        )


@pytest.mark.clause("VL.19.2", "ST.15.5")
def test_a_good_vendors_system_passes_every_row(box: Box) -> None:
    table = checked(box)
    assert table.is_good, table.written()
    assert len(table.rows) > 30


@pytest.mark.parametrize(
    ("fault", "rules"),
    [
        ("no signature", {"a changed body is refused", "a signature of another secret is refused"}),
        ("no timestamp", {"a call from yesterday is refused", "a call from tomorrow is refused"}),
        ("first signature", {"one right signature of two is enough"}),
        ("strict", {"an unknown type is answered with 2xx"}),
        ("doubles", {"and nothing is done twice"}),
        ("no retry", {"a lost answer is asked for again"}),
        ("new key", {"under the same Idempotency-Key"}),
        ("no conflict", {"after 409 the case is read and the command given anew"}),
    ],
)
def test_a_bad_vendors_system_fails_in_what_it_does_wrong(box: Box, fault: str, rules: set[str]) -> None:
    table = checked(box, fault)
    failed = {row.rule for row in table.rows if row.held is False}
    assert rules <= failed, table.written()
    assert not table.is_good


def test_a_wrong_token_ends_the_check_at_its_first_row(box: Box) -> None:
    table = checking.check(base_url=box.url, token="pax_wrong.wrong")
    assert [row.held for row in table.rows] == [False]
    assert "0 of 1" in table.written()


def test_a_check_that_reaches_nobody_says_why(box: Box) -> None:
    table = checking.check(base_url="http://127.0.0.1:1", token="pax_wrong.wrong")
    assert "no answer from http://127.0.0.1:1/api/exchange/v1/me: " in table.written()
    assert "refused" in table.written()


def test_a_reset_gives_an_empty_body_and_the_former_ones_cases_are_not_there(box: Box) -> None:
    api = Api(box.url, box.token)
    case = api.new_case()["case"]
    before = api.get("/me").plain["agency"]["id"]
    assert api.post("/sandbox/reset", {}).status == 200
    assert api.get("/me").plain["agency"]["id"] != before
    assert api.get("/cases").plain["cases"] == []
    assert api.get(f"/cases/{case}").status == 404
    assert api.new_case()["case"]


def test_in_the_sandbox_every_part_of_a_course_can_be_played(box: Box) -> None:
    api, table = Api(box.url, box.token), Table()
    assert our_side.walk(api, table)
    case = api.get("/cases").plain["cases"][0]["id"]
    assert api.post(f"/sandbox/cases/{case}/withdraw", {}).status == 422
    for act in ("approve", "return"):
        assert api.post(f"/sandbox/cases/{case}/{act}", {}).status == 200, act
    assert api.state(case) == "correcting"


def test_outside_of_the_sandbox_its_addresses_are_not_there(vinh_long: TestProvince, time: Clock) -> None:
    theirs: Software = software(vinh_long)
    for path in ("cases", "endpoint", "reset"):
        assert theirs.http.post(f"/api/exchange/v1/sandbox/{path}").status_code == 404


def test_nobody_is_ever_texted_about_a_report_of_the_sandbox(box: Box) -> None:
    api = Api(box.url, box.token)
    code = api.get(f"/cases/{api.new_case()['case']}").plain["code"]
    found = queries.followed(jurisdiction_id=box.jurisdiction.id, code=code)
    assert found is not None
    record = form_record(found)
    opened = look(
        jurisdiction_id=box.jurisdiction.id,
        record_ids=[record],
        fields=frozenset({"phone", "email"}),
        actor_id=SYSTEM.id,
        purpose="Thử",
    )[record]
    assert mobile(opened["phone"]) is None
    assert not opened.get("email")
