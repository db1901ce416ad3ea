"""Why a file cannot be taken, in words that tell a citizen what is wrong and what to do."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Unreadable:
    """The answer to a file that cannot be evidence; nothing of it was kept."""

    reason: str


ACCEPTED = "Hãy chọn ảnh JPEG, PNG, WebP hoặc video MP4, MOV, 3GP, WebM."

EMPTY = Unreadable("Tệp rỗng (0 byte), không có nội dung. Hãy chọn lại ảnh hoặc chụp ảnh mới rồi gửi lại.")
TEXT = Unreadable(
    "Tệp này không phải là ảnh: nội dung bên trong là văn bản, dù tên tệp có thể kết thúc bằng .jpg hoặc "
    ".png. Hãy chọn lại ảnh chụp hiện trường."
)
HEIC = Unreadable(
    "Ảnh này ở định dạng HEIC, hệ thống chưa nhận được. Trên iPhone, hãy vào Cài đặt › Camera › Định dạng, "
    "chọn “Tương thích nhất” rồi chụp lại, hoặc chuyển ảnh sang JPEG trước khi gửi."
)
AVIF = Unreadable("Ảnh này ở định dạng AVIF, hệ thống chưa nhận được. Hãy chuyển ảnh sang JPEG rồi gửi lại.")
GIF = Unreadable("Tệp này là ảnh GIF, không phải ảnh chụp hiện trường. " + ACCEPTED)
SVG = Unreadable("Tệp này là hình vẽ SVG, không phải ảnh chụp hiện trường. " + ACCEPTED)
PDF = Unreadable(
    "Tệp này là văn bản PDF, không phải ảnh. Hãy chụp ảnh hiện trường, hoặc chụp màn hình trang cần gửi."
)
AUDIO = Unreadable("Tệp này chỉ có âm thanh, không có hình. " + ACCEPTED)
UNKNOWN = Unreadable("Không nhận ra định dạng của tệp này. " + ACCEPTED)
TRUNCATED_PICTURE = Unreadable(
    "Ảnh bị thiếu phần cuối, có thể do tải lên hoặc sao chép chưa xong. Hãy gửi lại ảnh gốc hoặc chụp ảnh mới."
)
TRUNCATED_VIDEO = Unreadable(
    "Video bị thiếu một phần, có thể do tải lên hoặc sao chép chưa xong. Hãy gửi lại video gốc hoặc quay lại."
)
CORRUPT = Unreadable(
    "Không đọc được ảnh này vì tệp bị hỏng. Hãy chọn lại ảnh gốc hoặc chụp ảnh mới rồi gửi lại."
)


def too_large(*, limit_mb: int, video: bool) -> Unreadable:
    """The answer to more than ``limit_mb`` megabytes."""
    if video:
        return Unreadable(
            f"Video lớn hơn {limit_mb} MB. Hãy quay đoạn ngắn hơn, giảm độ phân giải, hoặc gửi ảnh thay cho video."
        )
    return Unreadable(
        f"Ảnh lớn hơn {limit_mb} MB. Hãy thu nhỏ ảnh, hoặc giảm độ phân giải trong cài đặt máy ảnh rồi chụp lại."
    )


def too_many_pixels(*, limit_megapixels: int) -> Unreadable:
    """The answer to a picture that would take too much memory to show."""
    return Unreadable(
        f"Ảnh có hơn {limit_megapixels} triệu điểm ảnh, hệ thống không nhận được. "
        "Hãy thu nhỏ ảnh, hoặc giảm độ phân giải trong cài đặt máy ảnh rồi chụp lại."
    )
