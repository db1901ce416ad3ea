"""The administrator's page of imports: how far each is, what is to be repaired. Imports are started on the server,
where the file lies: it is full of personal data and goes through no browser."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from paht.doors.pages.administration import ADMINISTRATORS
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import frame, staff_only
from paht.importing import presets
from paht.importing.queries import runs
from paht.people.actors import Official

STATES = {"running": ("Đang chạy", "info"), "done": ("Đã xong", "ok"), "stopped": ("Dừng giữa chừng", "bad")}


@require_safe
@staff_only(ADMINISTRATORS)
def listed(request: HttpRequest, official: Official) -> HttpResponse:
    """The latest runs; HTMX asks for the list alone."""
    jurisdiction = province_of(request)
    found = runs(jurisdiction_id=jurisdiction.id)
    context: dict[str, Any] = {
        "here": reverse("imports"),
        "runs": [
            {
                "run": each,
                "state": STATES[each.state][0],
                "tone": STATES[each.state][1],
                "problems": sorted(each.problems.items(), key=lambda item: (-item[1], item[0])),
            }
            for each in found
        ],
        "is_running": any(each.state == "running" for each in found),
        "command": f"./paht import TỆP --jurisdiction {jurisdiction.slug} --mapping MẪU "
        "--files THƯ_MỤC --dry-run --errors LỖI.csv",
        "presets": [{"name": name, "about": presets.read(name)["about"]} for name in presets.names()],
    }
    if request.headers.get("HX-Request"):
        return render(request, "fragments/imports.html", context)
    home = {"label": "Tổng quan", "href": reverse("administration"), "icon": "settings"}
    here = {"label": "Nhập dữ liệu cũ", "href": reverse("imports"), "icon": "upload", "current": True}
    nav = [{"items": [home, here]}]
    context |= frame(official, area="Quản trị", area_href=reverse("administration"), nav=nav)
    return render(request, "imports.html", context)
