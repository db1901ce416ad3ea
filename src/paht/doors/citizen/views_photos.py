"""The address of a photo: everybody's where the case is public, the sender's own otherwise."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from paht.cases import queries
from paht.doors.citizen import proof
from paht.doors.citizen.pictures import result_files, update_files
from paht.doors.pages.photos import photo_response
from paht.doors.pages.province import province_of
from paht.evidence import tokens
from paht.evidence.tokens import Kept
from paht.law.casework.case import FileRef
from paht.law.casework.publicity import may_read, publicity


@require_safe
def photo(request: HttpRequest, key: str, file_id: uuid.UUID, size: int) -> HttpResponse:
    """The copy of a photo; ``key`` is a case's identifier or the token of a file kept before sending."""
    jurisdiction = province_of(request)
    try:
        case_id = uuid.UUID(key)
    except ValueError:
        file = tokens.read_kept(key, jurisdiction_id=jurisdiction.id)
        if file is None or file.id != file_id:
            raise Http404 from None
        return photo_response(file, size)
    case = queries.case_alone(jurisdiction_id=jurisdiction.id, case_id=case_id)
    if case is None or not may_read(case, ()):
        raise Http404
    is_public = publicity(case).content
    if is_public or proof.sender_of(request, case=case) is not None:
        for reference in (*case.files, *result_files(case), *update_files(case)):
            if reference.id == str(file_id):
                return photo_response(_kept(reference, jurisdiction.id), size, is_public=is_public)
    raise Http404


def _kept(reference: FileRef, jurisdiction_id: int) -> Kept:
    return Kept(
        id=uuid.UUID(reference.id),
        jurisdiction_id=jurisdiction_id,
        sha256=reference.sha256,
        media_type=reference.media_type,
        size_bytes=0,
    )
