"""The terms before dispatch, Vĩnh Long 2025."""

from paht.law.casework import events as e
from paht.law.casework.states import Party, Subject
from paht.law.editions.rows import Term
from paht.law.worktime import WORKING_DAY, WORKING_HOUR

TERMS: tuple[Term, ...] = (
    Term(
        key="verification",
        name="Xác minh phản ánh (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=1 * WORKING_HOUR,
        holder=Party.IOC,
        subject=Subject.CASE,
        starts=(e.Sent, e.Supplemented, e.VerificationAnswered, e.VerificationSucceeded),
        ends=(e.Verified, e.SupplementRequested, e.VerificationRequested, e.CaseRefused),
    ),
    Term(
        key="supplement",
        name="Người gửi chỉnh sửa, bổ sung",
        clause="VL.8.2.4",
        length=2 * WORKING_DAY,
        holder=Party.SENDER,
        subject=Subject.REQUEST,
        starts=(e.SupplementRequested,),
        ends=(e.Supplemented,),
    ),
    Term(
        key="contact",
        name="Xác minh với người gửi qua điện thoại, SMS, thư điện tử",
        clause="VL.8.2.5",
        length=2 * WORKING_DAY,
        holder=Party.SENDER,
        subject=Subject.REQUEST,
        starts=(e.VerificationRequested,),
        ends=(e.VerificationAnswered, e.VerificationSucceeded, e.VerificationFailed),
    ),
    Term(
        key="acceptance",
        name="Tiếp nhận sau khi xác minh thành công",
        clause="VL.10.1",
        length=1 * WORKING_HOUR,
        holder=Party.IOC,
        subject=Subject.CASE,
        starts=(e.Verified,),
        ends=(e.Accepted, e.CaseRefused, e.SupplementRequested),
    ),
)
