"""Signing in through a provider of identities (docs/oidc.md): what it will tell, the way there, and what came back."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from paht import clock
from paht.doors.citizen.signed import BEGUN, THROUGH, citizen_of, keep
from paht.doors.citizen.views_signing_in import let_in
from paht.doors.pages.confirming import target_of
from paht.doors.pages.devices import address_of
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.people.citizen_sessions import LONGEST, Citizen
from paht.people.citizens import Joining
from paht.people.openid import joining, providers, signing_in
from paht.people.openid.fetching import Away
from paht.people.openid.joining import Joined, PhoneJoined
from paht.people.openid.providers import Provider
from paht.people.openid.signing_in import LASTS, Refusal, Refused, Vouched
from paht.people.openid.tokens import Fault

STATUS = {Refusal.AWAY: 503, Refusal.TOO_OFTEN: 429}
"""The status of a refusal; of any other 403."""
FAULTS = {
    Fault.FORM: "sai định dạng",
    Fault.SIGNATURE: "chữ ký không hợp lệ",
    Fault.ISSUER: "không đúng nơi phát hành",
    Fault.AUDIENCE: "được cấp cho hệ thống khác",
    Fault.TIME: "đã hết hạn hoặc sai thời điểm",
    Fault.NONCE: "không thuộc lần đăng nhập này",
}
JOINED = {Joining.JOINED: "dinh-danh-moi", Joining.ALREADY: "dinh-danh-cu", Joining.MERGED: "dinh-danh-gop"}


@require_safe
@never_cache
def start(request: HttpRequest, key: str) -> HttpResponse:
    """Say what the provider will tell, and link to it. Whoever is signed in joins the account to theirs; only the
    person's own click goes on, so no other site begins anything in their name."""
    provider, citizen = _provider(request, key), citizen_of(request)
    try:
        begun = signing_in.begin(
            provider,
            jurisdiction_id=province_of(request).id,
            back=_back(request, key),
            target=target_of(request, ""),
            session_id=citizen.session_id if citizen else None,
            at=clock.now(),
        )
    except Away:
        return _refused(request, provider, Refused(Refusal.AWAY))
    context = {
        "current": "own",
        "provider": provider.name,
        "address": begun.address,
        "told": _told(provider),
        "is_joining": citizen is not None,
        "phone_counts": provider.phone_counts,
    }
    answer = render(request, "citizen/identity.html", context)
    keep(answer, BEGUN, begun.kept, int(LASTS.total_seconds()))
    return answer


def _told(provider: Provider) -> list[str]:
    given = {
        "họ và tên": provider.name_claim,
        "số điện thoại": provider.phone_claim,
        "số định danh cá nhân": provider.identity_number_claim,
        "mức độ định danh": bool(provider.levels),
    }
    return [words for words, claim in given.items() if claim]


@require_safe
@never_cache
def finish(request: HttpRequest, key: str) -> HttpResponse:
    """Take the provider's answer: sign in, join, or say why not."""
    provider, now = _provider(request, key), clock.now()
    found = signing_in.finish(
        provider,
        jurisdiction_id=province_of(request).id,
        kept=request.COOKIES.get(BEGUN, ""),
        answer=request.GET.dict(),
        back=_back(request, key),
        address=address_of(request),
        at=now,
    )
    citizen = citizen_of(request)
    if isinstance(found, Vouched) and found.session_id not in (None, citizen and citizen.session_id):
        # Who wanted the account joined has signed out meanwhile, or another has signed in.
        found = Refused(Refusal.STALE)
    if isinstance(found, Refused):
        answer = _refused(request, provider, found)
    elif found.session_id is not None and citizen is not None:
        answer = _joined(citizen, found, provider)
    else:
        answer = _signed_in(request, found, provider)
    answer.delete_cookie(BEGUN)
    return answer


def _signed_in(request: HttpRequest, vouched: Vouched, provider: Provider) -> HttpResponse:
    jurisdiction_id = province_of(request).id
    joined = joining.person_of(vouched, provider, jurisdiction_id=jurisdiction_id, at=clock.now())
    target = vouched.target or _place(joined)
    answer = let_in(request, person_id=joined.person_id, jurisdiction_id=jurisdiction_id, target=target)
    keep(answer, THROUGH, provider.key, int(LONGEST.total_seconds()))
    return answer


def _place(joined: Joined) -> str:
    """Where to go on to where nothing was wanted: to the account, where its phone is another's until a code says
    otherwise."""
    if joined.phone is PhoneJoined.ANOTHERS:
        return f"{reverse('own-account')}?xong=so-nguoi-khac"
    return reverse("own-reports")


def _joined(citizen: Citizen, vouched: Vouched, provider: Provider) -> HttpResponse:
    joined = joining.join(
        vouched,
        provider,
        jurisdiction_id=citizen.jurisdiction_id,
        person_id=citizen.person_id,
        at=clock.now(),
    )
    assert joined.how is not None
    word = "so-nguoi-khac" if joined.phone is PhoneJoined.ANOTHERS else JOINED[joined.how]
    return HttpResponseRedirect(f"{reverse('own-account')}?xong={word}", status=303)


@require_safe
@never_cache
def signed_out(request: HttpRequest) -> HttpResponse:
    """After signing out: whoever came through a provider is still signed in there."""
    provider = providers.provider_of(province_of(request).slug, request.COOKIES.get(THROUGH, ""))
    back = request.build_absolute_uri(reverse("citizen-home"))
    address = signing_in.signing_out(provider, back=back, at=clock.now()) if provider else ""
    context = {"current": "own", "provider": provider.name if provider else "", "address": address}
    answer = render(request, "citizen/signed_out.html", context)
    answer.delete_cookie(THROUGH)
    return answer


def _refused(request: HttpRequest, provider: Provider, refused: Refused) -> HttpResponse:
    context: dict[str, Any] = {
        "title": f"Chưa đăng nhập được bằng {provider.name}",
        "current": "own",
        "clause": "",
        **refusal_words(provider, refused),
        "next": [
            {"label": "Bắt đầu lại", "href": reverse("own-identity", args=[provider.key])},
            {"label": "Đăng nhập bằng số điện thoại", "href": reverse("own-sign-in")},
            {"label": "Gửi phản ánh không cần đăng nhập", "href": reverse("citizen-send")},
        ],
    }
    return render(request, "errors/refused.html", context, status=STATUS.get(refused.why, 403))


def refusal_words(provider: Provider, refused: Refused) -> dict[str, str]:
    """Why, and what to do next."""
    name = provider.name
    if refused.why is Refusal.UNTRUSTED and refused.fault is not None:
        return {
            "reason": f"Câu trả lời nhận được không chứng minh được là do {name} gửi cho hệ thống này, trong lần đăng "
            f"nhập này ({FAULTS[refused.fault]}). Để bảo vệ tài khoản, hệ thống không đăng nhập.",
            "advice": "Xin bắt đầu lại. Nếu vẫn gặp, xin đăng nhập bằng số điện thoại và báo cho trung tâm theo số "
            "điện thoại ở cuối trang.",
        }
    if refused.why is Refusal.LEVEL:
        level = f"đang ở mức “{refused.level}”" if refused.level else "không cho biết mức độ định danh"
        return {
            "reason": f"Tài khoản {name} {level}; tỉnh chỉ nhận mức: {', '.join(sorted(provider.levels))}.",
            "advice": f"Xin nâng mức tài khoản tại {name} rồi đăng nhập lại, hoặc đăng nhập bằng số điện thoại.",
        }
    return {
        Refusal.AWAY: {
            "reason": f"{name} chưa trả lời, trả lời quá chậm hoặc đang gián đoạn. Hệ thống chưa ghi nhận gì.",
            "advice": "Xin thử lại sau ít phút, hoặc đăng nhập bằng số điện thoại.",
        },
        Refusal.STOPPED: {
            "reason": f"Ông/bà đã dừng lại hoặc không đồng ý ở {name}. Hệ thống chưa nhận thông tin nào.",
            "advice": "Muốn đăng nhập theo cách này, xin bắt đầu lại và chọn đồng ý; hoặc đăng nhập bằng số điện "
            "thoại.",
        },
        Refusal.STALE: {
            "reason": "Lần đăng nhập này đã quá 10 phút, đã dùng rồi, hoặc được bắt đầu ở trình duyệt khác.",
            "advice": "Xin bắt đầu lại ngay trên trình duyệt này.",
        },
        Refusal.TOO_OFTEN: {
            "reason": "Đã có quá nhiều lần đăng nhập không thành từ mạng này hoặc trong cả tỉnh.",
            "advice": "Xin thử lại sau một giờ; gửi và tra cứu phản ánh không cần đăng nhập.",
        },
    }[refused.why]


def _provider(request: HttpRequest, key: str) -> Provider:
    found = providers.provider_of(province_of(request).slug, key)
    if found is None:
        raise Http404
    return found


def _back(request: HttpRequest, key: str) -> str:
    """Where the provider sends the browser: an address for each provider, so that no answer passes for another's."""
    return request.build_absolute_uri(reverse("own-identity-answer", args=[key]))
