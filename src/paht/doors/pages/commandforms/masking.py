"""Forms for releasing the words of citizens to those outside the operations centre, masked or as they are."""

import uuid
from collections.abc import Callable

from paht.cases import operations
from paht.cases.operations import Outcome, Step
from paht.doors.pages.commandforms.form import Answers, Asks, CommandForm, Field, Shown
from paht.doors.pages.commandforms.interacting import request_name
from paht.doors.pages.marks import answers, name_for_release, on_record, settled, undecided_words
from paht.law.casework import commands as c
from paht.law.casework.case import Refused, Request, Written
from paht.law.editions import get
from paht.people.finding import Settled
from paht.people.redaction import original_text

PURPOSE = "Duyệt, che thông tin cá nhân trước khi chuyển cơ quan"


def _release_text(step: Step, given: Answers) -> Outcome:
    return _released(
        step,
        given,
        c.ReleaseText,
        lambda done: operations.release_text(step, text=done.text, masked=on_record(done)),
    )


def _release_words(step: Step, given: Answers) -> Outcome:
    return _released(
        step,
        given,
        c.ReleaseWords,
        lambda done: operations.release_words(
            step, request=given.number, text=done.text, masked=on_record(done)
        ),
    )


def _released(
    step: Step, given: Answers, command: type[c.Command], release: Callable[[Settled], Outcome]
) -> Outcome:
    """Released once everything found is decided; until then the form comes back with what is left."""
    assert given.detail is not None, "every door gives the case"
    name = name_for_release(given.detail, jurisdiction_id=step.jurisdiction.id)
    done = settled(given.text("text"), answers(given.typed), name=name)
    if not done.undecided:
        return release(done)
    row = get(given.detail.case.edition).step(command)
    reason = (
        f"Còn {undecided_words(done)} có thể là thông tin cá nhân: xin chọn che hoặc giữ nguyên từng chỗ."
    )
    return Refused(row.clause if row else "", reason, field="text")


def _text(shown: Shown) -> str:
    case = shown.detail.case
    return _sealed(shown, case.held) if case.held is not None else shown.detail.text(case.text)


def _sealed(shown: Shown, written: Written) -> str:
    """The words as they lie sealed; the look is recorded."""
    return original_text(
        jurisdiction_id=shown.jurisdiction.id,
        record_id=uuid.UUID(written.id),
        actor_id=shown.official.actor.id,
        purpose=PURPOSE,
    )


def _requests(shown: Shown) -> list[Request]:
    """What waits for its words to be released, first the one that has waited longest."""
    return [r for r in shown.detail.case.requests if r.number in shown.numbers and r.question is None]


def _words(shown: Shown) -> str:
    """The words of the first that waits; agencies asked together were asked the same."""
    waiting = _requests(shown)
    if not waiting:
        return ""
    first = waiting[0]
    return _sealed(shown, first.text) if first.is_asked else shown.detail.text(first.text)


def _is_read(shown: Shown) -> bool:
    return not shown.detail.is_withheld


FORMS: tuple[CommandForm, ...] = (
    CommandForm(
        action="release-text",
        command=c.ReleaseText,
        title="Duyệt nội dung, che thông tin cá nhân",
        lead="Cơ quan xử lý, cấp trên và người dân chỉ đọc nội dung duyệt tại đây; nguyên văn được niêm phong.",
        button="Duyệt nội dung",
        done="Đã duyệt nội dung",
        run=_release_text,
        fields=(
            Field(
                name="text",
                label="Nội dung chuyển cơ quan, công khai",
                asks=Asks.MARKS,
                hint="Không che địa chỉ nơi xảy ra sự việc.",
                rows=6,
                initial=_text,
            ),
        ),
        icon="user-shield",
        kind="quiet",
        opens_on=lambda shown: shown.detail.case.held is not None and not shown.detail.is_withheld,
        fits=_is_read,
    ),
    CommandForm(
        action="release-words",
        command=c.ReleaseWords,
        title="Duyệt lời người dân trước khi cơ quan đọc",
        lead="Cơ quan chỉ đọc lời người dân sau khi Trung tâm duyệt; thời hạn của cơ quan vẫn tính.",
        button="Duyệt, chuyển cơ quan",
        done="Đã duyệt, cơ quan đọc được nội dung",
        run=_release_words,
        fields=(
            Field(name="text", label="Nội dung cơ quan được đọc", asks=Asks.MARKS, rows=4, initial=_words),
        ),
        icon="user-shield",
        kind="quiet",
        names=request_name,
        opens_on=lambda shown: any(
            r.question is None and r.is_asked and r.state == "open" for r in shown.detail.case.requests
        ),
        fits=lambda shown: _is_read(shown) and bool(_requests(shown)),
    ),
)
