"""Each event in words: for citizens, who learn of what concerns them and of no official, and for staff."""

from collections.abc import Callable

from paht.cases.queries import Detail
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.maskwords import masked_words
from paht.doors.pages.wording import vi_date, vi_datetime
from paht.doors.pages.words import CHANNEL_NAMES, FIELD_NAMES, WAY_NAMES
from paht.law.casework import events as e
from paht.law.casework.case import Document
from paht.law.casework.states import AssignmentRole
from paht.law.editions.rows import Edition, Ground

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
    words = f"Trung tâm đã tiếp nhận{private}, lĩnh vực: {FIELD_NAMES[body.field]}"
    if body.held is not None:
        return f"{words}; nội dung còn chờ che thông tin cá nhân"
    return f"{words}; {masked_words(body.masked)}" if body.masked else words


def _text_released(detail: Detail, edition: Edition, body: e.Body) -> str:
    assert isinstance(body, e.TextReleased)
    return f"Trung tâm đã duyệt nội dung phản ánh: {masked_words(body.masked)}"


def _words_released(detail: Detail, edition: Edition, body: e.Body) -> str:
    assert isinstance(body, e.WordsReleased)
    return f"Trung tâm đã duyệt lời người hỏi để chuyển cơ quan: {masked_words(body.masked)}"


def _pictures_released(detail: Detail, edition: Edition, body: e.Body) -> str:
    assert isinstance(body, e.PicturesReleased)
    shown = [picture for picture in body.pictures if not picture.withheld]
    covered = sum(len(picture.boxes) for picture in shown)
    withheld = len(body.pictures) - len(shown)
    said = [f"công khai {len(shown)} ảnh, che {covered} vùng"] if shown else []
    said += [f"không công khai {withheld} ảnh"] if withheld else []
    return f"Trung tâm đã xác nhận bản công khai của ảnh: {'; '.join(said)}"


def _ordered(detail: Detail, edition: Edition, body: e.Body) -> str:
    assert isinstance(body, e.UrgencyOrdered)
    words = f"Đã gọi khẩn cấp {_agency(detail, body) or 'cơ quan xử lý'}"
    if not body.unmasked:
        return words
    return f"{words}; cơ quan này được đọc nguyên văn, chưa che thông tin cá nhân, để xử lý ngay"


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


def _imported(detail: Detail, edition: Edition, body: e.Body) -> str:
    assert isinstance(body, e.Imported)
    outcomes = {
        e.Outcome.ANSWERED: "đã trả lời",
        e.Outcome.REFUSED: "đã từ chối",
        e.Outcome.OPEN: "chưa xử lý xong",
        e.Outcome.UNKNOWN: "không rõ kết quả",
    }
    closed = f" ngày {vi_date(body.closed_at)}" if body.closed_at else ""
    return (
        f"Nhập từ hệ thống {body.system}, mã {body.reference}: gửi ngày {vi_date(body.sent_at)}, hệ thống cũ ghi "
        f"{outcomes[body.outcome]}{closed}"
    )


FOR_CITIZENS: dict[type[e.Body], _Wording] = {
    e.Sent: _sent,
    e.Imported: _imported,
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
    e.UrgencyOrdered: _ordered,
    e.TextReleased: _text_released,
    e.WordsReleased: _words_released,
    e.PicturesReleased: _pictures_released,
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


FOR_STAFF: dict[type[e.Body], _Wording] = {
    **FOR_CITIZENS,
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


NOTE_OF: dict[type[e.Body], str] = {e.UpdateOffered: "text", e.UpdatePosted: "text"}
"""Where what was written is not under one of the usual names."""


NOTES = (
    *("guidance", "reason", "note", "result", "answer", "comment", "force"),
    *("source_note", "reference", "finding", "non_public_reason"),
    *("letter", "dossier", "instruction"),
)


NOTES_FOR_SENDERS: dict[type[e.Body], str] = {
    e.SupplementRequested: "guidance",
    e.VerificationRequested: "note",
    e.VerificationFailed: "note",
    e.CaseRefused: "reason",
    e.ExtensionGranted: "note",
    e.ProgressReported: "note",
}
