"""The page on which reminders of terms are chosen: for the province by its administrators, for a body by its leader."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from paht.agencies import reminders
from paht.agencies.reminders import DEFAULT, MOST_DAYS, MOST_HOURS, Choice
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import frame, home_of, staff_only
from paht.law.casework.states import Role
from paht.people.actors import Official

CHOOSERS = frozenset({Role.ADMINISTRATOR, Role.AGENCY_LEADER})
_NUMBERS = {"days_before": MOST_DAYS, "hours_before": MOST_HOURS, "escalate_hours": MOST_HOURS}


def nav_items(official: Official, *, current: bool = False) -> list[dict[str, Any]]:
    """The entry in a side navigation; none for those who choose nothing."""
    if not official.roles & CHOOSERS:
        return []
    return [{"label": "Nhắc việc", "href": reverse("reminders"), "icon": "bell", "current": current}]


@staff_only(CHOOSERS)
def show(request: HttpRequest, official: Official) -> HttpResponse:
    """What is chosen; a POST chooses anew."""
    own = None if Role.ADMINISTRATOR in official.roles else official.agency_id
    errors: dict[str, str] = {}
    if request.method == "POST":
        choice, errors = _read(request)
        if choice is not None:
            reminders.choose(jurisdiction_id=official.jurisdiction_id, agency_id=own, choice=choice)
            return HttpResponseRedirect(f"{reverse('reminders')}?done=1")
    chosen = reminders.choices(jurisdiction_id=official.jurisdiction_id)
    standing = chosen.get(own, chosen[None])
    typed = {name: getattr(standing, name) for name in Choice.__slots__}
    if errors:
        typed |= {name: request.POST.get(name, "") for name in Choice.__slots__}
    nav = [{"items": [{"label": "Trang làm việc", "href": home_of(official), "icon": "inbox"}]}]
    nav.append({"items": nav_items(official, current=True)})
    context = {
        **frame(official, area="Nhắc việc", area_href=home_of(official), nav=nav),
        "typed": typed,
        "errors": errors,
        "is_province": own is None,
        "follows_province": own is not None and own not in chosen,
        "default": DEFAULT,
        "most": _NUMBERS,
        "messages": [{"tone": "ok", "text": "Đã lưu cách nhắc việc."}] if request.GET.get("done") else [],
    }
    return render(request, "reminders.html", context, status=422 if errors else 200)


def _read(request: HttpRequest) -> tuple[Choice | None, dict[str, str]]:
    numbers, errors = {}, {}
    for name, most in _NUMBERS.items():
        typed = request.POST.get(name, "").strip()
        if typed.isascii() and typed.isdigit() and len(typed) < 4 and int(typed) <= most:
            numbers[name] = int(typed)
        else:
            errors[name] = f"Xin nhập một số từ 0 đến {most}; 0 là không nhắc ở mốc này."
    if errors:
        return None, errors
    halfway, at_due = bool(request.POST.get("halfway")), bool(request.POST.get("at_due"))
    return Choice(**numbers, halfway=halfway, at_due=at_due), {}
