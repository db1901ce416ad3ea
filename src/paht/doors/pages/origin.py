"""The public address of a province, for links in messages."""

from django.conf import settings

from paht.agencies.jurisdictions import Jurisdiction
from paht.agencies.models import Host
from paht.messages import links


def origin_of(jurisdiction: Jurisdiction) -> str:
    """Without a slash at the end."""
    hosts = list(
        Host.objects.filter(jurisdiction_id=jurisdiction.id).order_by("name").values_list("name", flat=True)
    )
    return links.origin(hosts, given=settings.ORIGIN)
