"""The course of a case in sentences: one wording for citizens, one for staff, and what is owed now by whom.

The desk and the agency show the staff's lines, whoever follows a report the citizen's. Nothing here decides.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from paht.agencies.jurisdictions import Jurisdiction
from paht.cases.queries import Detail
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.duties import duty_state, explanation
from paht.doors.pages.wording import vi_date, vi_datetime
from paht.doors.pages.words import CHANNEL_NAMES, FIELD_NAMES, WAY_NAMES, party_name
from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import Document, Duty, Written
from paht.law.casework.holding import Holding, holders
from paht.law.casework.states import AssignmentRole, Party, Role
from paht.law.editions.rows import Edition, Ground


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a timeline, as the timeline macro takes it; ``clause`` is in words."""

    at: datetime
    what: str
    who: str = ""
    clause: str = ""
    note: str = ""
    icon: str = "check"
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Owed:
    """Something owed now: what, by whom, until when; ``state`` is a key of the status macro's duties."""

    name: str
    who: str
    due_at: datetime
    clause: str
    internal: bool
    state: str
    why: tuple[str, ...] = ()


_COMMAND_OF: dict[type[e.Body], type[c.Command]] = {
    e.Sent: c.Send,
    e.Verified: c.Verify,
    e.SupplementRequested: c.RequestSupplement,
    e.Supplemented: c.Supplement,
    e.SupplementLapsed: c.LapseSupplement,
    e.VerificationRequested: c.RequestVerification,
    e.VerificationAnswered: c.AnswerVerification,
    e.VerificationTried: c.RecordVerification,
    e.VerificationSucceeded: c.RecordVerification,
    e.VerificationFailed: c.RecordVerification,
    e.VerificationLapsed: c.LapseVerification,
    e.CaseRefused: c.Refuse,
    e.Accepted: c.Accept,
    e.Dispatched: c.Dispatch,
    e.ReturnedPartClosed: c.CloseReturnedPart,
    e.PassedOn: c.PassOn,
    e.CooperationAsked: c.PassOn,
    e.PartReturned: c.PassOn,
    e.WentOnWithout: c.GoOnWithout,
    e.AnswersComplete: c.GoOnWithout,
    e.AnswerSentBack: c.SendAnswerBack,
    e.AnswersReopened: c.SendAnswerBack,
    e.Received: c.Receive,
    e.AssignmentReturned: c.ReturnAssignment,
    e.HandlingBegun: c.BeginHandling,
    e.ResultRecorded: c.RecordResult,
    e.ResultSubmitted: c.SubmitResult,
    e.ResultApproved: c.ApproveResult,
    e.ResultRejected: c.RejectResult,
    e.ResultReturned: c.ReturnResult,
    e.Published: c.Publish,
    e.AnsweredPrivately: c.Publish,
    e.AnsweredElsewhere: c.MarkSecret,
    e.ConfidentialityAsked: c.AskConfidentiality,
    e.SecretMarked: c.MarkSecret,
    e.CommendationProposed: c.ProposeCommendation,
    e.FoundFalse: c.MarkFalse,
    e.Rated: c.Rate,
    e.Withdrawn: c.Withdraw,
    e.Urged: c.Urge,
    e.TermMoved: c.MoveTerms,
    e.CoordinationAsked: c.AskCoordinator,
    e.HandlerNamed: c.AnswerCoordination,
    e.HandlerUnknown: c.AnswerCoordination,
    e.AgreementAsked: c.AskAgreement,
    e.Agreed: c.Agree,
    e.Disagreed: c.Disagree,
    e.InvitationDrafted: c.DraftInvitation,
    e.InvitationSent: c.SendInvitation,
    e.InvitationAnswered: c.RecordJoining,
    e.InvitationGivenUp: c.GiveUpInvitation,
    e.Escalated: c.Escalate,
    e.DossierReported: c.ReportDossier,
    e.HandlerDesignated: c.RecordDirection,
    e.Instructed: c.RecordDirection,
    e.EscalationWithdrawn: c.WithdrawEscalation,
    e.PassedForMonitoring: c.PassForMonitoring,
    e.ExtensionRequested: c.RequestExtension,
    e.ExtensionGranted: c.GrantExtension,
    e.ExtensionRefused: c.RefuseExtension,
    e.SanctionProcedureDeclared: c.DeclareSanctionProcedure,
    e.ProgressReported: c.ReportProgress,
    e.ResultEndorsed: c.EndorseResult,
    e.StepBackRequested: c.RequestStepBack,
    e.StepBackAgreed: c.AgreeStepBack,
    e.StepBackDeclined: c.DeclineStepBack,
    e.InteractionSent: c.Interact,
    e.ClarificationOwed: c.Rate,
    e.InteractionJudged: c.JudgeInteraction,
    e.InteractionAnswered: c.AnswerInteraction,
    e.AnswerReturned: c.ReturnAnswer,
    e.InteractionReleased: c.ReleaseInteraction,
    e.CallRecorded: c.RecordCall,
    e.UpdateOffered: c.OfferUpdate,
    e.UpdatePosted: c.PostUpdate,
    e.UpdateDeclined: c.DeclineUpdate,
    e.AlarmRaised: c.RaiseAlarm,
    e.AlarmPassed: c.PassAlarm,
    e.AlarmLowered: c.LowerAlarm,
    e.UrgencyOrdered: c.DispatchUrgently,
    e.UrgencyConfirmed: c.ConfirmUrgency,
    e.UrgencyFinished: c.FinishUrgency,
    e.OutcomeEntered: c.EnterOutcome,
    e.OrdinaryResumed: c.LowerAlarm,
}

_LOOKS: dict[type[e.Body], tuple[str, str]] = {
    e.Sent: ("send", "info"),
    e.Verified: ("eye-check", "info"),
    e.SupplementRequested: ("message-question", "warn"),
    e.Supplemented: ("upload", "info"),
    e.SupplementLapsed: ("clock-exclamation", "bad"),
    e.VerificationRequested: ("phone-call", "warn"),
    e.VerificationAnswered: ("message-2", "info"),
    e.VerificationTried: ("phone", "warn"),
    e.VerificationSucceeded: ("user-shield", "info"),
    e.VerificationFailed: ("ban", "bad"),
    e.VerificationLapsed: ("clock-exclamation", "bad"),
    e.CaseRefused: ("ban", "bad"),
    e.Accepted: ("clipboard-check", "primary"),
    e.Dispatched: ("building-community", "primary"),
    e.ReturnedPartClosed: ("checks", ""),
    e.PassedOn: ("send", "primary"),
    e.CooperationAsked: ("building-community", "primary"),
    e.PartReturned: ("arrow-back-up", "warn"),
    e.WentOnWithout: ("checks", ""),
    e.AnswersComplete: ("checks", "primary"),
    e.AnswerSentBack: ("writing", "warn"),
    e.AnswersReopened: ("hourglass", ""),
    e.Received: ("inbox", "primary"),
    e.AssignmentReturned: ("arrow-back-up", "warn"),
    e.HandlingBegun: ("progress", "primary"),
    e.ResultRecorded: ("file-text", "primary"),
    e.ResultSubmitted: ("signature", ""),
    e.ResultApproved: ("rubber-stamp", "ok"),
    e.ResultRejected: ("writing", "warn"),
    e.ResultReturned: ("writing", "warn"),
    e.Published: ("circle-check", "ok"),
    e.AnsweredPrivately: ("mail", "ok"),
    e.AnsweredElsewhere: ("lock", "ok"),
    e.ConfidentialityAsked: ("lock", ""),
    e.SecretMarked: ("shield-lock", "warn"),
    e.CommendationProposed: ("award", "ok"),
    e.FoundFalse: ("alert-triangle", "bad"),
    e.Rated: ("star", "ok"),
    e.Withdrawn: ("arrow-back-up", ""),
    e.Urged: ("bell", "warn"),
    e.TermMoved: ("calendar", ""),
    e.CoordinationAsked: ("sitemap", "primary"),
    e.HandlerNamed: ("building-community", "info"),
    e.HandlerUnknown: ("message-question", "warn"),
    e.AgreementAsked: ("sitemap", "primary"),
    e.Agreed: ("checks", "ok"),
    e.Disagreed: ("arrow-back-up", "warn"),
    e.InvitationDrafted: ("writing", "info"),
    e.InvitationSent: ("mail", "info"),
    e.InvitationAnswered: ("building-community", "ok"),
    e.InvitationGivenUp: ("ban", ""),
    e.Escalated: ("gavel", "warn"),
    e.DossierReported: ("file-text", "info"),
    e.HandlerDesignated: ("gavel", "primary"),
    e.Instructed: ("gavel", "primary"),
    e.EscalationWithdrawn: ("arrow-back-up", ""),
    e.PassedForMonitoring: ("eye", "ok"),
    e.ExtensionRequested: ("hourglass", "warn"),
    e.ExtensionGranted: ("calendar", "warn"),
    e.ExtensionRefused: ("ban", ""),
    e.SanctionProcedureDeclared: ("gavel", "warn"),
    e.ProgressReported: ("progress", "info"),
    e.ResultEndorsed: ("signature", ""),
    e.StepBackRequested: ("arrow-back-up", ""),
    e.StepBackAgreed: ("writing", "warn"),
    e.StepBackDeclined: ("ban", ""),
    e.InteractionSent: ("message-question", "info"),
    e.ClarificationOwed: ("mood-sad", "warn"),
    e.InteractionJudged: ("eye-check", "info"),
    e.InteractionAnswered: ("file-text", "primary"),
    e.AnswerReturned: ("writing", "warn"),
    e.InteractionReleased: ("circle-check", "ok"),
    e.CallRecorded: ("phone", ""),
    e.UpdateOffered: ("upload", "info"),
    e.UpdatePosted: ("news", "ok"),
    e.UpdateDeclined: ("ban", ""),
    e.AlarmRaised: ("alert-triangle", "bad"),
    e.AlarmPassed: ("phone", "bad"),
    e.AlarmLowered: ("arrow-back-up", "info"),
    e.UrgencyOrdered: ("urgent", "bad"),
    e.UrgencyConfirmed: ("urgent", "primary"),
    e.UrgencyFinished: ("clock-check", "ok"),
    e.OutcomeEntered: ("file-text", "primary"),
    e.OrdinaryResumed: ("progress", "info"),
}

_Wording = Callable[[Detail, Edition, e.Body], str]


def _agency(detail: Detail, body: e.Body) -> str:
    assert isinstance(body, e.AssignmentBody)
    assignment = detail.case.assignment(body.assignment)
    return detail.agencies.get(assignment.agency, "") if assignment else ""


def _named(grounds: tuple[Ground, ...], *keys: str) -> str:
    names = {ground.key: ground.name for ground in grounds}
    return "; ".join(names.get(key, key) for key in keys)


def _supplement_asked(detail: Detail, edition: Edition, body: e.Body) -> str:
    assert isinstance(body, e.SupplementRequested)
    return f"Trung tâm đề nghị người gửi bổ sung: {_named(edition.supplement_grounds, *body.grounds)}"


def _sent(detail: Detail, edition: Edition, body: e.Body) -> str:
    assert isinstance(body, e.Sent)
    if body.source is not None:
        said = f"Trung tâm tạo phản ánh từ nguồn tin của mình: {_named(edition.sources, body.source)}"
    elif body.entered:
        said = f"Trung tâm nhập phản ánh hộ người gửi ({CHANNEL_NAMES[body.channel].lower()})"
    else:
        return f"Đã gửi phản ánh khẩn cấp: {_kind(edition, body.alarm)}" if body.alarm else "Đã gửi phản ánh"
    return f"{said}; khẩn cấp: {_kind(edition, body.alarm)}" if body.alarm else said


def _verification_asked(detail: Detail, edition: Edition, body: e.Body) -> str:
    assert isinstance(body, e.VerificationRequested)
    return f"Trung tâm xác minh với người gửi: {_named(edition.verification_matters, body.matter)}"


def _sought(said: str) -> _Wording:
    """What came of seeking the sender out, and by which way."""

    def wording(detail: Detail, edition: Edition, body: e.Body) -> str:
        way = WAY_NAMES.get(getattr(body, "way", ""), "")
        return f"{said} ({way[0].lower()}{way[1:]})" if way else said

    return wording


def _refused(detail: Detail, edition: Edition, body: e.Body) -> str:
    assert isinstance(body, e.CaseRefused)
    ground = refusal_ground(edition, body.ground)
    return f"Không tiếp nhận: {ground.name if ground else clause_words(body.ground)}"


def refusal_ground(edition: Edition, stored: str) -> Ground | None:
    """The ground of a refusal, from what its event holds (its clause, or its key); ``None`` for an unknown one."""
    return next((ground for ground in edition.refusal_grounds if stored in (ground.clause, ground.key)), None)


def _returned(detail: Detail, edition: Edition, body: e.Body) -> str:
    assert isinstance(body, e.AssignmentReturned)
    reason = _named(edition.return_grounds, body.ground)
    whom = "cơ quan chủ trì" if _role(detail, body) is AssignmentRole.COOPERATING else "Trung tâm"
    return f"{_agency(detail, body) or 'Cơ quan'} trả lại {whom}: {reason}"


def _returned_for_staff(detail: Detail, edition: Edition, body: e.Body) -> str:
    assert isinstance(body, e.AssignmentReturned)
    named = f"; cơ quan có trách nhiệm: {body.responsible}" if body.responsible else ""
    return f"{_returned(detail, edition, body)}{named}"


def _role(detail: Detail, body: e.Body) -> AssignmentRole | None:
    assert isinstance(body, e.AssignmentBody)
    assignment = detail.case.assignment(body.assignment)
    return assignment.role if assignment else None


def _dispatched(detail: Detail, edition: Edition, body: e.Body) -> str:
    as_lead = " chủ trì xử lý" if _role(detail, body) is AssignmentRole.LEAD else ""
    return f"Đã chuyển đến {_agency(detail, body) or 'cơ quan xử lý'}{as_lead}"


def _dispatched_for_staff(detail: Detail, edition: Edition, body: e.Body) -> str:
    as_lead = " chủ trì xử lý" if _role(detail, body) is AssignmentRole.LEAD else ""
    return f"Đã phân phối đến {_agency(detail, body)}{as_lead}"


def _approved(detail: Detail, edition: Edition, body: e.Body) -> str:
    whom = (
        "cơ quan chủ trì tổng hợp"
        if _role(detail, body) is AssignmentRole.COOPERATING
        else "Trung tâm kiểm tra"
    )
    return f"Lãnh đạo {_agency(detail, body) or 'cơ quan'} đã phê duyệt, kết quả chuyển về {whom}"


def _result_returned(detail: Detail, edition: Edition, body: e.Body) -> str:
    assert isinstance(body, e.ResultReturned)
    reason = _named(edition.result_grounds, body.ground)
    return f"Trung tâm trả lại kết quả cho {_agency(detail, body) or 'cơ quan'} hoàn thiện: {reason}"


def _accepted(detail: Detail, edition: Edition, body: e.Body) -> str:
    assert isinstance(body, e.Accepted)
    private = " (không công khai)" if body.non_public_ground else ""
    return f"Trung tâm đã tiếp nhận{private}, lĩnh vực: {FIELD_NAMES[body.field]}"


def _rated(detail: Detail, edition: Edition, body: e.Body) -> str:
    assert isinstance(body, e.Rated)
    level = next((level.name for level in edition.levels if level.key == body.level), body.level)
    return f"Người gửi đánh giá: {level}"


def _body(detail: Detail, key: str | None, otherwise: str = "cơ quan có thẩm quyền") -> str:
    return detail.agencies.get(key or "", "") or otherwise


def _handler_named(detail: Detail, edition: Edition, body: e.Body) -> str:
    assert isinstance(body, e.HandlerNamed)
    return f"{_agency(detail, body)} xác định cơ quan xử lý: {_body(detail, body.agency)}"


def _disagreed(detail: Detail, edition: Edition, body: e.Body) -> str:
    assert isinstance(body, e.Disagreed)
    said = f"{_agency(detail, body)} chưa thống nhất với kết quả xử lý"
    return f"{said} lần nữa, phải xin ý kiến chỉ đạo" if body.final else f"{said}, phân phối lại"


def _invited(detail: Detail, edition: Edition, body: e.Body) -> str:
    assert isinstance(body, e.InvitationDrafted)
    return f"Mời {_body(detail, body.agency)} tham gia hệ thống để xử lý"


def _invited_body(detail: Detail, body: e.Body) -> str:
    assert isinstance(body, e.RequestBody)
    request = next((r for r in detail.case.requests if r.number == body.request), None)
    return _body(detail, request.agency if request else None)


def _document(body: e.InvitationSent | e.HandlerDesignated | e.Instructed) -> str:
    return f" ({_paper(body.document)})" if body.document else ""


def _letter_sent(detail: Detail, edition: Edition, body: e.Body) -> str:
    assert isinstance(body, e.InvitationSent)
    return f"Đã gửi công văn mời {_invited_body(detail, body)}{_document(body)}"


def _escalated(detail: Detail, edition: Edition, body: e.Body) -> str:
    assert isinstance(body, e.Escalated)
    ground = next((g for g in edition.escalation_grounds if g.key == body.ground), None)
    return (
        f"Đề nghị {ground.to} cho ý kiến chỉ đạo: {ground.name}" if ground else "Đề nghị cho ý kiến chỉ đạo"
    )


def _designated(detail: Detail, edition: Edition, body: e.Body) -> str:
    assert isinstance(body, e.HandlerDesignated)
    return f"UBND tỉnh chỉ định {_body(detail, body.agency)} xử lý{_document(body)}"


def _instructed(detail: Detail, edition: Edition, body: e.Body) -> str:
    assert isinstance(body, e.Instructed)
    return f"UBND tỉnh đã cho ý kiến chỉ đạo{_document(body)}"


def _passed(detail: Detail, edition: Edition, body: e.Body) -> str:
    assert isinstance(body, e.PassedForMonitoring)
    reason = _named(edition.monitoring_grounds, body.ground)
    return f"Đã chuyển {_body(detail, body.agency)} theo dõi: {reason}"


def _extension_asked(detail: Detail, edition: Edition, body: e.Body) -> str:
    assert isinstance(body, e.ExtensionRequested)
    return (
        f"{_agency(detail, body)} đề nghị gia hạn đến hết ngày {vi_date(body.until)}, {_paper(body.document)}"
    )


def _paper(document: Document) -> str:
    assert document.dated_on is not None, "the law takes no document without its date"
    return f"văn bản số {document.number} ngày {vi_date(document.dated_on)}"


def _extended(detail: Detail, edition: Edition, body: e.Body) -> str:
    assert isinstance(body, e.ExtensionGranted)
    return (
        f"Vụ việc cần kiểm tra, xác minh thêm: thời hạn xử lý được gia hạn đến hết ngày {vi_date(body.until)}"
    )


def _sanction(detail: Detail, edition: Edition, body: e.Body) -> str:
    assert isinstance(body, e.SanctionProcedureDeclared)
    ground = _named(edition.sanction_grounds, body.ground)
    return f"{_agency(detail, body)} xử lý theo thủ tục xử phạt vi phạm hành chính: {ground}"


def _sanction_for_staff(detail: Detail, edition: Edition, body: e.Body) -> str:
    assert isinstance(body, e.SanctionProcedureDeclared)
    drawn_up = f"biên bản lập lúc {vi_datetime(body.recorded_at)}"
    return f"{_sanction(detail, edition, body)}; {_paper(body.document)}, {drawn_up}"


def _kind(edition: Edition, key: str) -> str:
    return _named(edition.urgent_kinds, key).lower()


def _alarm_raised(detail: Detail, edition: Edition, body: e.Body) -> str:
    assert isinstance(body, e.AlarmRaised)
    return f"Trung tâm báo động khẩn cấp: {_kind(edition, body.kind)}"


def _asked(detail: Detail, edition: Edition, body: e.Body) -> str:
    assert isinstance(body, e.InteractionSent)
    who = (
        "Người gửi đề nghị làm rõ kết quả" if body.is_sender else "Người dân tương tác với kết quả công khai"
    )
    agency = _asked_agency(detail, body)
    return f"{who}, chuyển đến {agency}" if agency and body.is_sender else who


def _asked_agency(detail: Detail, body: e.Body) -> str:
    assert isinstance(body, e.RequestBody)
    request = next((r for r in detail.case.requests if r.number == body.request), None)
    assignment = detail.case.assignment(request.assignment or 0) if request else None
    return detail.agencies.get(assignment.agency, "") if assignment else ""


def _judged(detail: Detail, edition: Edition, body: e.Body) -> str:
    assert isinstance(body, e.InteractionJudged)
    return f"Trung tâm xem xét tương tác: {_named(edition.judgements, body.judgement)}"


def _called(detail: Detail, edition: Edition, body: e.Body) -> str:
    assert isinstance(body, e.CallRecorded)
    outcome = "có người nhận máy" if body.answered else "không bắt máy"
    return f"Trung tâm gọi điện đến {_agency(detail, body) or 'cơ quan'}: {outcome}"


_FOR_CITIZENS: dict[type[e.Body], _Wording] = {
    e.Sent: _sent,
    e.Verified: lambda d, x, b: "Trung tâm đã xác minh, phản ánh đủ điều kiện",
    e.SupplementRequested: _supplement_asked,
    e.Supplemented: lambda d, x, b: "Người gửi đã bổ sung",
    e.SupplementLapsed: lambda d, x, b: "Kết thúc vì không nhận được bổ sung trong thời hạn",
    e.VerificationRequested: _verification_asked,
    e.VerificationAnswered: lambda d, x, b: "Người gửi đã trả lời yêu cầu xác minh",
    e.VerificationTried: _sought("Trung tâm chưa liên hệ được với người gửi"),
    e.VerificationSucceeded: _sought("Đã xác minh với người gửi"),
    e.VerificationFailed: lambda d, x, b: "Không tiếp nhận: thông tin xác minh không chính xác",
    e.VerificationLapsed: lambda d, x, b: "Kết thúc vì xác minh không thành công trong thời hạn",
    e.CaseRefused: _refused,
    e.Accepted: _accepted,
    e.Dispatched: _dispatched,
    e.CooperationAsked: lambda d, x, b: f"Đã chuyển {_agency(d, b) or 'cơ quan liên quan'} phối hợp xử lý",
    e.AnswersComplete: lambda d, x, b: (
        f"{_agency(d, b) or 'Cơ quan chủ trì'} đã có đủ ý kiến phối hợp, đang tổng hợp"
    ),
    e.Received: lambda d, x, b: f"{_agency(d, b) or 'Cơ quan xử lý'} đã nhận phản ánh",
    e.AssignmentReturned: _returned,
    e.HandlingBegun: lambda d, x, b: f"{_agency(d, b) or 'Cơ quan'} bắt đầu xử lý",
    e.ResultRecorded: lambda d, x, b: f"{_agency(d, b) or 'Cơ quan'} đã có kết quả, đang hoàn tất phê duyệt",
    e.ResultApproved: _approved,
    e.ResultReturned: _result_returned,
    e.Published: lambda d, x, b: "Đã trả lời người gửi và công khai kết quả",
    e.AnsweredPrivately: lambda d, x, b: "Đã trả lời riêng cho người gửi",
    e.AnsweredElsewhere: lambda d, x, b: "Đã trả lời theo pháp luật về bảo vệ bí mật nhà nước",
    e.ConfidentialityAsked: lambda d, x, b: "Người gửi yêu cầu giữ bí mật, kết quả được trả lời riêng",
    e.Rated: _rated,
    e.Withdrawn: lambda d, x, b: "Người gửi đã rút phản ánh",
    e.CoordinationAsked: lambda d, x, b: f"Đã chuyển {_agency(d, b)} để xác định cơ quan xử lý",
    e.HandlerNamed: _handler_named,
    e.AgreementAsked: lambda d, x, b: f"Đang lấy ý kiến thống nhất của {_agency(d, b)} về kết quả",
    e.Disagreed: lambda d, x, b: "Kết quả chưa được thống nhất, tiếp tục xử lý",
    e.InvitationDrafted: _invited,
    e.InvitationAnswered: lambda d, x, b: f"{_invited_body(d, b)} đã tham gia hệ thống",
    e.Escalated: lambda d, x, b: "Đang xin ý kiến chỉ đạo của UBND tỉnh",
    e.HandlerDesignated: _designated,
    e.Instructed: _instructed,
    e.PassedForMonitoring: _passed,
    e.ExtensionGranted: _extended,
    e.SanctionProcedureDeclared: _sanction,
    e.ProgressReported: lambda d, x, b: f"{_agency(d, b) or 'Cơ quan'} thông tin tình trạng xử lý",
    e.StepBackAgreed: lambda d, x, b: (
        f"{_agency(d, b) or 'Cơ quan'} cập nhật lại kết quả trước khi công khai"
    ),
    e.AlarmRaised: _alarm_raised,
    e.AlarmLowered: lambda d, x, b: (
        "Trung tâm xác định không phải trường hợp khẩn cấp, tiếp tục theo quy trình thường"
    ),
    e.UrgencyOrdered: lambda d, x, b: f"Đã gọi khẩn cấp {_agency(d, b) or 'cơ quan xử lý'}",
    e.UrgencyConfirmed: lambda d, x, b: f"{_agency(d, b) or 'Cơ quan'} đã xác nhận, cử lực lượng xử lý",
    e.UrgencyFinished: lambda d, x, b: f"{_agency(d, b) or 'Cơ quan'} đã xử lý xong tại hiện trường",
    e.OutcomeEntered: lambda d, x, b: f"Trung tâm đã nhận kết quả của {_agency(d, b) or 'cơ quan'}",
    e.InteractionSent: _asked,
    e.ClarificationOwed: lambda d, x, b: (
        f"{_asked_agency(d, b) or x.ioc} có trách nhiệm làm rõ vì chưa hài lòng"
    ),
    e.InteractionAnswered: lambda d, x, b: (
        f"{_asked_agency(d, b) or 'Cơ quan'} đã làm rõ, Trung tâm đang kiểm tra"
    ),
    e.InteractionReleased: lambda d, x, b: "Đã trả lời tương tác",
    e.UpdatePosted: lambda d, x, b: f"{_asked_agency(d, b) or 'Cơ quan'} cập nhật kết quả",
}
"""What a citizen need not follow is absent: the back and forth within an agency."""

_FOR_STAFF: dict[type[e.Body], _Wording] = {
    **_FOR_CITIZENS,
    e.Verified: lambda d, x, b: "Đã xác minh đủ điều kiện",
    e.Dispatched: _dispatched_for_staff,
    e.AssignmentReturned: _returned_for_staff,
    e.ReturnedPartClosed: lambda d, x, b: "Trung tâm không phân phối thêm cho phần việc được trả lại",
    e.PassedOn: lambda d, x, b: f"{_agency(d, b)} chủ trì, yêu cầu các cơ quan liên quan phối hợp",
    e.PartReturned: lambda d, x, b: f"{_agency(d, b)} xem xét phần phối hợp được trả lại",
    e.WentOnWithout: lambda d, x, b: f"{_agency(d, b)} tổng hợp, không cần phần phối hợp được trả lại",
    e.AnswerSentBack: lambda d, x, b: f"Cơ quan chủ trì trả lại ý kiến phối hợp của {_agency(d, b)}",
    e.AnswersReopened: lambda d, x, b: f"{_agency(d, b)} chờ ý kiến phối hợp được hoàn thiện",
    e.ResultRecorded: lambda d, x, b: f"{_agency(d, b)} ghi kết quả xử lý",
    e.ResultSubmitted: lambda d, x, b: "Đã trình lãnh đạo phê duyệt",
    e.ResultRejected: lambda d, x, b: "Lãnh đạo trả lại chuyên viên hoàn thiện",
    e.ExtensionRequested: _extension_asked,
    e.ExtensionRefused: lambda d, x, b: "Trung tâm không gia hạn; thời hạn xử lý giữ nguyên",
    e.SanctionProcedureDeclared: _sanction_for_staff,
    e.ResultEndorsed: lambda d, x, b: "Cấp phó đồng ý, trình thủ trưởng phê duyệt",
    e.StepBackRequested: lambda d, x, b: f"{_agency(d, b)} đề nghị trả bước trước để cập nhật kết quả",
    e.StepBackAgreed: lambda d, x, b: f"Trung tâm đồng ý trả bước trước cho {_agency(d, b)} cập nhật kết quả",
    e.StepBackDeclined: lambda d, x, b: "Trung tâm không trả bước trước, giữ kết quả đã chuyển",
    e.InteractionJudged: _judged,
    e.AnswerReturned: lambda d, x, b: "Trung tâm trả lại nội dung làm rõ để bổ sung",
    e.CallRecorded: _called,
    e.UpdateOffered: lambda d, x, b: (
        f"{_asked_agency(d, b) or 'Cơ quan'} cung cấp nội dung cập nhật để đăng tải"
    ),
    e.UpdateDeclined: lambda d, x, b: "Trung tâm không đăng nội dung cập nhật",
    e.SecretMarked: lambda d, x, b: "Đánh dấu có nội dung bí mật nhà nước; nội dung không hiển thị nữa",
    e.CommendationProposed: lambda d, x, b: "Đề nghị khen thưởng người gửi",
    e.FoundFalse: lambda d, x, b: "Kết luận phản ánh không đúng sự thật",
    e.Urged: lambda d, x, b: f"Đôn đốc {_agency(d, b) or 'cơ quan xử lý'}",
    e.TermMoved: lambda d, x, b: "Thời hạn được tính lại theo lịch làm việc mới",
    e.HandlerUnknown: lambda d, x, b: f"{_agency(d, b)} không xác định được cơ quan xử lý",
    e.AgreementAsked: lambda d, x, b: f"Đã chuyển kết quả cho {_agency(d, b)} để xin ý kiến thống nhất",
    e.Agreed: lambda d, x, b: f"{_agency(d, b)} thống nhất với kết quả xử lý",
    e.Disagreed: _disagreed,
    e.InvitationSent: _letter_sent,
    e.InvitationGivenUp: lambda d, x, b: f"Kết thúc việc mời {_invited_body(d, b)} tham gia hệ thống",
    e.Escalated: _escalated,
    e.DossierReported: lambda d, x, b: "Đã tổng hợp hồ sơ, báo cáo UBND tỉnh",
    e.EscalationWithdrawn: lambda d, x, b: "Đã rút đề nghị xin ý kiến chỉ đạo",
    e.AlarmPassed: lambda d, x, b: "Chưa có người xử lý báo động: gọi người trực kế tiếp",
    e.OutcomeEntered: lambda d, x, b: f"Trung tâm nhập kết quả do {_agency(d, b)} gửi",
    e.OrdinaryResumed: lambda d, x, b: f"{_agency(d, b)} tiếp tục xử lý theo quy trình thường",
}

_NOTE_OF: dict[type[e.Body], str] = {e.UpdateOffered: "text", e.UpdatePosted: "text"}
"""Where what was written is not under one of the usual names."""

_NOTES = (
    *("guidance", "reason", "note", "result", "answer", "comment", "force"),
    *("source_note", "reference", "finding", "non_public_reason"),
    *("letter", "dossier", "instruction"),
)
_NOTES_FOR_SENDERS: dict[type[e.Body], str] = {
    e.SupplementRequested: "guidance",
    e.VerificationRequested: "note",
    e.VerificationFailed: "note",
    e.CaseRefused: "reason",
    e.ExtensionGranted: "note",
    e.ProgressReported: "note",
}

_WHO: dict[Role, str] = {
    Role.SENDER: "Người gửi",
    Role.INTERACTOR: "Người tương tác",
    Role.SYSTEM: "Hệ thống",
    Role.INTAKE: "Cán bộ tiếp nhận",
    Role.DISPATCHER: "Cán bộ điều phối",
    Role.PUBLISHER: "Cán bộ biên tập",
    Role.AGENCY_STAFF: "Chuyên viên",
    Role.AGENCY_DEPUTY: "Cấp phó cơ quan",
    Role.AGENCY_LEADER: "Lãnh đạo cơ quan",
    Role.SUPERVISING_DEPARTMENT: "Cơ quan chủ quản hệ thống",
    Role.PROVINCIAL_LEADER: "Lãnh đạo tỉnh",
}


def citizen_events(detail: Detail, edition: Edition, *, is_sender: bool = False) -> list[Line]:
    """The course in the order it happened, as a citizen understands it (ST.5.2); no official is named.

    What was written to the sender (guidance, reason of a refusal) stands only where the sender reads.
    """
    lines = []
    for event in detail.events:
        wording = _FOR_CITIZENS.get(type(event.body))
        if wording is None:
            continue
        note_name = _NOTES_FOR_SENDERS.get(type(event.body)) if is_sender else None
        note = detail.text(getattr(event.body, note_name)) if note_name else ""
        lines.append(_line(event, wording(detail, edition, event.body), edition, note=note))
    return lines


def staff_events(detail: Detail, edition: Edition, *, names: Mapping[str, str] | None = None) -> list[Line]:
    """The whole course with every written content; ``names``: of people by actor identifier, else their role."""
    lines = []
    for event in detail.events:
        body = event.body
        written = next(
            (
                w
                for name in (*_NOTES, _NOTE_OF.get(type(body), ""))
                if isinstance(w := getattr(body, name, None), Written)
            ),
            None,
        )
        role = next((_WHO[role] for role in _WHO if role in event.actor.roles), "")
        who = (names or {}).get(event.actor.id, role)
        what = _FOR_STAFF[type(body)](detail, edition, body)
        lines.append(_line(event, what, edition, note=detail.text(written), who=who))
    return lines


def _line(event: e.Event, what: str, edition: Edition, *, note: str, who: str = "") -> Line:
    step = edition.step(_COMMAND_OF[type(event.body)])
    icon, tone = _LOOKS[type(event.body)]
    clause = clause_words(step.clause) if step else ""
    return Line(at=event.at, what=what, who=who, clause=clause, note=note, icon=icon, tone=tone)


def owed(detail: Detail, edition: Edition, jurisdiction: Jurisdiction, *, now: datetime) -> list[Owed]:
    """Every open duty of those who have the case now, the earliest first; legal terms before internal targets."""
    held = holders(detail.case)
    duties = [duty for duty in detail.case.duties if _is_of(duty, held)]
    duties.sort(key=lambda duty: (duty.internal, duty.due_at, duty.number))
    return [
        Owed(
            name=edition.term(duty.term).name,
            who=party_name(duty.holder, edition=edition, agency=detail.agencies.get(duty.body or "", "")),
            due_at=duty.due_at,
            clause=clause_words(duty.clause),
            internal=duty.internal,
            state=duty_state(duty, now=now),
            why=explanation(duty, edition, jurisdiction),
        )
        for duty in duties
    ]


def _is_of(duty: Duty, held: tuple[Holding, ...]) -> bool:
    parties = {holding.party for holding in held}
    if duty.holder is Party.AGENCY and Party.AGENCY_LEADER in parties:
        # The agency answers for its term while its own leader reads the result.
        return True
    return duty.holder in parties


def holding_names(detail: Detail, edition: Edition) -> list[str]:
    """Who has the case now, in words."""
    return [
        party_name(holding.party, edition=edition, agency=detail.agencies.get(holding.body or "", ""))
        for holding in holders(detail.case)
    ]
