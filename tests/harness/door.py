"""The smallest door: the citizen's form as the kill harness fills it in, straight onto the two operations.

It stands here so that the harness judges evidence, cases and PostgreSQL alone; ``PAHT_HARNESS_DOOR`` names another.
"""

import uuid
from collections.abc import Iterable
from http import HTTPStatus
from wsgiref.types import StartResponse, WSGIEnvironment

from django.core.wsgi import get_wsgi_application
from django.http.multipartparser import MultiPartParser

from paht import clock

get_wsgi_application()

from django.core.files.uploadhandler import MemoryFileUploadHandler  # noqa: E402
from django.db import Error, close_old_connections  # noqa: E402

from paht.agencies import jurisdictions  # noqa: E402
from paht.cases import sending  # noqa: E402
from paht.cases.operations import Done  # noqa: E402
from paht.evidence import storage  # noqa: E402
from paht.evidence.storage import StoredFile  # noqa: E402
from paht.law.casework.case import FileRef, Place  # noqa: E402
from paht.law.casework.states import Channel, Field, Kind  # noqa: E402


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """GET gives an empty form, POST sends it: 303 to the receipt, 503 while the database is away."""
    close_old_connections()
    try:
        if environ["REQUEST_METHOD"] != "POST":
            page = f'<input type="hidden" name="command_id" value="{uuid.uuid4()}">'
            start_response("200 OK", [("Content-Type", "text/html")])
            return [page.encode()]
        code = _sent(environ)
    except Error:
        start_response("503 Service Unavailable", [("Content-Type", "text/plain")])
        return [b"busy"]
    start_response(
        f"303 {HTTPStatus.SEE_OTHER.phrase}", [("Location", f"/phieu/{code}"), ("Content-Length", "0")]
    )
    return []


def _sent(environ: WSGIEnvironment) -> str:
    now = clock.now()
    jurisdiction = jurisdictions.of_slug("harness")
    post, files = MultiPartParser(
        environ, environ["wsgi.input"], [MemoryFileUploadHandler()], "utf-8"
    ).parse()
    stored = storage.keep(jurisdiction_id=jurisdiction.id, upload=files["photo"], received_at=now)
    assert isinstance(stored, StoredFile), stored
    commune = jurisdiction.province.commune(code=post["commune"])
    done = sending.send(
        jurisdiction=jurisdiction,
        filled=sending.Filled(
            command_id=uuid.UUID(post["command_id"]),
            kind=Kind.REPORT,
            field=Field(post["field"]),
            channel=Channel.WEB,
            description=post["description"],
            place=Place(commune.lat, commune.lon, "commune", commune.code),
            files=(FileRef(str(stored.id), stored.sha256, stored.media_type),),
            personal={"name": post["name"], "phone": post["phone"]},
            declared=True,
        ),
        now=now,
    )
    assert isinstance(done, Done), done
    return done.code
