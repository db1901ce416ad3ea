"""Something urgent: the alarm, the call to act at once, and what the body called does."""

from collections.abc import Callable

from paht.cases import operations as o
from paht.demo.story import Story
from paht.demo.telling.row import Telling, noted, said
from paht.law.casework import commands as c
from paht.people.masking import mask


def _raise_alarm(story: Story, command: c.RaiseAlarm) -> Callable[[o.Step], o.Outcome]:
    note = "Có nguy cơ gây tai nạn cho người đi đường, cần xử lý ngay."
    return lambda s: o.raise_alarm(s, kind="danger", note=note)


def _dispatch_urgently(story: Story, command: c.DispatchUrgently) -> Callable[[o.Step], o.Outcome]:
    note = (
        "Đã gọi xác nhận với người gửi. Đề nghị cử ngay lực lượng đến hiện trường."
        if command.reached
        else "Gọi người gửi chưa được; hình ảnh cho thấy nguy hiểm rõ ràng. Đề nghị cử ngay lực lượng đến hiện trường."
    )
    text = mask(story.description[0].upper() + story.description[1:])
    agency = story.body(command.agency)
    return lambda s: o.dispatch_urgently(
        s, agency=agency, note=note, text=text, reached=command.reached, kind="danger"
    )


def _enter_outcome(story: Story, command: c.EnterOutcome) -> Callable[[o.Step], o.Outcome]:
    result, files = story.result(), [story.photo(after=True)]
    source = f"Công văn số {story.letter_number()}/BC của cơ quan xử lý"
    return lambda s: o.enter_outcome(
        s, assignment=command.assignment, result=result, source=source, finished_at=s.now, files=files
    )


TELLING: dict[type[c.Command], Telling] = {
    c.RaiseAlarm: _raise_alarm,
    c.LowerAlarm: said(
        o.lower_alarm,
        "Đã gọi người gửi: không có người bị nạn, hiện trường đã được rào chắn; xử lý theo quy trình thường.",
        called="reason",
    ),
    c.PassAlarm: lambda story, command: o.pass_alarm,
    c.DispatchUrgently: _dispatch_urgently,
    c.ConfirmUrgency: noted(
        o.confirm_urgency, "Tổ ứng trực 05 người và 01 xe chuyên dụng, đang đến hiện trường.", called="force"
    ),
    c.FinishUrgency: lambda story, command: (
        lambda s: o.finish_urgency(s, assignment=command.assignment, finished_at=s.now)
    ),
    c.EnterOutcome: _enter_outcome,
}
