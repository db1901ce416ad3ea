"""Điều 3, 4, 7, 8, 9: conditions and grounds of Sóc Trăng 2024. Photo, age and GPS are no conditions here."""

from paht.law.casework.states import AssignmentRole, Kind
from paht.law.editions.conditions import nobody_handles
from paht.law.editions.rows import Condition, EscalationGround, Extension, Ground

_ALL = frozenset(Kind)

CONDITIONS = (
    Condition(
        key="content",
        clause="ST.7.1",
        name="Nội dung bằng tiếng Việt, đúng thực tế, rõ ràng",
        kinds=_ALL,
        ground="content_unclear",
    ),
    Condition(
        key="place",
        clause="ST.4.3",
        name="Địa điểm rõ ràng, chính xác",
        kinds=_ALL,
        ground="place_unclear",
    ),
    Condition(
        key="identity",
        clause="ST.4.2",
        name="Thông tin người gửi đầy đủ",
        kinds=_ALL,
        ground="identity_incomplete",
    ),
    Condition(
        key="in_scope",
        clause="ST.3.9",
        name="Không có tính chất khiếu nại, tố cáo",
        kinds=_ALL,
        ground="complaint",
    ),
    Condition(
        key="lawful",
        clause="ST.3.6",
        name="Phù hợp quy chế và pháp luật",
        kinds=_ALL,
        ground="unfit",
    ),
)

SUPPLEMENT_GROUNDS = (
    Ground(
        key="content_unclear",
        clause="ST.4.3",
        name="Nội dung chưa rõ ràng",
        guidance="Xin mô tả rõ: việc gì xảy ra, ở đâu, từ khi nào, ảnh hưởng thế nào.",
    ),
    Ground(
        key="place_unclear",
        clause="ST.4.3",
        name="Địa điểm chưa rõ ràng, chính xác",
        guidance="Xin ghi rõ ấp, khóm, tên đường, số nhà gần nhất, hoặc gửi vị trí trên bản đồ.",
    ),
    Ground(
        key="identity_incomplete",
        clause="ST.4.2",
        name="Thông tin người gửi chưa đầy đủ",
        guidance="Xin bổ sung họ tên, địa chỉ liên hệ, số căn cước công dân và số điện thoại.",
    ),
)

REFUSAL_GROUNDS = (
    Ground(
        key="complaint",
        clause="ST.3.9",
        name="Có tính chất khiếu nại, tố cáo",
        guidance="Hệ thống không tiếp nhận nội dung khiếu nại, tố cáo. Xin gửi đơn đến Ban Tiếp công dân tỉnh hoặc "
        "cơ quan có thẩm quyền giải quyết theo Luật Khiếu nại, Luật Tố cáo.",
    ),
    Ground(key="unfit", clause="ST.3.6", name="Không phù hợp quy chế hoặc quy định pháp luật"),
    Ground(key="outside", clause="ST.2.3", name="Sự việc ngoài địa bàn tỉnh"),
    Ground(key="false_identity", clause="ST.4.2", name="Thông tin người gửi không chính xác"),
    Ground(key="untrue", clause="ST.4.3", name="Nội dung không đúng với thực tế hiện trường"),
)

VERIFICATION_MATTERS = (
    Ground(
        key="identity",
        clause="ST.4.2",
        name="Thông tin của người gửi",
        guidance="Trung tâm cần xác minh họ tên, địa chỉ, số căn cước công dân của ông/bà.",
        refusal="false_identity",
    ),
    Ground(
        key="content",
        clause="ST.4.3",
        name="Nội dung, địa điểm phản ánh",
        guidance="Trung tâm cần ông/bà cung cấp thêm thông tin để xác minh nội dung phản ánh.",
        refusal="untrue",
    ),
)

NON_PUBLIC_GROUNDS = (Ground(key="confidential", clause="ST.9.3.b", name="Người gửi yêu cầu giữ bí mật"),)
"""A state secret is no ground among others: it is marked by a command of its own (ST.9.3.c)."""

_LEAD = frozenset({AssignmentRole.LEAD})

RETURN_GROUNDS = (
    Ground(
        key="not_competent",
        clause="ST.8.1.2",
        name="Không thuộc thẩm quyền giải quyết",
        capacities=frozenset({AssignmentRole.SOLE}),
    ),
    Ground(
        key="lead_not_competent",
        clause="ST.8.2.1",
        name="Không đúng thẩm quyền xử lý của cơ quan được giao chủ trì",
        capacities=_LEAD,
    ),
    Ground(
        key="no_cooperation_needed",
        clause="ST.8.2.1",
        name="Không cần phối hợp với đơn vị liên quan",
        guidance="Trung tâm phân phối lại theo quy trình một cơ quan xử lý.",
        capacities=_LEAD,
    ),
    Ground(
        key="cooperating_not_competent",
        clause="ST.8.2.2",
        name="Không đúng thẩm quyền xử lý của cơ quan phối hợp",
        guidance="Phản ánh trở về cơ quan chủ trì để chuyển đến cơ quan đúng thẩm quyền.",
        names_responsible=True,
        capacities=frozenset({AssignmentRole.COOPERATING}),
    ),
)

RESULT_GROUNDS = (Ground(key="no_answer", clause="ST.9.4", name="Không có nội dung trả lời phản ánh"),)

ESCALATION_GROUNDS = (
    EscalationGround(
        key="disagreement",
        clause="ST.3.7",
        name="Các cơ quan liên quan không thống nhất được phương án xử lý",
        to="UBND tỉnh",
    ),
    EscalationGround(key="unsettled", clause="ST.3.7", name="Xử lý không triệt để", to="UBND tỉnh"),
    EscalationGround(
        key="no_handler",
        clause="ST.3.8",
        name="Chưa xác định được cơ quan, đơn vị xử lý chính",
        to="UBND tỉnh",
        when=nobody_handles,
        otherwise="Phản ánh đã có cơ quan xử lý; xin chọn lý do khác.",
    ),
)

MONITORING_GROUNDS = (
    Ground(
        key="not_enough_grounds",
        clause="ST.7.4.1",
        name="Nội dung, hình ảnh chưa đủ căn cứ để chuyển xử lý",
        kinds=_ALL - {Kind.SUGGESTION},
    ),
    Ground(
        key="past_matter",
        clause="ST.7.4.1",
        name="Trộm cắp, cướp giật, tai nạn giao thông,… đã qua thời điểm xảy ra, không khẩn cấp",
        kinds=_ALL - {Kind.SUGGESTION},
    ),
    Ground(
        key="suggestion",
        clause="ST.7.4.2",
        name="Góp ý mang tính chất xây dựng",
        kinds=_ALL,
    ),
)

EXTENSION = Extension(
    clause="ST.8.3",
    term="handling",
    grounds=(Ground(key="complex", clause="ST.8.3", name="Nội dung phức tạp, cần kiểm tra, xác minh"),),
)
