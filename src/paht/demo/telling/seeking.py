"""A report without known handler: a coordinator asked, a body invited, a direction sought; or passed on to watch."""

from collections.abc import Callable

from paht.agencies.joining import join
from paht.cases import operations as o
from paht.demo.story import Story
from paht.demo.telling.row import Telling, answered, noted
from paht.law.casework import commands as c
from paht.law.casework.states import RequestKind
from paht.law.worktime import HO_CHI_MINH


def _ask_coordinator(story: Story, command: c.AskCoordinator) -> Callable[[o.Step], o.Outcome]:
    note = "Chưa xác định được cơ quan xử lý; đề nghị cơ quan điều phối xác định cơ quan có trách nhiệm."
    agency = story.body(command.agency)
    return lambda s: o.ask_coordinator(s, agency=agency, note=note)


def _answer_coordination(story: Story, command: c.AnswerCoordination) -> Callable[[o.Step], o.Outcome]:
    agency = story.body(command.agency) if command.agency else ""
    note = (
        "Căn cứ chức năng, nhiệm vụ và địa bàn xảy ra sự việc, đề nghị giao cơ quan có tên trên xử lý."
        if agency
        else "Nội dung giao thoa giữa nhiều ngành, chưa xác định được cơ quan xử lý; đề nghị xin ý kiến chỉ đạo."
    )
    return lambda s: o.answer_coordination(s, assignment=command.assignment, agency=agency, note=note)


def _disagree(story: Story, command: c.Disagree) -> Callable[[o.Step], o.Outcome]:
    agency = story.body(command.agency) if command.agency else ""
    note = "Kết quả mới xử lý tạm thời, chưa giải quyết nguyên nhân; đề nghị xử lý dứt điểm."
    return lambda s: o.disagree(s, assignment=command.assignment, note=note, agency=agency)


def _draft_invitation(story: Story, command: c.DraftInvitation) -> Callable[[o.Step], o.Outcome]:
    letter = (
        "Qua Hệ thống thông tin phản ánh hiện trường, Trung tâm tiếp nhận phản ánh của người dân có nội dung thuộc "
        "chức năng của quý cơ quan. Kính mời quý cơ quan tham gia Hệ thống để tiếp nhận, xử lý phản ánh này và trả "
        "kết quả cho người gửi. Trung tâm sẽ cấp tài khoản và hướng dẫn sử dụng ngay khi nhận được văn bản đồng ý."
    )
    agency = story.body(command.agency)
    return lambda s: o.draft_invitation(s, agency=agency, letter=letter)


def _send_invitation(story: Story, command: c.SendInvitation) -> Callable[[o.Step], o.Outcome]:
    number, day = f"{story.letter_number()}/SKHCN-CĐS", story.at.astimezone(HO_CHI_MINH).date()
    return lambda s: o.send_invitation(s, request=command.request, number=number, dated_on=day)


def _record_joining(story: Story, command: c.RecordJoining) -> Callable[[o.Step], o.Outcome]:
    """The body has joined that moment; the system notes it on the report."""
    newcomer = story.bodies.newcomer

    def joined(s: o.Step) -> o.Outcome:
        join(jurisdiction_id=s.jurisdiction.id, agency_id=newcomer, at=s.now)
        return o.record_joining(s, request=command.request, agency=str(newcomer))

    return joined


_WHY = {
    "no_handler": "Chưa xác định được cơ quan xử lý; kính đề nghị cho ý kiến chỉ đạo, chỉ định cơ quan xử lý.",
    "disagreement": "Các cơ quan liên quan chưa thống nhất phương án xử lý; kính đề nghị cho ý kiến chỉ đạo.",
    "unsettled": "Sự việc đã xử lý nhưng chưa triệt để; kính đề nghị cho ý kiến chỉ đạo.",
    "not_acting": "Cơ quan được giao chưa thực hiện theo quy chế; kính đề nghị cho ý kiến chỉ đạo.",
}


def _escalate(story: Story, command: c.Escalate) -> Callable[[o.Step], o.Outcome]:
    return lambda s: o.escalate(s, ground=command.ground, note=_WHY[command.ground])


def _record_direction(story: Story, command: c.RecordDirection) -> Callable[[o.Step], o.Outcome]:
    agency = story.body(command.agency) if command.agency else ""
    instruction = (
        "Giao cơ quan được chỉ định chủ trì kiểm tra, xử lý dứt điểm, báo cáo kết quả trong thời hạn quy định."
        if agency
        else "Yêu cầu các cơ quan liên quan thống nhất phương án, xử lý dứt điểm; Trung tâm theo dõi, báo cáo."
    )
    day = story.at.astimezone(HO_CHI_MINH).date()
    return lambda s: o.record_direction(
        s,
        request=command.request,
        agency=agency,
        instruction=instruction,
        number=f"{story.letter_number()}/UBND-KGVX",
        dated_on=day,
    )


def _report_dossier(story: Story, command: c.ReportDossier) -> Callable[[o.Step], o.Outcome]:
    asked = [
        r for r in story.case.requests if r.number == command.request and r.kind is RequestKind.DIRECTION
    ]
    why = _WHY[asked[0].grounds[0]] if asked else _WHY["no_handler"]
    dossier = (
        "Sở đã tổng hợp phản ánh, hình ảnh hiện trường và ý kiến của các cơ quan. "
        f"Tóm tắt: {why.split(';', maxsplit=1)[0]}. Kính trình Ủy ban nhân dân tỉnh xem xét, cho ý kiến chỉ đạo."
    )
    return lambda s: o.report_dossier(s, request=command.request, dossier=dossier)


def _pass_for_monitoring(story: Story, command: c.PassForMonitoring) -> Callable[[o.Step], o.Outcome]:
    note = "Chuyển cơ quan có thẩm quyền theo dõi, nắm tình hình địa bàn; không yêu cầu trả kết quả."
    agency = story.body(command.agency)
    return lambda s: o.pass_for_monitoring(s, agency=agency, ground=command.ground, note=note)


TELLING: dict[type[c.Command], Telling] = {
    c.AskCoordinator: _ask_coordinator,
    c.AnswerCoordination: _answer_coordination,
    c.AskAgreement: noted(
        o.ask_agreement, "Xin ý kiến cơ quan điều phối về kết quả xử lý trước khi công khai."
    ),
    c.Agree: noted(o.agree, "Thống nhất kết quả xử lý; đề nghị công khai."),
    c.Disagree: _disagree,
    c.DraftInvitation: _draft_invitation,
    c.SendInvitation: _send_invitation,
    c.RecordJoining: _record_joining,
    c.GiveUpInvitation: answered(
        o.give_up_invitation, "Cơ quan được mời chưa bố trí được đầu mối; phản ánh được giao cơ quan khác."
    ),
    c.Escalate: _escalate,
    c.ReportDossier: _report_dossier,
    c.RecordDirection: _record_direction,
    c.WithdrawEscalation: answered(
        o.withdraw_escalation, "Các cơ quan đã thống nhất phương án xử lý; không cần xin ý kiến chỉ đạo."
    ),
    c.PassForMonitoring: _pass_for_monitoring,
}
