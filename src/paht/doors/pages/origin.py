"""The public address of a province, for links in messages: its host name, under the scheme and port of this
installation."""

import os
from urllib.parse import urlsplit

from django.conf import settings

from paht.agencies.jurisdictions import Jurisdiction
from paht.agencies.models import Host


def origin_of(jurisdiction: Jurisdiction) -> str:
    """Without a slash at the end."""
    hosts = list(
        Host.objects.filter(jurisdiction_id=jurisdiction.id).order_by("name").values_list("name", flat=True)
    )
    given = urlsplit(settings.ORIGIN or "")
    if given.hostname and (not hosts or given.hostname in hosts):
        return f"{given.scheme}://{given.netloc}"
    host = hosts[0] if hosts else "localhost"
    if given.hostname:
        port = f":{given.port}" if given.port else ""
        return f"{given.scheme}://{host}{port}"
    return f"http://{host}:{os.environ.get('PAHT_PORT', '8000')}"
