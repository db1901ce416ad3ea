"""The terms before dispatch, Sóc Trăng 2024."""

from paht.law.casework import events as e
from paht.law.casework.states import Party, Subject
from paht.law.editions.conditions import unless_owed
from paht.law.editions.rows import Term
from paht.law.worktime import WORKING_DAY, WORKING_HOUR

TERMS: tuple[Term, ...] = (
    Term(
        key="intake",
        name="Tiếp nhận phản ánh hiện trường",
        clause="ST.PL2.1",
        length=4 * WORKING_HOUR,
        holder=Party.IOC,
        subject=Subject.CASE,
        # Verified opens it only where the IOC goes on without waiting for the supplement that it asked for.
        starts=(e.Sent, e.Supplemented, e.VerificationAnswered, e.VerificationSucceeded, e.Verified),
        ends=(e.Accepted, e.CaseRefused, e.SupplementRequested, e.VerificationRequested),
        when=unless_owed("intake"),
    ),
    Term(
        key="supplement",
        name="Người gửi bổ sung (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=5 * WORKING_DAY,
        holder=Party.SENDER,
        subject=Subject.REQUEST,
        starts=(e.SupplementRequested,),
        ends=(e.Supplemented,),
    ),
    Term(
        key="contact",
        name="Xác minh với người gửi (chỉ tiêu nội bộ)",
        clause="",
        internal=True,
        length=5 * WORKING_DAY,
        holder=Party.SENDER,
        subject=Subject.REQUEST,
        starts=(e.VerificationRequested,),
        ends=(e.VerificationAnswered, e.VerificationSucceeded, e.VerificationFailed),
    ),
)
