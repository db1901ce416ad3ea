"""After the answer: questions and clarifications, calls, updates, what a report proved to be worth."""

from collections.abc import Callable

from paht.cases import operations as o
from paht.demo.story import Story
from paht.demo.telling.row import Telling, answered, said
from paht.law.casework import commands as c

_QUESTION = "Đề nghị cho biết khi nào hoàn thành phần còn lại và đơn vị nào chịu trách nhiệm theo dõi."
_CLARIFICATION = (
    "Phần còn lại được đưa vào kế hoạch duy tu trong tháng; cơ quan xử lý cử cán bộ kiểm tra hằng tuần và sẽ cập nhật "
    "kết quả."
)


def _interact_with_public(story: Story, command: c.InteractWithPublic) -> Callable[[o.Step], o.Outcome]:
    personal = {"name": story.neighbour.full_name, "phone": story.neighbour.phone}
    text = "Nhà tôi cũng ở gần đây. Xin hỏi đoạn phía trong hẻm có được xử lý luôn không?"
    return lambda s: o.interact_with_public(s, text=text, personal=personal)


_JUDGEMENTS = {
    "justified": "Câu hỏi về kết quả xử lý; chuyển cơ quan làm rõ.",
    "unjustified": "Nội dung không hỏi về kết quả xử lý của phản ánh này.",
    "improper": "Lời lẽ trong tương tác không chuẩn mực.",
}


def _judge(story: Story, command: c.JudgeInteraction) -> Callable[[o.Step], o.Outcome]:
    judgement = command.judgement
    return lambda s: o.judge_interaction(
        s, request=command.request, judgement=judgement, reason=_JUDGEMENTS[judgement]
    )


def _record_call(story: Story, command: c.RecordCall) -> Callable[[o.Step], o.Outcome]:
    note = (
        "Đầu mối của cơ quan cho biết đang xử lý, sẽ báo kết quả sớm."
        if command.answered
        else "Gọi hai lần, không có người nghe máy."
    )
    return lambda s: o.record_call(s, assignment=command.assignment, answered=command.answered, note=note)


def _offer_update(story: Story, command: c.OfferUpdate) -> Callable[[o.Step], o.Outcome]:
    files = [story.photo(after=True)]
    text = "Đã hoàn thành phần việc còn lại và nghiệm thu; hiện trường ổn định."
    return lambda s: o.offer_update(s, assignment=command.assignment, text=text, files=files)


TELLING: dict[type[c.Command], Telling] = {
    c.Interact: said(o.interact, _QUESTION, called="text"),
    c.InteractWithPublic: _interact_with_public,
    c.JudgeInteraction: _judge,
    c.AnswerInteraction: answered(o.answer_interaction, _CLARIFICATION, called="answer"),
    c.ReturnAnswer: answered(
        o.return_answer, "Chưa trả lời đúng nội dung được hỏi; đề nghị làm rõ thời gian."
    ),
    c.ReleaseInteraction: lambda story, command: (
        lambda s: o.release_interaction(s, request=command.request, question=_QUESTION, answer=_CLARIFICATION)
    ),
    c.RecordCall: _record_call,
    c.OfferUpdate: _offer_update,
    c.PostUpdate: answered(
        o.post_update, "Đã hoàn thành phần việc còn lại và nghiệm thu; hiện trường ổn định.", called="text"
    ),
    c.DeclineUpdate: answered(
        o.decline_update, "Nội dung cập nhật trùng với kết quả đã công khai.", called="reason"
    ),
    c.ProposeCommendation: said(
        o.propose_commendation,
        "Phản ánh kịp thời, hình ảnh rõ, giúp ngăn ngừa tai nạn cho người đi đường.",
        called="reason",
    ),
    c.MarkFalse: said(
        o.mark_false, "Kiểm tra thực tế: vị trí phản ánh không có sự việc như mô tả.", called="finding"
    ),
}
