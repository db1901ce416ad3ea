"""The pictures of a case as a page shows them, before and after."""

from typing import Any

from django.urls import reverse

from paht.law.casework.case import Case, FileRef
from paht.law.casework.states import AssignmentRole, AssignmentState, RequestKind, RequestState, Stage

NOT_ITS_OWN = (AssignmentState.RETURNED, AssignmentState.RELIEVED)
"""Assignments whose results, if any, are not the answer."""
OWN_ANSWER = (AssignmentRole.SOLE, AssignmentRole.LEAD)
"""The capacities whose results answer the sender."""


def result_files(case: Case) -> tuple[FileRef, ...]:
    """The files of the result, once it was given to the sender; what was given to a lead stays with the lead."""
    if case.stage not in (Stage.PUBLISHED, Stage.ANSWERED):
        return ()
    charged = (row for row in case.assignments if row.state not in NOT_ITS_OWN and row.role in OWN_ANSWER)
    return tuple(file for row in charged if row.approved_at for file in row.result_files)


def update_files(case: Case) -> tuple[FileRef, ...]:
    """The files of updates that were posted beside the answer."""
    posted = (RequestKind.UPDATE, RequestState.ANSWERED)
    return tuple(file for r in case.requests if (r.kind, r.state) == posted for file in r.files)


def shown(case: Case, files: tuple[FileRef, ...], *, caption: str) -> list[dict[str, Any]]:
    """Pictures for the photos macro: a small copy that leads to the large one. Videos have no copies."""
    pictures = [file for file in files if file.media_type.startswith("image/")]
    return [
        {
            "src": reverse("citizen-photo", args=[case.id, file.id, 320]),
            "href": reverse("citizen-photo", args=[case.id, file.id, 1280]),
            "alt": f"{caption}, ảnh {number}",
            "caption": caption if len(pictures) == 1 else f"{caption} ({number}/{len(pictures)})",
        }
        for number, file in enumerate(pictures, start=1)
    ]
