"""The page behind an invitation: a person sets their own password, then the second factor."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from paht import clock
from paht.doors.pages.devices import device_of
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.signing_in import keep
from paht.people import inviting
from paht.people.sessions import open_session

LONGEST_PASSWORD = 200


def invitation_link(request: HttpRequest, token: str) -> str:
    """The whole address of an invitation; empty without one."""
    return request.build_absolute_uri(reverse("invitation", args=[token])) if token else ""


@never_cache
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Set the password; a link that is used, replaced, too old or unknown gets one and the same answer."""
    jurisdiction_id, now = province_of(request).id, clock.now()
    person = inviting.invited(token, jurisdiction_id=jurisdiction_id, at=now)
    errors: dict[str, str] = {}
    if person is not None and request.method == "POST":
        password = request.POST.get("password", "")[:LONGEST_PASSWORD]
        weak = inviting.weakness(password, person)
        if weak:
            errors["password"] = weak
        elif password != request.POST.get("repeated", "")[:LONGEST_PASSWORD]:
            errors["repeated"] = "Hai lần nhập mật khẩu chưa giống nhau."
        elif inviting.accept(token, jurisdiction_id=jurisdiction_id, password=password, at=now):
            answer = HttpResponseRedirect(reverse("second-factor"))
            keep(answer, open_session(staff_id=person.staff_id, device=device_of(request), at=now))
            return answer
        else:
            person = None
    status = 410 if person is None else 422 if errors else 200
    return render(request, "invitation.html", {"invited": person, "errors": errors}, status=status)
