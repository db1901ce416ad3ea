"""What a call says: spoken by the exchange's voice, or played from a recording that has the template's name. The words
stand beside the vault process that places the call, so that nobody who may order one can make a telephone say
others."""

PRESS = "Nhấn phím 1 để xác nhận."

SPOKEN: dict[str, str] = {
    "urgent_alarm": "Tổng đài 1022: có báo động khẩn cấp {code} đang chờ xử lý. Xin mở hệ thống ngay. "
    + PRESS,
    "urgent_returned": "Tổng đài 1022: phản ánh khẩn cấp {code} bị trả lại, cần chuyển cơ quan khác ngay. "
    + PRESS,
    "urgent_dispatch": "Tổng đài 1022: phản ánh khẩn cấp {code} được chuyển đến cơ quan. "
    "Nhấn phím 1 để xác nhận đã nhận và cử ngay lực lượng.",
}
OTHERWISE = "Tổng đài 1022: có việc về phản ánh {code}. Xin mở hệ thống. " + PRESS


def spoken(template: str, *, code: str) -> str:
    """The words of a call; the code is read out sign by sign."""
    return SPOKEN.get(template, OTHERWISE).format(code=" ".join(code.replace("-", "")))
