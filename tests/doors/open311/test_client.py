"""Somebody else's client speaks with us: ``georeport`` from PyPI, over HTTP."""

import threading
from collections.abc import Iterator
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import georeport
import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connections
from tests.conftest import Clock
from tests.province import TestProvince


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def process_request_thread(self, request: object, client_address: object) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            connections.close_all()


@pytest.fixture
def address() -> Iterator[str]:
    """Our server on loopback, which has no province's host name."""
    server = make_server("127.0.0.1", 0, get_wsgi_application(), _Threaded, _Quiet)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/open311/v2"
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("form", ["json", "xml"])
def test_an_independent_client_lists_and_reads(
    vinh_long: TestProvince, address: str, time: Clock, form: str
) -> None:
    first, second = (vinh_long.sent(time.at).published(time.at) for _ in range(2))
    client = georeport.GeoReport(address, jurisdiction=vinh_long.jurisdiction.slug, output_format=form)
    services = client.get_service_list()
    assert {"road", "waste"} <= {service["service_code"] for service in services}
    assert client.get_service_definition("road")["service_code"] == "road"
    found = client.get_service_requests(service_code="road", status="closed")
    assert {row["service_request_id"] for row in found} == {str(first.id), str(second.id)}
    one = client.get_service_request(str(first.id))
    one = one[0] if isinstance(one, list) else one
    assert one["service_request_id"] == str(first.id)
