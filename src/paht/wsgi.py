"""The WSGI application that the web server runs."""

import os
import signal

import django

from paht.installation.leash import die_with_parent
from paht.walls import closed

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paht.settings")
# A worker whose server was killed would keep the port and go on answering.
die_with_parent(parent_pid=os.getppid(), signal_number=signal.SIGKILL)
django.setup(set_prefix=False)
closed()

from paht.doors.citizen.short_way import ShortWay  # noqa: E402 (Django must be set up first)
from paht.doors.pages.requests import Handler  # noqa: E402

application = ShortWay(Handler())
