"""What the text messages to senders say: one message of 160 characters each, without diacritics, and of the report
nothing but its code. They stand here, beside the vault process that sends them, so that nobody who may order a message
can make a telephone show words of their own."""

_FOLLOW = "Xem tai muc Tra cuu phan anh."

_OWN = "Xem tai muc Du lieu cua toi."

TO_SENDER: dict[str, str] = {
    "receipt": "Da nhan phan anh {code} cua ong/ba. Ma nay dung de theo doi phan anh. " + _FOLLOW,
    "supplement_requested": "Phan anh {code} can duoc bo sung thong tin, xin bo sung trong thoi han. "
    + _FOLLOW,
    "verification_requested": "Trung tam can xac minh phan anh {code}, xin ong/ba tra loi. " + _FOLLOW,
    "lapsed": "Phan anh {code} ket thuc vi khong co bo sung trong thoi han. " + _FOLLOW,
    "refused": "Phan anh {code} khong duoc tiep nhan, ly do co trong trang theo doi. " + _FOLLOW,
    "accepted": "Phan anh {code} da duoc tiep nhan. " + _FOLLOW,
    "dispatched": "Phan anh {code} da duoc chuyen den co quan xu ly. " + _FOLLOW,
    "extended": "Thoi han xu ly phan anh {code} duoc gia han, ngay moi co trong trang theo doi. " + _FOLLOW,
    "sanction_procedure": "Phan anh {code} duoc xu ly theo thu tuc xu phat vi pham hanh chinh. " + _FOLLOW,
    "progress": "Co quan xu ly da thong tin tinh trang cua phan anh {code}. " + _FOLLOW,
    "answered": "Phan anh {code} da co ket qua tra loi, moi ong/ba xem va danh gia. " + _FOLLOW,
    "monitored": "Phan anh {code} da duoc chuyen co quan chuc nang theo doi. " + _FOLLOW,
    "updated": "Ket qua tra loi phan anh {code} co noi dung cap nhat. " + _FOLLOW,
    "interaction_answered": "Da co tra loi cho tuong tac cua ong/ba ve phan anh {code}. " + _FOLLOW,
    "interaction_declined": "Tuong tac cua ong/ba ve phan anh {code} khong duoc chuyen, ly do co trong trang theo doi. "
    + _FOLLOW,
    "consent_asked": "Co quan xu ly phan anh {code} xin phep xem thong tin ca nhan cua ong/ba, xin tra loi. "
    + _FOLLOW,
    "consent_recalled": "Co quan da thoi hoi hoac thoi xem thong tin ca nhan cua ong/ba o phan anh {code}. "
    + _FOLLOW,
    "data_demanded": "Thong tin cua ong/ba o phan anh {code} phai cung cap theo luat. " + _FOLLOW,
    "data_request_received": "Da nhan yeu cau cua ong/ba ve du lieu ca nhan. " + _OWN,
    "data_request_acknowledged": "Nguoi phu trach dang thuc hien yeu cau cua ong/ba ve du lieu ca nhan. "
    + _OWN,
    "data_request_extended": "Yeu cau cua ong/ba ve du lieu ca nhan duoc gia han, ly do co trong trang. "
    + _OWN,
    "data_request_refused": "Yeu cau cua ong/ba ve du lieu ca nhan bi tu choi, can cu co trong trang. "
    + _OWN,
    "data_request_fulfilled": "Yeu cau cua ong/ba ve du lieu ca nhan da duoc thuc hien. " + _OWN,
    "due_soon": "Mot thoi han cua ong/ba ve phan anh {code} sap het. " + _FOLLOW,
    "overdue": "Mot thoi han cua ong/ba ve phan anh {code} da qua. " + _FOLLOW,
}


def text_to_sender(template: str, *, code: str) -> str | None:
    """What the telephone shows; ``None`` for a template that is not one of a sender's, or that names a report where
    there is none."""
    words = TO_SENDER.get(template)
    if words is None or ("{code}" in words and not code):
        return None
    return words.format(code=code)
