"""Asking the sender, more time, a sanction procedure, a deputy, what must stay with few."""

from collections.abc import Callable
from datetime import timedelta

from paht.cases import operations as o
from paht.demo.story import Story
from paht.demo.telling.row import Telling, answered, noted, said
from paht.law.casework import commands as c
from paht.law.worktime import HO_CHI_MINH


def _request_verification(story: Story, command: c.RequestVerification) -> Callable[[o.Step], o.Outcome]:
    matters = {row.key: row for row in story.edition.verification_matters}
    is_asked = "identity" in matters and (story.case.first_time or not matters["identity"].first_time_only)
    matter = "identity" if is_asked and story.number % 2 else command.matter
    note = (
        "Liên hệ xác minh thông tin cá nhân của người gửi phản ánh."
        if matter == "identity"
        else "Liên hệ xác minh thời điểm và vị trí xảy ra sự việc."
    )
    return lambda s: o.request_verification(s, matter=matter, way=command.way, note=note)


_OUTCOMES = {
    "verified": "Người gửi xác nhận nội dung đúng như đã phản ánh.",
    "not_reached": "Đã liên hệ nhưng chưa gặp được người gửi.",
    "wrong": "Người nghe máy cho biết không gửi phản ánh này.",
}


def _record_verification(story: Story, command: c.RecordVerification) -> Callable[[o.Step], o.Outcome]:
    return lambda s: o.record_verification(
        s,
        request=command.request,
        outcome=command.outcome,
        way=command.way,
        note=_OUTCOMES[command.outcome],
    )


def _request_extension(story: Story, command: c.RequestExtension) -> Callable[[o.Step], o.Outcome]:
    day = story.at.astimezone(HO_CHI_MINH).date()
    until = max(day, story.last_day(command.assignment)) + timedelta(days=story.chance.randint(3, 10))
    number, files = f"{story.letter_number()}/TB", [story.paper()]
    return lambda s: o.request_extension(
        s,
        assignment=command.assignment,
        ground=command.ground,
        reason="Sự việc phức tạp, cần khảo sát hiện trường, lập phương án và bố trí kinh phí sửa chữa.",
        number=number,
        dated_on=day,
        files=files,
        until=until,
    )


def _grant_extension(story: Story, command: c.GrantExtension) -> Callable[[o.Step], o.Outcome]:
    """Until the day to which the agency committed itself."""
    until = next((r.until for r in story.case.requests if r.number == command.request), None)
    note = "Cơ quan xử lý cần thêm thời gian khảo sát, lập phương án; Trung tâm đồng ý gia hạn 01 lần."
    return lambda s: o.grant_extension(s, request=command.request, until=until, note=note)


def _declare(story: Story, command: c.DeclareSanctionProcedure) -> Callable[[o.Step], o.Outcome]:
    files, number = [story.paper()], f"{story.letter_number()}/BB-VPHC"
    recorded_at = story.at - timedelta(hours=2)
    return lambda s: o.declare_sanction_procedure(
        s,
        assignment=command.assignment,
        ground=command.ground,
        reason="Đã lập biên bản vi phạm hành chính; đang hoàn thiện hồ sơ xử phạt theo quy định.",
        number=number,
        dated_on=recorded_at.astimezone(HO_CHI_MINH).date(),
        files=files,
        recorded_at=recorded_at,
    )


TELLING: dict[type[c.Command], Telling] = {
    c.RequestVerification: _request_verification,
    c.AnswerVerification: answered(
        o.answer_verification,
        "Tôi xác nhận đã gửi phản ánh này; sự việc vẫn còn tại vị trí đã ghi.",
        called="answer",
    ),
    c.RecordVerification: _record_verification,
    c.LapseVerification: lambda story, command: lambda s: o.lapse_verification(s, request=command.request),
    c.RequestExtension: _request_extension,
    c.GrantExtension: _grant_extension,
    c.RefuseExtension: answered(
        o.refuse_extension,
        "Nội dung đủ điều kiện xử lý trong thời hạn quy định; đề nghị cơ quan khẩn trương thực hiện.",
        called="reason",
    ),
    c.DeclareSanctionProcedure: _declare,
    c.ReportProgress: noted(
        o.report_progress,
        "Đã làm việc với các bên liên quan; đang hoàn thiện hồ sơ, sẽ báo kết quả đúng hạn.",
    ),
    c.EndorseResult: noted(o.endorse_result, "Thống nhất nội dung; kính trình thủ trưởng phê duyệt."),
    c.DeclineResult: noted(o.decline_result, "Bổ sung ảnh hiện trường sau xử lý trước khi trình."),
    c.RequestStepBack: noted(
        o.request_step_back, "Xin nhận lại kết quả để cập nhật số liệu nghiệm thu.", called="reason"
    ),
    c.AgreeStepBack: answered(o.agree_step_back, "Đồng ý trả lại để cơ quan cập nhật kết quả."),
    c.DeclineStepBack: answered(
        o.decline_step_back,
        "Kết quả đã đủ nội dung; phần bổ sung gửi sau bằng bản cập nhật.",
        called="reason",
    ),
    c.AskConfidentiality: lambda story, command: o.ask_confidentiality,
    c.MarkSecret: said(
        o.mark_secret, "Hồ sơ số 07/HS-M, lưu tại bộ phận bảo mật của Trung tâm.", called="reference"
    ),
}
