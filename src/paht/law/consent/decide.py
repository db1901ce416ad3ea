"""``decide(consent, command, …)``: what follows from a question, an answer or a look, or why it is refused. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from paht.law.casework.case import Actor, Case, Document, Refused, Written
from paht.law.casework.deciding.inquiry import local_day
from paht.law.casework.states import AGENCY_ROLES, Role
from paht.law.consent.commands import (
    AnswerConsent,
    AskConsent,
    ConsentCommand,
    LookUnderConsent,
    RecallConsent,
    RecordDemand,
    WithdrawConsent,
)
from paht.law.consent.consent import MOST_HOURS, Basis, Consent, ConsentState, handles, state_of
from paht.law.consent.course import DEMANDS, is_asker, is_grantee
from paht.law.consent.events import (
    ConsentAsked,
    ConsentBody,
    ConsentEvent,
    ConsentGiven,
    ConsentRecalled,
    ConsentRefused,
    ConsentWithdrawn,
    Looked,
)
from paht.law.editions.rows import Edition

SHORTEST, LONGEST = 15, 500
"""Characters of a purpose: one word tells a sender nothing."""
LONGEST_NAME = 200
"""Characters of a body's or a law's name, of a document's number."""
MOST_REFUSALS = 2
"""After so many refusals in a case the same body asks no more: a question repeated until it is answered yes is none."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What else the same body has asked in this case, in whatever state."""

    earlier: tuple[Consent, ...] = ()


def decide(
    consent: Consent,
    command: ConsentCommand,
    *,
    actor: Actor,
    case: Case,
    facts: Facts,
    now: datetime,
    edition: Edition,
) -> tuple[ConsentEvent, ...] | Refused:
    """The event that follows, or the refusal with its clause (VL.7.5, VL.20.4, ST.4.5)."""
    inquiry = _Inquiry(consent, actor, case, facts, now, edition)
    if isinstance(command, AskConsent):
        body = _ask(inquiry, command)
    elif isinstance(command, RecordDemand):
        body = _demand(inquiry, command)
    elif isinstance(command, AnswerConsent):
        body = _answer(inquiry, command)
    elif isinstance(command, WithdrawConsent):
        body = _withdraw(inquiry)
    elif isinstance(command, RecallConsent):
        body = _recall(inquiry)
    else:
        assert isinstance(command, LookUnderConsent), command
        body = _look(inquiry)
    return body if isinstance(body, Refused) else (ConsentEvent(body, now, actor),)


@dataclass(frozen=True, slots=True)
class _Inquiry:
    consent: Consent
    actor: Actor
    case: Case
    facts: Facts
    now: datetime
    edition: Edition

    @property
    def clause(self) -> str:
        """What stands over a matter of this basis."""
        return (
            self.edition.consent_clause
            if self.consent.basis is Basis.HANDLING
            else self.edition.provision_clause
        )

    @property
    def state(self) -> ConsentState:
        return state_of(self.consent, self.case, now=self.now)

    def refused(self, reason: str, field: str | None = None) -> Refused:
        return Refused(self.clause, reason, field)


def _ask(inquiry: _Inquiry, command: AskConsent) -> ConsentBody | Refused:
    actor, clause = inquiry.actor, inquiry.edition.consent_clause
    if not actor.roles & AGENCY_ROLES or not handles(inquiry.case, actor.body):
        return Refused(
            clause,
            "Chỉ cơ quan đang được giao xử lý phản ánh này mới được hỏi ý kiến người gửi để xem thông tin cá nhân. "
            "Cơ quan theo dõi, phối hợp xác định thẩm quyền xin trao đổi qua cơ quan xử lý.",
        )
    assert actor.body is not None
    problem = (
        _nobody_to_ask(inquiry.case, clause)
        or _asked_already(inquiry, clause)
        or _wrong(command.fields, command.purpose, command.hours, inquiry.edition, clause)
    )
    return problem or ConsentAsked(
        case=inquiry.case.id,
        basis=Basis.HANDLING,
        body=actor.body,
        fields=command.fields,
        purpose=command.purpose,
        hours=command.hours,
        is_confidential=inquiry.case.confidential,
    )


def _demand(inquiry: _Inquiry, command: RecordDemand) -> ConsentBody | Refused:
    clause, law = inquiry.edition.provision_clause, command.law.strip()
    if not inquiry.actor.roles & DEMANDS:
        return Refused(clause, "Chỉ cơ quan chủ quản hệ thống ghi nhận yêu cầu cung cấp thông tin người gửi.")
    if (nobody := _nobody_to_ask(inquiry.case, clause)) is not None:
        return nobody
    found = [
        _unnamed(command, clause),
        _document_problem(command.document, inquiry.now, clause),
        Refused(clause, f"Tên luật, điều khoản không quá {LONGEST_NAME} ký tự.", "law")
        if len(law) > LONGEST_NAME
        else None,
        _wrong(command.fields, command.purpose, command.hours, inquiry.edition, clause),
    ]
    problems = [one for each in found if each for one in each.all]
    if problems:
        first, *also = problems
        return Refused(first.clause, first.reason, first.field, tuple(also))
    return ConsentAsked(
        case=inquiry.case.id,
        basis=Basis.COMPELLED if law else Basis.DEMAND,
        body=command.body,
        body_name="" if command.body else command.body_name.strip(),
        fields=command.fields,
        purpose=command.purpose,
        hours=command.hours,
        law=law,
        document=command.document,
        is_confidential=inquiry.case.confidential,
        ends_at=inquiry.now + timedelta(hours=command.hours) if law else None,
    )


def _answer(inquiry: _Inquiry, command: AnswerConsent) -> ConsentBody | Refused:
    if (foreign := _not_the_sender(inquiry)) is not None:
        return foreign
    if inquiry.consent.basis is Basis.COMPELLED:
        return inquiry.refused(_COMPELLED.format(law=inquiry.consent.law))
    if inquiry.state is not ConsentState.ASKED:
        return inquiry.refused(_NOT_WAITING[inquiry.state])
    if not command.agrees:
        return ConsentRefused()
    return ConsentGiven(ends_at=inquiry.now + timedelta(hours=inquiry.consent.hours))


def _withdraw(inquiry: _Inquiry) -> ConsentBody | Refused:
    if (foreign := _not_the_sender(inquiry)) is not None:
        return foreign
    if inquiry.consent.basis is Basis.COMPELLED:
        return inquiry.refused(_COMPELLED.format(law=inquiry.consent.law))
    if inquiry.state is not ConsentState.GRANTED:
        return inquiry.refused("Sự đồng ý này không còn hiệu lực nên không cần rút; không ai xem được nữa.")
    return ConsentWithdrawn()


def _recall(inquiry: _Inquiry) -> ConsentBody | Refused:
    if not is_asker(inquiry.consent, inquiry.actor):
        return inquiry.refused(
            "Chỉ cơ quan đã hỏi, hoặc cơ quan chủ quản đã ghi nhận yêu cầu, mới thôi được."
        )
    if inquiry.state not in (ConsentState.ASKED, ConsentState.GRANTED):
        return inquiry.refused("Việc này đã kết thúc nên không cần thôi nữa.")
    return ConsentRecalled()


def _look(inquiry: _Inquiry) -> ConsentBody | Refused:
    if not is_grantee(inquiry.consent, inquiry.actor):
        return inquiry.refused(
            "Sự đồng ý này được cho cơ quan khác; ông/bà không xem được thông tin người gửi."
        )
    if inquiry.state is not ConsentState.GRANTED:
        return inquiry.refused(_NOT_TO_BE_SEEN[inquiry.state])
    return Looked(fields=inquiry.consent.fields)


def _not_the_sender(inquiry: _Inquiry) -> Refused | None:
    actor = inquiry.actor
    if Role.SENDER in actor.roles and inquiry.case.sender and actor.id == inquiry.case.sender:
        return None
    return inquiry.refused("Chỉ người gửi phản ánh mới trả lời hoặc rút sự đồng ý này.")


def _nobody_to_ask(case: Case, clause: str) -> Refused | None:
    if case.sender:
        return None
    return Refused(
        clause,
        "Phản ánh này do Trung tâm tự ghi nhận, không có thông tin cá nhân của người gửi để hỏi hoặc cung cấp.",
    )


def _asked_already(inquiry: _Inquiry, clause: str) -> Refused | None:
    states = [state_of(each, inquiry.case, now=inquiry.now) for each in inquiry.facts.earlier]
    if ConsentState.ASKED in states:
        return Refused(
            clause,
            "Cơ quan đã hỏi và đang chờ người gửi trả lời. Xin chờ trả lời, hoặc thôi câu hỏi trước rồi hỏi lại.",
        )
    if states.count(ConsentState.REFUSED) >= MOST_REFUSALS:
        return Refused(
            clause,
            f"Người gửi đã không đồng ý {MOST_REFUSALS} lần, xin tôn trọng ý kiến đó và không hỏi thêm. Cần làm rõ nội "
            "dung, xin đề nghị Trung tâm liên hệ giúp.",
        )
    return None


def _wrong(
    fields: frozenset[str], purpose: Written, hours: int, edition: Edition, clause: str
) -> Refused | None:
    """What is wrong with what is asked for, all at once."""
    problems: list[Refused] = []
    if not fields or not fields <= {field.name for field in edition.form}:
        problems.append(
            Refused(
                clause, "Xin chọn ít nhất một thông tin cần biết; chỉ chọn thông tin thật sự cần.", "fields"
            )
        )
    if purpose.characters < SHORTEST:
        problems.append(
            Refused(
                clause,
                f"Xin ghi rõ cần thông tin để làm gì (ít nhất {SHORTEST} ký tự); người gửi sẽ đọc mục đích này.",
                "purpose",
            )
        )
    elif purpose.characters > LONGEST:
        problems.append(Refused(clause, f"Mục đích dài quá {LONGEST} ký tự, xin viết gọn lại.", "purpose"))
    if not 1 <= hours <= MOST_HOURS:
        problems.append(Refused(clause, f"Thời gian được xem từ 1 đến {MOST_HOURS} giờ.", "hours"))
    if not problems:
        return None
    first, *also = problems
    return Refused(first.clause, first.reason, first.field, tuple(also))


def _unnamed(command: RecordDemand, clause: str) -> Refused | None:
    name = command.body_name.strip()
    if command.body or (name and len(name) <= LONGEST_NAME):
        return None
    return Refused(
        clause,
        "Xin chọn cơ quan yêu cầu, hoặc ghi tên cơ quan nếu không có trong danh sách "
        f"(không quá {LONGEST_NAME} ký tự).",
        "body_name",
    )


def _document_problem(document: Document, now: datetime, clause: str) -> Refused | None:
    problems: list[Refused] = []
    number = document.number.strip()
    if not number or len(number) > LONGEST_NAME:
        problems.append(Refused(clause, "Xin ghi số, ký hiệu văn bản yêu cầu.", "document_number"))
    if document.dated_on is None:
        problems.append(Refused(clause, "Xin ghi ngày của văn bản yêu cầu.", "dated_on"))
    elif document.dated_on > local_day(now):
        problems.append(Refused(clause, "Ngày văn bản chưa đến, xin xem lại.", "dated_on"))
    if document.file is None:
        problems.append(Refused(clause, "Xin đính kèm ảnh chụp hoặc ảnh quét văn bản yêu cầu.", "files"))
    if not problems:
        return None
    first, *also = problems
    return Refused(first.clause, first.reason, first.field, tuple(also))


_COMPELLED = (
    "Thông tin này được cung cấp theo yêu cầu bắt buộc của luật khác ({law}), không dựa trên sự đồng ý, nên không đồng "
    "ý hay rút được. Ông/bà có quyền khiếu nại với cơ quan đã yêu cầu hoặc cơ quan chủ quản hệ thống."
)
_NOT_WAITING: dict[ConsentState, str] = {
    ConsentState.GRANTED: "Ông/bà đã đồng ý; nếu đổi ý, xin bấm “Rút sự đồng ý”.",
    ConsentState.REFUSED: "Ông/bà đã trả lời không đồng ý; không ai xem được thông tin theo câu hỏi này.",
    ConsentState.WITHDRAWN: "Ông/bà đã rút sự đồng ý; không ai xem được nữa.",
    ConsentState.RECALLED: "Cơ quan đã thôi hỏi, ông/bà không cần trả lời nữa.",
    ConsentState.LAPSED: "Câu hỏi đã hết hạn trả lời và được coi là không đồng ý; ông/bà không cần làm gì thêm.",
    ConsentState.ENDED: "Thời gian được xem đã hết; không ai xem được nữa.",
    ConsentState.OVER: "Cơ quan đã hỏi không còn xử lý phản ánh này nên không cần trả lời nữa.",
}
_NOT_TO_BE_SEEN: dict[ConsentState, str] = {
    ConsentState.ASKED: "Người gửi chưa trả lời; chưa đồng ý thì chưa được xem.",
    ConsentState.REFUSED: "Người gửi không đồng ý, nên thông tin không được mở.",
    ConsentState.WITHDRAWN: "Người gửi đã rút sự đồng ý, nên thông tin không được mở nữa.",
    ConsentState.RECALLED: "Việc này đã được thôi, nên thông tin không được mở nữa.",
    ConsentState.LAPSED: "Người gửi không trả lời trong thời hạn; im lặng không phải là đồng ý.",
    ConsentState.ENDED: "Thời gian được xem đã hết. Nếu còn cần, xin hỏi lại người gửi.",
    ConsentState.OVER: "Cơ quan không còn xử lý phản ánh này, nên thông tin không được mở nữa.",
}
