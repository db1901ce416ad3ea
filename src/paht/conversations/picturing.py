"""The pictures of a result in a chat: of each the copy that everybody may see, as it may be seen when it is sent.

A message names the case and the file. What is public is asked again when it is handed over: an officer may have covered
more meanwhile, or taken the picture back.
"""

import uuid

from paht.cases import queries
from paht.conversations.talking import Pictured
from paht.evidence import public
from paht.evidence.copies import Bytes, NoCopyError, Size
from paht.law.casework.case import Case, FileRef
from paht.law.casework.publicity import public_copy
from paht.law.casework.results import result_files
from paht.messages.gateway import Declined
from paht.messages.ways import Picture
from paht.walls import within

MOST = 3
"""How many pictures of a result are told; the page of the report has all of them."""
LEAVES = 2
"""Replies of a window that pictures leave to what the sender may still ask."""
LARGEST_BYTES = 700_000
"""A copy that is larger goes small: a question to the vault holds a mebibyte, a platform takes a megabyte."""
_SIZES: tuple[Size, ...] = (1280, 320)


def of_result(case: Case) -> list[FileRef]:
    """The pictures of the result that everybody may see, the first :data:`MOST`."""
    return [file for file in result_files(case) if public_copy(case, file.id) is not None][:MOST]


def shown(pictured: Pictured, *, jurisdiction_id: int) -> Picture | Declined:
    """The public copy as it is now; declined where there is none any more."""
    with within(jurisdiction_id):
        case = queries.case_alone(jurisdiction_id=jurisdiction_id, case_id=pictured.case)
    file = case and next((each for each in of_result(case) if each.id == str(pictured.file)), None)
    confirmed = case and file and public_copy(case, file.id)
    if not file or not confirmed:
        return Declined("the picture is no longer public")
    known = Bytes(jurisdiction_id, file.sha256, file.media_type)
    try:
        for size in _SIZES:
            content, _ = public.shown(known, boxes=confirmed.boxes, size=size)
            if len(content) <= LARGEST_BYTES:
                return Picture(content, path(pictured.case, pictured.file))
    except NoCopyError:
        return Declined("there is no copy of the picture")
    return Declined("the picture is too large")


def path(case_id: uuid.UUID, file_id: uuid.UUID) -> str:
    """Where everybody sees it on the province's pages."""
    return f"/anh/{case_id}/{file_id}/1280.jpg"
