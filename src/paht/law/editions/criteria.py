"""The parts of an agency's score that every edition uses until its operator sets others."""

from paht.law.editions.rows import Criterion

CRITERIA = (
    Criterion(key="in_time", name="Tỷ lệ kết quả đúng hạn", weight=50),
    Criterion(key="satisfied", name="Tỷ lệ hài lòng", weight=30),
    Criterion(key="cooperation", name="Phối hợp: 100 trừ 10 cho mỗi lượt vi phạm về phối hợp", weight=20),
)
