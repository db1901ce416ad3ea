"""The files that come with a staff form: those kept before and not given up, and those uploaded now."""

from django.http import HttpRequest

from paht import clock
from paht.doors.pages.province import province_of
from paht.evidence import queries as evidence
from paht.evidence import storage, tokens
from paht.law.casework.case import FileRef
from paht.people.actors import Official

MOST_FILES = 10


def uploaded(
    request: HttpRequest, official: Official, name: str = "files"
) -> tuple[tuple[FileRef, ...], str]:
    """The files, each safe on disk, and what was wrong with those that are not kept (``""``: nothing)."""
    assert official.jurisdiction_id == province_of(request).id
    dropped = set(request.POST.getlist(f"{name}_drop"))
    named = (
        tokens.read(token, official.jurisdiction_id)
        for token in request.POST.getlist(f"{name}_kept")[:MOST_FILES]
        if token not in dropped
    )
    ids = list(dict.fromkeys(file_id for file_id in named if file_id is not None))
    before = evidence.files(jurisdiction_id=official.jurisdiction_id, ids=ids)
    stored = [before[file_id] for file_id in ids if file_id in before]
    problems = []
    for upload in request.FILES.getlist(name):
        if len(stored) >= MOST_FILES:
            problems.append(f"Chỉ nhận tối đa {MOST_FILES} tệp.")
            break
        kept = storage.keep(jurisdiction_id=official.jurisdiction_id, upload=upload, received_at=clock.now())
        if isinstance(kept, storage.Unreadable):
            problems.append(f"{upload.name}: {kept.reason}")
        else:
            stored.append(kept)
    refs = tuple(FileRef(str(file.id), file.sha256, file.media_type) for file in stored)
    return refs, " ".join(problems)
