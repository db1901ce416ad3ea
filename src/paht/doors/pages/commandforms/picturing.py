"""The form for the public copies of a case's pictures."""

from paht.cases import operations
from paht.cases.operations import Outcome, Step
from paht.doors.pages.commandforms.form import Answers, Asks, CommandForm, Field, Shown
from paht.doors.pages.marks import answers
from paht.doors.pages.publicpictures import chosen
from paht.law.casework import commands as c
from paht.law.casework.publicity import undecided_pictures
from paht.law.casework.states import Stage


def _release(step: Step, given: Answers) -> Outcome:
    assert given.detail is not None, "every door gives the case"
    return operations.release_pictures(step, pictures=chosen(answers(given.typed)))


def _has_photos(shown: Shown) -> bool:
    photos = (file for file in shown.detail.case.pictures if file.media_type.startswith("image/"))
    return not shown.detail.is_withheld and any(photos)


def _is_needed(shown: Shown) -> bool:
    """Before publication and after, as long as nobody has decided: earlier it may wait."""
    case = shown.detail.case
    return (
        case.stage in (Stage.CHECKING, Stage.PUBLISHED)
        and not shown.detail.is_withheld
        and bool(undecided_pictures(case))
    )


FORMS: tuple[CommandForm, ...] = (
    CommandForm(
        action="release-pictures",
        command=c.ReleasePictures,
        title="Bản công khai của ảnh",
        lead="Người dân chỉ thấy bản được xác nhận tại đây, với các vùng che không khôi phục được. Ảnh gốc giữ nguyên. "
        "Video không được công khai.",
        button="Xác nhận bản công khai",
        done="Đã xác nhận bản công khai của ảnh",
        run=_release,
        fields=(Field(name="pictures", label="Ảnh của phản ánh", asks=Asks.PICTURES, required=False),),
        icon="user-shield",
        kind="quiet",
        opens_on=_is_needed,
        fits=_has_photos,
    ),
)
