"""Điều 1, 4, 7, 8, 10, 12, 13, 18, 20: conditions and grounds of Vĩnh Long 2025."""

from paht.law.casework.states import Field, Kind, Procedure
from paht.law.editions.conditions import nobody_handles, somebody_owes
from paht.law.editions.rows import Condition, EscalationGround, Extension, Ground, Lock, ViolationGround

_REPORTS = frozenset({Kind.REPORT})
_ALL = frozenset(Kind)

CONDITIONS = (
    Condition(
        key="content",
        clause="VL.8.1.a",
        name="Nội dung bằng tiếng Việt, rõ ràng, đúng yêu cầu Điều 7",
        kinds=_ALL,
        binds_originated=True,
        ground="content_unclear",
    ),
    Condition(
        key="photo_age",
        clause="VL.8.1.b",
        name="Ảnh chụp trong vòng 24 giờ trước khi gửi",
        kinds=_REPORTS,
        within_hours=24,
        ground="photo_old",
    ),
    Condition(
        key="gps",
        clause="VL.8.1.c",
        name="Vị trí được xác định qua GPS",
        kinds=_REPORTS,
        ground="place_unclear",
    ),
    Condition(
        key="clear_picture",
        clause="VL.8.2.2",
        name="Hình ảnh rõ ràng, liên quan đến nội dung",
        kinds=_REPORTS,
        ground="photo_unclear",
    ),
    Condition(
        key="unedited",
        clause="VL.8.2.3",
        name="Hình ảnh không có dấu hiệu chỉnh sửa",
        kinds=_REPORTS,
        ground="edited",
    ),
    Condition(
        key="identity",
        clause="VL.8.2.6",
        name="Thông tin cá nhân xác minh chính xác",
        kinds=_ALL,
        ground="false_identity",
    ),
    Condition(
        key="not_duplicate",
        clause="VL.8.2.7",
        name="Không trùng nội dung và hình ảnh của cùng người gửi",
        kinds=_ALL,
        spares_linked=True,
        ground="duplicate",
    ),
    Condition(
        key="not_pending",
        clause="VL.8.2.8",
        name="Không trùng vụ việc cùng người gửi đã phản ánh và đang được xử lý",
        kinds=_ALL,
        ground="still_open",
    ),
    Condition(
        key="in_earnest",
        clause="VL.8.2.9",
        name="Nội dung rõ ràng, không gửi nhầm, không dùng thử hệ thống",
        kinds=_ALL,
        binds_originated=True,
        ground="content_unclear",
    ),
    Condition(
        key="in_scope",
        clause="VL.1.1.b",
        name="Không phải khiếu nại, tố cáo",
        kinds=_ALL,
        binds_originated=True,
        ground="complaint",
    ),
)

SUPPLEMENT_GROUNDS = (
    Ground(
        key="photo_missing",
        clause="VL.8.2.1",
        name="Chưa có hình ảnh hoặc video",
        guidance="Xin chụp ít nhất một ảnh tại hiện trường rồi gửi bổ sung qua liên kết này.",
        kinds=_REPORTS,
    ),
    Ground(
        key="photo_unclear",
        clause="VL.8.2.2",
        name="Hình ảnh chưa rõ hoặc chưa liên quan đến nội dung",
        guidance="Xin chụp lại ảnh đủ sáng, thấy rõ sự việc và cảnh vật xung quanh, trong vòng 24 giờ trước khi gửi.",
        kinds=_REPORTS,
    ),
    Ground(
        key="photo_old",
        clause="VL.8.1.b",
        name="Ảnh không được chụp trong vòng 24 giờ trước khi gửi",
        guidance="Xin chụp ảnh mới tại hiện trường bằng máy ảnh của điện thoại (không chụp lại màn hình, không lấy ảnh "
        "đã chuyển qua ứng dụng nhắn tin) rồi gửi bổ sung qua liên kết này trong vòng 24 giờ.",
        kinds=_REPORTS,
    ),
    Ground(
        key="place_unclear",
        clause="VL.8.1.c",
        name="Chưa xác định được vị trí",
        guidance="Xin bật định vị (GPS) trên điện thoại, đứng tại nơi xảy ra sự việc và gửi lại vị trí.",
        kinds=_REPORTS,
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
    Ground(key="edited", clause="VL.8.2.3", name="Hình ảnh, video có dấu hiệu bị chỉnh sửa", kinds=_REPORTS),
    Ground(key="false_identity", clause="VL.8.2.6", name="Thông tin cá nhân xác minh không chính xác"),
    Ground(
        key="duplicate",
        clause="VL.8.2.7",
        name="Trùng nội dung và hình ảnh của cùng người gửi",
        spares_linked=True,
    ),
    Ground(
        key="still_open", clause="VL.8.2.8", name="Vụ việc đã phản ánh trước đang còn trong thời hạn xử lý"
    ),
    Ground(key="trial", clause="VL.8.2.9", name="Nội dung không rõ ràng, gửi nhầm hoặc dùng thử hệ thống"),
    Ground(key="untrue", clause="VL.8.1.a", name="Nội dung xác minh không đúng thực tế"),
)

VERIFICATION_MATTERS = (
    Ground(
        key="identity",
        clause="VL.8.2.5",
        name="Thông tin cá nhân của người gửi lần đầu",
        guidance="Trung tâm cần xác minh họ tên, số điện thoại của ông/bà vì đây là lần đầu ông/bà gửi phản ánh.",
        refusal="false_identity",
        first_time_only=True,
    ),
    Ground(
        key="content",
        clause="VL.8.2.5",
        name="Thông tin, nội dung phản ánh",
        guidance="Trung tâm cần ông/bà cung cấp thêm thông tin để xác minh nội dung phản ánh.",
        refusal="untrue",
    ),
)

SOURCES = (
    Ground(key="camera", clause="VL.8.3", name="Camera giám sát"),
    Ground(key="sensor", clause="VL.8.3", name="Cảm biến, thiết bị quan trắc"),
    Ground(key="press", clause="VL.8.3", name="Rà soát báo chí"),
    Ground(key="social", clause="VL.8.3", name="Rà soát mạng xã hội"),
)
"""The IOC's own technology, as the text's "sử dụng các công nghệ để tiến hành rà soát thông tin"."""

VIOLATION_GROUNDS = (
    ViolationGround(
        key="improper",
        clause="VL.5.3",
        name="Từ ngữ không chuẩn mực, thiếu tính chất xây dựng",
        lock="account",
    ),
    ViolationGround(key="false_report", clause="VL.24.2", name="Phản ánh không đúng sự thật", lock="account"),
    ViolationGround(
        key="improper_interaction",
        clause="VL.15.1.b",
        name="Tương tác vi phạm quy định",
        lock="interaction",
    ),
)

LOCKS = (
    Lock(key="account", clause="VL.15.1.a", name="Khóa tài khoản", more_than=3),
    Lock(
        key="interaction",
        clause="VL.15.1.b",
        name="Khóa chức năng tương tác",
        more_than=3,
        within_months=1,
        locked_months=1,
    ),
)

NON_PUBLIC_GROUNDS = (
    Ground(key="personal", clause="VL.10.2", name="Có liên quan đến thông tin cá nhân"),
    Ground(
        key="named_party", clause="VL.10.2", name="Phản ánh tổ chức, cá nhân cụ thể đang chờ kết quả xử lý"
    ),
    Ground(key="sensitive", clause="VL.10.2", name="Có tính chất nhạy cảm khác", needs_reason=True),
    Ground(
        key="committee",
        clause="VL.13.1.b",
        name="Nội dung khác do Ủy ban nhân dân tỉnh quy định không đăng tải",
        needs_reason=True,
    ),
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
    Ground(
        key="still_inadequate", clause="VL.13.2.c", name="Đã trả lại nhưng vẫn chưa bảo đảm", only_again=True
    ),
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
    Ground(
        key="not_enough_grounds",
        clause="VL.18.1",
        name="Nội dung, hình ảnh chưa đủ căn cứ để chuyển xử lý",
        kinds=_ALL - {Kind.SUGGESTION},
    ),
    Ground(
        key="past_matter",
        clause="VL.18.1",
        name="Trộm cắp, cướp giật,… đã qua thời điểm xảy ra, không đủ yếu tố xử lý khẩn cấp",
        kinds=_ALL - {Kind.SUGGESTION},
    ),
    Ground(
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

JUDGEMENTS = (
    Ground(
        key="justified",
        clause="VL.14.3",
        name="Yêu cầu làm rõ chính đáng, chuyển cơ quan trả lời",
        is_taken=True,
    ),
    Ground(
        key="unjustified",
        clause="VL.14.3",
        name="Không phải yêu cầu làm rõ kết quả",
        guidance="Nội dung không nhằm làm rõ kết quả xử lý này. Sự việc mới, xin gửi phản ánh mới.",
    ),
    Ground(
        key="improper",
        clause="VL.15.1.b",
        name="Tương tác vi phạm: từ ngữ không chuẩn mực",
        guidance="Tương tác không được đăng và được tính là một lần vi phạm.",
    ),
)
"""What the IOC finds about an interaction."""

EXTENSION = Extension(
    clause="VL.15.2.a",
    term="handling",
    grounds=(Ground(key="complex", clause="VL.15.2.a", name="Nội dung phức tạp, cần kiểm tra, xác minh"),),
)
"""The text speaks of an extension without giving its rule; by default the rule of ST.8.3 is taken, as this row."""

SANCTION_GROUNDS = (
    Ground(key="sanction", clause="VL.12.2.b", name="Ra quyết định xử phạt trong 07 ngày làm việc"),
    Ground(
        key="sanction_passed_on",
        clause="VL.12.2.b",
        name="Chuyển hồ sơ đến người có thẩm quyền xử phạt: 10 ngày làm việc",
    ),
    Ground(
        key="sanction_verified",
        clause="VL.12.2.b",
        name="Có giải trình hoặc phải xác minh tình tiết: 01 tháng",
    ),
    Ground(
        key="sanction_complicated",
        clause="VL.12.2.b",
        name="Đặc biệt nghiêm trọng, nhiều tình tiết phức tạp: 02 tháng",
    ),
)
"""Each is the key of the term that it sets running."""

PROCEDURES = (
    Ground(
        key=Procedure.DIRECT,
        clause="VL.12.1.b",
        name="Xử lý trực tiếp",
        guidance="Thủ trưởng xử lý và phê duyệt trong một bước; chuyên viên vẫn có thể tham mưu.",
    ),
    Ground(
        key=Procedure.STAFF_LEADER,
        clause="VL.12.1.b",
        name="Chuyên viên tham mưu, thủ trưởng phê duyệt",
        guidance="Chuyên viên ghi kết quả và trình; thủ trưởng phê duyệt hoặc trả lại.",
    ),
    Ground(
        key=Procedure.STAFF_DEPUTY_LEADER,
        clause="VL.12.1.b",
        name="Chuyên viên tham mưu, cấp phó xem xét, thủ trưởng phê duyệt",
        guidance="Cấp phó xem xét trước khi trình thủ trưởng phê duyệt.",
    ),
)
