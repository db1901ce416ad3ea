"""What the conversation says: what is there, what is missing in the order of the form, and what may be tapped.

Pure: words out of a draft and what the law still wants. Quick replies are pairs of a code and a label; a label has at
most twenty letters, as one platform allows no more.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from paht.conversations import draft as d
from paht.conversations.draft import Draft
from paht.law.casework.case import Refused
from paht.law.casework.states import Kind
from paht.law.editions.rows import Edition

Choices = tuple[tuple[str, str], ...]

CONTACT = "contact"
"""A quick reply that asks the platform for name and number, where it can tell them."""
EMERGENCY = "Việc đang nguy hiểm xin gọi ngay 112, 113, 114 hoặc 115."
MOST_CHOICES = 5

_FORM, _DROP = (d.FORM, "Mở biểu mẫu"), (d.DROP, "Bỏ bản nháp")
_KINDS = {
    Kind.QUESTION: "Đây là câu hỏi",
    Kind.SUGGESTION: "Đây là góp ý",
    Kind.PETITION: "Đây là kiến nghị",
}


@dataclass(frozen=True, slots=True)
class Pictured:
    """A picture by the case and the file that it is of."""

    case: uuid.UUID
    file: uuid.UUID


@dataclass(frozen=True, slots=True)
class Said:
    """One message: its words, what may be tapped, a link; ``asks`` is the field of the form that it asks for. With a
    ``picture`` the words are its caption."""

    text: str
    choices: Choices = ()
    link: str = ""
    asks: str = ""
    picture: Pictured | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the draft comes to, in words: the place's name, the field's, the kind's; whether danger was heard."""

    place: str = ""
    field: str = ""
    kind: str = ""
    danger: bool = False
    likely: Kind | None = None


@dataclass(frozen=True, slots=True)
class Open:
    """A report of this conversation to which something may be added: what, and under which label."""

    case: str
    code: str
    may: tuple[str, ...]


def greeting(edition: Edition, *, reports: Sequence[Open] = ()) -> Said:
    """The first word, also to whoever asks for help."""
    photo = "ảnh hoặc video hiện trường" if edition.photo_clause else "ảnh, video (nếu có)"
    fields = ", ".join(field.label.lower() for field in edition.form if field.required)
    text = (
        f"Kính chào ông/bà. Đây là kênh tiếp nhận phản ánh hiện trường của tỉnh {edition.province}. Xin gửi, theo thứ "
        f"tự nào cũng được: {photo}; mô tả sự việc; vị trí; {fields}. {EMERGENCY}"
    )
    choices: Choices = ((d.STATUS, "Xem phản ánh đã gửi"),) if reports else ()
    return Said(text, (*choices, (d.FORM, "Mở biểu mẫu")))


def answer(
    draft: Draft, missing: Sequence[Refused], *, edition: Edition, shown: Shown, gives_contact: bool
) -> Said:
    """What to say to a draft of a new report: what is wrong with what came, what is missing, or that it may be sent."""
    wanted = [each for each in missing if each.field != "declared"]
    head = [*draft.useless]
    if shown.danger and not draft.urgent and not draft.is_calm:
        return _danger(head)
    if draft.urgent:
        head.append(EMERGENCY)
    if wanted:
        return _missing(draft, wanted, head, shown, gives_contact=gives_contact)
    lines = [*head, "Phản ánh đã đủ thông tin:", *_lines(draft, shown)]
    lines.append(
        "Bấm “Xác nhận và gửi” là ông/bà chịu trách nhiệm trước pháp luật về tính trung thực, chính xác của nội dung."
    )
    choices = ((d.DECLARE, "Xác nhận và gửi"), (d.FORM, "Sửa trên biểu mẫu"), _DROP)
    return Said("\n".join(lines), choices, asks=d.DECLARE)


def elsewhere(edition: Edition, link: str) -> Said:
    """The regulation takes no report by this channel: the web form, with everything filled in, does."""
    text = (
        f"Thông tin đã đủ. Theo Quy chế của tỉnh {edition.province}, phản ánh được tiếp nhận qua biểu mẫu trên Cổng "
        "phản ánh: xin mở liên kết dưới đây, xem lại thông tin đã điền sẵn và bấm “Gửi phản ánh”. Mã và kết quả sẽ "
        "được báo lại tại đây. Liên kết dùng trong 60 phút, trên một trình duyệt."
    )
    return Said(text, ((d.FORM, "Liên kết mới"), _DROP), link=link)


def _danger(head: list[str]) -> Said:
    text = (
        f"{EMERGENCY} Nội dung có dấu hiệu khẩn cấp. Nếu cần lực lượng đến ngay, xin bấm “Khẩn cấp”: chỉ cần số điện "
        "thoại và nơi xảy ra, cán bộ trực sẽ gọi lại."
    )
    return Said("\n".join([*head, text]), ((d.URGENT, "Khẩn cấp"), (d.CALM, "Không khẩn cấp")))


def _missing(
    draft: Draft, wanted: Sequence[Refused], head: list[str], shown: Shown, *, gives_contact: bool
) -> Said:
    there = _lines(draft, shown)
    lines = [*head, *(["Đã ghi nhận:", *there] if there else []), "Còn thiếu:"]
    lines += [f"{number}. {each.reason}" for number, each in enumerate(wanted, start=1)]
    first = wanted[0].field or ""
    if first == "place":
        lines.append("Xin gửi vị trí bằng nút đính kèm của ứng dụng, hoặc nhắn tên xã, phường.")
    choices: list[tuple[str, str]] = []
    names = {each.field for each in wanted}
    if gives_contact and names & {"name", "phone"}:
        choices.append((CONTACT, "Gửi họ tên, số ĐT"))
    if "photo" in names and draft.kind is None:
        likely = shown.likely if shown.likely in _KINDS else Kind.QUESTION
        assert likely is not None
        choices.append((f"{d.KIND}:{likely.value}", _KINDS[likely]))
    return Said("\n".join(lines), (*choices, _FORM, _DROP)[:MOST_CHOICES], asks=first)


def _lines(draft: Draft, shown: Shown) -> list[str]:
    """What is there, a line each: whoever wrote sees what was understood."""
    lines = []
    if draft.files:
        lines.append(f"- {len(draft.files)} tệp ảnh, video, tài liệu")
    if draft.description:
        words = draft.words if len(draft.words) <= 300 else draft.words[:297] + "…"
        lines.append(f"- Nội dung: {words}")
    if shown.place:
        lines.append(f"- Nơi xảy ra: {shown.place}")
    if draft.has_content and shown.kind:
        lines.append(f"- Loại: {shown.kind}" + (f"; lĩnh vực: {shown.field}" if shown.field else ""))
    lines += [f"- {_LABELS[name]}: {value}" for name, value in draft.personal.items() if name in _LABELS]
    return lines


_LABELS = {
    "name": "Họ và tên",
    "phone": "Số điện thoại",
    "address": "Địa chỉ",
    "identity_number": "Số căn cước",
    "email": "Thư điện tử",
}
_ABOUT_LABELS = {d.SUPPLEMENT: "Bổ sung", d.VERIFY: "Trả lời xác minh", d.INTERACT: "Hỏi lại"}


def which(reports: Sequence[Open]) -> Said:
    """Words came, and reports are open: what are they about?"""
    choices = [
        (f"{verb}:{each.case}", f"{_ABOUT_LABELS[verb]} {each.code[-4:]}")
        for each in reports
        for verb in each.may
    ]
    codes = ", ".join(each.code for each in reports)
    text = f"Ông/bà đã có phản ánh {codes}. Tin vừa gửi là bổ sung, hỏi lại về phản ánh đó, hay là một phản ánh mới?"
    return Said(text, (*choices[: MOST_CHOICES - 1], (d.NEW, "Phản ánh mới")))


def wanted_for(verb: str, code: str) -> Said:
    """What may be sent now about a report, and how one is done."""
    text = {
        d.SUPPLEMENT: f"Xin gửi nội dung, ảnh bổ sung cho phản ánh {code}, rồi bấm “Gửi bổ sung”.",
        d.INTERACT: f"Xin nhắn nội dung cần cơ quan làm rõ về phản ánh {code}, rồi bấm “Gửi câu hỏi”.",
        d.VERIFY: f"Xin nhắn câu trả lời xác minh cho phản ánh {code}, rồi bấm “Gửi trả lời”.",
    }[verb]
    label = {d.SUPPLEMENT: "Gửi bổ sung", d.INTERACT: "Gửi câu hỏi", d.VERIFY: "Gửi trả lời"}[verb]
    return Said(text, ((d.FINISH, label), _DROP))


def received(code: str, *, urgent: bool) -> Said:
    """The receipt."""
    tail = f" {EMERGENCY}" if urgent else ""
    text = (
        f"Đã nhận phản ánh {code} của ông/bà. Xin giữ mã này để theo dõi; nhắn mã vào đây để hỏi tình trạng. "
        f"Kết quả được trả lời qua kênh này.{tail}"
    )
    return Said(text, ((d.STATUS, "Xem tình trạng"), (d.ACCOUNT, "Gắn với tài khoản")))


def taken(verb: str, code: str) -> Said:
    """What was said about a report has been taken in."""
    what = {d.SUPPLEMENT: "nội dung bổ sung", d.INTERACT: "câu hỏi", d.VERIFY: "câu trả lời xác minh"}[verb]
    return Said(f"Đã ghi nhận {what} của ông/bà cho phản ánh {code}.")


def refused(problems: Sequence[Refused], choices: Choices = ()) -> Said:
    """Why it was not taken in, in the law's own words."""
    return Said("\n".join(["Chưa thực hiện được:", *(each.reason for each in problems)]), choices)


DROPPED = Said(
    "Đã bỏ bản nháp; các tin, ảnh vừa gửi không được ghi nhận thành phản ánh.", ((d.FORM, "Mở biểu mẫu"),)
)
NO_REPORT = Said("Không tìm thấy phản ánh này. Xin kiểm tra lại mã, ví dụ VL-7K3M-9QXB-2TRC.")
TOO_OFTEN = Said(
    f"Đã gửi quá nhiều phản ánh trong thời gian ngắn; bản nháp vẫn được giữ, xin gửi lại sau 15 phút. {EMERGENCY}",
    ((d.DECLARE, "Xác nhận và gửi"),),
    asks=d.DECLARE,
)
RATED = Said("Cảm ơn ông/bà đã đánh giá.")


def status(lines: Sequence[str]) -> Said:
    """How far the reports are, a line each."""
    return Said("\n".join(lines) if lines else "Ông/bà chưa có phản ánh nào trong cuộc trò chuyện này.")


def form_link(link: str) -> Said:
    """The way to the web form with everything filled in."""
    return Said(
        "Mở biểu mẫu bằng liên kết dưới đây: thông tin đã gửi được điền sẵn. Liên kết dùng trong 60 phút, trên một "
        "trình duyệt; xin không chuyển cho người khác.",
        link=link,
    )


def account_link(link: str) -> Said:
    """The way to the page that joins the conversation to one's account."""
    return Said(
        "Mở liên kết dưới đây và đăng nhập để gắn cuộc trò chuyện này với tài khoản của ông/bà: phản ánh gửi tại đây "
        "sẽ hiện trong danh sách của ông/bà. Liên kết dùng trong 60 phút; xin không chuyển cho người khác.",
        link=link,
    )


def result(
    code: str, words: str, *, outcome: str, ratings: Sequence[tuple[str, str]], case: str, may_ask: bool
) -> Said:
    """The answer, with the levels of the edition to tap."""
    shown = words if len(words) <= 1500 else words[:1497] + "…"
    choices = [(f"{d.RATE}:{case}:{key}", name[:20]) for key, name in ratings]
    if may_ask:
        choices.append((f"{d.INTERACT}:{case}", f"Hỏi lại {code[-4:]}"))
    ask = " Mời ông/bà đánh giá:" if ratings else ""
    return Said(f"Phản ánh {code}: {outcome}\n{shown}{ask}".strip(), tuple(choices[:MOST_CHOICES]))


def result_picture(code: str, picture: Pictured, *, number: int, of: int, choices: Choices) -> Said:
    """A picture of the answer, with what could be tapped below the answer itself."""
    counted = f" ({number}/{of})" if of > 1 else ""
    return Said(f"Ảnh kết quả xử lý phản ánh {code}{counted}", choices, picture=picture)


def asked(verb: str, code: str, words: str, *, case: str) -> Said:
    """The centre wants something for a report: what, and a way to begin."""
    what = "cần được bổ sung" if verb == d.SUPPLEMENT else "cần được xác minh"
    return Said(f"Phản ánh {code} {what}. {words}".strip(), ((f"{verb}:{case}", _ABOUT_LABELS[verb]),))
