"""What most reports go through: checked, accepted, dispatched to one agency, handled, answered, rated."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid5

from paht.cases import operations as o
from paht.cases import sending
from paht.demo.story import Story
from paht.demo.telling.row import Telling, noted
from paht.law.casework import commands as c
from paht.law.casework.case import PublicPicture
from paht.law.casework.publicity import undecided_pictures
from paht.people.masking import mask


def _supplement(story: Story, command: c.Supplement) -> Callable[[o.Step], o.Outcome]:
    files = [story.photo(after=False)]
    return lambda s: sending.supplement(
        s, request=command.request, description="Tôi gửi bổ sung ảnh chụp rõ hơn.", files=files
    )


def _verify(story: Story, command: c.Verify) -> Callable[[o.Step], o.Outcome]:
    findings = {condition.key: ("pass", "") for condition in story.edition.conditions}
    return lambda s: o.verify(s, findings=findings)


def _request_supplement(story: Story, command: c.RequestSupplement) -> Callable[[o.Step], o.Outcome]:
    rows = [ground for ground in story.edition.supplement_grounds if ground.key in command.grounds]
    return lambda s: o.request_supplement(s, grounds=command.grounds, guidance=rows[0].guidance)


def _refuse(story: Story, command: c.Refuse) -> Callable[[o.Step], o.Outcome]:
    ground = next(row for row in story.edition.refusal_grounds if row.key == command.ground)
    reason = ground.guidance or f"{ground.name}. Trung tâm không tiếp nhận phản ánh này theo quy chế."
    return lambda s: o.refuse(s, ground=ground.key, reason=reason)


def _accept(story: Story, command: c.Accept) -> Callable[[o.Step], o.Outcome]:
    # The desk sets right how it is written and leaves what is said (VL.10.1).
    text = mask(story.description[0].upper() + story.description[1:])
    ground = command.non_public_ground
    reason = "Nội dung cần trả lời riêng cho người gửi." if command.non_public_reason else ""
    return lambda s: o.accept(
        s, text=text, field=story.field, non_public_ground=ground, non_public_reason=reason
    )


def _dispatch(story: Story, command: c.Dispatch) -> Callable[[o.Step], o.Outcome]:
    note = "Đề nghị kiểm tra, xử lý và trả kết quả đúng thời hạn quy định."
    return lambda s: o.dispatch(s, agency=story.body(command.agency), note=note)


def _return_assignment(story: Story, command: c.ReturnAssignment) -> Callable[[o.Step], o.Outcome]:
    return lambda s: o.return_assignment(
        s,
        assignment=command.assignment,
        ground=command.ground,
        note="Nội dung không thuộc thẩm quyền; đề nghị chuyển cơ quan có trách nhiệm.",
        responsible="UBND xã, phường nơi xảy ra sự việc",
    )


def _record_result(story: Story, command: c.RecordResult) -> Callable[[o.Step], o.Outcome]:
    files, result = [story.photo(after=True)], story.result()
    return lambda s: o.record_result(s, assignment=command.assignment, result=result, files=files)


def _publish(story: Story, command: c.Publish) -> Callable[[o.Step], o.Outcome]:
    # A state secret is answered elsewhere, and nothing of it is written here (VL.13.1.b, ST.9.3.c).
    answer = "" if story.case.secret_reference else story.result()

    def published(step: o.Step) -> o.Outcome:
        pictures = [PublicPicture(f.id) for f in undecided_pictures(story.case)]
        if pictures and answer:
            # Drawn by the demo itself: nobody's face is in them.
            o.release_pictures(
                replace(step, command_id=uuid5(step.command_id, "pictures")), pictures=pictures
            )
        return o.publish(step, answer=answer)

    return published


def _release_pictures(story: Story, command: c.ReleasePictures) -> Callable[[o.Step], o.Outcome]:
    pictures = [PublicPicture(file.id) for file in story.case.pictures]
    return lambda s: o.release_pictures(s, pictures=pictures)


TELLING: dict[type[c.Command], Telling] = {
    c.Supplement: _supplement,
    c.Withdraw: lambda story, command: o.withdraw,
    c.Verify: _verify,
    c.RequestSupplement: _request_supplement,
    c.LapseSupplement: lambda story, command: lambda s: o.lapse_supplement(s, request=command.request),
    c.Refuse: _refuse,
    c.Accept: _accept,
    c.Dispatch: _dispatch,
    c.Receive: lambda story, command: lambda s: o.receive(s, assignment=command.assignment),
    c.ReturnAssignment: _return_assignment,
    c.BeginHandling: lambda story, command: lambda s: o.begin_handling(s, assignment=command.assignment),
    c.RecordResult: _record_result,
    c.SubmitResult: noted(o.submit_result, "Kính trình lãnh đạo phê duyệt."),
    c.ApproveResult: noted(o.approve_result, "Đồng ý kết quả xử lý."),
    c.RejectResult: noted(o.reject_result, "Bổ sung kết quả kiểm tra tại chỗ."),
    c.ReturnResult: lambda story, command: (
        lambda s: o.return_result(
            s,
            assignment=command.assignment,
            ground=command.ground,
            note="Kết quả chưa nêu rõ việc đã làm; đề nghị bổ sung.",
        )
    ),
    c.Publish: _publish,
    c.ReleasePictures: _release_pictures,
    c.Rate: lambda story, command: lambda s: o.rate(s, level=command.level),
    c.Urge: noted(o.urge, "Đề nghị sớm xử lý và báo kết quả cho người gửi."),
}
