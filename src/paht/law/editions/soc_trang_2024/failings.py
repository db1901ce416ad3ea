"""Điều 10 and 12: slow or absent handling, for which the head of an agency answers, Sóc Trăng 2024."""

from paht.law.editions.rows import Failing, Measure

FAILINGS = (
    Failing(
        key="over_time",
        name="Chậm xử lý hoặc không xử lý phản ánh trong thời hạn",
        clause="ST.12",
        measure=Measure.TERMS,
        terms=frozenset({"handling"}),
    ),
    Failing(
        key="silence",
        name="Không làm rõ thông tin người gửi phản hồi trong thời hạn",
        clause="ST.10.2",
        measure=Measure.TERMS,
        terms=frozenset({"interaction", "clarification"}),
        cooperation=True,
    ),
)
