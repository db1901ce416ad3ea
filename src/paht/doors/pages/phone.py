"""The telephones of a demo: every message and call of the outbox as the one who is told would have it in hand.

It stands in for delivery where none is connected, so it exists in a demo installation alone.
"""

import uuid
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from paht import clock
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.messages import operations, queries
from paht.messages.gateway import DemoPhone, connected
from paht.messages.orders import OFFICER
from paht.messages.queries import Ordered
from paht.people import factors

MOST = 300

WORDS: dict[str, str] = {
    "receipt": "Đã nhận phản ánh của ông/bà.",
    "supplement_requested": "Phản ánh cần bổ sung, xin mở liên kết theo dõi.",
    "lapsed": "Phản ánh kết thúc vì không có bổ sung trong thời hạn.",
    "refused": "Phản ánh không được tiếp nhận, lý do có trong trang theo dõi.",
    "accepted": "Phản ánh đã được tiếp nhận.",
    "dispatched": "Phản ánh đã chuyển đến cơ quan xử lý.",
    "answered": "Đã có kết quả trả lời.",
    "dispatched_to_you": "Cơ quan được giao phản ánh mới.",
    "dispatched_below_you": "Đơn vị cấp dưới được giao phản ánh mới.",
    "result_returned": "Trung tâm trả lại kết quả, xin hoàn thiện.",
    "asked_to_cooperate": "Cơ quan chủ trì đề nghị phối hợp xử lý phản ánh.",
    "part_returned": "Cơ quan phối hợp trả lại phần việc, xin xem xét.",
    "answers_complete": "Đã có đủ ý kiến phối hợp, xin tổng hợp kết quả.",
    "answer_sent_back": "Cơ quan chủ trì trả lại ý kiến phối hợp, xin hoàn thiện.",
    "coordination_asked": "Xin cho biết cơ quan có thẩm quyền xử lý phản ánh.",
    "agreement_asked": "Xin cho ý kiến thống nhất với kết quả xử lý.",
    "designated": "UBND tỉnh chỉ định cơ quan xử lý phản ánh.",
    "passed_for_monitoring": "Phản ánh được chuyển đến để theo dõi.",
    "monitored": "Phản ánh đã chuyển cơ quan chức năng theo dõi.",
    "handler_named": "Cơ quan phối hợp đã xác định cơ quan xử lý.",
    "coordinator_agreed": "Cơ quan phối hợp thống nhất với kết quả.",
    "coordinator_disagreed": "Cơ quan phối hợp chưa thống nhất với kết quả.",
    "invitation_to_send": "Có công văn mời tham gia hệ thống cần gửi.",
    "invited_body_joined": "Cơ quan được mời đã tham gia hệ thống.",
    "dossier_to_compile": "Có hồ sơ cần tổng hợp, báo cáo UBND tỉnh.",
    "direction_asked": "Có hồ sơ xin ý kiến chỉ đạo.",
    "handler_designated": "UBND tỉnh đã chỉ định cơ quan xử lý.",
    "instructed": "UBND tỉnh đã cho ý kiến chỉ đạo.",
    "extended": "Thời hạn xử lý phản ánh được gia hạn, ngày mới có trong trang theo dõi.",
    "sanction_procedure": "Phản ánh được xử lý theo thủ tục xử phạt vi phạm hành chính.",
    "progress": "Cơ quan thông tin tình trạng xử lý phản ánh.",
    "extension_requested": "Cơ quan đề nghị gia hạn, xin quyết định.",
    "extension_granted": "Trung tâm đã xác định thời hạn gia hạn.",
    "extension_refused": "Trung tâm không gia hạn, thời hạn giữ nguyên.",
    "step_back_requested": "Cơ quan đề nghị trả bước trước, xin quyết định.",
    "step_back_agreed": "Trung tâm đồng ý trả bước trước, xin cập nhật kết quả.",
    "step_back_declined": "Trung tâm không trả bước trước.",
    "urgent_alarm": "Có báo động khẩn cấp chưa ai xử lý.",
    "urgent_returned": "Cơ quan trả lại phản ánh khẩn cấp, cần chuyển ngay đến cơ quan khác.",
    "urgent_dispatch": "Phản ánh khẩn cấp: xin xác nhận và cử ngay lực lượng.",
    "alarm_lowered": "Trung tâm đã hạ báo động, tiếp tục theo quy trình thường.",
    "verification_requested": "Trung tâm cần xác minh phản ánh, xin mở liên kết theo dõi để trả lời.",
    "urged": "Trung tâm đôn đốc xử lý phản ánh.",
    "due_soon": "Một thời hạn sắp hết, xin mở danh sách việc.",
    "overdue": "Một thời hạn đã quá, xin xử lý ngay.",
    "overdue_below_you": "Đơn vị cấp dưới đã quá thời hạn xử lý.",
    "updated": "Kết quả đã trả lời có nội dung cập nhật.",
    "interaction_answered": "Đã có trả lời cho tương tác của ông/bà.",
    "interaction_declined": "Tương tác của ông/bà không được chuyển cơ quan, lý do có trong trang theo dõi.",
    "interaction_to_answer": "Có tương tác cần cơ quan làm rõ.",
    "clarification_owed": "Người gửi chưa hài lòng, cơ quan cần làm rõ.",
    "answer_returned": "Trung tâm trả lại nội dung làm rõ, xin hoàn thiện.",
    "incident_reported": "Có sự cố hệ thống vừa được báo.",
    "incident_leak": "Có sự cố lộ dữ liệu cá nhân, phải thông báo trong 72 giờ.",
    "incident_notice_due": "Sắp hết thời hạn thông báo vi phạm về dữ liệu cá nhân.",
    "incident_notice_overdue": "Đã quá thời hạn thông báo vi phạm về dữ liệu cá nhân.",
    "data_request_received": "Đã nhận yêu cầu về dữ liệu cá nhân của ông/bà, xem tại trang Dữ liệu của tôi.",
    "data_request_acknowledged": "Người phụ trách đã nhận yêu cầu về dữ liệu cá nhân và đang thực hiện.",
    "data_request_extended": "Yêu cầu về dữ liệu cá nhân được gia hạn, lý do có tại trang Dữ liệu của tôi.",
    "data_request_refused": "Yêu cầu về dữ liệu cá nhân bị từ chối, căn cứ có tại trang Dữ liệu của tôi.",
    "data_request_fulfilled": "Yêu cầu về dữ liệu cá nhân đã được thực hiện.",
    "data_request_asked": "Có yêu cầu mới của chủ thể dữ liệu cá nhân.",
    "data_request_due": "Sắp hết thời hạn của một yêu cầu về dữ liệu cá nhân.",
    "data_request_overdue": "Đã quá thời hạn của một yêu cầu về dữ liệu cá nhân.",
    "consent_asked": "Cơ quan hỏi ý kiến ông/bà để xem thông tin cá nhân, xin mở trang theo dõi để trả lời.",
    "consent_given": "Được xem thông tin người gửi trong thời gian ghi tại trang Thông tin người gửi.",
    "consent_refused": "Người gửi không đồng ý cho xem thông tin cá nhân.",
    "consent_withdrawn": "Người gửi đã rút sự đồng ý, không xem thông tin cá nhân được nữa.",
    "consent_recalled": "Cơ quan đã thôi hỏi hoặc thôi xem thông tin cá nhân của ông/bà.",
    "data_demanded": "Cơ quan có thẩm quyền yêu cầu cung cấp thông tin của ông/bà theo luật, xem ở trang theo dõi.",
    "provision_asked": "Có yêu cầu cung cấp dữ liệu phản ánh, xin quyết định.",
    "provision_approved": "Yêu cầu cung cấp dữ liệu đã được chấp thuận, gói dữ liệu đang được lập.",
    "provision_refused": "Yêu cầu cung cấp dữ liệu không được chấp thuận, lý do có trong trang yêu cầu.",
    "provision_recalled": "Yêu cầu cung cấp dữ liệu đã được thôi.",
    "provision_ready": "Gói dữ liệu theo yêu cầu đã sẵn sàng, lấy được trong 7 ngày.",
    "provision_made_anew": "Gói dữ liệu theo yêu cầu đang được lập lại.",
    "provision_ended": "Gói dữ liệu theo yêu cầu đã hết thời hạn và được hủy.",
    "update_declined": "Trung tâm không đăng nội dung cập nhật, xin xem lý do.",
}
"""What each template says, in short."""


def is_demo() -> bool:
    """Whether this installation was prepared by ``./paht demo``."""
    return (settings.HOME.path / "demo-ready").exists()


def authenticator_code() -> str | None:
    """What every demonstration account's authenticator application shows now; ``None`` elsewhere, or before they have
    one."""
    secret = factors.demo_secret(settings.HOME)
    return factors.code_at(secret, clock.now()) if secret and is_demo() else None


@never_cache
def show(request: HttpRequest) -> HttpResponse:
    """The telephones, each with what came to it, newest first; a POST answers a call."""
    if not is_demo():
        raise Http404
    jurisdiction = province_of(request)
    if request.method == "POST":
        order = _key(request.POST.get("order", ""))
        if order is not None:
            operations.answer_call(jurisdiction_id=jurisdiction.id, order_id=order, at=clock.now())
        return HttpResponseRedirect(reverse("demo-phone"))
    ordered = queries.latest(jurisdiction_id=jurisdiction.id, limit=MOST)
    return render(
        request,
        "phone.html",
        {
            "current": "",
            "phones": _phones(ordered, ioc=jurisdiction.edition.ioc),
            "most": MOST,
            "code": authenticator_code(),
            "texts": _texts(jurisdiction.id),
            "province": jurisdiction.province.name,
        },
    )


def _texts(jurisdiction_id: int) -> list[dict[str, str]]:
    """The text messages that the province sent, newest first; none where a real gateway is connected."""
    gateway = connected()
    return gateway.shown(jurisdiction_id=jurisdiction_id) if isinstance(gateway, DemoPhone) else []


def _phones(ordered: list[Ordered], *, ioc: str) -> list[dict[str, Any]]:
    """By telephone; the one that rang last comes first, what came to it newest first."""
    phones: dict[str, list[dict[str, Any]]] = {}
    for order in ordered:
        phones.setdefault(_owner(order, ioc), []).append(
            {
                "id": order.id,
                "code": order.code,
                "is_call": order.way == "call",
                "at": order.made_at,
                "answered_at": order.answered_at,
                "text": WORDS.get(order.template, order.template),
            }
        )
    return [
        {
            "owner": owner,
            "lines": lines,
            "ringing": sum(line["is_call"] and line["answered_at"] is None for line in lines),
        }
        for owner, lines in phones.items()
    ]


def _owner(order: Ordered, ioc: str) -> str:
    """Whose telephone it is. A sender is known by the report's code alone: who they are lies in the vault."""
    if order.recipient_kind == "sender":
        return f"Người gửi {order.code}".strip()
    if order.recipient_kind == OFFICER:
        return "Phụ trách bảo vệ dữ liệu cá nhân"
    body = order.agency or ioc
    return f"{order.staff} (trực {body})" if order.staff else body


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
