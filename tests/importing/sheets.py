"""Tables of the three earlier systems, as such systems write them: rows of heads above the titles, titles over several
columns, odd dates, communes of then, numbers without their first nought, an empty row, rows that are wrong."""

import csv
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

BEN_TRE = "ben-tre-2022-2623"
TRA_VINH = "tra-vinh-2024-1433"
VINH_LONG = "vinh-long-2025-490"


def ben_tre(path: Path, *, more: int = 0) -> Path:
    """CSV: titles in the first row; rows 4 and 5 are wrong, row 6 is empty."""
    titles = [
        *(
            "Mã PA",
            "Tiêu đề",
            "Nội dung phản ánh",
            "Chuyên mục",
            "Nguồn tiếp nhận",
            "Xã/Phường",
            "Quận/Huyện",
        ),
        *("Thời gian gửi", "Người phản ánh", "Số điện thoại", "Trạng thái", "Nội dung trả lời", "Lượt xem"),
    ]
    rows = [
        [
            *(
                "BT-0001",
                "Nắp cống vỡ",
                "Nắp cống trước số nhà 12 đường Nguyễn Huệ bị vỡ.",
                "Thoát nước",
                "Zalo",
            ),
            *("P.7", "TP. Bến Tre", "08h30 15/11/2023", "Nguyễn Thị Ngọc Hân", "912345678", "Đã xử lý"),
            *("Đã thay nắp cống.", "231"),
        ],
        [
            *("BT-0002", "", "Đèn đường trước chợ tắt ba đêm liền.", "Điện chiếu sáng", "Ứng dụng di động"),
            *(
                "Thị trấn Giồng Trôm",
                "",
                "02/09/2024 19:05",
                "Trần Văn Bé Năm",
                "0987 654 321",
                "Đang xử lý",
                "",
                "12",
            ),
        ],
        [
            *("BT-0003", "Sạt lở", "Bờ sông sạt lở dài 20 m.", "Sạt lở", "Tổng đài 1022", "Xã Mỹ Thạnh", ""),
            *("31/02/2024", "Lê Thị Ánh", "0909000111", "Đã xử lý", "", "7"),
        ],
        [
            *("BT-0004", "Rác", "Bãi rác tự phát cạnh trường học.", "Rác thải", "Website", "Xã Không Có", ""),
            *("03/01/2024", "Phạm Văn Út", "0909000222", "Đã hoàn tất hồ sơ", "", "9"),
        ],
        [],
        [
            *(
                "BT-0005",
                "Cây nghiêng",
                "Cây xanh nghiêng ra đường, dễ gãy.",
                "Cây xanh",
                "Facebook",
                "Xã Sơn Đông",
            ),
            *("Thành phố Bến Tre", "2024-05-06T07:08:00", "", "", "Từ chối tiếp nhận", "", ""),
        ],
    ]
    rows += [
        [
            f"BT-9{n:04}",
            "",
            f"Ổ gà số {n}.",
            "Giao thông",
            "",
            "An Hội",
            "",
            "01/02/2024",
            "",
            "",
            "Hoàn thành",
            "",
            "",
        ]
        for n in range(more)
    ]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([titles, *rows])
    return path


def tra_vinh(path: Path) -> Path:
    """A workbook: four rows above the titles, "Người gửi" over three columns; real dates; row 9 is wrong."""
    book = openpyxl.Workbook()
    sheet = book.create_sheet(index=0)
    above = ["ỦY BAN NHÂN DÂN TỈNH TRÀ VINH", "DANH SÁCH PHẢN ÁNH HIỆN TRƯỜNG", "Từ ngày 01/01/2025", None]
    _rows(sheet, [[each] for each in above])
    sheet.append(
        [
            "STT",
            "Mã hồ sơ",
            "Ngày tiếp nhận",
            "Lĩnh vực",
            "Nội dung",
            "Địa bàn",
            "Người gửi",
            "",
            "",
            "Tình trạng",
        ]
    )
    sheet.append(["", "", "", "", "", "", "Họ và tên", "Điện thoại", "Địa chỉ", ""])
    for first, last in ("A1:J1", "A2:J2"), ("G5:I5", "J5:J6"):
        sheet.merge_cells(first)
        sheet.merge_cells(last)
    told = "Đường hẻm 36 ngập sau mưa, xe máy chết máy."
    _rows(
        sheet,
        [
            [
                *(1, "TV-2025-17", _at(2025, 3, 4, 14, 5), "Ngập úng", told),
                *(
                    "Phường 1, thành phố Trà Vinh",
                    "Kim Thị Sa Rây",
                    294123456,
                    "Khóm 2, Phường 1",
                    "Đã trả lời",
                ),
            ],
            [
                *(2, "TV-2025-18", _at(2025, 8, 1, 9, 0), "Môi trường", "Cơ sở xay xát xả bụi."),
                *("Xã Càng Long", "Thạch Sang", "0918 222 333", "", "Mới tiếp nhận"),
            ],
            [
                *(3, "TV-2025-19", _at(2025, 3, 5), "Rác thải", "Rác tồn đọng ở chợ."),
                *("Phường 1", "", "", "", "Hoàn thành"),
            ],
            [
                *(4, "TV-2025-20", _at(2025, 3, 6), "Giao thông", "Biển báo bị che khuất."),
                *("TT. Càng Long, H. Càng Long", "", "", "", "Hoàn thành"),
            ],
        ],
    )
    book.save(path)
    return path


def vinh_long(path: Path) -> Path:
    """A workbook with a township that was split: told by its place where the row has one."""
    book = openpyxl.Workbook()
    sheet = book.create_sheet(index=0)
    _rows(
        sheet,
        [
            [
                *("Mã phản ánh", "Ngày gửi", "Lĩnh vực", "Nội dung", "Địa điểm", "Xã, phường, thị trấn"),
                *("Vĩ độ", "Kinh độ", "Đơn vị xử lý", "Trạng thái", "Kết quả xử lý", "Hình ảnh"),
            ],
            [
                *(
                    "VL490-1",
                    "12/04/2025 10:15",
                    "Giao thông",
                    "Mặt cầu hư hỏng.",
                    "Cầu Trà Ôn",
                    "Thị trấn Trà Ôn",
                ),
                *("9,9660", "105,9220", "UBND huyện Trà Ôn", "Đã xử lý", "Đã sửa mặt cầu.", ""),
            ],
            [
                *(
                    "VL490-2",
                    "13/04/2025",
                    "Chiếu sáng",
                    "Đèn hư.",
                    "",
                    "Thị trấn Trà Ôn",
                    "",
                    "",
                    "",
                    "Đã xử lý",
                ),
                *("", ""),
            ],
        ],
    )
    book.save(path)
    return path


def _at(*parts: int) -> datetime:
    """A workbook's own date: it has no zone."""
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001


def _rows(sheet: Worksheet, rows: Sequence[Sequence[object]]) -> None:
    for row in rows:
        sheet.append(list(row))
