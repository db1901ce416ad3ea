"""The terms of an edition as one table: what is owed by whom within how long, by which clause."""

from dataclasses import dataclass

from paht.doors.pages.clauses import clause_words
from paht.doors.pages.words import party_name
from paht.law.casework import events as e
from paht.law.editions.rows import Edition, Term

HAPPENINGS: dict[type[e.Body], str] = {
    e.Sent: "người gửi gửi phản ánh",
    e.Supplemented: "người gửi bổ sung",
    e.SupplementRequested: "Trung tâm yêu cầu bổ sung",
    e.Verified: "xác minh đủ điều kiện",
    e.Accepted: "Trung tâm tiếp nhận",
    e.Dispatched: "phân phối đến cơ quan",
    e.Received: "cơ quan nhận phản ánh",
    e.AssignmentReturned: "cơ quan trả lại bước trước",
    e.HandlingBegun: "bắt đầu xử lý",
    e.ResultRecorded: "có kết quả xử lý",
    e.ResultSubmitted: "trình lãnh đạo phê duyệt",
    e.ResultApproved: "lãnh đạo phê duyệt kết quả",
    e.ResultRejected: "lãnh đạo trả lại chuyên viên",
    e.ResultReturned: "Trung tâm trả lại kết quả",
    e.ResultEndorsed: "cấp phó đồng ý trình",
    e.ExtensionRequested: "cơ quan đề nghị gia hạn",
    e.ExtensionGranted: "Trung tâm xác định thời hạn gia hạn",
    e.ExtensionRefused: "Trung tâm không gia hạn",
    e.SanctionProcedureDeclared: "lập biên bản, chuyển thủ tục xử phạt vi phạm hành chính",
    e.ProgressReported: "cơ quan thông tin tình trạng xử lý",
    e.StepBackRequested: "cơ quan đề nghị trả bước trước",
    e.StepBackAgreed: "Trung tâm đồng ý trả bước trước",
    e.StepBackDeclined: "Trung tâm không trả bước trước",
    e.Published: "công khai kết quả",
    e.AnsweredPrivately: "trả lời riêng người gửi",
    e.Rated: "người gửi đánh giá",
    e.WordsReleased: "Trung tâm duyệt lời người dân",
    e.CaseRefused: "Trung tâm từ chối tiếp nhận",
    e.SupplementLapsed: "kết thúc vì không bổ sung",
    e.Withdrawn: "người gửi rút phản ánh",
    e.AlarmRaised: "có báo động khẩn cấp",
    e.AlarmPassed: "báo động chuyển người trực kế tiếp",
    e.AlarmLowered: "hạ báo động",
    e.UrgencyOrdered: "điều động xử lý khẩn cấp",
    e.UrgencyConfirmed: "cơ quan xác nhận đã nhận điều động",
    e.UrgencyFinished: "lực lượng xử lý xong",
    e.OutcomeEntered: "cập nhật kết quả xử lý khẩn cấp",
    e.OrdinaryResumed: "trở lại quy trình thường",
    e.CooperationAsked: "cơ quan chủ trì đề nghị phối hợp",
    e.PassedOn: "cơ quan chủ trì chuyển cơ quan phối hợp",
    e.PartReturned: "cơ quan phối hợp trả lại cơ quan chủ trì",
    e.WentOnWithout: "cơ quan chủ trì quyết định không cần phần đã trả lại",
    e.AnswersComplete: "cơ quan chủ trì có đủ ý kiến phối hợp",
    e.AnswerSentBack: "cơ quan chủ trì trả lại ý kiến phối hợp",
    e.AnswersReopened: "cơ quan chủ trì chờ lại ý kiến phối hợp",
    e.ReturnedPartClosed: "Trung tâm đóng phần việc được trả lại",
    e.CoordinationAsked: "chuyển cơ quan được chỉ định phối hợp",
    e.HandlerNamed: "cơ quan phối hợp xác định cơ quan xử lý",
    e.HandlerUnknown: "cơ quan phối hợp không xác định được cơ quan xử lý",
    e.AgreementAsked: "xin ý kiến thống nhất của cơ quan phối hợp",
    e.Agreed: "cơ quan phối hợp thống nhất với kết quả",
    e.Disagreed: "cơ quan phối hợp chưa thống nhất với kết quả",
    e.InvitationDrafted: "soạn công văn mời tham gia",
    e.InvitationSent: "gửi công văn mời tham gia",
    e.InvitationAnswered: "cơ quan được mời đã tham gia",
    e.InvitationGivenUp: "kết thúc việc mời tham gia",
    e.Escalated: "đề nghị xin ý kiến chỉ đạo",
    e.DossierReported: "tổng hợp hồ sơ, báo cáo UBND tỉnh",
    e.HandlerDesignated: "UBND tỉnh chỉ định cơ quan xử lý",
    e.Instructed: "UBND tỉnh cho ý kiến chỉ đạo",
    e.EscalationWithdrawn: "rút đề nghị xin ý kiến chỉ đạo",
    e.PassedForMonitoring: "chuyển cơ quan chức năng theo dõi",
    e.InteractionSent: "có người gửi tương tác",
    e.ClarificationOwed: "người gửi đánh giá không hài lòng",
    e.InteractionJudged: "Trung tâm xem xét tương tác",
    e.InteractionAnswered: "cơ quan trả lời tương tác",
    e.AnswerReturned: "Trung tâm trả lại nội dung làm rõ",
    e.InteractionReleased: "Trung tâm trả lời tương tác",
    e.UpdateOffered: "cơ quan cung cấp nội dung cập nhật",
    e.UpdatePosted: "Trung tâm đăng nội dung cập nhật",
    e.UpdateDeclined: "Trung tâm không đăng nội dung cập nhật",
    e.VerificationRequested: "Trung tâm yêu cầu xác minh với người gửi",
    e.VerificationAnswered: "người gửi trả lời yêu cầu xác minh",
    e.VerificationSucceeded: "xác minh được với người gửi",
    e.VerificationFailed: "xác minh thấy thông tin không chính xác",
    e.VerificationLapsed: "kết thúc vì xác minh không thành công",
    e.AnsweredElsewhere: "trả lời theo pháp luật về bảo vệ bí mật nhà nước",
}
"""What opens or ends a term, said after "kể từ khi" and "đến khi"."""

_INTERNAL = " (chỉ tiêu nội bộ)"


@dataclass(frozen=True, slots=True, kw_only=True)
class TermLine:
    """A term in words; ``is_window`` where something may be done in it without a duty to; ``source`` names the law
    outside the regulation from which its length comes."""

    name: str
    clause: str
    length: str
    holder: str
    starts: str
    ends: str
    internal: bool
    is_window: bool
    source: str = ""


def term_lines(edition: Edition) -> list[TermLine]:
    """Every term of the edition, in the order of the course, internal targets among them (VL.4.3, ST.3.3)."""
    return [term_line(term, edition) for term in edition.terms]


def legal_terms(edition: Edition) -> list[TermLine]:
    """The terms that the regulation sets."""
    return [line for line in term_lines(edition) if not line.internal]


def internal_targets(edition: Edition) -> list[TermLine]:
    """The targets that order the queue where the regulation sets no term (nội bộ)."""
    return [line for line in term_lines(edition) if line.internal]


def term_line(term: Term, edition: Edition) -> TermLine:
    """One term in words."""
    clauses = [clause_words(clause) for clause in (term.clause, *term.also) if clause]
    return TermLine(
        name=term.name.removesuffix(_INTERNAL),
        clause="; ".join(clauses),
        length=term.length_text,
        holder=party_name(term.holder, edition=edition),
        starts=_told(term.starts),
        ends=_told(tuple(dict.fromkeys((*term.ends, *term.superseded_by, *term.lifted_by))))
        if term.owed
        else "hết thời hạn",
        internal=term.internal,
        is_window=not term.owed,
        source=term.source,
    )


def _told(bodies: tuple[type[e.Body], ...]) -> str:
    return ", hoặc ".join(HAPPENINGS[body] for body in bodies)
