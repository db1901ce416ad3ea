"""Điều 1, 4, 7, 8, 10, 12, 13, 18, 20: conditions and grounds of Vĩnh Long 2025."""

from paht.law.casework.states import Field, Kind
from paht.law.editions.conditions import nobody_handles, somebody_owes
from paht.law.editions.rows import Condition, EscalationGround, Ground, MonitoringGround

_REPORTS = frozenset({Kind.REPORT})
_ALL = frozenset(Kind)

CONDITIONS = (
    Condition(
        key="content",
        clause="VL.8.1.a",
        name="Nội dung bằng tiếng Việt, rõ ràng, đúng yêu cầu Điều 7",
        kinds=_ALL,
    ),
    Condition(
        key="photo_age", clause="VL.8.1.b", name="Ảnh chụp trong vòng 24 giờ trước khi gửi", kinds=_REPORTS
    ),
    Condition(key="gps", clause="VL.8.1.c", name="Vị trí được xác định qua GPS", kinds=_REPORTS),
    Condition(
        key="clear_picture",
        clause="VL.8.2.2",
        name="Hình ảnh rõ ràng, liên quan đến nội dung",
        kinds=_REPORTS,
    ),
    Condition(key="unedited", clause="VL.8.2.3", name="Hình ảnh không có dấu hiệu chỉnh sửa", kinds=_REPORTS),
    Condition(key="identity", clause="VL.8.2.6", name="Thông tin cá nhân xác minh chính xác", kinds=_ALL),
    Condition(
        key="not_duplicate",
        clause="VL.8.2.7",
        name="Không trùng nội dung và hình ảnh của cùng người gửi",
        kinds=_ALL,
    ),
    Condition(
        key="not_pending",
        clause="VL.8.2.8",
        name="Không trùng vụ việc cùng người gửi đã phản ánh và đang được xử lý",
        kinds=_ALL,
    ),
    Condition(
        key="in_earnest",
        clause="VL.8.2.9",
        name="Nội dung rõ ràng, không gửi nhầm, không dùng thử hệ thống",
        kinds=_ALL,
    ),
    Condition(key="in_scope", clause="VL.1.1.b", name="Không phải khiếu nại, tố cáo", kinds=_ALL),
)

SUPPLEMENT_GROUNDS = (
    Ground(
        key="photo_missing",
        clause="VL.8.2.1",
        name="Chưa có hình ảnh hoặc video",
        guidance="Xin chụp ít nhất một ảnh tại hiện trường rồi gửi bổ sung qua liên kết này.",
    ),
    Ground(
        key="photo_unclear",
        clause="VL.8.2.2",
        name="Hình ảnh chưa rõ hoặc chưa liên quan đến nội dung",
        guidance="Xin chụp lại ảnh đủ sáng, thấy rõ sự việc và cảnh vật xung quanh, trong vòng 24 giờ trước khi gửi.",
    ),
    Ground(
        key="place_unclear",
        clause="VL.8.1.c",
        name="Chưa xác định được vị trí",
        guidance="Xin bật định vị (GPS) trên điện thoại, đứng tại nơi xảy ra sự việc và gửi lại vị trí.",
    ),
    Ground(
        key="content_unclear",
        clause="VL.8.2.9",
        name="Nội dung chưa rõ ràng",
        guidance="Xin mô tả rõ: việc gì xảy ra, ở đâu, từ khi nào, ảnh hưởng thế nào.",
    ),
    Ground(
        key="wording",
        clause="VL.5.3",
        name="Từ ngữ chưa phù hợp",
        guidance="Xin viết lại nội dung bằng từ ngữ đúng mực, mang tính xây dựng.",
    ),
)

REFUSAL_GROUNDS = (
    Ground(
        key="complaint",
        clause="VL.1.1.b",
        name="Nội dung khiếu nại, tố cáo",
        guidance="Hệ thống không tiếp nhận đơn khiếu nại, tố cáo. Xin gửi đơn đến Ban Tiếp công dân tỉnh hoặc "
        "cơ quan có thẩm quyền giải quyết theo Luật Khiếu nại, Luật Tố cáo.",
    ),
    Ground(key="outside", clause="VL.1.1.a", name="Sự việc ngoài địa bàn tỉnh"),
    Ground(key="edited", clause="VL.8.2.3", name="Hình ảnh, video có dấu hiệu bị chỉnh sửa"),
    Ground(key="false_identity", clause="VL.8.2.6", name="Thông tin cá nhân xác minh không chính xác"),
    Ground(key="duplicate", clause="VL.8.2.7", name="Trùng nội dung và hình ảnh của cùng người gửi"),
    Ground(
        key="still_open", clause="VL.8.2.8", name="Vụ việc đã phản ánh trước đang còn trong thời hạn xử lý"
    ),
    Ground(key="trial", clause="VL.8.2.9", name="Nội dung không rõ ràng, gửi nhầm hoặc dùng thử hệ thống"),
)

NON_PUBLIC_GROUNDS = (
    Ground(key="personal", clause="VL.10.2", name="Có liên quan đến thông tin cá nhân"),
    Ground(
        key="named_party", clause="VL.10.2", name="Phản ánh tổ chức, cá nhân cụ thể đang chờ kết quả xử lý"
    ),
    Ground(key="sensitive", clause="VL.10.2", name="Có tính chất nhạy cảm khác"),
)

DISPATCH_EFFECT = Ground(
    key="directive",
    clause="VL.11.2",
    name="Phản ánh được phân phối được xem như ý kiến chỉ đạo thực hiện của cấp có thẩm quyền",
)
"""What a dispatch counts as, said to the agency that receives it."""

RETURN_GROUNDS = (
    Ground(
        key="not_competent",
        clause="VL.12.2.a",
        name="Không thuộc thẩm quyền",
        guidance="Quá thời gian này mà ảnh hưởng đến thời gian xử lý thì cơ quan nhận phản ánh "
        "chịu trách nhiệm trực tiếp.",
        names_responsible=True,
    ),
    Ground(
        key="needs_information",
        clause="VL.12.1.c",
        name="Chưa đủ nội dung, hình ảnh để xác minh, xử lý",
        only_in_window=True,
    ),
)

RESULT_GROUNDS = (
    Ground(key="not_in_form", clause="VL.13.2.a", name="Chưa theo mẫu quy định"),
    Ground(
        key="inadequate", clause="VL.13.2.b", name="Chưa bảo đảm yêu cầu, chưa chính xác hoặc thiếu hình ảnh"
    ),
    Ground(key="still_inadequate", clause="VL.13.2.c", name="Đã trả lại nhưng vẫn chưa bảo đảm"),
)

_CHAIR = "Chủ tịch UBND tỉnh"

ESCALATION_GROUNDS = (
    EscalationGround(
        key="disagreement",
        clause="VL.4.8",
        name="Các cơ quan liên quan không thống nhất được phương án xử lý",
        to="UBND tỉnh",
    ),
    EscalationGround(
        key="unsettled",
        clause="VL.20.1.d",
        name="Không thống nhất được phương án hoặc xử lý nhưng không triệt để",
        to=_CHAIR,
    ),
    EscalationGround(
        key="no_handler",
        clause="VL.20.1.d",
        name="Không xác định được cơ quan xử lý",
        to=_CHAIR,
        when=nobody_handles,
        otherwise="Phản ánh đã có cơ quan xử lý; xin chọn lý do khác.",
    ),
    EscalationGround(
        key="not_acting",
        clause="VL.20.1.d",
        name="Cơ quan được giao không thực hiện theo quy chế",
        to=_CHAIR,
        when=somebody_owes,
        otherwise="Không có cơ quan nào đang được giao mà chưa thực hiện; xin chọn lý do khác.",
    ),
)

MONITORING_GROUNDS = (
    MonitoringGround(
        key="not_enough_grounds",
        clause="VL.18.1",
        name="Nội dung, hình ảnh chưa đủ căn cứ để chuyển xử lý",
        kinds=_ALL - {Kind.SUGGESTION},
    ),
    MonitoringGround(
        key="past_matter",
        clause="VL.18.1",
        name="Trộm cắp, cướp giật,… đã qua thời điểm xảy ra, không đủ yếu tố xử lý khẩn cấp",
        kinds=_ALL - {Kind.SUGGESTION},
    ),
    MonitoringGround(
        key="suggestion",
        clause="VL.18.2",
        name="Góp ý mang tính chất xây dựng",
        kinds=_ALL,
    ),
)

AFTER_PHOTO_FIELDS = frozenset(
    field.value
    for field in (
        Field.ROAD,
        Field.DRAINAGE,
        Field.LIGHTING,
        Field.TREES,
        Field.BUILDING_ORDER,
        Field.WASTE,
        Field.POLLUTION,
        Field.LAND,
        Field.POWER,
        Field.WATER_SUPPLY,
        Field.TELECOM,
    )
)
"""Fields of things that can be photographed put right (VL.12.4.a: "những vấn đề phản ánh cần hình ảnh")."""
