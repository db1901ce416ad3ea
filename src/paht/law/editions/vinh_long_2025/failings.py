"""Điều 13 to 15: what the IOC reports of agencies, Vĩnh Long 2025."""

from paht.law.editions.rows import Failing, Measure

FAILINGS = (
    Failing(
        key="over_time",
        name="Quá 07 ngày làm việc",
        clause="VL.15.2.a",
        measure=Measure.TERMS,
        terms=frozenset({"total", "total_unreceived"}),
    ),
    Failing(
        key="extension_missed",
        name="Đã gia hạn nhưng không cập nhật kết quả theo thời gian gia hạn",
        clause="VL.15.2.a",
        measure=Measure.TERMS,
        terms=frozenset({"extended"}),
    ),
    Failing(
        key="satisfaction",
        name="Tỷ lệ hài lòng dưới 70%",
        clause="VL.15.2.b",
        measure=Measure.RATINGS,
        under_percent=70,
    ),
    Failing(
        key="corrections",
        name="Thiếu phối hợp: không chỉnh sửa kết quả bị trả lại trong thời hạn",
        clause="VL.15.2.c",
        measure=Measure.TERMS,
        terms=frozenset({"correction", "correction_of_form"}),
        cooperation=True,
    ),
    Failing(
        key="calls",
        name="Thiếu phối hợp: không nhận điện thoại 3 lần trong 3 ngày",
        clause="VL.13.2.c",
        measure=Measure.CALLS,
        least=3,
        within_days=3,
        cooperation=True,
    ),
    Failing(
        key="silence",
        name="Nhiều lần không trả lời tương tác",
        clause="VL.14.3",
        measure=Measure.TERMS,
        terms=frozenset({"interaction"}),
        least=2,
        cooperation=True,
    ),
)
