"""The administrator's page of what may tell of something: devices with their keys, feeds with their words."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from paht import clock
from paht.candidates import devices, feeds
from paht.doors.pages.administration import ADMINISTRATORS
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import frame, staff_only
from paht.people.actors import Official

_NOTHING = {"what": "Xin chọn việc cần làm trên một thiết bị hoặc nguồn tin trong danh sách."}
FEED_KINDS = {"press": "Báo chí", "social": "Mạng xã hội"}


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(ADMINISTRATORS)
def sources(request: HttpRequest, official: Official) -> HttpResponse:
    """The page; a POST registers, changes, or gives a key, which is shown once."""
    if request.method != "POST":
        return _page(request, official)
    typed, now, here = request.POST, clock.now(), province_of(request).id
    what = typed.get("what", "")
    if what == "register":
        registered = devices.register(jurisdiction_id=here, given=_registered(typed), now=now)
        if isinstance(registered, uuid.UUID):
            return _page(request, official, shown=registered)
        return _page(request, official, typed=typed, errors=registered)
    if what == "follow":
        followed = feeds.follow(
            jurisdiction_id=here,
            name=typed.get("feed_name", "").strip(),
            kind=typed.get("feed_kind", ""),
            url=typed.get("url", "").strip(),
            words=typed.get("words", "")[:5000].split(","),
            now=now,
        )
        if isinstance(followed, uuid.UUID):
            return HttpResponseRedirect(reverse("finding-sources"))
        return _page(request, official, typed=typed, errors=followed)
    return _changed(request, official, what)


def _changed(request: HttpRequest, official: Official, what: str) -> HttpResponse:
    typed, now, here = request.POST, clock.now(), province_of(request).id
    try:
        it = uuid.UUID(typed.get("id", ""))
    except ValueError:
        return _page(request, official, errors=_NOTHING)
    if what in ("rotate", "revoke"):
        give = devices.rotate if what == "rotate" else devices.revoke
        if give(jurisdiction_id=here, device_id=it, now=now):
            return _page(request, official, shown=it)
    if what == "threshold":
        wrong = devices.calibrate(
            jurisdiction_id=here,
            device_id=it,
            threshold=_share(typed.get("threshold", "")),
            calibration=typed.get("calibration", ""),
        )
        return (
            _page(request, official, errors=wrong)
            if wrong
            else HttpResponseRedirect(reverse("finding-sources"))
        )
    is_done = (
        what in ("on", "off") and devices.switch(jurisdiction_id=here, device_id=it, is_on=what == "on")
    ) or (
        what in ("read", "rest")
        and feeds.switch(jurisdiction_id=here, feed_id=it, is_on=what == "read", now=now)
    )
    return (
        HttpResponseRedirect(reverse("finding-sources"))
        if is_done
        else _page(request, official, errors=_NOTHING)
    )


def _registered(typed: Mapping[str, str]) -> devices.Registered:
    return devices.Registered(
        name=typed.get("name", "").strip(),
        kind=typed.get("kind", ""),
        owner=typed.get("owner", "").strip(),
        calibration=typed.get("calibration", "").strip(),
        latitude=_degrees(typed.get("latitude", ""), 90),
        longitude=_degrees(typed.get("longitude", ""), 180),
        threshold=_share(typed.get("threshold", "")),
    )


def _degrees(written: str, most: int) -> float | None:
    try:
        found = float(written.strip().replace(",", "."))
    except ValueError:
        return None
    return found if -most <= found <= most else None


def _share(written: str) -> float:
    """Percents as a share; what is no number is none from 0 to 1."""
    try:
        return float(written.strip().replace(",", ".")) / 100
    except ValueError:
        return -1.0


def _page(
    request: HttpRequest,
    official: Official,
    *,
    shown: uuid.UUID | None = None,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> HttpResponse:
    here = province_of(request).id
    listed = devices.devices(jurisdiction_id=here)
    of_key = next((each for each in listed if each.id == shown), None)
    home = {"label": "Tổng quan", "href": reverse("administration"), "icon": "settings"}
    this = {
        "label": "Thiết bị, nguồn tin",
        "href": reverse("finding-sources"),
        "icon": "eye-check",
        "current": True,
    }
    context: dict[str, Any] = {
        **frame(
            official, area="Quản trị", area_href=reverse("administration"), nav=[{"items": [home, this]}]
        ),
        "devices": [
            {"it": each, "kind": devices.KINDS[each.kind], "percent": round(each.threshold * 100)}
            for each in listed
        ],
        "feeds": [
            {"it": each, "kind": FEED_KINDS[each.kind], "words": ", ".join(each.words)}
            for each in feeds.feeds(jurisdiction_id=here)
        ],
        "device_kinds": list(devices.KINDS.items()),
        "feed_kinds": list(FEED_KINDS.items()),
        "key_of": of_key,
        "key": devices.key_of(jurisdiction_id=here, device_id=of_key.id, version=of_key.key_version)
        if of_key
        else "",
        "address": request.build_absolute_uri(reverse("webhook-findings")),
        "typed": typed or {},
        "errors": errors or {},
    }
    return render(request, "finding_sources.html", context, status=422 if errors else 200)
