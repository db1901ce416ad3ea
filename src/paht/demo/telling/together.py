"""Several agencies on one report: side by side, or a lead with cooperating agencies."""

from collections.abc import Callable

from paht.cases import operations as o
from paht.demo.story import Story
from paht.demo.telling.row import Telling, noted, said
from paht.law.casework import commands as c


def _to_several(story: Story, command: c.DispatchToSeveral) -> Callable[[o.Step], o.Outcome]:
    note = (
        "Nội dung phản ánh liên quan nhiều cơ quan; đề nghị từng cơ quan kiểm tra, xử lý phần việc thuộc thẩm quyền "
        "và trả kết quả đúng thời hạn."
    )
    agencies = [story.body(agency) for agency in command.agencies]
    return lambda s: o.dispatch_to_several(s, agencies=agencies, note=note)


def _to_lead(story: Story, command: c.DispatchToLead) -> Callable[[o.Step], o.Outcome]:
    note = "Giao cơ quan chủ trì xử lý, phối hợp các đơn vị liên quan và tổng hợp nội dung trả lời người gửi."
    agency = story.body(command.agency)
    return lambda s: o.dispatch_to_lead(s, agency=agency, note=note, tell_superior=command.tell_superior)


def _pass_on(story: Story, command: c.PassOn) -> Callable[[o.Step], o.Outcome]:
    note = "Đề nghị phối hợp kiểm tra hiện trường và có ý kiến phần nội dung thuộc chức năng, nhiệm vụ của đơn vị."
    agencies = [story.body(agency) for agency in command.agencies]
    return lambda s: o.pass_on(
        s,
        assignment=command.assignment,
        agencies=agencies,
        note=note,
        tell_superior=command.tell_superior,
    )


TELLING: dict[type[c.Command], Telling] = {
    c.DispatchToSeveral: _to_several,
    c.CloseReturnedPart: said(
        o.close_returned_part, "Phần việc trả lại không cần giao thêm; các cơ quan còn lại tiếp tục xử lý."
    ),
    c.DispatchToLead: _to_lead,
    c.PassOn: _pass_on,
    c.GoOnWithout: noted(
        o.go_on_without, "Cơ quan chủ trì tiếp tục xử lý, không cần thêm ý kiến của đơn vị đã trả lại."
    ),
    c.SendAnswerBack: noted(
        o.send_answer_back, "Nội dung phối hợp chưa nêu kết quả kiểm tra thực tế; đề nghị bổ sung."
    ),
}
