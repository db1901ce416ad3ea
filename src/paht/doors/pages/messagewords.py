"""The administrator's pages of what messages say: templates, their texts with a preview of each way, their versions."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from paht import clock
from paht.doors.pages.administration import ADMINISTRATORS
from paht.doors.pages.origin import origin_of
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import frame, staff_only
from paht.messages import links, wording_versions
from paht.messages.wording import built_in, needs_code
from paht.messages.wording_rules import EXAMPLE_CODE, LONGEST, filled_in, problems, sms_length
from paht.messages.wording_versions import OWN, Overtaken, Version
from paht.messages.wording_vi import VIETNAMESE
from paht.messages.words import KINDS, LANGUAGES, LONG, SHORT, SUBJECT
from paht.people.actors import Official

LANGUAGE_NAMES = {"vi": "Tiếng Việt", "en": "Tiếng Anh"}
KIND_NAMES = {SHORT: "Tin nhắn SMS", LONG: "Tin trò chuyện, thư, thông báo đẩy", SUBJECT: "Tiêu đề"}
_OVERTAKEN = (
    "Người khác vừa sửa lời nhắn này. Nội dung ông/bà nhập vẫn còn bên dưới; "
    "xin xem bản mới trong lịch sử rồi lưu lại."
)
_DONE = {"luu": "Đã lưu. Tin gửi từ bây giờ dùng nội dung mới.", "nguyen": "Không có gì thay đổi."}
HISTORY = 20
Texts = dict[str, str]


@require_safe
@staff_only(ADMINISTRATORS)
def every(request: HttpRequest, official: Official) -> HttpResponse:
    """Every template, and which of its texts were edited."""
    edited = wording_versions.latest(jurisdiction_id=province_of(request).id)
    rows = [
        {
            "name": name_of(template),
            "text": _current(edited, template, "vi")[SHORT],
            "edited": [
                f"{KIND_NAMES[kind]}, {LANGUAGE_NAMES[language].lower()}"
                for language in LANGUAGES
                for kind in KINDS
                if (version := edited.get((template, kind, language))) is not None and not version.is_own
            ],
            "href": reverse("message-words-of", args=[template]),
        }
        for template in VIETNAMESE
    ]
    context = {**_frame(official), "rows": rows}
    return render(request, "message_words.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(ADMINISTRATORS)
def edit(request: HttpRequest, official: Official, template: str) -> HttpResponse:
    """The texts of a template in one language; a POST shows how they look, keeps them, or restores one."""
    language = request.GET.get("ngon-ngu", "vi")
    if template not in VIETNAMESE or language not in LANGUAGES:
        raise Http404
    if request.method != "POST":
        return _page(request, official, template, language)
    typed = {kind: _plain(request.POST.get(kind, ""), kind) for kind in KINDS}
    if request.POST.get("do") == "restore":
        return _restored(request, official, template, language)
    errors = {
        kind: " ".join(wrong)
        for kind, text in typed.items()
        if (wrong := problems(kind, text, needs_code=needs_code(template)))
    }
    if request.POST.get("do") != "save":
        return _page(request, official, template, language, typed=typed, errors=errors)
    if errors:
        return _page(request, official, template, language, typed=typed, errors=errors, status=422)
    return _saved(request, official, template, language, typed)


def _saved(
    request: HttpRequest, official: Official, template: str, language: str, typed: Texts
) -> HttpResponse:
    here = province_of(request).id
    current = _current(wording_versions.latest(jurisdiction_id=here), template, language)
    changed = [kind for kind in KINDS if typed[kind] != current[kind]]
    for kind in changed:
        text = OWN if typed[kind] == built_in(template, kind, language) else typed[kind]
        try:
            _change(request, official, template, language, kind=kind, text=text)
        except Overtaken:
            errors = {kind: _OVERTAKEN}
            return _page(request, official, template, language, typed=typed, errors=errors, status=409)
    return _to(template, language, "luu" if changed else "nguyen")


def _restored(request: HttpRequest, official: Official, template: str, language: str) -> HttpResponse:
    kind, _, number = request.POST.get("version", "").partition(":")
    if kind not in KINDS:
        raise Http404
    text = next(
        (
            OWN if each.is_own else each.text
            for each in _history(request, template, kind, language)
            if str(each.number) == number
        ),
        OWN if number == "0" else None,
    )
    if text is None:
        raise Http404
    try:
        wrong = _change(request, official, template, language, kind=kind, text=text)
    except Overtaken:
        wrong = [_OVERTAKEN]
    if wrong:
        errors = {kind: " ".join(wrong)}
        return _page(request, official, template, language, errors=errors, status=409)
    return _to(template, language, "luu")


def _change(
    request: HttpRequest, official: Official, template: str, language: str, *, kind: str, text: str
) -> list[str]:
    seen = request.POST.get(f"seen_{kind}", "")
    return wording_versions.change(
        jurisdiction_id=province_of(request).id,
        template=template,
        kind=kind,
        language=language,
        text=text,
        after=int(seen) if seen.isdecimal() and len(seen) < 9 else -1,
        by=official.id,
        at=clock.now(),
    )


def _page(
    request: HttpRequest,
    official: Official,
    template: str,
    language: str,
    *,
    typed: Texts | None = None,
    errors: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    latest = wording_versions.latest(jurisdiction_id=province_of(request).id)
    current = _current(latest, template, language)
    numbers = {
        kind: version.number if (version := latest.get((template, kind, language))) else 0 for kind in KINDS
    }
    # What was typed over a version that is not the newest any more stays so until its writer has been told.
    keeps = typed is not None and status != 409
    seen = {kind: request.POST.get(f"seen_{kind}", "") if keeps else str(numbers[kind]) for kind in KINDS}
    done = _DONE.get(request.GET.get("xong", "")) if request.method != "POST" else None
    context = {
        **_frame(official),
        "template": template,
        "name": name_of(template),
        "language": language,
        "languages": [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES],
        "texts": typed or current,
        "longest": LONGEST,
        "seen": seen,
        "errors": errors or {},
        "needs_code": needs_code(template),
        "preview": _preview(request, template, typed or current),
        "history": [
            {"kind": kind, "name": KIND_NAMES[kind], "it": each, "is_current": each.number == numbers[kind]}
            for kind in KINDS
            for each in _history(request, template, kind, language)
        ],
        "messages": [{"tone": "ok", "text": done}] if done else [],
    }
    return render(request, "message_words_edit.html", context, status=status)


def _preview(request: HttpRequest, template: str, texts: Texts) -> dict[str, Any]:
    code = EXAMPLE_CODE if needs_code(template) else ""
    link = origin_of(province_of(request)) + links.page(code)
    short, long, subject = (filled_in(texts[kind], code=code, link=link) for kind in (SHORT, LONG, SUBJECT))
    bare = filled_in(texts[LONG], code=code, link="")
    return {"short": short, "long": long, "bare": bare, "subject": subject, "sms": sms_length(short)}


def _current(edited: Mapping[tuple[str, str, str], Version], template: str, language: str) -> Texts:
    return {
        kind: version.text
        if (version := edited.get((template, kind, language)))
        else built_in(template, kind, language)
        for kind in KINDS
    }


def _history(request: HttpRequest, template: str, kind: str, language: str) -> list[Version]:
    return wording_versions.history(
        jurisdiction_id=province_of(request).id,
        template=template,
        kind=kind,
        language=language,
        limit=HISTORY,
    )


def name_of(template: str) -> str:
    """What the template is called: its own subject, of no report."""
    return VIETNAMESE[template].subject.replace(" {code}", "")


def _plain(text: str, kind: str) -> str:
    """As it is kept: lines as they are, nothing before and after; bounded before anything looks into it."""
    return "\n".join(text[: 2 * LONGEST[kind]].splitlines()).strip()


def _to(template: str, language: str, word: str) -> HttpResponseRedirect:
    address = reverse("message-words-of", args=[template])
    return HttpResponseRedirect(f"{address}?ngon-ngu={language}&xong={word}", status=303)


def _frame(official: Official) -> dict[str, Any]:
    home = {"label": "Tổng quan", "href": reverse("administration"), "icon": "settings"}
    this = {"label": "Lời nhắn", "href": reverse("message-words"), "icon": "message", "current": True}
    nav = [{"items": [home, this]}]
    return frame(official, area="Quản trị", area_href=reverse("administration"), nav=nav)
