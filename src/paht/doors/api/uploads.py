"""Uploads in pieces (tus 1.0.0): the web's own, for the device that names itself by its secret."""

import uuid

from django.http import HttpRequest, HttpResponse
from ninja import Router

from paht.doors.api.credentials import device
from paht.doors.api.problems import ERRORS, Problem
from paht.doors.citizen import views_uploads

router = Router(tags=["uploads"])
ADDRESS = "/api/v1/uploads"


@router.api_operation(["OPTIONS"], "/uploads", response={204: None, **ERRORS}, operation_id="describeUploads")
def describe(request: HttpRequest) -> HttpResponse:
    """What is spoken here, and how large a file may be (`Tus-Version`, `Tus-Extension`, `Tus-Max-Size`)."""
    return views_uploads.create(request)


@router.post("/uploads", response={201: None, **ERRORS}, operation_id="beginUpload")
def begin(request: HttpRequest) -> HttpResponse:
    """Begin an upload of `Upload-Length` bytes; `Location` is where the pieces go."""
    device(request)
    return _said(views_uploads.create(request))


@router.api_operation(
    ["HEAD"], "/uploads/{upload_id}", response={200: None, **ERRORS}, operation_id="askUpload"
)
def ask(request: HttpRequest, upload_id: uuid.UUID) -> HttpResponse:
    """How much has come (`Upload-Offset`); `Upload-Token` once it is whole."""
    return _upload(request, upload_id)


@router.patch("/uploads/{upload_id}", response={204: None, **ERRORS}, operation_id="continueUpload")
def go_on(request: HttpRequest, upload_id: uuid.UUID) -> HttpResponse:
    """The next piece, from `Upload-Offset` on, as `application/offset+octet-stream`."""
    return _upload(request, upload_id)


@router.delete("/uploads/{upload_id}", response={204: None, **ERRORS}, operation_id="dropUpload")
def drop(request: HttpRequest, upload_id: uuid.UUID) -> HttpResponse:
    """Give the upload up."""
    return _upload(request, upload_id)


def _upload(request: HttpRequest, upload_id: uuid.UUID) -> HttpResponse:
    device(request)
    return _said(views_uploads.upload(request, upload_id))


def _said(answer: HttpResponse) -> HttpResponse:
    """The web's answer; its refusals in our shape, its address as ours."""
    answer.cookies.clear()
    if answer.status_code >= 400:
        raise Problem(answer.status_code, answer.content.decode())
    if "Location" in answer:
        answer["Location"] = f"{ADDRESS}/{answer['Location'].rsplit('/', 1)[-1]}"
    return answer
