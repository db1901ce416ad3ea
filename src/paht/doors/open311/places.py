"""Which province a request means: ``jurisdiction_id`` (its short name or one of its host names), else the host."""

from django.http import HttpRequest

from paht import clock
from paht.agencies import jurisdictions
from paht.agencies.jurisdictions import Jurisdiction
from paht.doors.open311.formats import failure


def jurisdiction_of(request: HttpRequest) -> Jurisdiction:
    """The province; a :class:`Failure` of 404 where it is unknown, of 400 where it is missing and the host name is
    not one province's own."""
    given = (request.POST.get("jurisdiction_id") or request.GET.get("jurisdiction_id") or "").strip()
    own = jurisdictions.named(_host(request))
    if given:
        found = jurisdictions.named(given)
        if found is None:
            raise failure(
                404,
                "jurisdiction_id: không có tỉnh nào mang mã này trong hệ thống (jurisdiction_id not found).",
            )
        return found.at(clock.now())
    every = jurisdictions.every()
    found = own or (every[0] if len(every) == 1 else None)
    if found is None:
        raise failure(
            400,
            "jurisdiction_id: địa chỉ này phục vụ nhiều tỉnh, xin cho biết mã tỉnh (jurisdiction_id was not provided).",
        )
    return found.at(clock.now())


def origin_of(request: HttpRequest, jurisdiction: Jurisdiction) -> str:
    """Where that province's pages and pictures are: the address asked where it is its own, else its first host name at
    the same port."""
    asked = request.get_host()
    own = jurisdictions.named(_host(request))
    if own is not None and own.id == jurisdiction.id:
        return f"{request.scheme}://{asked}"
    hosts = jurisdictions.hosts_of(jurisdiction.id)
    if not hosts:
        return f"{request.scheme}://{asked}"
    _, colon, port = asked.rpartition(":")
    return f"{request.scheme}://{hosts[0]}{colon}{port if colon else ''}"


def _host(request: HttpRequest) -> str:
    host = request.META.get("HTTP_HOST", "")
    return str(host.rsplit(":", 1)[0] if not host.endswith("]") else host)
