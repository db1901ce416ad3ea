"""The report that a request of its follower is about: found by its code, and whether its sender is asking."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.urls import reverse

from paht.agencies.jurisdictions import Jurisdiction
from paht.cases import queries
from paht.cases.queries import Detail
from paht.doors.citizen import proof
from paht.doors.pages.province import province_of
from paht.law.casework.case import Actor


@dataclass(frozen=True, slots=True)
class Followed:
    """A request about one followed case; ``sender`` only where this browser proves to be the sender's."""

    request: HttpRequest
    jurisdiction: Jurisdiction
    detail: Detail
    sender: Actor | None

    @property
    def href(self) -> str:
        """The page that follows it."""
        return reverse("citizen-follow", args=[self.detail.code])

    @property
    def consents_href(self) -> str:
        """The page about the sender's own data."""
        return reverse("citizen-consents", args=[self.detail.code])


def followed(request: HttpRequest, code: str) -> Followed:
    """The case of that code in the request's province; ``Http404`` where there is none."""
    jurisdiction = province_of(request)
    detail = queries.followed(jurisdiction_id=jurisdiction.id, code=code)
    if detail is None:
        raise Http404
    return Followed(request, jurisdiction, detail, proof.sender_of(request, case=detail.case))
