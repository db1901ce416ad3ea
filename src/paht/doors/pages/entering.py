"""Entering the province that a request means, decided by its host name before anything else."""

from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from paht import clock
from paht.agencies import jurisdictions
from paht.doors.pages.errors import unkeepable, vault_closed
from paht.doors.pages.province import busy
from paht.people.vault_wire import TooMany, VaultClosed
from paht.walls import within

_UNKNOWN = "Địa chỉ này không thuộc tỉnh nào trong hệ thống. Xin kiểm tra lại đường dẫn."
_WITHOUT_PROVINCE = (
    "/healthz",
    "/readyz",
    "/metrics",
    "/static/",
    # Open311 has a parameter of its own for the province, and enters it itself.
    "/open311/",
    # One application of a platform may serve several provinces at one address: the account says which is meant.
    "/webhooks/zalo",
    "/webhooks/facebook",
)


_FOLDERS_WITHOUT_PROVINCE = tuple(path for path in _WITHOUT_PROVINCE if path.endswith("/"))


class ProvinceMiddleware:
    """Sets ``request.jurisdiction`` and enters it; a host name that no province has is refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_without = request.path in _WITHOUT_PROVINCE or request.path.startswith(_FOLDERS_WITHOUT_PROVINCE)
        if not is_without:
            try:
                found = jurisdictions.of_host(request.META.get("HTTP_HOST", ""))
            except OperationalError:
                return busy(request)
            if found is None:
                return HttpResponse(_UNKNOWN, status=421, content_type="text/plain; charset=utf-8")
            request.jurisdiction = found.at(clock.now())  # type: ignore[attr-defined]
            with within(found.id):
                return self.get_response(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The answer to text that PostgreSQL cannot keep, and to a vault that is closed; anything else goes its way."""
        if isinstance(exception, VaultClosed | TooMany) and hasattr(request, "jurisdiction"):
            return vault_closed(request)
        return unkeepable(request, exception)
