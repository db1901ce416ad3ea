"""The addresses of the standard: each with the suffix ``.xml`` or ``.json``, or without one by negotiation."""

from django.urls import path, re_path

from paht.doors.open311 import views

_SUFFIX = r"(?:\.(?P<suffix>xml|json))?$"

urlpatterns = [
    re_path(rf"^(?:v2/)?discovery{_SUFFIX}", views.discovery, name="open311-discovery"),
    re_path(rf"^v2/services{_SUFFIX}", views.service_list, name="open311-services"),
    re_path(rf"^v2/services/(?P<code>[\w-]+){_SUFFIX}", views.service_definition, name="open311-service"),
    re_path(rf"^v2/requests{_SUFFIX}", views.requests, name="open311-requests"),
    re_path(rf"^v2/requests/(?P<number>[\w-]+){_SUFFIX}", views.single, name="open311-request"),
    re_path(rf"^v2/tokens/(?P<word>[\w-]+){_SUFFIX}", views.token, name="open311-token"),
    re_path(rf"^v2/servicerequestupdates{_SUFFIX}", views.service_request_updates, name="open311-updates"),
    path("<path:rest>", views.unknown, name="open311-unknown"),
]
