"""Why a file cannot be taken, in words that tell a citizen what is wrong and what to do."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Unreadable:
    """The answer to a file that cannot be evidence; nothing of it was kept."""

    reason: str


@dataclass(frozen=True)
class TookTooLong(Unreadable):
    """The answer to a file whose reading was broken off at its limit of time; nothing of it was kept."""


@dataclass(frozen=True)
class Busy(Unreadable):
    """The answer where too many files wait: this one was not looked at, and may be sent again."""


ACCEPTED = (
    "Hãy chọn ảnh (JPEG, PNG, WebP, HEIC, AVIF), video (MP4, MOV, 3GP, WebM), bản ghi âm (M4A, MP3, AMR, OGG, WAV) "
    "hoặc tài liệu (PDF, DOCX, XLSX)."
)

EMPTY = Unreadable("Tệp rỗng (0 byte), không có nội dung. Hãy chọn lại ảnh hoặc chụp ảnh mới rồi gửi lại.")
TEXT = Unreadable(
    "Tệp này không phải là ảnh: nội dung bên trong là văn bản, dù tên tệp có thể kết thúc bằng .jpg hoặc "
    ".png. Hãy chọn lại ảnh chụp hiện trường."
)
AVIF_SEQUENCE = Unreadable("Tệp này là ảnh động AVIF, không phải ảnh chụp hiện trường. " + ACCEPTED)
GIF = Unreadable("Tệp này là ảnh GIF, không phải ảnh chụp hiện trường. " + ACCEPTED)
SVG = Unreadable("Tệp này là hình vẽ SVG, không phải ảnh chụp hiện trường. " + ACCEPTED)
ARCHIVE = Unreadable(
    "Tệp này là tệp nén (như ZIP, RAR, 7z), hệ thống không mở tệp nén. "
    "Hãy giải nén rồi gửi từng ảnh, video hoặc tài liệu bên trong."
)
PROGRAM = Unreadable("Tệp này là chương trình hoặc mã lệnh, hệ thống không nhận. " + ACCEPTED)
OLD_OFFICE = Unreadable(
    "Tài liệu này ở định dạng cũ (như .doc, .xls, .ppt), có thể chứa mã lệnh nên hệ thống không nhận. "
    "Hãy mở tài liệu, lưu lại thành PDF, DOCX hoặc XLSX rồi gửi."
)
OTHER_OFFICE = Unreadable(
    "Tài liệu này không phải là DOCX hoặc XLSX. Hãy mở tài liệu, lưu lại thành PDF, DOCX hoặc XLSX rồi gửi."
)
UNKNOWN = Unreadable("Không nhận ra định dạng của tệp này. " + ACCEPTED)

TRUNCATED_PICTURE = Unreadable(
    "Ảnh bị thiếu phần cuối, có thể do tải lên hoặc sao chép chưa xong. Hãy gửi lại ảnh gốc hoặc chụp ảnh mới."
)
TRUNCATED_VIDEO = Unreadable(
    "Video bị thiếu một phần, có thể do tải lên hoặc sao chép chưa xong. Hãy gửi lại video gốc hoặc quay lại."
)
TRUNCATED_SOUND = Unreadable(
    "Bản ghi âm bị thiếu một phần, có thể do tải lên hoặc sao chép chưa xong. "
    "Hãy gửi lại bản ghi gốc hoặc ghi âm lại."
)
CORRUPT = Unreadable(
    "Không đọc được ảnh này vì tệp bị hỏng. Hãy chọn lại ảnh gốc hoặc chụp ảnh mới rồi gửi lại."
)
CORRUPT_VIDEO = Unreadable(
    "Không đọc được video này vì tệp bị hỏng. Hãy chọn lại video gốc, quay lại, hoặc gửi ảnh thay cho video."
)
CORRUPT_SOUND = Unreadable(
    "Không đọc được bản ghi âm này vì tệp bị hỏng. Hãy chọn lại bản ghi gốc hoặc ghi âm lại."
)
CORRUPT_DOCUMENT = Unreadable(
    "Không đọc được tài liệu này vì tệp bị hỏng. Hãy mở lại tài liệu gốc, lưu thành PDF rồi gửi lại, "
    "hoặc chụp ảnh các trang."
)

TWO_IN_ONE = Unreadable(
    "Bên trong tệp này còn giấu một tệp khác (tệp nén, trang web hoặc mã lệnh), nên hệ thống không nhận. "
    "Hãy gửi lại tệp gốc lấy từ máy, hoặc chụp màn hình rồi gửi ảnh chụp đó."
)
PDF_ACTIVE = Unreadable(
    "Tài liệu PDF này chứa mã lệnh, lệnh mở chương trình hoặc tệp đính kèm bên trong, nên hệ thống không nhận. "
    "Hãy in lại thành PDF mới (In › Lưu thành PDF) rồi gửi, hoặc chụp ảnh các trang."
)
LOCKED_DOCUMENT = Unreadable(
    "Tài liệu này được khóa bằng mật khẩu hoặc mã hóa, hệ thống không đọc được. Hãy bỏ mật khẩu rồi gửi lại, "
    "hoặc chụp ảnh các trang."
)
MACRO = Unreadable(
    "Tài liệu này chứa macro, đối tượng nhúng hoặc lệnh tự chạy, nên hệ thống không nhận. "
    "Hãy lưu lại thành PDF, hoặc thành DOCX, XLSX không có macro, rồi gửi."
)
LINKED = Unreadable(
    "Tài liệu này lấy nội dung từ một địa chỉ bên ngoài khi được mở, nên hệ thống không nhận. "
    "Hãy lưu lại thành PDF rồi gửi."
)
BOMB = Unreadable(
    "Nội dung của tệp này phình ra quá lớn khi được mở, nên hệ thống không nhận. "
    "Hãy gửi tệp nhỏ hơn, hoặc chụp ảnh nội dung cần gửi."
)
UNSAFE = Unreadable(
    "Không thể đọc tệp này một cách an toàn: nội dung của tệp làm hỏng chương trình đọc. "
    "Hãy gửi lại tệp gốc, hoặc chụp màn hình rồi gửi ảnh chụp đó."
)
NO_SUCH_FORM = Unreadable("Tệp này không có bản sao loại đó. Hãy yêu cầu xem tệp gốc nếu cần.")
TOO_LONG = TookTooLong(
    "Đọc tệp này mất quá nhiều thời gian nên hệ thống đã dừng lại. "
    "Hãy gửi tệp nhỏ hơn hoặc đoạn ngắn hơn, hoặc gửi ảnh thay thế."
)
BUSY = Busy(
    "Hệ thống đang kiểm tra nhiều tệp cùng lúc nên chưa nhận được tệp này. "
    "Hãy đợi một phút rồi chọn lại tệp và gửi; nội dung đã nhập vẫn được giữ."
)
CLOSED = Busy(
    "Bộ phận kiểm tra tệp của hệ thống đang tạm ngừng nên chưa nhận được tệp này. "
    "Hãy đợi ít phút rồi chọn lại tệp và gửi; nội dung đã nhập vẫn được giữ."
)

_SMALLER = {
    "picture": ("Ảnh", "Hãy thu nhỏ ảnh, hoặc giảm độ phân giải trong cài đặt máy ảnh rồi chụp lại."),
    "video": ("Video", "Hãy quay đoạn ngắn hơn, giảm độ phân giải, hoặc gửi ảnh thay cho video."),
    "sound": ("Bản ghi âm", "Hãy ghi đoạn ngắn hơn, hoặc chia thành nhiều đoạn."),
    "document": ("Tài liệu", "Hãy chỉ gửi những trang cần thiết, hoặc chụp ảnh các trang đó."),
}


def too_large(*, limit_mb: int, family: str) -> Unreadable:
    """The answer to more than ``limit_mb`` megabytes of a ``picture``, ``video``, ``sound`` or ``document``."""
    name, advice = _SMALLER[family]
    return Unreadable(f"{name} lớn hơn {limit_mb} MB. {advice}")


def too_many_pixels(*, limit_megapixels: int) -> Unreadable:
    """The answer to a picture that would take too much memory to show."""
    return Unreadable(
        f"Ảnh có hơn {limit_megapixels} triệu điểm ảnh, hệ thống không nhận được. "
        "Hãy thu nhỏ ảnh, hoặc giảm độ phân giải trong cài đặt máy ảnh rồi chụp lại."
    )


def too_long(*, limit_minutes: int, family: str) -> Unreadable:
    """The answer to a ``video`` or ``sound`` that lasts longer than that."""
    name, advice = _SMALLER[family]
    return Unreadable(f"{name} dài hơn {limit_minutes} phút. {advice}")


def too_many_pages(*, limit_pages: int) -> Unreadable:
    """The answer to a document with more pages than that."""
    return Unreadable(
        f"Tài liệu có hơn {limit_pages} trang. Hãy chỉ gửi những trang cần thiết, hoặc chụp ảnh các trang đó."
    )


def not_here(family: str) -> Unreadable:
    """The answer to a recording or a document where pictures alone are asked for."""
    name, _ = _SMALLER[family]
    return Unreadable(
        f"Tệp này là {name.lower()}. Ở đây chỉ nhận ảnh hoặc video: hãy chụp ảnh rồi gửi ảnh chụp đó."
    )


def corrupt(family: str) -> Unreadable:
    """The answer to a damaged file of that family."""
    return {
        "picture": CORRUPT,
        "video": CORRUPT_VIDEO,
        "sound": CORRUPT_SOUND,
        "document": CORRUPT_DOCUMENT,
    }[family]


def truncated(family: str) -> Unreadable:
    """The answer to a file of that family whose end is missing."""
    return {
        "picture": TRUNCATED_PICTURE,
        "video": TRUNCATED_VIDEO,
        "sound": TRUNCATED_SOUND,
        "document": CORRUPT_DOCUMENT,
    }[family]
