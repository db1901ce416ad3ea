"""The sandbox's own addresses: they exist in a province for trying and nowhere else."""

import json
import uuid

from django.http import HttpRequest, HttpResponse

from paht import clock
from paht.cases import queries
from paht.doors.exchange.access import software
from paht.doors.exchange.casejson import href
from paht.doors.exchange.problems import answer, problem, refused
from paht.doors.exchange.reading import absent
from paht.doors.pages.province import province_of
from paht.exchange import endpoints, sandbox
from paht.exchange.credentials import Client
from paht.exchange.endpoints import Endpoint


@software(post=True)
def new_case(request: HttpRequest, client: Client) -> HttpResponse:
    """A new report, dispatched to the caller's body."""
    if (closed := _closed(request)) is not None:
        return closed
    agency = client.official.agency_id
    assert agency is not None
    made = sandbox.dispatched(jurisdiction=province_of(request), agency_id=agency, now=clock.now())
    return answer({"case": made.id, "version": made.version, "href": href(made.id)}, status=201)


@software(post=True)
def play(request: HttpRequest, client: Client, case_id: uuid.UUID, act: str) -> HttpResponse:
    """Let the centre, the leader or the sender do something."""
    if (closed := _closed(request)) is not None:
        return closed
    found = queries.detail(client.official, case_id=case_id)
    agency = client.official.agency_id
    assert agency is not None
    if found is None or act not in sandbox.ACTS:
        return absent()
    try:
        after = sandbox.play(
            jurisdiction=province_of(request), case=found.case, agency_id=agency, act=act, now=clock.now()
        )
    except sandbox.Unplayable as error:
        return refused(sandbox.refusal(error))
    return answer({"case": after.id, "version": after.version, "href": href(after.id)})


@software(post=True)
def endpoint(request: HttpRequest, client: Client) -> HttpResponse:
    """Set where the sandbox calls, and get the secret it signs with."""
    if (closed := _closed(request)) is not None:
        return closed
    agency = client.official.agency_id
    assert agency is not None
    try:
        url = str(json.loads(request.body or b"{}")["url"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return problem(400, 'Xin gửi {"url": "https://…"}.')
    made = endpoints.put(
        jurisdiction_id=province_of(request).id,
        agency_id=agency,
        url=url,
        by=client.official.id,
        at=clock.now(),
    )
    if not isinstance(made, Endpoint):
        return problem(422, made)
    return answer({"url": made.url, "secret": endpoints.secret_of(made)})


@software(post=True)
def reset(request: HttpRequest, client: Client) -> HttpResponse:
    """Begin anew with nothing."""
    if (closed := _closed(request)) is not None:
        return closed
    agency = client.official.agency_id
    assert agency is not None
    made = sandbox.reset(
        jurisdiction=province_of(request), client_id=client.id, agency_id=agency, now=clock.now()
    )
    return answer({"agency": {"id": str(made.agency_id), "name": made.name}})


def _closed(request: HttpRequest) -> HttpResponse | None:
    return (
        None
        if sandbox.is_sandbox(province_of(request))
        else problem(404, "Chỉ có trong môi trường thử nghiệm.")
    )
