"""What may be public, and who may read: the one place that decides; everything shown passes through it."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from paht.law.casework.altered import replace
from paht.law.casework.case import Assignment, Case, FileRef, PublicPicture, Written
from paht.law.casework.commands import AskConfidentiality, MarkSecret, Publish, ReleaseText
from paht.law.casework.states import AssignmentRole, AssignmentState, Role, Stage
from paht.law.editions.rows import Edition

SECRET_READERS = frozenset({Role.DISPATCHER})
"""Who still reads a case that touches a state secret: those of the IOC who keep the reference to its file."""


class Extent(StrEnum):
    """How much of a case everybody may see."""

    WHOLE = "whole"
    WITHOUT_TEXT = "without_text"
    """The result and the course, without a word of the sender's."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Publicity:
    """What everybody may see of a case: its result (``content``) with the pictures that have a ``public_copy``, the
    sender's name, the ``text`` of the report."""

    content: bool
    sender_name: bool
    text: bool = True

    @property
    def extent(self) -> Extent:
        """The same in one word."""
        if not self.content:
            return Extent.NOTHING
        return Extent.WHOLE if self.text else Extent.WITHOUT_TEXT


NOTHING = Publicity(content=False, sender_name=False, text=False)


def is_private(case: Case) -> bool:
    """Whether the answer is for the sender alone: accepted as non-public (VL.10.2), asked for by the sender
    (ST.9.3.b), or touching a state secret (VL.13.1.b, ST.9.3.c)."""
    return case.non_public_ground is not None or case.confidential or case.secret_reference is not None


def publicity(case: Case) -> Publicity:
    """Only a published result is public (ST.9.1, VL.13.1.a); what is private never is, nor refused reports
    (VL.8.2.11). The name only by the sender's choice (VL.5.4), the sender's words only as an officer released them
    (VL.7.5, ST.4.5)."""
    if case.stage is not Stage.PUBLISHED or is_private(case):
        return NOTHING
    return Publicity(content=True, sender_name=case.personal_public, text=case.text is not None)


def released(case: Case) -> Written | None:
    """The words of the report that somebody outside the IOC may read, if an officer released any (VL.7.5, ST.4.5).
    Bodies above the handling agency read the same."""
    return case.text


def public_copy(case: Case, file_id: str) -> PublicPicture | None:
    """As what everybody may see that picture: its copy as an officer confirmed it; ``None`` where nobody may. Without
    a confirmation nothing of a picture is public, whoever took it and whenever the result was published (VL.7.5,
    ST.4.5)."""
    if not publicity(case).content:
        return None
    return next((p for p in case.public_pictures if p.file == file_id and not p.withheld), None)


def undecided_pictures(case: Case) -> tuple[FileRef, ...]:
    """The photos about which no officer has decided yet; nothing is to be decided where nothing may be public. A
    video is not public and waits for nothing."""
    if is_private(case):
        return ()
    decided = {picture.file for picture in case.public_pictures}
    photos = (file for file in case.pictures if file.media_type.startswith("image/"))
    return tuple(file for file in photos if file.id not in decided)


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why so much of a case is public and no more: the clause and the reason in words for the sender."""

    extent: Extent
    clause: str
    reason: str


def grounds(case: Case, edition: Edition) -> Grounds:
    """What everybody may see of the case, with the clause and the reason."""
    extent = publicity(case).extent
    if extent is Extent.WHOLE:
        words = "Kết quả đã được công khai cùng nội dung phản ánh, thông tin cá nhân đã được che."
        if case.personal_public:
            words = (
                "Kết quả, nội dung phản ánh và họ tên người gửi được công khai theo lựa chọn của người gửi."
            )
        return Grounds(extent, edition.by_command[Publish].clause, words)
    if extent is Extent.WITHOUT_TEXT:
        return Grounds(
            extent,
            edition.by_command[ReleaseText].clause,
            "Kết quả được công khai; lời của người gửi chưa công khai vì chưa được duyệt, che thông tin cá nhân.",
        )
    return Grounds(extent, *_why_nothing(case, edition))


def _why_nothing(case: Case, edition: Edition) -> tuple[str, str]:
    """The clause and the reason for which nothing is public."""
    if case.secret_reference is not None:
        return edition.by_command[MarkSecret].clause, "Phản ánh có nội dung thuộc bí mật nhà nước."
    if case.stage is Stage.REFUSED:
        return case.end_clause or edition.own_clause, "Phản ánh không được tiếp nhận thì không công khai."
    ground = next((g for g in edition.non_public_grounds if g.key == case.non_public_ground), None)
    if ground is not None:
        return (
            ground.clause,
            f"Phản ánh được tiếp nhận không công khai: {ground.name[0].lower()}{ground.name[1:]}.",
        )
    if case.confidential:
        clause = edition.confidential_clause or edition.by_command[AskConfidentiality].clause
        return clause, "Người gửi đã yêu cầu giữ bí mật: kết quả chỉ trả lời riêng người gửi."
    return edition.by_command[Publish].clause, "Chỉ công khai kết quả đã được Trung tâm kiểm tra, đăng tải."


def partial_results(case: Case) -> tuple[Assignment, ...]:
    """What the sender alone may read while others still handle: the approved results of agencies side by side
    (VL.11.7). An answer to a lead is no result towards the sender."""
    if case.stage is not Stage.HANDLING or case.secret_reference is not None:
        return ()
    return tuple(
        a for a in case.assignments if a.role is AssignmentRole.SOLE and a.state is AssignmentState.APPROVED
    )


def may_read(case: Case, roles: Collection[Role]) -> bool:
    """Whether somebody of these roles may read words and pictures of the case; of a state secret few may."""
    return case.secret_reference is None or not SECRET_READERS.isdisjoint(roles)


def withheld(case: Case) -> Case:
    """The case without its files, for those who may not read it; the course stays visible."""
    return replace(
        case,
        files=(),
        assignments=tuple(replace(a, result_files=()) for a in case.assignments),
        requests=tuple(replace(r, files=()) for r in case.requests),
    )
