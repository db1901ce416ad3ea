"""One agency of the demo has software of its own: its credentials, its endpoint, and a report that waits for it."""

import json
import os
from datetime import datetime, timedelta

from paht.agencies.jurisdictions import Jurisdiction
from paht.agencies.models import Agency
from paht.demo.accounts import HOSTS
from paht.exchange import credentials, endpoints
from paht.installation.home import Home
from paht.installation.processes import port
from paht.people.models import Staff, qualified

AGENCY, ADMINISTRATOR, NAME = "dothi", "quantri", "Phần mềm điều hành công trình đô thị"


def connect(*, home: Home, jurisdiction: Jurisdiction, now: datetime) -> None:
    """Give the agency's software a token and an endpoint; again changes nothing. Its file is the software's own
    memory of both, as a vendor keeps them."""
    file = home.path / f"demo-software-{jurisdiction.slug}.json"
    if file.exists():
        return
    agency = Agency.objects.get(jurisdiction_id=jurisdiction.id, code=AGENCY)
    by = Staff.objects.get(
        jurisdiction_id=jurisdiction.id, login=qualified(ADMINISTRATOR, jurisdiction.slug)
    ).pk
    # A little earlier, so that what is dispatched now is news to it.
    at = now - timedelta(hours=1)
    made = credentials.make(
        jurisdiction=jurisdiction, agency_id=agency.pk, name=NAME, can_write=True, by=by, at=at
    )
    assert isinstance(made, credentials.Made), made
    url = f"http://{HOSTS[jurisdiction.slug][0]}:{port()}/demo/phan-mem/"
    endpoint = endpoints.put(jurisdiction_id=jurisdiction.id, agency_id=agency.pk, url=url, by=by, at=at)
    assert isinstance(endpoint, endpoints.Endpoint), endpoint
    kept = {"agency": agency.name, "token": made.token, "secret": endpoints.secret_of(endpoint)}
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as written:
        json.dump(kept, written, ensure_ascii=False)
