"""The Vietnamese names of what the law keeps as codes: fields, kinds, channels, parties, clauses."""

from paht.doors.pages.clauses import clause_words
from paht.law.casework.states import (
    AssignmentRole,
    Channel,
    Field,
    Kind,
    Occurrence,
    Party,
    Stage,
    Way,
)
from paht.law.editions.rows import Edition

FIELD_NAMES: dict[str, str] = {
    Field.ROAD: "Đường, cầu, biển báo",
    Field.DRAINAGE: "Ngập nước, cống, nắp hố ga",
    Field.LIGHTING: "Chiếu sáng công cộng",
    Field.TREES: "Cây xanh",
    Field.BUILDING_ORDER: "Trật tự xây dựng, lấn chiếm vỉa hè",
    Field.WASTE: "Rác thải",
    Field.POLLUTION: "Ô nhiễm môi trường",
    Field.LAND: "Đất đai, sạt lở",
    Field.AGRICULTURE: "Nông nghiệp, xâm nhập mặn",
    Field.SECURITY: "An ninh trật tự",
    Field.TRAFFIC: "Giao thông, bến bãi",
    Field.NOISE: "Tiếng ồn",
    Field.FIRE: "Phòng cháy, chữa cháy",
    Field.POWER: "Điện lực",
    Field.WATER_SUPPLY: "Cấp nước",
    Field.TELECOM: "Viễn thông, cáp treo",
    Field.HEALTH: "Y tế",
    Field.FOOD: "An toàn thực phẩm",
    Field.EDUCATION: "Giáo dục",
    Field.CULTURE: "Văn hóa, thể thao, du lịch",
    Field.MARKET: "Thị trường, giá cả, hàng giả",
    Field.SOCIAL: "Lao động, chính sách xã hội",
    Field.PROCEDURES: "Thủ tục hành chính",
    Field.CONDUCT: "Thái độ, tác phong công vụ",
    Field.TAX_INSURANCE: "Thuế, bảo hiểm",
    Field.SUGGESTION: "Góp ý, hiến kế",
    Field.OTHER: "Lĩnh vực khác",
}
FIELD_OPTIONS: list[tuple[str, str]] = [(str(code), name) for code, name in FIELD_NAMES.items()]

FIELD_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Hạ tầng, đô thị", ("road", "drainage", "lighting", "trees", "building_order")),
    ("Môi trường, đất đai", ("waste", "pollution", "land", "agriculture")),
    ("An ninh, giao thông", ("security", "traffic", "noise", "fire")),
    ("Điện, nước, viễn thông", ("power", "water_supply", "telecom")),
    ("Đời sống, xã hội", ("health", "food", "education", "culture", "market", "social")),
    ("Hành chính", ("procedures", "conduct", "tax_insurance")),
    ("Khác", ("suggestion", "other")),
)
"""Every field once, in groups as a form shows them."""

KIND_NAMES: dict[str, str] = {
    Kind.REPORT: "Phản ánh",
    Kind.PETITION: "Kiến nghị",
    Kind.QUESTION: "Câu hỏi",
    Kind.SUGGESTION: "Góp ý",
}

CHANNEL_NAMES: dict[str, str] = {
    Channel.WEB: "Cổng thông tin",
    Channel.APP: "Ứng dụng di động",
    Channel.ZALO: "Zalo",
    Channel.FACEBOOK: "Facebook",
    Channel.EMAIL: "Thư điện tử",
    Channel.HOTLINE: "Đường dây nóng",
    Channel.DESK: "Trung tâm nhập hộ",
}

ROLE_NAMES: dict[str, str] = {
    AssignmentRole.SOLE: "Xử lý",
    AssignmentRole.LEAD: "Chủ trì",
    AssignmentRole.COOPERATING: "Phối hợp",
    AssignmentRole.COORDINATOR: "Điều phối",
    AssignmentRole.MONITORING: "Theo dõi",
}

PARTY_NAMES: dict[str, str] = {
    Party.SENDER: "Người gửi",
    Party.IOC: "Trung tâm điều hành",
    Party.AGENCY: "Cơ quan xử lý",
    Party.AGENCY_LEADER: "Lãnh đạo cơ quan",
    Party.COORDINATOR: "Cơ quan được chỉ định phối hợp",
    Party.SUPERVISING_DEPARTMENT: "Cơ quan chủ quản hệ thống",
    Party.PEOPLES_COMMITTEE: "UBND tỉnh",
}

STAGE_NAMES: dict[str, str] = {
    Stage.DRAFT: "Bản nháp",
    Stage.SENT: "Chờ xác minh",
    Stage.VERIFIED: "Đã xác minh",
    Stage.ACCEPTED: "Đã tiếp nhận",
    Stage.HANDLING: "Đang xử lý",
    Stage.CHECKING: "Chờ công khai",
    Stage.PUBLISHED: "Đã công khai",
    Stage.ANSWERED: "Đã trả lời riêng",
    Stage.REFUSED: "Từ chối",
    Stage.WITHDRAWN: "Đã rút",
    Stage.MONITORED: "Chuyển theo dõi",
    Stage.IMPORTED: "Nhập từ hệ thống cũ",
}

WAY_NAMES: dict[str, str] = {Way.CALL: "Gọi điện thoại", Way.SMS: "Tin nhắn SMS", Way.EMAIL: "Thư điện tử"}

OCCURRENCE_NAMES: dict[str, str] = {
    Occurrence.HAPPENED: "Đã xảy ra",
    Occurrence.ONGOING: "Đang xảy ra",
    Occurrence.THREATENING: "Có nguy cơ xảy ra",
}

PLACE_SOURCES: dict[str, str] = {
    "gps": "định vị GPS",
    "map": "chọn trên bản đồ",
    "pin": "chọn trên bản đồ",
    "exif": "vị trí ghi trong ảnh",
    "commune": "chọn xã, phường",
}


def field_options() -> list[tuple[str, list[tuple[str, str]]]]:
    """The fields in groups, as the select macro takes them."""
    return [(group, [(key, FIELD_NAMES[key]) for key in keys]) for group, keys in FIELD_GROUPS]


def party_name(party: Party, *, edition: Edition, agency: str = "") -> str:
    """A party in words; an agency by its name where that is known."""
    if party is Party.SENDER:
        return "Người gửi phản ánh"
    if party is Party.IOC:
        return edition.ioc
    if party is Party.AGENCY_LEADER:
        return f"Lãnh đạo {agency}" if agency else "Lãnh đạo cơ quan xử lý"
    return agency or PARTY_NAMES.get(party, "Cơ quan xử lý")


def term_name(edition: Edition, key: str | None) -> str:
    """The name of a term without its remark "(chỉ tiêu nội bộ)", which is shown apart; ``""`` for no term."""
    found = next((term for term in edition.terms if term.key == key), None)
    return "" if found is None else found.name.removesuffix(" (chỉ tiêu nội bộ)")


def clause_text(clause: str | None) -> str:
    """A clause as an official reads it: ``VL.12.1.a`` is "điểm a khoản 1 Điều 12"; ``""`` for no clause."""
    return clause_words(clause or "")
