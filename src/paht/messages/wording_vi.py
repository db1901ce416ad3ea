"""What senders are told, in Vietnamese: of each template the text message (160 characters, no diacritics, of the report
nothing but its code), what a chat, a letter or a push says, and its subject."""

from paht.messages.words import Words

_FOLLOW = "Xem tai muc Tra cuu phan anh."
_OWN = "Xem tai muc Du lieu cua toi."


def _letter(body: str, see: str = "Xem chi tiết tại: {link}") -> str:
    return f"Kính gửi ông/bà,\n{body}\n{see}\nTrân trọng."


_OWN_PAGE = "Xem tại mục Dữ liệu của tôi: {link}"

VIETNAMESE: dict[str, Words] = {
    "receipt": Words(
        "Da nhan phan anh {code} cua ong/ba. Ma nay dung de theo doi phan anh. " + _FOLLOW,
        _letter(
            "Trung tâm đã nhận được phản ánh của ông/bà, mã {code}. Xin giữ mã này để theo dõi quá trình giải quyết.",
            "Theo dõi phản ánh tại: {link}",
        ),
        "Đã nhận phản ánh {code}",
    ),
    "supplement_requested": Words(
        "Phan anh {code} can duoc bo sung thong tin, xin bo sung trong thoi han. " + _FOLLOW,
        _letter(
            "Phản ánh {code} chưa đủ thông tin để tiếp nhận. Đề nghị ông/bà bổ sung trong thời hạn ghi trên trang theo "
            "dõi; quá thời hạn mà không có bổ sung, phản ánh sẽ kết thúc.",
            "Nội dung cần bổ sung và biểu mẫu: {link}",
        ),
        "Cần bổ sung thông tin cho phản ánh {code}",
    ),
    "verification_requested": Words(
        "Trung tam can xac minh phan anh {code}, xin ong/ba tra loi. " + _FOLLOW,
        _letter(
            "Trung tâm cần xác minh một số thông tin của phản ánh {code}. Đề nghị ông/bà trả lời trên trang theo dõi.",
            "Trả lời tại: {link}",
        ),
        "Cần xác minh phản ánh {code}",
    ),
    "lapsed": Words(
        "Phan anh {code} ket thuc vi khong co bo sung trong thoi han. " + _FOLLOW,
        _letter(
            "Phản ánh {code} đã kết thúc vì không có thông tin bổ sung trong thời hạn. Nếu sự việc vẫn còn, ông/bà có "
            "thể gửi phản ánh mới."
        ),
        "Phản ánh {code} đã kết thúc",
    ),
    "refused": Words(
        "Phan anh {code} khong duoc tiep nhan, ly do co trong trang theo doi. " + _FOLLOW,
        _letter(
            "Phản ánh {code} không đủ điều kiện tiếp nhận. Lý do, căn cứ và hướng dẫn tiếp theo có trên "
            "trang theo dõi.",
            "Xem lý do tại: {link}",
        ),
        "Phản ánh {code} không được tiếp nhận",
    ),
    "accepted": Words(
        "Phan anh {code} da duoc tiep nhan. " + _FOLLOW,
        _letter("Phản ánh {code} đã được tiếp nhận và sẽ được chuyển đến cơ quan có thẩm quyền xử lý."),
        "Đã tiếp nhận phản ánh {code}",
    ),
    "dispatched": Words(
        "Phan anh {code} da duoc chuyen den co quan xu ly. " + _FOLLOW,
        _letter(
            "Phản ánh {code} đã được chuyển đến cơ quan xử lý. Cơ quan đang giữ phản ánh và thời hạn có "
            "trên trang theo "
            "dõi."
        ),
        "Phản ánh {code} đã chuyển cơ quan xử lý",
    ),
    "extended": Words(
        "Thoi han xu ly phan anh {code} duoc gia han, ngay moi co trong trang theo doi. " + _FOLLOW,
        _letter("Thời hạn xử lý phản ánh {code} được gia hạn. Thời hạn mới và lý do có trên trang theo dõi."),
        "Gia hạn xử lý phản ánh {code}",
    ),
    "sanction_procedure": Words(
        "Phan anh {code} duoc xu ly theo thu tuc xu phat vi pham hanh chinh. " + _FOLLOW,
        _letter(
            "Sự việc trong phản ánh {code} được xử lý theo thủ tục xử phạt vi phạm hành chính. Thời hạn "
            "theo thủ tục này "
            "có trên trang theo dõi."
        ),
        "Phản ánh {code}: xử lý vi phạm hành chính",
    ),
    "progress": Words(
        "Co quan xu ly da thong tin tinh trang cua phan anh {code}. " + _FOLLOW,
        _letter("Cơ quan xử lý đã thông tin về tình trạng giải quyết phản ánh {code}."),
        "Tình trạng giải quyết phản ánh {code}",
    ),
    "answered": Words(
        "Phan anh {code} da co ket qua tra loi, moi ong/ba xem va danh gia. " + _FOLLOW,
        _letter(
            "Phản ánh {code} đã có kết quả trả lời. Kính mời ông/bà xem kết quả và cho ý kiến đánh giá.",
            "Xem và đánh giá tại: {link}",
        ),
        "Kết quả trả lời phản ánh {code}",
    ),
    "monitored": Words(
        "Phan anh {code} da duoc chuyen co quan chuc nang theo doi. " + _FOLLOW,
        _letter("Phản ánh {code} đã được chuyển đến cơ quan chức năng để theo dõi."),
        "Phản ánh {code} đã chuyển theo dõi",
    ),
    "updated": Words(
        "Ket qua tra loi phan anh {code} co noi dung cap nhat. " + _FOLLOW,
        _letter("Kết quả trả lời phản ánh {code} có nội dung cập nhật."),
        "Cập nhật kết quả phản ánh {code}",
    ),
    "interaction_answered": Words(
        "Da co tra loi cho tuong tac cua ong/ba ve phan anh {code}. " + _FOLLOW,
        _letter("Đã có trả lời cho tương tác của ông/bà về phản ánh {code}."),
        "Trả lời tương tác về phản ánh {code}",
    ),
    "interaction_declined": Words(
        "Tuong tac cua ong/ba ve phan anh {code} khong duoc chuyen, ly do co trong trang theo doi. "
        + _FOLLOW,
        _letter(
            "Tương tác của ông/bà về phản ánh {code} không được chuyển đến cơ quan xử lý. Lý do có trên "
            "trang theo dõi.",
            "Xem lý do tại: {link}",
        ),
        "Tương tác về phản ánh {code} không được chuyển",
    ),
    "consent_asked": Words(
        "Co quan xu ly phan anh {code} xin phep xem thong tin ca nhan cua ong/ba, xin tra loi. " + _FOLLOW,
        _letter(
            "Cơ quan xử lý phản ánh {code} đề nghị được xem thông tin cá nhân của ông/bà. Ông/bà có quyền đồng ý hoặc "
            "từ chối; chưa có sự đồng ý, cơ quan không xem được.",
            "Trả lời tại: {link}",
        ),
        "Đề nghị xem thông tin cá nhân ở phản ánh {code}",
    ),
    "consent_recalled": Words(
        "Co quan da thoi hoi hoac thoi xem thong tin ca nhan cua ong/ba o phan anh {code}. " + _FOLLOW,
        _letter("Cơ quan đã thôi hỏi hoặc thôi xem thông tin cá nhân của ông/bà ở phản ánh {code}."),
        "Thôi xem thông tin cá nhân ở phản ánh {code}",
    ),
    "data_demanded": Words(
        "Thong tin cua ong/ba o phan anh {code} phai cung cap theo luat. " + _FOLLOW,
        _letter(
            "Thông tin cá nhân của ông/bà ở phản ánh {code} phải được cung cấp theo yêu cầu của pháp luật. Căn cứ có "
            "trên trang theo dõi."
        ),
        "Cung cấp thông tin ở phản ánh {code} theo luật",
    ),
    "data_request_received": Words(
        "Da nhan yeu cau cua ong/ba ve du lieu ca nhan. " + _OWN,
        _letter("Trung tâm đã nhận được yêu cầu của ông/bà về dữ liệu cá nhân.", _OWN_PAGE),
        "Đã nhận yêu cầu về dữ liệu cá nhân",
    ),
    "data_request_acknowledged": Words(
        "Nguoi phu trach dang thuc hien yeu cau cua ong/ba ve du lieu ca nhan. " + _OWN,
        _letter("Người phụ trách đang thực hiện yêu cầu của ông/bà về dữ liệu cá nhân.", _OWN_PAGE),
        "Đang thực hiện yêu cầu về dữ liệu cá nhân",
    ),
    "data_request_extended": Words(
        "Yeu cau cua ong/ba ve du lieu ca nhan duoc gia han, ly do co trong trang. " + _OWN,
        _letter(
            "Thời hạn thực hiện yêu cầu của ông/bà về dữ liệu cá nhân được gia hạn. Lý do có trên trang.",
            _OWN_PAGE,
        ),
        "Gia hạn yêu cầu về dữ liệu cá nhân",
    ),
    "data_request_refused": Words(
        "Yeu cau cua ong/ba ve du lieu ca nhan bi tu choi, can cu co trong trang. " + _OWN,
        _letter(
            "Yêu cầu của ông/bà về dữ liệu cá nhân không được thực hiện. Căn cứ và việc ông/bà có thể làm tiếp có trên "
            "trang.",
            _OWN_PAGE,
        ),
        "Trả lời yêu cầu về dữ liệu cá nhân",
    ),
    "data_request_fulfilled": Words(
        "Yeu cau cua ong/ba ve du lieu ca nhan da duoc thuc hien. " + _OWN,
        _letter("Yêu cầu của ông/bà về dữ liệu cá nhân đã được thực hiện.", _OWN_PAGE),
        "Đã thực hiện yêu cầu về dữ liệu cá nhân",
    ),
    "due_soon": Words(
        "Mot thoi han cua ong/ba ve phan anh {code} sap het. " + _FOLLOW,
        _letter("Một thời hạn của ông/bà về phản ánh {code} sắp hết. Đề nghị ông/bà xem việc cần làm."),
        "Sắp hết thời hạn ở phản ánh {code}",
    ),
    "overdue": Words(
        "Mot thoi han cua ong/ba ve phan anh {code} da qua. " + _FOLLOW,
        _letter("Một thời hạn của ông/bà về phản ánh {code} đã qua."),
        "Đã quá thời hạn ở phản ánh {code}",
    ),
}
