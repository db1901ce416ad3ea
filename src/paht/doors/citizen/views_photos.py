"""The address of a photo: everybody gets the copy that an officer confirmed, the sender the picture."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from paht.cases import queries
from paht.doors.citizen import proof
from paht.doors.citizen.pictures import update_files
from paht.doors.pages.photos import masked_response, photo_response, public_response
from paht.doors.pages.province import province_of
from paht.doors.pages.publicpictures import AS_PUBLIC, boxes_now
from paht.evidence import tokens
from paht.evidence.tokens import Kept
from paht.law.casework.case import Case, FileRef
from paht.law.casework.publicity import may_read, public_copy
from paht.law.casework.results import result_files


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
        return photo_response(request, file, size, stills=True)
    case = queries.case_alone(jurisdiction_id=jurisdiction.id, case_id=case_id)
    if case is None or not may_read(case, ()):
        raise Http404
    files = (*case.files, *result_files(case), *update_files(case))
    reference = next((file for file in files if file.id == str(file_id)), None)
    if reference is None:
        raise Http404
    kept = _kept(reference, jurisdiction.id)
    if proof.sender_of(request, case=case) is not None:
        return _of_the_sender(request, case, kept, size)
    shown = public_copy(case, reference.id)
    if shown is None:
        raise Http404
    return public_response(request, kept, size, boxes=shown.boxes)


def _of_the_sender(request: HttpRequest, case: Case, file: Kept, size: int) -> HttpResponse:
    """The picture as it is; on demand as it is public or, before anybody confirmed it, as it is proposed to be."""
    if AS_PUBLIC not in request.GET:
        return photo_response(request, file, size, stills=True)
    boxes = boxes_now(
        case, FileRef(str(file.id), file.sha256, file.media_type), jurisdiction_id=file.jurisdiction_id
    )
    if boxes is None:
        raise Http404
    return masked_response(file, size, boxes=boxes)


def _kept(reference: FileRef, jurisdiction_id: int) -> Kept:
    return Kept(
        id=uuid.UUID(reference.id),
        jurisdiction_id=jurisdiction_id,
        sha256=reference.sha256,
        media_type=reference.media_type,
        size_bytes=0,
    )
